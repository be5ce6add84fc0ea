"""Numbers about a field, a label that may announce it, and a value that may stand with the label."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from air.document import Box
from air.schema.generic import canonical, is_generic, kinds_of
from air.schema.options import Option
from air.schema.wanted import Wanted
from air.schema.windows import PageWindows, Window

TYPES = ("string", "number", "integer", "date", "boolean", "currency", "enum")
FEATURE_NAMES = (
    "likeness", "ratio", "partial_ratio", "jaro_winkler", "field_words_found", "label_words_known", "means",
    "description", "described_words", "rank", "lead", "likeness_to_others", "others_lead", "label_words",
    "words_before", "label_share", "has_colon", "starts_capital", "is_exact", "parent_likeness", "parent_distance",
    "relation", "gap_x", "gap_y", "same_left", "skipped_words", "rest_words", "lines", "height_ratio", "next_is_label",
    "type", "value_words", "value_characters", "value_digits", "value_has_colon", "value_is_label", "is_proper",
    "label_speaks_of_number", "label_speaks_of_date", "label_speaks_of_name", "label_speaks_of_amount",
    "field_speaks_of_number", "field_speaks_of_date", "field_speaks_of_name", "value_is_date", "value_has_at",
    "starts_with_digit", "page", "top", "is_scanned",
)  # fmt: skip
NEAR = 12  # heights above a label in which the heading of its block may stand


def pair_features(
    field_index: int,
    wanted: Wanted,
    page: PageWindows,
    window_index: int,
    rank: int,
    lead: float,
    options: Sequence[Option],
    is_date: Sequence[bool],
) -> NDArray[np.float32]:
    """Shape (options, len(FEATURE_NAMES)) for the options of one label."""
    window = page.windows[window_index]
    shared = _label_features(field_index, wanted, page, window_index, rank, lead)
    rows = [
        [*shared, *_value_features(wanted, page, window, option, dated)]
        for option, dated in zip(options, is_date, strict=True)
    ]
    return np.asarray(rows, np.float32).reshape(len(options), len(FEATURE_NAMES))


def _label_features(
    field_index: int, wanted: Wanted, page: PageWindows, window_index: int, rank: int, lead: float
) -> list[float]:
    window = page.windows[window_index]
    label = " ".join(window.words)
    phrases = [" ".join(phrase) for phrase in wanted.phrases] or [""]
    likeness = float(page.likeness[field_index, window_index])
    others = np.delete(page.likeness[:, window_index], field_index)
    best_other = float(others.max()) if len(others) else 0.0
    found, known = _overlap(wanted, window)
    segment = window.segment
    colon = segment.spots[window.last].word.text.endswith(":") or _next_text(window).startswith(":")
    end = next((at for at, spot in enumerate(segment.spots) if spot.word.text.endswith(":")), window.last)
    parent_likeness, parent_distance = _parent(field_index, page, window)
    return [
        likeness,
        max(fuzz.ratio(label, phrase) for phrase in phrases),
        max(fuzz.partial_ratio(label, phrase) for phrase in phrases),
        max(JaroWinkler.similarity(label, phrase) for phrase in phrases),
        found,
        known,
        float(page.means[field_index, window_index]),
        float(page.description[field_index, window_index]),
        sum(word in wanted.described for word in window.words) / max(len(window.words), 1),
        rank,
        lead,
        best_other,
        likeness - best_other,
        len(window.words),
        window.first,
        (window.last - window.first + 1) / (max(end, window.last) + 1),
        colon,
        segment.spots[window.first].word.text[:1].isupper(),
        any(canonical_words(phrase) == canonical_words(window.words) for phrase in wanted.phrases),
        parent_likeness,
        parent_distance,
    ]


def canonical_words(words: Sequence[str]) -> frozenset[str]:
    return frozenset(canonical(word) for word in words)


def _overlap(wanted: Wanted, window: Window) -> tuple[float, float]:
    """The share of the best phrase's words that the label has, and of the label's words that any phrase has."""
    label = canonical_words(window.words)
    found = max((_share(canonical_words(phrase), label) for phrase in wanted.phrases), default=0.0)
    return found, _share(label, canonical_words(tuple(wanted.words)))


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """The weight of the words that are among the others, perhaps abbreviated; generic words count half."""
    weights = {word: 0.5 if is_generic(word) else 1.0 for word in words}
    total = sum(weights.values())
    same = sum(weight for word, weight in weights.items() if _is_among(word, others))
    return same / total if total else 0.0


def _is_among(word: str, others: frozenset[str]) -> bool:
    if word in others:
        return True
    return any(
        min(len(word), len(other)) >= 3 and (word.startswith(other) or other.startswith(word)) for other in others
    )


def _parent(field_index: int, page: PageWindows, window: Window) -> tuple[float, float]:
    """How alike the nearest heading above is to the object that the field is in, and how many heights above it is."""
    likeness = page.parents[field_index]
    if not likeness.any():
        return nan, nan
    best = (0.0, nan)
    box = window.segment.box
    for at in np.flatnonzero(likeness > 0.55):
        heading = page.windows[int(at)].segment
        distance = (box.top - heading.box.top) / page.grid.height
        beside = heading.box.left - box.left
        if distance >= 0 and abs(beside) < 0.3 and (best[1] != best[1] or distance < best[1]):
            best = (float(likeness[at]), distance)
    return best


def _value_features(wanted: Wanted, page: PageWindows, window: Window, option: Option, is_date: bool) -> list[float]:
    label_box = Box.around(spot.word.box for spot in window.segment.spots[window.first : window.last + 1])
    value_box = Box.around(spot.word.box for spot in option.parsed.spots)
    height = max(page.grid.height, 1e-6)
    text = option.parsed.text
    label_kinds = kinds_of(window.words)
    segment_text = " ".join(spot.word.text for spot in option.parsed.spots)
    likeness = _value_likeness(page, option)
    return [
        option.relation,
        (value_box.left - label_box.right) / height,
        (value_box.top - label_box.top) / height,
        abs(value_box.left - label_box.left) < 0.008,
        option.skipped,
        option.rest,
        option.lines,
        value_box.height / max(label_box.height, 1e-6) / max(option.lines, 1),
        _next_text(window)[:1].isalpha(),
        TYPES.index(wanted.field.type),
        len(option.parsed.spots),
        len(text),
        sum(c.isdigit() for c in text) / max(len(text), 1),
        segment_text.rstrip().endswith(":") or ": " in segment_text,
        likeness,
        sum(word.text[:1].isupper() for word in (spot.word for spot in option.parsed.spots)) / len(option.parsed.spots),
        "number" in label_kinds,
        "date" in label_kinds,
        "name" in label_kinds,
        "amount" in label_kinds,
        "number" in wanted.kinds,
        "date" in wanted.kinds,
        "name" in wanted.kinds,
        is_date,
        "@" in text,
        text[:1].isdigit(),
        window.segment.page_index,
        label_box.top,
        page.grid.page.engine != "text",
    ]


def _value_likeness(page: PageWindows, option: Option) -> float:
    """How alike the value is to the label of any field: labels are no values."""
    first = option.parsed.spots[0].key
    best = 0.0
    for at in page.starting.get(first, ()):
        best = max(best, float(page.likeness[:, at].max()))
    return best


def _next_text(window: Window) -> str:
    after = window.segment.spots[window.last + 1 : window.last + 2]
    return after[0].word.text if after else ""
