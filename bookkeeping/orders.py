"""Purchase orders: written by the API where the administration's orders come from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping.desk import Desk, open_administration
from bookkeeping.kinds import KINDS, LINE_CODES
from bookkeeping.listing import page_within
from bookkeeping.master import unknown_references
from bookkeeping.products import TAKEN, check_source
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.master import TaxCode
from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine
from wire import EntityNotFound, InvalidInput, Problem
from wire.paging import PagedResult, Sortable

ORDER = "purchase order"
CENT = Decimal("0.01")
FILTERS = {
    "account_code": lambda code: PurchaseOrder.account_code == code,
    "purchase_order_number": lambda number: PurchaseOrder.purchase_order_number == number,
    "external_id": lambda external_id: PurchaseOrder.external_id == external_id,
    "purchase_date_from": lambda day: PurchaseOrder.purchase_date >= day,
    "purchase_date_to": lambda day: PurchaseOrder.purchase_date <= day,
}


def page(desk: Desk, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    return page_within(desk, PurchaseOrder, asked, filters=FILTERS, sortable=sortable)


def one(desk: Desk, administration_id: int, purchase_order_number: str) -> PurchaseOrder:
    with desk.session() as session:
        open_administration(session, desk.user_id, administration_id)
        return _find(session, administration_id, purchase_order_number)


def create(desk: Desk, values: Mapping[str, Any]) -> PurchaseOrder:
    """Store a new order.

    Raises:
        InvalidInput: the number is taken, a code is unknown, or the sums don't agree.
    """
    with desk.session() as session:
        administration = _writable(session, desk, values["administration_id"])
        number = values["purchase_order_number"]
        if session.scalars(_by_number(administration.id, number)).first() is not None:
            member = "purchaseOrderNumber"
            raise InvalidInput(TAKEN, member, member=member, type=ORDER, key=number)
        order = PurchaseOrder(**_checked(session, administration, values))
        session.add(order)
        session.flush()
        return order


def replace(desk: Desk, values: Mapping[str, Any]) -> PurchaseOrder:
    """Replace an order, lines included; raises `EntityNotFound` and as `create`."""
    with desk.session() as session:
        administration = _writable(session, desk, values["administration_id"])
        order = _find(session, administration.id, values["purchase_order_number"])
        checked = _checked(session, administration, values)
        order.lines = []
        session.flush()  # before lines with the same numbers come
        for name, value in checked.items():
            setattr(order, name, value)
        session.flush()
        return order


def delete(desk: Desk, administration_id: int, purchase_order_number: str) -> None:
    with desk.session() as session:
        administration = _writable(session, desk, administration_id)
        session.delete(_find(session, administration.id, purchase_order_number))


def _writable(session: Session, desk: Desk, administration_id: int) -> Administration:
    administration = open_administration(session, desk.user_id, administration_id)
    check_source(administration, administration.purchase_order_data_source, "purchase orders")
    return administration


def _find(session: Session, administration_id: int, number: str) -> PurchaseOrder:
    order = session.scalars(_by_number(administration_id, number)).one_or_none()
    if order is None:
        raise EntityNotFound(ORDER, number)
    assert order.lines is not None  # noqa: S101  # read while the session is open
    return order


def _by_number(administration_id: int, number: str) -> Any:
    return select(PurchaseOrder).where(
        PurchaseOrder.administration_id == administration_id, PurchaseOrder.purchase_order_number == number
    )


def _checked(session: Session, administration: Administration, values: Mapping[str, Any]) -> dict[str, Any]:
    """The order's columns, amounts filled in."""
    lines = values["lines"]
    problems = [*_numbers_twice(lines), *_unknown(session, administration.id, values)]
    if problems:
        raise InvalidInput.of(problems)
    exclusive, inclusive = _sums(session, administration.id, lines)
    given = {"tax_exclusive_amount": exclusive, "tax_inclusive_amount": inclusive}
    problems = [problem for name, total in given.items() for problem in _disagreement(name, values, total, len(lines))]
    if problems:
        raise InvalidInput.of(problems)
    amounts = {name: total if values[name] is None else values[name] for name, total in given.items()}
    currency = values["currency_code"] or administration.currency_code
    rows = [PurchaseOrderLine(**line) for line in lines]
    return {**values, **amounts, "currency_code": currency, "lines": rows}


def _numbers_twice(lines: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    seen = set[int]()
    for index, line in enumerate(lines):
        member = f"lines[{index}].lineNumber"
        if line["line_number"] in seen:
            yield Problem(
                "%(member)s: %(code)s is there twice.", (member,), {"member": member, "code": line["line_number"]}
            )
        seen.add(line["line_number"])


def _unknown(session: Session, administration_id: int, values: Mapping[str, Any]) -> Iterator[Problem]:
    yield from unknown_references(session, administration_id, {"account_code": KINDS["accounts"]}, {"": values})
    lines = {f"lines[{index}].": line for index, line in enumerate(values["lines"])}
    yield from unknown_references(session, administration_id, LINE_CODES, lines)


def _sums(session: Session, administration_id: int, lines: Sequence[Mapping[str, Any]]) -> tuple[Decimal, Decimal]:
    """What the lines add up to, without and with tax; a line without tax code has none."""
    codes = {line["tax_code"] for line in lines if line["tax_code"]}
    of_administration = TaxCode.administration_id == administration_id
    known = select(TaxCode.code, TaxCode.rate).where(of_administration, TaxCode.code.in_(codes))
    rates: dict[str, Decimal] = {row[0]: row[1] for row in session.execute(known)}
    bases = [(line["quantity"] * line["price"], rates.get(line["tax_code"], Decimal(0))) for line in lines]
    exclusive = sum((base for base, _ in bases), Decimal(0))
    return exclusive.quantize(CENT), sum((base * (1 + rate) for base, rate in bases), Decimal(0)).quantize(CENT)


def _disagreement(name: str, values: Mapping[str, Any], total: Decimal, lines: int) -> Iterator[Problem]:
    """A cent per line may be rounded away."""
    given = values[name]
    if given is not None and abs(given - total) > CENT * max(lines, 1):
        member = "taxExclusiveAmount" if name == "tax_exclusive_amount" else "taxInclusiveAmount"
        facts = {"member": member, "given": f"{given:f}", "sum": f"{total:f}"}
        yield Problem("%(member)s is %(given)s, but the lines add up to %(sum)s.", (member,), facts)
