"""Master data coming in: rows are checked, then added or changed by their code; all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import marshmallow as ma
from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum import iban as iban_numbers

from bookkeeping.desk import Desk, open_administration
from bookkeeping.identifiers import name_words, plain
from bookkeeping.kinds import KINDS, Kind
from bookkeeping.master import CHUNK, unknown_references
from bookkeeping.rows.master import Account, AccountWord
from wire import InvalidInput, Problem
from wire.parser import problems_of

IDENTIFIERS = ("iban", "vat_number", "coc_number")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do."""

    created: int
    updated: int
    unchanged: int
    is_dry_run: bool


def from_request(
    desk: Desk, administration_id: int, kind: str, items: Sequence[Mapping[str, Any]], is_dry_run: bool
) -> Outcome:
    """Items of a request, into an administration that the user may see."""
    rows = {f"items[{number}].": item for number, item in enumerate(items)}
    with desk.session() as session:
        open_administration(session, desk.user_id, administration_id)
        return import_rows(session, KINDS[kind], administration_id, rows, is_dry_run=is_dry_run)


def import_rows(
    session: Session,
    kind: Kind,
    administration_id: int,
    rows: Mapping[str, Mapping[str, Any]],
    *,
    is_dry_run: bool = False,
) -> Outcome:
    """Check and write; `rows` are as on the wire, by how a message calls them: `line 3: `, `items[2].`.

    Of a row that is there already only what was sent is changed.

    Raises:
        InvalidInput: with every problem of every row; then nothing is written.
    """
    loaded, problems = _load(kind, rows)
    problems += _twice(loaded)
    problems += _unknown(session, kind, administration_id, loaded)
    if problems:
        raise InvalidInput.of(problems)
    return _write(session, kind, administration_id, loaded, is_dry_run=is_dry_run)


def _load(kind: Kind, rows: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """The rows as columns, and what is wrong with them."""
    schema, loaded, problems = kind.input_schema()(), dict[str, dict[str, Any]](), list[Problem]()
    for where, row in rows.items():
        try:
            loaded[where] = _normal(_sent(schema, row))
        except ma.ValidationError as error:
            problems += problems_of(error, where)
        else:
            problems += _bad_identifiers(where, loaded[where])
    return loaded, problems


def _sent(schema: ma.Schema, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the row has; defaults are the table's business."""
    sent = {str(name).lower() for name in row}
    checked = schema.load(row)
    return {
        attribute: checked[attribute]
        for name, field in schema.load_fields.items()
        if name.lower() in sent and (attribute := field.attribute or name) in checked
    }


def _normal(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: plain(row[name]) or None for name in IDENTIFIERS if row.get(name)}


def _bad_identifiers(where: str, row: Mapping[str, Any]) -> list[Problem]:
    if not row.get("iban") or iban_numbers.is_valid(row["iban"]):
        return []
    member = f"{where}iban"
    return [Problem("%(member)s is no IBAN: its check digits are wrong.", (member,), {"member": member})]


def _twice(rows: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    seen, problems = set[str](), list[Problem]()
    for where, row in rows.items():
        if row["code"] in seen:
            member = f"{where}code"
            problems.append(
                Problem("%(member)s: %(code)s is there twice.", (member,), {"member": member, "code": row["code"]})
            )
        seen.add(row["code"])
    return problems


def _unknown(
    session: Session, kind: Kind, administration_id: int, rows: Mapping[str, Mapping[str, Any]]
) -> list[Problem]:
    return list(unknown_references(session, administration_id, kind.references, rows))


def _write(
    session: Session, kind: Kind, administration_id: int, rows: Mapping[str, dict[str, Any]], *, is_dry_run: bool
) -> Outcome:
    created = updated = unchanged = 0
    values = list(rows.values())
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        existing = _existing(session, kind, administration_id, [row["code"] for row in part])
        new = [row for row in part if row["code"] not in existing]
        known = [(existing[row["code"]], row) for row in part if row["code"] in existing]
        changed = [(row, values) for row, values in known if _differs(row, values)]
        created, updated = created + len(new), updated + len(changed)
        unchanged += len(part) - len(new) - len(changed)
        if not is_dry_run:
            _store(session, kind, administration_id, new, changed)
    return Outcome(created, updated, unchanged, is_dry_run)


def _existing(session: Session, kind: Kind, administration_id: int, codes: Sequence[str]) -> dict[str, Any]:
    statement = select(kind.row).where(kind.row.administration_id == administration_id, kind.row.code.in_(codes))
    return {row.code: row for row in session.scalars(statement)}


def _differs(row: Any, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _store(
    session: Session, kind: Kind, administration_id: int, new: list[dict[str, Any]], changed: list[tuple[Any, Any]]
) -> None:
    added = [kind.row(administration_id=administration_id, **values) for values in new]
    session.add_all(added)
    for row, values in changed:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    if kind.row is Account:
        note_names(session, [*added, *(row for row, _ in changed)])
    session.expunge_all()  # of a large import only a part is in memory


def note_names(session: Session, accounts: Sequence[Account]) -> None:
    """Keep the words of the accounts' names, for finding them in documents."""
    ids = [account.id for account in accounts]
    old = {(word.account_id, word.word): word for word in session.scalars(
        select(AccountWord).where(AccountWord.account_id.in_(ids)))}  # fmt: skip
    wanted = {(account.id, word): account for account in accounts for word in name_words(account.name)}
    for key in old.keys() - wanted.keys():
        session.delete(old[key])
    session.add_all(
        AccountWord(account_id=account_id, word=word, administration_id=account.administration_id)
        for (account_id, word), account in wanted.items()
        if (account_id, word) not in old
    )
    session.flush()
