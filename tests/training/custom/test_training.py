"""The training of models: when it may be, what it leaves behind, and that it can be killed, repeated and undone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from infra.types import now
from models_store import load_pretrained, versions
from models_store.tables import CustomModel, ModelVersion
from operations import jobs as operation_jobs
from operations.sweep import sweep
from tests.training.custom.desk import AIR, fields_of, invoice, values
from training.custom import jobs, service
from training.custom.gates import Gates
from webhooks import events
from webhooks.tables import Endpoint, Event, Subscription

GATES = Gates(operations=4, values=2)
SUPPLIERS = ("Papierhandel Noord B.V.", "Bakkerij De Gouden Korenaar", "Garage Van der Velde en Zonen")


@pytest.fixture(autouse=True)
def _gates():
    jobs.install(GATES)
    yield
    jobs.install(Gates())


def taught(desk, count=6, **more):
    """A model with so many validated documents of three suppliers."""
    model_id = desk.model(**more)
    for at in range(count):
        operation = desk.read(invoice(at, SUPPLIERS[at % 3]), model_id)
        assert desk.validate(operation["operationId"], values(at, YourReference=f"OK{7000 + at}")).status_code == 200
    return model_id


def row(database, model_id):
    with database.system_session() as session:
        return session.get_one(CustomModel, UUID(model_id))


def run(desk, model_id):
    operation_jobs.serve(desk.machine, desk.recogniser, "test")
    return jobs.run(model_id)


def trees(desk, database, model_id):
    with database.system_session() as session:
        found = session.scalars(select(ModelVersion).where(ModelVersion.model_id == row(database, model_id).id))
        return {one.number: desk.machine.blobs.get(one.artifact_key) for one in found if one.artifact_key}


def at_once(desk, *model_ids):
    """Train these models side by side, as two workers do; the numbers of their versions."""
    base = desk.recogniser.models
    with ThreadPoolExecutor(len(model_ids)) as pool:
        started = [
            pool.submit(jobs.train, desk.machine, UUID(model_id), f"worker {model_id}", base, GATES)
            for model_id in model_ids
        ]
        return [one.result()["version"] for one in started]


def waiting(desk):
    return desk.machine.queue.waiting(service.QUEUE)


def test_training_leaves_a_version_that_is_used_and_told_of(desk, database):
    model_id = taught(desk)
    assert desk.post("model/train", modelId=model_id).json["result"] is None
    assert desk.listed(model_id)["isTrainingScheduled"] is True
    assert waiting(desk) == {f"training-{model_id}"}
    assert run(desk, model_id)["version"] == 1
    listed = desk.listed(model_id)
    assert (listed["isTrainingScheduled"], listed["lastTrainingErrorMessage"], listed["version"]) == (False, None, 1)
    assert listed["lastTrainingTime"] < listed["nextTrainingAllowedTime"]
    told = desk.user.get(f"{AIR}/model/get?modelId={model_id}").json["result"]
    [version] = told["versions"]
    assert (version["number"], version["operationCount"], version["layoutCount"]) == (1, 6, 1)
    scores = {score["fieldName"]: score for score in version["fields"]}
    assert scores["InvoiceNumber"]["values"] == 6
    assert scores["ContractNumber"]["reason"] == "0 values are validated; 2 are needed."
    assert {"fieldName": "ContractNumber", "reason": scores["ContractNumber"]["reason"]} in listed["keptBack"]
    assert all(score["after"] >= score["before"] for score in version["fields"] if score["isPublished"])
    assert sum(bin["count"] for bin in version["reliability"]) > 20
    assert fields_of(desk.read(invoice(9, SUPPLIERS[0]), model_id))["YourReference"] == "OK7009"


def test_too_few_too_soon_and_twice(desk, database):
    model_id = taught(desk, 3)
    few = desk.post("model/train", modelId=model_id)
    assert few.status_code == 500
    assert few.json["error"]["message"] == "Training needs 4 validated operations; there are 3."
    assert waiting(desk) == set()
    operation = desk.read(invoice(3), model_id)
    desk.validate(operation["operationId"], values(3))
    assert [desk.post("model/train", modelId=model_id).status_code for _ in range(2)] == [200, 200]
    scheduled = row(database, model_id).scheduled_at
    desk.post("model/train", modelId=model_id)
    assert row(database, model_id).scheduled_at == scheduled, "once is enough"
    run(desk, model_id)
    assert run(desk, model_id) == {"model": model_id, "skipped": True}
    with database.system_session() as session:
        session.get_one(CustomModel, row(database, model_id).id).next_training_at = now() + timedelta(hours=1)
    soon = desk.post("model/train", modelId=model_id)
    assert (soon.status_code, "may be trained again from" in soon.json["error"]["message"]) == (500, True)
    assert row(database, model_id).scheduled_at is None


def test_the_pause_is_twice_the_mean_of_the_last_ten(desk, database):
    model_id = taught(desk, 4)
    known = row(database, model_id)
    with database.system_session() as session:
        session.add_all(
            ModelVersion(
                tenant_id=known.tenant_id, model_id=known.id, number=number, seconds=100.0, serial=0, manifest={}
            )
            for number in range(1, 13)
        )
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    known = row(database, model_id)
    with database.system_session() as session:
        newest = session.scalars(select(ModelVersion.seconds).order_by(ModelVersion.number.desc())).first()
    pause = (known.next_training_at - known.last_trained_at).total_seconds()
    assert pause == pytest.approx(2 * (9 * 100 + newest) / 10, abs=0.5)


def test_the_same_data_gives_the_same_bytes(desk, database):
    model_id = taught(desk)
    for number in (1, 2):
        with database.system_session() as session:
            model = session.get_one(CustomModel, row(database, model_id).id)
            model.next_training_at, model.version = None, None
        desk.post("model/train", modelId=model_id)
        assert run(desk, model_id)["version"] == number
    first, second = trees(desk, database, model_id).values()
    assert first == second


def test_going_back_is_at_once(desk, database):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    assert desk.post("model/rollback", modelId=model_id, version=2).status_code == 404
    assert desk.post("model/rollback", modelId=model_id, version=0).status_code == 200
    assert desk.listed(model_id)["version"] is None
    assert desk.read(invoice(9), model_id)["status"] == 2
    desk.post("model/rollback", modelId=model_id, version=1)
    assert desk.listed(model_id)["version"] == 1


def test_a_killed_training_leaves_the_old_version_and_runs_again(desk, database, monkeypatch):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    before = trees(desk, database, model_id)
    with database.system_session() as session:
        session.get_one(CustomModel, row(database, model_id).id).next_training_at = None
    desk.post("model/train", modelId=model_id)

    class Killed(BaseException):
        """As a process that ends here; nothing catches it."""

    monkeypatch.setattr(versions, "publish", lambda *a, **k: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        run(desk, model_id)
    monkeypatch.undo()
    assert (desk.listed(model_id)["version"], desk.listed(model_id)["isTrainingScheduled"]) == (1, True)
    assert trees(desk, database, model_id) == before
    assert fields_of(desk.read(invoice(9), model_id))["YourReference"] == "OK7009"
    with database.system_session() as session:
        session.get_one(CustomModel, row(database, model_id).id).lease_until = now() - timedelta(seconds=1)
    desk.machine.queue.redis.flushall()
    sweep(desk.machine)
    assert waiting(desk) == {f"training-{model_id}"}
    assert run(desk, model_id)["version"] == 2


def test_a_training_that_stops_workers_is_given_up(desk, database):
    model_id = taught(desk, 4)
    desk.post("model/train", modelId=model_id)
    with database.system_session() as session:
        model = session.get_one(CustomModel, row(database, model_id).id)
        model.attempts, model.lease_until = 3, now() - timedelta(seconds=1)
    sweep(desk.machine)
    listed = desk.listed(model_id)
    assert listed["isTrainingScheduled"] is False
    assert "stop 3 times" in listed["lastTrainingErrorMessage"]


def test_the_next_version_lacks_a_forgotten_sample(desk, database):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    forgotten = desk.read(invoice(8, SUPPLIERS[2]), model_id)["operationId"]
    desk.validate(forgotten, values(8))
    with database.system_session() as session:
        session.get_one(CustomModel, row(database, model_id).id).next_training_at = None
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    desk.post("model/deleteSample", operationId=forgotten)
    with database.system_session() as session:
        session.get_one(CustomModel, row(database, model_id).id).next_training_at = None
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    told = desk.user.get(f"{AIR}/model/get?modelId={model_id}").json["result"]["versions"]
    third, second, first = told
    assert (first["operationCount"], second["operationCount"], third["operationCount"]) == (6, 7, 6)
    assert third["dataHash"] == first["dataHash"] != second["dataHash"]
    with database.system_session() as session:
        manifests = {one.number: one.manifest["samples"] for one in session.scalars(select(ModelVersion))}
    assert forgotten in manifests[2]
    assert forgotten not in manifests[3]
    kept = trees(desk, database, model_id)
    assert kept.keys() == {1, 3}, "what learnt from it is gone"
    assert kept[1] == kept[3], "byte for byte what it was before the sample came"
    assert desk.post("model/rollback", modelId=model_id, version=2).status_code == 404


def test_versions_that_learnt_from_a_forgotten_sample_cannot_be_gone_back_to(desk, database):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    with database.system_session() as session:
        sample = session.scalars(select(ModelVersion)).one().manifest["samples"][0]
    desk.post("model/rollback", modelId=model_id, version=0)
    assert desk.post("model/deleteSample", operationId=sample).status_code == 200
    assert trees(desk, database, model_id) == {}
    assert desk.post("model/rollback", modelId=model_id, version=1).status_code == 404
    assert _blobs(desk) == []


def test_a_trained_model_that_is_deleted_leaves_nothing(desk, database):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    run(desk, model_id)
    assert len(_blobs(desk)) == 1
    answer = desk.user.client.delete(f"{AIR}/model?modelId={model_id}", headers=desk.user.headers)
    assert answer.status_code == 200
    assert _blobs(desk) == []
    with database.system_session() as session:
        assert [session.scalars(select(table)).all() for table in (CustomModel, ModelVersion)] == [[], []]


def _blobs(desk):
    folder = desk.user.client.application.extensions["settings"].data / "blobs"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_model_deleted_during_training_leaves_nothing(desk, database, monkeypatch):
    model_id = taught(desk)
    desk.post("model/train", modelId=model_id)
    prepare = jobs.prepare

    def prepare_and_delete(samples, base):
        answer = desk.user.client.delete(f"{AIR}/model?modelId={model_id}", headers=desk.user.headers)
        assert answer.status_code == 200
        return prepare(samples, base)

    monkeypatch.setattr(jobs, "prepare", prepare_and_delete)
    assert run(desk, model_id) == {"model": model_id, "deleted": True}
    assert _blobs(desk) == []


def test_training_by_itself_after_so_many_validations(desk, database):
    model_id = taught(desk, 5, autoTrain=5)
    assert desk.listed(model_id)["isTrainingScheduled"] is True
    assert waiting(desk) == set(), "the sweep does it"
    sweep(desk.machine)
    assert waiting(desk) == {f"training-{model_id}"}
    assert run(desk, model_id)["version"] == 1
    assert desk.listed(model_id)["isTrainingScheduled"] is False


def test_one_bad_sample_among_twenty_breaks_nothing(desk):
    model_id = desk.model()
    for at in range(20):
        operation = desk.read(invoice(at), model_id)
        wrong = {"InvoiceDate": f"2025-04-{1 + at % 27:02}", "InvoiceNumber": "12345678"} if at == 17 else {}
        desk.validate(operation["operationId"], values(at, YourReference=f"OK{7000 + at}", **wrong))
    found = fields_of(desk.read(invoice(22), model_id))
    assert (found["InvoiceNumber"], found["InvoiceDate"]) == ("F25-0022", "2025-03-23T00:00:00.0000000")


def test_two_tenants_do_not_see_each_other(desk_of, database):
    """Same documents, different truths, trained at the same time."""
    one, other = desk_of("een"), desk_of("twee")
    first, second = one.model(), other.model()
    for at in range(5):
        for desk, model_id, reference in ((one, first, f"OK{7000 + at}"), (other, second, None)):
            operation = desk.read(invoice(at), model_id)
            desk.validate(operation["operationId"], values(at, YourReference=reference))
    assert one.post("model/train", modelId=first).status_code == 200
    assert other.post("model/train", modelId=second).status_code == 200
    assert at_once(one, first, second) == [1, 1]
    assert fields_of(one.read(invoice(9), first))["YourReference"] == "OK7009"
    assert fields_of(other.read(invoice(9), second)).get("YourReference") != "OK7009"
    assert (
        one.post("processDocument", modelId=second, fileName="a.txt", legislation="nl", fileContent="YQ==").status_code
        == 404
    )
    with database.system_session() as session:
        keys = {version.tenant_id: version.artifact_key for version in session.scalars(select(ModelVersion))}
    assert all(key.startswith(f"{tenant_id}/") for tenant_id, key in keys.items())
    assert len(keys) == 2


def test_the_shipped_models_are_untouched(desk):
    load_pretrained()
    plain = desk.read(invoice(9))["airResult"]["fields"]
    taught(desk, 3)
    assert desk.read(invoice(9))["airResult"]["fields"] == plain


def test_a_new_version_is_told_to_subscribers(desk, database):
    model_id = taught(desk)
    tenant_id = row(database, model_id).tenant_id
    with database.session(tenant_id) as session:
        endpoint = Endpoint(dialect="abp", url="https://hooks.example/", secret="a long enough secret")
        session.add(endpoint)
        session.flush()
        session.add(Subscription(id=endpoint.id, webhooks=[events.MODEL_TRAINED]))
    assert desk.post("model/train", modelId=model_id).json["error"] is None
    run(desk, model_id)
    with database.system_session() as session:
        told = [event.data for event in session.scalars(select(Event)) if event.name == events.MODEL_TRAINED]
    assert told == [{"tenantId": tenant_id, "modelId": model_id, "version": 1, "isPublished": True}]
