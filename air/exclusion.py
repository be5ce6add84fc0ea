"""Values that the caller excludes, such as the own VAT number: they are gone before anything is compared with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from air.candidates import compact
from air.choice import Excluded
from air.fields import ROLES
from air.findings import Findings
from air.formats import to_text
from air.recognition import Field

KINDS = {**ROLES, "AccountEmail": "email", "AccountPostalCode": "postal_code"}  # field -> kind of its candidates


def without_excluded(findings: Findings, excluded: Excluded) -> Findings:
    """The findings without candidates that are excluded for every field they could be the value of.

    What is excluded for one field of several stays, and is kept from that field by the choice.
    """
    if not excluded:
        return findings
    fields: dict[str, set[str]] = defaultdict(set)
    for field, kind in KINDS.items():
        fields[kind].add(field)
    kept = (
        c
        for c in findings.candidates
        if not all((field, compact(to_text(c.value))) in excluded for field in fields[c.kind])
    )
    return replace(findings, candidates=tuple(kept))


def without_excluded_values(fields: Iterable[Field], excluded: Excluded) -> tuple[Field, ...]:
    """The fields without their excluded values; one that has no other value is left out."""
    kept = (
        replace(field, values=tuple(v for v in field.values if (field.name, compact(to_text(v.value))) not in excluded))
        for field in fields
    )
    return tuple(field for field in kept if field.values)
