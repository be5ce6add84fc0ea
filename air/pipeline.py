"""The whole recognition in one function; each stage is a plain function in a module of that name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from air.choice import choose_fields, excluded_values
from air.contacts import contact_fields
from air.document import Document
from air.evidence import with_evidence
from air.exclusion import without_excluded, without_excluded_values
from air.findings import find
from air.keywords import keyword_fields
from air.language import identify_languages
from air.models import Models
from air.readers import ReaderSettings, read_document
from air.recognition import Field, Recognition
from air.structured import structured_fields, structured_line_items
from air.tables import find_tables, read_line_items
from air.vocabulary import HEADER_FIELDS

USUAL_CULTURE = {  # what OCR expects where the caller doesn't say; Belgium has two, so it is left open
    "nl": "nl", "gb": "en", "usa": "en", "de": "de", "fr": "fr", "es": "es", "pl": "pl",
}  # fmt: skip
Reader = Callable[[bytes, str, ReaderSettings], Document]


def recognise(
    data: bytes,
    filename: str,
    models: Models,
    *,
    legislation: str,
    excluded: Sequence[tuple[str, str]] = (),
    with_line_items: bool = False,
    settings: ReaderSettings = ReaderSettings(),  # noqa: B008 - frozen
    reader: Reader = read_document,
) -> Recognition:
    """Read one document: bytes in, header fields and line items out.

    A scan whose sums don't agree is read again by the second OCR engine, if the settings leave the engine open.

    Raises:
        UnreadableDocument: and its kinds, from the reader.
    """
    clock = Stopwatch()
    if settings.culture is None:
        settings = replace(settings, culture=USUAL_CULTURE.get(legislation))
    document = reader(data, filename, settings)
    clock.lap("read")
    result, agrees = understand(document, models, legislation, excluded, with_line_items=with_line_items)
    clock.lap("recognise")
    if not agrees and settings.engine == "auto" and _read_by(document, "tesseract"):
        again = reader(data, filename, replace(settings, engine="both"))
        clock.lap("read_again")
        second, second_agrees = understand(again, models, legislation, excluded, with_line_items=with_line_items)
        clock.lap("recognise_again")
        if second_agrees or _certainty(second) > _certainty(result):
            result = second
    return replace(
        result, timings={**{f"read.{k}": v for k, v in document.timings.items()}, **result.timings, **clock.laps}
    )


def understand(
    document: Document,
    models: Models,
    legislation: str,
    excluded: Sequence[tuple[str, str]] = (),
    *,
    with_line_items: bool = False,
) -> tuple[Recognition, bool]:
    """The recognition of a document that was read, and whether printed sums prove its totals."""
    clock = Stopwatch()
    languages, models = identify_languages(document), models.for_document(document)
    unwanted = excluded_values(excluded)
    findings = without_excluded(find(document, legislation=legislation), unwanted)
    clock.lap("candidates")
    fields, agrees = choose_fields(findings, models.fields, unwanted)
    fields += contact_fields(findings) + keyword_fields(findings)
    clock.lap("fields")
    tables = find_tables(document, models.tables)
    line_items = read_line_items(tables, document, models.tables) if with_line_items else None
    clock.lap("tables")
    if document.structured is not None:
        fields = without_excluded_values(_prefer(structured_fields(document.structured), fields), unwanted)
        if with_line_items:  # XML without line amounts leaves the lines to reading
            line_items = structured_line_items(document.structured) or line_items
        agrees = True
    fields = with_evidence(_in_order(fields), findings)
    clock.lap("evidence")
    return Recognition(document, languages, fields, line_items, tables, clock.laps), agrees


class Stopwatch:
    """Milliseconds from lap to lap."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, name: str) -> None:
        """Book the time since the last lap under `name`."""
        now = perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 2)
        self._last = now


def _prefer(exact: tuple[Field, ...], read: tuple[Field, ...]) -> tuple[Field, ...]:
    """The exact fields; read ones only for what the XML has no words for. Its tax lines replace all that were read."""
    names = {field.name for field in exact}
    return (*exact, *(f for f in read if f.name not in names and not f.name.startswith(("TaxLine", "TotalAmount"))))


def _in_order(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(sorted(fields, key=lambda field: HEADER_FIELDS.index(field.name)))


def _read_by(document: Document, engine: str) -> bool:
    return any(page.engine == engine for page in document.pages)


def _certainty(result: Recognition) -> float:
    """How much is found and how surely: the sum of the confidences."""
    return sum(field.confidence or 0 for field in result.fields)
