"""What the truth of a sample says about the rows and columns that tables are read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from air.recognition import LineItem
from air.tables.gutters import Span
from air.tables.layout import Layout, Row
from air.tables.roles import BREAK, DETAIL, HEADING, ITEM, OTHER
from air.tables.rows import quantity_and_price
from air.tables.tokens import NUMERIC, number_in
from air.vocabulary import NO_PREDICTION
from training.sample import TrueColumn, TrueTable, Truth

_EDGE = 0.004  # page heights: a row may stick out of its table by this much
_SAME = Decimal("0.005")
_ALIKE = {"Description": 0.5, "ProductCode": 0.8}  # share of words that a cell and a value have in common
_PARTS = {  # header of a true column -> what columns may be in it: header -> name in line items
    "HeaderDescription": {
        "HeaderDescription": "Description", "HeaderQuantity": "Quantity", "HeaderBasePrice": "Price",
        "HeaderProductCode": "ProductCode",
    },
    "HeaderTotalPrice": {"HeaderTotalPrice": "Amount"},
}  # fmt: skip
_REST = {"HeaderDescription": None, "HeaderTotalPrice": NO_PREDICTION}  # what else stands there: not known, a tax class
_LINE_NUMBERS = {"Quantity": "quantity", "Price": "price", "Amount": "amount"}


def true_roles(layout: Layout, truth: Truth, decimal_comma: bool | None) -> list[int]:
    """The role of each row of the page (see `air.tables.roles`); `truth.tables` must be known."""
    roles = [OTHER] * len(layout.rows)
    for table, lines in _tables_on(truth, layout.page.index):
        _mark(roles, layout, table, lines, decimal_comma)
    return roles


def lines_on(truth: Truth, page_index: int) -> list[dict[str, str]]:
    """The line items of the tables on the page."""
    return [line for _, lines in _tables_on(truth, page_index) for line in lines]


def _tables_on(truth: Truth, page_index: int) -> Iterator[tuple[TrueTable, Sequence[dict[str, str]]]]:
    """The tables of the page with their line items."""
    first = 0
    for table in truth.tables or ():
        after = first + len(table.row_tops)
        if table.page_index == page_index:
            yield table, (truth.line_items or ())[first:after]
        first = after


def true_headers(
    spans: Sequence[Span],
    tables: Iterable[TrueTable],
    cells: Sequence[Sequence[str]],
    lines: Sequence[dict[str, str]],
    decimal_comma: bool | None,
) -> list[str | None]:
    """The header of each column found: that of the true column it shares most with; None where it shares little.

    Receipts print a quantity before the description and a tax class behind the amount in no column of their own. Where
    several columns were found in a true one, the `cells` (line items, columns) tell what each holds.
    """
    columns = [column for table in tables for column in table.columns]
    headers = [_header_of(span, columns) for span in spans]
    for header, names in _PARTS.items():
        shared = [at for at, one in enumerate(headers) if one == header]
        if len(shared) > 1:
            for at in shared:
                headers[at] = _by_values([row[at] for row in cells], lines, names, _REST[header], decimal_comma)
    return headers


def _header_of(span: Span, columns: Sequence[TrueColumn]) -> str | None:
    """The header of the true column a found column stands for; one with a meaning before one without."""
    shared = [
        (span.overlap(c.left, c.right) / max(min(span.right - span.left, c.right - c.left), 1e-6), c) for c in columns
    ]
    sure = [(share, column) for share, column in shared if share > 0.5]
    if not sure:
        return NO_PREDICTION if all(share <= 0 for share, _ in shared) else None
    return max(sure, key=lambda pair: (pair[1].header != NO_PREDICTION, pair[0]))[1].header


def _by_values(
    cells: Sequence[str],
    lines: Sequence[dict[str, str]],
    names: Mapping[str, str],
    otherwise: str | None,
    decimal_comma: bool | None,
) -> str | None:
    """The header whose values most of the cells have, `otherwise` if none; None if cells and lines don't match."""
    if len(cells) != len(lines):
        return None
    filled = [(cell, line) for cell, line in zip(cells, lines, strict=True) if cell]
    hits = {
        header: sum(_shows(cell, line.get(name), name, decimal_comma) for cell, line in filled)
        for header, name in names.items()
    }
    best = max(hits, key=lambda header: hits[header])
    return best if 2 * hits[best] > len(filled) else otherwise


def _shows(cell: str, value: str | None, name: str, decimal_comma: bool | None) -> bool:
    if value is None:
        return False
    if name not in _LINE_NUMBERS:
        return share_of_words(value, cell) >= _ALIKE[name]
    number = number_in(cell, decimal_comma)
    return number is not None and abs(abs(number) - abs(Decimal(value))) < _SAME


def are_right(found: Sequence[LineItem], wanted: Sequence[dict[str, str]]) -> list[bool]:
    """For each line item found whether it is one of those wanted; each of those counts once."""
    rest = list(wanted)
    answer = []
    for item in found:
        hit = next((at for at, line in enumerate(rest) if is_same_line(line, item)), None)
        if hit is not None:
            rest.pop(hit)
        answer.append(hit is not None)
    return answer


def is_same_line(line: dict[str, str], item: LineItem) -> bool:
    """True if the labelled numbers agree but for their sign and the descriptions share most of their words."""
    for name, attribute in _LINE_NUMBERS.items():
        if line.get(name) is not None:
            found = getattr(item, attribute)
            if found is None or abs(abs(Decimal(line[name])) - abs(found)) >= _SAME:
                return False
    return share_of_words(line.get("Description"), item.description) >= 0.6


def share_of_words(wanted: str | None, found: str | None) -> float:
    """Twice the words in common over all words; 1 if nothing is wanted."""
    a, b = _words(wanted), _words(found)
    return 2 * (a & b).total() / (a.total() + b.total()) if a else 1.0


def _words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", (text or "").lower()))


def _mark(
    roles: list[int], layout: Layout, table: TrueTable, lines: Sequence[dict[str, str]], decimal_comma: bool | None
) -> None:
    """Write the roles of one table's rows."""
    tops = sorted(table.row_tops)
    spans: dict[int, list[int]] = {}  # line item, -1 above the first -> rows
    for at, row in enumerate(layout.rows):
        if table.box.top - _EDGE <= row.box.middle <= table.box.bottom + _EDGE:
            spans.setdefault(bisect_right(tops, row.box.middle) - 1, []).append(at)
    for at in spans.pop(-1, []):
        roles[at] = HEADING if _is_heading(layout.rows[at], table) else BREAK
    for index, rows in spans.items():
        line = lines[index] if index < len(lines) else {}
        _mark_item(roles, layout, rows, line, decimal_comma)


def _is_heading(row: Row, table: TrueTable) -> bool:
    """True if most of the row's words are words of headings."""
    known = _words(" ".join(column.text or "" for column in table.columns))
    own = _words(row.text)
    return bool(own) and 2 * (own & known).total() >= own.total()


def _mark_item(
    roles: list[int], layout: Layout, rows: Sequence[int], line: dict[str, str], decimal_comma: bool | None
) -> None:
    """Mark the row with the most of the line's numbers as the item, rows of its text as detail, others as break."""
    hits = [_numbers_in(layout.rows[at], line, decimal_comma) for at in rows]
    best = hits.index(max(hits))
    description = _words(line.get("Description"))
    for place, at in enumerate(rows):
        own = _words(layout.rows[at].text)
        if place == best:
            roles[at] = ITEM
        elif place < best or quantity_and_price(layout.rows[at]) or 2 * (own & description).total() >= own.total() > 0:
            roles[at] = DETAIL
        else:
            roles[at] = BREAK


def _numbers_in(row: Row, line: dict[str, str], decimal_comma: bool | None) -> int:
    """How many of the line's numbers the row prints; the amount counts most."""
    printed = {
        abs(value) for t in row.tokens if t.kind in NUMERIC and (value := number_in(t.text, decimal_comma)) is not None
    }
    return sum(
        weight for name, weight in (("Amount", 3), ("Price", 1), ("Quantity", 1)) if _value(line.get(name)) in printed
    )


def _value(text: str | None) -> Decimal | None:
    try:
        return None if text is None else abs(Decimal(text))
    except InvalidOperation:
        return None
