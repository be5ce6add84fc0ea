"""E-mails: which attachment is the invoice, and the text of the message."""

from email.message import EmailMessage

import numpy as np
import pytest
from PIL import Image

from air.errors import UnreadableDocument
from air.readers import read_document
from air.readers.mail import attachments
from tests.air.readers.files import CII, INVOICE, UBL, email, encoded, pdf, scan

NOISE = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300), dtype=np.uint8))
TERMS = pdf([("Algemene voorwaarden van de bakkerij in Eindhoven", 60, 100, 11)])


def first_line(message: EmailMessage) -> str:
    document = read_document(message.as_bytes(), "mail.eml")
    assert document.media == "email"
    return document.pages[0].lines[0].text


def names(message: EmailMessage) -> list[str]:
    return [attachment.name for attachment in sorted(attachments(message), key=lambda found: found.likelihood)]


def test_order_of_likelihood():
    message = email(
        "Zie bijlage", "",
        ("foto.jpg", encoded(scan(dpi=100), "JPEG")), ("scan.pdf", TERMS), ("voorwaarden.pdf", TERMS),
        ("factuur.docx", b"PK\x03\x04"), ("Factuur-42.pdf", b"%PDF-"), ("notes.zip", b"PK"), ("ubl.xml", UBL),
    )  # fmt: skip
    assert names(message) == ["ubl.xml", "Factuur-42.pdf", "scan.pdf", "factuur.docx", "foto.jpg", "voorwaarden.pdf"]


def test_logos_are_no_documents():
    message = email("tekst")
    message.add_attachment(encoded(NOISE), maintype="image", subtype="png", filename="logo.png", disposition="inline")
    message.add_attachment(encoded(scan(dpi=20)), maintype="image", subtype="png", filename="pixel.png")
    assert names(message) == []


def test_invoice_among_attachments():
    assert first_line(email("Zie bijlage", "", ("voorwaarden.pdf", TERMS), ("factuur.pdf", pdf(INVOICE)))) == "Factuur"


def test_next_attachment_if_the_first_is_damaged():
    assert first_line(email("Zie", "", ("factuur.pdf", b"%PDF-1.4 damaged"), ("kopie.pdf", pdf(INVOICE)))) == "Factuur"


def test_exact_values_with_the_pages_of_the_pdf():
    document = read_document(email("x", "", ("ubl.xml", UBL), ("f.pdf", pdf(INVOICE))).as_bytes(), "mail.eml")
    assert document.structured.fields["InvoiceNumber"] == ("F25-0042",)
    assert document.pages[0].lines[0].text == "Factuur"


def test_other_xml_is_passed_over():
    assert first_line(email("x", "", ("data.xml", b"<a/>"), ("f.pdf", pdf(INVOICE)))) == "Factuur"
    assert read_document(email("x", "", ("cii.xml", CII)).as_bytes(), "mail.eml").structured.syntax == "cii"


def test_attachment_without_a_name_by_its_type():
    message = email("x")
    message.add_attachment(pdf(INVOICE), maintype="application", subtype="pdf")
    assert first_line(message) == "Factuur"


def test_message_within_messages():
    message = email("x", "", ("factuur.pdf", pdf(INVOICE)))
    for _ in range(2):
        outer = email("doorgestuurd")
        outer.add_attachment(message)
        message = outer
    assert first_line(message) == "Factuur"
    too_deep = email("de buitenste")
    too_deep.add_attachment(message)
    assert first_line(too_deep) == "doorgestuurd"


def test_html_body_keeps_rows_and_columns():
    html = """<html><head><style>p {color: red}</style></head><body><p>Uw bon</p><script>alert(1)</script>
    <table><tr><th>Artikel</th><th>Bedrag</th></tr><tr><td>Taxirit naar het station</td><td>12,50</td></tr>
    <tr><td>Totaal</td><td>12,50</td></tr></table><div style="display: none">verborgen</div></body></html>"""
    page = read_document(email("gewone tekst", html).as_bytes(), "mail.eml").pages[0]
    assert [line.text for line in page.lines] == [
        "Uw bon", "Artikel Bedrag", "Taxirit naar het station 12,50", "Totaal 12,50",
    ]  # fmt: skip
    lefts = {line.words[-1].box.left for line in page.lines[1:]}
    assert len(lefts) == 1


def test_plain_body():
    assert first_line(email("Bedankt voor uw bestelling\nTotaal 12,50")) == "Bedankt voor uw bestelling"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (email(""), "neither an attachment that is read nor text"),
        (email("", "", ("factuur.pdf", b"%PDF-1.4 damaged")), "attachment of the e-mail cannot be read"),
    ],
    ids=["nothing", "damaged attachment"],
)
def test_refused(message, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(message.as_bytes(), "mail.eml")
