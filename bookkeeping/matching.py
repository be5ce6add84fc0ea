"""Whose document is it? The account by IBAN, VAT number, chamber number, or by its name on the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bookkeeping.identifiers import LEGAL_FORMS, folded, name_words, plain
from bookkeeping.numbers import AccountType, MatchType
from bookkeeping.reading import Reading
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.master import Account, AccountWord
from infra.among import among

IDENTIFIERS = (  # in the order of how much they prove
    (MatchType.IBAN, "InvoiceIBAN", Account.iban),
    (MatchType.VAT_NUMBER, "InvoiceVatNumber", Account.vat_number),
    (MatchType.COC_NUMBER, "InvoiceCocNumber", Account.coc_number),
)
MAX_LINES = 80  # of the first page, from the top
MAX_WORDS = 400
COMMON = 300  # accounts that share a word; a word of more tells nothing by itself
CANDIDATES = 25
SHORT = 6  # characters
SIMILAR = 90.0  # of 100, for the whole name
LEAD = 4.0  # that the best has on the next


@dataclass(frozen=True, slots=True)
class Match:
    """The account and what says that it is the one."""

    account: Account
    type: MatchType
    value: str  # as on the document


def match_account(session: Session, administration: Administration, reading: Reading) -> Match | None:
    """The supplier of the document; None if there is none, or several that are equally likely."""
    return _by_identifier(session, administration, reading) or _by_name(session, administration, reading)


def _by_identifier(session: Session, administration: Administration, reading: Reading) -> Match | None:
    for kind, field, column in IDENTIFIERS:
        value = reading.text(field)
        if not value:
            continue
        statement = select(Account).where(_suppliers(administration), column == plain(value))
        found = session.scalars(statement.limit(2)).all()
        if len(found) == 1:
            return Match(found[0], kind, value)
    return None


def _by_name(session: Session, administration: Administration, reading: Reading) -> Match | None:
    own = set(name_words(administration.name))
    lines = {folded(line): line for line in reading.first_page_lines[:MAX_LINES]}
    bare = {" ".join(word for word in line.split() if word not in LEGAL_FORMS): line for line in lines}
    words = Counter(word[:64] for line in bare for word in line.split() if word not in own)
    candidates = _candidates(session, administration, [word for word, _ in words.most_common(MAX_WORDS)])
    likely = [(*_likeness(name, bare), number) for number, name in candidates]
    likely.sort(reverse=True)
    if not likely or likely[0][0] < SIMILAR or (len(likely) > 1 and likely[0][0] - likely[1][0] < LEAD):
        return None
    _, line, number = likely[0]
    return Match(session.get_one(Account, number), MatchType.NAME, lines[bare[line]][:256])


def _candidates(session: Session, administration: Administration, words: Sequence[str]) -> list[tuple[int, str]]:
    """Id and name of the suppliers that share the most words with the document, leaving out common words."""
    here = AccountWord.administration_id == administration.id
    counted = select(AccountWord.word, func.count()).where(here, among(session, AccountWord.word, words))
    counts = session.execute(counted.group_by(AccountWord.word))
    rare = [word for word, count in counts if count <= COMMON]
    if not rare:
        return []
    sharing = (
        select(AccountWord.account_id)
        .where(here, among(session, AccountWord.word, rare))
        .group_by(AccountWord.account_id)
        .order_by(func.count().desc(), AccountWord.account_id)
        .limit(CANDIDATES)
    )
    named = select(Account.id, Account.name).where(_suppliers(administration), Account.id.in_(sharing))
    return [(number, name) for number, name in session.execute(named)]


def _likeness(name: str, lines: Iterable[str]) -> tuple[float, str]:
    """How much of the name stands on a line, 0 to 100, and the line; a short name must be there literally.

    Of two names that are there, the longer is a little more alike.
    """
    wanted = " ".join(name_words(name)) or folded(name)
    fitting = [line for line in lines if len(line) >= len(wanted) - 2]
    best = process.extractOne(wanted, fitting, scorer=fuzz.partial_ratio, score_cutoff=SIMILAR)
    if best is None or (len(wanted) < SHORT and wanted not in best[0].split()):
        return 0.0, ""
    return best[1] + min(len(wanted), 40) / 10, best[0]


def _suppliers(administration: Administration) -> object:
    return (
        (Account.administration_id == administration.id)
        & Account.is_active
        & (Account.account_type == AccountType.SUPPLIER)
    )
