"""User-defined schemas: how long a form of one page takes, and how well a folder of real documents is read.

    python -m benchmarks.schemas FOLDER --schema schema.json --truth company=SupplierName

reads documents that have their truth beside them (see docs/recognition.md), optionally after so many corrections.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, stdev
from typing import Any

import click
from scipy.stats import t

from air.document import Document
from air.readers import ReaderSettings, read_document
from air.readers.process import ReaderProcess
from air.schema import Schema, extract, read_schema
from air.schema.everyday import everyday_fields
from air.schema.learning import remember
from air.schema.taught import Taught
from benchmarks.figure import Effort, Figure, timed
from models_store import load_schema_models, pretrained
from training.forms.forms import make_form
from training.readings import KeptReadings

FIRST_FORM = 700_000  # that no training has
FIELDS, FORM_MS = 10, 300.0
SETTINGS = ReaderSettings(threads=1)
DRAWS = 15  # of documents that are corrected


def measure(effort: Effort) -> list[Figure]:
    """The median over drawn PDF forms with ten fields or more, reading included; what the shipped models reached."""
    models = load_schema_models()
    forms = []
    seed = FIRST_FORM
    while len(forms) < effort.documents:
        form = make_form(seed, everyday_fields())
        seed += 1
        if form.filename.endswith(".pdf") and len(form.concepts) >= FIELDS:
            forms.append(form)
    taken = []
    for repetition in range(effort.repetitions + 1):
        for form in forms:
            time, _ = timed(
                lambda form=form: extract(
                    [read_document(form.data, form.filename, SETTINGS)], Schema(form.fields), models,
                    document_type="form",
                )
            )  # fmt: skip
            if repetition:
                taken.append(time)
    held_out = json.loads((pretrained() / "schema/labels.json").read_text())["heldOut"]
    return [
        Figure("1-page form, 10 fields or more", median(taken), "ms", FORM_MS, f"median; {len(forms)} forms"),
        Figure("Fields never trained on, F1", held_out["f1"] * 100, "%", None, f"{held_out['fields']} fields"),
        Figure("Absent fields that stay empty", held_out["null_for_absent"] * 100, "%", None, "of the same"),
    ]


@dataclass(frozen=True)
class Known:
    """A document with the right values by path; a path that is not there is not known."""

    document: Document
    truth: dict[str, Any]


def figures(schema: Schema, documents: Sequence[Known], kind: str, taught: Taught | None = None) -> dict[str, float]:
    """F1 per path, texts compared without case, spaces and punctuation."""
    models = load_schema_models()
    right: dict[str, int] = {}
    said: dict[str, int] = {}
    for one in documents:
        result = extract([one.document], schema, models, document_type=kind, taught=taught).result
        for path, wanted in one.truth.items():
            right[path] = right.get(path, 0) + _is_same(result.get(path), wanted)
            said[path] = said.get(path, 0) + 1 + (result.get(path) is not None)
    return {path: 2 * right[path] / said[path] for path in sorted(said)}


def after_corrections(schema: Schema, documents: Sequence[Known], kind: str, count: int, seed: int) -> dict[str, float]:
    """F1 on the others after `count` documents, drawn by chance, were corrected."""
    drawn = random.Random(seed).sample(range(len(documents)), count)
    models = load_schema_models()
    entries = [remember([documents[at].document], schema, documents[at].truth, models) for at in drawn]
    others = [one for at, one in enumerate(documents) if at not in set(drawn)]
    return figures(schema, others, kind, Taught.of(entries))


def folder(path: Path, schema: Schema, fields: Mapping[str, str], only: str, cache: Path) -> list[Known]:
    """The documents of a folder whose names match, read by both OCR engines where that is needed."""
    found = []
    with ReaderProcess() as reader:
        read = KeptReadings(cache, reader.read)
        for described in sorted(path.glob("*.json")):
            known = json.loads(described.read_text())
            if not re.search(only, described.stem) or "document" not in known:
                continue
            types = {field.name: field.type for field in schema.fields}
            truth = {
                name: _typed(known["fields"][source], types[name])
                for name, source in fields.items()
                if source in known["fields"]
            }
            data = (path / known["document"]).read_bytes()
            found.append(Known(read(data, known["document"], ReaderSettings(culture=known.get("language"))), truth))
    return found


def _typed(value: str, kind: str) -> Any:
    return float(value) if kind in ("number", "currency") else value


def _is_same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and isinstance(found, str):
        return re.sub(r"[\W_]+", "", found).casefold() == re.sub(r"[\W_]+", "", wanted).casefold()
    return bool(found == wanted)


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--schema", "schema_file", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--truth", multiple=True, help="FIELD=NAME: the field of the schema, its name in the truth.")
@click.option("--type", "kind", default="receipt", show_default=True)
@click.option("--only", default="", help="A pattern that names match.")
@click.option(
    "--corrections", default=0, help="Documents that are corrected before the others are read, in many draws."
)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings/schemas"), show_default=True)
def main(
    path: Path, schema_file: Path, truth: tuple[str, ...], kind: str, only: str, corrections: int, cache: Path
) -> None:
    """Print the F1 of every field."""
    schema = read_schema(json.loads(schema_file.read_text()))
    documents = folder(path, schema, dict(one.split("=") for one in truth), only, cache)
    click.echo(f"{len(documents)} documents: {_shown(figures(schema, documents, kind))}")
    if corrections:
        drawn = [after_corrections(schema, documents, kind, corrections, seed) for seed in range(DRAWS)]
        click.echo(
            f"the others after {corrections}, {DRAWS} draws: " + ", ".join(_spread(path, drawn) for path in drawn[0])
        )


def _shown(found: Mapping[str, float]) -> str:
    return ", ".join(f"{path} {value:.3f}" for path, value in found.items())


def _spread(path: str, drawn: Sequence[Mapping[str, float]]) -> str:
    """Mean with its 95 % interval over the draws (Student), lowest and highest."""
    values = [one[path] for one in drawn]
    half = float(t.ppf(0.975, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    return f"{path} {mean(values):.3f} ± {half:.3f} ({min(values):.3f} to {max(values):.3f})"


if __name__ == "__main__":
    main()
