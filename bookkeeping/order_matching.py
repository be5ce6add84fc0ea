"""Which purchase order is invoiced here, and which of its lines: by number, else by supplier, amounts and articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bookkeeping.draft import Codes, Draft
from bookkeeping.identifiers import folded, plain
from bookkeeping.reading import Reading
from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine

AMOUNT_TOLERANCE = Decimal("0.01")  # share of the amount
CENTS = Decimal("0.05")  # that any amount may be off
PRICE_TOLERANCE = Decimal("0.02")  # share of the price; more is a difference to look at
SAME_DESCRIPTION = 80.0  # of 100
MAX_OPEN_ORDERS = 200  # of a supplier, newest first
PRICE_DIFFERS = "Line %(line)s: the price is %(price)s, ordered was %(ordered)s (order %(number)s)."
QUANTITY_DIFFERS = (
    "Line %(line)s: %(quantity)s invoiced, of which %(open)s were ordered and not yet invoiced (order %(number)s)."
)


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at; `code` is stable, the text can be translated."""

    code: str
    message: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Matched:
    """The drafts with what the orders say of them, and where invoice and order differ."""

    drafts: tuple[Draft, ...]
    orders: tuple[PurchaseOrder, ...]
    warnings: tuple[Warning, ...]


def match_orders(
    session: Session, administration_id: int, account_code: str | None, reading: Reading, drafts: Sequence[Draft]
) -> Matched | None:
    """The purchase orders of this document; None if there are none."""
    orders = _by_number(session, administration_id, account_code, reading)
    if not orders and account_code is not None:
        orders = _by_content(session, administration_id, account_code, reading, drafts)
    return _matched(orders, drafts) if orders else None


def _by_number(
    session: Session, administration_id: int, account_code: str | None, reading: Reading
) -> list[PurchaseOrder]:
    """Orders whose number or reference is on the document; of this supplier, if the supplier is known."""
    printed = [*reading.texts("YourOrderNumber"), *reading.texts("YourReference")]
    printed += [item.order_number for item in reading.items if item.order_number]
    numbers = {number.strip() for number in printed if number.strip()}
    if not numbers:
        return []
    spelled = numbers | {plain(number) for number in numbers}
    statement = select(PurchaseOrder).where(
        PurchaseOrder.administration_id == administration_id,
        or_(PurchaseOrder.purchase_order_number.in_(spelled), PurchaseOrder.your_reference.in_(spelled)),
    )
    if account_code is not None:
        statement = statement.where(PurchaseOrder.account_code == account_code)
    return list(session.scalars(statement.order_by(PurchaseOrder.id)))


def _by_content(
    session: Session, administration_id: int, account_code: str, reading: Reading, drafts: Sequence[Draft]
) -> list[PurchaseOrder]:
    """The one open order of the supplier that has this amount, or these articles at these prices."""
    statement = select(PurchaseOrder).where(
        PurchaseOrder.administration_id == administration_id, PurchaseOrder.account_code == account_code
    )
    newest = session.scalars(statement.order_by(PurchaseOrder.id.desc()).limit(MAX_OPEN_ORDERS)).all()
    open_orders = [order for order in newest if any(_open(line) > 0 for line in order.lines)]
    same_articles = [order for order in open_orders if _has_articles(order, drafts)]
    if len(same_articles) == 1:
        return same_articles
    total = reading.exclusive
    same_amount = [order for order in open_orders if total is not None and _near(total, _open_amount(order))]
    return same_amount if len(same_amount) == 1 else []


def _has_articles(order: PurchaseOrder, drafts: Sequence[Draft]) -> bool:
    """True if every line of the document is an article of the order at its price."""
    prices = {plain(line.product_code): line.price for line in order.lines if line.product_code and _open(line) > 0}
    coded = [draft for draft in drafts if draft.product_code]
    return bool(coded) and len(coded) == len(drafts) and all(
        (price := prices.get(plain(draft.product_code or ""))) is not None
        and (draft.price is None or _is_price(draft.price, price))
        for draft in coded
    )  # fmt: skip


def _matched(orders: Sequence[PurchaseOrder], drafts: Sequence[Draft]) -> Matched:
    left = [(order, line) for order in orders for line in order.lines]
    done, warnings = list[Draft](), list[Warning]()
    for number, draft in enumerate(drafts, start=1):
        found = _line_of(draft, left)
        if found is None and len(drafts) == 1 and len(orders) == 1 and _codes_alike(orders[0].lines):
            found = orders[0], orders[0].lines[0]
            done.append(replace(_with_order(draft, *found), order_line_number=None))
            continue
        if found is None:
            done.append(draft)
            continue
        left.remove(found)
        done.append(_with_order(draft, *found))
        warnings += _differences(number, draft, *found)
    return Matched(tuple(done), tuple(orders), tuple(warnings))


def _line_of(
    draft: Draft, left: Sequence[tuple[PurchaseOrder, PurchaseOrderLine]]
) -> tuple[PurchaseOrder, PurchaseOrderLine] | None:
    """By article code, else by likeness of the description, else the only one with this amount."""
    code = plain(draft.product_code or "")
    for order, line in left:
        if code and code == plain(line.product_code or ""):
            return order, line
    likely = [(fuzz.token_set_ratio(folded(draft.description), folded(line.description or "")), place)
              for place, (_, line) in enumerate(left) if draft.description]  # fmt: skip
    if likely and (best := max(likely, key=lambda found: (found[0], -found[1])))[0] >= SAME_DESCRIPTION:
        return left[best[1]]
    same = [pair for pair in left if _near(draft.amount, pair[1].quantity * pair[1].price)]
    return same[0] if len(same) == 1 else None


def _with_order(draft: Draft, order: PurchaseOrder, line: PurchaseOrderLine) -> Draft:
    return replace(
        draft,
        order_number=order.purchase_order_number,
        order_line_number=line.line_number,
        product_code=draft.product_code if line.product_code is None else line.product_code,
        employee_code=line.employee_code,
        commitment_external_id=line.external_id,
        codes=Codes(
            line.ledger_account_code, line.cost_centre_code, line.cost_unit_code, line.project_code, line.tax_code
        ),
    )


def _differences(number: int, draft: Draft, order: PurchaseOrder, line: PurchaseOrderLine) -> Iterable[Warning]:
    facts = {"line": number, "number": order.purchase_order_number}
    if draft.price is not None and not _is_price(draft.price, line.price):
        yield Warning(
            "priceDiffers", PRICE_DIFFERS, {**facts, "price": f"{draft.price:f}", "ordered": f"{line.price:f}"}
        )
    if draft.quantity is not None and draft.quantity > _open(line):
        quantities = {"quantity": f"{draft.quantity:f}", "open": f"{_open(line):f}"}
        yield Warning("quantityDiffers", QUANTITY_DIFFERS, {**facts, **quantities})


def _codes_alike(lines: Sequence[PurchaseOrderLine]) -> bool:
    """True if it makes no difference which of them is taken."""
    coded = {(line.ledger_account_code, line.cost_centre_code, line.project_code, line.tax_code) for line in lines}
    return len(coded) == 1


def _open(line: PurchaseOrderLine) -> Decimal:
    return line.quantity - line.invoiced_quantity


def _open_amount(order: PurchaseOrder) -> Decimal:
    return sum((_open(line) * line.price for line in order.lines), Decimal(0))


def _near(amount: Decimal, other: Decimal) -> bool:
    return abs(amount - other) <= max(CENTS, abs(other) * AMOUNT_TOLERANCE)


def _is_price(price: Decimal, ordered: Decimal) -> bool:
    return abs(price - ordered) <= max(CENTS / 5, ordered * PRICE_TOLERANCE)
