"""Documents that somebody validated, for benchmarks: drawn, digital, with everything said that is right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from air.findings import find
from air.memory.entry import Entry
from air.memory.layout import Layout
from air.memory.taught import remember
from air.readers import ReaderSettings, read_document
from models_store import load_pretrained
from training.custom.playing import feedback_of
from training.custom.samples import Validated
from training.evaluation import legislation_of
from training.synthesis import make_document

FIRST_LAYOUT = 900_000  # layouts that no training document has
EACH = 4  # documents of a supplier
SETTINGS = ReaderSettings(threads=1)
SHARED = 10  # of so many words of a layout one is the same at other suppliers too


@cache
def drawn(count: int) -> tuple[Validated, ...]:
    """So many documents, four of each supplier, as they are read and with what is remembered of them."""
    models, answer = load_pretrained(), []
    for number in range(count):
        made = make_document(FIRST_LAYOUT + number // EACH, number % EACH)
        document = read_document(made.pdf, "invoice.pdf", SETTINGS)
        feedback = feedback_of(made.truth, legislation_of(made.truth))
        entry = remember(find(document, legislation=feedback.legislation), feedback, models).to_bytes()
        answer.append(Validated(f"{number:05}", document, feedback, entry))
    return tuple(answer)


def repeated(samples: tuple[Validated, ...], count: int) -> list[Validated]:
    """As many as asked for: the same ones over and over, under other names."""
    return [
        Validated(f"{number:05}", one.document, one.feedback, one.entry)
        for number, one in zip(range(count), _around(samples), strict=False)
    ]


def of_others(samples: tuple[Validated, ...], count: int) -> Iterator[bytes]:
    """What is remembered of so many other suppliers: layouts as large as these, with other words but for some."""
    chance = np.random.default_rng(0)
    for _, one in zip(range(count), _around(samples), strict=False):
        entry = Entry.from_bytes(one.entry or b"")
        layout, salt = Layout.from_bytes(entry.layout), np.uint32(chance.integers(1 << 32))
        words = np.unique(np.where(layout.words % SHARED == 0, layout.words, layout.words ^ salt))
        anchors = layout.anchors.copy()
        anchors["key"] ^= salt
        anchors.sort(order="key")
        yield Entry(Layout(words, anchors).to_bytes(), entry.right, entry.wrong, entry.absent, entry.tables).to_bytes()


def _around(samples: tuple[Validated, ...]) -> Iterator[Validated]:
    while True:
        yield from samples
