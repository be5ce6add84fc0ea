"""`column IN (many texts)` with one parameter instead of one per text, which is most of what such a statement costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, any_, func, literal, select
from sqlalchemy.orm import Session


def among(session: Session, column: Any, texts: Sequence[str]) -> ColumnElement[bool]:
    """The condition that the column has one of the texts."""
    if session.get_bind().dialect.name == "postgresql":
        found: ColumnElement[bool] = column == any_(literal(list(texts), ARRAY(Text)))
        return found
    listed = func.json_each(json.dumps(list(texts))).table_valued("value")
    condition: ColumnElement[bool] = column.in_(select(listed.c.value))
    return condition
