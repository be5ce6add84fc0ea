"""CSV files, a row per line of the booking, with columns as the administration wants them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Self

import marshmallow as ma
from flask_babel import gettext

from bookkeeping.booking import Address, Booking, BookingLine, Party, Tax
from bookkeeping.connectors import files
from bookkeeping.connectors.interface import Exported, ExportFailed, Outlets
from wire import Schema
from wire.validators import MaxItems, MaxLength, NotEmpty, OneOf

TOTALS = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount")
NESTED = {"supplier", "customer", "lines", "taxes", "attachments"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate
NOT_ENCODABLE = "The booking has characters that %(encoding)s does not know; choose utf-8."


def _names(prefix: str, kind: type, without: Set[str] = frozenset()) -> tuple[str, ...]:
    return tuple(f"{prefix}{field.name}" for field in fields(kind) if field.name not in without)


VALUES = (
    *_names("", Booking, NESTED),
    *TOTALS,
    *(name for party in ("supplier.", "customer.") for name in _names(party, Party, {"address"})),
    *(name for party in ("supplier.", "customer.") for name in _names(f"{party}address.", Address)),
    *_names("line.", BookingLine, {"tax"}),
    *_names("line.tax.", Tax),
    "line.number",
)
DEFAULT_COLUMNS = (
    ("invoiceNumber", "invoice_number"),
    ("invoiceDate", "invoice_date"),
    ("accountCode", "supplier.code"),
    ("accountName", "supplier.name"),
    ("currencyCode", "currency_code"),
    ("line", "line.number"),
    ("description", "line.description"),
    ("ledgerAccountCode", "line.ledger_account_code"),
    ("costCentreCode", "line.cost_centre_code"),
    ("taxCode", "line.tax_code"),
    ("taxExclusiveAmount", "line.amount"),
    ("taxAmount", "line.tax_amount"),
)


class ColumnOptions(Schema):
    heading = ma.fields.String(required=True, validate=[NotEmpty(), MaxLength(100)])
    value = ma.fields.String(validate=OneOf(VALUES), load_default=None, allow_none=True)
    text = ma.fields.String(
        validate=MaxLength(200), load_default=None, allow_none=True, metadata={"description": "The same in every row"}
    )

    @ma.validates_schema
    def _one_of_both(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        if (data.get("value") is None) == (data.get("text") is None):
            raise ma.ValidationError(gettext("Give a column either a value or a text."), "value")


class CsvOptions(Schema):
    columns = ma.fields.List(
        ma.fields.Nested(ColumnOptions),
        load_default=lambda: [{"heading": heading, "value": value, "text": None} for heading, value in DEFAULT_COLUMNS],
        validate=[NotEmpty(), MaxItems(100)],
    )
    delimiter = ma.fields.String(load_default=";", validate=OneOf([";", ",", "\t", "|"]))
    decimalPoint = ma.fields.String(load_default=",", validate=OneOf([",", "."]))
    dateFormat = ma.fields.String(
        load_default="%Y-%m-%d", validate=OneOf(["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d"])
    )
    encoding = ma.fields.String(load_default="utf-8-sig", validate=OneOf(["utf-8", "utf-8-sig", "cp1252"]))
    withHeadings = ma.fields.Boolean(load_default=True)


@dataclass(frozen=True, slots=True)
class Csv:
    name: ClassVar[str] = "Csv"
    display_name: ClassVar[str] = "CSV files"
    features: ClassVar[Set[str]] = frozenset({"CostCentres", "CostUnits", "Projects"})
    options: ClassVar[type[Schema]] = CsvOptions

    outlets: Outlets
    form: Mapping[str, Any]  # the options

    @classmethod
    def open(cls, options: Mapping[str, Any], outlets: Outlets) -> Self:
        return cls(outlets, options)

    def export(self, booking: Booking, *, key: str) -> Exported:
        text, encoding = self._text(booking), self.form["encoding"]
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError as error:
            raise ExportFailed(NOT_ENCODABLE, encoding=encoding) from error
        return files.write(self.outlets, booking, "csv", data)

    def _text(self, booking: Booking) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.form["delimiter"], lineterminator="\r\n")
        if self.form["withHeadings"]:
            writer.writerow(column["heading"] for column in self.form["columns"])
        for number, line in enumerate(booking.lines, start=1):
            writer.writerow(self._cell(column, booking, line, number) for column in self.form["columns"])
        return out.getvalue()

    def _cell(self, column: Mapping[str, Any], booking: Booking, line: BookingLine, number: int) -> str:
        if column["value"] is None:
            return str(column["text"])
        return self._written(value_of(column["value"], booking, line, number))

    def _written(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", self.form["decimalPoint"])
        if isinstance(value, date):
            return value.strftime(self.form["dateFormat"])
        if isinstance(value, bool | int):
            return str(int(value))
        text = value.value if isinstance(value, Enum) else str(value)
        return f"'{text}" if text.startswith(FORMULA) else text


def value_of(name: str, booking: Booking, line: BookingLine, number: int) -> Any:
    """One of `VALUES`, for one line of a booking."""
    if name == "line.number":
        return number
    value: Any = line if name.startswith("line.") else booking
    for part in name.removeprefix("line.").split("."):
        value = getattr(value, part)
    return value


CONNECTOR = Csv
