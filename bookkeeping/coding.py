"""What the lines of a proposal are booked on: the order's codes, else the account's history, else its default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping.draft import Codes, Draft
from bookkeeping.history import History
from bookkeeping.kinds import LINE_CODES
from bookkeeping.master import known_codes
from bookkeeping.numbers import TaxType
from bookkeeping.reading import Reading
from bookkeeping.rows.master import Account, LedgerAccount, TaxCode

NAMES = tuple(field.name for field in fields(Codes))


@dataclass(frozen=True, slots=True)
class Coded:
    """The drafts with codes, and whether the account's history had a say."""

    drafts: tuple[Draft, ...]
    is_from_history: bool


class Coder:
    """Knows an administration's tax codes, an account's history and its default."""

    def __init__(self, session: Session, administration_id: int, account: Account | None, reading: Reading) -> None:
        self.session, self.administration_id, self.account = session, administration_id, account
        self.history = History.of(session, administration_id, account.code if account else None)
        self.is_reverse_charged = reading.is_true("TaxReverseChargedKeyword")
        statement = select(TaxCode).where(TaxCode.administration_id == administration_id, TaxCode.is_active)
        self.tax_codes = {tax.code: tax for tax in session.scalars(statement.order_by(TaxCode.id))}

    def code(self, drafts: Sequence[Draft], ledger_codes: Sequence[str | None]) -> Coded:
        """Fill in what is missing; `ledger_codes` are those that the document itself names, per draft."""
        coded, is_from_history = list[Draft](), False
        for draft, printed in zip(drafts, ledger_codes, strict=True):
            learnt = self.history.codes(draft.description)
            codes = _filled(draft.codes, learnt or Codes())
            is_from_history |= codes != draft.codes
            default = self.account.ledger_account_code if self.account else None
            codes = _filled(codes, Codes(ledger_account_code=printed), Codes(ledger_account_code=default))
            coded.append(replace(draft, codes=replace(codes, tax_code=self._tax_code(codes, draft.tax_rate))))
        return Coded(tuple(self._with_tax_of_ledger(self._without_unknown(coded))), is_from_history)

    def _tax_code(self, codes: Codes, rate: Decimal | None) -> str | None:
        """The code that was chosen, if its rate is that of the line; else the one with that rate."""
        chosen = self.tax_codes.get(codes.tax_code or "")
        if chosen is not None and (rate is None or chosen.rate == rate or chosen.is_reverse_charged):
            return chosen.code
        if rate is None:
            return None
        fitting = (tax.code for tax in self.tax_codes.values() if self._fits(tax, rate))
        return next(fitting, None)

    def _fits(self, tax: TaxCode, rate: Decimal) -> bool:
        is_same = tax.is_reverse_charged if self.is_reverse_charged else tax.rate == rate and not tax.is_reverse_charged
        return tax.type == TaxType.PURCHASE and is_same

    def _without_unknown(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Codes that do not exist, or not any more, are left out."""
        known = {name: known_codes(self.session, LINE_CODES[name], self.administration_id, wanted)
                 for name in NAMES if (wanted := {c for d in drafts if (c := getattr(d.codes, name))})}  # fmt: skip
        return [
            replace(draft, codes=Codes(**{name: _kept(getattr(draft.codes, name), known.get(name)) for name in NAMES}))
            for draft in drafts
        ]

    def _with_tax_of_ledger(self, drafts: Sequence[Draft]) -> list[Draft]:
        """A line without a known rate gets the tax code of its ledger account."""
        wanted = {draft.codes.ledger_account_code for draft in drafts if not draft.codes.tax_code}
        statement = select(LedgerAccount.code, LedgerAccount.tax_code).where(
            LedgerAccount.administration_id == self.administration_id, LedgerAccount.code.in_(wanted - {None})
        )
        taxes = {row[0]: row[1] for row in self.session.execute(statement)} if wanted - {None} else {}
        return [
            draft
            if draft.codes.tax_code or draft.tax_rate is not None
            else replace(draft, codes=replace(draft.codes, tax_code=taxes.get(draft.codes.ledger_account_code)))
            for draft in drafts
        ]


def _filled(codes: Codes, *others: Codes) -> Codes:
    for other in others:
        codes = Codes(**{name: getattr(codes, name) or getattr(other, name) for name in NAMES})
    return codes


def _kept(code: str | None, known: set[str] | None) -> str | None:
    return code if known and code in known else None
