"""The rows of models over the API: made, changed, listed, deleted; who may, and how many."""

from __future__ import annotations

from uuid import uuid4

import pytest

from models_store.tables import CustomModel
from tests.training.custom.desk import AIR, invoice, values

UNKNOWN = str(uuid4())


def test_a_model_is_made_changed_and_listed(desk):
    model_id = desk.model("Bouw", description="Bouwmarkt")
    assert desk.listed(model_id) | {"creationTime": ""} == {
        "id": model_id, "name": "Bouw", "description": "Bouwmarkt", "creationTime": "", "lastTrainingTime": None,
        "isTrainingScheduled": False, "lastTrainingErrorMessage": None, "validatedOperationCount": 0,
        "nextTrainingAllowedTime": None, "instantLearning": True, "autoTrain": 0, "version": None, "keptBack": [],
    }  # fmt: skip
    changed = desk.post("model/createOrUpdate", id=model_id, name="Hout", instantLearning=False, autoTrain=10)
    assert changed.json["result"] == {"id": model_id}
    listed = desk.listed(model_id)
    assert (listed["name"], listed["description"], listed["instantLearning"], listed["autoTrain"]) == (
        "Hout",
        None,
        False,
        10,
    )
    desk.post("model/createOrUpdate", id=model_id, name="Hout")
    assert desk.listed(model_id)["autoTrain"] == 10, "what is not sent stays"


def test_names_are_unique_per_tenant(desk, desk_of):
    first = desk.model("Bouw")
    taken = desk.post("model/createOrUpdate", name="Bouw")
    assert (taken.status_code, taken.json["error"]["validationErrors"][0]["members"]) == (400, ["name"])
    assert desk.post("model/createOrUpdate", id=first, name="Bouw").status_code == 200
    assert desk_of("ander").post("model/createOrUpdate", name="Bouw").status_code == 200


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"name": "x", "description": "x" * 1025}, "description"),
        ({"name": "x", "id": "no guid"}, "id"),
        ({"name": "x", "autoTrain": -1}, "autoTrain"),
    ],
)
def test_input_that_is_refused(desk, body, member):
    answer = desk.post("model/createOrUpdate", **body)
    assert answer.status_code == 400
    assert member in answer.json["error"]["validationErrors"][0]["members"]
    assert desk.post("model/list").json["result"]["totalCount"] == 0


def test_fifty_models_and_no_more(desk):
    for number in range(50):
        desk.model(f"model {number}")
    refused = desk.post("model/createOrUpdate", name="one more")
    assert refused.status_code == 500
    assert "at most 50 models" in refused.json["error"]["message"]
    desk.user.client.delete(f"{AIR}/model?modelId={_first(desk)}", headers=desk.user.headers)
    assert desk.post("model/createOrUpdate", name="one more").status_code == 200


def test_the_list_is_paged_and_sorted(desk):
    for name in ("b", "c", "a"):
        desk.model(name)
    page = desk.post("model/list", sorting="name desc", maxResultCount=2).json["result"]
    assert (page["totalCount"], [item["name"] for item in page["items"]]) == (3, ["c", "b"])
    for sorting in ("validatedOperationCount, name", "isTrainingScheduled desc", "nextTrainingAllowedTime"):
        assert desk.post("model/list", sorting=sorting).status_code == 200
    assert desk.post("model/list", sorting="nonsense").status_code == 400


def test_models_of_others_and_unknown_ones_are_not_there(desk, desk_of):
    other = desk_of("ander").model()
    for model_id in (other, UNKNOWN):
        answers = [
            desk.post("model/createOrUpdate", id=model_id, name="x"),
            desk.post("model/train", modelId=model_id),
            desk.post("model/rollback", modelId=model_id, version=0),
            desk.post("processDocument", modelId=model_id, fileName="a.txt", legislation="nl", fileContent="YQ=="),
            desk.user.get(f"{AIR}/model/get?modelId={model_id}"),
            desk.user.client.delete(f"{AIR}/model?modelId={model_id}", headers=desk.user.headers),
        ]
        assert [answer.status_code for answer in answers] == [404] * 6
    assert desk.post("model/list").json["result"]["totalCount"] == 0


def test_models_need_their_permission(login):
    user = login("Api.Air")
    for path in ("createOrUpdate", "train", "list", "rollback", "deleteSample"):
        answer = user.post(f"{AIR}/model/{path}", json={"name": "x", "modelId": UNKNOWN, "operationId": UNKNOWN})
        assert (answer.status_code, "Api.Air.Models" in answer.json["error"]["message"]) == (403, True), path


def test_errors_are_told_in_dutch(desk):
    model_id = desk.model()
    headers = {"Abp.Localization.CultureName": "nl"}
    answer = desk.user.post(f"{AIR}/model/train", json={"modelId": model_id}, headers=headers)
    assert "gevalideerde operaties" in answer.json["error"]["message"]


def test_a_deleted_model_leaves_nothing(desk, database):
    """Rows, blobs and artifacts; and the model of another tenant stays as it is."""
    from sqlalchemy import text

    model_id = desk.model()
    operation = desk.read(invoice(), model_id)
    desk.validate(operation["operationId"], values())
    desk.read(invoice(2), model_id)
    kept = desk.model("other")
    answer = desk.user.client.delete(f"{AIR}/model?modelId={model_id}", headers=desk.user.headers)
    assert (answer.status_code, answer.json["result"]) == (200, None)
    tables = ("operations", "operation_results", "operation_readings", "operation_feedback", "model_versions")
    with database.system_session() as session:
        counts = {table: session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}  # noqa: S608
        assert counts == dict.fromkeys(tables, 0)
        assert [str(model.id) for model in session.query(CustomModel)] == [kept]
    stored = [path for path in desk.user.client.application.extensions["settings"].data.rglob("*") if path.is_file()]
    assert [path.name for path in stored if "blobs" in path.parts] == []
    assert desk.user.get(f"{AIR}/getOperationResult?operationId={operation['operationId']}").status_code == 404


def _first(desk):
    return desk.post("model/list").json["result"]["items"][0]["id"]
