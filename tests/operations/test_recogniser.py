"""What a worker keeps loaded."""

from __future__ import annotations

import gc

LOADED = 50_000  # objects at least: the shipped models, and the modules that use them


def test_what_a_worker_has_loaded_is_not_looked_through_for_garbage(recogniser):
    """A full look would stop a document for longer than it takes to read."""
    assert recogniser.models.fields.trees
    assert gc.get_freeze_count() > LOADED
