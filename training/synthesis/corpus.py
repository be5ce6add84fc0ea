"""Samples for training: drawn documents and folders of real ones, read by the real reader, readings kept on disk."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache as once
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from air.document import Document
from air.readers import ReaderSettings, read_document
from training.sample import Sample, Truth
from training.synthesis.chance import Chance
from training.synthesis.content import draw_supplier
from training.synthesis.degrade import make_scan
from training.synthesis.document import SyntheticDocument, make_document

PROCESSES = 2
CHUNK = 8  # documents that a process takes at a time
SETTINGS = ReaderSettings(threads=1, sure=0.9)
BY_BOTH = 3  # of so many scans one is read as in use, the others by the fast engine alone
SOURCES = ("training/synthesis", "air/readers")
FIELDS_OF_TRUTH = ("legislation", "language", "kind")
Progress = Callable[[int, int], None]  # done, of


@dataclass(frozen=True, slots=True)
class _Task:
    layout_seed: int
    is_scan: bool
    folder: str

    @property
    def path(self) -> Path:
        key = hashlib.sha256(f"{version()} {self.layout_seed} {self.is_scan}".encode()).hexdigest()[:24]
        return Path(self.folder) / key[:2] / f"{key}.msgpack.gz"


@once
def version() -> str:
    """What a reading depends on: the sources of drawing and reading and the lexicon. A change there makes all anew."""
    root = Path(__file__).parents[2]
    sources = [path for folder in SOURCES for path in sorted((root / folder).glob("*.py"))]
    digest = hashlib.sha256()
    for path in (*sources, root / "air/lexicon/lexicon.json"):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def make_samples(
    count: int, seed: int, *, scans: int, cache: Path, progress: Progress = lambda done, of: None
) -> Iterator[Sample]:
    """`count` digital documents and `scans` scanned ones, each of its own layout, in a fixed order.

    Readings are kept in `cache`; what is there already is not drawn and read again.
    """
    tasks = [*_digital_tasks(count, seed, cache), *_scan_tasks(scans, seed, cache)]
    missing = [task for task in tasks if not task.path.exists()]
    progress(len(tasks) - len(missing), len(tasks))
    for done, _ in enumerate(_made(missing), len(tasks) - len(missing) + 1):
        progress(done, len(tasks))
    for task in tasks:
        yield load_sample(task.path)


def load_folder(folder: Path, cache: Path | None = None) -> Iterator[Sample]:
    """Real documents with their truth: NAME.EXT beside NAME.json; readings are kept in `cache` if given."""
    for path in sorted(folder.glob("*.json")):
        described = json.loads(path.read_text())
        if "document" not in described:
            continue
        document = _reading(folder / described["document"], cache)
        yield Sample(document, truth_of(described), described.get("template", path.stem), path.stem)


def save_sample(sample: Sample, path: Path) -> None:
    """Keep a sample as msgpack, compressed; a half-written file is never left under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(gzip.compress(msgspec.msgpack.encode(sample, enc_hook=float), 5, mtime=0))
    partial.replace(path)


def load_sample(path: Path) -> Sample:
    """Read what `save_sample` wrote."""
    return msgspec.msgpack.decode(gzip.decompress(path.read_bytes()), type=Sample)


def _digital_tasks(count: int, seed: int, cache: Path) -> list[_Task]:
    return [_Task(_layout_seed(seed, number), False, str(cache)) for number in range(count)]


def _scan_tasks(count: int, seed: int, cache: Path) -> list[_Task]:
    """Layouts that the digital documents don't use, half of them receipts."""
    tasks: list[_Task] = []
    number = 0
    while len(tasks) < count:
        number += 1
        layout = _layout_seed(seed, -number)
        is_receipt = draw_supplier(Chance(f"layout {layout}").fork("supplier")).kind == "receipt"
        if is_receipt == (len(tasks) % 2 == 0):
            tasks.append(_Task(layout, True, str(cache)))
    return tasks


def _layout_seed(seed: int, number: int) -> int:
    return seed * 10_000_019 + number


def _made(tasks: list[_Task]) -> Iterable[None]:
    """Draw, read and keep what is missing, in processes of their own."""
    if len(tasks) < CHUNK:
        yield from map(_make, tasks)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_make, tasks, chunksize=CHUNK)


def _make(task: _Task) -> None:
    drawn = make_document(task.layout_seed)
    save_sample(_read_scan(drawn, task.layout_seed) if task.is_scan else _read_digital(drawn), task.path)


def _read_digital(drawn: SyntheticDocument) -> Sample:
    document = read_document(drawn.pdf, f"{drawn.seed}.pdf", SETTINGS)
    return Sample(_without_timings(document), drawn.truth, drawn.template, drawn.seed)


def _read_scan(drawn: SyntheticDocument, seed: int) -> Sample:
    scan = make_scan(drawn, abs(seed))
    engine = "tesseract" if seed % BY_BOTH else "auto"
    document = read_document(scan.data, scan.filename, replace(SETTINGS, culture=drawn.truth.language, engine=engine))
    return Sample(_without_timings(document), scan.truth, drawn.template, f"{drawn.seed}-scan")


def _reading(path: Path, cache: Path | None) -> Document:
    data = path.read_bytes()
    if cache is None:
        return read_document(data, path.name, SETTINGS)
    kept = cache / "real" / f"{hashlib.sha256(data).hexdigest()[:24]}.msgpack.gz"
    if kept.exists():
        return load_sample(kept).document
    document = _without_timings(read_document(data, path.name, SETTINGS))
    save_sample(Sample(document, Truth("", "", "", {}), ""), kept)
    return document


def truth_of(described: dict[str, Any]) -> Truth:
    """The truth of a real document, as its JSON file describes it."""
    lines = described.get("lineItems")
    return Truth(
        **{name: described[name] for name in FIELDS_OF_TRUTH}, fields=described["fields"],
        line_items=None if lines is None else tuple(lines), not_printed=tuple(described.get("notPrinted", ())),
    )  # fmt: skip


def _without_timings(document: Document) -> Document:
    """The same document every time it is read."""
    return replace(document, timings={})
