"""The tenant and user a new installation starts with."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from auth.permissions import PERMISSIONS
from auth.tables import Tenant
from auth.users import create_tenant, create_user
from infra.database import Database

TENANCY_NAME, LOGIN = "demo", "admin"
PASSWORD_FILE = "admin-password"  # noqa: S105  # the file's name
PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Demo:
    """How to log in; `password` only when it was made up just now."""

    password: str | None
    password_file: Path | None


def ensure_demo(database: Database, data: Path, given_password: str | None) -> Demo:
    """Make the tenant and its user with every permission, if there is no such tenant."""
    file = data / PASSWORD_FILE
    with database.system_session() as session:
        exists = session.scalars(select(Tenant.id).where(Tenant.code == TENANCY_NAME)).first() is not None
    if exists:
        return Demo(None, file if file.exists() else None)
    password = given_password or secrets.token_urlsafe(PASSWORD_BYTES)
    if given_password is None:
        _keep(file, password)
    create_tenant(database, TENANCY_NAME, "Demo")
    create_user(database, TENANCY_NAME, LOGIN, password, permissions=PERMISSIONS)
    return Demo(None if given_password else password, None if given_password else file)


def _keep(file: Path, password: str) -> None:
    """For its owner's eyes only."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{password}\n")
