"""What corrections teach."""

from __future__ import annotations

import json

from air.schema import document_of_text, extract, read_schema
from air.schema.entry import Entry
from air.schema.learning import remember
from air.schema.taught import Taught
from models_store import load_schema_models

SCHEMA = read_schema({"fields": [{"name": "dossier"}, {"name": "company"}]})


def letter(number, name="Corner Bakery Ltd", label="Zaak"):
    return document_of_text(
        f"{name}\n12 High Street\nLondon SW1A 1AA\n\n{label}: {number}\n\nDear customer,\n"
        "we write to you about the matter that you know.\n"
    )


def entry(number, **options):
    return remember([letter(number)], SCHEMA, {"dossier": number, "company": "Corner Bakery Ltd"}, **options)


def answer(document, entries):
    taught = Taught.of(json.loads(json.dumps([one.to_json() for one in entries]))) if entries else None
    return extract([document], SCHEMA, load_schema_models(), document_type="letter", taught=taught).result


def test_an_entry_survives_json():
    one = entry("QX-17", models=load_schema_models())
    assert Entry.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert one.places["dossier"].label == "Zaak"


def test_one_correction_finds_the_value_of_the_next_letter():
    assert answer(letter("RT-2210"), [])["dossier"] is None
    assert answer(letter("RT-2210"), [entry("QX-17")])["dossier"] == "RT-2210"


def test_a_known_sender_is_recognised_although_it_was_misread():
    assert answer(letter("RT-2210", name="C0rner 8akery Ltd"), [entry("QX-17")])["company"] == "Corner Bakery Ltd"


def test_a_value_that_was_absent_is_absent_again():
    schema = read_schema({"fields": [{"name": "zaak"}]})
    kept = remember([letter("QX-17")], schema, {"zaak": None})
    models = load_schema_models()
    found = extract([letter("RT-2210")], schema, models, document_type="letter", taught=Taught.of([kept]))
    assert found.result == {"zaak": None}


def test_another_layout_is_left_alone():
    other = document_of_text("Room: 12\nGuest: Anna Smith\nArrival: 3 March 2025\n")
    assert answer(other, [entry("QX-17")])["dossier"] is None


def test_what_stands_beside_a_value_by_chance_is_no_label_of_it():
    schema = read_schema({"fields": [{"name": "medic"}, {"name": "dossier"}]})
    models = load_schema_models()
    names = ("Anna Smith", "Jan Visser", "Eva Novak")
    pages = [f"Zaak          QX-{n}\n{name}\n\nRegards\n" for n, name in enumerate(names)]
    entries = [
        remember([document_of_text(page)], schema, {"dossier": f"QX-{n}", "medic": names[n]})
        for n, page in enumerate(pages)
    ]
    other = document_of_text("We write to you about our meeting of May.\n\nYours\n\nZaak: RT-2210\n")
    found = extract([other], schema, models, document_type="letter", taught=Taught.of(entries))
    assert found.result == {"medic": None, "dossier": "RT-2210"}


NAMES = (
    "Corner Bakery Ltd", "Smith & Sons Trading", "Blue Harbour Fisheries", "Northgate Motors", "Old Mill Print",
    "Ashford Florist", "Green Lane Dairy", "Kingsley Optical", "Hilltop Furniture", "Riverside Pharmacy",
)  # fmt: skip


def test_where_names_stood_does_not_outweigh_a_label():
    schema = read_schema({"fields": [{"name": "company", "aliases": ["Firma"]}]})
    models = load_schema_models()
    entries = [
        remember([document_of_text(f"{name}\n12 High Street\nLondon SW1A 1AA\n\nGuest: A. Smith\n")], schema,
                 {"company": name}, models)
        for name in NAMES
    ]  # fmt: skip
    booking = document_of_text("Booking confirmation\nFirma: Bolzmann Autohaus\nRoom: 12\n")
    found = extract([booking], schema, models, document_type="form", taught=Taught.of(entries))
    assert found.result == {"company": "Bolzmann Autohaus"}
