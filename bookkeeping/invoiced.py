"""What of a purchase order is invoiced, as bookings are approved."""

from __future__ import annotations

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine
from bookkeeping.rows.transactions import FinancialTransaction


def note_invoiced(session: Session, transaction: FinancialTransaction, *, is_undone: bool = False) -> None:
    """Add the quantities of the booking's lines to those of the order lines; or take them off again."""
    booked = [line for line in transaction.lines if line.purchase_order_number and line.purchase_order_line_number]
    wanted = {(line.purchase_order_number, line.purchase_order_line_number) for line in booked}
    if not wanted:
        return
    statement = (
        select(PurchaseOrder.purchase_order_number, PurchaseOrderLine)
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseOrderLine.purchase_order_id)
        .where(
            PurchaseOrder.administration_id == transaction.administration_id,
            tuple_(PurchaseOrder.purchase_order_number, PurchaseOrderLine.line_number).in_(wanted),
        )
    )
    rows = {(number, line.line_number): line for number, line in session.execute(statement)}
    for line in booked:
        row = rows.get((line.purchase_order_number, line.purchase_order_line_number))
        if row is not None:
            quantity = row.quantity if line.quantity is None else line.quantity
            row.invoiced_quantity += -quantity if is_undone else quantity
