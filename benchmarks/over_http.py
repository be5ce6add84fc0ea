"""Over HTTP: from the request to the finished operation in its answer, with one worker."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks.documents import one_page_pdfs
from benchmarks.figure import Effort, Figure, timed
from tests.service import Service, running

LIMIT_MS = 200.0
SUCCEEDED = 2


def measure(effort: Effort) -> list[Figure]:
    """Median over requests, one after another, each with another document."""
    pdfs = one_page_pdfs(effort.documents)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder, "var"), **settings(workers=1)) as service:
        taken = [_post(service, pdfs[number % len(pdfs)]) for number in range(effort.http_requests + len(pdfs))]
    return [
        Figure(
            "1-page PDF over HTTP, 1 worker",
            median(taken[len(pdfs) :]),
            "ms",
            LIMIT_MS,
            f"median; {effort.http_requests} requests",
        )
    ]


def settings(**more: object) -> dict[str, str]:
    """Of a service that is asked often."""
    return {"requests_per_second": "1000", **{name: str(value) for name, value in more.items()}}


def _post(service: Service, pdf: bytes) -> float:
    taken, answer = timed(service.post, pdf, extractLineItems=True)
    assert answer.json()["result"]["status"] == SUCCEEDED, answer.text
    return taken
