"""Master data: eight kinds of one shape. What a kind is on the wire follows from its columns (`bookkeeping.kinds`)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from bookkeeping.numbers import AccountType, LedgerType, TaxType
from bookkeeping.rows.administrations import OWNER, Administration
from infra.database import Base, TenantMixin
from infra.indexes import add_sort_indexes
from infra.types import Exact, UtcDateTime

CODE = String(64)
NAME = String(256)


class MasterRow(TenantMixin):
    """What all kinds have. `references` are columns that hold a code of another kind."""

    references: ClassVar[dict[str, str]] = {}  # column -> name of the class whose code it holds

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(CODE)
    external_id: Mapped[str | None] = mapped_column(String(128))

    @declared_attr
    def administration_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey(Administration.id))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[object, ...]:
        return (UniqueConstraint("administration_id", "code"), *cls.more_indexes())

    @classmethod
    def more_indexes(cls) -> tuple[object, ...]:
        return (Index(None, "administration_id", "external_id"),)


class Account(MasterRow, Base):
    """A supplier or customer. Identifiers are kept without spaces and punctuation, in capitals."""

    __tablename__ = "accounts"
    references: ClassVar[dict[str, str]] = {
        "ledger_account_code": "LedgerAccount",
        "payment_condition_code": "PaymentCondition",
    }

    name: Mapped[str] = mapped_column(NAME)
    account_type: Mapped[int] = mapped_column(default=AccountType.SUPPLIER, info={"enum": AccountType})
    currency_code: Mapped[str | None] = mapped_column(String(3))
    iban: Mapped[str | None] = mapped_column(String(34))
    vat_number: Mapped[str | None] = mapped_column(String(32))
    ledger_account_code: Mapped[str | None] = mapped_column(CODE)
    payment_condition_code: Mapped[str | None] = mapped_column(CODE)
    coc_number: Mapped[str | None] = mapped_column(String(32))
    is_active: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def more_indexes(cls) -> tuple[object, ...]:
        return ()  # there is one for each column, see below


_IN_ACCOUNTS = tuple(column.key for column in inspect(Account).columns if column.key not in ("id", *OWNER))
add_sort_indexes(Account, _IN_ACCOUNTS, within=OWNER)


class AccountWord(TenantMixin, Base):
    """A word of an account's name, so that the accounts a document may name are found without reading all."""

    __tablename__ = "account_words"

    tenant_id: Mapped[int] = mapped_column(Integer)  # no index of its own: SQLite would take it for the better one
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administrations.id"))

    __table_args__ = (Index(None, "administration_id", "word", "tenant_id", "account_id"),)


class LedgerAccount(MasterRow, Base):
    __tablename__ = "ledger_accounts"
    references: ClassVar[dict[str, str]] = {"tax_code": "TaxCode"}

    name: Mapped[str] = mapped_column(NAME)
    tax_code: Mapped[str | None] = mapped_column(CODE)
    type: Mapped[int] = mapped_column(default=LedgerType.PROFIT_AND_LOSS, info={"enum": LedgerType})
    is_active: Mapped[bool] = mapped_column(default=True)


class CostCentre(MasterRow, Base):
    __tablename__ = "cost_centres"

    name: Mapped[str] = mapped_column(NAME)
    is_active: Mapped[bool] = mapped_column(default=True)
    external_last_modification_time: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CostUnit(MasterRow, Base):
    __tablename__ = "cost_units"

    name: Mapped[str] = mapped_column(NAME)
    is_active: Mapped[bool] = mapped_column(default=True)
    external_last_modification_time: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Project(MasterRow, Base):
    __tablename__ = "projects"
    references: ClassVar[dict[str, str]] = {"purchase_tax_code": "TaxCode"}

    name: Mapped[str] = mapped_column(NAME)
    is_active: Mapped[bool] = mapped_column(default=True)
    project_leader_full_name: Mapped[str | None] = mapped_column(NAME)
    purchase_tax_code: Mapped[str | None] = mapped_column(CODE)
    external_last_modification_time: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Employee(MasterRow, Base):
    __tablename__ = "employees"
    references: ClassVar[dict[str, str]] = {"cost_centre_code": "CostCentre"}

    full_name: Mapped[str] = mapped_column(NAME)
    cost_centre_code: Mapped[str | None] = mapped_column(CODE)
    external_last_modification_time: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PaymentCondition(MasterRow, Base):
    __tablename__ = "payment_conditions"

    name: Mapped[str] = mapped_column(NAME)
    payment_days: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class TaxCode(MasterRow, Base):
    __tablename__ = "tax_codes"

    name: Mapped[str] = mapped_column(NAME)
    rate: Mapped[Decimal] = mapped_column(Exact)  # fraction
    type: Mapped[int] = mapped_column(default=TaxType.PURCHASE, info={"enum": TaxType})
    is_reverse_charged: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
