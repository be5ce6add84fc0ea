"""How often somebody asked for the import of a document to be tried again; bookings by administration, in order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("inbox_documents", sa.Column("import_attempts", sa.Integer, nullable=False, server_default="0"))
    name = "ix_financial_transactions_tenant_id_administration_id"
    op.drop_index(name, "financial_transactions")
    op.create_index(f"{name}_id", "financial_transactions", ["tenant_id", "administration_id", "id"])
