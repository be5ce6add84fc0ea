"""The report: one HTML file with all figures, and every wrong document with its pages, answers and truth.

Pictures are inside the file; it needs no network and no scripts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image

from air.document import Box, Page
from training.comparison import Comparison
from training.evaluation import Case
from training.figures import figures, summary
from training.grouping import grouped, worst_templates
from training.judging import MISSING, RIGHT, SURPLUS, Judged, Verdict
from training.whereabouts import KINDS
from zenvoices.drawing import page_picture
from zenvoices.evaluation import words
from zenvoices.evaluation.diagrams import reliability_diagrams

PICTURE_WIDTH, QUALITY = 1000, 45  # pixels; of WebP
MOST_PAGES = 4  # of one document; others are shown only where something is marked
GROUPED_BY = ("language", "legislation", "kind", "source", "media")
TILES = {
    "field_f1": "fields, F1", "line_f1": "line items, F1", "touchless_documents": "documents all right",
    "calibration_error": "calibration error", "accepted_at_0.01_error": "accepted at 1 % error",
    "field_recall_by_template": "recall, mean of templates",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page; `number` is that of its row beside the page."""

    kind: str  # "right", "wrong", "truth"
    number: int
    title: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageView:
    number: int
    ratio: float  # width / height
    picture: str  # data URI
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A wrong document as the report shows it."""

    document: Judged
    rows: tuple[tuple[int, Verdict, bool], ...]  # number, verdict, is the true value among the candidates?
    pages: tuple[PageView, ...]


def write_report(
    path: Path, documents: Sequence[Judged], cases: Mapping[str, Case], comparison: Comparison | None
) -> None:
    """Write the page; documents are rendered one after another, so memory holds one."""
    found = figures(documents)
    wrong = sorted((d for d in documents if d.is_wrong), key=lambda d: (-len(d.errors), -d.line_errors, d.name))
    environment = Environment(
        loader=PackageLoader("zenvoices"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("evaluation.html").stream(
        words=words,
        percent=words.percent,
        tiles=[(title, summary(documents)[name]) for name, title in TILES.items()],
        found=found,
        groups={fact: [(n, figures(m)) for n, m in grouped(documents, fact).items()] for fact in GROUPED_BY},
        worst=worst_templates(documents),
        diagrams=Markup(reliability_diagrams(found)),  # noqa: S704 - our own drawing, its texts are escaped there
        comparison=comparison,
        total=len(documents),
        wrong_count=len(wrong),
        views=(_view(document, cases[document.name]) for document in wrong),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    page.dump(str(path), encoding="utf-8")


def _view(document: Judged, case: Case) -> DocumentView:
    verdicts = sorted(document.verdicts, key=lambda v: (v.outcome == RIGHT, v.field))
    rows = tuple((n, v, _is_reachable(v, document)) for n, v in enumerate(verdicts, 1))
    pages = []
    for page in document.pages:
        marks = tuple(_marks(rows, document, page.index))
        if marks or page.index < MOST_PAGES:
            ratio = page.width / page.height if page.height else 1.0
            pages.append(PageView(page.index + 1, ratio, _picture(case.data, page, document.media), marks))
    return DocumentView(document, rows, tuple(pages))


def _is_reachable(verdict: Verdict, document: Judged) -> bool:
    """False if the true value is no candidate, so that no choice could have been right."""
    if verdict.outcome in (RIGHT, SURPLUS) or verdict.field not in KINDS:
        return True
    return bool(document.places.get(verdict.field))


def _marks(rows: Sequence[tuple[int, Verdict, bool]], document: Judged, page_index: int) -> Iterator[Mark]:
    """What was found, and where the truth stands that was not found there."""
    for number, verdict, _ in rows:
        if verdict.box is not None and verdict.page_index == page_index:
            kind = "right" if verdict.outcome == RIGHT else "wrong"
            yield Mark(kind, number, f"{verdict.field}: {verdict.found}", verdict.box)
    for field, places in document.places.items():
        number = next((n for n, v, _ in rows if v.field == field and v.outcome in (MISSING, "wrong")), 0)
        for place in places:
            if place.page_index == page_index:
                yield Mark("truth", number, f"{field}: the true value", place.box)


def _picture(data: bytes, page: Page, media: str) -> str:
    picture = page_picture(data, page, media)
    size = (PICTURE_WIDTH, max(1, round(PICTURE_WIDTH * picture.height / picture.width)))
    buffer = BytesIO()
    picture.convert("L").resize(size, Image.Resampling.LANCZOS).save(buffer, "WEBP", quality=QUALITY, method=4)
    return "data:image/webp;base64," + b64encode(buffer.getvalue()).decode()
