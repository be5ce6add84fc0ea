"""Answers by their path, and the result that they make in the form of the schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from air.document import Box
from air.schema.answer import Evidence, Extraction
from air.schema.definition import Schema, SchemaField
from air.schema.files import Joined
from air.schema.values import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """A value and where it stands; `page_index` counts the pages of all files."""

    value: Json
    confidence: float
    text: str | None = None
    page_index: int | None = None
    box: Box | None = None


Answers = dict[str, Answer]  # by result path: "total", "lines[0].amount"


def finished(schema: Schema, answers: Answers, joined: Joined) -> Extraction:
    """The answers in the form of the schema."""
    maker = _Maker(answers, joined)
    result = {field.name: maker.made(field, field.name) for field in schema.fields}
    return Extraction(result, maker.evidence, tuple(maker.missing))


class _Maker:
    """Makes the result and notes the evidence of what is there and the paths of what is missing."""

    def __init__(self, answers: Answers, joined: Joined) -> None:
        self._answers, self._joined = answers, joined
        self._lengths = _lengths(answers)
        self.evidence: dict[str, Evidence] = {}
        self.missing: list[str] = []

    def made(self, field: SchemaField, path: str) -> Any:
        """The value of a field with all that is in it."""
        if field.type == "object":
            return {one.name: self.made(one, f"{path}.{one.name}") for one in field.fields}
        if field.type == "list":
            return self._list(field, path)
        answer = self._answers.get(path)
        if answer is None:
            if field.required:
                self.missing.append(path)
            return None
        self.evidence[path] = self._evidence(answer)
        return answer.value

    def _list(self, field: SchemaField, path: str) -> list[Any]:
        element = SchemaField("", "object" if field.fields else field.items, fields=field.fields)
        found = [self.made(element, f"{path}[{number}]") for number in range(self._lengths.get(path, 0))]
        if field.required and not found:
            self.missing.append(path)
        return found

    def _evidence(self, answer: Answer) -> Evidence:
        if answer.page_index is None:
            return Evidence(answer.confidence, text=answer.text)
        file_index, page_index = self._joined.origin[answer.page_index]
        return Evidence(answer.confidence, file_index, page_index, answer.box, answer.text)


def _lengths(answers: Answers) -> dict[str, int]:
    """Path of a list -> how many elements have answers."""
    lengths: dict[str, int] = {}
    for path in answers:
        head, bracket, tail = path.partition("[")
        if bracket:
            lengths[head] = max(lengths.get(head, 0), int(tail.partition("]")[0]) + 1)
    return lengths
