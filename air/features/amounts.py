"""What is special about an amount: its rank, its print, and its part in sums with tax rates that exist."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.candidates.amounts import printed_rates
from air.findings import Findings
from air.legislation import usable_rates

NAMES = (
    "value_log", "value_rank", "share_of_largest", "decimals", "is_negative", "is_zero", "has_sign", "distinct_amounts",
    "as_incl_with_rate", "as_excl_with_rate", "as_tax_with_rate", "as_sum", "as_part", "as_incl_plausibly",
    "as_excl_plausibly", "closes_column", "percent_on_line",
    "amounts_right", "amounts_left", "share_of_amounts", "is_bottom_largest",
)  # fmt: skip
CENT = 0.0101
MOST_VALUES = 160  # distinct values that are paired; the largest count
LEAST_RATE, MOST_RATE = 0.02, 0.28  # of a tax that no law here knows
COLUMN = 0.008  # page widths between right edges of one column


def matrix(findings: Findings, candidates: tuple[Candidate, ...]) -> NDArray[np.float64]:
    """Return shape (n_candidates, len(NAMES))."""
    money = np.array([float(c.value) for c in candidates if isinstance(c.value, Decimal)])
    values = np.abs(money)
    distinct = np.unique(values)[::-1][:MOST_VALUES]
    printed = printed_rates(findings.lines)
    roles = _roles(distinct, np.array(sorted({float(r) for r in usable_rates(findings.legislation, None, printed)})))
    rows = np.empty((len(candidates), len(NAMES)))
    largest = distinct[0] or 1.0
    percent_lines = {(line.page.index, line.index) for line in findings.lines if "%" in line.text}
    on_line: dict[tuple[int, int], list[int]] = {}
    for c in candidates:
        on_line.setdefault((c.page.index, c.line_index), []).append(c.first_word)
    closing = _closes_column(candidates, values)
    for i, c in enumerate(candidates):
        position = int(np.searchsorted(-distinct, -values[i]))
        known = position < len(distinct) and distinct[position] == values[i]
        text = c.text
        places = on_line[c.page.index, c.line_index]
        rows[i] = (
            np.log10(values[i] + 0.01), position, values[i] / largest, _decimals(text), money[i] < 0,
            values[i] == 0,
            c.is_proven, len(distinct), *(roles[position] if known else (np.nan,) * 7), closing[i],
            (c.page.index, c.line_index) in percent_lines,
            sum(p > c.first_word for p in places), sum(p < c.first_word for p in places),
            i / len(candidates), values[i] == largest,
        )  # fmt: skip
    return rows


def _decimals(text: str) -> int:
    digits = text.rstrip("-) ").rpartition("," if text.rfind(",") > text.rfind(".") else ".")
    return sum(ch.isdigit() for ch in digits[2]) if digits[1] else 0


def _roles(distinct: NDArray[np.float64], rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each distinct value: in how many sums it is total, net or tax with a known rate; total or part of any sum."""
    n = len(distinct)
    roles = np.zeros((n, 7))
    if n < 2:
        return roles
    ascending = distinct[::-1]
    sums = distinct[:, None] + distinct[None, :]
    place = np.clip(np.searchsorted(ascending, sums - CENT), 0, n - 1)
    is_sum = (
        (np.abs(ascending[place] - sums) < CENT) & (distinct[None, :] > 0) & (distinct[:, None] >= distinct[None, :])
    )
    net, tax = distinct[:, None], distinct[None, :]
    with_rate = np.zeros_like(is_sum)
    for rate in rates[rates > 0]:
        with_rate |= np.abs(net * rate - tax) < 0.0151
    with_rate &= is_sum
    total = n - 1 - place  # index in descending order
    np.add.at(roles[:, 0], total[with_rate], 1)
    roles[:, 1], roles[:, 2] = with_rate.sum(axis=1), with_rate.sum(axis=0)
    np.add.at(roles[:, 3], total[is_sum], 1)
    roles[:, 4] = is_sum.sum(axis=1) + is_sum.sum(axis=0)
    plausible = is_sum & (tax >= LEAST_RATE * net) & (tax <= MOST_RATE * net)
    np.add.at(roles[:, 5], total[plausible], 1)
    roles[:, 6] = plausible.sum(axis=1)
    return roles


def _closes_column(candidates: tuple[Candidate, ...], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many amounts straight above, right-aligned, add up to the amount (2 or more); 0 if none do."""
    rights = np.array([c.box.right for c in candidates])
    pages = np.array([c.page.index for c in candidates])
    tops = np.array([c.box.top for c in candidates])
    closing = np.zeros(len(candidates))
    for i in range(len(candidates)):
        above = np.flatnonzero((pages == pages[i]) & (np.abs(rights - rights[i]) < COLUMN) & (tops < tops[i] - 1e-4))
        if len(above) < 2 or values[i] == 0:
            continue
        order = above[np.argsort(-tops[above])]
        sums = np.cumsum(values[order])
        hits = np.flatnonzero(np.abs(sums - values[i]) < CENT)
        if len(hits) and hits[0] >= 1:
            closing[i] = hits[0] + 1
            continue
        skipped = np.flatnonzero(np.abs(sums - sums[0] - values[i]) < CENT)  # the line above is a tax or a discount
        closing[i] = skipped[0] if len(skipped) and skipped[0] >= 2 else 0
    return closing
