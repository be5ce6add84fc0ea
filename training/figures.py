"""Figures over judged documents: precision, recall, F1, calibration, and what may be booked unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean

from training.judging import MISSING, RIGHT, SURPLUS, WRONG, Judged, LineVerdicts, Verdict

BINS = 10
ACCEPTED_AT = (0.01, 0.025)  # shares of wrong values among those accepted
Scored = list[tuple[float, bool]]  # confidence and whether the answer was right


@dataclass(slots=True)
class Tally:
    """Answers to one question over many documents; a wrong single value also misses the right one."""

    right: int = 0
    wrong: int = 0  # answers, instead of the right one or where nothing was asked
    missing: int = 0
    asked: int = 0
    scored: Scored = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """Count one answer."""
        self.right += verdict.outcome == RIGHT
        self.wrong += verdict.outcome in (WRONG, SURPLUS)
        self.missing += verdict.outcome == MISSING
        self.asked += verdict.outcome != SURPLUS
        if verdict.confidence is not None and verdict.outcome != MISSING:
            self.scored.append((verdict.confidence, verdict.outcome == RIGHT))

    def add_lines(self, lines: LineVerdicts) -> None:
        """Count the line items of one document."""
        self.right, self.asked = self.right + lines.right, self.asked + lines.asked
        self.wrong += lines.given - lines.right if lines.asked else 0
        self.missing += lines.asked - lines.right

    @property
    def precision(self) -> float | None:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        return _share(self.right, self.asked)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 to 1; None if nothing was asked or answered."""
        return _share(2 * self.right, self.right + self.wrong + self.asked)

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error over ten bins."""
        return _share(
            sum(abs(len(b) * (sure - right)) for sure, right, b in reliability(self.scored)), len(self.scored)
        )

    def accepted(self, error: float) -> float | None:
        """The share of answers that may be taken unseen, surest first, with at most that share of them wrong."""
        most = wrong = 0
        for count, (_, is_right) in enumerate(sorted(self.scored, reverse=True), 1):
            wrong += not is_right
            if wrong / count <= error:
                most = count
        return _share(most, len(self.scored))


@dataclass(slots=True)
class Figures:
    """The tallies of a group of documents."""

    fields: dict[str, Tally]
    total: Tally  # all fields
    lines: Tally
    touchless: list[bool]  # documents with labelled fields: is every one right?


def figures(documents: Iterable[Judged]) -> Figures:
    """Count everything; linear."""
    fields: dict[str, Tally] = defaultdict(Tally)
    result = Figures(fields, Tally(), Tally(), [])
    for document in documents:
        for verdict in document.verdicts:
            fields[verdict.field].add(verdict)
            result.total.add(verdict)
        result.lines.add_lines(document.lines)
        if any(v.outcome != SURPLUS for v in document.verdicts):
            result.touchless.append(not document.errors)
    return result


def reliability(scored: Scored) -> list[tuple[float, float, Scored]]:
    """Per bin of confidence with answers in it: mean confidence, share of right ones, the answers."""
    bins: dict[int, Scored] = defaultdict(list)
    for confidence, is_right in scored:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, is_right))
    return [(mean(c for c, _ in b), mean(r for _, r in b), b) for _, b in sorted(bins.items())]


def summary(documents: Sequence[Judged]) -> dict[str, float | int | None]:
    """The figures of a whole set in one line."""
    found = figures(documents)
    templates: dict[str, list[float]] = defaultdict(list)
    for document in documents:
        tally = figures([document]).total
        if tally.recall is not None:
            templates[document.template].append(tally.recall)
    spent = sorted(document.milliseconds for document in documents if document.milliseconds)
    return {
        "documents": len(found.touchless),
        "failed": sum(bool(document.failure) for document in documents),
        "field_f1": found.total.f1,
        "line_f1": found.lines.f1,
        "calibration_error": found.total.calibration_error,
        **{f"accepted_at_{error:g}_error": found.total.accepted(error) for error in ACCEPTED_AT},
        "field_recall_by_template": mean(map(mean, templates.values())) if templates else None,
        "touchless_documents": _share(sum(found.touchless), len(found.touchless)),
        "milliseconds_median": spent[len(spent) // 2] if spent else None,
        "milliseconds_p95": spent[int(len(spent) * 0.95)] if spent else None,
    }


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
