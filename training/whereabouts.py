"""Where the true values of wrong and missing answers stand: among the candidates, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from air.candidate import Candidate
from air.candidates import compact
from air.document import Document
from air.fields import ROLES
from air.findings import find
from air.formats import to_text
from training.judging import MISSING, WRONG, Place, Verdict, same

KINDS = {"AccountPostalCode": "postal_code", "AccountEmail": "email", "TaxLines": "amount", **ROLES}
MOST_PLACES = 4  # of one true value


def places(document: Document, legislation: str, verdicts: Sequence[Verdict]) -> dict[str, tuple[Place, ...]]:
    """Field -> places of its true values; none for a value that is no candidate and so can never be chosen."""
    lost = [v for v in verdicts if v.outcome in (WRONG, MISSING) and v.field in KINDS]
    found: dict[str, tuple[Place, ...]] = {}
    findings = find(document, legislation=legislation) if lost else None
    for verdict in lost if findings else ():
        candidates = findings.of_kind(KINDS[verdict.field])
        hits = [c for c in candidates if any(_stands_for(c, text) for text in _wanted(verdict))]
        here = tuple(Place(c.page.index, c.box) for c in hits[:MOST_PLACES])
        found[verdict.field] = found.get(verdict.field, ()) + here
    return found


def _wanted(verdict: Verdict) -> list[str]:
    """The texts to look for; of a tax line its amount."""
    return verdict.wanted.split(";")[:1] if verdict.field == "TaxLines" else verdict.wanted.split(" or ")


def _stands_for(candidate: Candidate, wanted: str) -> bool:
    kind = candidate.kind if candidate.kind in ("amount", "date") else "id"
    return bool(compact(wanted)) and same(kind, wanted, to_text(candidate.value))
