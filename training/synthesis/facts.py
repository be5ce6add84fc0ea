"""Labels with values and what they answer: everything a header, bank block or footer can print."""

from __future__ import annotations

from collections.abc import Callable

from training.synthesis.blocks import Entry
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.sheet import Note, Text

SELLER_NUMBERS = ("coc", "vat", "iban", "bic", "email", "phone", "fax", "website", "tax_number", "bank", "routing")


def seller_entries(design: Design, content: Content) -> dict[str, Entry]:
    """The supplier's numbers and contacts, by name; only those it has."""
    party, words = content.supplier.party, design.words
    found = {
        "email": _entry(words.label("email"), party.email, "AccountEmail"),
        "phone": _entry(words.label("phone"), party.phone),
        "fax": _entry(words.label("fax"), party.fax),
        "website": _entry(words.label("website"), party.website),
        "bank": _entry(words.label("bank_name"), party.bank),
        "tax_number": _entry(words.label("tax_number"), party.tax_number),
        "coc": _entry(
            words.label("coc_number"), party.company_number.text, "InvoiceCocNumber", party.company_number.value
        ),
    }
    if party.vat.value:
        found["vat"] = _entry(words.label("vat_number"), party.vat.text, "InvoiceVatNumber", party.vat.value)
    if party.legislation == "es":  # company and VAT number are one
        del found["coc"]
    if party.legislation not in ("de", "gb", "fr"):
        del found["tax_number"]
    for account in party.accounts[:1]:
        found["iban"] = _entry(words.label("iban"), account.iban.text, "InvoiceIBAN", account.iban.value)
        found["bic"] = _entry(words.label("bic"), account.bic)
    if not party.accounts or party.legislation == "gb":
        found["routing"] = _entry(words.label("bank_code"), party.routing)
        found["account"] = _entry(words.label("account_number"), party.domestic_account)
    return {name: entry for name, entry in found.items() if entry.label}


def meta_entry(name: str, design: Design, content: Content) -> Entry | None:
    """One entry of the header's block by name; None if this document has none."""
    made = _META[name](design, content)
    return made if made.label and made.value else None


def sender_texts(design: Design, content: Content, *, has_country: bool) -> tuple[Text, ...]:
    """The supplier's name and address."""
    party = content.supplier.party
    lines = [
        Text(party.name, (Note("SupplierName", party.name),), is_bold=True),
        Text(party.address.street),
        postal_text(content),
    ]
    return tuple(lines + ([Text(party.address.country)] if has_country else []))


def postal_text(content: Content) -> Text:
    """The line with postal code and place."""
    address = content.supplier.party.address
    return Text(address.place_line, (Note("AccountPostalCode", address.postal_code),))


def _entry(label: str, value: str, field: str = "", answer: str = "") -> Entry:
    return Entry(label, value, (Note(field, answer or value),) if field else ())


def _number(design: Design, content: Content) -> Entry:
    label = design.words.label("invoice_number")
    if content.kind == "receipt":
        label = design.words.label("receipt_number")
    elif content.kind == "credit_note" and design.chance.fork("credit label").happens(0.6):
        label = design.words.label("title_credit_note")
    return _entry(label, content.number, "InvoiceNumber")


def _date(concept: str, field: str, pick: Callable[[Content], object]) -> Callable[[Design, Content], Entry]:
    def made(design: Design, content: Content) -> Entry:
        day = pick(content)
        return _entry(design.words.label(concept), design.formats.day(day), field, f"{day:%Y-%m-%d}")  # type: ignore[arg-type]

    return made


def _many(concept: str, field: str, pick: Callable[[Content], tuple[str, ...]]) -> Callable[[Design, Content], Entry]:
    def made(design: Design, content: Content) -> Entry:
        values = pick(content)
        return Entry(design.words.label(concept), ", ".join(values), tuple(Note(field, value) for value in values))

    return made


def _plain(concept: str, pick: Callable[[Content], str], field: str = "") -> Callable[[Design, Content], Entry]:
    return lambda design, content: _entry(design.words.label(concept), pick(content), field if pick(content) else "")


def _terms(design: Design, content: Content) -> Entry:
    return _entry(
        design.words.label("payment_term_label"),
        design.words.phrase("payment_term", number=content.supplier.term_days or 14),
    )


def _currency(design: Design, content: Content) -> Entry:
    label = design.words.label("currency")  # some terms are signs, which label nothing
    return _entry(label if len(label) > 4 else "", design.formats.currency, "Currency")


def _period(design: Design, content: Content) -> Entry:
    day = content.delivery_day
    start, end = design.formats.short_day(day.replace(day=1)), design.formats.short_day(day)
    return _entry(design.words.label("service_period"), f"{start} - {end}")


def _reference(design: Design, content: Content) -> Entry:
    reference = content.payment_reference
    if reference is None:
        return Entry("", "")
    return _entry(
        design.words.label("structured_payment_reference"),
        reference.text,
        "StructuredPaymentReference",
        reference.value,
    )


def _original(design: Design, content: Content) -> Entry:
    return _entry(
        design.words.label("original_invoice_number") if content.kind == "credit_note" else "", content.original_invoice
    )


def _balance(design: Design, content: Content) -> Entry:
    is_utility = content.supplier.scene == "utility"
    return _entry(
        design.words.label("previous_balance") if is_utility else "",
        design.formats.with_currency(content.previous_balance),
    )


def _method(design: Design, content: Content) -> Entry:
    return _entry(design.words.label("payment_method"), design.words.label("payment_method_value"))


_META: dict[str, Callable[[Design, Content], Entry]] = {
    "number": _number,
    "date": _date("invoice_date", "InvoiceDate", lambda c: c.day),
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
    "contact": _plain("seller_contact", lambda c: c.supplier.party.person),
    "project": _plain("project_number", lambda c: f"P{c.customer[-4:]}"),
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
