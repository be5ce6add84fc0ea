"""Models of tenants, their versions, and what documents taught them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_models()
    _create_versions()
    op.create_table(
        "operation_readings",
        sa.Column("operation_id", sa.Uuid, sa.ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "operation_feedback",
        sa.Column("operation_id", sa.Uuid, sa.ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("model_id", sa.Uuid, sa.ForeignKey("models.id"), nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("validated_at", MOMENT, nullable=False),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("entry", sa.LargeBinary),
        sa.Index("ix_operation_feedback_model_id_serial", "model_id", "serial"),
    )
    op.create_index("ix_operations_model_id", "operations", ["model_id"])


def _create_models() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("description", sa.String(1024)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT),
        sa.Column("instant_learning", sa.Boolean, nullable=False),
        sa.Column("auto_train", sa.Integer),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("scheduled_at", MOMENT, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(64)),
        sa.Column("lease_until", MOMENT),
        sa.Column("trained_serial", sa.Integer, nullable=False),
        sa.Column("last_trained_at", MOMENT),
        sa.Column("last_error", sa.JSON),
        sa.Column("next_training_at", MOMENT),
        sa.UniqueConstraint("tenant_id", "name"),
    )


def _create_versions() -> None:
    op.create_table(
        "model_versions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("tenant_id", sa.Integer, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("model_id", sa.Uuid, sa.ForeignKey("models.id"), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("artifact_key", sa.String(200)),
        sa.Column("manifest", sa.JSON, nullable=False),
        sa.UniqueConstraint("model_id", "number"),
    )
