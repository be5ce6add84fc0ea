"""The index finds the documents of a layout among thousands of others, the newest of equals first."""

from __future__ import annotations

from air.document import Document
from air.memory.feedback import Feedback, entry_of
from air.memory.index import MOST_KNOWN, LayoutIndex
from air.memory.layout import layout_of, numbers_of
from tests.air.pages import findings_of, text_document


def lines_of(supplier: int, number: int = 1) -> tuple[str, ...]:
    letters = "".join(chr(97 + int(digit)) for digit in f"{supplier:05}")
    return (
        f"Firma{letters}   Straat{letters}   Plaats{letters}",
        f"Factuurnummer{letters}   F-{number}   Datum{letters}   01-02-2025",
        f"Omschrijving{letters}   Bedrag{letters}",
        f"Totaal{letters}   {number},00   Voet{letters}   Bank{letters}",
    )


def entry_for(supplier: int, number: int = 1) -> bytes:
    findings = findings_of(*lines_of(supplier, number))
    return entry_of(findings, Feedback("nl", {"InvoiceNumber": (f"F-{number}",)})).to_bytes()


def receipt(*words: str, number: str = "63852831") -> tuple[str, ...]:
    """Little that stays from one to the next."""
    return ("   ".join(words), f"(HR nr.{number})   Totaal")


def known_of(index: LayoutIndex, supplier: int, **options):
    document: Document = text_document(*lines_of(supplier, 99))
    return [one.entry.right["InvoiceNumber"][0].value for one in index.known(layout_of(document), **options)]


def test_only_documents_of_the_layout_are_known():
    index = LayoutIndex()
    for serial in range(300):
        index.add(serial, entry_for(serial))
    assert len(index) == 300
    assert index.size > 0
    assert known_of(index, 7) == ["F1"]
    assert known_of(index, 999) == []


def test_the_newest_of_equals_come_first_and_not_too_many():
    index = LayoutIndex()
    for number in range(1, 21):
        index.add(number, entry_for(5, number))
    assert known_of(index, 5) == [f"F{number}" for number in range(20, 20 - MOST_KNOWN, -1)]
    assert known_of(index, 5, up_to=3) == ["F3", "F2", "F1"]


def test_an_empty_index_knows_nothing():
    assert known_of(LayoutIndex(), 1) == []


def test_a_number_of_the_supplier_tells_what_misread_words_do_not():
    """One that another document only happens to have, as that of a customer, tells nothing."""
    index = LayoutIndex()
    taught = findings_of(*receipt("Drogisterij", "Stefanstraat", "Luxwoude", "Kassa"))
    index.add(1, entry_of(taught, Feedback("nl", {"InvoiceCocNumber": ("63852831",)})).to_bytes())
    misread = text_document(*receipt("Orogisterij", "Stetanstraat", "Luxwoude", "Kaasa"), confidence=0.7)
    assert index.known(layout_of(misread)) == ()
    [known] = index.known(layout_of(misread), numbers_of(misread))
    assert known.entry.right["InvoiceCocNumber"][0].value == "63852831"
    other = text_document("Bakkerij   Kerkplein   Meppel", "KvK 63852831   Omschrijving   Bedrag")
    assert index.known(layout_of(other), numbers_of(other)) == ()
