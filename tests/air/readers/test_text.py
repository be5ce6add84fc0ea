"""Plain text on its grid."""

import pytest

from air.errors import UnreadableDocument
from air.readers import ReaderSettings, read_document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding):
    document = read_document("Gebühr für Café\nGesamt   12,50 €".encode(encoding), "a.txt")
    assert [line.text for line in document.pages[0].lines] == ["Gebühr für Café", "Gesamt 12,50 €"]


def test_columns_stay_columns():
    lines = read_document(b"Artikel\tBedrag\nBrood\t  2,50\nTotaal\t  2,50", "a.txt").pages[0].lines
    assert lines[1].words[1].box.left == lines[2].words[1].box.left > lines[0].words[1].box.left
    assert lines[0].box.bottom <= lines[1].box.top


def test_pages():
    text = "\n".join(f"regel {n}" for n in range(200)) + "\flaatste"
    document = read_document(text.encode(), "a.txt", ReaderSettings(max_pages=3))
    assert (document.page_count, len(document.pages)) == (5, 3)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"  \n", "empty"), (b"MZ\0\1\0\2\0" * 9, "not text")], ids=["empty", "binary"]
)
def test_refused(data, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, "a.txt")
