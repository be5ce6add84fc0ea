"""Fitting the model of sender lines: drawn heads and the invoices of the synthesiser, truly read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.document import Document
from air.readers import ReaderSettings, read_document
from air.schema.sender import ADDRESS, COMPANY, OTHER, address_lines, address_text, company_lines, company_text
from air.schema.sender_features import FEATURE_NAMES, Head, head_of
from air.trees import Trees
from training.calibration import fit_curve
from training.forms.heads import make_head
from training.forms.misreading import misread
from training.forms.samples import same
from training.parameters import FIXED
from training.readings import KeptReadings
from training.synthesis.chance import Chance
from training.synthesis.content import draw_supplier
from training.synthesis.document import make_document

FOLDS, ROUNDS = 2, 110
PARAMETERS: dict[str, Any] = {
    **FIXED,
    "objective": "multiclass",
    "num_class": 3,
    "learning_rate": 0.12,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "lambda_l2": 3.0,
}
SETTINGS = ReaderSettings(threads=1)
PROCESSES, CHUNK = 2, 16
SAME_LINE = 82.0  # likeness, 0 to 100, of a line that may be misread
MISREAD = 0.5  # share of the documents that are misread


@dataclass(frozen=True)
class SenderSample:
    """The lines of a document's head with what they are."""

    head: Head
    classes: NDArray[np.int64]
    company: str  # its text as the right lines have it; empty if it was not found
    address: str


def sender_samples(
    heads: int, invoices: int, seed: int, cache: Path, progress: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[SenderSample]:
    """Drawn heads and invoices in a fixed order; their readings are kept in `cache`."""
    base = seed * 1_000_003
    tasks = [(False, base + number, str(cache)) for number in range(heads)]
    tasks += [(True, base + number, str(cache)) for number in range(invoices)]
    if len(tasks) < CHUNK:
        yield from (one for one in map(_sample, tasks) if one)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for done, sample in enumerate(pool.map(_sample, tasks, chunksize=CHUNK), 1):
            progress(done, len(tasks))
            if sample is not None:
                yield sample


def fit_sender(samples: Sequence[SenderSample], contacts: Mapping[str, float], *, seed: int) -> Trees:
    """The model on all samples, calibrated and measured on documents it had not seen.

    `contacts` says how often one without a label is the sender's, which has no model but goes with it.
    """
    company: list[tuple[float, bool]] = []
    address: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        booster = _fit([sample for at, sample in enumerate(samples) if at % FOLDS != fold], seed)
        for sample in samples[fold::FOLDS]:
            scores = np.asarray(booster.predict(sample.head.features, num_threads=1))
            company += _company_answer(sample, scores)
            address += _address_answer(sample, scores)
    manifest = {
        "samples": len(samples), "seed": seed, "rounds": ROUNDS, "lightgbm": lightgbm.__version__,
        "calibration": {
            what: fit_curve(*zip(*answers, strict=True))
            for what, answers in (("company", company), ("address", address))
        },
        "contacts": dict(contacts),
        "heldOut": {"company": _share_right(company), "address": _share_right(address)},
    }  # fmt: skip
    return Trees("sender", FEATURE_NAMES, _fit(samples, seed), manifest)


def sample_of(document: Document, company: Sequence[str], address: Sequence[str]) -> SenderSample | None:
    """The document's lines against the right ones."""
    head = head_of(document)
    if head is None:
        return None
    classes = np.array([_class_of(segment.text, company, address) for segment in head.segments], np.int64)
    names = list(np.flatnonzero(classes == COMPANY))[: len(company)]
    block = list(np.flatnonzero(classes == ADDRESS))[: len(address)]
    return SenderSample(
        head, classes, company_text([head.segments[at] for at in names]) if names else "",
        address_text([head.segments[at] for at in block]) if block else "",
    )  # fmt: skip


def _class_of(text: str, company: Sequence[str], address: Sequence[str]) -> int:
    if any(fuzz.ratio(text, line) > SAME_LINE or (len(line) > 5 and text.startswith(line)) for line in company):
        return COMPANY
    return ADDRESS if any(fuzz.ratio(text, line) > SAME_LINE for line in address) else OTHER


def _sample(task: tuple[bool, int, str]) -> SenderSample | None:
    is_invoice, seed, cache = task
    read = KeptReadings(Path(cache) / "heads", read_document)
    chance = Chance(f"misread {seed} {is_invoice}")
    if is_invoice:
        party = draw_supplier(Chance(f"layout {seed}").fork("supplier")).party  # as `make_document` draws it
        drawn, company, address = make_document(seed).pdf, (party.name,), party.address.lines
    else:
        head = make_head(seed)
        drawn, company, address = head.pdf, head.company, head.address
    document = read(drawn, "head.pdf", SETTINGS)
    return sample_of(misread(document, chance) if chance.happens(MISREAD) else document, company, address)


def _company_answer(sample: SenderSample, scores: NDArray[np.float64]) -> list[tuple[float, bool]]:
    found = company_lines(sample.head, scores[:, COMPANY])
    if not sample.company or not found:
        return []
    text = company_text([sample.head.segments[at] for at in found])
    return [(float(scores[found, COMPANY].max()), same(text, sample.company))]


def _address_answer(sample: SenderSample, scores: NDArray[np.float64]) -> list[tuple[float, bool]]:
    found = address_lines(sample.head, scores[:, ADDRESS])
    if not sample.address or not found:
        return []
    text = address_text([sample.head.segments[at] for at in found])
    return [(float(scores[found, ADDRESS].min()), same(text, sample.address))]


def _share_right(answers: Sequence[tuple[float, bool]]) -> float:
    return round(sum(right for _, right in answers) / max(len(answers), 1), 4)


def _fit(samples: Sequence[SenderSample], seed: int) -> lightgbm.Booster:
    features = np.concatenate([sample.head.features for sample in samples]).astype(np.float32)
    classes = np.concatenate([sample.classes for sample in samples])
    data = lightgbm.Dataset(features, label=classes, feature_name=[n.replace(":", ".") for n in FEATURE_NAMES])
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=ROUNDS)
