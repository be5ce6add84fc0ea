"""Articles and services."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from bookkeeping.numbers import ProductType
from bookkeeping.rows.master import NAME, MasterRow
from infra.database import Base
from infra.types import Exact


class Product(MasterRow, Base):
    """An article or a service."""

    __tablename__ = "products"

    name: Mapped[str] = mapped_column(NAME)
    is_active: Mapped[bool] = mapped_column(default=True)
    product_type: Mapped[int] = mapped_column(default=ProductType.GOODS, info={"enum": ProductType})
    purchase_price: Mapped[Decimal | None] = mapped_column(Exact)  # per unit, without tax
    sales_price: Mapped[Decimal | None] = mapped_column(Exact)
