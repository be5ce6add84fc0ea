"""Making the models of user-defined schemas from nothing: draw forms and heads, read them, fit, calibrate, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from air.schema.matching import Matcher
from training.forms.cells import table_cells
from training.forms.contacts import contact_shares
from training.forms.fitting import fit_labels
from training.forms.samples import form_samples
from training.forms.senders import fit_sender, sender_samples

FORMS, TABLES, HEADS, INVOICES, CONTACTS = 1_200, 600, 3_000, 300, 300  # documents
Progress = Callable[[str, int, int], None]  # what, how many are done, of how many


def train_schema_models(
    folder: Path,
    cache: Path,
    *,
    seed: int,
    progress: Progress,
    forms: int = FORMS,
    tables: int = TABLES,
    heads: int = HEADS,
    invoices: int = INVOICES,
    contacts: int = CONTACTS,
) -> None:
    """Fit both models and write them to `folder`; the same counts and seed give the same bytes.

    `cache` keeps the readings of what was drawn, so a second run is quicker.
    """
    drawn = list(form_samples(forms, seed, cache, lambda done, of: progress("forms", done, of)))
    cells = list(table_cells(tables, seed, cache))
    labels = fit_labels(drawn, cells, seed=seed)
    labels.save(folder)
    del drawn
    shares = contact_shares(Matcher(labels), contacts, seed, cache)
    senders = list(sender_samples(heads, invoices, seed, cache, lambda done, of: progress("senders", done, of)))
    fit_sender(senders, shares, seed=seed).save(folder)
