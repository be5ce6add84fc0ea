"""What each row of a page is to a table: heading, line item, further text of one, break between them, or nothing.

The model is one multiclass classifier over rows; its features are computed once per page.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from air.tables.labels import GROUP_NAMES, labels_in
from air.tables.layout import Layout, Row
from air.tables.tokens import AMOUNT, CODE, CURRENCY, DATE, INTEGER, LETTER, PERCENT, TEXT, is_mark, number_in

OTHER, HEADING, ITEM, DETAIL, BREAK = range(5)
ROLES = ("other", "heading", "item", "detail", "break")  # order of the classes

_PRINTED = (  # what a row shows by itself
    "top", "left", "right", "height", "tokens", "segments", "amounts", "integers", "percents", "currencies", "dates",
    "codes", "letters", "texts", "characters", "upper", "digits", "first_kind", "ends_in_amount", "has_colon",
    "has_mark", "confidence", "heading_concepts", "heading_share", *GROUP_NAMES,
)  # fmt: skip
_AMONG = (  # what it is among the rows of the page
    "order", "gap_above", "gap_below", "is_negative", "amount_size", "is_largest", "amount_right", "aligned_amounts",
    "aligned_left", "product", "is_sum", "amount_repeats",
)  # fmt: skip
_OWN = (*_PRINTED, *_AMONG)
_NEAR = (
    "segments", "amounts", "integers", "texts", "ends_in_amount", "heading_concepts", "product", "left", "gap_below",
    "subtotal", "total_tax", "total_incl", "header", "is_sum",
)  # fmt: skip
_OFFSETS = (-2, -1, 1, 2)
_ABOVE = (
    "rows_below_heading", "heading_fit", "heading_cover", "heading_rank", "total_since_heading", "rows_since_total",
    "edges_shared_above", "edges_shared_below", "items_above", "items_below",
)  # fmt: skip
_ALIKE = ("rows_alike", "rows_alike_above", "rows_alike_below", "like_product", "edges")
FEATURE_NAMES = (*_OWN, *_ABOVE, *_ALIKE, *(f"{name}@{offset:+d}" for offset in _OFFSETS for name in _NEAR))
_COLUMN = {name: index for index, name in enumerate(_OWN)}
_TOTAL_GROUPS = ("subtotal", "total_excl", "total_tax", "total_incl", "amount_due")
_SAME_EDGE = 1.2  # character widths
_MOSTLY = 0.7  # share of the edges of two rows that have to agree
_CLOSING_GROUPS = ("total_excl", "total_incl", "amount_due")
_NEAR_ROWS = 8  # rows in which line items have their likes
_SIBLING = 2.0  # how much likelier a row is an item that is set exactly like one
_NUMBERS = (AMOUNT, INTEGER, PERCENT)


def role_features(layout: Layout, decimal_comma: bool | None) -> NDArray[np.float64]:
    """Shape (rows, features); NaN where not applicable."""
    rows = layout.rows
    if not rows:
        return np.empty((0, len(FEATURE_NAMES)))
    own = np.full((len(rows), len(_OWN)), np.nan)
    own[:, : len(_PRINTED)] = [_printed(row, layout) for row in rows]
    amounts = [_amounts(row, decimal_comma) for row in rows]
    _fill_gaps(own, rows, layout)
    _fill_amounts(own, rows, amounts, layout)
    likeness, edges = _likeness(layout)
    above = _above(own, layout, likeness * edges[:, None])
    return np.hstack([own, above, _alike(own, likeness, edges), *(_shifted(own, offset) for offset in _OFFSETS)])


def with_siblings(
    layout: Layout, features: NDArray[np.float64], probabilities: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The probabilities with a row that is set like line items near it a likelier one too, unless it names a total.

    `features` has one row per row of the page (see `role_features`), as has `probabilities`.
    """
    if not len(features):
        return probabilities
    likeness, _ = _likeness(layout)
    order = np.arange(len(features))
    is_near = np.abs(order[:, None] - order[None, :]) <= _NEAR_ROWS
    is_item = probabilities.argmax(axis=1) == ITEM
    like_item = (likeness * is_near * is_item[None, :]).max(axis=1)
    says_total = features[:, [_COLUMN[name] for name in (*_TOTAL_GROUPS, "carried_over")]].any(axis=1)
    answer = _alike_texts(layout, features, probabilities)
    answer[:, ITEM] *= np.where(says_total, 1, 1 + _SIBLING * like_item)
    return np.asarray(answer / answer.sum(axis=1, keepdims=True))


def _alike_texts(
    layout: Layout, features: NDArray[np.float64], probabilities: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Texts of a table that begin at one place with one gap above are all further lines, or all breaks."""
    answer = probabilities.copy()
    groups: dict[tuple[int, int], list[int]] = {}
    is_text = (features[:, _COLUMN["amounts"]] == 0) & np.isin(probabilities.argmax(axis=1), (DETAIL, BREAK))
    for at in np.flatnonzero(is_text & np.isfinite(features[:, _COLUMN["gap_above"]])):
        place, gap = features[at, _COLUMN["left"]] / layout.character, features[at, _COLUMN["gap_above"]]
        groups.setdefault((round(place), round(2 * gap)), []).append(int(at))
    for rows in groups.values():
        answer[rows] = probabilities[rows].mean(axis=0)
    return answer


def closes_table(features: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each row if it prints a total of the document, below which no line item stands."""
    says_total = features[:, [_COLUMN[name] for name in _CLOSING_GROUPS]].any(axis=1)
    return np.asarray(says_total & (features[:, _COLUMN["amounts"]] > 0))


def _printed(row: Row, layout: Layout) -> list[float]:
    """The features of `_PRINTED`."""
    kinds = [token.kind for token in row.tokens]
    text = row.text
    words = row.words
    labels = labels_in(words)
    names = set().union(*(found for _, _, found in labels))
    headings = [found for found in labels if any(name.startswith("col_") for name in found[2])]
    letters = sum(map(str.isalpha, text))
    last = next((kind for kind in reversed(kinds) if kind not in (LETTER, CURRENCY)), TEXT)
    return [
        row.box.top, row.box.left, row.box.right, row.box.height / layout.row_height, len(kinds), len(row.segments),
        *(kinds.count(kind) for kind in (AMOUNT, INTEGER, PERCENT, CURRENCY, DATE, CODE, LETTER, TEXT)), len(text),
        sum(map(str.isupper, text)) / letters if letters else np.nan, sum(map(str.isdigit, text)) / len(text), kinds[0],
        last == AMOUNT, ":" in text, any(is_mark(token) for token in row.tokens[1:]),
        min(token.confidence for token in row.tokens), sum(name.startswith("col_") for name in names),
        sum(length for _, length, _ in headings) / len(words), *(name in names for name in GROUP_NAMES),
    ]  # fmt: skip


def _amounts(row: Row, decimal_comma: bool | None) -> list[tuple[Decimal, float]]:
    """The numbers of the row with their right edges."""
    found = ((number_in(t.text, decimal_comma), t.right) for t in row.tokens if t.kind in (AMOUNT, INTEGER))
    return [(value, right) for value, right in found if value is not None]


def _fill_gaps(own: NDArray[np.float64], rows: Sequence[Row], layout: Layout) -> None:
    tops = np.array([row.box.top for row in rows])
    bottoms = np.array([row.box.bottom for row in rows])
    gaps = (tops[1:] - bottoms[:-1]) / layout.row_height
    own[1:, _COLUMN["gap_above"]] = gaps
    own[:-1, _COLUMN["gap_below"]] = gaps
    own[:, _COLUMN["order"]] = np.arange(len(rows)) / len(rows)


def _fill_amounts(
    own: NDArray[np.float64], rows: Sequence[Row], amounts: list[list[tuple[Decimal, float]]], layout: Layout
) -> None:
    """What the numbers of the row are among those of the page."""
    last = [next((t for t in reversed(row.tokens) if t.kind == AMOUNT), None) for row in rows]
    rights = np.array([token.right if token else np.nan for token in last])
    lefts = np.array([row.box.left for row in rows])
    tolerance = _SAME_EDGE * layout.character
    with np.errstate(invalid="ignore"):
        own[:, _COLUMN["aligned_amounts"]] = (np.abs(rights[:, None] - rights[None, :]) < tolerance).sum(1)
    own[:, _COLUMN["aligned_left"]] = (np.abs(lefts[:, None] - lefts[None, :]) < tolerance).sum(1)
    own[:, _COLUMN["amount_right"]] = rights
    values = [found[-1][0] if found and token else None for found, token in zip(amounts, last, strict=True)]
    largest = max((abs(value) for value in values if value is not None), default=None)
    own[:, _COLUMN["amount_size"]] = [np.nan if v is None else np.log1p(min(abs(float(v)), 1e12)) for v in values]
    own[:, _COLUMN["is_largest"]] = [value is not None and abs(value) == largest for value in values]
    own[:, _COLUMN["is_negative"]] = [any(value < 0 for value, _ in found) for found in amounts]
    own[:, _COLUMN["product"]] = [has_product([value for value, _ in found]) for found in amounts]
    own[:, _COLUMN["is_sum"]] = _sums(values)
    own[:, _COLUMN["amount_repeats"]] = [np.nan if value is None else values.count(value) for value in values]


def has_product(values: Sequence[Decimal]) -> bool:
    """True if one of the last two numbers is the product of two before it, within a cent."""
    if len(values) < 3:
        return False
    for end in (len(values) - 1, len(values) - 2):
        for a, b in permutations(values[max(0, end - 6) : end], 2):
            if a not in (0, 1) and abs(a * b - values[end]) < Decimal("0.011"):
                return True
            if a == 1 and b == values[end]:
                return True
    return False


def _sums(values: Sequence[Decimal | None]) -> list[float]:
    """For each value how many of the values right above it add up to it, from 2; 0 if none do."""
    first = {Decimal(0): 0}  # sum of all values up to a row -> how many values that are
    total, count = Decimal(0), 0
    answer = []
    for value in values:
        run = 0 if value is None else count - first.get(total - value, count)
        answer.append(float(run) if run >= 2 else 0.0)
        if value is not None:
            total, count = total + value, count + 1
            first.setdefault(total, count)
    return answer


def _above(own: NDArray[np.float64], layout: Layout, shared: NDArray[np.float64]) -> NDArray[np.float64]:
    """How each row sits below the nearest row that looks like headings, and beside its neighbours."""
    rows = layout.rows
    concepts, share, amounts = (own[:, _COLUMN[name]] for name in ("heading_concepts", "heading_share", "amounts"))
    segments = own[:, _COLUMN["segments"]]
    looks = np.where((concepts >= 2) & (share > 0.4) & (amounts == 0) & (segments >= 2), concepts * share, 0)
    is_total = own[:, [_COLUMN[name] for name in _TOTAL_GROUPS]].any(axis=1) & (amounts > 0)
    is_item = (own[:, _COLUMN["ends_in_amount"]] > 0) & ~is_total
    answer = np.full((len(rows), len(_ABOVE)), np.nan)
    heading: int | None = None
    last_total, since = -1, 0.0
    for at, row in enumerate(rows):
        if heading is not None:
            fit, cover = _fit(row, rows[heading])
            answer[at, :5] = at - heading, fit, cover, looks[heading], since
        answer[at, 5] = at - last_total if last_total >= 0 else np.nan
        answer[at, 6] = shared[at, at - 1] if at else np.nan
        answer[at, 7] = shared[at, at + 1] if at + 1 < len(rows) else np.nan
        answer[at, 8] = is_item[max(0, at - 5) : at].sum()
        answer[at, 9] = is_item[at + 1 : at + 6].sum()
        if looks[at] >= 1 and (heading is None or at - heading > 2 or looks[at] > looks[heading]):
            heading, since = at, 0.0
        if is_total[at]:
            last_total, since = at, since + 1
    return answer


def _alike(own: NDArray[np.float64], likeness: NDArray[np.float64], edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many rows are set like each row: text begins and numbers end at the same places."""
    order = np.arange(len(edges))
    is_alike = (likeness >= _MOSTLY) & (edges[:, None] >= 3)
    above, below = order[None, :] < order[:, None], order[None, :] > order[:, None]
    has_product = own[:, _COLUMN["product"]] > 0
    like_product = (likeness * has_product[None, :]).max(axis=1)
    return np.column_stack([
        is_alike.sum(axis=1), (is_alike & above).sum(axis=1), (is_alike & below).sum(axis=1), like_product, edges,
    ])  # fmt: skip


def _likeness(layout: Layout) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Shape (rows, rows): the share of edges that two rows have in common; and how many edges each row has."""
    edges = [_edges(row) for row in layout.rows]
    counts = np.array([len(some) for some in edges])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    places = np.array([place for some in edges for place, _ in some])
    is_number = np.array([number for some in edges for _, number in some])
    same = np.abs(places[:, None] - places[None, :]) < _SAME_EDGE * layout.character
    same &= is_number[:, None] == is_number[None, :]
    by_row = np.logical_or.reduceat(same, starts, axis=1)
    shares = np.add.reduceat(by_row.astype(np.int64), starts, axis=0) / counts[:, None]
    likeness = np.minimum(shares, shares.T)
    np.fill_diagonal(likeness, 0)
    return likeness, counts


def _edges(row: Row) -> list[tuple[float, bool]]:
    """Where the numbers of a row end (True) and where its texts begin (False); never empty."""
    numbers = [(token.right, True) for token in row.tokens if token.kind in _NUMBERS]
    texts = [(segment.left, False) for segment in row.segments if segment.tokens[0].kind not in _NUMBERS]
    return numbers + texts


def _fit(row: Row, heading: Row) -> tuple[float, float]:
    """The share of the row's segments that lie under a heading, and of the headings that have one below."""
    own = [(segment.left, segment.right) for segment in row.segments]
    over = [(segment.left, segment.right) for segment in heading.segments]
    fit = sum(any(right > a and left < b for a, b in over) for left, right in own)
    cover = sum(any(right > a and left < b for a, b in own) for left, right in over)
    return fit / len(own), cover / len(over)


def _shifted(own: NDArray[np.float64], offset: int) -> NDArray[np.float64]:
    """The `_NEAR` features of the row `offset` rows further down; NaN past the page."""
    near = own[:, [_COLUMN[name] for name in _NEAR]]
    answer = np.full_like(near, np.nan)
    if abs(offset) < len(near):
        if offset < 0:
            answer[-offset:] = near[:offset]
        else:
            answer[:-offset] = near[offset:]
    return answer
