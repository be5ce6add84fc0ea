"""Cross Industry Invoice (Factur-X, ZUGFeRD, XRechnung) to fields. Names in remarks are those of EN 16931."""

from __future__ import annotations

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

ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")
TODAY = {  # names of ZUGFeRD 1.0 -> names of today
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "ApplicablePercent": "RateApplicablePercent",
}
LINES = "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem"
HEADER_SUMS = ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")
LINE_SUMS = ("SpecifiedTradeSettlementLineMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")


def read_cii(root: Node) -> StructuredInvoice:
    """The invoice; a value that the XML lacks is left out."""
    for node in root.iter():
        node.tag = TODAY.get(node.tag, node.tag)
    trade = "SupplyChainTradeTransaction/"
    lines = nodes(root, LINES)
    header = _document(root) | _agreement(root, trade + "ApplicableHeaderTradeAgreement/")
    header |= _settlement(root, trade + "ApplicableHeaderTradeSettlement/")
    items = complete([_line(line) for line in lines if _is_item(line)])
    return StructuredInvoice("cii", fields(header), items)


def _document(root: Node) -> dict[str, str | tuple[str, ...]]:
    is_credit = text(root, "ExchangedDocument/TypeCode") in CREDIT_NOTES
    return {
        "InvoiceNumber": text(root, "ExchangedDocument/ID"),
        "InvoiceDate": day(text(root, "ExchangedDocument/IssueDateTime/DateTimeString")),
        "InvoiceKeyword": "True",
        "CreditKeyword": "True" if is_credit else "",
    }


def _agreement(root: Node, path: str) -> dict[str, str | tuple[str, ...]]:
    seller, buyer = path + "SellerTradeParty/", path + "BuyerTradeParty/"
    return {
        "YourReference": texts(root, path + "BuyerReference"),
        "YourOrderNumber": texts(
            root, path + "BuyerOrderReferencedDocument/IssuerAssignedID", path + "BuyerOrderReferencedDocument/ID"
        )
        or texts(root, LINES + "/SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/IssuerAssignedID"),
        "ContractNumber": texts(
            root, path + "ContractReferencedDocument/IssuerAssignedID", path + "ContractReferencedDocument/ID"
        ),
        "InvoiceCustomerIdentifier": text(root, buyer + "ID", buyer + "GlobalID"),
        "InvoiceVatNumber": text(root, seller + "SpecifiedTaxRegistration/ID[@schemeID='VA']"),
        "InvoiceCocNumber": text(root, seller + "SpecifiedLegalOrganization/ID"),
        "AccountPostalCode": texts(root, seller + "PostalTradeAddress/PostcodeCode"),
        "AccountEmail": email_address(
            texts(
                root,
                seller + "DefinedTradeContact/EmailURIUniversalCommunication/URIID",
                seller + "DefinedTradeContact/EmailURIUniversalCommunication/CompleteNumber",
                seller + "URIUniversalCommunication/URIID",
            )
        ),
    }


def _settlement(root: Node, path: str) -> dict[str, str | tuple[str, ...]]:
    means = path + "SpecifiedTradeSettlementPaymentMeans/"
    taxes = nodes(root, path + "ApplicableTradeTax")
    is_reversed = any(text(tax, "CategoryCode") == REVERSE_CHARGE for tax in taxes)
    return {
        "Currency": text(root, path + "InvoiceCurrencyCode"),
        "DueDate": day(text(root, path + "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")),
        "InvoiceIBAN": text(root, means + "PayeePartyCreditorFinancialAccount/IBANID").replace(" ", ""),
        "StructuredPaymentReference": payment_reference(texts(root, path + "PaymentReference")),
        "TaxReverseChargedKeyword": "True" if is_reversed else "",
        **_totals(root, path),
        **tax_lines(map(_tax_line, taxes)),
    }


def _totals(root: Node, path: str) -> dict[str, str]:
    incl = text(root, *(f"{path}{sums}/GrandTotalAmount" for sums in HEADER_SUMS))
    excl = text(root, *(f"{path}{sums}/TaxBasisTotalAmount" for sums in HEADER_SUMS))
    return {"TotalAmountInclTax": written(number(incl)), "TotalAmountExclTax": written(number(excl))}


def _tax_line(tax: Node) -> TaxLine:
    amount, base = number(text(tax, "CalculatedAmount")), number(text(tax, "BasisAmount"))
    return TaxLine(amount, fraction(text(tax, "RateApplicablePercent")), base)


def _is_item(line: Node) -> bool:
    """False for a line that groups others or only informs."""
    return text(line, "AssociatedDocumentLineDocument/LineStatusReasonCode") not in ("GROUP", "INFORMATION")


def _line(line: Node) -> dict[str, str]:
    product, agreement = "SpecifiedTradeProduct/", "SpecifiedLineTradeAgreement/"
    settlement, net = "SpecifiedLineTradeSettlement/", agreement + "NetPriceProductTradePrice/"
    rate = fraction(text(line, settlement + "ApplicableTradeTax/RateApplicablePercent"))
    amount = number(text(line, *(f"{settlement}{sums}/LineTotalAmount" for sums in LINE_SUMS)))
    units = quantity(text(line, "SpecifiedLineTradeDelivery/BilledQuantity"))
    price = unit_price(text(line, net + "ChargeAmount"), text(line, net + "BasisQuantity"), units, amount)
    return line_item(
        {
            "description": text(line, product + "Name", product + "Description"),
            "product_code": text(line, product + "SellerAssignedID", product + "GlobalID"),
            "quantity": units,
            "price": price,
            "amount": amount,
            "tax_amount": number(text(line, settlement + "ApplicableTradeTax/CalculatedAmount")),
            "tax_rate": rate,
            "order_number": text(line, agreement + "BuyerOrderReferencedDocument/IssuerAssignedID"),
            "reference_number": text(line, settlement + "AdditionalReferencedDocument/IssuerAssignedID"),
            "ledger_account_code": text(line, settlement + "ReceivableSpecifiedTradeAccountingAccount/ID"),
        }
    )
