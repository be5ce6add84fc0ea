"""`zenvoices synthesise`: draw training documents to look at, with their truth beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import msgspec

from training.synthesis import SyntheticDocument, make_document
from training.synthesis.degrade import make_scan


@click.command()
@click.option("--count", default=20, show_default=True, type=click.IntRange(1), help="How many documents.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where they go.")
@click.option("--seed", default=0, show_default=True, help="The first layout; the same seed gives the same documents.")
@click.option("--scans", default=0, show_default=True, type=click.IntRange(0), help="How many of them as scans.")
@click.option("--per-layout", default=1, show_default=True, type=click.IntRange(1), help="Documents of each layout.")
def synthesise(count: int, out: Path, seed: int, scans: int, per_layout: int) -> None:
    """Draw COUNT invoices and receipts with everything that is true about them."""
    out.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        document = make_document(seed + number // per_layout, number % per_layout)
        _write_scan(out, document, seed + number) if number < scans else _write_pdf(out, document)
    click.echo(f"{count} documents in {out}")


def _write_pdf(out: Path, document: SyntheticDocument) -> None:
    (out / f"{document.seed}.pdf").write_bytes(document.pdf)
    _write_truth(out / f"{document.seed}.json", document, document.truth, f"{document.seed}.pdf")


def _write_scan(out: Path, document: SyntheticDocument, seed: int) -> None:
    scan = make_scan(document, seed)
    (out / scan.filename).write_bytes(scan.data)
    _write_truth(out / f"{document.seed}.json", document, scan.truth, scan.filename)


def _write_truth(path: Path, document: SyntheticDocument, truth: Any, filename: str) -> None:
    """The truth in the schema of documents with known answers, so that folder can be measured on."""
    known = msgspec.to_builtins(truth)
    described = {
        "source": "synthetic", "document": filename, "template": document.template, "legislation": truth.legislation,
        "language": truth.language, "kind": truth.kind, "fields": known["fields"], "lineItems": known["line_items"],
        "tables": known["tables"],
    }  # fmt: skip
    path.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n")
