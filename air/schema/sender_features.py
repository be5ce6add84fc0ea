"""Numbers about the lines at the head and the foot of a document: is this the sender's name, or its address?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import nan

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.candidates import SearchLine, search_lines
from air.candidates.contact import find_contacts
from air.document import Document
from air.label import Label
from air.labels import find_labels
from air.phrases import normal
from air.schema.companies import has_legal_form, has_street_word
from air.schema.grid import Grid, Segment, grid_of

MOST_FIRST, MOST_LAST = 30, 8  # segments that are looked at, from the top and from the end of the first page
GROUPS = {  # labels of recognition that say what a line is about
    "numbers": {"vat_number", "tax_number", "coc_number", "iban", "account", "customer_vat"},
    "contact": {"phone", "online"},
    "meta": {
        "invoice_number", "receipt_number", "invoice_date", "due_date", "delivery_date", "order_date",
        "customer_number", "your_reference", "our_reference", "order_number", "time", "page",
    },
    "title": {"title_invoice", "title_credit", "title_receipt", "title_other"},
    "sums": {"subtotal", "total_excl", "total_tax", "total_incl", "amount_due", "table", "tendered", "change"},
    "buyer": {"buyer", "ship_to"},
    "seller": {"seller"},
}  # fmt: skip
OWN = (
    "order", "rows_from_top", "height", "width", "centre", "left", "words", "characters", "digits", "capitals",
    "capitalised", "commas", "ends_with_comma", "ends_with_point", "postal_code", "longest_number", "starts_with_digit",
    "street", "legal_form", *GROUPS, "online", "domain", "is_date", "ends_in_amount", "colon", "bracket", "confidence",
    "repeated", "is_last_part",
)  # fmt: skip
BESIDE = (
    "height", "centre", "digits", "capitals", "commas", "ends_with_comma", "postal_code", "starts_with_digit", "street",
    "legal_form", "numbers", "contact", "meta", "title", "buyer", "is_date", "characters",
)  # fmt: skip
NEIGHBOURS = ("above", "above_2", "below", "below_2")
FEATURE_NAMES = (
    *OWN, *(f"{where}.{name}" for where in NEIGHBOURS for name in BESIDE), "buyer_above", "is_narrow", "is_scanned",
)  # fmt: skip
BUYER_REACH = 7  # rows under "Bill to" that are the buyer's
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} \w{3,9} \d{4}")
_AMOUNT = re.compile(r"\d[.,]\d{2}\s*\w?$")
_RUN = re.compile(r"\d+")


@dataclass(frozen=True)
class Head:
    """The lines of the first page that may say who sends it, with their features."""

    grid: Grid
    segments: tuple[Segment, ...]  # from the top
    features: NDArray[np.float64]  # shape (segments, FEATURE_NAMES)

    @cached_property
    def place(self) -> dict[int, int]:
        """Number of a segment in the grid -> index here."""
        return {segment.number: at for at, segment in enumerate(self.segments)}

    def column(self, name: str) -> NDArray[np.float64]:
        return np.asarray(self.features[:, FEATURE_NAMES.index(name)], np.float64)


def head_of(document: Document) -> Head | None:
    """The first page with words; None if there is none."""
    page = next((page for page in document.pages if page.lines), None)
    if page is None:
        return None
    grid = grid_of(page)
    ordered = sorted(grid.segments, key=lambda one: (round(one.box.middle / max(grid.height, 1e-6)), one.box.left))
    chosen = [*ordered[:MOST_FIRST], *ordered[MOST_FIRST:][-MOST_LAST:]]
    lines = search_lines(page)
    own = _own_features(chosen, len(ordered), grid, lines)
    number_at = {segment.number: at for at, segment in enumerate(chosen)}
    beside = [OWN.index(name) for name in BESIDE]
    rows = []
    buyers = [segment for at, segment in enumerate(chosen) if own[at, OWN.index("buyer")]]
    for at, segment in enumerate(chosen):
        around = []
        for step in (grid.above, grid.below):
            first = step(segment)
            second = step(first) if first is not None else None
            for other in (first, second):
                known = None if other is None else number_at.get(other.number)
                around.append([nan] * len(beside) if known is None else own[known, beside])
        rows.append(
            [*own[at], *chain(*around), _under_buyer(segment, buyers, grid), _is_narrow(grid), not _is_text(grid)]
        )
    features = np.asarray(rows, np.float64).reshape(len(chosen), len(FEATURE_NAMES))
    return Head(grid, tuple(chosen), features)


def _own_features(
    chosen: Sequence[Segment], count: int, grid: Grid, lines: Sequence[SearchLine]
) -> NDArray[np.float64]:
    """Shape (segments, len(OWN))."""
    labels = _labels_by_word(find_labels(lines))
    codes = {(c.line_index, at) for c in find_contacts(lines) if c.kind == "postal_code"
             for at in range(c.first_word, c.last_word + 1)}  # fmt: skip
    domains = [normal(name.split(".")[0]) for line in lines for name in _DOMAIN.findall(line.text)]
    texts = [segment.text for segment in grid.segments]
    middle = np.mean([(one.box.left + one.box.right) / 2 for one in grid.segments]) if grid.segments else 0.5
    top = min((one.box.top for one in chosen), default=0.0)
    rows = []
    for order, segment in enumerate(chosen):
        names = {name for spot in segment.spots for name in labels.get((spot.line_index, spot.at), ())}
        has_code = any((spot.line_index, spot.at) in codes for spot in segment.spots)
        rows.append([
            order,
            (segment.box.top - top) / max(grid.height, 1e-6),
            segment.box.height / max(grid.height, 1e-6),
            segment.box.width,
            (segment.box.left + segment.box.right) / 2 - middle,
            segment.box.left,
            *_text_features(segment.text, has_code=has_code),
            *(bool(names & group) for group in GROUPS.values()),
            bool(_DOMAIN.search(segment.text)),
            max((fuzz.partial_ratio(domain, _plain(segment.text)) for domain in domains), default=0.0),
            bool(_DATE.search(segment.text)),
            bool(_AMOUNT.search(segment.text)),
            ":" in segment.text,
            "(" in segment.text or "[" in segment.text,
            np.mean([spot.word.confidence for spot in segment.spots]),
            sum(fuzz.ratio(segment.text, text) > 85 for text in texts) - 1 if len(segment.text) > 4 else 0,
            order >= MOST_FIRST or order > count - 4,
        ])  # fmt: skip
    return np.asarray(rows, np.float64).reshape(len(chosen), len(OWN))


def _text_features(text: str, *, has_code: bool) -> list[float]:
    """From "words" to "legal_form"."""
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    return [
        len(words),
        len(text),
        sum(c.isdigit() for c in text) / len(text),
        sum(c.isupper() for c in letters) / len(letters) if letters else nan,
        sum(word[0].isupper() for word in words) / len(words),
        text.count(","),
        text.endswith(","),
        text.endswith("."),
        has_code,
        max((len(run) for run in _RUN.findall(text)), default=0),
        text[0].isdigit(),
        has_street_word(text),
        has_legal_form(text),
    ]


def _labels_by_word(labels: Sequence[Label]) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = {}
    for label in labels:
        for at in range(label.first_word, label.last_word + 1):
            found.setdefault((label.line_index, at), []).append(label.name)
    return found


def _under_buyer(segment: Segment, buyers: Sequence[Segment], grid: Grid) -> float:
    """Rows below the nearest word for the buyer over it; NaN if none is near."""
    rows = [
        (segment.box.top - buyer.box.top) / max(grid.height, 1e-6)
        for buyer in buyers
        if abs(buyer.box.left - segment.box.left) < 0.15 and segment.box.top >= buyer.box.top
    ]
    nearest = min(rows, default=nan)
    return nearest if nearest < BUYER_REACH * 1.6 else nan


def _is_narrow(grid: Grid) -> bool:
    return grid.page.height > 0 and grid.page.width / grid.page.height < 0.62


def _is_text(grid: Grid) -> bool:
    return grid.page.engine == "text"


def _plain(text: str) -> str:
    return "".join(c for c in normal(text) if c.isalnum())
