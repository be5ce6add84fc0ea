"""A person's changes to a proposal: checked, then made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping.authorization import CENT, sums_agree
from bookkeeping.kinds import KINDS, LINE_CODES
from bookkeeping.master import find, unknown_references
from bookkeeping.numbers import MatchType
from bookkeeping.proposals import note_warnings
from bookkeeping.rows.orders import PurchaseOrder
from bookkeeping.rows.transactions import FinancialTransaction, TransactionLine
from wire import InvalidInput, Problem

NOTHING = Decimal(0)
LINE = (
    "description", "ledger_account_code", "cost_centre_code", "cost_unit_code", "project_code", "product_code",
    "employee_code", "tax_code", "purchase_order_number", "purchase_order_line_number", "commitment_external_id",
    "quantity", "price", "tax_exclusive_amount", "tax_amount", "tax_rate",
)  # fmt: skip
SUMS = "%(member)s is %(given)s, but the lines add up to %(sum)s."


def apply_edit(session: Session, transaction: FinancialTransaction, values: Mapping[str, Any]) -> bool:
    """Make the changes; True if they changed something.

    Raises:
        InvalidInput: a code is unknown, or the lines don't add up to the totals; then nothing is changed.
    """
    header = {name: value for name, value in values.items() if name != "lines"}
    problems = list(_unknown(session, transaction.administration_id, header, values.get("lines") or ()))
    if problems:
        raise InvalidInput.of(problems)
    before = _state(transaction)
    if header.get("account_code", transaction.account_code) != transaction.account_code:
        _take_account(session, transaction, header["account_code"])
    for name, value in header.items():
        setattr(transaction, name, value)
    if "lines" in values:
        transaction.put_lines([TransactionLine(**_filled(line)) for line in values["lines"]])
    _fit_totals(transaction, values)
    is_changed = _state(transaction) != before
    if is_changed:
        transaction.is_proposal_changed = True
        note_warnings(session, transaction)
    return is_changed


def _unknown(
    session: Session, administration_id: int, header: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]
) -> Iterator[Problem]:
    yield from unknown_references(session, administration_id, {"account_code": KINDS["accounts"]}, {"": header})
    rows = {f"lines[{place}].": line for place, line in enumerate(lines)}
    yield from unknown_references(session, administration_id, LINE_CODES, rows)
    yield from _unknown_orders(session, administration_id, lines)


def _unknown_orders(session: Session, administration_id: int, lines: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    wanted = {line["purchase_order_number"] for line in lines if line["purchase_order_number"]}
    statement = select(PurchaseOrder.purchase_order_number).where(
        PurchaseOrder.administration_id == administration_id, PurchaseOrder.purchase_order_number.in_(wanted)
    )
    known = set(session.scalars(statement)) if wanted else set()
    for place, line in enumerate(lines):
        number, member = line["purchase_order_number"], f"lines[{place}].purchaseOrderNumber"
        if number and number not in known:
            facts = {"member": member, "type": "purchase order", "code": number}
            yield Problem("%(member)s: there is no %(type)s %(code)s.", (member,), facts)


def _take_account(session: Session, transaction: FinancialTransaction, code: str | None) -> None:
    account = find(session, KINDS["accounts"], transaction.administration_id, code=code) if code else None
    transaction.account_name = account.name if account else None
    transaction.account_match_type = MatchType.BY_HAND if account else MatchType.NONE
    transaction.account_match_value = None


def _filled(line: Mapping[str, Any]) -> dict[str, Any]:
    """The line, with its tax worked out where only the rate was said."""
    if line["tax_amount"] is None and line["tax_rate"] is not None:
        tax = (line["tax_exclusive_amount"] * line["tax_rate"]).quantize(CENT)
        return {**line, "tax_amount": tax}
    return dict(line)


def _fit_totals(transaction: FinancialTransaction, values: Mapping[str, Any]) -> None:
    """Totals that were not said follow from the lines; those that were must agree with them."""
    exclusive = sum((line.tax_exclusive_amount for line in transaction.lines), NOTHING)
    inclusive = exclusive + sum((line.tax_amount or NOTHING for line in transaction.lines), NOTHING)
    if "lines" in values:
        transaction.tax_exclusive_amount = values.get("tax_exclusive_amount", exclusive)
        transaction.tax_inclusive_amount = values.get("tax_inclusive_amount", inclusive)
    if sums_agree(transaction) or not {"lines", "tax_exclusive_amount", "tax_inclusive_amount"} & values.keys():
        return
    allowed = CENT * max(1, len(transaction.lines))
    is_exclusive = abs(exclusive - transaction.tax_exclusive_amount) > allowed
    member = "taxExclusiveAmount" if is_exclusive else "taxInclusiveAmount"
    given = transaction.tax_exclusive_amount if is_exclusive else transaction.tax_inclusive_amount
    total = exclusive if is_exclusive else inclusive
    raise InvalidInput(SUMS, member, member=member, given=f"{given:f}", sum=f"{total:f}")


def _state(transaction: FinancialTransaction) -> tuple[Any, ...]:
    """All that an edit can change."""
    header = (
        "type", "journal_code", "account_code", "invoice_number", "invoice_date", "due_date", "booking_date",
        "currency_code", "tax_exclusive_amount", "tax_inclusive_amount", "description", "payment_reference",
    )  # fmt: skip
    lines = tuple(tuple(getattr(line, name) for name in LINE) for line in transaction.lines)
    return (*(getattr(transaction, name) for name in header), lines)
