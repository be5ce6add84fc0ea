"""From the rows of tables to line items, each with one confidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from air.document import Document
from air.numbers import decimal_comma_of
from air.recognition import LineItem, Table
from air.tables.labels import GROUP_NAMES, labels_in
from air.tables.tokens import AMOUNT, number_in, tokens_of
from air.vocabulary import LINE_ITEM_ATTRIBUTE

NUMBERS = ("quantity", "price", "amount", "tax_amount", "tax_rate")
_ATTRIBUTES = tuple(LINE_ITEM_ATTRIBUTE.values())
_CENT = Decimal("0.011")
_HIGHEST_RATE = Decimal("0.35")
_NUMBER_GAP = 0.012  # page widths: the widest gap inside a number such as 1 234,56
_BRACKETED = re.compile(r"\[(?P<product_code>[^\]\s]{2,40})\]\s*(?P<description>\S.*)", re.DOTALL)  # [FURN-7] Chair
_LEAST = 0.2  # line items less sure than this are left out

FEATURE_NAMES = (
    *(f"column_{name}" for name in _ATTRIBUTES), *(f"has_{name}" for name in _ATTRIBUTES),
    *(f"misread_{name}" for name in NUMBERS),
    "table_confidence", "is_continuation", "columns", "rows", "headings", "most_headings", "order",
    "product", "product_ratio", "tax_holds", "total_printed", "amount_share", "is_negative", "amount_size",
    "amount_repeats",
    "like_others", "words", "characters", "digits", "lines", "gap", "least_confidence", "mean_confidence", "scanned",
    *(f"says_{name}" for name in GROUP_NAMES),
)  # fmt: skip


_Words = dict[
    int, tuple[NDArray[np.float64], NDArray[np.float64]]
]  # page index -> middles and confidences of its words


class ConfidenceModel(Protocol):
    """What tells how sure line items are (see `air.tables.models`)."""

    def confidences(self, features: NDArray[np.float64]) -> NDArray[np.float64]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A line item before its confidence, with the row it was read from."""

    item: LineItem
    table: Table
    order: int  # of the row in its table
    misread: frozenset[str]  # number attributes whose cell is no number


def read_line_items(tables: tuple[Table, ...], document: Document, models: ConfidenceModel) -> tuple[LineItem, ...]:
    """The line items of the tables, in reading order; rows that are surely none are left out."""
    habit = decimal_comma_of(document)
    drafts = draft_items(tables, habit)
    confidences = models.confidences(item_features(drafts, document, habit))
    return tuple(
        replace(draft.item, confidence=float(confidence))
        for draft, confidence in zip(drafts, confidences, strict=True)
        if confidence >= _LEAST
    )


def draft_items(tables: Sequence[Table], decimal_comma: bool | None) -> list[Draft]:
    """A line item for each row with an amount, or with a description and another number."""
    drafts = [_draft(table, order, decimal_comma) for table in tables for order in range(len(table.rows))]
    return [draft for draft in drafts if _says_enough(draft.item)]


def item_features(drafts: Sequence[Draft], document: Document, decimal_comma: bool | None) -> NDArray[np.float64]:
    """Shape (line items, features); NaN where not applicable."""
    total = sum((draft.item.amount or Decimal(0) for draft in drafts), Decimal(0))
    amounts = Counter(draft.item.amount for draft in drafts if draft.item.amount is not None)
    patterns = Counter(_pattern(draft.item) for draft in drafts)
    is_total_printed = total != 0 and any(
        abs(abs(amount) - abs(total)) < _CENT for amount in _printed(document, decimal_comma)
    )
    most_headings = max((_headings(draft.table) for draft in drafts), default=0)
    words = _words_of(document)
    rows = []
    for draft in drafts:
        item = draft.item
        shared = {
            "total_printed": is_total_printed,
            "amount_share": float(abs(item.amount) / abs(total)) if item.amount is not None and total else np.nan,
            "most_headings": most_headings,
            "amount_repeats": amounts[item.amount] if item.amount is not None else np.nan,
            "like_others": patterns[_pattern(item)] / len(drafts),
            "scanned": document.was_scanned,
        }
        values = {**_of_table(draft), **_of_item(draft), **_of_text(draft, words), **shared}
        rows.append([float(values[name]) for name in FEATURE_NAMES])
    return np.array(rows, dtype=np.float64).reshape(len(drafts), len(FEATURE_NAMES))


def _draft(table: Table, order: int, decimal_comma: bool | None) -> Draft:
    values: dict[str, Any] = {}
    misread = set()
    for column, text in zip(table.columns, table.rows[order], strict=True):
        attribute = LINE_ITEM_ATTRIBUTE.get(column.header)
        if attribute is None or not text:
            continue
        if attribute not in NUMBERS:
            values[attribute] = text
            continue
        number = number_in(text, decimal_comma)
        if number is None:
            misread.add(attribute)
        else:
            values[attribute] = _fraction(number, text) if attribute == "tax_rate" else number
    bracketed = _BRACKETED.fullmatch(values.get("description", ""))
    if bracketed is not None and "product_code" not in values:
        values |= bracketed.groupdict()
    item = LineItem(page_index=table.page_index, box=table.row_boxes[order], confidence=0.0, **values)
    return Draft(item, table, order, frozenset(misread))


def _fraction(number: Decimal, text: str) -> Decimal:
    """A tax rate as a fraction; 0.21 without a percent sign is one already."""
    return number if 0 < number < _HIGHEST_RATE and "%" not in text else number / 100


def _says_enough(item: LineItem) -> bool:
    if item.amount is not None:
        return True
    return item.description is not None and (item.price is not None or item.quantity is not None)


def _printed(document: Document, decimal_comma: bool | None) -> set[Decimal]:
    """Every amount on the pages."""
    lines = (line for page in document.pages for line in page.lines if any(c.isdigit() for c in line.words[-1].text))
    tokens = {token.text for line in lines for token in tokens_of(line.words, _NUMBER_GAP) if token.kind == AMOUNT}
    return {number for text in tokens if (number := number_in(text, decimal_comma)) is not None}


def _pattern(item: LineItem) -> tuple[bool, ...]:
    return tuple(getattr(item, name) is not None for name in _ATTRIBUTES)


def _headings(table: Table) -> int:
    return sum(column.text is not None for column in table.columns)


def _of_table(draft: Draft) -> dict[str, float]:
    table = draft.table
    columns = {LINE_ITEM_ATTRIBUTE.get(column.header): column.confidence for column in table.columns}
    gap = table.row_boxes[draft.order].top - table.row_boxes[draft.order - 1].bottom if draft.order else np.nan
    return {
        **{f"column_{name}": columns.get(name, np.nan) for name in _ATTRIBUTES},
        "table_confidence": table.confidence, "is_continuation": table.is_continuation, "columns": len(table.columns),
        "rows": len(table.rows), "headings": _headings(table),
        "order": draft.order / len(table.rows), "gap": gap,
    }  # fmt: skip


def _of_item(draft: Draft) -> dict[str, float]:
    item = draft.item
    amount = item.amount
    answer: dict[str, float] = {f"has_{name}": getattr(item, name) is not None for name in _ATTRIBUTES}
    answer |= {f"misread_{name}": name in draft.misread for name in NUMBERS}
    answer |= {"product": np.nan, "product_ratio": np.nan, "tax_holds": np.nan}
    answer["is_negative"] = amount is not None and amount < 0
    answer["amount_size"] = np.nan if amount is None else float(np.log1p(min(abs(float(amount)), 1e12)))
    if item.quantity is not None and item.price is not None and amount is not None:
        product = item.quantity * item.price
        answer["product"] = abs(abs(product) - abs(amount)) < _CENT
        answer["product_ratio"] = min(float(abs(product / amount)), 1e6) if amount else np.nan
    if item.tax_amount is not None and item.tax_rate is not None and amount is not None:
        answer["tax_holds"] = abs(item.tax_rate * amount - item.tax_amount) < _CENT
    return answer


def _of_text(draft: Draft, words: _Words) -> dict[str, float]:
    text = draft.item.description or ""
    names = {name for _, _, found in labels_in(text.split()) for name in found}
    box = draft.item.box
    middles, confidences = words[draft.item.page_index]
    inside = confidences[(middles >= box.top) & (middles <= box.bottom)]
    return {
        "words": len(text.split()),
        "characters": len(text),
        "digits": sum(c.isdigit() for c in text) / max(len(text), 1),
        "lines": box.height,
        "least_confidence": float(inside.min()) if len(inside) else np.nan,
        "mean_confidence": float(inside.mean()) if len(inside) else np.nan,
        **{f"says_{name}": name in names for name in GROUP_NAMES},
    }


def _words_of(document: Document) -> _Words:
    return {
        page.index: (
            np.array([word.box.middle for word in page.words()]),
            np.array([word.confidence for word in page.words()]),
        )
        for page in document.pages
    }
