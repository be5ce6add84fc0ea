"""Who must approve what, and who may act for them; what the command line sets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.users import find_user
from bookkeeping.administrations import find
from bookkeeping.rows.administrations import Administration, AuthorizationRule, Proxy
from infra.database import Database
from wire import BusinessError


def put_rule(
    database: Database,
    tenancy_name: str | None,
    code: str,
    login: str,
    amount_from: Decimal,
    amount_to: Decimal | None,
) -> None:
    """Make a user a procurator for these amounts, or change which they are.

    Raises:
        BusinessError: no such administration or user, or amounts that nothing has.
    """
    with database.system_session() as session:
        administration = find(session, code, tenancy_name)
        user = find_user(session, login, tenancy_name)
        if user.tenant_id != administration.tenant_id:
            raise BusinessError("There is no user %(login)s.", login=login)
        set_rule(session, administration, user.id, amount_from, amount_to)


def set_rule(
    session: Session, administration: Administration, user_id: int, amount_from: Decimal, amount_to: Decimal | None
) -> AuthorizationRule:
    """The rule of that user, made or changed; raises `BusinessError` for amounts that nothing has."""
    if amount_from < 0 or (amount_to is not None and amount_to <= amount_from):
        raise BusinessError("No amount is from %(low)s up to %(high)s.", low=amount_from, high=amount_to)
    statement = select(AuthorizationRule).where(
        AuthorizationRule.administration_id == administration.id, AuthorizationRule.user_id == user_id
    )
    rule = session.scalars(statement).one_or_none() or AuthorizationRule(
        tenant_id=administration.tenant_id, administration_id=administration.id, user_id=user_id
    )
    rule.amount_from, rule.amount_to = amount_from, amount_to
    session.add(rule)
    return rule


def remove_rule(database: Database, tenancy_name: str | None, code: str, login: str) -> None:
    with database.system_session() as session:
        administration = find(session, code, tenancy_name)
        user = find_user(session, login, tenancy_name)
        session.execute(
            delete(AuthorizationRule).where(
                AuthorizationRule.administration_id == administration.id, AuthorizationRule.user_id == user.id
            )
        )


def put_proxy(
    database: Database,
    tenancy_name: str | None,
    login: str,
    proxy_login: str,
    first_day: date | None,
    last_day: date | None,
) -> None:
    """Let one user act for another; raises `BusinessError`."""
    with database.system_session() as session:
        user, proxy = (find_user(session, name, tenancy_name) for name in (login, proxy_login))
        if user.tenant_id != proxy.tenant_id or user.id == proxy.id:
            raise BusinessError("%(proxy)s cannot act for %(login)s.", proxy=proxy_login, login=login)
        session.merge(
            Proxy(
                tenant_id=user.tenant_id,
                user_id=user.id,
                proxy_user_id=proxy.id,
                first_day=first_day,
                last_day=last_day,
            )
        )


def remove_proxy(database: Database, tenancy_name: str | None, login: str, proxy_login: str) -> None:
    with database.system_session() as session:
        user, proxy = (find_user(session, name, tenancy_name) for name in (login, proxy_login))
        session.execute(delete(Proxy).where(Proxy.user_id == user.id, Proxy.proxy_user_id == proxy.id))
