"""API keys, schemas, extraction jobs with files, results, events and feedback, idempotent requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _keys_and_schemas()
    _jobs()
    op.create_table(
        "idempotent_requests",
        sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("claim", sa.String(32), nullable=False),
        sa.Column("answer", sa.JSON),
        sa.Column("expires_at", MOMENT, nullable=False, index=True),
    )


def _keys_and_schemas() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenant(index=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("shown", sa.String(16), nullable=False),
        sa.Column("endpoint_id", sa.Uuid, sa.ForeignKey("webhook_endpoints.id")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
    )
    op.create_table(
        "extraction_schemas",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenant(index=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("description", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT),
    )
    op.create_table(
        "extraction_schema_versions",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenant(index=True),
        sa.Column("schema_id", sa.Integer, sa.ForeignKey("extraction_schemas.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("definition", sa.JSON, nullable=False),
        sa.UniqueConstraint("schema_id", "number"),
    )


def _jobs() -> None:
    op.create_table(
        "extraction_jobs",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenant(),
        sa.Column("schema_id", sa.Integer, sa.ForeignKey("extraction_schemas.id"), nullable=False, index=True),
        sa.Column(
            "schema_version_id", sa.Integer, sa.ForeignKey("extraction_schema_versions.id"), nullable=False, index=True
        ),
        sa.Column("endpoint_id", sa.Uuid, sa.ForeignKey("webhook_endpoints.id"), index=True),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("document_type", sa.String(128), nullable=False),
        sa.Column("client_reference_id", sa.String(255)),
        sa.Column("body", sa.Text),
        sa.Column("file_count", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.Column("error", sa.JSON),
        sa.Column("webhook_failed", sa.Boolean, nullable=False),
        sa.Column("webhook_last_error", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(64)),
        sa.Column("lease_until", MOMENT),
        sa.UniqueConstraint("tenant_id", "client_reference_id"),
        sa.Index("ix_extraction_jobs_tenant_id_state_id", "tenant_id", "state", "id"),
        sa.Index("ix_extraction_jobs_state_lease_until", "state", "lease_until"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "extraction_job_files",
        sa.Column("id", sa.Integer, primary_key=True),
        _tenant(),
        sa.Column("job_id", sa.Integer, _of_job(), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("blob_key", sa.String(200), nullable=False),
        sa.UniqueConstraint("job_id", "position"),
        sa.Index("ix_extraction_job_files_tenant_id_size", "tenant_id", "size"),
    )
    op.create_table(
        "extraction_job_results",
        sa.Column("job_id", sa.Integer, _of_job(), primary_key=True),
        _tenant(index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("readings", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "extraction_job_events",
        sa.Column("event_id", sa.Uuid, sa.ForeignKey("webhook_events.id", ondelete="CASCADE"), primary_key=True),
        _tenant(index=True),
        sa.Column("job_id", sa.Integer, _of_job(), nullable=False, index=True),
    )
    op.create_table(
        "extraction_job_feedback",
        sa.Column("job_id", sa.Integer, _of_job(), primary_key=True),
        _tenant(index=True),
        sa.Column("schema_id", sa.Integer, sa.ForeignKey("extraction_schemas.id"), nullable=False, index=True),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("truth", sa.JSON, nullable=False),
        sa.Column("entry", sa.JSON),
    )


def _tenant(*, index: bool = False) -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), nullable=False, index=index)


def _of_job() -> sa.ForeignKey:
    return sa.ForeignKey("extraction_jobs.id", ondelete="CASCADE")
