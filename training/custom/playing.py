"""Playing a person who validates: the feedback that a document's truth amounts to."""

from __future__ import annotations

from typing import Any

from air.fields import ROLES
from air.formats import to_text
from air.memory.feedback import Answered, Feedback, GivenTable
from air.recognition import Recognition
from air.vocabulary import TAX_LINES, UNTRAINED_FIELDS
from training.sample import TrueTable, Truth


def feedback_of(truth: Truth, legislation: str, answered: Recognition | None = None) -> Feedback:
    """What a person would send who knows the truth and saw what was answered; of fields without label nothing."""
    values: dict[str, tuple[str, ...]] = {}
    for name, given in truth.fields.items():
        if name == "TaxLines":
            values |= _tax_lines(given)
        elif name in ROLES and name not in truth.not_printed:
            values[name] = tuple(given) if isinstance(given, list) else (str(given),)
    return Feedback(legislation, values, _answered(answered, truth), tuple(_table(t) for t in truth.tables or ()))


def _tax_lines(given: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    lines = [line for line in given if line.get("amount") is not None]
    texts = (";".join(line.get(part) or "" for part in ("amount", "rate", "base")) for line in lines)
    return {name: (text,) for name, text in zip(TAX_LINES, texts, strict=False)}


def _answered(recognition: Recognition | None, truth: Truth) -> dict[str, tuple[Answered, ...]]:
    """What was answered, of fields whose truth is known."""
    fields = recognition.fields if recognition is not None else ()
    return {
        field.name: tuple(
            Answered(
                to_text(value.value),
                value.page_index,
                None if value.box is None else tuple(round(v, 5) for v in _sides(value.box)),  # type: ignore[arg-type]
            )
            for value in field.values
        )
        for field in fields
        if field.name not in UNTRAINED_FIELDS and (truth.is_complete or field.name in truth.fields)
    }


def _sides(box: Any) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _table(table: TrueTable) -> GivenTable:
    box = table.box
    columns = sorted(table.columns, key=lambda column: column.left)
    headers = tuple(column.header for column in columns)
    return GivenTable(table.page_index, *_sides(box)[::2], *_sides(box)[1::2], table.is_continuation, headers)
