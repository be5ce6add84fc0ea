"""All models with what a tenant taught them; used wherever the shipped ones are."""

from __future__ import annotations

from dataclasses import dataclass

from air.document import Document
from air.findings import Findings
from air.memory.correction import Correction
from air.memory.entry import Entry, TablePlace
from air.memory.evidence import Known
from air.memory.feedback import Feedback, entry_of, with_said
from air.memory.index import LayoutIndex
from air.memory.layout import layout_of, numbers_of
from air.memory.match import match
from air.memory.recall import RecallingFields
from air.memory.tables import RecallingTables, places_of_tables
from air.models import Models
from air.tables import find_tables


@dataclass(frozen=True, slots=True)
class TaughtModels(Models):
    """The shipped models, and memory that moves their scores for documents of layouts it knows."""

    memory: LayoutIndex
    correction: Correction | None = None
    up_to: int | None = None  # the newest serial that counts; None: all

    def for_document(self, document: Document) -> Models:
        """The models for this document; the shipped ones if nothing was learnt that concerns it."""
        known = self.memory.known(layout_of(document), numbers_of(document), up_to=self.up_to)
        if not known and self.correction is None:
            return Models(self.fields, self.tables)
        trained = (self.correction.headings, self.correction.rows) if self.correction else ()
        return Models(
            RecallingFields.on(self.fields, known, self.correction), RecallingTables.on(self.tables, known, *trained)
        )


def remember(findings: Findings, feedback: Feedback, models: Models) -> Entry:
    """What is kept of a validated document; `models` are the shipped ones."""
    findings = with_said(findings, feedback)
    return entry_of(findings, feedback, models.fields.score(findings), _tables(findings.document, feedback, models))


def _tables(document: Document, feedback: Feedback, models: Models) -> tuple[TablePlace, ...]:
    """The validated tables with their columns as they are read once the outlines are known, as on the next document."""
    if not feedback.tables:
        return ()
    outlines = places_of_tables(document, feedback.tables, ())
    layout = layout_of(document)
    same = match(layout, layout)
    known = [] if same is None else [Known(same, Entry(layout.to_bytes(), tables=outlines))]
    found = find_tables(document, RecallingTables.on(models.tables, known))
    return places_of_tables(document, feedback.tables, found, feedback.totals)
