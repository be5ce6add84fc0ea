from datetime import date
from decimal import Decimal

from air.document import StructuredInvoice
from air.recognition import TaxLine
from air.structured import structured_fields, structured_line_items


def test_values_become_what_they_mean():
    invoice = StructuredInvoice(
        "ubl",
        {
            "InvoiceNumber": ("F-1",),
            "InvoiceDate": ("2025-01-29T00:00:00.0000000",),
            "TotalAmountInclTax": ("121.00",),
            "TaxLine1": ("21.00;0.21;100.00",),
            "CreditKeyword": ("False",),
            "DueDate": ("soon",),
        },
    )
    found = {field.name: field.values[0] for field in structured_fields(invoice)}
    assert found["InvoiceDate"].value == date(2025, 1, 29)
    assert found["TotalAmountInclTax"].value == Decimal("121.00")
    assert found["TaxLine1"].value == TaxLine(Decimal("21.00"), Decimal("0.21"), Decimal("100.00"))
    assert found["CreditKeyword"].value is False
    assert all(value.confidence == 1 for value in found.values())
    assert "DueDate" not in found


def test_line_items_have_confidence_one():
    invoice = StructuredInvoice("cii", {}, ({"description": "Papier", "quantity": "2", "amount": "50.00"},))
    (item,) = structured_line_items(invoice)
    assert (item.description, item.quantity, item.amount, item.confidence) == (
        "Papier",
        Decimal(2),
        Decimal("50.00"),
        1,
    )
