"""What is special about a date: its rank among the dates, and payment terms in days that lead to it."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.candidates.dates import payment_terms
from air.findings import Findings

NAMES = (
    "distinct_dates", "date_rank", "days_after_first", "days_before_last", "is_first", "is_last", "days_to_next",
    "days_to_previous",
    "term_leads_here", "term_starts_here", "date_order", "on_first_line_third", "year", "has_time", "has_name",
    "dates_on_line", "dates_left", "is_range",
)  # fmt: skip
RANGE_WORDS = 3  # from the start of one date to the start of the next: "1 - 2", "from 1 to 2"
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\d)")


def matrix(findings: Findings, candidates: tuple[Candidate, ...]) -> NDArray[np.float64]:
    """Return shape (n_candidates, len(NAMES)); days where a name says so."""
    days = np.array([c.value.toordinal() for c in candidates if isinstance(c.value, date)], dtype=float)
    distinct = np.unique(days)
    terms = payment_terms(findings.lines)
    on_line: dict[tuple[int, int], list[int]] = {}
    for c in candidates:
        on_line.setdefault((c.page.index, c.line_index), []).append(c.first_word)
    rows = np.empty((len(candidates), len(NAMES)))
    for i, c in enumerate(candidates):
        day = days[i]
        rank = int(np.searchsorted(distinct, day))
        line = c.page.lines[c.line_index].text
        places = on_line[c.page.index, c.line_index]
        rows[i] = (
            len(distinct), rank, day - distinct[0], distinct[-1] - day, rank == 0, rank == len(distinct) - 1,
            distinct[rank + 1] - day if rank + 1 < len(distinct) else np.nan,
            day - distinct[rank - 1] if rank else np.nan,
            any(day - term in distinct for term in terms), any(day + term in distinct for term in terms),
            i, c.box.top < 0.33, day / 365.25, bool(_TIME.search(line.replace(c.text, ""))),
            any(ch.isalpha() for ch in c.text),
            len(places), sum(p < c.first_word for p in places),
            any(0 < abs(p - c.first_word) <= RANGE_WORDS for p in places),
        )  # fmt: skip
    return rows
