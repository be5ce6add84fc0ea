"""What recognition answers: fields, line items and tables, each with a confidence and a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from air.document import Box, Document


@dataclass(frozen=True, slots=True)
class TaxLine:
    """Tax of one rate: amount = rate x base, within rounding; None where nothing is known."""

    amount: Decimal | None
    rate: Decimal | None  # fraction, 0.21 is 21 %
    base: Decimal | None


Value = Decimal | date | str | bool | TaxLine


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a page."""

    text: str
    page_index: int
    box: Box


@dataclass(frozen=True, slots=True)
class Check:
    """A check that a value passed."""

    name: str  # one of `air.vocabulary.CHECKS`
    detail: str | None = None  # in figures: "250.00 + 52.50 = 302.50"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an answer may be believed; empty where nothing speaks for it but its likeness to others."""

    labels: tuple[Words, ...] = ()  # the words that announce it
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundValue:
    """One value of a field and where it stands."""

    value: Value
    text: str | None = None  # as printed; None if calculated
    confidence: float | None = None  # 0 to 1; None where the field has none
    page_index: int | None = None
    box: Box | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Field:
    """A header field with at least one value; keyword fields have the answer as their only value."""

    name: str
    values: tuple[FoundValue, ...]
    is_calculated: bool = False

    @property
    def confidence(self) -> float | None:
        """The lowest of its values; None if one has none."""
        confidences = [v.confidence for v in self.values]
        return None if None in confidences else min(c for c in confidences if c is not None)


@dataclass(frozen=True, slots=True)
class LineItem:
    """One invoiced row."""

    page_index: int
    box: Box
    confidence: float
    description: str | None = None
    product_code: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    tax_amount: Decimal | None = None
    tax_rate: Decimal | None = None  # fraction
    reference_number: str | None = None
    order_number: str | None = None
    ledger_account_code: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading as printed and what it means."""

    left: float
    right: float
    text: str | None  # None for a table without headings
    header: str  # one of `air.vocabulary.TABLE_HEADERS`
    confidence: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found; every row has one text per column."""

    page_index: int
    box: Box
    is_continuation: bool  # continues the previous table
    confidence: float  # of the outline
    columns: tuple[Column, ...]  # left to right
    rows: tuple[tuple[str, ...], ...]
    row_boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Language:
    culture: str  # one of `air.vocabulary.CULTURES`
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything read and understood of one document."""

    document: Document
    languages: tuple[Language, ...]  # most likely first
    fields: tuple[Field, ...]
    line_items: tuple[LineItem, ...] | None  # None if not asked for
    tables: tuple[Table, ...]
    timings: dict[str, float] = field(default_factory=dict)  # milliseconds per stage

    def field(self, name: str) -> Field | None:
        """The field of that name, if it was found."""
        return next((f for f in self.fields if f.name == name), None)
