"""What each column holds: the features of a column and the choice of one of `TABLE_HEADERS` for each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log1p

import numpy as np
from numpy.typing import NDArray

from air.ngrams import hashes
from air.tables.gutters import Span
from air.tables.labels import GROUPS, HEADING_CONCEPTS, heading_scores, labels_in, plain
from air.tables.tokens import AMOUNT, CODE, CURRENCY, DATE, INTEGER, LETTER, PERCENT, TEXT, Token, number_in
from air.vocabulary import TABLE_HEADERS

Cells = Sequence[Sequence[Sequence[Token]]]  # rows of columns of tokens

_HASHES = 32
_MOST_ROWS = 40  # of a table that are looked at for sums and products
_PLACE = ("index", "index_from_right", "columns", "left", "right", "width", "has_heading", "heading_length", "is_last")
_KINDS = {"text": TEXT, "code": CODE, "integer": INTEGER, "amount": AMOUNT, "percent": PERCENT, "currency": CURRENCY,
          "date": DATE, "letter": LETTER}  # fmt: skip
_CONTENTS = (
    "rows", "filled", "numbers", "words", "characters", "distinct", "longest", "is_counting", "whole", "mean_size",
    "largest_share", "is_rate", "unit_words", "right_spread", "left_spread", "equals_one", "small", "decimals",
)  # fmt: skip
_RELATIONS = (
    "is_product",
    "is_factor",
    "is_other_factor",
    "is_sum_of",
    "is_part_of_sum",
    "is_tax",
    "size_rank",
    "equal_column",
)
FEATURE_NAMES = (
    *HEADING_CONCEPTS, *(f"letters_{at}" for at in range(_HASHES)), *_PLACE, *(f"share_{name}" for name in _KINDS),
    *_CONTENTS, *_RELATIONS,
)  # fmt: skip
_RATES = frozenset({0, 3, 4, 5, 5.5, 6, 7, 8, 9, 10, 12, 13, 16, 17, 19, 20, 21, 22, 23, 24, 25, 27})
_ANY = len(TABLE_HEADERS) - 1
_FACTORS = ("HeaderQuantity", "HeaderBasePrice", "HeaderTotalPrice")
_MOSTLY = 0.6  # share of the rows in which a product has to hold to count
_PRODUCT = 3.0  # what a product in all rows is worth against the probabilities, in log units
_LEAST = 0.002  # no probability is taken for less


def column_features(spans: Sequence[Span], cells: Cells, decimal_comma: bool | None) -> NDArray[np.float64]:
    """Shape (columns, features); NaN where not applicable."""
    columns = [[row[at] for row in cells] for at in range(len(spans))]
    numbers = [[_number(cell, decimal_comma) for cell in column] for column in columns]
    relations = _relations(numbers)
    answer = [
        [
            *_heading(span.heading),
            *_place(spans, at),
            *_kinds(columns[at]),
            *_contents(columns[at], numbers[at]),
            *relations[at],
        ]
        for at, span in enumerate(spans)
    ]
    return np.array(answer, dtype=np.float64).reshape(len(spans), len(FEATURE_NAMES))


def choose_headers(
    probabilities: NDArray[np.float64], products: NDArray[np.float64], filled: NDArray[np.float64]
) -> list[tuple[str, float]]:
    """A header and its confidence per column; every header but NoPrediction at most once, the surest and fullest first.

    `probabilities` has shape (columns, `TABLE_HEADERS`), `filled` comes from `filled_shares`, `products` from
    `product_shares`: where two columns multiply to a third, quantity, price and amount are chosen together.
    """
    chosen = _multiplying(probabilities, products)
    free = set(range(_ANY)) - set(chosen.values())
    urgent = probabilities * filled[:, None]
    order = np.dstack(np.unravel_index(np.argsort(-urgent, axis=None, kind="stable"), urgent.shape))[0]
    for column, header in order.tolist():
        if column in chosen or (header != _ANY and header not in free):
            continue
        chosen[column] = header
        free.discard(header)
    return [(TABLE_HEADERS[chosen[at]], float(probabilities[at, chosen[at]])) for at in range(len(probabilities))]


def filled_shares(cells: Cells, columns: int) -> NDArray[np.float64]:
    """Shape (columns,): in which share of the rows each column has something."""
    filled = np.array([[bool(cell) for cell in row] for row in cells], dtype=np.float64).reshape(-1, columns)
    return np.asarray(filled.mean(axis=0))


def product_shares(cells: Cells, columns: int, decimal_comma: bool | None) -> NDArray[np.float64]:
    """Shape (columns, columns, columns): in which share of the rows column a times column b is column c.

    Rows with a factor 1 or the product 0 don't count.
    """
    numbers = [[_number(row[at], decimal_comma) for row in cells[:_MOST_ROWS]] for at in range(columns)]
    table = np.array([[np.nan if v is None else float(v) for v in column] for column in numbers]).reshape(columns, -1)
    a, b, c = table[:, None, None], table[None, :, None], table[None, None, :]
    says_nothing = (np.abs(a) == 1) | (np.abs(b) == 1) | (c == 0)
    with np.errstate(invalid="ignore", over="ignore"):
        return _shares(np.abs(np.abs(a * b) - np.abs(c)) < 0.011, [a, b, np.where(says_nothing, np.nan, c)])


def _multiplying(probabilities: NDArray[np.float64], products: NDArray[np.float64]) -> dict[int, int]:
    """The columns of quantity, price and amount, if the product speaks for them more than the probabilities against."""
    logs = np.log(np.maximum(probabilities, _LEAST))
    loss = logs - logs.max(axis=1, keepdims=True)
    gain = np.where(products >= _MOSTLY, _PRODUCT * products, -np.inf)
    quantity, price, amount = (loss[:, TABLE_HEADERS.index(header)] for header in _FACTORS)
    score = quantity[:, None, None] + price[None, :, None] + amount[None, None, :] + gain
    places = np.arange(len(probabilities))
    first, second, third = places[:, None, None], places[None, :, None], places[None, None, :]
    score = np.where((first != second) & (first != third) & (second != third), score, -np.inf)
    best = np.unravel_index(int(score.argmax()), score.shape)
    if score[best] <= 0:
        return {}
    return {int(column): TABLE_HEADERS.index(header) for column, header in zip(best, _FACTORS, strict=True)}


def _heading(text: str | None) -> list[float]:
    """The likeness to each concept and the hashed letter triples."""
    if text is None:
        return [np.nan] * (len(HEADING_CONCEPTS) + _HASHES)
    triples = [0.0] * _HASHES
    for digest in hashes(f"^{plain(text)}$", (3,)):
        triples[digest % _HASHES] += 1
    return [*heading_scores(text), *triples]


def _place(spans: Sequence[Span], at: int) -> list[float]:
    span = spans[at]
    return [
        at, len(spans) - 1 - at, len(spans), span.left, span.right, span.right - span.left,
        float(span.heading is not None), len(span.heading or ""), float(at == len(spans) - 1),
    ]  # fmt: skip


def _kinds(column: Sequence[Sequence[Token]]) -> list[float]:
    """The share of each kind of token."""
    kinds = [token.kind for cell in column for token in cell]
    return [kinds.count(kind) / len(kinds) if kinds else np.nan for kind in _KINDS.values()]


def _number(cell: Sequence[Token], decimal_comma: bool | None) -> Decimal | None:
    return number_in(" ".join(token.text for token in cell), decimal_comma) if cell else None


def _contents(column: Sequence[Sequence[Token]], numbers: Sequence[Decimal | None]) -> list[float]:
    texts = [" ".join(token.text for token in cell) for cell in column if cell]
    values = [value for value in numbers if value is not None]
    words = [word for text in texts for word in text.split()]
    names = [name for _, _, found in labels_in(words) for name in found if name in GROUPS]
    rights, lefts = [cell[-1].right for cell in column if cell], [cell[0].left for cell in column if cell]
    floats = [abs(float(value)) for value in values]
    return [
        len(column), len(texts) / max(len(column), 1), len(values) / max(len(texts), 1),
        _mean([len(text.split()) for text in texts]), _mean([len(text) for text in texts]),
        len(set(texts)) / len(texts) if texts else np.nan, max(map(len, texts), default=np.nan),
        float(len(values) >= 1 and all(value == at + 1 for at, value in enumerate(values))),
        _mean([value == value.to_integral_value() for value in values]), _mean([log1p(min(v, 1e12)) for v in floats]),
        max(floats) / sum(floats) if floats and sum(floats) > 0 else np.nan, _mean([v in _RATES for v in floats]),
        names.count("unit") / len(words) if words else np.nan, _spread(rights),
        _spread(lefts), _mean([v == 1 for v in floats]), _mean([v < 100 for v in floats]),
        _mean([max(0, -exponent) for v in values if isinstance(exponent := v.as_tuple().exponent, int)]),
    ]  # fmt: skip


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else np.nan


def _spread(values: Sequence[float]) -> float:
    """Standard deviation; NaN of nothing."""
    if not values:
        return np.nan
    middle = sum(values) / len(values)
    return float((sum((value - middle) ** 2 for value in values) / len(values)) ** 0.5)


def _relations(numbers: Sequence[Sequence[Decimal | None]]) -> NDArray[np.float64]:
    """Shape (columns, `_RELATIONS`): the share of rows in which the column is a product, a factor, a sum of others."""
    count = len(numbers)
    answer = np.zeros((count, len(_RELATIONS)))
    rows = [[np.nan if v is None else float(v) for v in column[:_MOST_ROWS]] for column in numbers]
    table = np.array(rows).reshape(count, -1)
    known = np.flatnonzero(np.isfinite(table).any(axis=1))
    if len(known) < 2:
        return answer
    table = table[known]
    size = np.nanmean(np.abs(table), axis=1)
    answer[known, 6] = (size[:, None] > size[None, :]).sum(axis=0)
    alike = _shares(np.abs(table[:, None] - table[None, :]) < 0.005, [table[:, None], table[None, :]])
    np.fill_diagonal(alike, 0)
    answer[known, 7] = alike.max(axis=1)
    if len(known) >= 3:
        answer[known, :6] = _triples(table)
    return answer


def _triples(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shape (columns, 6): how often columns a and b multiply or add to c, or c is a percentage b of a."""
    a, b, c = table[:, None, None], table[None, :, None], table[None, None, :]
    with np.errstate(invalid="ignore", over="ignore"):
        times = _shares(np.abs(a * b - c) < 0.011, [a, b, c])
        plus = _shares((np.abs(a + b - c) < 0.011) & (np.abs(b) > 0) & (np.abs(a) > 0), [a, b, c])
        tax = _shares(np.abs(a * b / 100 - c) < 0.011, [a, b, c])
    places = np.arange(len(table))
    first, second, third = places[:, None, None], places[None, :, None], places[None, None, :]
    is_triple = (first < second) & (first != third) & (second != third)
    times, plus, tax = (np.where(is_triple, share, 0) for share in (times, plus, tax))
    return np.column_stack([
        times.max(axis=(0, 1)), times.max(axis=(1, 2)), times.max(axis=(0, 2)),
        plus.max(axis=(0, 1)), np.maximum(plus.max(axis=(1, 2)), plus.max(axis=(0, 2))), tax.max(axis=(0, 1)),
    ])  # fmt: skip


def _shares(holds: NDArray[np.bool_], columns: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The share of rows (last axis) with a number in all columns for which it holds; 0 without such rows."""
    complete = np.ones(holds.shape, dtype=bool)
    for column in columns:
        complete &= np.isfinite(column)
    known = complete.sum(axis=-1)
    hits = (holds & complete).sum(axis=-1)
    return np.asarray(np.where(known > 0, hits / np.maximum(known, 1), 0.0))
