"""The figures as a table for a person and as JSON for a program."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure

MARKED = re.compile(r"(<!-- speed:.*?-->).*?(<!-- end of speed -->)", re.DOTALL)
WIDE = 120  # columns of a terminal that has room for how it was measured


def print_table(figures: Sequence[Figure], console: Console) -> None:
    """One row per figure, with the share of its limit that it uses."""
    table = Table(title=_machine_line(), title_justify="left", caption="of limit: 100% is just allowed")
    table.add_column("figure", no_wrap=True)
    for heading in ("measured", "limit", "of limit"):
        table.add_column(heading, justify="right", no_wrap=True)
    if console.width >= WIDE:
        table.add_column("how", no_wrap=True, style="dim")
    for figure in figures:
        limit = "" if figure.limit is None else f"{_number(figure.limit)} {figure.unit}"
        share = "" if figure.ratio is None else f"{figure.ratio:.0%}"
        style = "bold red" if figure.is_over else ""
        cells = [figure.name, f"{_number(figure.value)} {figure.unit}", limit, share, figure.note]
        table.add_row(*cells[: len(table.columns)], style=style)
    console.print(table)


def with_table(document: str, figures: Sequence[Figure]) -> str:
    """The document with the figures between its marks for them.

    Raises:
        ValueError: it has no such marks.
    """
    if not MARKED.search(document):
        raise ValueError("no <!-- speed: … --> and <!-- end of speed --> in the document")
    return MARKED.sub(lambda found: f"{found[1]}\n{_markdown(figures)}\n{found[2]}", document)


def _markdown(figures: Sequence[Figure]) -> str:
    lines = [
        f"On {_machine_line().split(', load')[0]}:",
        "",
        "| Figure | Measured | Limit | How |",
        "| --- | --: | --: | --- |",
    ]
    for figure in figures:
        limit = "" if figure.limit is None else f"{_number(figure.limit)} {figure.unit}"
        lines.append(f"| {figure.name} | {_number(figure.value)} {figure.unit} | {limit} | {figure.note} |")
    return "\n".join(lines)


def write_json(figures: Sequence[Figure], path: Path, *, is_quick: bool) -> None:
    """All figures and what they were measured on."""
    known = {"quick": is_quick, "measured_at": datetime.now(UTC).isoformat(timespec="seconds"), **machine()}
    rows = [{**asdict(figure), "ratio": figure.ratio, "is_over": figure.is_over} for figure in figures]
    path.write_text(json.dumps({**known, "figures": rows}, indent=1) + "\n")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    names = [line.split(":", 1)[1].strip() for line in _cpuinfo() if line.startswith("model name")]
    return {"cpu": names[0] if names else platform.machine(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]}


def _machine_line() -> str:
    known = machine()
    return f"{known['cpus']} x {known['cpu']}, load {known['load']:.1f}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def _number(value: float) -> str:
    """
    >>> [_number(value) for value in (0.4371, 12.34, 449.8)]
    ['0.44', '12.3', '450']
    """
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
