"""What each column holds: the features of a column and the choice of one of `TABLE_HEADERS` for each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from air.tables.columns import Span
from air.tables.labels import GROUPS, HEADING_CONCEPTS, heading_scores, labels_in, plain
from air.tables.tokens import AMOUNT, CODE, CURRENCY, DATE, INTEGER, LETTER, PERCENT, TEXT, Token, number_in
from air.vocabulary import TABLE_HEADERS

Cells = Sequence[Sequence[Sequence[Token]]]  # rows of columns of tokens

_HASHES = 32
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
_DESCRIPTION = TABLE_HEADERS.index("HeaderDescription")


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


def choose_headers(probabilities: NDArray[np.float64]) -> list[tuple[str, float]]:
    """A header and its confidence per column; every header but NoPrediction at most once, the surest first.

    `probabilities` has shape (columns, `TABLE_HEADERS`).
    """
    chosen: dict[int, int] = {}
    free = set(range(_ANY))
    order = np.dstack(np.unravel_index(np.argsort(-probabilities, axis=None, kind="stable"), probabilities.shape))[0]
    for column, header in order.tolist():
        if column in chosen or (header != _ANY and header not in free):
            continue
        chosen[column] = header
        free.discard(header)
    return [(TABLE_HEADERS[chosen[at]], float(probabilities[at, chosen[at]])) for at in range(len(probabilities))]


def _heading(text: str | None) -> list[float]:
    """The likeness to each concept and the hashed letter triples."""
    if text is None:
        return [np.nan] * (len(HEADING_CONCEPTS) + _HASHES)
    triples = [0.0] * _HASHES
    key = f"^{plain(text)}$"
    for at in range(len(key) - 2):
        triples[crc32(key[at : at + 3].encode()) % _HASHES] += 1
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
        _mean([value == value.to_integral_value() for value in values]), _mean([np.log1p(min(v, 1e12)) for v in floats]),
        max(floats) / sum(floats) if floats and sum(floats) > 0 else np.nan, _mean([v in _RATES for v in floats]),
        names.count("unit") / len(words) if words else np.nan, float(np.std(rights)) if rights else np.nan,
        float(np.std(lefts)) if lefts else np.nan, _mean([v == 1 for v in floats]), _mean([v < 100 for v in floats]),
        _mean([max(0, -exponent) for v in values if isinstance(exponent := v.as_tuple().exponent, int)]),
    ]  # fmt: skip


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else np.nan


def _relations(numbers: Sequence[Sequence[Decimal | None]]) -> NDArray[np.float64]:
    """Shape (columns, `_RELATIONS`): the share of rows in which the column is a product, a factor, a sum of others."""
    count = len(numbers)
    answer = np.zeros((count, len(_RELATIONS)))
    table = np.array([[np.nan if v is None else float(v) for v in column] for column in numbers]).reshape(count, -1)
    known = [at for at in range(count) if np.isfinite(table[at]).any()]
    sizes = [float(np.nanmean(np.abs(table[at]))) if at in known else np.nan for at in range(count)]
    for at in known:
        answer[at, 6] = sum(sizes[other] > sizes[at] for other in known)
    for c in known:
        for a in known:
            if a == c:
                continue
            answer[a, 7] = max(answer[a, 7], _share(np.abs(table[a] - table[c]) < 0.005, table[a], table[c]))
            for b in known:
                if b > a and b != c:
                    _relate(answer, table, a, b, c)
    return answer


def _relate(answer: NDArray[np.float64], table: NDArray[np.float64], a: int, b: int, c: int) -> None:
    """Note where columns a and b multiply or add to column c, or are a base and a percentage of it."""
    with np.errstate(invalid="ignore", over="ignore"):
        product, total = table[a] * table[b], table[a] + table[b]
        times = _share(np.abs(product - table[c]) < 0.011, *table[[a, b, c]])
        plus = _share((np.abs(total - table[c]) < 0.011) & (np.abs(table[b]) > 0), *table[[a, b, c]])
        tax = _share(np.abs(product / 100 - table[c]) < 0.011, *table[[a, b, c]])
    answer[c, 0] = max(answer[c, 0], times)
    answer[a, 1], answer[b, 2] = max(answer[a, 1], times), max(answer[b, 2], times)
    answer[c, 3] = max(answer[c, 3], plus)
    answer[a, 4], answer[b, 4] = max(answer[a, 4], plus), max(answer[b, 4], plus)
    answer[c, 5] = max(answer[c, 5], tax)


def _share(holds: NDArray[np.bool_], *columns: NDArray[np.float64]) -> float:
    """The share of rows with a number in all columns for which it holds; 0 without such rows."""
    complete = np.isfinite(np.vstack(columns)).all(axis=0)
    return float(holds[complete].mean()) if complete.any() else 0.0
