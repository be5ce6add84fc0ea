"""Schema fields that mean what recognition knows anyway: header fields, the sender, columns of line items.

A field means one if its name, an alias or a short description is a phrase of the lexicon for it, or one of the names
that developers give it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

from air import lexicon
from air.schema.definition import SchemaField
from air.schema.phrases import words_of
from air.vocabulary import CULTURES

COMPANY, ADDRESS = "SupplierName", "SupplierAddress"
TOTAL_TAX, TAX_RATE = "TaxAmount", "TaxRate"
LONGEST_DESCRIPTION = 4  # words; a longer one explains, it does not name
LEAST_WEIGHT = 3  # of terms of the lexicon: rare ones stand for too much else

HEADER_CONCEPTS = {  # concept of the lexicon -> header field
    "invoice_number": "InvoiceNumber", "credit_note_number": "InvoiceNumber", "receipt_number": "InvoiceNumber",
    "invoice_date": "InvoiceDate", "due_date": "DueDate", "currency": "Currency",
    "total_incl_tax": "TotalAmountInclTax", "amount_due": "TotalAmountInclTax",
    "total_excl_tax": "TotalAmountExclTax", "subtotal": "TotalAmountExclTax",
    "total_tax": TOTAL_TAX, "tax_rate_column": TAX_RATE, "coc_number": "InvoiceCocNumber",
    "customer_number": "InvoiceCustomerIdentifier", "iban": "InvoiceIBAN", "vat_number": "InvoiceVatNumber",
    "your_reference": "YourReference", "structured_payment_reference": "StructuredPaymentReference",
    "order_number": "YourOrderNumber", "contract_number": "ContractNumber", "supplier": COMPANY,
}  # fmt: skip
HEADER_NAMES = {  # header field -> names in schemas
    "InvoiceNumber": "invoice number|invoice no|invoice id|receipt number|receipt no|bill number|document number",
    "InvoiceDate": "date|invoice date|receipt date|purchase date|transaction date|issue date|date issued|datum|"
    "fecha|data",
    "DueDate": "due date|payment due|payment due date",
    "Currency": "currency|currency code|valuta|devise|wahrung|moneda|waluta",
    "TotalAmountInclTax": "total|grand total|total amount|amount total|invoice total|total incl tax|"
    "total including tax|total incl vat|amount paid|total paid|totaal|summe|gesamtbetrag|montant total|"
    "importe total|suma|razem",
    "TotalAmountExclTax": "subtotal|sub total|net|net total|net amount|total excl tax|total excluding tax|total net",
    TOTAL_TAX: "tax|vat|gst|tax amount|vat amount|gst amount|tax total|total tax|total vat|btw|tva|mwst|iva",
    TAX_RATE: "tax rate|vat rate|tax percentage|vat percentage|gst rate",
    "InvoiceCocNumber": "chamber commerce number|company number|registration number|company registration number|kvk",
    "InvoiceIBAN": "iban|bank account iban",
    "InvoiceVatNumber": "vat number|vat id|tax id|vat registration number|vat no",
    "InvoiceCustomerIdentifier": "customer number|customer id|client number|customer code",
    "YourOrderNumber": "order number|purchase order number|purchase order|po number|po|order id",
    "ContractNumber": "contract number|contract id",
    "StructuredPaymentReference": "payment reference",
    COMPANY: "company|company name|vendor|vendor name|supplier|supplier name|seller|seller name|merchant|merchant name|"
    "store|store name|shop|shop name|business|business name|issuer|issuer name|sender|sender name|restaurant|"
    "restaurant name|leverancier|naam leverancier|bedrijf|bedrijfsnaam|afzender|verkoper|winkel|lieferant|firma|"
    "firmenname|verkaufer|absender|handler|fournisseur|nom fournisseur|societe|entreprise|vendeur|magasin|proveedor|"
    "nombre proveedor|empresa|vendedor|comercio|tienda|emisor|dostawca|sprzedawca|nazwa firmy|sklep|wystawca",
    ADDRESS: "address|company address|vendor address|supplier address|seller address|merchant address|store address|"
    "shop address|sender address|business address|adres|adres leverancier|bedrijfsadres|adresse|anschrift|"
    "firmenanschrift|adresse lieferant|adresse fournisseur|adresse societe|direccion|domicilio|direccion empresa|"
    "adres firmy|adres sprzedawcy|adres sklepu|location|store location",
}  # fmt: skip

COLUMN_CONCEPTS = {  # concept of the lexicon -> attribute of `air.recognition.LineItem`
    "col_description": "description", "col_article_code": "product_code", "col_quantity": "quantity",
    "col_unit_price": "price", "col_net_price": "price", "col_gross_price": "price", "col_line_total": "amount",
    "col_line_total_incl": "amount", "col_vat_percent": "tax_rate", "col_vat_amount": "tax_amount",
}  # fmt: skip
COLUMN_NAMES = {
    "description": "description|name|item|item name|product|product name|item description|article|service|title|text",
    "product_code": "product code|sku|item code|article code|article number|code|part number|item number",
    "quantity": "quantity|qty|count|number items|amount units|units",
    "price": "price|unit price|rate|price per unit|unit cost|cost",
    "amount": "amount|total|line total|total price|subtotal|sum|line amount|net amount|total amount",
    "tax_rate": "tax rate|vat rate|vat|tax|vat percentage|tax percentage",
    "tax_amount": "tax amount|vat amount",
    "reference_number": "reference number|reference",
    "order_number": "order number",
}  # fmt: skip
LIST_NAMES = (
    "lines|line items|items|invoice lines|products|articles|positions|rows|order lines|entries|details|regels|"
    "factuurregels|artikelen|positionen|posten|artikel|lignes|lignes facture|articles|lineas|productos|conceptos|"
    "pozycje|produkty|goods|services|purchases"
)

HEADER_TYPES: dict[str, tuple[str, ...]] = {  # types that a header field can be asked for as; else any text
    **dict.fromkeys(("InvoiceDate", "DueDate"), ("date", "string")),
    **dict.fromkeys(
        ("TotalAmountInclTax", "TotalAmountExclTax", TOTAL_TAX), ("number", "integer", "currency", "string")
    ),
    TAX_RATE: ("number", "string"),
    "Currency": ("currency", "string", "enum"),
}
NEUTRAL = (
    "invoice|document|header|total|totals|amounts|summary|details|general|payment|receipt|meta|info|factuur|rechnung"
)
NUMBER_COLUMNS = ("quantity", "price", "amount", "tax_rate", "tax_amount")
INVOICES = frozenset(
    words_of(
        "invoice bill receipt credit note slip ticket till purchase expense factuur nota bon kassabon rechnung "
        "quittung beleg kassenbon gutschrift facture avoir recu factura recibo abono albaran faktura rachunek paragon"
    )
)


def is_invoice(document_type: str) -> bool:
    """True for kinds of documents that the models of header fields were trained on.

    >>> is_invoice("Sales invoice"), is_invoice("receipt"), is_invoice("form"), is_invoice("purchase_order")
    (True, True, False, False)
    """
    words = set(words_of(document_type))
    return bool(words & INVOICES) and not words & {"order", "bestelling", "bestellung", "commande", "pedido"}


def header_meaning(field: SchemaField, parent: tuple[str, ...] = ()) -> str | None:
    """The header field, `COMPANY` or `ADDRESS` that the schema field asks for; None if none, or as another type.

    `parent` are the phrases of the object that it is in: the name in "vendor" is the company, that in "buyer" is not.
    """
    if parent and not {words_of(phrase) for phrase in parent} & _neutral():
        field = replace(field, name=f"{parent[0]} {field.name}", description="", aliases=tuple(
            f"{own} {phrase}" for own in parent for phrase in field.phrases
        ))  # fmt: skip
    found = _meaning(field, _header_phrases())
    return found if found is None or field.type in HEADER_TYPES.get(found, ("string", "enum")) else None


def column_meaning(field: SchemaField) -> str | None:
    """The attribute of a line item that the field asks for; None if none, or as another type."""
    found = _meaning(field, _column_phrases())
    if found is None:
        return None
    types = ("number", "integer", "currency", "string") if found in NUMBER_COLUMNS else ("string", "enum", "integer")
    return found if field.type in types else None


def means_line_items(field: SchemaField) -> bool:
    """True if a list asks for what was invoiced: by its name, or as two of its columns are among theirs."""
    if field.type != "list" or not field.fields:
        return False
    named = any(words_of(phrase) in _list_phrases() for phrase in field.phrases)
    columns = {column_meaning(one) for one in field.fields} - {None}
    is_priced = len(columns) >= 2 and ("amount" in columns or "price" in columns)
    return is_priced or (named and bool(columns))


def _meaning(field: SchemaField, known: dict[tuple[str, ...], str]) -> str | None:
    described = words_of(field.description)
    phrases = [words_of(phrase) for phrase in field.phrases]
    phrases += [described] if 0 < len(described) <= LONGEST_DESCRIPTION else []
    return next((known[phrase] for phrase in phrases if phrase in known), None)


@cache
def _neutral() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(name) for name in NEUTRAL.split("|"))


@cache
def _header_phrases() -> dict[tuple[str, ...], str]:
    return _phrases(HEADER_CONCEPTS, HEADER_NAMES)


@cache
def _column_phrases() -> dict[tuple[str, ...], str]:
    return _phrases(COLUMN_CONCEPTS, COLUMN_NAMES)


@cache
def _list_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(name) for name in LIST_NAMES.split("|"))


def _phrases(concepts: dict[str, str], names: dict[str, str]) -> dict[tuple[str, ...], str]:
    """Phrase as words -> what it means; where the lexicon has several meanings, the more usual one."""
    votes: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for concept, meaning in concepts.items():
        for culture in CULTURES:
            for term in lexicon.terms(concept, culture):
                if term.weight >= LEAST_WEIGHT and "%" not in term.text:
                    seen = votes[words_of(term.text)]
                    seen[meaning] = max(seen.get(meaning, 0), term.weight)
    found = {phrase: max(seen, key=lambda name: seen[name]) for phrase, seen in votes.items() if phrase}
    return found | {words_of(name): meaning for meaning, some in names.items() for name in some.split("|")}
