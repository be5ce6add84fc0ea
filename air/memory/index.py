"""All remembered documents of a model, and which of them look like a new one."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection

import numpy as np

from air.memory.entry import OF_SUPPLIER, Entry
from air.memory.evidence import Known
from air.memory.layout import Layout, long_number
from air.memory.match import match

LEAST_SHARED = 0.1  # of the words of both, to be looked at closely
MOST_LIKE, MOST_KNOWN = 6, 8  # documents
LEAST_SURE = 0.5  # that the layout is one
SAME_SUPPLIER = 0.4  # likeness that a number of the supplier is worth
ROUGHLY = 0.02  # below this difference the newer document is preferred


class LayoutIndex:
    """For every word the documents that have it; a look-up adds up those lists."""

    def __init__(self) -> None:
        self._entries: list[bytes] = []
        self._serials: list[int] = []
        self._sizes = array("I")
        self._postings: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._suppliers: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))  # by their long numbers
        self.size = 0  # bytes in memory, roughly

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, serial: int, entry: bytes) -> None:
        """Remember a document; `serial` rises from one to the next."""
        known = Entry.from_bytes(entry)
        words = Layout.from_bytes(known.layout).words
        for number in _numbers_of(known):
            self._suppliers[number].append(len(self._entries))
        for word in words.tolist():
            self._postings[word].append(len(self._entries))
        self._entries.append(entry)
        self._serials.append(serial)
        self._sizes.append(len(words))
        self.size += len(entry) + 8 * len(words) + 100

    def known(self, layout: Layout, numbers: Collection[str] = (), *, up_to: int | None = None) -> tuple[Known, ...]:
        """The remembered documents of this layout, the surest first; none newer than the serial `up_to`.

        `numbers` are those on the document (see `air.memory.layout.numbers_of`): one of a remembered supplier among
        them tells the layout where OCR misread its words.
        """
        found = []
        same = {at for number in numbers if number in self._suppliers for at in self._suppliers[number][-MOST_KNOWN:]}
        for at in dict.fromkeys([*self._candidates(layout), *sorted(same)]):
            if up_to is not None and self._serials[at] > up_to:
                continue
            entry = Entry.from_bytes(self._entries[at])
            how = match(Layout.from_bytes(entry.layout), layout, known=SAME_SUPPLIER if at in same else 0.0)
            if how is not None and how.sure >= LEAST_SURE:
                found.append((round(how.sure / ROUGHLY), self._serials[at], Known(how, entry)))
        found.sort(key=lambda one: one[:2], reverse=True)
        return tuple(one for _, _, one in found[:MOST_KNOWN])

    def _candidates(self, layout: Layout) -> list[int]:
        """Those that share the most words, and the newest of those that share about as many."""
        lists = [np.frombuffer(self._postings[w], np.uint32) for w in layout.words.tolist() if w in self._postings]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=len(self._entries))
        likeness = shared / (np.frombuffer(self._sizes, np.uint32) + len(layout.words) - shared)
        enough = np.flatnonzero(likeness >= LEAST_SHARED)
        best = enough[np.argsort(-likeness[enough], kind="stable")[:MOST_LIKE]]
        newest = enough[np.lexsort((-enough, -np.round(likeness[enough], 1)))[:MOST_KNOWN]]
        return list(dict.fromkeys([*best.tolist(), *newest.tolist()]))


def _numbers_of(entry: Entry) -> set[str]:
    """The long numbers that are the supplier's own."""
    places = (place for role in OF_SUPPLIER & entry.right.keys() for place in entry.right[role])
    return {number for place in places if (number := long_number(place.value)) is not None}
