"""HTML of e-mails to text: a row of a table is a line, its cells keep their columns."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "iframe"})
BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "hr", "pre", "section",
                    "article", "header", "footer", "blockquote", "address", "dl", "dt", "dd"})  # fmt: skip
CELL_GAP = 3  # spaces between columns
MAX_CELL = 60  # characters; a longer cell does not widen its column
MAX_DEPTH = 100  # of nested elements


def html_text(source: str) -> str:
    """The text as it is shown, roughly.

    >>> html_text("<p>Hello<table><tr><td>Total</td><td>12,50</td></tr><tr><td>of which VAT</td><td>2,17</td></tr>")
    'Hello\\nTotal          12,50\\nof which VAT   2,17'
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser) if source.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    if root is None:
        return ""
    lines = (line.rstrip() for line in _lines(root, 0))
    return "\n".join(line for line in lines if line)


def _lines(node: Any, depth: int) -> list[str]:
    """Lines of the element and what is in it."""
    lines = [_squeezed(node.text)]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in HIDDEN and depth < MAX_DEPTH and not _is_hidden(child):
            inner = _table(child, depth) if child.tag == "table" else _lines(child, depth + 1)
            if child.tag in BLOCKS or child.tag in ("table", "br"):
                lines += [*inner, ""]
            else:
                lines[-1] += inner[0]
                lines += inner[1:]
        lines[-1] += _squeezed(child.tail)
    return lines


def _table(table: Any, depth: int) -> list[str]:
    """Rows as lines; a table that only lays out (a cell with several lines) is read cell by cell."""
    rows = [[_lines(cell, depth + 1) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")
            if next(row.iterancestors("table"), None) is table]  # fmt: skip
    texts = [[[line.strip() for line in cell if line.strip()] for cell in row] for row in rows]
    if any(len(cell) > 3 for row in texts for cell in row):
        return [line for row in rows for cell in row for line in cell]
    cells = [[" ".join(cell) for cell in row] for row in texts]
    widths = [_width([row[i] for row in cells if i < len(row)]) for i in range(max(map(len, cells), default=0))]
    return ["".join(cell.ljust(width + CELL_GAP) for cell, width in zip(row, widths, strict=False)) for row in cells]


def _width(column: list[str]) -> int:
    return max((len(cell) for cell in column if len(cell) <= MAX_CELL), default=0)


def _is_hidden(node: Any) -> bool:
    return "display:none" in (node.get("style") or "").replace(" ", "").lower()


def _squeezed(text: str | None) -> str:
    """One space where the source has any; none at all where it has nothing else."""
    if not text:
        return ""
    words = " ".join(text.split())
    return (" " if text[0].isspace() else "") + words + (" " if words and text[-1].isspace() else "")
