"""How lines of an account were booked before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.master import CODE
from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now


class BookedLine(TenantMixin, Base):
    """The codes that the last approved line with this description had; `times` is how often in a row."""

    __tablename__ = "booked_lines"
    __table_args__ = (UniqueConstraint("administration_id", "account_code", "description"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey(Administration.id))
    account_code: Mapped[str] = mapped_column(CODE)
    description: Mapped[str] = mapped_column(String(256))  # folded: small letters, no numbers
    ledger_account_code: Mapped[str | None] = mapped_column(CODE)
    cost_centre_code: Mapped[str | None] = mapped_column(CODE)
    cost_unit_code: Mapped[str | None] = mapped_column(CODE)
    project_code: Mapped[str | None] = mapped_column(CODE)
    tax_code: Mapped[str | None] = mapped_column(CODE)
    times: Mapped[int] = mapped_column(default=1)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
