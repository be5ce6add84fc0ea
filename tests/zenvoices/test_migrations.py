"""The migrations make the tables that the rooms describe."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from infra.database import Base

ROOT = Path(__file__).parents[2]


@pytest.mark.filterwarnings(
    "ignore:autogenerate skipping", "ignore:Skipped unsupported reflection"
)  # indexes of the start of a text, which SQLite can't tell
def test_tables_are_as_the_rooms_describe_them(database):
    rooms = [path.parent.name for path in ROOT.glob("*/tables.py") if (path.parent / "__init__.py").exists()]
    assert {"auth", "operations"} <= set(rooms)
    for room in rooms:
        import_module(f"{room}.tables")
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []
