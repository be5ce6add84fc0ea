"""Products: written by the API where the administration's products come from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bookkeeping.desk import Desk, open_administration
from bookkeeping.kinds import PRODUCTS
from bookkeeping.master import find, known_codes
from bookkeeping.numbers import DataSource
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.products import Product
from wire import BusinessError, InvalidInput

NOT_BY_API = (
    "The %(what)s of administration %(administration)s come from its accounting system; they cannot be written here."
)
TAKEN = "%(member)s: there is already a %(type)s %(key)s."


def create(desk: Desk, values: Mapping[str, Any]) -> Product:
    """Raises `InvalidInput` if the code is taken."""
    with desk.session() as session:
        _writable(session, desk, values["administration_id"])
        if known_codes(session, PRODUCTS, values["administration_id"], [values["code"]]):
            raise InvalidInput(TAKEN, "code", member="code", type="product", key=values["code"])
        product = Product(**values)
        session.add(product)
        return product


def replace(desk: Desk, values: Mapping[str, Any]) -> Product:
    """Raises `EntityNotFound` if there is none with that code."""
    with desk.session() as session:
        _writable(session, desk, values["administration_id"])
        product: Product = find(session, PRODUCTS, values["administration_id"], code=values["code"])
        for name, value in values.items():
            setattr(product, name, value)
        return product


def delete(desk: Desk, administration_id: int, code: str) -> None:
    """Raises `EntityNotFound` if there is none with that code."""
    with desk.session() as session:
        _writable(session, desk, administration_id)
        session.delete(find(session, PRODUCTS, administration_id, code=code))


def _writable(session: Session, desk: Desk, administration_id: int) -> None:
    administration = open_administration(session, desk.user_id, administration_id)
    check_source(administration, administration.product_data_source, "products")


def check_source(administration: Administration, source: int, what: str) -> None:
    """Raises `BusinessError` unless they are written by the API."""
    if source != DataSource.API:
        raise BusinessError(NOT_BY_API, what=what, administration=administration.code)
