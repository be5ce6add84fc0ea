"""Custom models at their ceilings: what training costs, and reading with ten thousand documents remembered.

Processor time is told: training and reading take one core and wait for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from air.document import Document
from air.memory.index import LayoutIndex
from air.memory.taught import TaughtModels
from air.models import Models
from air.pipeline import understand
from benchmarks.figure import Effort, Figure, median_processor_ms
from benchmarks.validated import drawn, of_others, repeated
from models_store import load_pretrained
from training.custom.fit import fit_correction
from training.custom.gates import OPERATIONS, Gates
from training.custom.jobs import MOST_SAMPLES
from training.custom.samples import prepare

SMALL_SECONDS, LARGE_SECONDS = 5.0, 60.0
TRAINING_MB = 2048.0
SLOWER_PERCENT = 20.0
DIFFERENT = 240  # documents that are drawn; more are these again
KILOBYTES = 1024  # of a megabyte


def measure(effort: Effort) -> list[Figure]:
    """Training of the fewest, of many and of the most documents; reading with many remembered."""
    most = min(MOST_SAMPLES, effort.remembered)
    small, _ = _apart(OPERATIONS, effort)
    large, _ = _apart(effort.validated, effort)
    _, megabytes = _apart(most, effort)
    return [
        Figure(f"training, {OPERATIONS} documents", small, "s", SMALL_SECONDS, "processor time"),
        Figure(f"training, {effort.validated:,} documents", large, "s", LARGE_SECONDS, "processor time"),
        Figure(
            f"training memory, {effort.remembered:,} docs", megabytes, "MB", TRAINING_MB, f"newest {most:,} are learnt"
        ),
        _slower(effort),
    ]


def _apart(count: int, effort: Effort) -> tuple[float, float]:
    """Seconds of processor and megabytes at most of a training, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_train, count, _different(effort)).result()


def _different(effort: Effort) -> int:
    return min(DIFFERENT, effort.validated)


def _train(count: int, different: int) -> tuple[float, float]:
    samples, models = repeated(drawn(different), count), load_pretrained()
    started = process_time()
    fit_correction(prepare(samples, models), models.fields, Gates())
    return process_time() - started, _most_resident()


def _most_resident() -> float:
    """Megabytes that this process had at most; the system's count for a process starts with its parent's."""
    [most] = re.findall(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(most) / KILOBYTES


def _slower(effort: Effort) -> Figure:
    """How much longer understanding takes with a model that remembers as much, of suppliers it does not know."""
    samples, models, index = drawn(_different(effort)), load_pretrained(), LayoutIndex()
    for serial, entry in enumerate(of_others(samples, effort.remembered)):
        index.add(serial, entry)
    documents = [one.document for one in samples[: effort.documents]]
    taught = TaughtModels(models.fields, models.tables, index)
    plain, with_model = (
        median_processor_ms(_reading(documents, used), 2 * effort.repetitions) / len(documents)
        for used in (models, taught)
    )
    note = f"processor time without reading, {with_model:.1f} ms vs {plain:.1f} ms"
    return Figure(
        f"slower, {effort.remembered:,} remembered", 100 * (with_model / plain - 1), "%", SLOWER_PERCENT, note
    )


def _reading(documents: list[Document], models: Models) -> Callable[[], None]:
    def read() -> None:
        for document in documents:
            understand(document, models, "nl", with_line_items=True)

    read()  # once, so that nothing is loaded while it is measured
    return read
