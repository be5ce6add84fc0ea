"""Starting: how long the library takes to import, and how often a worker loads its models."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from air.models import Models
from air.readers import ReaderSettings
from benchmarks.documents import one_page_pdfs
from benchmarks.figure import Effort, Figure, timed
from models_store import pretrained
from operations.options import Options
from operations.recogniser import Recogniser

IMPORT_SECONDS = 2.0
ROOT = Path(__file__).resolve().parents[1]
CODE = "from time import perf_counter as t; s = t(); import air, air.pipeline, air.readers; print(t() - s)"


def measure(effort: Effort) -> list[Figure]:
    return [_import(effort.repetitions), _loads(effort.documents)]


def _import(repetitions: int) -> Figure:
    """In a new process each time."""
    seconds = [float(_run(CODE)) for _ in range(repetitions)]
    return Figure(
        "import air", median(seconds), "s", IMPORT_SECONDS, f"median; {repetitions} new processes, all it needs"
    )


def _loads(documents: int) -> Figure:
    """Count while what a worker reads with reads documents."""
    taken: list[float] = []

    def load() -> Models:
        milliseconds, models = timed(Models.load, pretrained())
        taken.append(milliseconds)
        return models

    with Recogniser(load, ReaderSettings()) as recogniser:
        for pdf in one_page_pdfs(documents):
            recogniser(pdf, "invoice.pdf", Options(legislation="nl"))
    return Figure("loads of the models per worker", len(taken), "x", 1.0, f"{documents} documents; {taken[0]:.0f} ms")


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
