"""Two tenants that train at once on two workers: neither gets at what the other taught, not even by trying."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import httpx
import pytest

from tests.service import AIR, PASSWORD, ROOT, running
from tests.training.custom.desk import fields_of, invoice, values

SETTINGS = {"workers": "2", "training_operations": "6", "training_values": "2", "requests_per_second": "1000"}
WORKER, API = "zenvoices.cli worker", "gunicorn"
TAUGHT = 8


class Customer:
    """A user of a tenant, over HTTP."""

    def __init__(self, url: str, tenant: str, login: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=180, trust_env=False)
        who = {"userNameOrEmailAddress": login, "password": PASSWORD, "tenancyName": tenant}
        token = self.client.post("/api/TokenAuth/TokenLogin", json=who).json()["result"]["accessToken"]
        self.client.headers["Authorization"] = f"Bearer {token}"
        self.model = self.post("model/createOrUpdate", name="Hout").json()["result"]["id"]

    def post(self, path: str, **body):
        return self.client.post(f"{AIR}/{path}", json=body)

    def get(self, path: str, **query):
        return self.client.get(f"{AIR}/{path}", params=query)

    def read(self, at: int, model: str | None = None):
        content = b64encode(invoice(at)).decode()
        return self.post(
            "processDocument", fileName="a.txt", legislation="nl", fileContent=content, modelId=model or self.model,
            waitSeconds=60,
        )  # fmt: skip

    def teach(self, reference: str | None) -> list[str]:
        """Validate documents; the reference is what is printed behind `Ons kenmerk`, or there is none."""
        operations = []
        for at in range(TAUGHT):
            operation = self.read(at).json()["result"]["operationId"]
            right = values(at, YourReference=reference and f"{reference}{7000 + at}")
            self.post("validateOperationResult", operationId=operation, correctValues=right).raise_for_status()
            operations.append(operation)
        return operations

    def is_trained(self) -> bool:
        return not any(item["isTrainingScheduled"] for item in self.post("model/list").json()["result"]["items"])

    def told(self, model: str | None = None):
        return self.get("model/get", modelId=model or self.model).json()["result"]


def second_tenant(data: Path) -> None:
    environment = {**os.environ, "ZENVOICES_DATA": str(data), "ZENVOICES_PASSWORD": PASSWORD}
    for command in (("tenant", "create", "twee"), ("user", "create", "api", "--tenant", "twee", "--all")):
        subprocess.run([sys.executable, "-m", "zenvoices.cli", *command], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The service, both customers and what they validated, after both trainings."""
    data = tmp_path_factory.mktemp("tenants") / "data"
    with running(data, **SETTINGS) as service:
        second_tenant(data)
        url = f"http://127.0.0.1:{service.port}"
        one, other = Customer(url, "demo", "admin"), Customer(url, "twee", "api")
        validated = one.teach("OK"), other.teach(None)
        for customer in (one, other):
            customer.post("model/train", modelId=customer.model).raise_for_status()
        for customer in (one, other):
            service.wait_for(customer.is_trained)
        yield service, one, other, validated
        one.client.close()
        other.client.close()


def test_each_learnt_from_its_own_documents_only(trained):
    _, one, other, (first, second) = trained
    [own], [its] = one.told()["versions"], other.told()["versions"]
    assert (own["operationCount"], its["operationCount"]) == (len(first), len(second)) == (TAUGHT, TAUGHT)
    assert own["dataHash"] != its["dataHash"]
    assert fields_of(one.read(20).json()["result"])["YourReference"] == "OK7020"
    assert fields_of(other.read(20).json()["result"]).get("YourReference") != "OK7020"


def test_each_training_was_done_once(trained):
    service, *_ = trained
    assert service.said.count("version published") == len(service.children(WORKER)) == 2


def test_trying_another_tenants_model_is_answered_as_if_it_were_not_there(trained):
    _, one, other, (first, second) = trained
    tried = {
        "read": other.read(1, one.model),
        "get": other.get("model/get", modelId=one.model),
        "train": other.post("model/train", modelId=one.model),
        "rename": other.post("model/createOrUpdate", id=one.model, name="Mine"),
        "roll back": other.post("model/rollback", modelId=one.model, version=0),
        "delete": other.client.delete(f"{AIR}/model", params={"modelId": one.model}),
        "validate": other.post("validateOperationResult", operationId=first[0], correctValues=values(0)),
        "forget": other.post("model/deleteSample", operationId=first[0]),
        "look": other.get("getOperationResult", operationId=first[0]),
    }
    assert {name: answer.status_code for name, answer in tried.items()} == dict.fromkeys(tried, 404)
    assert [item["id"] for item in other.post("model/list").json()["result"]["items"]] == [other.model]
    assert one.told()["validatedOperationCount"] == TAUGHT
    assert other.get("getOperationResult", operationId=second[0]).status_code == 200


def test_the_api_never_loads_lightgbm(trained):
    """It validated sixteen documents; trees are for workers."""
    service, *_ = trained
    maps = [Path(f"/proc/{child.pid}/maps").read_text() for child in service.children(API)]
    assert maps
    assert not any("lib_lightgbm" in text for text in maps)
    assert all("lib_lightgbm" in Path(f"/proc/{one.pid}/maps").read_text() for one in service.children(WORKER))
