from air.candidates import search_lines
from air.labels import find_labels
from tests.air.pages import text_page


def names(*lines, confidence=1.0):
    labels = find_labels(search_lines(text_page(*lines, confidence=confidence)))
    return [(label.name, label.text) for label in labels]


def test_the_longest_phrase_wins():
    assert ("invoice_date", "Invoice Date:") in names("Invoice Date: 29-01-2025")
    assert ("due_date", "Vervaldatum") in names("Vervaldatum 29-01-2025")


def test_a_phrase_does_not_cross_a_wide_gap():
    assert ("invoice_date", "Invoice      Date") not in names("Invoice            Date")
    assert all(text != "Invoice Date" for _, text in names("Invoice            Date"))


def test_one_misread_letter_is_forgiven_in_scans_only():
    assert names("Factuurnummcr 1", confidence=0.8)[0][0] == "invoice_number"
    assert not names("Factuurnummcr 1")
