"""Figures and errors in words, the same in the terminal and in the report."""

from __future__ import annotations

from training.figures import Figures, Tally
from training.judging import MISSING, SURPLUS, Judged, Verdict
from training.whereabouts import KINDS

MIDNIGHT = "T00:00:00.0000000"
TALLY_HEADINGS = ("asked", "right", "wrong", "missing", "precision", "recall", "F1")


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def tally_cells(tally: Tally) -> tuple[str, ...]:
    """The cells under `TALLY_HEADINGS`."""
    counts = (tally.asked, tally.right, tally.wrong, tally.missing)
    return (*map(str, counts), *map(percent, (tally.precision, tally.recall, tally.f1)))


def group_cells(found: Figures) -> tuple[str, ...]:
    """Documents, documents all right, then the cells of all fields, then F1 of the line items."""
    documents = len(found.touchless)
    return str(documents), str(sum(found.touchless)), *tally_cells(found.total), percent(found.lines.f1)


GROUP_HEADINGS = ("documents", "all right", *TALLY_HEADINGS, "lines F1")


def sureness_cells(tally: Tally) -> tuple[str, ...]:
    """The cells under `SURENESS_HEADINGS`."""
    shares = (tally.f1, tally.calibration_error, tally.accepted(0.01), tally.accepted(0.025))
    return (str(len(tally.scored)), *map(percent, shares))


SURENESS_HEADINGS = ("scored", "F1", "calibration error", "accepted at 1 % error", "at 2.5 %")


def explained(verdict: Verdict, document: Judged) -> str:
    """One error in words, with why it could not be right if that is known."""
    found, wanted = (text.replace(MIDNIGHT, "") for text in (verdict.found, verdict.wanted))
    sure = "" if verdict.confidence is None else f" ({verdict.confidence:.0%} sure)"
    if verdict.outcome == SURPLUS:
        return f"{verdict.field}: {found}{sure}, but there is none such"
    if verdict.outcome == MISSING and not found:
        return f"{verdict.field}: nothing, wanted {wanted}{_why(verdict, document)}"
    return f"{verdict.field}: {found}{sure}, wanted {wanted}{_why(verdict, document)}"


def _why(verdict: Verdict, document: Judged) -> str:
    """A value that is no candidate can't be chosen: it was misread, or its form is not known."""
    if verdict.field not in KINDS or document.failure or document.places.get(verdict.field):
        return ""
    return " (not among the candidates)"
