"""Judged documents in groups: by what is known of them, and the templates that do worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from training.figures import Figures, figures
from training.judging import Judged


def grouped(documents: Iterable[Judged], fact: str) -> dict[str, list[Judged]]:
    """Documents by one of `training.judging.FACTS`; the largest group first."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for document in documents:
        groups[document.facts[fact] or "(not said)"].append(document)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def worst_templates(documents: Sequence[Judged], most: int = 10) -> list[tuple[str, list[Judged], Figures]]:
    """The templates with the lowest F1 over all fields, those with errors only; the one with more errors first."""
    found = [(name, members, figures(members)) for name, members in grouped(documents, "template").items()]
    wrong = [entry for entry in found if any(d.errors or d.line_errors for d in entry[1])]
    return sorted(wrong, key=lambda entry: (entry[2].total.f1 or 0.0, -sum(len(d.errors) for d in entry[1]), entry[0]))[
        :most
    ]
