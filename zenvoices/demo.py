"""The tenant and user a new installation starts with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy import select

from auth.passwords import is_password
from auth.permissions import PERMISSIONS
from auth.tables import Tenant, User
from auth.users import create_tenant, create_user, set_password
from bookkeeping.rows.administrations import AllAdministrationsGrant
from infra.database import Database
from zenvoices.preparation import LOGIN, TENANCY_NAME

PASSWORD_BYTES = 12


def ensure_demo(database: Database, password_file: Path, given_password: str | None) -> str | None:
    """Make the tenant and its user, who may do everything, where they are missing; a given password replaces another.

    Return the password if it was made up; it is then also in `password_file`, for its owner's eyes only.
    """
    with database.system_session() as session:
        is_there = session.scalars(select(Tenant.id).where(Tenant.code == TENANCY_NAME)).first() is not None
        users = select(User.password_hash).join(Tenant, Tenant.id == User.tenant_id)
        password_hash = session.scalars(users.where(Tenant.code == TENANCY_NAME, User.login == LOGIN)).first()
    if not is_there:
        create_tenant(database, TENANCY_NAME, "Demo")
    if password_hash is not None:
        if given_password and not is_password(given_password, password_hash):
            set_password(database, LOGIN, given_password, tenancy_name=TENANCY_NAME)
            password_file.unlink(missing_ok=True)
        return None
    password = given_password or secrets.token_urlsafe(PASSWORD_BYTES)
    if given_password is None:
        _keep(password_file, password)
    user_id = create_user(database, TENANCY_NAME, LOGIN, password, permissions=PERMISSIONS)
    with database.system_session() as session:
        tenant_id = session.get_one(User, user_id).tenant_id
        session.add(AllAdministrationsGrant(tenant_id=tenant_id, user_id=user_id))
    return None if given_password else password


def _keep(file: Path, password: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{password}\n")
