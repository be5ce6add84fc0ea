"""`zenvoices show`: each page as a PNG with the found fields boxed and named."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from air.errors import AirError
from air.pipeline import recognise
from air.readers.process import ReaderProcess
from air.vocabulary import LEGISLATIONS
from models_store import load_pretrained


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--legislation", type=click.Choice(LEGISLATIONS), default="nl", show_default=True, help="Whose tax rates hold."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder for the PNG files."
)
def show(file: Path, legislation: str, out: Path) -> None:
    """Draw what was found onto the pages of FILE: NAME-1.png, NAME-2.png, …"""
    from zenvoices.drawing import draw_pages

    data = file.read_bytes()
    try:
        with ReaderProcess() as reader:
            result = recognise(
                data, file.name, load_pretrained(), legislation=legislation, with_line_items=True, reader=reader.read
            )
    except AirError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    out.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(draw_pages(data, file.name, result), 1):
        path = out / f"{file.stem}-{number}.png"
        image.save(path)
        click.echo(str(path))
