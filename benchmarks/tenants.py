"""Many tenants with a model each on one worker: the memory it keeps, and how long it takes to have a model again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time
from uuid import UUID, uuid4

import psutil
from sqlalchemy import insert

from air.readers import ReaderSettings
from auth.tables import Tenant, User
from benchmarks.figure import Effort, Figure
from benchmarks.validated import drawn, of_others, repeated
from infra.machine import Machine
from models_store import load_pretrained, versions
from models_store.tables import CustomModel, ModelVersion
from operations.recogniser import Recogniser
from operations.tables import Operation, OperationFeedback, Status
from operations.taught import MAX_BYTES, TaughtCache
from training.custom.fit import fit_correction
from training.custom.gates import OPERATIONS, Gates
from training.custom.samples import prepare

MEGABYTE = 1024 * 1024
AGAIN_MS = 50.0  # to have the model of a tenant that was not used lately
MOST_MB = 1.5 * MAX_BYTES / MEGABYTE  # what is counted is what is remembered, not what Python needs around it


def measure(effort: Effort) -> list[Figure]:
    """Every tenant's model is asked for twice, one tenant after the other."""
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine.open(
            database_url=f"sqlite:///{folder}/zenvoices.db", blobs_url=str(Path(folder, "blobs")), redis_url="redis://"
        )
        machine.database.migrate()
        try:
            return _measured(machine, _fill(machine, effort))
        finally:
            machine.close()


def _measured(machine: Machine, model_of: dict[int, UUID]) -> list[Figure]:
    cache, process = TaughtCache(), psutil.Process()
    with Recogniser(load_pretrained, ReaderSettings()) as recogniser:  # as a worker has it
        before, times = process.memory_info().rss, []
        for tenant_id, model_id in 2 * list(model_of.items()):
            started = process_time()
            taught = cache.of_model(machine, tenant_id, model_id, recogniser.models)
            if taught.correction is None or len(taught.memory) != OPERATIONS:
                raise RuntimeError(f"the model of tenant {tenant_id} is not as it was stored")
            times.append(1000 * (process_time() - started))
    grown = (process.memory_info().rss - before) / MEGABYTE
    note = f"{len(cache)} models kept, {OPERATIONS} documents and a version each"
    return [
        Figure(f"models of {len(model_of)} tenants, 1 worker", grown, "MB", MOST_MB, note),
        Figure("having a tenant's model", max(times), "ms", AGAIN_MS, "slowest; processor time, SQLite"),
    ]


def _fill(machine: Machine, effort: Effort) -> dict[int, UUID]:
    """Tenants with a model that was validated and trained; tenant -> model."""
    samples = drawn(OPERATIONS)
    models = load_pretrained()
    artifact = fit_correction(prepare(repeated(samples, OPERATIONS), models), models.fields, Gates()).correction
    data, model_of = artifact.to_bytes(), {}
    entries = of_others(samples, effort.tenants * OPERATIONS)
    for tenant_id in range(1, effort.tenants + 1):
        model_id = model_of[tenant_id] = uuid4()
        own = [(uuid4(), serial, next(entries)) for serial in range(1, OPERATIONS + 1)]
        whose = {"tenant_id": tenant_id}
        rows = {
            Tenant: [{"id": tenant_id, "code": f"t{tenant_id}", "name": f"Tenant {tenant_id}"}],
            User: [{**whose, "id": tenant_id, "login": "api", "password_hash": "-"}],
            CustomModel: [{**whose, "id": model_id, "name": "M", "serial": OPERATIONS, "version": 1}],
            Operation: [
                {**whose, "id": id, "user_id": tenant_id, "status": Status.SUCCEEDED, "options": {}, "file_name": "a",
                 "model_id": model_id} for id, _, _ in own
            ],
            OperationFeedback: [
                {**whose, "operation_id": id, "model_id": model_id, "serial": serial, "given": {}, "entry": entry}
                for id, serial, entry in own
            ],
            ModelVersion: [
                {**whose, "model_id": model_id, "number": 1, "seconds": 1.0, "serial": OPERATIONS, "manifest": {},
                 "artifact_key": versions.key_of(tenant_id, model_id, 1)}
            ],
        }  # fmt: skip
        with machine.database.system_session() as session:
            for table, some in rows.items():
                session.execute(insert(table), some)
        machine.blobs.put(versions.key_of(tenant_id, model_id, 1), data)
    return model_of
