"""Managing tenants and users; what the command line does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from auth import second_factor
from auth.login import fold
from auth.passwords import hash_password
from auth.permissions import PERMISSIONS
from auth.tables import Tenant, User, UserPermission
from infra.database import Database
from wire import BusinessError
from wire.languages import DEFAULT_LANGUAGE, LANGUAGES


def create_tenant(database: Database, code: str, name: str | None = None) -> int:
    """Return the id of the new tenant.

    Raises:
        BusinessError: the code is empty or taken.
    """
    with database.system_session() as session:
        if not fold(code):
            raise BusinessError("A tenant needs a code.")
        if session.scalars(select(Tenant.id).where(Tenant.code == fold(code))).first() is not None:
            raise BusinessError("There is already a tenant %(tenant)s.", tenant=fold(code))
        tenant = Tenant(code=fold(code), name=name or code)
        session.add(tenant)
        session.flush()
        return tenant.id


def create_user(
    database: Database,
    tenancy_name: str,
    login: str,
    password: str,
    *,
    email: str | None = None,
    language: str = DEFAULT_LANGUAGE,
    permissions: Sequence[str] = (),
) -> int:
    """Return the id of the new user.

    Raises:
        BusinessError: no such tenant, permission or language; the name or address is taken; the password is empty.
    """
    check_permissions(permissions)
    if language not in LANGUAGES:
        raise BusinessError("There is no language %(language)s.", language=language)
    names = [fold(login), *([fold(email)] if email else [])]
    password_hash = _hash(password)
    with database.system_session() as session:
        tenant = _tenant(session, tenancy_name)
        _refuse_taken(session, tenant, names)
        user = User(
            tenant_id=tenant.id,
            login=fold(login),
            email=fold(email) if email else None,
            password_hash=password_hash,
            language=language,
        )
        session.add(user)
        session.flush()
        _grant(session, user, permissions)
        return user.id


def grant(database: Database, login: str, permissions: Sequence[str], *, tenancy_name: str | None = None) -> None:
    """Give a user permissions; those the user has already are fine."""
    check_permissions(permissions)
    with database.system_session() as session:
        _grant(session, find_user(session, login, tenancy_name), permissions)


def withdraw(database: Database, login: str, permissions: Sequence[str], *, tenancy_name: str | None = None) -> None:
    """Take permissions away; from the next request on."""
    check_permissions(permissions)
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        theirs = UserPermission.user_id == user.id, UserPermission.name.in_(permissions)
        session.execute(delete(UserPermission).where(*theirs))


def switch_user(database: Database, login: str, *, is_active: bool, tenancy_name: str | None = None) -> None:
    """Switch a user on or off; either way all tokens of before are dead."""
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        user.is_active = is_active
        user.security_version += 1


def set_password(database: Database, login: str, password: str, *, tenancy_name: str | None = None) -> None:
    """Give a user another password; all tokens of before are dead."""
    password_hash = _hash(password)
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        user.password_hash = password_hash
        user.security_version += 1


def enable_totp(database: Database, login: str, *, tenancy_name: str | None = None) -> str:
    """Ask this user for a second factor from now on; return the `otpauth://` address for the authenticator app."""
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        user.totp_secret, user.totp_last_step = second_factor.new_secret(), 0
        user.security_version += 1
        return second_factor.provisioning_uri(
            user.totp_secret, user.login, session.get_one(Tenant, user.tenant_id).code
        )


def disable_totp(database: Database, login: str, *, tenancy_name: str | None = None) -> None:
    with database.system_session() as session:
        user = find_user(session, login, tenancy_name)
        user.totp_secret = None
        user.security_version += 1


def find_user(session: Session, login: str, tenancy_name: str | None = None) -> User:
    """The one user with that login name or address.

    Raises:
        BusinessError: there is none, or the tenant must be named.
    """
    statement = select(User).where(or_(User.login == fold(login), User.email == fold(login)))
    if tenancy_name is not None:
        statement = statement.where(User.tenant_id == _tenant(session, tenancy_name).id)
    users = session.scalars(statement).all()
    if not users:
        raise BusinessError("There is no user %(login)s.", login=login)
    if len(users) > 1:
        raise BusinessError("Several tenants have a user %(login)s; say which tenant.", login=login)
    return users[0]


def check_permissions(names: Sequence[str]) -> None:
    unknown = sorted(set(names) - set(PERMISSIONS))
    if unknown:
        raise BusinessError(
            "There is no permission %(unknown)s. There are: %(known)s.",
            unknown=", ".join(unknown),
            known=", ".join(PERMISSIONS),
        )


def _hash(password: str) -> str:
    if not password:
        raise BusinessError("The password must not be empty.")
    return hash_password(password)


def _tenant(session: Session, code: str) -> Tenant:
    tenant = session.scalars(select(Tenant).where(Tenant.code == fold(code))).one_or_none()
    if tenant is None:
        raise BusinessError("There is no tenant %(tenant)s.", tenant=code)
    return tenant


def _refuse_taken(session: Session, tenant: Tenant, names: Sequence[str]) -> None:
    """Login names and addresses are one set of names: either may be typed to log in."""
    if not all(names):
        raise BusinessError("A user needs a login name.")
    same = or_(User.login.in_(names), User.email.in_(names))
    if session.scalars(select(User.id).where(User.tenant_id == tenant.id, same)).first() is not None:
        raise BusinessError("Tenant %(tenant)s already has a user %(login)s.", tenant=tenant.code, login=names[0])


def _grant(session: Session, user: User, permissions: Sequence[str]) -> None:
    has = set(session.scalars(select(UserPermission.name).where(UserPermission.user_id == user.id)))
    for name in sorted(set(permissions) - has):
        session.add(UserPermission(tenant_id=user.tenant_id, user_id=user.id, name=name))
