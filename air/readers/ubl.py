"""UBL 2.1 Invoice and CreditNote (Peppol, NLCIUS, XRechnung) to fields."""

from __future__ import annotations

import base64
import binascii

from air.document import StructuredInvoice
from air.readers.invoicevalues import (
    CREDIT_NOTES,
    REVERSE_CHARGE,
    complete,
    day,
    email_address,
    fields,
    fraction,
    line_item,
    number,
    payment_reference,
    quantity,
    tax_lines,
    unit_price,
    written,
)
from air.readers.xmltree import Node, nodes, text, texts
from air.recognition import TaxLine

ROOTS = ("Invoice", "CreditNote")
SELLER = "AccountingSupplierParty/Party/"
BUYER = "AccountingCustomerParty/"


def read_ubl(root: Node) -> StructuredInvoice:
    """The invoice; a value that the XML lacks is left out."""
    header = _document(root) | _parties(root) | _payment(root) | _totals(root)
    lines = [_line(line) for line in nodes(root, "InvoiceLine") + nodes(root, "CreditNoteLine")]
    return StructuredInvoice("ubl", fields(header), complete(lines))


def embedded_pdf(root: Node) -> bytes | None:
    """The readable copy of the invoice that the XML carries, if any."""
    for found in root.iterfind("AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject"):
        try:
            content = base64.b64decode(found.text or "")
        except (binascii.Error, ValueError):
            continue
        if content.startswith(b"%PDF-"):
            return content
    return None


def _document(root: Node) -> dict[str, str | tuple[str, ...]]:
    code = text(root, "InvoiceTypeCode", "CreditNoteTypeCode")
    is_credit = root.tag == "CreditNote" or code in CREDIT_NOTES
    return {
        "InvoiceNumber": text(root, "ID"),
        "InvoiceDate": day(text(root, "IssueDate")),
        "DueDate": day(text(root, "DueDate", "PaymentMeans/PaymentDueDate")),
        "Currency": text(root, "DocumentCurrencyCode"),
        "InvoiceKeyword": "True",
        "CreditKeyword": "True" if is_credit else "",
        "YourReference": texts(root, "BuyerReference"),
        "YourOrderNumber": texts(root, "OrderReference/ID")
        or texts(root, "InvoiceLine/OrderLineReference/OrderReference/ID"),
        "ContractNumber": texts(root, "ContractDocumentReference/ID"),
    }


def _parties(root: Node) -> dict[str, str | tuple[str, ...]]:
    schemes = nodes(root, SELLER + "PartyTaxScheme")
    vat_numbers = [text(s, "CompanyID") for s in schemes if text(s, "TaxScheme/ID") in ("VAT", "")]
    return {
        "InvoiceVatNumber": next((v for v in vat_numbers if v), ""),
        "InvoiceCocNumber": text(root, SELLER + "PartyLegalEntity/CompanyID"),
        "AccountPostalCode": texts(root, SELLER + "PostalAddress/PostalZone"),
        "AccountEmail": email_address(texts(root, SELLER + "Contact/ElectronicMail", SELLER + "EndpointID")),
        "InvoiceCustomerIdentifier": text(
            root, BUYER + "SupplierAssignedAccountID", BUYER + "Party/PartyIdentification/ID"
        ),
    }


def _payment(root: Node) -> dict[str, str | tuple[str, ...]]:
    return {
        "InvoiceIBAN": text(root, "PaymentMeans/PayeeFinancialAccount/ID").replace(" ", ""),
        "StructuredPaymentReference": payment_reference(texts(root, "PaymentMeans/PaymentID")),
    }


def _totals(root: Node) -> dict[str, str | tuple[str, ...]]:
    parts = nodes(root, "TaxTotal/TaxSubtotal")
    is_reversed = any(text(part, "TaxCategory/ID") == REVERSE_CHARGE for part in parts)
    incl = number(text(root, "LegalMonetaryTotal/TaxInclusiveAmount", "LegalMonetaryTotal/PayableAmount"))
    return {
        "TotalAmountInclTax": written(incl),
        "TotalAmountExclTax": written(number(text(root, "LegalMonetaryTotal/TaxExclusiveAmount"))),
        "TaxReverseChargedKeyword": "True" if is_reversed else "",
        **tax_lines(map(_tax_line, parts)),
    }


def _tax_line(part: Node) -> TaxLine:
    rate = fraction(text(part, "TaxCategory/Percent", "Percent"))
    return TaxLine(number(text(part, "TaxAmount")), rate, number(text(part, "TaxableAmount")))


def _line(line: Node) -> dict[str, str]:
    units, amount = (
        quantity(text(line, "InvoicedQuantity", "CreditedQuantity")),
        number(text(line, "LineExtensionAmount")),
    )
    rate = text(line, "Item/ClassifiedTaxCategory/Percent", "TaxTotal/TaxSubtotal/TaxCategory/Percent")
    return line_item(
        {
            "description": text(line, "Item/Name", "Item/Description"),
            "product_code": text(line, "Item/SellersItemIdentification/ID", "Item/StandardItemIdentification/ID"),
            "quantity": units,
            "price": unit_price(text(line, "Price/PriceAmount"), text(line, "Price/BaseQuantity"), units, amount),
            "amount": amount,
            "tax_amount": number(text(line, "TaxTotal/TaxAmount")),
            "tax_rate": fraction(rate),
            "order_number": text(line, "OrderLineReference/OrderReference/ID"),
            "reference_number": text(line, "DocumentReference/ID"),
            "ledger_account_code": text(line, "AccountingCost"),
        }
    )
