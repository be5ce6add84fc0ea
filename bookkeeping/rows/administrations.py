"""Administrations (one company's books each), who may see them, and who authorises in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from auth.tables import User
from bookkeeping.numbers import DataSource
from infra.database import Base, TenantMixin
from infra.types import Exact, TextList

__all__ = ["Administration", "AdministrationGrant", "AllAdministrationsGrant", "AuthorizationRule", "Proxy", "User"]
OWNER = ("tenant_id", "administration_id")  # of a row that belongs to an administration


class Administration(TenantMixin, Base):
    """One company's books."""

    __tablename__ = "administrations"
    __table_args__ = (UniqueConstraint("tenant_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(256))
    is_active: Mapped[bool] = mapped_column(default=True)
    accounting_system: Mapped[str | None] = mapped_column(String(64))  # the stable key of §7: a connector's name
    connector_settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    enabled_features: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    legislation: Mapped[str] = mapped_column(String(8))
    currency_code: Mapped[str] = mapped_column(String(3))
    coc_number: Mapped[str | None] = mapped_column(String(32))
    vat_number: Mapped[str | None] = mapped_column(String(32))
    iban: Mapped[str | None] = mapped_column(String(34))
    purchase_order_data_source: Mapped[int] = mapped_column(default=DataSource.API, info={"enum": DataSource})
    product_data_source: Mapped[int] = mapped_column(default=DataSource.API, info={"enum": DataSource})
    journal_code: Mapped[str] = mapped_column(String(64), default="")  # of purchases, unless a document says otherwise
    default_model_id: Mapped[UUID | None] = mapped_column(Uuid)  # the custom model its documents are read with


class AdministrationGrant(TenantMixin, Base):
    """A user may see an administration."""

    __tablename__ = "administration_grants"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administrations.id"), primary_key=True)


class AllAdministrationsGrant(TenantMixin, Base):
    """A user may see every administration of the tenant, also those to come."""

    __tablename__ = "all_administrations_grants"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class AuthorizationRule(TenantMixin, Base):
    """A procurator: must approve what has an amount from `amount_from` up to, not including, `amount_to`."""

    __tablename__ = "authorization_rules"
    __table_args__ = (UniqueConstraint("administration_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey("administrations.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    amount_from: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0))
    amount_to: Mapped[Decimal | None] = mapped_column(Exact)  # None: no limit


class Proxy(TenantMixin, Base):
    """`proxy_user_id` may act for `user_id` on these days, both included; None is open."""

    __tablename__ = "procurator_proxies"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    proxy_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
