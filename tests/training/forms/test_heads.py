"""Drawn heads: the sender is printed on them, and misread words stay where they were."""

from __future__ import annotations

from air.readers import read_document
from training.forms.heads import make_head
from training.forms.misreading import misread
from training.forms.senders import SETTINGS, sample_of
from training.synthesis.chance import Chance


def test_the_sender_is_on_the_page():
    for seed in range(6):
        head = make_head(seed)
        document = read_document(head.pdf, "head.pdf", SETTINGS)
        sample = sample_of(document, head.company, head.address)
        assert sample is not None
        assert sample.company
        assert sample.address


def test_misread_words_keep_their_places():
    document = read_document(make_head(1).pdf, "head.pdf", SETTINGS)
    read = misread(document, Chance("test"))
    assert read.was_scanned
    assert len(read.pages[0].lines) == len(document.pages[0].lines)
    for one, other in zip(document.pages[0].lines, read.pages[0].lines, strict=True):
        assert one.box.left == other.box.left
        assert one.box.right == other.box.right
