"""What a person corrected in a proposal, as feedback to the custom model that read the document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from air.formats import to_text
from air.recognition import TaxLine
from air.vocabulary import TAX_LINES
from bookkeeping.rows.inbox import InboxDocument
from bookkeeping.rows.transactions import FinancialTransaction
from infra.machine import Machine
from operations.tables import Operation
from operations.validation import validate
from wire import ServiceError

FIELDS = {  # of the document -> of the booking
    "InvoiceNumber": "invoice_number",
    "InvoiceDate": "invoice_date",
    "DueDate": "due_date",
    "Currency": "currency_code",
    "StructuredPaymentReference": "payment_reference",
}
log = structlog.get_logger(__name__)


def send(machine: Machine, tenant_id: int, transaction_id: int) -> None:
    """Tell the operation's model what the right values were; nothing where it was read without a custom model."""
    with machine.database.session(tenant_id) as session:
        transaction = session.get_one(FinancialTransaction, transaction_id)
        operation_id = _operation(session, transaction)
        values = correct_values(transaction)
    if operation_id is None:
        return
    given = [{"fieldName": name, "correctValue": value} for name, value in values.items()]
    try:
        validate(machine, tenant_id, {"operationId": operation_id, "correctValues": given, "correctTables": []})
    except ServiceError as error:  # the model is gone; the person's correction of the booking stands
        log.info("correction not learnt", transaction=transaction_id, reason=error.message)


def correct_values(transaction: FinancialTransaction) -> dict[str, str]:
    """The values of the header as the document has them; a credit note prints its amounts without sign."""
    values: dict[str, Any] = {name: getattr(transaction, attribute) for name, attribute in FIELDS.items()}
    values["TotalAmountInclTax"] = _printed(transaction.tax_inclusive_amount)
    values["TotalAmountExclTax"] = _printed(transaction.tax_exclusive_amount)
    values |= dict(zip(TAX_LINES, _tax_lines(transaction), strict=False))
    return {name: to_text(value) for name, value in values.items() if isinstance(value, str | date | Decimal | TaxLine)}


def _operation(session: Session, transaction: FinancialTransaction) -> UUID | None:
    """The operation that read the document, if a custom model took part."""
    if transaction.inbox_document_id is None:
        return None
    document = session.get_one(InboxDocument, transaction.inbox_document_id)
    operation = session.get(Operation, document.operation_id) if document.operation_id else None
    return operation.id if operation is not None and operation.model_id is not None else None


def _tax_lines(transaction: FinancialTransaction) -> list[TaxLine]:
    """Per rate, highest first."""
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for line in transaction.lines:
        if line.tax_rate is not None and line.tax_amount is not None:
            amount, base = sums.get(line.tax_rate, (Decimal(0), Decimal(0)))
            sums[line.tax_rate] = amount + line.tax_amount, base + line.tax_exclusive_amount
    return [TaxLine(_printed(sums[rate][0]), rate, _printed(sums[rate][1])) for rate in sorted(sums, reverse=True)]


def _printed(amount: Decimal) -> Decimal:
    return abs(amount).quantize(Decimal("0.01"))
