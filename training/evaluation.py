"""Measuring recognition: answers against truth, field by field, as precision, recall and F1.

Only labelled values count: a field without a label may stand on the page or not. A wrong value is one answer too many
and one right answer missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from air.fields import ROLES
from air.recognition import Field, Recognition, TaxLine
from air.vocabulary import LEGISLATIONS, TAX_LINES
from training.answers import comparable
from training.sample import Truth
from training.synthesis import make_document
from training.synthesis.corpus import truth_of
from training.table_truth import are_right

SCORED = (
    "InvoiceNumber", "InvoiceDate", "DueDate", "Currency", "TotalAmountInclTax", "TotalAmountExclTax", "InvoiceIBAN",
    "InvoiceVatNumber", "InvoiceCocNumber", "InvoiceCustomerIdentifier", "StructuredPaymentReference", "YourReference",
    "YourOrderNumber", "ContractNumber",
)  # fmt: skip
HELD_OUT_SEED = -1_000_000_007  # layouts from here on are never used for training
FOREIGN = "gb"  # legislation for countries outside the list


@dataclass(frozen=True, slots=True)
class Case:
    """A document with its truth."""

    name: str
    data: bytes
    filename: str
    truth: Truth


@dataclass(slots=True)
class Tally:
    """Answers to one question over many documents."""

    asked: int = 0
    given: int = 0
    right: int = 0

    def add(self, asked: int, given: int, right: int) -> None:
        """Count one document."""
        self.asked, self.given, self.right = self.asked + asked, self.given + given, self.right + right

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / (self.asked + self.given) if self.asked + self.given else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of all fields, of the line items, and of all fields together."""

    fields: dict[str, Tally] = field(default_factory=dict)
    lines: Tally = field(default_factory=Tally)
    documents: int = 0

    def add(self, truth: Truth, result: Recognition) -> None:
        """Judge one document."""
        self.documents += 1
        for name in (*SCORED, "TaxLines"):
            if name in truth.fields:
                counts = _tax_lines(truth, result) if name == "TaxLines" else _values(name, truth, result)
                self.fields.setdefault(name, Tally()).add(*counts)
        if truth.line_items:
            found = result.line_items or ()
            self.lines.add(len(truth.line_items), len(found), sum(are_right(found, truth.line_items)))

    @property
    def total(self) -> Tally:
        """All fields together."""
        tallies = self.fields.values()
        return Tally(sum(t.asked for t in tallies), sum(t.given for t in tallies), sum(t.right for t in tallies))


def folder_cases(folder: Path) -> Iterator[Case]:
    """Documents of a folder, NAME.EXT described by NAME.json (keys: document, legislation, fields, lineItems, ...)."""
    for path in sorted(folder.glob("*.json")):
        described = json.loads(path.read_text())
        if "document" in described:
            file = folder / described["document"]
            yield Case(path.stem, file.read_bytes(), file.name, truth_of(described))


def drawn_cases(count: int) -> Iterator[Case]:
    """Drawn documents whose layouts no model was trained on."""
    for number in range(count):
        drawn = make_document(HELD_OUT_SEED - number)
        yield Case(drawn.seed, drawn.pdf, f"{number}.pdf", drawn.truth)


def legislation_of(truth: Truth) -> str:
    """The legislation to ask for; a foreign country is read with British rates."""
    return truth.legislation if truth.legislation in LEGISLATIONS else FOREIGN


def _values(name: str, truth: Truth, result: Recognition) -> tuple[int, int, int]:
    kind = ROLES[name]
    given = truth.fields[name]
    wanted = {comparable(kind, text) for text in (given if isinstance(given, list) else [given])}
    answer = result.field(name)
    found = {comparable(kind, v.value) for v in answer.values} if answer else set()
    asked = 1 if name == "InvoiceIBAN" else len(wanted)  # any of several accounts is right
    return asked, len(found), min(asked, len(wanted & found))


def _tax_lines(truth: Truth, result: Recognition) -> tuple[int, int, int]:
    wanted = truth.fields["TaxLines"][: len(TAX_LINES)]
    found = [f for f in result.fields if f.name in TAX_LINES]
    right = sum(any(_is_tax_line(line, f) for f in found) for line in wanted)
    return len(wanted), len(found), min(right, len(found))


def _is_tax_line(wanted: dict[str, str], found: Field) -> bool:
    line = found.values[0].value
    if not isinstance(line, TaxLine):
        return False
    parts = {"amount": line.amount, "rate": line.rate, "base": line.base}
    return all(
        comparable("amount", text) == comparable("amount", parts[key])
        for key, text in wanted.items()
        if text is not None
    )
