"""Office files through the real LibreOffice, and archives that are refused before it sees them."""

import io
import os
from pathlib import Path

import docx
import openpyxl
import pytest

from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers import ReaderProcess, ReaderSettings, read_document
from tests.air.readers.files import zip_bomb


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Factuur F25-0042")
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("Aantal", "Omschrijving", "Bedrag"), ("10", "Papier", "250,00")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_page_break()
    document.add_paragraph("Totaal inclusief btw 302,50")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def excel_file() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Factuur", "F25-0042"], ["Totaal", 302.5]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_word():
    with ReaderProcess() as reader:
        document = reader.read(word_file(), "factuur.docx")
    assert (document.media, document.page_count) == ("office", 2)
    assert [line.text for line in document.pages[0].lines] == [
        "Factuur F25-0042",
        "Aantal Omschrijving Bedrag",
        "10 Papier 250,00",
    ]
    assert "convert" in document.timings


def test_excel(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    document = read_document(excel_file(), "factuur.xlsx")
    assert [line.text for line in document.pages[0].lines] == ["Factuur F25-0042", "Totaal 302.5"]
    assert list(tmp_path.iterdir()) == []


def test_conversion_has_a_time_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(DocumentTooDemanding, match="too long"):
        read_document(word_file(), "factuur.docx", ReaderSettings(timeout_seconds=0.2))
    assert list(tmp_path.iterdir()) == []
    assert not [pid for pid in os.listdir("/proc") if pid.isdigit() and str(tmp_path).encode() in _command(pid)]


def _command(pid: str) -> bytes:
    try:
        return Path("/proc", pid, "cmdline").read_bytes()
    except OSError:
        return b""


def test_zip_bomb_is_refused_unopened():
    with pytest.raises(DocumentTooDemanding, match="unpacks to 30 MB"):
        read_document(zip_bomb(30), "a.docx")


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 and no archive", word_file()[:2000], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    ids=["no archive", "truncated", "empty OLE"],
)
def test_damaged(data):
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_document(data, "a.docx" if data.startswith(b"PK") else "a.doc")
