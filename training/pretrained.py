"""Making the shipped models from nothing: draw documents, read them, fit, calibrate, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from air import likeness
from air.models import Models
from training.fields import fit_field_models, prepare
from training.headings import fit_table_models
from training.likeness import fit_likeness
from training.synthesis.corpus import make_samples

SEED = 2026
DIGITAL, SCANS = 5_000, 300  # documents
OTHER_WORDS = 400  # documents whose words teach what is no label
Progress = Callable[[str, int, int], None]  # what, how many are done, of how many


def train_pretrained(
    folder: Path,
    cache: Path,
    *,
    digital: int = DIGITAL,
    scans: int = SCANS,
    seed: int = SEED,
    learn_labels: bool = False,
    progress: Progress,
) -> Models:
    """Fit all models and write them to `folder`; the same counts and seed give the same bytes.

    `cache` keeps the readings of the drawn documents, so a second run only fits. Which words are like labels comes with
    the lexicon; with `learn_labels` it is learnt anew first, for the features need it, and written there.
    """
    samples = list(
        make_samples(digital, seed, scans=scans, cache=cache, progress=lambda done, of: progress("documents", done, of))
    )
    if learn_labels:
        fit_likeness(samples[:OTHER_WORDS]).save(likeness.FILE)
        likeness.forget()
        progress("labels", 1, 1)
    prepared = []
    for number, sample in enumerate(samples, 1):
        prepared += prepare([sample])
        if number % 100 == 0 or number == len(samples):
            progress("features", number, len(samples))
    fields = fit_field_models(prepared, seed=seed, progress=lambda done, of: progress("fields", done, of))
    del prepared
    tables = fit_table_models(samples, seed=seed)
    progress("tables", 1, 1)
    models = Models(fields, tables)
    models.save(folder)
    return models
