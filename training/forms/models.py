"""Making the models of user-defined schemas from nothing: draw forms and heads, read them, fit, calibrate, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from training.forms.fitting import fit_labels
from training.forms.samples import form_samples
from training.forms.senders import fit_sender, sender_samples

FORMS, HEADS, INVOICES = 1_200, 1_500, 150  # documents
Progress = Callable[[str, int, int], None]  # what, how many are done, of how many


def train_schema_models(
    folder: Path,
    cache: Path,
    *,
    seed: int,
    progress: Progress,
    forms: int = FORMS,
    heads: int = HEADS,
    invoices: int = INVOICES,
) -> None:
    """Fit both models and write them to `folder`; the same counts and seed give the same bytes.

    `cache` keeps the readings of what was drawn, so a second run is quicker.
    """
    drawn = list(form_samples(forms, seed, cache, lambda done, of: progress("forms", done, of)))
    fit_labels(drawn, seed=seed).save(folder)
    del drawn
    senders = list(sender_samples(heads, invoices, seed, cache, lambda done, of: progress("senders", done, of)))
    fit_sender(senders, seed=seed).save(folder)
