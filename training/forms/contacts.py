"""How sure a contact without a label is: how often it was the sender's on drawn invoices, which name buyers too."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from air.readers import ReaderSettings, read_document
from air.schema.contacts import PATTERNS, contact_answers
from air.schema.definition import SchemaField
from air.schema.matching import Matcher, prepare
from air.schema.wanted import wanted_fields
from training.forms.samples import MONTH_FIRST, same
from training.readings import KeptReadings
from training.synthesis.chance import Chance
from training.synthesis.content import draw_supplier
from training.synthesis.document import make_document

SETTINGS = ReaderSettings(threads=1)
FIELDS = wanted_fields([SchemaField(kind) for kind in PATTERNS])


def contact_shares(labels: Matcher, count: int, seed: int, cache: Path) -> dict[str, float]:
    """Kind -> share of right ones of those that no label announced; half a right and half a wrong one are added."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    read = KeptReadings(cache / "heads", read_document)
    for number in range(seed * 1_000_003, seed * 1_000_003 + count):
        document = read(make_document(number).pdf, "head.pdf", SETTINGS)
        party = draw_supplier(Chance(f"layout {number}").fork("supplier")).party  # as `make_document` draws it
        labelled = labels.match(prepare(document, month_first=MONTH_FIRST, decimal_comma=True), FIELDS)
        for kind, answer in contact_answers(FIELDS, document, labelled, dict.fromkeys(PATTERNS, 1.0)).items():
            said[kind] += 1
            right[kind] += same(answer.value, getattr(party, kind))
    return {kind: round((right[kind] + 0.5) / (said[kind] + 1), 4) for kind in PATTERNS}
