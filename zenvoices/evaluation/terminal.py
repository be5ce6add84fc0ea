"""The figures of recognition as tables in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from training.comparison import Change, Comparison
from training.figures import Figures, figures, summary
from training.grouping import grouped, worst_templates
from training.judging import Judged
from zenvoices.evaluation.words import (
    GROUP_HEADINGS,
    SURENESS_HEADINGS,
    TALLY_HEADINGS,
    explained,
    group_cells,
    percent,
    sureness_cells,
    tally_cells,
)

WIDTH = 132  # columns where there is no terminal
MOST_CHANGES, MOST_ERRORS = 20, 12  # that are listed


def show(documents: Sequence[Judged], *, by: str | None, comparison: Comparison | None) -> None:
    """Print everything that was asked for; the last line is JSON for programs."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    found = figures(documents)
    for document in documents:
        if document.failure:
            console.print(f"failed: {document.name}: {document.failure}", markup=False)
    console.print(_fields(found))
    if by == "field":
        console.print(_sureness(found))
    elif by:
        console.print(_groups(documents, by))
    _print_worst(console, documents)
    if comparison:
        _print_comparison(console, comparison)
    print(json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in summary(documents).items()}))


def _table(title: str, headings: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for at, name in enumerate(headings):
        table.add_column(name, justify="right" if at else "left", no_wrap=at > 0, overflow="fold")
    return table


def _fields(found: Figures) -> Table:
    table = _table(f"{len(found.touchless)} documents", ("field", *TALLY_HEADINGS))
    for name, tally in sorted(found.fields.items()):
        table.add_row(name, *tally_cells(tally))
    table.add_section()
    table.add_row("all fields", *tally_cells(found.total))
    table.add_row("line items", *tally_cells(found.lines))
    return table


def _sureness(found: Figures) -> Table:
    table = _table("how far confidence can be trusted", ("field", *SURENESS_HEADINGS))
    for name, tally in (*sorted(found.fields.items()), ("all fields", found.total)):
        if tally.scored:
            table.add_row(name, *sureness_cells(tally))
    return table


def _groups(documents: Sequence[Judged], by: str) -> Table:
    table = _table(f"by {by}", (by, *GROUP_HEADINGS))
    for name, members in grouped(documents, by).items():
        table.add_row(name, *group_cells(figures(members)))
    return table


def _print_worst(console: Console, documents: Sequence[Judged]) -> None:
    worst = worst_templates(documents)
    if worst:
        console.print("\n[bold]the templates that do worst[/bold]")
    for name, members, found in worst:
        console.print(f"{name}: F1 {percent(found.total.f1)}, documents: {len(members)}", markup=False)
        errors = [f"{d.name}: {explained(v, d)}" for d in members for v in d.errors]
        errors += [f"{d.name}: line item missing: {line}" for d in members for line in d.lines.missing]
        _print_list(console, errors, MOST_ERRORS)


def _print_comparison(console: Console, comparison: Comparison) -> None:
    table = _table("against the earlier run", ("figure", "before", "after", "difference", "95 % interval by template"))
    for one in comparison.differences:
        if one.before is not None and one.after is not None:
            gain = f"{100 * (one.after - one.before):+.1f}"
            interval = f"{100 * one.low:+.1f} to {100 * one.high:+.1f}"
            table.add_row(one.name, percent(one.before), percent(one.after), gain, interval)
    console.print(table)
    for title, changes in (("better", comparison.better), ("worse", comparison.worse)):
        console.print(f"{len(changes)} {title}")
        _print_list(console, [_change(change) for change in changes], MOST_CHANGES)
    console.print(f"{comparison.same} with as many errors as before")
    for title, names in (("earlier", comparison.only_before), ("this", comparison.only_after)):
        if names:
            console.print(f"{len(names)} only in {title} run")


def _change(change: Change) -> str:
    parts = [f"{title} {', '.join(names)}" for title, names in (("mended", change.mended), ("broken", change.broken))]
    return f"{change.name}: " + "; ".join(part for part in parts if not part.endswith(" "))


def _print_list(console: Console, entries: Sequence[str], most: int) -> None:
    for entry in entries[:most]:
        console.print(f"  {entry}", markup=False)
    if len(entries) > most:
        console.print(f"  … and {len(entries) - most} more")
