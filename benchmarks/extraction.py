"""Extraction jobs over HTTP: taking them on, one job, a thousand with what is killed on the way, and their list."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import httpx
import psutil
from sqlalchemy import insert, select

from benchmarks.documents import one_page_pdfs
from benchmarks.figure import Effort, Figure, timed
from benchmarks.memory import MEGABYTE, resident
from benchmarks.over_http import settings
from extraction.states import State
from extraction.tables import Job, SchemaVersion
from infra.database import Database
from tests.service import Service, running
from tests.webhooks.receiving import SECRET, Receiver, receiving

CREATE_MS, JOB_MS, PAGE_MS, GROWTH_PERCENT, JOBS_SECONDS = 50.0, 300.0, 50.0, 5.0, 300.0
WAITING = 100  # jobs, while others are taken on
WARM = 0.2  # of the jobs, before memory is compared
PDF_EVERY = 10  # jobs; the others are text
LOOK_SECONDS, PATIENCE_SECONDS = 0.2, 900.0
API = "/api/v1"
PLENTY = dict.fromkeys(("key_requests_per_minute", "business_requests_per_minute"), 1_000_000)
FIELDS = (
    {"name": "total", "type": "number", "description": "total including tax"},
    {"name": "invoice_number", "type": "string"},
    {"name": "invoice_date", "type": "date"},
    {"name": "due_date", "type": "date"},
    {"name": "iban", "type": "string"},
    {"name": "currency", "type": "currency"},
    {"name": "customer_number", "type": "string"},
    {"name": "delivery_window", "type": "string", "aliases": ["Levertijd"]},
    {"name": "contact_person", "type": "string"},
    {"name": "weight", "type": "number", "aliases": ["Gewicht"]},
)
TEXT = "Factuur\nFactuurnummer: F25-{0}\nFactuurdatum: 29-01-2025\nTotaal incl. btw: EUR {0},50\n"


def measure(effort: Effort) -> list[Figure]:
    with _service(workers=1) as (service, schema_id):
        figures = [_one_job(service, schema_id, effort), _created(service, schema_id, effort)]
    return [*figures, *_killed(effort.jobs), _listed(effort)]


def _one_job(service: Service, schema_id: int, effort: Effort) -> Figure:
    """From being picked up to the end, one after another."""
    taken = []
    for pdf in (*one_page_pdfs(1), *one_page_pdfs(effort.documents)):  # the first loads what is needed
        details = _ended(service, _create(service, schema_id, pdf=pdf))["details"]
        started, finished = (datetime.fromisoformat(details[name]) for name in ("started_at", "finished_at"))
        taken.append((finished - started).total_seconds() * 1000)
    note = f"median; {effort.documents} layouts, from being picked up"
    return Figure(f"1-page PDF, {len(FIELDS)} fields, job", median(taken[1:]), "ms", JOB_MS, note)


def _created(service: Service, schema_id: int, effort: Effort) -> Figure:
    """While a worker is at it, and jobs wait for it all the time."""
    pdf, taken, waiting = one_page_pdfs(1)[0], [], min(WAITING, effort.jobs)
    for _ in range(effort.http_requests):
        while _count(service, "pending") < waiting:
            _create(service, schema_id, text=TEXT.format(0))
        taken.append(timed(_create, service, schema_id, pdf=pdf)[0])
    note = f"median; {effort.http_requests} PDFs, 1 worker busy"
    return Figure(f"job created, {waiting} waiting", median(taken), "ms", CREATE_MS, note)


def _killed(count: int) -> list[Figure]:
    """Every job is taken on once, ends once and well, though the API and a worker are killed meanwhile."""
    pdf, numbers, started = one_page_pdfs(1)[0], {}, time.perf_counter()
    with receiving() as receiver, _service(workers=2, webhook=receiver) as (service, schema_id):
        kept, killed = service.children("zenvoices.cli worker")
        memory = [resident(kept)]
        for number in range(count):
            if number == count // 3:
                _kill(*service.children("gunicorn"))
            if number == count // 2:
                _kill(killed)
            document: dict[str, Any] = {"text": TEXT.format(number)} if number % PDF_EVERY else {"pdf": pdf}
            numbers[_create(service, schema_id, **document)] = number
        while _count(service, "pending"):
            if count - _count(service, "pending") > WARM * count:
                memory.append(resident(kept))
            time.sleep(LOOK_SECONDS)
        taken = time.perf_counter() - started
        results = {job_id: _ended(service, job_id) for job_id in numbers}
        twice = _told_twice(receiver, service, count)
    right = sum(_is_right(results[job_id], number) for job_id, number in numbers.items())
    note = f"{right} of {count} right, {twice} ended twice"
    assert (len(numbers), right, twice) == (count, count, 0), note
    first, last = memory[min(1, len(memory) - 1)], memory[-1]
    grown = f"{first / MEGABYTE:.0f} MB to {last / MEGABYTE:.0f} MB"
    return [
        Figure(f"{count:,} jobs, worker, API killed", taken, "s", JOBS_SECONDS, f"{note}, 2 workers"),
        Figure(f"worker growth over {count:,} jobs", (last / first - 1) * 100, "%", GROWTH_PERCENT, grown),
    ]


def _listed(effort: Effort) -> Figure:
    """The slowest of the first, a middle and the last page."""
    with _service(workers=0) as (service, schema_id):
        _fill(service, schema_id, effort.listed_jobs)
        times = {}
        for size in (20, 100):
            for page in (1, effort.listed_jobs // size // 2, effort.listed_jobs // size):
                asked = {"page": page, "page_size": size}
                pages = [timed(_page, service, **asked) for _ in range(effort.repetitions + 1)]
                assert all(len(found["results"]) == size for _, found in pages)
                times[f"page {page} of {size}"] = median(taken for taken, _ in pages[1:])
    slowest = max(times, key=lambda label: times[label])
    return Figure(f"list of {effort.listed_jobs:,} jobs", times[slowest], "ms", PAGE_MS, f"median; slowest: {slowest}")


@contextmanager
def _service(*, workers: int, webhook: Receiver | None = None) -> Iterator[tuple[Service, int]]:
    """A service that is called with an API key, and a schema in it."""
    more = settings(workers=workers, allowed_hosts="127.0.0.1", **PLENTY)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder, "var"), **more) as service:
        called = {} if webhook is None else {"webhook_url": webhook.url(), "webhook_secret": SECRET}
        made = service.client.post(f"{API}/keys/", json={"name": "benchmark", **called}).json()
        service.client.headers["Authorization"] = f"Bearer {made['data']['key']}"
        schema = service.client.post(f"{API}/schemas/", json={"name": "Ten fields", "fields": FIELDS}).json()
        yield service, schema["data"]["id"]


def _create(service: Service, schema_id: int, *, text: str | None = None, pdf: bytes | None = None) -> int:
    """The id of a new job; sent again, as the same request, until there is an answer."""
    content: dict[str, Any] = {"data": {"schema_id": schema_id, "document_type": "invoice"}}
    content |= {"files": {"files": ("invoice.pdf", pdf)}} if pdf is not None else {}
    content["data"] |= {"body": text} if text is not None else {}
    answer = _asked(service, "POST", "jobs/create/", headers={"Idempotency-Key": uuid4().hex}, **content)
    return int(answer["meta"]["job_id"])


def _asked(service: Service, method: str, path: str, **more: Any) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            answer = service.client.request(method, f"{API}/{path}", **more)
            answer.raise_for_status()
            return dict(answer.json())
        except httpx.TransportError:  # nobody listens, for a moment
            assert time.monotonic() < until, service.said
            time.sleep(LOOK_SECONDS)


def _ended(service: Service, job_id: int) -> dict[str, Any]:
    while (data := _asked(service, "GET", f"jobs/{job_id}/detail/")["data"])["status"] == "pending":
        time.sleep(LOOK_SECONDS)
    return dict(data)


def _count(service: Service, status: str) -> int:
    return int(_asked(service, "GET", "jobs/", params={"status": status, "page_size": 1})["data"]["count"])


def _page(service: Service, **asked: int) -> dict[str, Any]:
    return dict(_asked(service, "GET", "jobs/", params=asked)["data"])


def _is_right(data: dict[str, Any], number: int) -> bool:
    if data["status"] != "successful":
        return False
    return number % PDF_EVERY == 0 or data["result"]["total"] == number + 0.5


def _told_twice(receiver: Receiver, service: Service, count: int) -> int:
    """Jobs with more than one event of their end; a repeated call has the same event id."""
    heard: dict[int, set[str]] = defaultdict(set)
    until = time.monotonic() + PATIENCE_SECONDS
    while len(heard) < count:
        assert time.monotonic() < until, f"{len(heard)} of {count} jobs were told of"
        time.sleep(LOOK_SECONDS)
        for call in list(receiver.calls):
            heard[httpx.Response(200, content=call.body).json()["meta"]["job_id"]].add(call.headers["webhook-id"])
    return sum(1 for events in heard.values() if len(events) > 1)


def _kill(*processes: psutil.Process) -> None:
    for process in processes:
        process.kill()


def _fill(service: Service, schema_id: int, count: int) -> None:
    database = Database(f"sqlite:///{service.data / 'zenvoices.db'}")
    with database.system_session() as session:
        version = session.scalars(select(SchemaVersion).where(SchemaVersion.schema_id == schema_id)).one()
        facts = {
            "tenant_id": version.tenant_id, "schema_id": schema_id, "schema_version_id": version.id,
            "document_type": "invoice", "file_count": 1, "state": State.SUCCESSFUL,
        }  # fmt: skip
        session.execute(insert(Job), [{**facts, "client_reference_id": f"r-{at}"} for at in range(count)])
    database.close()
