"""What was charged, by month and by administration's code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping.desk import Desk, granted, has_all
from bookkeeping.rows.administrations import Administration
from operations.tables import OperationCharge
from operations.usage import Usage, usage
from wire import InvalidInput

MAX_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Charged:
    """Usage, with the administration's code; None for documents that were read for no administration."""

    usage: Usage
    administration_code: str | None


def charged_to(desk: Desk, first: date, last: date) -> Sequence[Charged]:
    """The usage that a user may see: of their administrations, and of none if they see all."""
    if not first <= last or (last.year - first.year) * 12 + last.month - first.month >= MAX_MONTHS:
        raise InvalidInput("monthTo must not be before monthFrom, and at most ten years after it.", "monthTo")
    with desk.session() as session:
        is_theirs = granted(session, desk.user_id, OperationCharge.administration_id)
        conditions = [] if has_all(session, desk.user_id) else [is_theirs]
        return with_codes(session, usage(session, first, last, *conditions, tenant_id=desk.tenant_id))


def with_codes(session: Session, rows: Sequence[Usage]) -> list[Charged]:
    ids = {row.administration_id for row in rows}
    codes = {row.id: row.code for row in session.scalars(select(Administration).where(Administration.id.in_(ids)))}
    return [Charged(row, codes.get(row.administration_id or 0)) for row in rows]
