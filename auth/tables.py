"""Tables of who may come in. Names and codes are kept in lower case, so that looking one up ignores case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now


class Tenant(Base):
    """A customer of the service, a wall no data crosses."""

    __tablename__ = "tenants"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)  # the tenancy name
    name: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class User(TenantMixin, Base):
    """Someone, or something, that logs in. `security_version` goes up when all tokens must die."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("tenant_id", "login"), UniqueConstraint("tenant_id", "email"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    login: Mapped[str] = mapped_column(String(256))
    email: Mapped[str | None] = mapped_column(String(256))
    first_name: Mapped[str] = mapped_column(String(128), default="")
    surname: Mapped[str] = mapped_column(String(128), default="")
    password_hash: Mapped[str] = mapped_column(String(256))
    language: Mapped[str] = mapped_column(String(8), default="en")
    is_active: Mapped[bool] = mapped_column(default=True)
    security_version: Mapped[int] = mapped_column(default=1)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int] = mapped_column(default=0)  # 30-second step of the last code that was used
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class UserPermission(TenantMixin, Base):
    """A right of a user, one of `permissions.PERMISSIONS`."""

    __tablename__ = "user_permissions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)


class SigningKey(Base):
    """A key of access tokens. The one without an end signs; the others verify until their tokens have expired."""

    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(String(32), primary_key=True)
    secret: Mapped[str] = mapped_column(String(128))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    verifies_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RefreshToken(TenantMixin, Base):
    """A long-lived token, as the SHA-256 of its text; of no use once the user's security version has moved on."""

    __tablename__ = "refresh_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    security_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
