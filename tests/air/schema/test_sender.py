"""The sender's name: which lines it stands in, and what of them is the name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from air.document import Line
from air.schema import document_of_text
from air.schema.sender import address_text, company_lines, company_text
from air.schema.sender_features import head_of
from models_store import load_schema_models

UNSAID = 0.05  # score of a line that is hardly the name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Corner Bakery Sdn Bhd (126926-H)", "Corner Bakery Sdn Bhd"),
        ("Corner Bakery SB(306295-X) FKA High Street Bakers SB", "Corner Bakery SB"),
        ("Corner Bakery GmbH, vormals Bäckerei Eck", "Corner Bakery GmbH"),
        ("Seller: Corner Bakery Ltd", "Corner Bakery Ltd"),
        ("CORNER BAKERY C0. (M) 8HD", "CORNER BAKERY CO. (M) BHD"),
        ("Printers A5 Ltd", "Printers A5 Ltd"),
        ("Formerly Yours Ltd", "Formerly Yours Ltd"),
    ],
)
def test_company_text(printed, name):
    assert company_text(list(head_of(document_of_text(printed)).segments)) == name


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [("Corner Bakery", "Sdn Bhd", "Corner Bakery Sdn Bhd"), ("Our shop", "Corner Bakery Ltd", "Corner Bakery Ltd")],
    ids=["a legal form is no name", "a name needs no line above"],
)
def test_lines_of_the_name(first, second, name):
    head = head_of(document_of_text(f"{first}\n{second}\n12 High Street\n"))
    assert head is not None
    lines = company_lines(head, np.array([UNSAID, 0.95, 0.0]))
    assert company_text([head.segments[at] for at in lines]) == name


@pytest.mark.parametrize(
    ("confidence", "address"),
    [(0.8, "GROUND FLOOR, 53100 KL"), (1.0, "GROUND FLO0R, 531O0 KL")],
    ids=["read", "digital"],
)
def test_only_what_was_read_by_ocr_is_put_right(confidence, address):
    document = document_of_text("GROUND FLO0R\n531O0 KL\n")
    [page] = document.pages
    lines = tuple(Line(tuple(replace(word, confidence=confidence) for word in line.words)) for line in page.lines)
    head = head_of(replace(document, pages=(replace(page, lines=lines),)))
    assert head is not None
    assert address_text(list(head.segments)) == address


def test_a_greeting_is_no_name():
    document = document_of_text(
        "Thank you for shopping with us\nCorner Bakery Ltd\n12 High Street\nLondon SW1A 1AA\n\nTotal  2.40\n"
    )
    model = load_schema_models().sender
    answer = model.company(model.lines(document))
    assert answer is not None
    assert answer.value == "Corner Bakery Ltd"
