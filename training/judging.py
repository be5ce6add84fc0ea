"""One document judged: each answer against the truth, as clients read it.

Only labelled values count: a field without a label may stand on the page or not. Identifiers are compared without
spaces and punctuation, amounts without sign (sources differ in that of credit notes), dates as days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from air.candidates import compact
from air.document import Box, Page
from air.formats import to_text
from air.recognition import Field, FoundValue, LineItem, Recognition
from air.vocabulary import TAX_LINES
from training.sample import Truth
from training.table_truth import is_same_line

RIGHT, WRONG, MISSING, SURPLUS = "right", "wrong", "missing", "surplus"
SINGLE = {  # field -> how its values are compared
    "InvoiceNumber": "id", "InvoiceDate": "date", "DueDate": "date", "Currency": "id", "TotalAmountInclTax": "amount",
    "TotalAmountExclTax": "amount", "InvoiceCocNumber": "id", "InvoiceCustomerIdentifier": "id", "AccountEmail": "id",
    "InvoiceIBAN": "id", "InvoiceVatNumber": "id", "StructuredPaymentReference": "id",
}  # fmt: skip
MANY = {"YourReference": "id", "YourOrderNumber": "id", "ContractNumber": "id", "AccountPostalCode": "id"}
RECALL_ONLY = frozenset({"AccountPostalCode"})  # truths list the supplier's; others on the page are no errors
KINDS = ("invoice", "credit_note", "receipt")
FACTS = ("language", "legislation", "kind", "template", "source", "media")
CENT_SLACK = Decimal("0.005")
TAX_SLACK = (Decimal("0.011"), Decimal("0.0006"), Decimal("0.011"))  # amount, rate, base
TAX_PARTS = ("amount", "rate", "base")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, or one that is missing; a surplus answer stands where nothing was asked."""

    field: str
    outcome: str
    wanted: str = ""  # as the truth has it; several that are each right have " or " between them
    found: str = ""  # as on the wire
    confidence: float | None = None
    page_index: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class LineVerdicts:
    """The line items of one document."""

    asked: int = 0
    given: int = 0
    right: int = 0
    missing: tuple[str, ...] = ()  # in words, as the truth has them
    surplus: tuple[str, ...] = ()  # in words, as they were found


@dataclass(frozen=True, slots=True)
class Place:
    page_index: int
    box: Box


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with the verdict on each of its answers."""

    name: str
    facts: dict[str, str]  # the names of `FACTS`
    verdicts: tuple[Verdict, ...]
    lines: LineVerdicts
    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # field that is wrong or missing -> its value
    pages: tuple[Page, ...] = ()  # of a document with errors; with their lines if there is no picture to draw on
    media: str = ""  # see `air.document.Document`
    failure: str = ""  # why it could not be read
    milliseconds: float = 0.0  # reading, as long as it took when it was read, and understanding

    @property
    def template(self) -> str:
        return self.facts["template"]

    @property
    def errors(self) -> tuple[Verdict, ...]:
        """The verdicts that are not right."""
        return tuple(v for v in self.verdicts if v.outcome != RIGHT)

    @property
    def line_errors(self) -> int:
        return len(self.lines.missing) + len(self.lines.surplus)

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.line_errors or self.failure)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a document must be read as: its truth, and the names of fields that it certainly has not."""

    truth: Truth
    absent: tuple[str, ...] = ()


def judge(expected: Expected, result: Recognition | None) -> tuple[Verdict, ...]:
    """All fields; without a result everything is missing."""
    fields = result.fields if result else ()
    return (*judge_fields(expected, fields), *_keywords(expected.truth.kind, {f.name: f for f in fields}))


def judge_fields(expected: Expected, fields: Iterable[Field]) -> tuple[Verdict, ...]:
    """The fields that hold what is printed."""
    truth = expected.truth
    found = {f.name: f for f in fields}
    verdicts: list[Verdict] = []
    for name, kind in SINGLE.items():
        if name in truth.fields:
            verdicts.append(_single(name, kind, truth.fields[name], found.get(name)))
    for name, kind in MANY.items():
        if name in truth.fields:
            verdicts += _many(name, kind, truth.fields[name], found.get(name))
    if "TaxLines" in truth.fields:
        verdicts += _tax_lines(truth.fields["TaxLines"], found.values())
    for name in expected.absent:
        if name in found:
            label = "TaxLines" if name in TAX_LINES else name
            verdicts.append(_verdict(label, SURPLUS, "", found[name].values[0], _text(found[name])))
    return tuple(verdicts)


def judge_lines(truth: Truth, result: Recognition | None) -> LineVerdicts:
    """The line items, if the truth has any: right when the labelled numbers agree and the description mostly does."""
    if not truth.line_items:
        return LineVerdicts()
    rest = list(result.line_items or ()) if result else []
    given, missing = len(rest), []
    for line in truth.line_items:
        hit = next((at for at, item in enumerate(rest) if is_same_line(line, item)), None)
        if hit is None:
            missing.append("; ".join(f"{name} {value}" for name, value in line.items() if value is not None))
        else:
            rest.pop(hit)
    asked = len(truth.line_items)
    return LineVerdicts(asked, given, asked - len(missing), tuple(missing), tuple(_in_words(item) for item in rest))


def same(kind: str, wanted: str, found: str) -> bool:
    """True if both texts mean the same value.

    >>> same("amount", "-12.5", "12.50"), same("date", "2025-01-29", "2025-01-29T00:00:00"), same("id", "F 1", "f-1")
    (True, True, True)
    """
    if kind == "amount":
        a, b = _number(wanted), _number(found)
        return a is not None and b is not None and abs(a - b) < CENT_SLACK
    return wanted[:10] == found[:10] if kind == "date" else compact(wanted) == compact(found)


def _single(name: str, kind: str, given: Any, field: Field | None) -> Verdict:
    wanted = [str(value) for value in (given if isinstance(given, list) else [given])]
    asked = " or ".join(wanted)
    text = _text(field) if field else ""
    if field is None or not text:
        return Verdict(name, MISSING, asked)
    is_right = any(same(kind, value, text) for value in wanted)
    return _verdict(name, RIGHT if is_right else WRONG, asked, field.values[0], text)


def _many(name: str, kind: str, given: Any, field: Field | None) -> list[Verdict]:
    wanted = given if isinstance(given, list) else [given]
    rest = [(to_text(value.value), value) for value in field.values] if field else []
    return _matched(name, [(str(w), str(w)) for w in wanted], rest, lambda w, text: same(kind, w, text))


def _tax_lines(given: Sequence[dict[str, Any]], fields: Iterable[Field]) -> list[Verdict]:
    """The first three of the truth against those that were found, whatever their numbers."""
    rest = [(_text(f), f.values[0]) for f in fields if f.name in TAX_LINES]
    wanted = [(line, ";".join(str(line.get(part) or "") for part in TAX_PARTS)) for line in given[: len(TAX_LINES)]]
    return _matched("TaxLines", wanted, rest, _is_tax_line)


def _matched(
    name: str, wanted: list[tuple[Any, str]], rest: list[tuple[str, FoundValue]], equal: Callable[[Any, str], bool]
) -> list[Verdict]:
    """Each wanted value takes the first answer that equals it; what is left of the answers is surplus."""
    verdicts = []
    for value, in_words in wanted:
        hit = next((pair for pair in rest if equal(value, pair[0])), None)
        if hit is None:
            verdicts.append(Verdict(name, MISSING, in_words))
        else:
            rest.remove(hit)
            verdicts.append(_verdict(name, RIGHT, in_words, hit[1], hit[0]))
    if name not in RECALL_ONLY:
        verdicts += [_verdict(name, SURPLUS, "", value, text) for text, value in rest]
    return verdicts


def _is_tax_line(wanted: dict[str, Any], text: str) -> bool:
    """True if every labelled part of the line agrees, within rounding."""
    found = [_number(part) for part in text.split(";")]
    asked = [_number(wanted.get(part)) for part in TAX_PARTS]
    return all(
        w is None or (f is not None and abs(w - f) < slack)
        for w, f, slack in zip(asked, found, TAX_SLACK, strict=False)
    )


def _keywords(kind: str, found: dict[str, Field]) -> list[Verdict]:
    """Whether it is a credit note, and an invoice rather than a receipt; conclusions without confidence."""
    if kind not in KINDS:
        return []
    verdicts = []
    for name, wanted in (("CreditKeyword", kind == "credit_note"), ("InvoiceKeyword", kind != "receipt")):
        text = _text(found[name]) if name in found else ""
        outcome = RIGHT if text == str(wanted) else MISSING
        verdicts.append(Verdict(name, outcome, str(wanted), text))
    return verdicts


def _verdict(name: str, outcome: str, wanted: str, value: FoundValue, text: str) -> Verdict:
    return Verdict(name, outcome, wanted, text, value.confidence, value.page_index, value.box)


def _text(field: Field) -> str:
    return ";".join(to_text(found.value) for found in field.values)


def _number(text: Any) -> Decimal | None:
    try:
        return abs(Decimal(str(text)))
    except InvalidOperation:
        return None


def _in_words(item: LineItem) -> str:
    parts = {"Description": item.description, "Quantity": item.quantity, "Price": item.price, "Amount": item.amount}
    return "; ".join(f"{name} {to_text(value)}" for name, value in parts.items() if value is not None)
