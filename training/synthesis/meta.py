"""The labelled facts of a document: its number, dates and references, and much beside them that is no answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from training.synthesis.asides import KINDS, aside_labels
from training.synthesis.blocks import Entry
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.facts import entry
from training.synthesis.references import draw_reference
from training.synthesis.sheet import Note

CREDIT_NUMBERS = ("credit_note_number", "credit_note_number", "title_credit_note", "invoice_number")  # labels
Maker = Callable[[Design, Content], Entry]


def meta_names(chance: Chance) -> list[str]:
    """What a layout prints, in its order."""
    names = [name for name, share in META_SHARES.items() if chance.happens(share)]
    order = chance.weighted((("usual", 6), ("date first", 3), ("shuffled", 3)))
    if order == "date first":
        names.sort(key=lambda name: name != "date")
    elif order == "shuffled":
        chance.shuffle(names)
    return names


def aside(chance: Chance, design: Design, content: Content) -> Entry:
    """Something beside the answers; `chance` is the layout's, so its documents share the label."""
    own = design.words.label("invoice_number").casefold()
    kind = chance.weighted(KINDS)
    label = chance.choice([label for label in aside_labels(kind, design.words.language) if label.casefold() != own])
    other = Chance(f"{content.number} {label}")
    day = content.day - timedelta(days=other.randint(-40, 120))
    values = {
        "date": lambda: design.formats.day(day),
        "code": lambda: draw_reference(other.choice(("order", "contract", "reference", "sale", "delivery")), other),
        "number": lambda: draw_reference(other.choice(("order", "sale", "delivery")), other),
        "name": lambda: content.buyer.person or content.supplier.party.court,
        "phone": lambda: content.buyer.phone,
        "time": lambda: other.fill(other.choice(("1#:2#", "09:4#", "1#:5#:1#"))),
    }
    return Entry(label, values[kind]())


def meta_entry(name: str, design: Design, content: Content) -> Entry | None:
    """One entry of the header's block by name; None if this document has none."""
    made = _META[name](design, content)
    return made if made.label and made.value else None


def _number(design: Design, content: Content) -> Entry:
    label = design.words.label("invoice_number")
    if content.kind == "receipt" or design.chance.fork("paid at once").happens(0.04):
        label = design.words.label("receipt_number")
    elif content.kind == "credit_note":
        concept = design.chance.fork("credit label").choice(CREDIT_NUMBERS)
        label = design.words.label(concept)
    return entry(label, content.number, "InvoiceNumber")


def _invoice_date(design: Design, content: Content) -> Entry:
    """The date; a few programs print the time behind it."""
    chance = design.chance.fork("date and time")
    time = f" {Chance(content.number).fill('1#:2#')}" if chance.happens(0.04) else ""
    day = f"{content.day:%Y-%m-%d}"
    return entry(design.words.label("invoice_date"), design.formats.day(content.day) + time, "InvoiceDate", day)


def _date(concept: str, field: str, pick: Callable[[Content], object]) -> Callable[[Design, Content], Entry]:
    def made(design: Design, content: Content) -> Entry:
        day = pick(content)
        return entry(design.words.label(concept), design.formats.day(day), field, f"{day:%Y-%m-%d}")  # type: ignore[arg-type]

    return made


def _many(concept: str, field: str, pick: Callable[[Content], tuple[str, ...]]) -> Callable[[Design, Content], Entry]:
    def made(design: Design, content: Content) -> Entry:
        values = pick(content)
        return Entry(design.words.label(concept), ", ".join(values), tuple(Note(field, value) for value in values))

    return made


def _plain(concept: str, pick: Callable[[Content], str], field: str = "") -> Callable[[Design, Content], Entry]:
    return lambda design, content: entry(design.words.label(concept), pick(content), field if pick(content) else "")


def _terms(design: Design, content: Content) -> Entry:
    return entry(
        design.words.label("payment_term_label"),
        design.words.phrase("payment_term", number=content.supplier.term_days or 14),
    )


def _currency(design: Design, content: Content) -> Entry:
    label = design.words.label("currency")  # some terms are signs, which label nothing
    return entry(label if len(label) > 4 else "", design.formats.currency, "Currency")


def _period(design: Design, content: Content) -> Entry:
    day = content.delivery_day
    start, end = design.formats.short_day(day.replace(day=1)), design.formats.short_day(day)
    return entry(design.words.label("service_period"), f"{start} - {end}")


def _reference(design: Design, content: Content) -> Entry:
    reference = content.payment_reference
    if reference is None:
        return Entry("", "")
    return entry(
        design.words.label("structured_payment_reference"),
        reference.text,
        "StructuredPaymentReference",
        reference.value,
    )


def _original(design: Design, content: Content) -> Entry:
    return entry(
        design.words.label("original_invoice_number") if content.kind == "credit_note" else "", content.original_invoice
    )


def _balance(design: Design, content: Content) -> Entry:
    is_utility = content.supplier.scene == "utility"
    return entry(
        design.words.label("previous_balance") if is_utility else "",
        design.formats.with_currency(content.previous_balance),
    )


def _method(design: Design, content: Content) -> Entry:
    return entry(design.words.label("payment_method"), design.words.label("payment_method_value"))


_META: dict[str, Callable[[Design, Content], Entry]] = {
    "number": _number,
    "date": _invoice_date,
    "due": _date("due_date", "DueDate", lambda c: c.due),
    "terms": _terms,
    "customer": _plain("customer_number", lambda c: c.customer, "InvoiceCustomerIdentifier"),
    "your_reference": _many("your_reference", "YourReference", lambda c: c.your_references),
    "order_number": _many("order_number", "YourOrderNumber", lambda c: c.order_numbers),
    "contract": _many("contract_number", "ContractNumber", lambda c: c.contracts),
    "our_reference": _plain("our_reference", lambda c: c.our_reference),
    "sales_order": _plain("sales_order_number", lambda c: c.sales_order),
    "delivery_note": _plain("delivery_note_number", lambda c: c.delivery_note),
    "order_date": _date("order_date", "", lambda c: c.order_day),
    "delivery_date": _date("delivery_date", "", lambda c: c.delivery_day),
    "buyer_vat": _plain("customer_vat_number", lambda c: c.buyer.vat.text),
    "routing": _plain("buyer_routing_reference", lambda c: c.your_references[0], "YourReference"),
    "cost_centre": _plain("cost_centre", lambda c: c.customer[-3:] + "0"),
    "vendor": _plain("supplier", lambda c: c.sales_order),
    "incoterms": _plain("incoterms", lambda c: "DAP"),
    "contact": _plain("seller_contact", lambda c: c.supplier.party.person),
    "project": _plain("project_number", lambda c: draw_reference("reference", Chance(f"{c.number} project"))),
    "ordered_by": _plain("ordered_by", lambda c: c.buyer.person),
    "currency": _currency,
    "period": _period,
    "payment_reference": _reference,
    "original": _original,
    "balance": _balance,
    "method": _method,
    "mandate": _plain("mandate_reference", lambda c: f"M-{c.customer}-{c.number[-3:]}"),
    "subject": _plain("subject", lambda c: c.items[0].description),
}
META_SHARES = {  # how often a layout prints each
    "number": 0.97,
    "date": 0.98,
    "due": 0.5,
    "terms": 0.3,
    "customer": 0.5,
    "your_reference": 0.28,
    "order_number": 0.3,
    "contract": 0.1,
    "our_reference": 0.14,
    "sales_order": 0.14,
    "delivery_note": 0.12,
    "order_date": 0.12,
    "delivery_date": 0.18,
    "buyer_vat": 0.2,
    "routing": 0.02,
    "cost_centre": 0.05,
    "vendor": 0.04,
    "incoterms": 0.06,
    "contact": 0.12,
    "project": 0.08,
    "ordered_by": 0.08,
    "currency": 0.06,
    "period": 0.08,
    "payment_reference": 0.12,
    "original": 0.8,
    "balance": 0.3,
    "method": 0.12,
    "mandate": 0.03,
    "subject": 0.06,
}
