"""`python -m benchmarks.ablation`: what each group of features is worth to the field models.

For each group the models are trained again without its columns, and asked on layouts that they have not seen: the other
fold of the drawn documents and, if a folder is given, real ones. How sure a difference is says the interval: documents
drawn again and again from those measured, the same ones with and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from zlib import crc32

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

import training.likeness
from air import labels, likeness, phrases
from air.features import amounts, dates, feature_names, geometry, label_words, texts
from air.models import Models
from models_store import load_pretrained
from training.evaluation import Engine, evaluate, folder_cases
from training.fields import Prepared, fit_field_models, held_out_answers, prepare
from training.figures import figures
from training.judging import Judged
from training.pretrained import OTHER_WORDS, SEED
from training.synthesis.corpus import make_samples

MARKED = re.compile(r"(<!-- ablation:.*?-->).*?(<!-- end of ablation -->)", re.DOTALL)
RESAMPLED = 1_000
SUMS = ("as_", "closes_column", "percent_on_line")
RANKS = ("value_rank", "share_of_largest", "share_of_amounts", "is_bottom_largest", "amounts_", "distinct_")
REPEATED = ("same_value_count", "same_value_rank", "distinct_values", "value_share")
BLOCKS = ("headed:", "below_table_head", "above_table_head")
Group = Callable[[str], bool]  # True for a column that belongs to it


def _in(*starts: str) -> Group:
    return lambda name: name.startswith(starts)


def _is_place(name: str) -> bool:
    return name in geometry.NAMES and not name.startswith((*REPEATED, *BLOCKS, "is_proven", "legislation", "height"))


GROUPS: dict[str, Group] = {
    "label words on the left": _in("left:", "nearest_left", "label_left", "term_weight_left"),
    "label words above": _in("above:", "nearest_above", "label_above"),
    "label words on the right": _in("nearest_right", "label_right", "labels_on_line"),
    "all label words": lambda name: name in label_words.NAMES,
    "block: buyer, seller, table": _in(*BLOCKS),
    "place on the page and in the line": _is_place,
    "size of print": _in("height"),
    "form of the text": lambda name: name in texts.NAMES and name not in REPEATED,
    "part taken in sums": _in(*SUMS),
    "rank among the amounts": lambda name: name in amounts.NAMES and name.startswith(RANKS),
    "relations between dates": lambda name: name in dates.NAMES,
    "repeated values": _in(*REPEATED),
    "check digits": _in("is_proven"),
    "legislation and country": _in("legislation", "country"),
}
UNKNOWN = "likeness of unknown words to labels"  # is no column: labels are found without it
QUARTER = "every fourth phrase of the lexicon"  # as if other words were in use


@dataclass(frozen=True, slots=True)
class Row:
    """F1 without a group, on drawn and on real documents, and the 95 % interval of what was lost; NaN: not measured."""

    group: str
    drawn: float
    real: float
    drawn_lost: tuple[float, float]
    real_lost: tuple[float, float]


def measure(digital: int, scans: int, real: Path | None, cache: Path) -> list[Row]:
    """All groups; the first row is with everything."""
    samples = list(make_samples(digital, SEED, scans=scans, cache=cache))
    everything = prepare(samples)
    whole = _outcome(everything, real, cache)
    rows = [_row("(with everything)", whole, whole)]
    for name, belongs in track(GROUPS.items(), "groups", console=Console(stderr=True)):
        rows.append(_row(name, whole, _outcome([_without(p, belongs) for p in everything], real, cache)))
    with _unlike():
        rows.append(_row(UNKNOWN, whole, _outcome(prepare(samples), real, cache)))
    with _fewer_phrases():
        learnt = training.likeness.fit_likeness(samples[:OTHER_WORDS])
        with patch.object(likeness, "shipped", lambda: learnt):
            _forget_phrases()
            fewer = _outcome(prepare(samples), real, cache)
        rows.append(_row(QUARTER, whole, fewer))
        with _unlike():
            rows.append(_row(f"{QUARTER}, and the likeness", fewer, _outcome(prepare(samples), real, cache)))
    return rows


@contextmanager
def _unlike() -> Iterator[None]:
    """Unknown words are like no label."""
    with patch.object(likeness, "shipped", lambda: None):
        likeness.most_like.cache_clear()
        yield
    likeness.most_like.cache_clear()


@contextmanager
def _fewer_phrases() -> Iterator[None]:
    """Every fourth phrase of the lexicon is not known."""
    kept = {words: entries for words, entries in phrases.phrases().items() if crc32(" ".join(words).encode()) % 4}
    with patch.object(phrases, "phrases", lambda: kept), patch.object(training.likeness, "phrases", lambda: kept):
        _forget_phrases()
        yield
    _forget_phrases()


def _forget_phrases() -> None:
    for module in (phrases, labels, likeness):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Per document: right, given, asked; shape (documents, 3)."""

    drawn: NDArray[np.int64]
    real: NDArray[np.int64]


def _outcome(prepared: Sequence[Prepared], real: Path | None, cache: Path) -> _Outcome:
    drawn = np.array(held_out_answers(prepared, seed=SEED))
    if real is None:
        return _Outcome(drawn, np.empty((0, 3), np.int64))
    with TemporaryDirectory() as folder:
        Models(fit_field_models(prepared, seed=SEED), load_pretrained().tables).save(Path(folder))
        judged = list(evaluate(folder_cases(real), Engine(Path(folder), cache / "evaluation")))
    return _Outcome(drawn, np.array([_counted(document) for document in judged]))


def _counted(document: Judged) -> tuple[int, int, int]:
    total = figures([document]).total
    return total.right, total.right + total.wrong, total.asked


def _without(prepared: Prepared, belongs: Group) -> Prepared:
    features = {}
    for kind, matrix in prepared.features.items():
        features[kind] = matrix.copy()
        features[kind][:, [at for at, name in enumerate(feature_names(kind)) if belongs(name)]] = 0
    return replace(prepared, features=features)


def _row(group: str, whole: _Outcome, rest: _Outcome) -> Row:
    return Row(group, _f1(rest.drawn), _f1(rest.real), _lost(whole.drawn, rest.drawn), _lost(whole.real, rest.real))


def _f1(counts: NDArray[np.int64]) -> float:
    right, given, asked = counts.sum(axis=0) if len(counts) else (0, 0, 0)
    return float(2 * right / (given + asked)) if given + asked else float("nan")


def _lost(whole: NDArray[np.int64], rest: NDArray[np.int64]) -> tuple[float, float]:
    """The 95 % interval of what was lost."""
    if not len(whole):
        return float("nan"), float("nan")
    chance = np.random.default_rng(SEED)
    drawn = chance.integers(0, len(whole), (RESAMPLED, len(whole)))
    low, high = np.percentile([_f1(whole[again]) - _f1(rest[again]) for again in drawn], (2.5, 97.5))
    return float(low), float(high)


def as_table(rows: Sequence[Row]) -> str:
    """Markdown; losses in points of F1."""
    lines = [
        "| without | F1 drawn | lost, points | F1 real | lost, points |", "| --- | --: | --: | --: | --: |",
    ]  # fmt: skip
    for row in rows:
        lines.append(
            f"| {row.group} | {row.drawn:.3f} | {_interval(row.drawn_lost)} | {row.real:.3f} |"
            f" {_interval(row.real_lost)} |".replace("nan", "")
        )
    return "\n".join(lines)


def _interval(lost: tuple[float, float]) -> str:
    return "" if lost[0] == lost[1] or lost[0] != lost[0] else f"{100 * lost[0]:.1f} to {100 * lost[1]:.1f}"


@click.command()
@click.option("--digital", default=1_000, show_default=True, help="Drawn documents with a text layer.")
@click.option("--scans", default=100, show_default=True, help="Drawn documents as scans.")
@click.option(
    "--real", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of real ones too."
)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
@click.option(
    "--into", type=click.Path(dir_okay=False, exists=True, path_type=Path), help="Put the table into this document."
)
def main(digital: int, scans: int, real: Path | None, cache: Path, into: Path | None) -> None:
    """Train without each group of features in turn, and tell what is lost."""
    table = as_table(measure(digital, scans, real, cache))
    click.echo(table)
    if into is not None:
        into.write_text(MARKED.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", into.read_text()))


if __name__ == "__main__":
    main()
