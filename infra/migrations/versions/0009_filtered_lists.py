"""What lists of bookings are filtered by stands in the indexes that they are sorted by."""

from __future__ import annotations

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TABLE = "financial_transactions"
GROUPING = (
    "status",
    "type",
    "journal_code",
    "currency_code",
    "is_proposal_changed",
    "used_proposal_strategy",
    "account_match_type",
)
before = import_module("infra.migrations.versions.0006_sorted_lists")


def upgrade() -> None:
    for column, value in _values().items():
        name = f"ix_{TABLE}_by_{column}"
        op.drop_index(name, TABLE)
        also = [other for other in GROUPING if other != column]
        op.create_index(name, TABLE, ["tenant_id", value, "id", "administration_id", *also])


def _values() -> dict[str, object]:
    """What each index sorts by, as it was."""
    return {
        **{column: column for column in before.WITHOUT_GAPS[TABLE]},
        **{column: sa.column(column).nulls_first() for column in before.WITH_GAPS[TABLE]},
        **{column: sa.text(f"substr({column}, 1, 200) NULLS FIRST") for column in before.LONG[TABLE]},
    }
