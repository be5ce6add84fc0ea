"""What stands on the pages before anything is decided: searchable lines, label words and candidates."""

from __future__ import annotations

from dataclasses import dataclass

from air.candidates import Candidate, SearchLine, find_candidates, search_lines
from air.document import Document
from air.label import Label
from air.labels import find_labels


@dataclass(frozen=True, slots=True)
class Findings:
    document: Document
    legislation: str
    lines: tuple[SearchLine, ...]
    labels: tuple[Label, ...]
    candidates: tuple[Candidate, ...]

    def of_kind(self, kind: str) -> tuple[Candidate, ...]:
        """The candidates of one kind, in the order of the document."""
        return tuple(c for c in self.candidates if c.kind == kind)


def find(document: Document, *, legislation: str) -> Findings:
    """Search all pages of the document."""
    lines = tuple(line for page in document.pages for line in search_lines(page))
    return Findings(document, legislation, lines, find_labels(lines), find_candidates(lines, legislation=legislation))
