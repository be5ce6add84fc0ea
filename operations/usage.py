"""What was charged: transactions per month and administration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from operations.tables import OperationCharge


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one administration, or of documents that were read for none (`administration_id` None), in one month."""

    month: date  # its first day, UTC
    administration_id: int | None
    documents: int
    transactions: int


def usage(
    session: Session, first: date, last: date, *conditions: ColumnElement[bool], tenant_id: int
) -> Sequence[Usage]:
    """Per month and administration, from the month of `first` to the month of `last`."""
    months = [*_months(first, last)]
    starts = [datetime(month.year, month.month, 1, tzinfo=UTC) for month in [*months, _next(months[-1])]]
    moment = OperationCharge.charged_at
    number = case(*((moment < end, index) for index, end in enumerate(starts[1:])), else_=len(months))
    place, administration = number.label("place"), OperationCharge.administration_id
    statement = (
        select(place, administration, func.count(), func.sum(OperationCharge.transaction_count))
        .where(OperationCharge.tenant_id == tenant_id, moment >= starts[0], moment < starts[-1], *conditions)
        .group_by(place, administration)
        .order_by(place, administration)
    )
    return [Usage(months[row[0]], row[1], row[2], int(row[3])) for row in session.execute(statement)]


def _months(first: date, last: date) -> Sequence[date]:
    found, month = [], first.replace(day=1)
    while month <= last.replace(day=1):
        found.append(month)
        month = _next(month)
    return found or [first.replace(day=1)]


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
