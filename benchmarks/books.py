"""Lists of a large tenant over HTTP, at any offset and in any order, and finding the account of a document."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, select, text

from auth.tables import Tenant
from benchmarks.figure import Effort, Figure, timed
from benchmarks.over_http import settings
from bookkeeping import administrations
from bookkeeping.identifiers import name_words
from bookkeeping.matching import match_account
from bookkeeping.numbers import Status
from bookkeeping.reading import Reading
from bookkeeping.tables import Account, AccountWord, Administration, FinancialTransaction, TransactionLine
from infra.database import Database
from infra.types import now
from tests.servers import create_database, postgres
from tests.service import Service, running

LIST_MS, MATCH_MS = 100.0, 20.0
CHUNK = 5_000
SYLLABLES = [first + last for first in "bdklmnrstv" for last in "aeo"]
TRADES = ("handel", "bouw", "drukkerij", "transport", "schilders", "techniek", "groep", "kantoor", "groothandel")
CHANGED = 0.3  # of the bookings
MIDDLE, PLACES = 0.5, (0.0, 0.5, 0.9, 1.0)  # of the whole list; nothing is further from both ends than the middle
STATUSES = {Status.PROPOSAL: 3, Status.WAITING: 5, Status.READY: 2, Status.EXPORTED: 90}  # how many of a hundred
SORTINGS = (
    "",
    "invoiceDate desc",
    "status, invoiceDate desc",
    "accountName, taxInclusiveAmount desc",
    "description",
    "lineLedgerAccountCodes desc",
)
FILTERS: dict[str, tuple[dict[str, Any], ...]] = {
    "financialTransaction": (
        {"statuses": [Status.EXPORTED]},
        {"statuses": [Status.PROPOSAL, Status.WAITING]},
        {"isProposalChanged": True},
        {"creationTimeFrom": "2020-01-01T00:00:00Z"},
        {"accountCodes": ["77", "78"]},
    ),
    "accounts": ({"filter": "bouw"}, {"filter": "nobody"}),
}
FILTERED_SORTINGS = {  # with each filter, in the middle of what it leaves
    "financialTransaction": ("invoiceDate desc", "status, invoiceDate desc", "accountName"),
    "accounts": ("name", "vatNumber desc"),
}
ACCOUNT_SORTINGS = ("", "name", "vatNumber desc")
PAGE = 50


def measure(effort: Effort) -> list[Figure]:
    """On SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure("SQLite", Path(folder, "var"), "", effort)
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        return figures + _measure("PostgreSQL", Path(folder, "var"), create_database(server, "bench"), effort)


def _measure(name: str, data: Path, url: str, effort: Effort) -> list[Figure]:
    with running(data, **settings(workers=0, database_url=url)) as service:
        database = Database(url or f"sqlite:///{data / 'zenvoices.db'}")
        tenant_id, administration_id = _fill(database, effort)
        _settle(database)
        lists = {label: _median_ms(service, effort, *asked)
                 for label, asked in _lists(service, administration_id, effort)}  # fmt: skip
        slowest = max(lists, key=lambda label: lists[label])
        matched = _match_ms(database, tenant_id, administration_id, effort)
        database.close()
    size = f"{effort.booked:,} bookings, {effort.accounts:,} accounts"
    return [
        Figure(
            f"slowest list, {name}", lists[slowest], "ms", LIST_MS, f"median; {slowest}; of {len(lists)} lists; {size}"
        ),
        Figure(f"account match, {name}", matched, "ms", MATCH_MS, "median; by the name on a page of 250 words"),
    ]


def _lists(
    service: Service, administration_id: int, effort: Effort
) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """Common orders at several places, the order by each field of an item in the middle, and orders of a part."""
    whose = {"administrationIds": [administration_id], "administrationId": administration_id}
    for path, count, sortings in (
        ("financialTransaction", effort.booked, SORTINGS),
        ("accounts", effort.accounts, ACCOUNT_SORTINGS),
    ):
        [item] = _list(service, path, {**whose, "maxResultCount": 1}).json()["result"]["items"]
        asked = [(sorting, place) for sorting in sortings for place in PLACES]
        asked += [(f"{field} desc", MIDDLE) for field in item]
        for sorting, place in dict.fromkeys(asked):
            skip = max(0, int(count * place) - PAGE)
            body = {**whose, "sorting": sorting, "skipCount": skip, "maxResultCount": PAGE}
            yield f"{path} by {sorting or 'id'} from {skip}", (path, body)
    for path, kinds in FILTERS.items():
        for filters, sorting in product(kinds, FILTERED_SORTINGS[path]):
            body = {**whose, **filters, "sorting": sorting, "maxResultCount": PAGE}
            found = _list(service, path, body).json()["result"]["totalCount"]
            skip = int(found * MIDDLE) if found > PAGE else 0
            yield f"{path} with {', '.join(filters)} by {sorting} from {skip}", (path, {**body, "skipCount": skip})


def _list(service: Service, path: str, body: dict[str, Any]) -> Any:
    return service.client.post(f"/public-api/v1/{path}/list", json=body)


def _settle(database: Database) -> None:
    """What a worker, or PostgreSQL, does by itself after so many rows came in."""
    database.gather_statistics()
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _median_ms(service: Service, effort: Effort, path: str, body: dict[str, Any]) -> float:
    times = []
    for _ in range(effort.repetitions + 1):
        milliseconds, answer = timed(_list, service, path, body)
        assert answer.status_code == 200, answer.text
        times.append(milliseconds)
    return median(times[1:])


def _match_ms(database: Database, tenant_id: int, administration_id: int, effort: Effort) -> float:
    chance, times = random.Random(2), []
    with database.session(tenant_id) as session:
        administration = session.get_one(Administration, administration_id)
        accounts = session.scalars(select(Account).order_by(Account.id).limit(effort.documents)).all()
        for account in accounts:
            milliseconds, match = timed(match_account, session, administration, _page(chance, account.name))
            assert match is None or match.account.id == account.id
            times.append(milliseconds)
    return median(times)


def _page(chance: random.Random, name: str) -> Reading:
    """A page with the name in its head, and other words."""
    texts = [name.split(), *([_word(chance) for _ in range(5)] for _ in range(50))]
    words = [
        {"text": word, "pageNumber": 1, "boundingBox": {"y1": 0.05 + row / 60}}
        for row, line in enumerate(texts)
        for word in line
    ]
    return Reading({"fields": [], "lineItems": [], "words": words})


def _fill(database: Database, effort: Effort) -> tuple[int, int]:
    """The demo tenant with one large administration; ids of both."""
    administration_id = administrations.create(
        database, "demo", "GROOT", name="Groot B.V.", legislation="nl", currency_code="EUR"
    )
    administrations.grant(database, "admin", [], tenancy_name="demo", everything=True)
    with database.system_session() as session:
        tenant_id = session.scalars(select(Tenant.id).where(Tenant.code == "demo")).one()
    chance, whose = random.Random(1), {"tenant_id": tenant_id}
    of_administration = {**whose, "administration_id": administration_id}
    names = [f"{_word(chance)} {chance.choice(TRADES)} {_word(chance)}".title() for _ in range(effort.accounts)]
    accounts = [
        {**of_administration, "id": n, "code": str(n), "name": name, "vat_number": f"NL{n:09}B01"}
        for n, name in enumerate(names, start=1)
    ]
    _insert(database, Account, accounts)
    words = [{**of_administration, "account_id": n, "word": word}
             for n, name in enumerate(names, start=1) for word in name_words(name)]  # fmt: skip
    _insert(database, AccountWord, words)
    _insert(database, FinancialTransaction, [_booking(chance, n, names, of_administration)
                                             for n in range(1, effort.booked + 1)])  # fmt: skip
    lines = [{**whose, "financial_transaction_id": n, "position": 0, "tax_exclusive_amount": n}
             for n in range(1, effort.booked + 1)]  # fmt: skip
    _insert(database, TransactionLine, lines)
    return tenant_id, administration_id


def _booking(chance: random.Random, number: int, names: Sequence[str], whose: dict[str, int]) -> dict[str, Any]:
    account = chance.randrange(len(names))
    day = now().date() - timedelta(days=chance.randrange(2_000))
    return {
        **whose,
        "id": number,
        "account_code": str(account + 1),
        "account_name": names[account],
        "invoice_number": f"F{chance.randrange(10**6)}",
        "invoice_date": day,
        "currency_code": "EUR",
        "status": chance.choices(list(STATUSES), list(STATUSES.values()))[0],
        "is_proposal_changed": chance.random() < CHANGED,
        "description": f"{_word(chance)} {_word(chance)}",
        "tax_inclusive_amount": chance.randrange(10**5),
        "line_ledger_account_codes": (str(chance.randrange(4000, 8000)),),
    }


def _insert(database: Database, table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        with database.system_session() as session:
            session.execute(insert(table), rows[start : start + CHUNK])


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3))
