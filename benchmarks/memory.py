"""Memory of a worker with its reading process and the programs these start, as the system counts it (resident)."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.documents import blurred_photo, one_page_pdfs, scan_pdf
from benchmarks.figure import Effort, Figure
from benchmarks.over_http import SUCCEEDED, settings
from tests.service import Service, running

MEGABYTE = 1024 * 1024
TESSERACT_MB, BOTH_MB, GROWTH_PERCENT = 450.0, 1024.0, 5.0
LOOK_SECONDS = 0.02
TIMES = 3  # every document is read


def measure(effort: Effort) -> list[Figure]:
    """The most a worker takes with one engine and with both, and its growth over many documents."""
    pdfs, times = one_page_pdfs(effort.documents), min(TIMES, effort.repetitions)
    return [
        _most("tesseract", [*pdfs, scan_pdf()] * times, TESSERACT_MB),
        _most("auto", [*pdfs, scan_pdf(), blurred_photo()] * times, BOTH_MB),
        _growth(pdfs, effort),
    ]


def _most(engine: str, documents: list[bytes], limit: float) -> Figure:
    with _one_worker(ocr_engine=engine) as (service, worker), _watched(worker) as seen:
        for content in documents:
            _read(service, content)
        at_rest, loaded = resident(worker), _has_loaded(worker, "onnxruntime")
    if loaded != (engine == "auto"):
        raise RuntimeError(f"the second OCR engine was {'' if loaded else 'not '}used with the setting {engine}")
    name = "worker memory, both engines" if engine == "auto" else "worker memory, Tesseract only"
    return Figure(name, max(seen) / MEGABYTE, "MB", limit, f"peak; {at_rest / MEGABYTE:.0f} MB at rest")


def _growth(pdfs: tuple[bytes, ...], effort: Effort) -> Figure:
    """The most of the last documents compared with the most of the first, as many of each."""
    taken = []
    with _one_worker(ocr_engine="tesseract") as (service, worker):
        for number in range(effort.all_documents):
            _read(service, pdfs[number % len(pdfs)])
            taken.append(resident(worker))
    first, last = max(taken[: effort.warm_documents]), max(taken[-effort.warm_documents :])
    name = f"worker growth, {effort.warm_documents:,} to {effort.all_documents:,} docs"
    note = f"{first / MEGABYTE:.0f} MB to {last / MEGABYTE:.0f} MB"
    return Figure(name, (last / first - 1) * 100, "%", GROWTH_PERCENT, note)


def resident(worker: psutil.Process) -> int:
    """Bytes of the worker and everything below it; what they share counts twice."""
    total = 0
    for process in (worker, *worker.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


@contextmanager
def _one_worker(**more: str) -> Iterator[tuple[Service, psutil.Process]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder, "var"), **settings(workers=1, **more)) as service,
    ):
        _read(service, one_page_pdfs(1)[0])  # it is there when it has answered
        yield service, service.children("zenvoices.cli worker")[0]


@contextmanager
def _watched(worker: psutil.Process) -> Iterator[list[int]]:
    """Look at the memory all the time."""
    seen, is_over = [resident(worker)], threading.Event()

    def watch() -> None:
        while not is_over.wait(LOOK_SECONDS):
            seen.append(resident(worker))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        thread.join()


def _has_loaded(worker: psutil.Process, library: str) -> bool:
    maps = [Path(f"/proc/{process.pid}/maps").read_text() for process in (worker, *worker.children(recursive=True))]
    return any(library in text for text in maps)


def _read(service: Service, content: bytes) -> None:
    name = "photo.jpg" if content.startswith(b"\xff\xd8") else "invoice.pdf"
    answer = service.post(content, name, extractLineItems=True, waitSeconds=60)
    assert answer.json()["result"]["status"] == SUCCEEDED, answer.text
