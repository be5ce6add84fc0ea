"""Where a candidate stands: on the page, in its line, relative to the table, and how large it is printed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.findings import Findings

NAMES = (
    "left", "top", "right", "width", "height_ratio", "aspect",
    "page_index", "pages_behind", "page_count", "is_scanned", "word_confidence",
    "words_left", "words_right", "gap_left", "gap_right", "line_words", "line_share",
    "below_table_head", "above_table_head", "same_value_count", "same_value_rank", "is_proven", "legislation",
)  # fmt: skip
TABLE_HEAD_LABELS = 2  # labels of columns on one line make a table head

_LEGISLATIONS = {name: float(i) for i, name in enumerate(("nl", "be", "de", "fr", "es", "pl", "gb", "usa"))}


def matrix(findings: Findings, candidates: tuple[Candidate, ...]) -> NDArray[np.float64]:
    """Return shape (n_candidates, len(NAMES))."""
    heights = _usual_heights(findings)
    heads = _table_heads(findings)
    totals = _line_counts(findings)
    counts: dict[object, int] = {}
    for candidate in candidates:
        counts[_key(candidate)] = counts.get(_key(candidate), 0) + 1
    seen: dict[object, int] = {}
    rows = np.empty((len(candidates), len(NAMES)))
    last_page = len(findings.document.pages) - 1
    scanned = float(findings.document.was_scanned)
    legislation = _LEGISLATIONS.get(findings.legislation, np.nan)
    for row, candidate in enumerate(candidates):
        box, page = candidate.box, candidate.page
        words = page.lines[candidate.line_index].words
        first, last = candidate.first_word, candidate.last_word
        head = heads.get(page.index, heads.get(-1, np.nan) if page.index else np.nan)
        key = _key(candidate)
        seen[key] = seen.get(key, 0) + 1
        rows[row] = (
            box.left, box.top, box.right, box.width, box.height / heights[page.index],
            page.width / page.height if page.height else np.nan,
            page.index, last_page - page.index, last_page + 1, scanned, min(w.confidence for w in candidate.words),
            first, len(words) - 1 - last,
            box.left - words[first - 1].box.right if first else np.nan,
            words[last + 1].box.left - box.right if last + 1 < len(words) else np.nan,
            len(words), candidate.line_index / totals[page.index],
            box.top - head if box.top >= head else np.nan, head - box.top if box.top < head else np.nan,
            counts[key], seen[key], candidate.is_proven, legislation,
        )  # fmt: skip
    return rows


def _key(candidate: Candidate) -> tuple[str, object]:
    return candidate.kind, candidate.value


def _usual_heights(findings: Findings) -> list[float]:
    """The median height of the words of each page, in page heights."""
    heights = ([w.box.height for w in page.words()] for page in findings.document.pages)
    return [float(np.median(h)) or 1e-3 if h else 1e-3 for h in heights]


def _line_counts(findings: Findings) -> list[int]:
    return [max(1, len(page.lines)) for page in findings.document.pages]


def _table_heads(findings: Findings) -> dict[int, float]:
    """Page index -> top of the first line that looks like the head of a table."""
    heads: dict[int, float] = {}
    per_line: dict[tuple[int, int], int] = {}
    for label in findings.labels:
        if label.name == "table" or "tax_word" in label.name:
            key = (label.page_index, label.line_index)
            per_line[key] = per_line.get(key, 0) + 1
            if per_line[key] == TABLE_HEAD_LABELS:
                heads.setdefault(label.page_index, label.box.top)
    return heads
