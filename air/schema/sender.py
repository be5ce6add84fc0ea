"""Who sends the document: the lines that are the company's name, and those that are its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.calibration import calibrated
from air.document import Box, Document
from air.schema.companies import is_legal_form, with_legal_forms
from air.schema.grid import Segment
from air.schema.misread import mended
from air.schema.result import Answer
from air.schema.sender_features import Head, head_of
from air.trees import Trees

OTHER, COMPANY, ADDRESS = range(3)  # classes of lines
SAME_NAME = 0.65  # of the score of the best line: lines beside, under and over it that are also the name
LEAST_LETTERS = 3  # of a name
MOST_LINES = 6  # of an address
LEAST_COMPANY, LEAST_ADDRESS = 0.25, 0.3
_REGISTRATION = re.compile(
    r"\W*(?:[\[({][^\])}]*\d[^\])}]*[\])}]?|(?<!\w)\w{0,3}\d{4,}[\w/-]*(?:\s*\(\w+\))?)\s*$"
)  # "(126926-H)", "789417-W", "273500-U (KL)" behind a name
_BULLET = re.compile(r"\s+[•·∙|]\s+")  # between a name and its address on one line
_FORMERLY = re.compile(
    r"\W+(?:f\.?k\.?a\.?|formerly|vormals|ehemals|voorheen|anciennement|anteriormente|dawniej)\b.*$", re.IGNORECASE
)  # the name that it had before
_PREFIX = re.compile(r"^(?:from|van|von|de|od|seller|vendor|supplier|company)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class SenderLines:
    """The lines at the head with what each may be: shape (lines, classes), rows sum to 1."""

    head: Head
    probabilities: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SenderModel:
    """The model of lines, with the calibration of names, addresses and contacts."""

    trees: Trees

    @property
    def contacts(self) -> Mapping[str, float]:
        """How often a contact that no label announces is the sender's, by kind."""
        shares: Mapping[str, float] = self.trees.manifest["contacts"]
        return shares

    def lines(self, document: Document) -> SenderLines | None:
        """What each line may be; None for a document without words."""
        head = head_of(document)
        if head is None or not head.segments:
            return None
        return SenderLines(head, self.trees.predict(head.features))

    def company(self, lines: SenderLines) -> Answer | None:
        """The sender's name."""
        scores = lines.probabilities[:, COMPANY]
        found = company_lines(lines.head, scores)
        if not found or scores[found].max() < LEAST_COMPANY:
            return None
        segments = [lines.head.segments[at] for at in found]
        text = company_text(segments)
        return self._answer("company", text, segments, float(scores[found].max())) if text else None

    def address(self, lines: SenderLines) -> Answer | None:
        """The sender's address, its lines separated by commas."""
        found = address_lines(lines.head, lines.probabilities[:, ADDRESS])
        if not found:
            return self._behind_name(lines)
        segments = [lines.head.segments[at] for at in found]
        sure = float(np.min(lines.probabilities[found, ADDRESS]))
        return self._answer("address", address_text(segments), segments, sure)

    def _behind_name(self, lines: SenderLines) -> Answer | None:
        """The address on the line of the name, as windows of envelopes show it: "Name GmbH • Street 1 • Town"."""
        scores = lines.probabilities[:, COMPANY]
        for at in company_lines(lines.head, scores):
            _, *parts = _BULLET.split(lines.head.segments[at].text)
            if any(c.isdigit() for part in parts for c in part):
                segment = lines.head.segments[at]
                return self._answer("company", ", ".join(parts), [segment], float(scores[at]))
        return None

    def _answer(self, what: str, text: str, segments: list[Segment], score: float) -> Answer:
        points = self.trees.manifest["calibration"].get(what)
        confidence = calibrated(points, score) if points else score
        box = Box.around(segment.box for segment in segments)
        return Answer(text, confidence, " ".join(one.text for one in segments), segments[0].page_index, box)


def company_lines(head: Head, scores: NDArray[np.float64]) -> list[int]:
    """The best line, and those beside, under and over it that belong to the name, in the order of reading."""
    if not len(scores):
        return []
    letters = np.array([sum(c.isalpha() for c in segment.text) for segment in head.segments])
    best = int(np.where(letters >= LEAST_LETTERS, scores, 0).argmax())
    least, found = max(SAME_NAME * float(scores[best]), 0.3), [best]
    for step in (head.grid.left_of, head.grid.right_of, head.grid.above, head.grid.below):
        following = step(head.segments[best])
        at = None if following is None else head.place.get(following.number)
        if at is None or not _of_one_size(head.segments[at], head.segments[best]):
            continue
        is_before = step in (head.grid.left_of, head.grid.above)
        if scores[at] >= least or (is_before and is_legal_form(company_text([head.segments[i] for i in found]))):
            found = [at, *found] if is_before else [*found, at]
    return found


def address_lines(head: Head, scores: NDArray[np.float64]) -> list[int]:
    """The block of lines with the highest sum of log-odds; empty if none is likely."""
    odds = np.log(np.clip(scores, 1e-4, 1 - 1e-4) / (1 - np.clip(scores, 1e-4, 1 - 1e-4)))
    best: tuple[float, list[int]] = (0.0, [])
    for start in range(len(odds)):
        if scores[start] < LEAST_ADDRESS:
            continue
        total, at = 0.0, start
        block: list[int] = []
        while len(block) < MOST_LINES:
            total += float(odds[at])
            block.append(at)
            if total > best[0]:
                best = (total, list(block))
            following = head.grid.below(head.segments[at])
            known = None if following is None else head.place.get(following.number)
            if known is None or known in block:
                break
            at = known
    return [at for at in best[1] if scores[at] >= LEAST_ADDRESS / 2]


def company_text(segments: list[Segment]) -> str:
    """The name without registration numbers, words before a colon and the name that it had before."""
    text = " ".join(segment.text for segment in segments)
    text = _FORMERLY.sub("", _PREFIX.sub("", _BULLET.split(text)[0]))
    while (shorter := _REGISTRATION.sub("", text)) != text and len(shorter) >= 3:
        text = shorter
    return with_legal_forms(text.strip(" :;,-*"))


def address_text(segments: list[Segment]) -> str:
    """The lines with one comma between them; what an OCR engine misread for certain is put right."""
    text = ", ".join(line for segment in segments if (line := segment.text.strip(" ,;:*")))
    is_sure = all(spot.word.confidence == 1 for segment in segments for spot in segment.spots)
    return text if is_sure else mended(text)


def _of_one_size(one: Segment, other: Segment) -> bool:
    return 0.6 < one.box.height / max(other.box.height, 1e-6) < 1.6
