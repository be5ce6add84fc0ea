"""`zenvoices recognise`: read files without a server; a table for a person, JSON lines for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table as TextTable

from air.errors import AirError
from air.formats import to_text
from air.pipeline import recognise as recognise_document
from air.readers.process import ReaderProcess
from air.recognition import FoundValue, LineItem, Recognition
from air.vocabulary import CHECKS, LEGISLATIONS
from models_store import load_pretrained

LINE_COLUMNS = ("product_code", "description", "quantity", "price", "amount", "tax_rate", "confidence")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--legislation", type=click.Choice(LEGISLATIONS), default="nl", show_default=True, help="Whose tax rates hold."
)
@click.option("--lines", is_flag=True, help="Read line items too.")
@click.option("--why", is_flag=True, help="Show what speaks for each value: words beside it, checks that it passed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file and line.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write NAME.json for each file there.")
def recognise(
    files: tuple[Path, ...], legislation: str, lines: bool, why: bool, as_json: bool, out: Path | None
) -> None:
    """Read invoices and receipts; exit code 1 if any file failed."""
    failed = 0
    for path, result in _results(files, legislation, lines, quiet=as_json or len(files) == 1):
        if isinstance(result, str):
            failed += 1
            click.echo(f"{path}: {result}", err=True)
            continue
        if out is not None:
            _write(out, path, _as_dict(path, result, why=why))
        if as_json:
            click.echo(json.dumps(_as_dict(path, result, why=why), ensure_ascii=False))
        elif out is None:
            _print(path, result, why=why)
    sys.exit(1 if failed else 0)


def _results(
    files: tuple[Path, ...], legislation: str, lines: bool, *, quiet: bool
) -> Iterator[tuple[Path, Recognition | str]]:
    """Each file with its recognition, or with what went wrong."""
    models = load_pretrained()
    console = Console(stderr=True)
    bar = Progress(console=console, transient=True) if not quiet and console.is_terminal else None
    with ReaderProcess() as reader, bar or nullcontext():
        task = bar.add_task("reading", total=len(files)) if bar else None
        for path in files:
            try:
                data = path.read_bytes()
                result = recognise_document(
                    data, path.name, models, legislation=legislation, with_line_items=lines, reader=reader.read
                )
                yield path, result
            except (OSError, AirError) as error:
                yield path, error.strerror or str(error) if isinstance(error, OSError) else str(error)
            if bar and task is not None:
                bar.advance(task)


def _as_dict(path: Path, result: Recognition, *, why: bool) -> dict[str, Any]:
    fields = {
        field.name: {
            "value": ";".join(to_text(v.value) for v in field.values)
            if not field.name.startswith("TaxLine")
            else to_text(field.values[0].value),
            "confidence": field.confidence,
            "text": [v.text for v in field.values],
        }
        | ({"why": [_why(v) for v in field.values]} if why else {})
        for field in result.fields
    }
    answer: dict[str, Any] = {"file": str(path), "pages": result.document.page_count, "fields": fields}
    if result.line_items is not None:
        answer["lineItems"] = [_line_as_dict(item) for item in result.line_items]
    return answer | {"milliseconds": result.timings}


def _line_as_dict(item: LineItem) -> dict[str, Any]:
    names = (*LINE_COLUMNS[:-1], "tax_amount", "reference_number", "order_number", "ledger_account_code")
    values = {name: getattr(item, name) for name in names}
    return {k: None if v is None else to_text(v) for k, v in values.items()} | {"confidence": item.confidence}


def _write(out: Path, path: Path, answer: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{path.stem}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")


def _print(path: Path, result: Recognition, *, why: bool) -> None:
    console = Console()
    table = TextTable(title=str(path), title_justify="left")
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("sure", justify="right")
    table.add_column("page", justify="right")
    if why:
        table.add_column("why", overflow="fold")
    for field in result.fields:
        for value in field.values:
            sure = "" if value.confidence is None else f"{value.confidence:.0%}"
            page = "" if value.page_index is None else str(value.page_index + 1)
            reasons = ["\n".join(_why(value))] if why else []
            table.add_row(field.name, to_text(value.value).removesuffix("T00:00:00.0000000"), sure, page, *reasons)
    console.print(table)
    if result.line_items:
        console.print(_lines_table(result.line_items))


def _why(value: FoundValue) -> list[str]:
    """The evidence in words."""
    labels = [f"beside “{label.text}”" for label in value.evidence.labels]
    checks = [f"{CHECKS[c.name]}: {c.detail}" if c.detail else CHECKS[c.name] for c in value.evidence.checks]
    return labels + checks


def _lines_table(items: tuple[LineItem, ...]) -> TextTable:
    shown = [name for name in LINE_COLUMNS if any(getattr(item, name) is not None for item in items)]
    table = TextTable()
    for name in shown:
        is_text = name in ("description", "product_code")
        table.add_column(name.replace("_", " "), justify="left" if is_text else "right", overflow="fold")
    for item in items:
        cells = [getattr(item, name) for name in shown]
        table.add_row(*("" if c is None else f"{c:.0%}" if isinstance(c, float) else to_text(c) for c in cells))
    return table
