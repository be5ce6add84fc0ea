"""`zenvoices extract`: the fields of a schema, read without a server; a table for a person, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as TextTable

from air.document import Document
from air.readers import ReaderSettings
from air.readers.process import ReaderProcess
from air.schema import Evidence, Extraction, Schema, document_of_text, read_schema
from air.schema import extract as extract_fields
from air.vocabulary import CULTURES
from models_store import load_schema_models


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--schema", "schema_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The wanted fields: our own form or plain JSON Schema.",
)  # fmt: skip
@click.option("--type", "document_type", default="form", show_default=True, help="invoice, receipt, form, ...")
@click.option("--text", help="Plain text to read beside the files; - takes it from stdin.")
@click.option("--language", type=click.Choice(CULTURES), help="Main language, for pictures of pages.")
@click.option("--separate", is_flag=True, help="Each file is a document of its own; default is one document of all.")
@click.option("--json", "as_json", is_flag=True, help="JSON with evidence, one document a line.")
def extract(
    files: tuple[Path, ...],
    schema_file: Path,
    document_type: str,
    text: str | None,
    language: str | None,
    separate: bool,
    as_json: bool,
) -> None:
    """Read the fields of a schema from documents."""
    schema = _schema(schema_file)
    bodies = [document_of_text(click.get_text_stream("stdin").read() if text == "-" else text)] if text else []
    if not files and not bodies:
        raise click.UsageError("Give files, --text or both.")
    settings = ReaderSettings(culture=language)
    with ReaderProcess() as reader:
        read = [(path, reader.read(path.read_bytes(), path.name, settings)) for path in files]
    models = load_schema_models()
    for names, documents in _groups(read, bodies, separate=separate):
        found = extract_fields(documents, schema, models, document_type=document_type)
        if as_json:
            click.echo(json.dumps({"files": names, **found.to_json()}, ensure_ascii=False))
        else:
            _print(names, found)


def _schema(path: Path) -> Schema:
    try:
        return read_schema(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise click.BadParameter(f"{path} is not JSON: {error}") from error


def _groups(
    read: list[tuple[Path, Document]], bodies: list[Document], *, separate: bool
) -> Iterator[tuple[list[str], list[Document]]]:
    """Names and documents of what is read as one."""
    if separate:
        yield from (([str(path)], [document, *bodies]) for path, document in read)
    if not separate or not read:
        yield [str(path) for path, _ in read], [*(document for _, document in read), *bodies]


def _print(names: list[str], found: Extraction) -> None:
    table = TextTable(title=", ".join(names) or "text", title_justify="left")
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("sure", justify="right")
    table.add_column("page", justify="right")
    for path, value in _rows("", found.result):
        known = found.evidence.get(path)
        table.add_row(path, *_cells(value, path in found.missing), *_place(known, len(names)))
    Console().print(table)


def _rows(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every single value by its path."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _rows(f"{path}.{name}" if path else name, one)
    elif isinstance(value, list) and value:
        for number, one in enumerate(value):
            yield from _rows(f"{path}[{number}]", one)
    else:
        yield path, None if value == [] else value


def _cells(value: Any, is_missing: bool) -> tuple[str]:
    if value is None:
        return ("[red]missing[/red]" if is_missing else "[dim]none[/dim]",)
    return (value if isinstance(value, str) else json.dumps(value),)


def _place(known: Evidence | None, files: int) -> tuple[str, str]:
    if known is None:
        return "", ""
    page = "" if known.page_index is None else str(known.page_index + 1)
    return f"{known.confidence:.0%}", f"{(known.file_index or 0) + 1}:{page}" if files > 1 and page else page
