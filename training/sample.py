"""A sample: a document with its checked answers, from synthesis, from files with truth, or from feedback."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from air.document import Box, Document


@dataclass(frozen=True, slots=True)
class TrueColumn:
    header: str  # one of `air.vocabulary.TABLE_HEADERS`
    left: float
    right: float
    text: str | None  # heading as printed, None without headings


@dataclass(frozen=True, slots=True)
class TrueTable:
    """Where a table with line items stands; its box includes the headings."""

    page_index: int
    box: Box
    is_continuation: bool
    columns: tuple[TrueColumn, ...]
    row_tops: tuple[float, ...]  # top of the first text line of each line item on this page


@dataclass(frozen=True, slots=True)
class Truth:
    """The checked answers. Values are text: dates yyyy-mm-dd, numbers with a decimal point, rates as fractions."""

    legislation: str
    language: str
    kind: str  # "invoice", "credit_note", "receipt"
    fields: dict[str, Any]  # field name -> text, or list of texts; "TaxLines" -> list of {amount, rate, base}
    line_items: tuple[dict[str, str], ...] | None = (
        None  # keys Description, ProductCode, Quantity, Price, Amount, ...; None: not labelled
    )
    tables: tuple[TrueTable, ...] | None = None  # None: not labelled
    not_printed: tuple[str, ...] = ()  # names of fields that were not found on the page
    is_complete: bool = False  # True: a field without a value is certainly not on the page (synthesis)


@dataclass(frozen=True, slots=True)
class Sample:
    document: Document
    truth: Truth
    template: str  # group of the split: documents of one layout are never on both sides
    name: str = field(default="")
