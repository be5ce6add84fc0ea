"""Which schema fields mean what recognition knows."""

from __future__ import annotations

import pytest

from air.schema.definition import SchemaField
from air.schema.known import column_meaning, header_meaning, is_invoice, means_line_items


@pytest.mark.parametrize(
    ("field", "meaning"),
    [
        (SchemaField("invoice_number"), "InvoiceNumber"),
        (SchemaField("invoiceNumber"), "InvoiceNumber"),
        (SchemaField("Factuurnummer"), "InvoiceNumber"),
        (SchemaField("nr", aliases=("Rechnungsnummer",)), "InvoiceNumber"),
        (SchemaField("x", description="Invoice number"), "InvoiceNumber"),
        (SchemaField("total", "number"), "TotalAmountInclTax"),
        (SchemaField("total", "date"), None),
        (SchemaField("total_weight", "number"), None),
        (SchemaField("vendorName"), "SupplierName"),
        (SchemaField("due_date", "date"), "DueDate"),
        (SchemaField("order_date", "date"), None),
        (SchemaField("currency", "currency"), "Currency"),
    ],
    ids=lambda one: f"{one.name}-{one.type}" if isinstance(one, SchemaField) else str(one),
)
def test_header_fields(field, meaning):
    assert header_meaning(field) == meaning


def test_a_name_within_an_object_is_that_of_the_object():
    name = SchemaField("name")
    assert header_meaning(name, ("vendor",)) == "SupplierName"
    assert header_meaning(name, ("buyer",)) is None
    assert header_meaning(SchemaField("number"), ("invoice",)) == header_meaning(SchemaField("number"))


def test_line_items():
    columns = (SchemaField("description"), SchemaField("qty", "number"), SchemaField("unitPrice", "number"))
    assert [column_meaning(one) for one in columns] == ["description", "quantity", "price"]
    assert means_line_items(SchemaField("lines", "list", fields=columns))
    assert not means_line_items(SchemaField("shifts", "list", fields=(SchemaField("worker"), SchemaField("hours"))))


def test_kinds_of_documents():
    assert [is_invoice(one) for one in ("Kassenbon", "facture", "questionnaire")] == [True, True, False]
