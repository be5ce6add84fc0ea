"""Plain text to pages of words: every character has its place on a grid, so that columns stay columns."""

from __future__ import annotations

import re
from time import perf_counter

from air.document import Box, Document, Line, Page, Word
from air.errors import UnreadableDocument
from air.readers.settings import ReaderSettings

LINES_PER_PAGE = 66
MIN_COLUMNS, MAX_COLUMNS = 80, 400
TAB = 8  # columns
CHAR_WIDTH, LINE_HEIGHT = 6.0, 12.0  # points
WORD = re.compile(r"\S+")
MAX_CHARS = 5_000_000
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_text(data: bytes, filename: str, settings: ReaderSettings) -> Document:
    """Read a text file.

    Raises:
        UnreadableDocument: binary content, or nothing but spaces.
    """
    started = perf_counter()
    text = decode(data)
    if text.count("\0") > 0:
        raise UnreadableDocument(filename, "the content is not text")
    if not text.strip():
        raise UnreadableDocument(filename, "there is no text in it")
    pages, count = text_pages(text, settings.max_pages)
    timings = {"text": (perf_counter() - started) * 1000}
    return Document(pages, count, "text", None, timings)


def decode(data: bytes) -> str:
    """Text of the bytes: by byte order mark, as UTF-16 or UTF-8 if it can be that, else as Windows-1252.

    >>> decode("é €".encode("utf-8")) == decode("é €".encode("cp1252")) == decode("é €".encode("utf-16-le")) == "é €"
    True
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if len(data) % 2 == 0 and data[:200].count(0) * 3 >= len(data[:200]):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def text_pages(text: str, most: int) -> tuple[tuple[Page, ...], int]:
    """The first pages of the text, and how many it has; a form feed ends a page."""
    parts = [part.expandtabs(TAB).splitlines() or [""] for part in text[:MAX_CHARS].split("\f")]
    columns = min(max([MIN_COLUMNS, *(len(row) for part in parts for row in part)]), MAX_COLUMNS)
    wrapped = [[row[i : i + columns] for row in part for i in range(0, max(len(row), 1), columns)] for part in parts]
    sheets = [rows[i : i + LINES_PER_PAGE] for rows in wrapped for i in range(0, len(rows), LINES_PER_PAGE)]
    sheets = [sheet for sheet in sheets if any(row.strip() for row in sheet)] or sheets[:1]
    return tuple(_page(index, sheet, columns) for index, sheet in enumerate(sheets[:most])), len(sheets)


def _page(index: int, rows: list[str], columns: int) -> Page:
    width, height = (columns + 2) * CHAR_WIDTH, (LINES_PER_PAGE + 2) * LINE_HEIGHT
    lines = []
    for number, row in enumerate(rows, start=1):
        top = number * LINE_HEIGHT
        words = tuple(
            Word(
                match.group(),
                Box.clipped(
                    (match.start() + 1) * CHAR_WIDTH / width,
                    (top + 1) / height,
                    (match.end() + 1) * CHAR_WIDTH / width,
                    (top + LINE_HEIGHT - 1) / height,
                ),
                1.0,
            )
            for match in WORD.finditer(row)
        )
        if words:
            lines.append(Line(words))
    return Page(index, width, height, tuple(lines))
