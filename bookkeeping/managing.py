"""Setting administrations up, by a user who may: what the command line does, behind the wall and within their grants.

Nobody gives away more than they have: only administrations that they see themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.tables import User
from bookkeeping import administrations, procurators
from bookkeeping.desk import Desk, check_administrations, has_all, open_administration
from bookkeeping.rows.administrations import (
    Administration,
    AdministrationGrant,
    AllAdministrationsGrant,
    AuthorizationRule,
    Proxy,
)
from wire import BusinessError, EntityNotFound, InvalidInput


@dataclass(frozen=True, slots=True)
class Authorizers:
    """Who authorises in an administration, and who may act for them."""

    rules: Sequence[AuthorizationRule]
    proxies: Sequence[Proxy]


def create(desk: Desk, code: str, values: Mapping[str, Any]) -> Administration:
    """Make an administration; who makes it sees it.

    Raises as `administrations.make`.
    """
    with desk.session() as session:
        made = administrations.make(session, desk.tenant_id, code, values)
        if not has_all(session, desk.user_id):
            session.add(AdministrationGrant(user_id=desk.user_id, administration_id=made.id))
        return made


def change(desk: Desk, administration_id: int, values: Mapping[str, Any]) -> Administration:
    """Change what was sent, None clears; raises as `create`."""
    with desk.session() as session:
        row = open_administration(session, desk.user_id, administration_id)
        administrations.put(session, row, values)
        return row


def grant(desk: Desk, user_id: int, administration_ids: Sequence[int], *, everything: bool = False) -> None:
    """Let a user see exactly these administrations, and all there are and will be if `everything`.

    What the user sees and the one who grants does not stays as it is.

    Raises:
        EntityNotFound: no such user or administration.
        InvalidInput: everything, from somebody who does not see everything.
    """
    with desk.session() as session:
        _user(session, user_id)
        check_administrations(session, desk.user_id, administration_ids)
        _grant_all(session, desk, user_id, everything=everything)
        known = set(
            session.scalars(select(AdministrationGrant.administration_id).where(AdministrationGrant.user_id == user_id))
        )
        mine = _seen(session, desk)
        gone = {number for number in known - set(administration_ids) if mine is None or number in mine}
        of_user = AdministrationGrant.user_id == user_id
        session.execute(delete(AdministrationGrant).where(of_user, AdministrationGrant.administration_id.in_(gone)))
        for number in sorted(set(administration_ids) - known):
            session.add(AdministrationGrant(user_id=user_id, administration_id=number))


def authorizers(desk: Desk, administration_id: int) -> Authorizers:
    """Raises `EntityNotFound`."""
    with desk.session() as session:
        open_administration(session, desk.user_id, administration_id)
        return _authorizers(session, administration_id)


def put_procurators(desk: Desk, administration_id: int, rules: Sequence[Mapping[str, Any]]) -> Authorizers:
    """Replace the procurators of an administration; each rule is `user_id`, `amount_from` and `amount_to`.

    Raises:
        EntityNotFound: no such administration or user.
        BusinessError: amounts that nothing has.
        InvalidInput: a user has several.
    """
    users = [rule["user_id"] for rule in rules]
    if len(set(users)) < len(users):
        raise InvalidInput("procurators has a user twice.", "procurators")
    with desk.session() as session:
        administration = open_administration(session, desk.user_id, administration_id)
        of_here = AuthorizationRule.administration_id == administration_id
        session.execute(delete(AuthorizationRule).where(of_here, AuthorizationRule.user_id.not_in(users)))
        for rule in rules:
            _user(session, rule["user_id"])
            amounts: tuple[Decimal, Decimal | None] = rule["amount_from"], rule["amount_to"]
            procurators.set_rule(session, administration, rule["user_id"], *amounts)
        session.flush()
        return _authorizers(session, administration_id)


def put_proxy(desk: Desk, user_id: int, proxy_user_id: int, first_day: date | None, last_day: date | None) -> Proxy:
    """Let one user act for another on these days; raises `EntityNotFound` and `BusinessError`."""
    with desk.session() as session:
        user, proxy = _user(session, user_id), _user(session, proxy_user_id)
        if user.id == proxy.id:
            raise BusinessError("%(proxy)s cannot act for %(login)s.", proxy=proxy.login, login=user.login)
        if first_day is not None and last_day is not None and last_day < first_day:
            raise InvalidInput("lastDay must not be before firstDay.", "lastDay")
        row = session.get(Proxy, (user_id, proxy_user_id)) or Proxy(user_id=user_id, proxy_user_id=proxy_user_id)
        row.first_day, row.last_day = first_day, last_day
        session.add(row)
        return row


def remove_proxy(desk: Desk, user_id: int, proxy_user_id: int) -> None:
    """Raises `EntityNotFound`."""
    with desk.session() as session:
        row = session.get(Proxy, (user_id, proxy_user_id))
        if row is None:
            raise EntityNotFound("proxy", proxy_user_id)
        session.delete(row)


def _authorizers(session: Session, administration_id: int) -> Authorizers:
    rules = select(AuthorizationRule).where(AuthorizationRule.administration_id == administration_id)
    found = session.scalars(rules.order_by(AuthorizationRule.user_id)).all()
    of_them = Proxy.user_id.in_([rule.user_id for rule in found])
    proxies = session.scalars(select(Proxy).where(of_them).order_by(Proxy.user_id, Proxy.proxy_user_id))
    return Authorizers(found, proxies.all())


def _grant_all(session: Session, desk: Desk, user_id: int, *, everything: bool) -> None:
    if everything == has_all(session, user_id):
        return
    if not has_all(session, desk.user_id):
        raise InvalidInput("areAllAdministrationsGranted: not all administrations are yours.",
                           "areAllAdministrationsGranted")  # fmt: skip
    if everything:
        session.add(AllAdministrationsGrant(user_id=user_id))
    else:
        session.execute(delete(AllAdministrationsGrant).where(AllAdministrationsGrant.user_id == user_id))


def _seen(session: Session, desk: Desk) -> set[int] | None:
    """The administrations that the user at the desk sees; None for all."""
    if has_all(session, desk.user_id):
        return None
    mine = select(AdministrationGrant.administration_id).where(AdministrationGrant.user_id == desk.user_id)
    return set(session.scalars(mine))


def _user(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise EntityNotFound("user", user_id)
    return user
