"""All remembered documents of a model, and which of them look like a new one."""

from __future__ import annotations

from array import array
from collections import defaultdict

import numpy as np

from air.memory.entry import Entry
from air.memory.evidence import Known
from air.memory.layout import Layout, match

LEAST_SHARED = 0.1  # of the words of both, to be looked at closely
MOST_LIKE, MOST_KNOWN = 6, 8  # documents
LEAST_SURE = 0.5  # that the layout is one
ROUGHLY = 0.02  # below this difference the newer document is preferred


class LayoutIndex:
    """For every word the documents that have it; a look-up adds up those lists."""

    def __init__(self) -> None:
        self._entries: list[bytes] = []
        self._serials: list[int] = []
        self._sizes = array("I")
        self._postings: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self.size = 0  # bytes in memory, roughly

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, serial: int, entry: bytes) -> None:
        """Remember a document; `serial` rises from one to the next."""
        words = Layout.from_bytes(Entry.from_bytes(entry).layout).words
        for word in words.tolist():
            self._postings[word].append(len(self._entries))
        self._entries.append(entry)
        self._serials.append(serial)
        self._sizes.append(len(words))
        self.size += len(entry) + 8 * len(words) + 100

    def known(self, layout: Layout, *, up_to: int | None = None) -> tuple[Known, ...]:
        """The remembered documents of this layout, the surest first; none newer than the serial `up_to`."""
        found = []
        for at in self._candidates(layout):
            if up_to is not None and self._serials[at] > up_to:
                continue
            entry = Entry.from_bytes(self._entries[at])
            how = match(Layout.from_bytes(entry.layout), layout)
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
