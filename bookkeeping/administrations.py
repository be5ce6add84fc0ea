"""Administrations: listing, reading, making, and granting them to users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.tables import Tenant
from auth.users import find_user
from bookkeeping.connectors import CONNECTORS, check_options
from bookkeeping.desk import Desk, granted, open_administration
from bookkeeping.filters import conditions, part_of
from bookkeeping.identifiers import plain
from bookkeeping.rows.administrations import Administration, AdministrationGrant, AllAdministrationsGrant
from infra.database import Database
from models_store import models
from wire import BusinessError, EntityNotFound, InvalidInput
from wire.paging import PagedResult, Sortable, page_of

FEATURES = ("App.PurchaseToPay", "App.Authorization")
FILTERS = {
    "administration_ids": Administration.id.in_,
    "filter": lambda text: part_of(text, Administration.name, Administration.code),
}
IDENTIFIERS = ("iban", "vat_number", "coc_number")
OPTIONS_OF_NOTHING = "accountingSystemOptions needs an accounting system."
log = structlog.get_logger(__name__)


def page(desk: Desk, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    """The administrations the user may see."""
    with desk.session() as session:
        statement = select(Administration).where(granted(session, desk.user_id, Administration.id))
        statement = statement.where(*conditions(asked, FILTERS))
        return page_of(session, statement, asked, sortable=sortable, key=Administration.id)


def one(desk: Desk, administration_id: int) -> Administration:
    with desk.session() as session:
        return open_administration(session, desk.user_id, administration_id)


def systems() -> list[dict[str, Any]]:
    """The accounting systems there are connectors for; ids are places in the order of their names."""
    return [
        {
            "id": number,
            "name": name,
            "display_name": CONNECTORS[name].display_name,
            "supported_features": list(CONNECTORS[name].features),
        }
        for number, name in enumerate(sorted(CONNECTORS), start=1)
    ]


def create(database: Database, tenancy_name: str, code: str, **values: Any) -> int:
    """Make an administration; `values` by column. Return its id.

    Raises:
        BusinessError: no such tenant, or the code is taken.
    """
    with database.system_session() as session:
        return make(session, tenant_of(session, tenancy_name).id, code, values).id


def change(database: Database, tenancy_name: str | None, code: str, **values: Any) -> None:
    """Change columns of an administration, None clears; options of the accounting system are added to those it has."""
    with database.system_session() as session:
        put(session, find(session, code, tenancy_name), values)


def make(session: Session, tenant_id: int, code: str, values: Mapping[str, Any]) -> Administration:
    """A new administration.

    Raises:
        BusinessError: the code is taken.
        EntityNotFound: there is no such connector or model.
        InvalidInput: an option of the connector is missing or wrong.
    """
    taken = select(Administration.id).where(Administration.tenant_id == tenant_id, Administration.code == code)
    if session.scalars(taken).first() is not None:
        raise BusinessError("There is already an administration %(administration)s.", administration=code)
    _check_model(session, tenant_id, values)
    row = Administration(tenant_id=tenant_id, code=code, **{"enabled_features": FEATURES, **_normal(values)})
    session.add(row)
    session.flush()
    return row


def put(session: Session, row: Administration, values: Mapping[str, Any]) -> None:
    """See `change`; raises as `make`."""
    _check_model(session, row.tenant_id, values)
    for name, value in _normal(values, row).items():
        setattr(row, name, value)


def grant(
    database: Database, login: str, codes: Sequence[str], *, tenancy_name: str | None, everything: bool = False
) -> None:
    """Let a user see administrations; `everything` is all there are and all to come."""
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        if everything:
            session.merge(AllAdministrationsGrant(tenant_id=user.tenant_id, user_id=user.id))
        for code in codes:
            row = _of_tenant(session, user.tenant_id, code)
            session.merge(AdministrationGrant(tenant_id=user.tenant_id, user_id=user.id, administration_id=row.id))


def withdraw(
    database: Database, login: str, codes: Sequence[str], *, tenancy_name: str | None, everything: bool = False
) -> None:
    """Take administrations away from a user; `everything` takes the grant of all of them, not those one by one."""
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        if everything:
            session.execute(delete(AllAdministrationsGrant).where(AllAdministrationsGrant.user_id == user.id))
        theirs = [_of_tenant(session, user.tenant_id, code).id for code in codes]
        session.execute(
            delete(AdministrationGrant).where(
                AdministrationGrant.user_id == user.id, AdministrationGrant.administration_id.in_(theirs)
            )
        )


def find(session: Session, code: str, tenancy_name: str | None) -> Administration:
    """The one administration with that code.

    Raises:
        BusinessError: there is none, or several tenants have one.
    """
    statement = select(Administration).where(Administration.code == code)
    if tenancy_name is not None:
        statement = statement.where(Administration.tenant_id == tenant_of(session, tenancy_name).id)
    found = session.scalars(statement).all()
    if len(found) > 1:
        raise BusinessError(
            "Several tenants have an administration %(administration)s; say which tenant.", administration=code
        )
    if not found:
        raise BusinessError("There is no administration %(administration)s.", administration=code)
    return found[0]


def tenant_of(session: Session, tenancy_name: str) -> Tenant:
    tenant = session.scalars(select(Tenant).where(Tenant.code == tenancy_name.strip().lower())).one_or_none()
    if tenant is None:
        raise BusinessError("There is no tenant %(tenant)s.", tenant=tenancy_name)
    return tenant


def _of_tenant(session: Session, tenant_id: int, code: str) -> Administration:
    statement = select(Administration).where(Administration.tenant_id == tenant_id, Administration.code == code)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise BusinessError("There is no administration %(administration)s.", administration=code)
    return found


def _check_model(session: Session, tenant_id: int, values: Mapping[str, Any]) -> None:
    model_id = values.get("default_model_id")
    if model_id is not None and models.get(session, model_id).tenant_id != tenant_id:
        raise EntityNotFound("model", model_id)


def _normal(values: Mapping[str, Any], row: Administration | None = None) -> dict[str, Any]:
    """The values as they are kept: identifiers without spaces, options of the accounting system checked."""
    kept = dict(values)
    for name in IDENTIFIERS:
        if kept.get(name) is not None:
            kept[name] = plain(kept[name])
    options = kept.pop("connector_settings", None)
    if options is not None or "accounting_system" in kept:
        kept["connector_settings"] = _settings(kept, row, options)
    return kept


def _settings(kept: Mapping[str, Any], row: Administration | None, options: Mapping[str, Any] | None) -> dict[str, Any]:
    """The options of the accounting system with those there are, without those that are None; none without a system."""
    system = kept.get("accounting_system", row.accounting_system if row else None)
    if system is None:
        if options:
            raise InvalidInput(OPTIONS_OF_NOTHING, "accountingSystemOptions")
        return {}
    wanted = {**(row.connector_settings if row else {}), **(options or {})}
    return check_options(system, {name: value for name, value in wanted.items() if value is not None})
