"""E-mail address and postal codes: chosen by rule, not trained.

The sender's address stands in a letterhead or a footer, the buyer's in the window under words such as "Bill to".
"""

from __future__ import annotations

from air.candidate import Candidate
from air.findings import Findings
from air.label import Label
from air.recognition import Field, FoundValue

BUYER = frozenset({"buyer", "ship_to"})
WINDOW_HEIGHT = 0.12  # page heights under "Bill to" that are the buyer's block


def contact_fields(findings: Findings) -> tuple[Field, ...]:
    """At most one e-mail address, and every postal code, each once; no confidence, no training."""
    fields = []
    emails = sorted(findings.of_kind("email"), key=lambda c: (_is_buyers(findings, c), c.page.index))
    if emails:
        fields.append(Field("AccountEmail", (_found(emails[0]),)))
    codes = {str(c.value): c for c in reversed(findings.of_kind("postal_code"))}
    if codes:
        ordered = sorted(codes.values(), key=lambda c: (c.page.index, c.box.top))
        fields.append(Field("AccountPostalCode", tuple(_found(c) for c in ordered)))
    return tuple(fields)


def _found(candidate: Candidate) -> FoundValue:
    return FoundValue(candidate.value, candidate.text, None, candidate.page.index, candidate.box)


def _is_buyers(findings: Findings, candidate: Candidate) -> bool:
    return any(_heads(label, candidate) for label in findings.labels if label.name in BUYER)


def _heads(label: Label, candidate: Candidate) -> bool:
    below = candidate.box.top - label.box.top
    return (
        label.page_index == candidate.page.index
        and 0 <= below < WINDOW_HEIGHT
        and abs(label.box.left - candidate.box.left) < WINDOW_HEIGHT
    )
