"""Purchase orders: what was ordered, received and invoiced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.master import CODE
from infra.database import Base, TenantMixin
from infra.types import Exact


class PurchaseOrder(TenantMixin, Base):
    __tablename__ = "purchase_orders"
    __table_args__ = (
        UniqueConstraint("administration_id", "purchase_order_number"),
        Index(None, "administration_id", "account_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey(Administration.id))
    purchase_order_number: Mapped[str] = mapped_column(String(64))
    account_code: Mapped[str] = mapped_column(CODE)
    currency_code: Mapped[str] = mapped_column(String(3))
    description: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(String(128))
    purchase_date: Mapped[date]
    tax_exclusive_amount: Mapped[Decimal] = mapped_column(Exact)
    tax_inclusive_amount: Mapped[Decimal] = mapped_column(Exact)
    your_reference: Mapped[str | None] = mapped_column(String(128))
    lines: Mapped[list[PurchaseOrderLine]] = relationship(
        order_by="PurchaseOrderLine.line_number", cascade="all, delete-orphan", passive_deletes=True
    )


class PurchaseOrderLine(TenantMixin, Base):
    __tablename__ = "purchase_order_lines"

    purchase_order_id: Mapped[int] = mapped_column(ForeignKey(PurchaseOrder.id, ondelete="CASCADE"), primary_key=True)
    line_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_code: Mapped[str | None] = mapped_column(CODE)
    description: Mapped[str | None] = mapped_column(Text)
    quantity: Mapped[Decimal] = mapped_column(Exact)
    price: Mapped[Decimal] = mapped_column(Exact)
    received_quantity: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0))
    invoiced_quantity: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0))
    tax_code: Mapped[str | None] = mapped_column(CODE)
    ledger_account_code: Mapped[str | None] = mapped_column(CODE)
    cost_centre_code: Mapped[str | None] = mapped_column(CODE)
    cost_unit_code: Mapped[str | None] = mapped_column(CODE)
    project_code: Mapped[str | None] = mapped_column(CODE)
    employee_code: Mapped[str | None] = mapped_column(CODE)
    external_id: Mapped[str | None] = mapped_column(String(128))
