"""Learning how lines are booked: from approved bookings, per account and description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping.draft import Codes
from bookkeeping.identifiers import description_key
from bookkeeping.rows.history import BookedLine
from bookkeeping.rows.transactions import FinancialTransaction
from infra.types import now

SIMILAR = 85.0  # of 100, for a description that was booked in other words
MOST_RECENT = 500  # descriptions of an account that are compared
CODES = ("ledger_account_code", "cost_centre_code", "cost_unit_code", "project_code", "tax_code")


class History:
    """How lines of one account were booked before."""

    def __init__(self, lines: Sequence[BookedLine]) -> None:
        self.lines = {line.description: line for line in lines}

    @classmethod
    def of(cls, session: Session, administration_id: int, account_code: str | None) -> History:
        statement = (
            select(BookedLine)
            .where(BookedLine.administration_id == administration_id, BookedLine.account_code == account_code)
            .order_by(BookedLine.last_used_at.desc(), BookedLine.id.desc())
            .limit(MOST_RECENT)
        )
        return cls(session.scalars(statement).all() if account_code else ())

    def codes(self, description: str | None) -> Codes | None:
        """What a line with this description is booked on; None if the account was never booked.

        The same description, else one much like it, else what all lines of the account have in common.
        """
        key = description_key(description or "")
        if key in self.lines:
            return _codes(self.lines[key])
        best = process.extractOne(key, list(self.lines), scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR)
        if key and best is not None:
            return _codes(self.lines[best[0]])
        return self._common()

    def _common(self) -> Codes | None:
        """Codes on which every line of the account agrees; None if they agree on no ledger account."""
        shared = {name: {getattr(line, name) for line in self.lines.values()} for name in CODES}
        codes = Codes(**{name: next(iter(values)) for name, values in shared.items() if len(values) == 1})
        return codes if codes.ledger_account_code else None


def learn(session: Session, transaction: FinancialTransaction) -> None:
    """Remember how the lines of an approved transaction are booked; the newest counts."""
    if transaction.account_code is None:
        return
    known = _known(session, transaction)
    for line in transaction.lines:
        key = description_key(line.description or "")
        if key not in known:
            known[key] = BookedLine(
                administration_id=transaction.administration_id,
                account_code=transaction.account_code,
                description=key,
                times=0,
            )
            session.add(known[key])
        _note(known[key], Codes(**{name: getattr(line, name) for name in CODES}))


def _known(session: Session, transaction: FinancialTransaction) -> dict[str, BookedLine]:
    keys = {description_key(line.description or "") for line in transaction.lines}
    statement = select(BookedLine).where(
        BookedLine.administration_id == transaction.administration_id,
        BookedLine.account_code == transaction.account_code,
        BookedLine.description.in_(keys),
    )
    return {line.description: line for line in session.scalars(statement)}


def _note(booked: BookedLine, codes: Codes) -> None:
    booked.times = booked.times + 1 if _codes(booked) == codes else 1
    booked.last_used_at = now()
    for name, code in asdict(codes).items():
        setattr(booked, name, code)


def _codes(line: BookedLine) -> Codes:
    return Codes(**{name: getattr(line, name) for name in CODES})
