"""The kinds of master data: what each is called on the wire, and its schema, which follows from its columns.

A new kind is a class in `bookkeeping.rows.master` and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect

from bookkeeping.rows.master import (
    Account,
    CostCentre,
    CostUnit,
    Employee,
    LedgerAccount,
    MasterRow,
    PaymentCondition,
    Project,
    TaxCode,
)
from bookkeeping.rows.products import Product
from wire import Schema
from wire.columns import fields_of, wire_name

FIRST = ("administration_id", "code", "external_id")
NOT_SHOWN = ("id", "tenant_id")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `name` is the plural of the paths; `single` what a message calls one."""

    name: str
    single: str
    row: type[MasterRow]
    read_by: tuple[str, ...] = ()  # the keys that one can be read by
    data_source: str | None = None  # the administration's setting that must be API before it is written there

    @property
    def attributes(self) -> tuple[str, ...]:
        """What is shown, in order: the keys, then the columns as they are declared."""
        columns = inspect(self.row).columns.keys()
        return (*FIRST, *(name for name in columns if name not in (*FIRST, *NOT_SHOWN)))

    @property
    def title(self) -> Any:
        """The column that names one."""
        return getattr(self.row, "full_name", None) or self.row.name  # type: ignore[attr-defined]

    @property
    def references(self) -> dict[str, Kind]:
        """Columns that hold a code of another kind."""
        return {column: KIND_OF_ROW[name] for column, name in self.row.references.items()}

    def schema(self) -> type[Schema]:
        """What goes over the wire: fields by their names there."""
        return type(f"{self.row.__name__}Schema", (Schema,), dict(fields_of(self.row, *self.attributes)))

    def input_schema(self) -> type[Schema]:
        """What may be written: all but the administration, which is said once."""
        attributes = [name for name in self.attributes if name != "administration_id"]
        return type(f"{self.row.__name__}Input", (Schema,), dict(fields_of(self.row, *attributes)))

    def wire_names(self) -> tuple[str, ...]:
        return tuple(wire_name(name) for name in self.attributes if name != "administration_id")


MASTER_DATA = (
    Kind("accounts", "account", Account, ("code", "externalId")),
    Kind("ledgerAccounts", "ledger account", LedgerAccount, ("code",)),
    Kind("costCentres", "cost centre", CostCentre),
    Kind("costUnits", "cost unit", CostUnit),
    Kind("projects", "project", Project, ("code",)),
    Kind("employees", "employee", Employee, ("code",)),
    Kind("paymentConditions", "payment condition", PaymentCondition),
    Kind("taxCodes", "tax code", TaxCode),
)
PRODUCTS = Kind("products", "product", Product, data_source="product_data_source")
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*MASTER_DATA, PRODUCTS)}
KIND_OF_ROW: Mapping[str, Kind] = {kind.row.__name__: kind for kind in KINDS.values()}
LINE_CODES: Mapping[str, Kind] = {  # what a line of an order or a transaction may name
    "ledger_account_code": KINDS["ledgerAccounts"],
    "cost_centre_code": KINDS["costCentres"],
    "cost_unit_code": KINDS["costUnits"],
    "project_code": KINDS["projects"],
    "product_code": PRODUCTS,
    "employee_code": KINDS["employees"],
    "tax_code": KINDS["taxCodes"],
}
