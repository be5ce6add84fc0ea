"""The names of the wire: header fields, table headings, legislations, cultures, document types (closed lists)."""

from __future__ import annotations

TAX_LINES = ("TaxLine1", "TaxLine2", "TaxLine3")
AMOUNT_FIELDS = ("TotalAmountInclTax", "TotalAmountExclTax", *TAX_LINES)
DATE_FIELDS = ("InvoiceDate", "DueDate")
KEYWORD_FIELDS = ("TaxReverseChargedKeyword", "InvoiceKeyword", "CreditKeyword")
MANY_FIELDS = ("AccountPostalCode", "YourReference", "YourOrderNumber", "ContractNumber")
UNTRAINED_FIELDS = ("AccountEmail", "AccountPostalCode", *KEYWORD_FIELDS)
HEADER_FIELDS = (
    "InvoiceNumber",
    "InvoiceDate",
    "DueDate",
    "Currency",
    "TotalAmountInclTax",
    "TotalAmountExclTax",
    *TAX_LINES,
    "InvoiceCocNumber",
    "InvoiceCustomerIdentifier",
    "AccountEmail",
    "InvoiceIBAN",
    "AccountPostalCode",
    "InvoiceVatNumber",
    "YourReference",
    "StructuredPaymentReference",
    "TaxReverseChargedKeyword",
    "InvoiceKeyword",
    "CreditKeyword",
    "YourOrderNumber",
    "ContractNumber",
)

NO_PREDICTION = "NoPrediction"
TABLE_HEADERS = (  # heading class -> attribute of `LineItem`, in the order of the model's classes
    "HeaderTotalPrice",
    "HeaderTaxAmount",
    "HeaderTaxRate",
    "HeaderBasePrice",
    "HeaderQuantity",
    "HeaderProductCode",
    "HeaderDescription",
    "HeaderOrderNumber",
    "HeaderReferenceNumber",
    "HeaderLedgerAccount",
    NO_PREDICTION,
)
LINE_ITEM_ATTRIBUTE = {
    "HeaderDescription": "description",
    "HeaderProductCode": "product_code",
    "HeaderQuantity": "quantity",
    "HeaderBasePrice": "price",
    "HeaderTotalPrice": "amount",
    "HeaderTaxAmount": "tax_amount",
    "HeaderTaxRate": "tax_rate",
    "HeaderReferenceNumber": "reference_number",
    "HeaderOrderNumber": "order_number",
    "HeaderLedgerAccount": "ledger_account_code",
}

CHECKS = {  # that a value may have passed -> what they say
    "CheckDigits": "its check digits are right",
    "SumsAgree": "the total without tax and the taxes add up to the total",
    "RateTimesBase": "rate times base is the tax",
    "LegalRate": "the rate was in force there on that day",
    "PaymentTerm": "a printed payment term leads from the invoice date to it",
    "Repeated": "it stands on so many lines",
    "StatedInXml": "the XML of the e-invoice states it",
}

LEGISLATIONS = ("nl", "gb", "de", "be", "pl", "fr", "es", "usa")
CULTURES = ("nl", "en", "es", "fr", "de", "pl")
DOCUMENT_TYPES = (  # extensions that are read
    ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".eml", ".jpg", ".jpeg", ".png", ".bmp",
    ".webp", ".tif", ".tiff", ".txt", ".xml",
)  # fmt: skip
