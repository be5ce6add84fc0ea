"""Forms as training rows: every label and value that the matcher looks at, and whether it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from air.readers import ReaderSettings, read_document
from air.schema.everyday import EverydayField, everyday_fields
from air.schema.matching import Pair, Pairs, find_pairs, prepare
from air.schema.wanted import wanted_fields
from training.forms.forms import Form, make_form
from training.readings import KeptReadings

HALVES = 2  # of the everyday fields; a form has fields of one half only
UNKNOWN = 0.6  # share of forms whose fields the vocabulary does not know: a label must be known by its likeness
SETTINGS = ReaderSettings(threads=1)
PROCESSES, CHUNK = 2, 16
MONTH_FIRST = False  # drawn forms write the day first


@dataclass(frozen=True)
class FormSample:
    """A form as the matcher sees it, with the right pairs."""

    half: int  # of the everyday fields
    is_unknown: bool
    found: Pairs
    right: NDArray[np.bool_]
    is_present: tuple[bool, ...]  # of each wanted field


def half_of(name: str) -> int:
    """The half that an everyday field belongs to."""
    return crc32(name.encode()) % HALVES


def form_samples(
    count: int, seed: int, cache: Path, progress: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[FormSample]:
    """Drawn forms, read and matched, in a fixed order; their readings are kept in `cache`."""
    tasks = [(seed * 1_000_003 + number, str(cache)) for number in range(count)]
    if count < CHUNK:
        yield from map(_sample, tasks)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for done, sample in enumerate(pool.map(_sample, tasks, chunksize=CHUNK), 1):
            progress(done, count)
            yield sample


def sample_of(form: Form, half: int, cache: Path, *, is_unknown: bool) -> FormSample:
    """The form read by the real reader."""
    document = KeptReadings(cache / "forms", read_document)(form.data, form.filename, SETTINGS)
    unknown = frozenset(form.concepts.values()) if is_unknown else frozenset[str]()
    wanted = wanted_fields(form.fields, unknown=unknown)
    pages = prepare(document, month_first=MONTH_FIRST, decimal_comma=form.language != "en")
    found = find_pairs(pages, wanted, unknown)
    right = np.array([_is_right(pair, found, form) for pair in found.pairs], bool)
    return FormSample(half, is_unknown, found, right, tuple(one.path in form.truth for one in wanted))


def fields_of(half: int) -> Sequence[EverydayField]:
    """The everyday fields of one half."""
    return [field for field in everyday_fields() if half_of(field.name) == half]


def same(one: object, other: object) -> bool:
    """True if two values are the same but for case, spaces and punctuation."""
    if isinstance(one, str) and isinstance(other, str):
        return _letters(one) == _letters(other)
    return one == other


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _sample(task: tuple[int, str]) -> FormSample:
    seed, cache = task
    half, is_unknown = seed % HALVES, (seed // HALVES) % 10 < UNKNOWN * 10
    return sample_of(make_form(seed, fields_of(half)), half, Path(cache), is_unknown=is_unknown)


def _is_right(pair: Pair, found: Pairs, form: Form) -> bool:
    path = found.wanted[pair.field].path
    return path in form.truth and same(form.truth[path], pair.option.parsed.value)
