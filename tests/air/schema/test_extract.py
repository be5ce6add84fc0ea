"""Extraction from end to end, with the shipped models."""

from __future__ import annotations

import json

import pytest

from air.readers import ReaderSettings, read_document
from air.schema import document_of_text, extract, read_schema
from models_store import load_schema_models
from tests.air.sheets import pdf

RECEIPT = """
Corner Bakery Ltd
12 High Street
London SW1A 1AA

Receipt no. 4711
Date 12/03/2025

Bread            2.40
Cake             5.10
Total            7.50
"""
STAY = """
Dear Ms Jansen,

Your room is 12. We look forward to your stay.

Guest:        Anna Jansen
Arrival:      3 March 2025
Breakfast:    yes
Nights:       4
Room rate:    89.50
E-mail:       anna@example.com
"""


def found(text, fields, document_type="form", **options):
    documents = [document_of_text(one) for one in ([text] if isinstance(text, str) else text)]
    schema = read_schema({"fields": fields})
    return extract(documents, schema, load_schema_models(), document_type=document_type, **options)


def test_known_fields_of_a_receipt():
    answer = found(
        RECEIPT, [{"name": "total", "type": "number", "required": True}, {"name": "date", "type": "date"}], "receipt"
    )
    assert answer.result == {"total": 7.5, "date": "2025-03-12"}
    assert answer.evidence["total"].text == "7.50"
    assert answer.evidence["total"].file_index == 0
    assert json.loads(json.dumps(answer.to_json()))["missing"] == []


def test_name_and_address_of_the_sender():
    answer = found(RECEIPT, [{"name": "merchantName"}, {"name": "address"}], "receipt")
    assert answer.result["merchantName"] == "Corner Bakery Ltd"
    assert answer.result["address"] == "12 High Street, London SW1A 1AA"


def test_nothing_to_read_is_nothing_found():
    answer = found("  ", [{"name": "total", "required": True}, {"name": "lines", "type": "list"}], "receipt")
    assert answer.result == {"total": None, "lines": []}
    assert answer.missing == ("total",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({"name": "guest"}, "Anna Jansen"),
        ({"name": "arrival", "type": "date"}, "2025-03-03"),
        ({"name": "breakfast", "type": "boolean"}, True),
        ({"name": "nights", "type": "integer"}, 4),
        ({"name": "room", "type": "integer"}, 12),
        ({"name": "room_rate", "type": "currency"}, 89.5),
        ({"name": "email"}, "anna@example.com"),
        ({"name": "zimmer", "type": "integer", "aliases": ["Room"]}, 12),
        ({"name": "Aankomst", "type": "date"}, "2025-03-03"),
        ({"name": "policy_number"}, None),
        ({"name": "departure", "type": "date"}, None),
    ],
    ids=lambda one: one["name"] if isinstance(one, dict) else str(one),
)
def test_a_field_is_found_by_the_words_that_announce_it(field, value):
    assert found(STAY, [field]).result == {field["name"]: value}


def test_one_label_answers_one_field():
    answer = found(
        "Delivery date: 3 March 2025\n", [{"name": n, "type": "date"} for n in ("delivery_date", "pickup_date")]
    )
    assert answer.result == {"delivery_date": "2025-03-03", "pickup_date": None}


def test_objects_take_what_stands_under_their_own_heading():
    text = "Sender\nName: Anna Smith\nCity: Leeds\n\nRecipient\nName: Jan Visser\nCity: Utrecht\n"
    parts = [{"name": "name"}, {"name": "city"}]
    answer = found(text, [{"name": n, "type": "object", "fields": parts} for n in ("recipient", "sender")])
    assert answer.result["sender"] == {"name": "Anna Smith", "city": "Leeds"}
    assert answer.result["recipient"] == {"name": "Jan Visser", "city": "Utrecht"}
    assert answer.evidence["sender.city"].text == "Leeds"


def test_a_list_of_objects_is_the_table_with_their_headings():
    rows = (
        "Worker          Day           Hours", "Anna Smith      03/03/2025    7.5", "Jan Visser      04/03/2025    8",
        "", "Total                         15.5",
    )  # fmt: skip
    text = "\n".join(rows)
    fields = [{"name": "worker"}, {"name": "hours", "type": "number"}, {"name": "day", "type": "date"}]
    answer = found(text, [{"name": "shifts", "type": "list", "fields": fields}])
    assert answer.result["shifts"] == [
        {"worker": "Anna Smith", "hours": 7.5, "day": "2025-03-03"},
        {"worker": "Jan Visser", "hours": 8, "day": "2025-03-04"},
    ]
    assert answer.evidence["shifts[1].hours"].text == "8"


def test_a_list_of_values_stands_behind_one_label():
    answer = found("Allergies: nuts, milk and soy\n", [{"name": "allergies", "type": "list"}])
    assert answer.result == {"allergies": ["nuts", "milk", "soy"]}


def test_evidence_says_which_file():
    answer = found(["Guest: Anna Smith\n", "Policy number: AB-1234\n"], [{"name": "policy_number"}, {"name": "guest"}])
    assert answer.result == {"policy_number": "AB-1234", "guest": "Anna Smith"}
    assert {path: one.file_index for path, one in answer.evidence.items()} == {"policy_number": 1, "guest": 0}
    assert answer.evidence["policy_number"].page_index == 0


def test_line_items_of_an_invoice_are_read_by_their_own_models():
    page = (
        "Corner Bakery Ltd", "Invoice number: 2025-117", "Invoice date: 12/03/2025", "",
        "Description            Quantity    Price    Amount", "Bread                  2           2.50     5.00",
        "Cake                   1           4.00     4.00", "", "Total                                       9.00",
    )  # fmt: skip
    document = read_document(pdf(page), "invoice.pdf", ReaderSettings())
    fields = [{"name": "description"}, {"name": "qty", "type": "number"}, {"name": "amount", "type": "number"}]
    schema = read_schema({"fields": [{"name": "invoiceNumber"}, {"name": "lines", "type": "list", "fields": fields}]})
    answer = extract([document], schema, load_schema_models(), document_type="invoice")
    assert answer.result["invoiceNumber"] == "2025-117"
    assert [(line["description"], line["amount"]) for line in answer.result["lines"]] == [("Bread", 5), ("Cake", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "......... ____ ----",
        ": : :",
        "\x00\x01 \ufeff",
        "9" * 300,
        "Guest:",
        "[x]\n[ ]",
        "Guest: " * 500,
        "日本語 العربية",
    ],
    ids=["leaders", "colons", "controls", "digits", "label", "boxes", "repeated", "scripts"],
)
@pytest.mark.parametrize("kind", ["receipt", "form", ""])
def test_odd_documents_are_read_too(text, kind):
    types = ("string", "number", "integer", "date", "boolean", "currency")
    fields = [{"name": f"guest {one}", "type": one} for one in types] + [
        {"name": "company"}, {"name": "address"}, {"name": "guest", "type": "enum", "enum": ["A", "B"]},
        {"name": "guests", "type": "list"}, {"name": "rows", "type": "list", "fields": [{"name": "guest"}]},
        {"name": "total", "type": "object", "fields": [{"name": "x", "type": "object", "fields": [{"name": "y"}]}]},
    ]  # fmt: skip
    answer = found(text, fields, kind)
    assert set(answer.result) == {field["name"] for field in fields}
    json.dumps(answer.to_json(), allow_nan=False)


def test_name_and_address_on_one_line():
    letter = "Muster Online GmbH • Industriestr. 25 • 91710 Beispielstadt\n\nFrau\nAnna Schmidt\n\nRechnung 4711\n"
    answer = found(letter, [{"name": "vendor"}, {"name": "vendorAddress"}], "invoice")
    assert answer.result["vendor"] == "Muster Online GmbH"
    assert answer.result["vendorAddress"] == "Industriestr. 25, 91710 Beispielstadt"


LETTERHEAD = """Corner Bakery Ltd
12 High Street, London SW1A 1AA
info@corner.example.com   +44 20 7946 0958
www.corner.example.com

Guest: Anna Smith, +44 117 496 0123
Room: 12
"""


@pytest.mark.parametrize("kind", ["form", "invoice"])
def test_contacts_of_the_sender_need_no_label(kind):
    names = ("email", "companyPhone", "website", "patient_email", "delivery_phone")
    answer = found(LETTERHEAD, [{"name": name} for name in names], kind)
    assert answer.result == {
        "email": "info@corner.example.com",
        "companyPhone": "+44 20 7946 0958",
        "website": "www.corner.example.com",
        "patient_email": None,
        "delivery_phone": None,
    }


def test_contacts_without_a_label_are_as_sure_as_drawn_invoices_showed():
    evidence = found(LETTERHEAD, [{"name": "email"}, {"name": "companyPhone"}]).evidence
    shares = load_schema_models().sender.contacts
    assert evidence["email"].confidence == shares["email"]
    assert evidence["companyPhone"].confidence == shares["phone"]
    assert 0 < shares["phone"] < shares["email"] < 1  # a number without words may be a buyer's


def test_a_contact_of_somebody_else_is_not_the_senders():
    answer = found("Corner Bakery Ltd\n\nPatient Anna Smith anna@example.com\n", [{"name": "company_email"}])
    assert answer.result == {"company_email": None}


@pytest.mark.parametrize(
    "line", ["a\n", "\f", "Room: 12\f", "a" * 3000 + "\n"], ids=["short", "feeds", "pages", "long"]
)
def test_of_a_very_long_text_as_much_is_read_as_of_a_file(line):
    document = document_of_text("Guest: Anna\n" + line * (3_000_000 // len(line)))
    assert 1 <= len(document.pages) <= ReaderSettings().max_pages
    assert document.pages[0].lines[0].text == "Guest: Anna"
