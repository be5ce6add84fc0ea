"""What Alembic runs: every migration on the connection it was given."""

from __future__ import annotations

from alembic import context

from infra.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
