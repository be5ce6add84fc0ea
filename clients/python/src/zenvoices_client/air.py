"""What the first wire tells of a document that was read. Times are in UTC; boxes are fractions of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any


class Status(IntEnum):
    """How far an operation is."""

    QUEUED = 0
    RUNNING = 1
    SUCCEEDED = 2
    FAILED = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: 0 to 1, origin top-left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    page_number: int  # from 1
    width: float  # points for PDF, pixels for images
    height: float
    rotation: int  # 0, 90, 180 or 270: clockwise turn applied before reading


@dataclass(frozen=True, slots=True)
class Language:
    culture: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a value that announce it."""

    text: str
    page_number: int
    bounding_box: Box


@dataclass(frozen=True, slots=True)
class Check:
    """A check that the value passed, and how, in figures."""

    check: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value may be believed."""

    labels: tuple[Label, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value. `text` is as printed, null if it was calculated."""

    value: str
    text: str | None = None
    confidence: float | None = None
    page_number: int | None = None
    bounding_box: Box | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A header field; several values are joined by `;` in `value`."""

    field_name: str
    value: str
    confidence: float | None  # 0 to 1; null for fields without, and for what was calculated
    is_calculated: bool
    values: tuple[FieldValue, ...]

    @property
    def number(self) -> Decimal:
        """Raises `decimal.InvalidOperation` where it is no number."""
        return Decimal(self.value)

    @property
    def date(self) -> date:
        """Raises `ValueError` where it is no date."""
        return datetime.fromisoformat(self.value).date()


@dataclass(frozen=True, slots=True)
class LineItem:
    description: str | None
    product_code: str | None
    quantity: Decimal | None
    price: Decimal | None
    amount: Decimal | None
    tax_amount: Decimal | None
    tax_rate: Decimal | None  # 0.21 is 21 %
    reference_number: str | None
    order_number: str | None
    ledger_account_code: str | None
    confidence: float
    page_number: int
    bounding_box: Box


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    confidence: float
    page_number: int
    bounding_box: Box


@dataclass(frozen=True, slots=True)
class TableInfo:
    """The outline of a table, and whether it goes on with the one before."""

    table_x0: float
    table_x1: float
    table_y0: float
    table_y1: float
    page_number: int
    is_continuation: bool = False


@dataclass(frozen=True, slots=True)
class TableHeader:
    """A column: one of the eleven header names, and its heading as printed."""

    table_header_name: str
    text: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found; what a person corrected has neither confidence nor rows."""

    table_info: TableInfo
    table_headers: tuple[TableHeader, ...]
    confidence: float | None = None
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class AirResult:
    """Everything that was read. `line_items` is null if they were not asked for."""

    page_count: int
    processed_page_count: int
    identified_languages: tuple[Language, ...]
    pages: tuple[Page, ...]
    fields: tuple[Field, ...]
    line_items: tuple[LineItem, ...] | None = None
    words: tuple[Word, ...] | None = None
    raw_tables: tuple[Table, ...] | None = None
    timings: Mapping[str, float] = field(default_factory=dict)  # milliseconds per stage

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {found.field_name: found for found in self.fields}

    def field(self, name: str) -> Field | None:
        """The field of that name; None if it was not found on the document."""
        return self._by_name.get(name)


@dataclass(frozen=True, slots=True)
class Operation:
    """A document being read, or read."""

    operation_id: str
    status: Status
    error_message: str | None
    model_id: str | None
    creation_time: datetime
    finish_time: datetime | None
    expiration_time: datetime | None  # when its result is thrown away
    transaction_count: int
    air_result: AirResult | None  # None until it has succeeded

    @property
    def has_ended(self) -> bool:
        return self.status in (Status.SUCCEEDED, Status.FAILED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is odd about a value that was given as right; it is learnt all the same."""

    field_name: str
    message: str


@dataclass(frozen=True, slots=True)
class Model:
    """A custom model, as lists tell of it."""

    id: str
    name: str
    description: str | None
    creation_time: datetime
    last_training_time: datetime | None
    is_training_scheduled: bool
    last_training_error_message: str | None
    validated_operation_count: int
    next_training_allowed_time: datetime | None
    instant_learning: bool
    auto_train: int
    version: int | None
    kept_back: tuple[Mapping[str, Any], ...] = ()  # fields that the newest training did not change, and why
    versions: tuple[Mapping[str, Any], ...] = ()  # only of a model that was asked for by itself
