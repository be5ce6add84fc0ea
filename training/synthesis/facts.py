"""The supplier on paper: labelled numbers and contacts, name and address, with what they answer."""

from __future__ import annotations

from training.synthesis.blocks import Entry
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.parties import Party
from training.synthesis.sheet import Note, Text

SIREN_LENGTH = 9  # of a French company's number; that of an establishment (SIRET) begins with it
BOTH_NUMBERS = 0.4  # of the French suppliers with an establishment's number print the company's too
SELLER_NUMBERS = (
    "coc",
    "vat",
    "iban",
    "bic",
    "email",
    "phone",
    "fax",
    "website",
    "tax_number",
    "bank",
    "routing",
    "other",
)


def seller_entries(design: Design, content: Content) -> dict[str, Entry]:
    """The supplier's numbers and contacts, by name; only those it has."""
    party, words = content.supplier.party, design.words
    found = {
        "email": entry(words.label("email"), party.email, "AccountEmail"),
        "phone": entry(words.label("phone"), party.phone),
        "fax": entry(words.label("fax"), party.fax),
        "website": entry(words.label("website"), party.website),
        "bank": entry(words.label("bank_name"), party.bank),
        "tax_number": entry(words.label("tax_number"), party.tax_number),
        "other": entry(words.label("other_registration"), party.other),
        "coc": _registered(design, party),
    }
    if party.vat.value:
        found["vat"] = entry(words.label("vat_number"), party.vat.text, "InvoiceVatNumber", party.vat.value)
    if party.legislation == "es":  # company and VAT number are one
        del found["coc"]
    if party.legislation not in ("de", "gb", "fr"):
        del found["tax_number"]
    for account in party.accounts[:1]:
        found["iban"] = entry(words.label("iban"), account.iban.text, "InvoiceIBAN", account.iban.value)
        found["bic"] = entry(words.label("bic"), account.bic)
    if not party.accounts or party.legislation == "gb":
        found["routing"] = entry(words.label("bank_code"), party.routing)
        found["account"] = entry(words.label("account_number"), party.domestic_account)
    return {name: made for name, made in found.items() if made.label}


def _registered(design: Design, party: Party) -> Entry:
    """The number of the commercial register; in France the company's, also where its establishment's is printed."""
    label, number, chance = design.words.label("coc_number"), party.company_number, design.chance.fork("both numbers")
    if party.legislation != "fr":
        return entry(label, number.text, "InvoiceCocNumber", number.value)
    digits = number.value[:SIREN_LENGTH]
    if number.value == digits or not chance.happens(BOTH_NUMBERS):
        return entry(label, number.text, "InvoiceCocNumber", digits)
    siren = chance.choice((digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}"))
    joint = chance.choice((" - ", " / ", ", ", " · ", " "))
    named = chance.choice(("SIREN {}", "SIREN : {}", "RCS {place} {}", "R.C.S. {place} {}", "RCS {}"))
    company = named.format(siren, place=party.court)
    text = f"{number.text}{joint}{company}" if chance.happens(0.6) else f"{siren}{joint}SIRET {number.text}"
    return entry(label, text, "InvoiceCocNumber", digits)


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


def entry(label: str, value: str, field: str = "", answer: str = "") -> Entry:
    """A label with its value, and the field that it answers."""
    return Entry(label, value, (Note(field, answer or value),) if field else ())
