"""Versions of models: published whole or not at all, loaded by whoever reads with them, gone back to at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from air.errors import StaleModel
from infra.blobs import BlobMissing, Blobs, tenant_key
from models_store.tables import CustomModel, ModelVersion
from wire.errors import EntityNotFound

if TYPE_CHECKING:
    from air.memory.correction import Correction

KEPT = 10  # versions that can be gone back to
log = structlog.get_logger(__name__)


def key_of(tenant_id: int, model_id: UUID, number: int) -> str:
    """Where a version's trees are; known before they are written, so that nothing is written that cannot be found."""
    return tenant_key(tenant_id, "models", model_id, f"{number}.json.gz")


def next_number(session: Session, model_id: UUID) -> int:
    newest = select(func.max(ModelVersion.number)).where(ModelVersion.model_id == model_id)
    return (session.scalar(newest) or 0) + 1


def publish(
    session: Session, model: CustomModel, number: int, *, serial: int, seconds: float, manifest: dict[str, Any]
) -> list[str]:
    """Make the version, whose trees are stored, the one in use; returns keys of trees that are too old to keep."""
    version = ModelVersion(
        model_id=model.id, number=number, serial=serial, seconds=seconds, manifest=manifest,
        artifact_key=key_of(model.tenant_id, model.id, number),
    )  # fmt: skip
    session.add(version)
    model.version = number
    return _without_trees(session, model, lambda one: one.number <= number - KEPT)


def forget(session: Session, model: CustomModel, samples: Collection[str]) -> list[str]:
    """Give up versions not in use that learnt from something else than these samples; returns keys of their trees."""
    known = set(samples)
    return _without_trees(
        session, model, lambda one: one.number != model.version and not known.issuperset(one.manifest["samples"])
    )


def _without_trees(session: Session, model: CustomModel, is_over: Callable[[ModelVersion], bool]) -> list[str]:
    """Take the trees away from such versions, which are only told of from now on; returns their keys."""
    found = select(ModelVersion).where(ModelVersion.model_id == model.id, ModelVersion.artifact_key.is_not(None))
    keys = []
    for one in session.scalars(found):
        if is_over(one) and one.artifact_key is not None:
            keys.append(one.artifact_key)
            one.artifact_key = None
    return keys


def roll_back(session: Session, model: CustomModel, number: int) -> None:
    """Use an earlier (or later) version; 0 uses none. Raises `EntityNotFound` if it is not kept."""
    wanted = select(ModelVersion).where(
        ModelVersion.model_id == model.id, ModelVersion.number == number, ModelVersion.artifact_key.is_not(None)
    )
    if number and session.scalars(wanted).one_or_none() is None:
        raise EntityNotFound("version", number)
    model.version = number or None


def load(blobs: Blobs, version: ModelVersion) -> Correction | None:
    """The version's trees; None if they cannot be used any more, so that memory works without them."""
    from air.memory.correction import Correction

    try:
        return Correction.from_bytes(blobs.get(version.artifact_key)) if version.artifact_key else None
    except (BlobMissing, StaleModel) as error:
        log.warning("version not usable", model=str(version.model_id), version=version.number, error=str(error))
        return None
