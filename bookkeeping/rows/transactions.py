"""Financial transactions: booking proposals, their lines, what was read for them and who authorised them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bookkeeping.numbers import MatchType, ProcuratorStatus, Status, Strategy, TransactionType
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.inbox import InboxDocument
from bookkeeping.rows.master import CODE, NAME
from infra.database import Base, TenantMixin
from infra.indexes import add_sort_indexes
from infra.types import Exact, TextList, UtcDateTime, now

CODES = ("ledger_account", "cost_centre", "cost_unit", "project", "product", "employee")  # shown in lists per line


class FinancialTransaction(TenantMixin, Base):
    """One booking. The `line_…_codes` are what its lines have, each once, so that lists need not look at lines."""

    __tablename__ = "financial_transactions"
    __table_args__ = (
        Index(None, "tenant_id", "administration_id", "id"),
        Index("ix_financial_transactions_supplier", "administration_id", "account_code", "invoice_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey(Administration.id))
    inbox_document_id: Mapped[int | None] = mapped_column(ForeignKey(InboxDocument.id), unique=True)
    status: Mapped[int] = mapped_column(default=Status.PROPOSAL, info={"enum": Status})
    type: Mapped[int] = mapped_column(default=TransactionType.PURCHASE, info={"enum": TransactionType})
    journal_code: Mapped[str] = mapped_column(String(64), default="")
    account_code: Mapped[str | None] = mapped_column(CODE)
    account_name: Mapped[str | None] = mapped_column(NAME)
    invoice_number: Mapped[str | None] = mapped_column(String(128))
    invoice_date: Mapped[date | None]
    due_date: Mapped[date | None]
    booking_date: Mapped[date | None]
    currency_code: Mapped[str] = mapped_column(String(3))
    tax_exclusive_amount: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0))
    tax_inclusive_amount: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0))
    description: Mapped[str | None] = mapped_column(Text)
    payment_reference: Mapped[str | None] = mapped_column(String(64))
    external_id: Mapped[str | None] = mapped_column(String(128))  # in the accounting system
    export_time: Mapped[datetime | None] = mapped_column(UtcDateTime)
    export_error: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # {"message", "facts"}, the last
    export_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)  # asked for; not before then
    export_attempts: Mapped[int] = mapped_column(default=0)
    creation_time: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_modification_time: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    is_proposal_changed: Mapped[bool] = mapped_column(default=False)
    used_proposal_strategy: Mapped[int | None] = mapped_column(default=Strategy.BY_HAND, info={"enum": Strategy})
    account_match_type: Mapped[int | None] = mapped_column(default=MatchType.NONE, info={"enum": MatchType})
    account_match_value: Mapped[str | None] = mapped_column(String(256))  # what matched, as it stands on the document
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # {"code", "message", "facts"}

    line_ledger_account_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    line_cost_centre_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    line_cost_unit_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    line_project_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    line_product_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    line_employee_codes: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())

    lines: Mapped[list[TransactionLine]] = relationship(
        order_by="TransactionLine.position", cascade="all, delete-orphan", passive_deletes=True
    )
    changes: Mapped[list[ProcuratorChange]] = relationship(order_by="ProcuratorChange.id")

    def put_lines(self, lines: list[TransactionLine]) -> None:
        """Replace the lines, and note which codes they have."""
        for position, line in enumerate(lines):
            line.position = position
        self.lines = lines
        for kind in CODES:
            found = {code: None for line in lines if (code := getattr(line, f"{kind}_code"))}
            setattr(self, f"line_{kind}_codes", tuple(found))


LISTED = (  # in lists, and what they can be sorted by
    "status",
    "type",
    "journal_code",
    "account_code",
    "account_name",
    "invoice_number",
    "invoice_date",
    "due_date",
    "booking_date",
    "currency_code",
    "tax_exclusive_amount",
    "tax_inclusive_amount",
    "description",
    "external_id",
    "export_time",
    "creation_time",
    "last_modification_time",
    "is_proposal_changed",
    "used_proposal_strategy",
    "account_match_type",
    *(f"line_{kind}_codes" for kind in CODES),
)
GROUPING = (  # have few values: what lists are filtered by, or sorted by before something else
    "status",
    "type",
    "journal_code",
    "currency_code",
    "is_proposal_changed",
    "used_proposal_strategy",
    "account_match_type",
)
add_sort_indexes(FinancialTransaction, LISTED, within=("tenant_id",), also=("administration_id", *GROUPING))


class TransactionLine(TenantMixin, Base):
    __tablename__ = "financial_transaction_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    financial_transaction_id: Mapped[int] = mapped_column(
        ForeignKey(FinancialTransaction.id, ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    commitment_external_id: Mapped[str | None] = mapped_column(String(128))
    description: Mapped[str | None] = mapped_column(Text)
    ledger_account_code: Mapped[str | None] = mapped_column(CODE)
    cost_centre_code: Mapped[str | None] = mapped_column(CODE)
    cost_unit_code: Mapped[str | None] = mapped_column(CODE)
    project_code: Mapped[str | None] = mapped_column(CODE)
    product_code: Mapped[str | None] = mapped_column(CODE)
    employee_code: Mapped[str | None] = mapped_column(CODE)
    tax_code: Mapped[str | None] = mapped_column(CODE)
    purchase_order_number: Mapped[str | None] = mapped_column(String(64))
    purchase_order_line_number: Mapped[int | None]
    quantity: Mapped[Decimal | None] = mapped_column(Exact)
    price: Mapped[Decimal | None] = mapped_column(Exact)
    tax_exclusive_amount: Mapped[Decimal] = mapped_column(Exact)
    tax_amount: Mapped[Decimal | None] = mapped_column(Exact)
    tax_rate: Mapped[Decimal | None] = mapped_column(Exact)  # fraction


class TransactionReading(TenantMixin, Base):
    """What was read of the document, as on the wire, packed; outlives the operation."""

    __tablename__ = "financial_transaction_readings"

    financial_transaction_id: Mapped[int] = mapped_column(ForeignKey(FinancialTransaction.id), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ProcuratorChange(TenantMixin, Base):
    """A step in the authorisation of a transaction; rows are only added, the newest of a procurator counts."""

    __tablename__ = "procurator_status_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    financial_transaction_id: Mapped[int] = mapped_column(ForeignKey(FinancialTransaction.id), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user_name: Mapped[str] = mapped_column(String(256))
    status: Mapped[int] = mapped_column(info={"enum": ProcuratorStatus})
    change_time: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    comment: Mapped[str | None] = mapped_column(Text)
    on_behalf_of_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
