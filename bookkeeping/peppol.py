"""A booking as UBL 2.1, written as Peppol BIS Billing 3 wants it (EN 16931).

What the booking does not know is left out. Then the file is still valid UBL, which is what accounting systems read;
whether it also keeps all rules of Peppol depends on the booking: both parties need an address and a VAT or company
number. UBL is an ordered schema: elements are written in the order of these functions.
"""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lxml import etree

from bookkeeping.booking import Address, Attachment, Booking, BookingLine, Party, Tax, TaxCategory, TaxTotal

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{UBL}CommonAggregateComponents-2", f"{UBL}CommonBasicComponents-2"
INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001
CREDIT_TRANSFER, SEPA_TRANSFER = "30", "58"  # UNTDID 4461
PIECE = "C62"  # UN/ECE recommendation 20: one, of whatever it is
PRICE_SLACK = Decimal("0.02")  # rule PEPPOL-EN16931-R120
PRICE_DECIMALS = Decimal("0.00000001")
MIME_TYPES = {  # rule BR-CL-24
    "application/pdf",
    "image/png",
    "image/jpeg",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
}
COMPANY_SCHEMES = {"NL": "0106", "BE": "0208", "FR": "0002", "DK": "0184", "NO": "0192", "SE": "0007", "FI": "0216"}
VAT_SCHEMES = {  # of electronic addresses, by the country of a VAT number
    **{"NL": "9944", "DE": "9930", "FR": "9957", "ES": "9920", "PL": "9945", "GB": "9932", "LU": "9938", "AT": "9914"},
    **{"BE": "9925", "IT": "0211", "IE": "9935", "PT": "9946", "CZ": "9929", "HU": "9910"},
}
EXEMPTIONS = {  # code (VATEX) and text
    TaxCategory.EXEMPT: (None, "Exempt from VAT"),
    TaxCategory.REVERSE_CHARGE: ("VATEX-EU-AE", "Reverse charge"),
    TaxCategory.INTRA_COMMUNITY: ("VATEX-EU-IC", "Intra-community supply"),
    TaxCategory.EXPORT: ("VATEX-EU-G", "Export outside the EU"),
    TaxCategory.OUT_OF_SCOPE: ("VATEX-EU-O", "Not subject to VAT"),
}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in version 1.0
TERMS_UNKNOWN = "Not stated"

Element = Any  # lxml's, whose stubs name it differently


def to_ubl(booking: Booking) -> bytes:
    """The booking as an XML file: an Invoice, or a CreditNote."""
    name = "CreditNote" if booking.is_credit_note else "Invoice"
    root = etree.Element(f"{{{UBL}{name}-2}}{name}", nsmap={None: f"{UBL}{name}-2", "cac": CAC, "cbc": CBC})
    _head(root, booking)
    _parties(root, booking)
    _payment(root, booking)
    _totals(root, booking)
    for number, line in enumerate(booking.lines, start=1):
        _line(root, booking, number, line)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _head(root: Element, booking: Booking) -> None:
    is_credit, due = booking.is_credit_note, booking.due_date
    _text(root, "CustomizationID", CUSTOMIZATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", booking.invoice_number)
    _text(root, "IssueDate", booking.invoice_date.isoformat())
    if not is_credit:
        _text(root, "DueDate", due.isoformat() if due else None)
    _text(root, "CreditNoteTypeCode" if is_credit else "InvoiceTypeCode", CREDIT_NOTE if is_credit else INVOICE)
    _text(root, "Note", booking.description)
    _text(root, "DocumentCurrencyCode", booking.currency_code)
    _text(root, "BuyerReference", booking.buyer_reference or booking.administration_code)
    _text(_part(root, "OrderReference", booking.purchase_order_number), "ID", booking.purchase_order_number)
    corrected = _part(root, "BillingReference", booking.corrects_invoice_number)
    _text(_part(corrected, "InvoiceDocumentReference"), "ID", booking.corrects_invoice_number)
    for number, attachment in enumerate(booking.attachments, start=1):
        _attachment(root, number, attachment)


def _attachment(root: Element, number: int, attachment: Attachment) -> None:
    """Types that the format does not know stay behind; the main document is nearly always a PDF."""
    if attachment.content_type not in MIME_TYPES:
        return
    reference = _part(root, "AdditionalDocumentReference")
    _text(reference, "ID", str(number))
    content = b64encode(attachment.content).decode()
    named = {"mimeCode": attachment.content_type, "filename": attachment.file_name}
    _text(_part(reference, "Attachment"), "EmbeddedDocumentBinaryObject", content, **named)


def _parties(root: Element, booking: Booking) -> None:
    categories = {total.tax.category for total in booking.taxes}
    has_vat = categories != {TaxCategory.OUT_OF_SCOPE}
    _party(_part(root, "AccountingSupplierParty"), booking.supplier, has_vat=has_vat)
    _party(_part(root, "AccountingCustomerParty"), booking.customer, has_vat=has_vat)
    if TaxCategory.INTRA_COMMUNITY in categories:  # rules BR-IC-11 and 12: when and where to
        delivery = _part(root, "Delivery")
        _text(delivery, "ActualDeliveryDate", booking.invoice_date.isoformat())
        _address(_part(delivery, "DeliveryLocation"), "Address", booking.customer.address)


def _party(place: Element, known: Party, *, has_vat: bool) -> None:
    party, country = _part(place, "Party"), known.address.country_code
    scheme, endpoint = _endpoint(known)
    _text(party, "EndpointID", endpoint, schemeID=scheme)
    _text(_part(party, "PartyName"), "Name", known.name)
    _address(party, "PostalAddress", known.address)
    if known.vat_number and has_vat:
        tax_scheme = _part(party, "PartyTaxScheme")
        _text(tax_scheme, "CompanyID", known.vat_number)
        _text(_part(tax_scheme, "TaxScheme"), "ID", "VAT")
    legal = _part(party, "PartyLegalEntity")
    _text(legal, "RegistrationName", known.name)
    _text(legal, "CompanyID", known.coc_number, schemeID=COMPANY_SCHEMES.get(country))
    _text(_part(party, "Contact", known.email), "ElectronicMail", known.email)


def _endpoint(party: Party) -> tuple[str | None, str | None]:
    """Scheme and number of the electronic address: company number, VAT number or e-mail, the first that is known."""
    company, vat = COMPANY_SCHEMES.get(party.address.country_code), VAT_SCHEMES.get((party.vat_number or "")[:2])
    known = ((company, party.coc_number), (vat, party.vat_number), ("EM", party.email))
    return next(((scheme, number) for scheme, number in known if scheme and number), (None, None))


def _address(place: Element, name: str, address: Address) -> None:
    written = _part(place, name)
    _text(written, "StreetName", address.street)
    _text(written, "CityName", address.city)
    _text(written, "PostalZone", address.postal_code)
    _text(_part(written, "Country"), "IdentificationCode", address.country_code)


def _payment(root: Element, booking: Booking) -> None:
    iban, due = booking.supplier.iban, booking.due_date
    means = _part(root, "PaymentMeans")
    _text(means, "PaymentMeansCode", SEPA_TRANSFER if iban else CREDIT_TRANSFER)
    if booking.is_credit_note:
        _text(means, "PaymentDueDate", due.isoformat() if due else None)
    _text(means, "PaymentID", booking.payment_reference)
    _text(_part(means, "PayeeFinancialAccount", iban), "ID", iban)
    if booking.payment_days is not None or due is None:
        terms = TERMS_UNKNOWN if booking.payment_days is None else f"{booking.payment_days} days"
        _text(_part(root, "PaymentTerms"), "Note", terms)


def _totals(root: Element, booking: Booking) -> None:
    total = _part(root, "TaxTotal")
    _amount(total, "TaxAmount", booking.tax_amount, booking)
    for tax_total in booking.taxes:
        _subtotal(total, booking, tax_total)
    sums = _part(root, "LegalMonetaryTotal")
    _amount(sums, "LineExtensionAmount", booking.tax_exclusive_amount, booking)
    _amount(sums, "TaxExclusiveAmount", booking.tax_exclusive_amount, booking)
    _amount(sums, "TaxInclusiveAmount", booking.tax_inclusive_amount, booking)
    if booking.rounding:
        _amount(sums, "PayableRoundingAmount", booking.rounding, booking)
    _amount(sums, "PayableAmount", booking.payable_amount, booking)


def _subtotal(place: Element, booking: Booking, total: TaxTotal) -> None:
    subtotal = _part(place, "TaxSubtotal")
    _amount(subtotal, "TaxableAmount", total.base, booking)
    _amount(subtotal, "TaxAmount", total.amount, booking)
    _tax(subtotal, "TaxCategory", total.tax, *EXEMPTIONS.get(total.tax.category, (None, None)))


def _line(root: Element, booking: Booking, number: int, known: BookingLine) -> None:
    quantity, price = quantity_and_price(known)
    line = _part(root, "CreditNoteLine" if booking.is_credit_note else "InvoiceLine")
    _text(line, "ID", str(number))
    _text(line, "CreditedQuantity" if booking.is_credit_note else "InvoicedQuantity", _plain(quantity), unitCode=PIECE)
    _amount(line, "LineExtensionAmount", known.amount, booking)
    _text(line, "AccountingCost", known.ledger_account_code)
    item = _part(line, "Item")
    _text(item, "Name", known.description)
    _text(_part(item, "SellersItemIdentification", known.product_code), "ID", known.product_code)
    _tax(item, "ClassifiedTaxCategory", known.tax)
    _text(_part(line, "Price"), "PriceAmount", _plain(price), currencyID=booking.currency_code)


def quantity_and_price(line: BookingLine) -> tuple[Decimal, Decimal]:
    """Quantity and price whose product is the amount, within the slack that is allowed; a price is never negative.

    Those of the line if they fit; else the price that the amount implies (there was a discount, say).
    """
    quantity = line.quantity or Decimal(1)
    if line.price is not None and line.price >= 0 and abs(quantity * line.price - line.amount) <= PRICE_SLACK:
        return quantity, line.price
    quantity = abs(quantity).copy_sign(line.amount)
    return quantity, (line.amount / quantity).quantize(PRICE_DECIMALS, ROUND_HALF_UP)


def _tax(place: Element, name: str, tax: Tax, code: str | None = None, reason: str | None = None) -> None:
    category = _part(place, name)
    _text(category, "ID", tax.category.value)
    if tax.category is not TaxCategory.OUT_OF_SCOPE:
        _text(category, "Percent", _plain(tax.rate * 100))
    _text(category, "TaxExemptionReasonCode", code)
    _text(category, "TaxExemptionReason", reason)
    _text(_part(category, "TaxScheme"), "ID", "VAT")


def _amount(place: Element, name: str, amount: Decimal, booking: Booking) -> None:
    _text(place, name, f"{amount:.2f}", currencyID=booking.currency_code)


def _plain(number: Decimal) -> str:
    """
    >>> _plain(Decimal("10.00")), _plain(Decimal("1E+2")), _plain(Decimal("0.125"))
    ('10', '100', '0.125')
    """
    return f"{number.normalize():f}"


def _part(place: Element | None, name: str, needed_for: object = True) -> Element | None:
    """A new part, unless what it is needed for is not there."""
    return etree.SubElement(place, f"{{{CAC}}}{name}") if place is not None and needed_for else None


def _text(place: Element | None, name: str, text: str | None, **attributes: str | None) -> None:
    """A new value, unless there is none."""
    if place is not None and text:
        known = {key: value for key, value in attributes.items() if value is not None}
        etree.SubElement(place, f"{{{CBC}}}{name}", known).text = NOT_XML.sub("", text)
