"""Measuring recognition: documents with their truth in, judged documents out.

Every document goes the way it goes in the service: the legislation of its truth, its excluded values, line items, and
a second reading of scans whose sums don't agree.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from air.document import Document
from air.errors import AirError
from air.fields import ROLES
from air.models import Models
from air.pipeline import recognise
from air.readers import ReaderSettings
from air.readers.process import ReaderProcess
from air.recognition import Recognition
from air.vocabulary import LEGISLATIONS, TAX_LINES
from training.judging import FACTS, MANY, SINGLE, Expected, Judged, judge, judge_lines
from training.readings import KeptReadings
from training.sample import Truth
from training.synthesis import make_document
from training.synthesis.corpus import truth_of
from training.whereabouts import places

HELD_OUT_SEED = -1_000_000_007  # layouts from here on are never used for training
FOREIGN = "gb"  # legislation for countries outside the list
UNKNOWN: dict[str, Any] = {"language": "", "legislation": "", "kind": "", "fields": {}}
PICTURES = ("pdf", "image")  # media that are shown as they are, not drawn from their words
IMAGES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")


class BadTruth(AirError):
    """A file that should describe a document does not."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path} does not describe a document: {self.reason}"


@dataclass(frozen=True, slots=True)
class Case:
    """A document with what is known about it."""

    name: str
    content: bytes | Path
    filename: str
    expected: Expected
    template: str  # group of documents of one layout
    source: str = ""
    excluded: tuple[tuple[str, str], ...] = ()  # field name and value that the caller excludes

    @property
    def data(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @property
    def media(self) -> str:
        """ "image", or the extension."""
        extension = Path(self.filename).suffix.lower()
        return "image" if extension in IMAGES else extension.lstrip(".")


@dataclass(frozen=True, slots=True)
class Engine:
    """What documents are read with; goes to worker processes, so it holds paths only."""

    models: Path
    readings: Path | None = None  # where readings are kept; None reads every time
    settings: ReaderSettings = ReaderSettings(threads=1)  # noqa: RUF009 - frozen


def folder_cases(folder: Path) -> Iterator[Case]:
    """Documents of a folder, NAME.EXT described by NAME.json (keys: document, legislation, fields, lineItems, ...).

    Raises:
        BadTruth: a description cannot be understood, or its document is not there.
    """
    for path in sorted(folder.glob("*.json")):
        try:
            described = json.loads(path.read_text())
        except ValueError as error:
            raise BadTruth(str(path), f"it is not JSON ({error})") from error
        if isinstance(described, dict) and "document" in described:
            yield _case(path, UNKNOWN | described)


def drawn_cases(count: int) -> Iterator[Case]:
    """Drawn documents whose layouts no model was trained on; what their truth does not name is not on them."""
    for number in range(count):
        drawn = make_document(HELD_OUT_SEED - number)
        fields = {*ROLES, *TAX_LINES} & {*SINGLE, *MANY, *TAX_LINES}
        given = {*drawn.truth.fields, *(TAX_LINES if "TaxLines" in drawn.truth.fields else ())}
        expected = Expected(drawn.truth, tuple(sorted(fields - given)))
        yield Case(drawn.seed, drawn.pdf, f"{number}.pdf", expected, drawn.template, "drawn")


def evaluate(cases: Iterable[Case], engine: Engine, *, workers: int = 1) -> Iterator[Judged]:
    """Read and judge all documents, in their order."""
    if workers == 1:
        with ReaderProcess() as reader:
            yield from map(partial(_judged, Models.load(engine.models), engine, reader), cases)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (engine,)) as pool:
        yield from pool.map(_in_worker, cases)


def legislation_of(truth: Truth) -> str:
    """The legislation to ask for; a foreign country is read with British rates."""
    return truth.legislation if truth.legislation in LEGISLATIONS else FOREIGN


def _case(path: Path, described: dict[str, Any]) -> Case:
    document = path.parent / described["document"]
    if not document.is_file():
        raise BadTruth(str(path), f"there is no {described['document']} beside it")
    try:
        expected = Expected(truth_of(described), tuple(described.get("absent", ())))
        excluded = tuple((pair["fieldName"], pair["value"]) for pair in described.get("excludedValues", ()))
    except (KeyError, TypeError, ValueError) as error:
        raise BadTruth(str(path), f"{type(error).__name__}: {error}") from error
    template, source = described.get("template", path.stem), described.get("source", "")
    return Case(path.stem, document, document.name, expected, template, source, excluded)


_worker: tuple[Models, Engine, ReaderProcess] | None = None


def _start(engine: Engine) -> None:
    """A worker loads the models once; its reading process ends with it."""
    global _worker
    reader = ReaderProcess()
    atexit.register(reader.close)
    _worker = Models.load(engine.models), engine, reader


def _in_worker(case: Case) -> Judged:
    if _worker is None:
        raise RuntimeError("not a worker")
    models, engine, reader = _worker
    return _judged(models, engine, reader, case)


def _judged(models: Models, engine: Engine, reader: ReaderProcess, case: Case) -> Judged:
    truth, legislation = case.expected.truth, legislation_of(case.expected.truth)
    read = KeptReadings(engine.readings, reader.read) if engine.readings else reader.read
    facts = {name: str(getattr(case, name, None) or getattr(truth, name, "")) for name in FACTS}
    try:
        result = recognise(
            case.data, case.filename, models, legislation=legislation, excluded=case.excluded,
            with_line_items=True, settings=engine.settings, reader=read,
        )  # fmt: skip
    except AirError as error:
        nothing = judge(case.expected, None), judge_lines(truth, None)
        return Judged(case.name, facts, *nothing, failure=str(error))
    judged = Judged(
        case.name, facts, judge(case.expected, result), judge_lines(truth, result), milliseconds=_milliseconds(result)
    )
    return _explained(judged, result.document, legislation) if judged.is_wrong else judged


def _explained(judged: Judged, document: Document, legislation: str) -> Judged:
    """With what a person needs to see why."""
    pages = document.pages if document.media not in PICTURES else tuple(replace(p, lines=()) for p in document.pages)
    where = places(document, legislation, judged.verdicts)
    return replace(judged, places=where, pages=pages, media=document.media)


def _milliseconds(result: Recognition) -> float:
    """Reading as it was timed when it was done, and understanding; the laps around reading hold the same time again."""
    kept = sum(ms for stage, ms in result.timings.items() if stage.startswith("read."))
    return round(kept + sum(result.timings.get(lap, 0.0) for lap in ("recognise", "recognise_again")), 2)
