"""From the values a person gave to what is remembered: the places of the values, and what is amiss with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from air.candidate import Candidate
from air.document import Box
from air.fields import ROLES, Scored
from air.findings import Findings
from air.memory.entry import Entry, TablePlace, places_of
from air.memory.layout import layout_of
from air.memory.search import comparable, find_value, words_that_say
from air.vocabulary import TAX_LINES

TAX_PARTS = {"TaxAmount": 0, "TaxBase": 2}  # role -> part of `amount;rate;base`
TOTALS = ("TotalAmountInclTax", "TotalAmountExclTax")
AMOUNT_ROLES = (*TOTALS, *TAX_PARTS)
REFERENCE = "reference"  # kind of candidates that any words may be
AS_PLAUSIBLE, LEAST_PLAUSIBLE = 0.1, 0.02  # of the score of the best place, and of any, to be remembered beside it
MOST_PLACES = 3  # of one value
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table as a person drew it: its outline on a page and the header of each column, left to right."""

    page_index: int
    left: float
    right: float
    top: float
    bottom: float
    is_continuation: bool
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A value that had been answered, and where it was read."""

    value: str
    page_index: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was right, beside what had been answered. Values are texts as on the wire, each on its own."""

    legislation: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)  # field name, tax lines numbered -> values
    answered: dict[str, tuple[Answered, ...]] = field(default_factory=dict)
    tables: tuple[GivenTable, ...] = ()

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The right totals, with tax and without."""
        found = (comparable("amount", value) for role in TOTALS for value in self.values.get(role, ()))
        return tuple(value for value in found if isinstance(value, Decimal) and value)

    def of_role(self, role: str) -> tuple[str, ...] | None:
        """The right values of a role; empty if the document has none, None if nobody said.

        A field that was answered and left out was answered wrongly, but for amounts. A total of nothing teaches
        nothing: every 0.00 of the page would look like it.
        """
        if role in TAX_PARTS:
            lines = [value.split(";") for name in TAX_LINES for value in self.values.get(name, ())]
            return tuple(parts[TAX_PARTS[role]] for parts in lines if parts[TAX_PARTS[role]]) or None
        given = self.values.get(role)
        if role in AMOUNT_ROLES:
            return None if given is None or comparable("amount", given[0]) == _NOTHING else given
        return given if given is not None else () if role in self.answered else None


def with_said(findings: Findings, feedback: Feedback) -> Findings:
    """The findings with the words that say a reference, where a person gave one that stands in words no rule takes."""
    taken = {candidate.place for candidate in findings.candidates if candidate.kind == REFERENCE}
    added: list[Candidate] = []
    for role, kind in ROLES.items():
        values = feedback.of_role(role) or () if kind == REFERENCE else ()
        added += [c for value in values for c in words_that_say(findings, kind, value) if c.place not in taken]
        taken |= {candidate.place for candidate in added}
    return replace(findings, candidates=(*findings.candidates, *added)) if added else findings


def right_candidates(
    findings: Findings, feedback: Feedback, scored: Mapping[str, Scored] | None = None
) -> dict[str, tuple[Candidate, ...]]:
    """Role -> its right candidates, at the most plausible place of each value; empty if the document has no value.

    A role is left out if nobody said what is right, or if that is printed nowhere.
    """
    answer: dict[str, tuple[Candidate, ...]] = {}
    for role in ROLES:
        values = feedback.of_role(role)
        if values is None:
            continue
        placed = tuple(c for value in values for c in _plausible(find_value(findings, role, value), role, scored))
        if placed or not values:
            answer[role] = placed
    return answer | _apart(findings, feedback, answer, scored)


def _apart(
    findings: Findings,
    feedback: Feedback,
    right: Mapping[str, tuple[Candidate, ...]],
    scored: Mapping[str, Scored] | None,
) -> dict[str, tuple[Candidate, ...]]:
    """The total without tax where it equals the one with tax: it stands elsewhere, before that if it can."""
    incl, excl = TOTALS
    if not right.get(incl) or right.get(incl) != right.get(excl):
        return {}
    [total] = right[incl]
    places = find_value(findings, excl, (feedback.of_role(excl) or ("",))[0])
    at = places.index(total)
    found = _most_plausible(places[:at] or places[at + 1 :], excl, scored)
    return {} if found is None else {excl: (found,)}


def entry_of(
    findings: Findings,
    feedback: Feedback,
    scored: Mapping[str, Scored] | None = None,
    tables: tuple[TablePlace, ...] = (),
) -> Entry:
    """What is remembered of a validated document; `tables` come from `air.memory.tables.places_of_tables`."""
    right = right_candidates(findings, feedback, scored)
    wrong = {role: _answered_wrongly(findings, role, feedback) for role in ROLES if feedback.of_role(role) is not None}
    return Entry(
        layout_of(findings.document).to_bytes(),
        places_of({role: found for role, found in right.items() if found}),
        places_of({role: found for role, found in wrong.items() if found}),
        tuple(role for role, found in right.items() if not found),
        tables,
    )


def _plausible(found: Sequence[Candidate], role: str, scored: Mapping[str, Scored] | None) -> tuple[Candidate, ...]:
    """The most plausible place; of a reference also others nearly as plausible: no other value has its text."""
    best = _most_plausible(found, role, scored)
    if best is None:
        return ()
    if ROLES[role] != REFERENCE or scored is None:
        return (best,)
    scores = _scores(role, scored)
    least = AS_PLAUSIBLE * scores.get(id(best), 0.0)
    others = [one for one in found if one is not best and scores.get(id(one), 0.0) >= max(least, LEAST_PLAUSIBLE)]
    others.sort(key=lambda one: -scores[id(one)])
    return best, *others[: MOST_PLACES - 1]


def _most_plausible(found: Sequence[Candidate], role: str, scored: Mapping[str, Scored] | None) -> Candidate | None:
    """The place that the models find likeliest, of several that say the same; the first of equals."""
    if not found or scored is None:
        return found[0] if found else None
    scores = _scores(role, scored)
    return max(found, key=lambda candidate: scores.get(id(candidate), 0.0))


def _scores(role: str, scored: Mapping[str, Scored]) -> dict[int, float]:
    """What the models say of each candidate, by its identity."""
    some = scored[ROLES[role]]
    return {id(candidate): float(score) for candidate, score in zip(some.candidates, some.scores[role], strict=True)}


def _answered_wrongly(findings: Findings, role: str, feedback: Feedback) -> tuple[Candidate, ...]:
    """The candidates that had been answered for the role with a value that is not right."""
    kind = ROLES[role]
    right = {comparable(kind, value) for value in feedback.of_role(role) or ()}
    names = TAX_LINES if role in TAX_PARTS else (role,)
    boxes = {
        (answer.page_index, answer.box) for name in names for answer in feedback.answered.get(name, ()) if answer.box
    }
    return tuple(
        candidate for candidate in findings.of_kind(kind)
        if (candidate.page.index, _rounded(candidate.box)) in boxes and comparable(kind, candidate.value) not in right
    )  # fmt: skip


def _rounded(box: Box) -> tuple[float, float, float, float]:
    return round(box.left, 5), round(box.top, 5), round(box.right, 5), round(box.bottom, 5)
