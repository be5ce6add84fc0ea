"""The base of every schema on the wire, and the fields marshmallow does not have.

Property names are camelCase, matched in any case; unknown ones are ignored; null for an optional property means it
was not sent. Messages of fields and validators are either a whole sentence with a capital, or a predicate that the
property's name is put before: "must be a whole number."
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import marshmallow as ma
from flask_babel import gettext


class Schema(ma.Schema):
    """What goes over the wire. Names are spelled as on the wire, attributes (`attribute=`) as in our code."""

    class Meta:
        unknown = ma.EXCLUDE

    @ma.pre_load
    def _match_names(self, data: Any, **kwargs: Any) -> Any:
        if not isinstance(data, Mapping):
            return data  # marshmallow says what is wrong with it
        fields = {(field.data_key or name): field for name, field in self.load_fields.items()}
        names = {name.lower(): name for name in fields}
        matched: dict[str, Any] = {}
        for given in sorted(data, key=lambda key: key in fields):  # the exact spelling comes last and wins
            name = names.get(str(given).lower())
            if name is not None and not (data[given] is None and _null_means_absent(fields[name])):
                matched[name] = data[given]
        return matched


class Base64(ma.fields.Field[bytes]):
    """Bytes as base64 text; line breaks are allowed. `max_characters` counts the text as it was sent."""

    def __init__(self, *, max_characters: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_characters = max_characters

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bytes:
        if not isinstance(value, str):
            raise ma.ValidationError("is not valid base64.")
        if self.max_characters is not None and len(value) > self.max_characters:
            raise ma.ValidationError(
                gettext("may have at most %(high)s characters of base64.", high=self.max_characters)
            )
        try:
            return binascii.a2b_base64(value.encode("ascii").translate(None, b" \t\r\n"), strict_mode=True)
        except ValueError as error:  # binascii.Error and UnicodeEncodeError are both
            raise ma.ValidationError("is not valid base64.") from error

    def _serialize(self, value: bytes | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else binascii.b2a_base64(value, newline=False).decode("ascii")


class UtcDateTime(ma.fields.DateTime):
    """A moment in UTC, written with seven fraction digits and a Z; a value without zone is UTC."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # type: ignore[override]
        if value is None:
            return None
        moment = value if value.tzinfo is None else value.astimezone(UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "0Z"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Number(ma.fields.Field[Decimal]):
    """A JSON number, exact in our code; at most `digits` before the decimal point, cut off at `places` after it."""

    def __init__(self, *, digits: int = 12, places: int = 6, **kwargs: Any) -> None:
        metadata = {"minimum": -(10**digits) + 1, "maximum": 10**digits - 1, **kwargs.pop("metadata", {})}
        super().__init__(metadata=metadata, **kwargs)
        self.limit, self.places = 10**digits, places

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ma.ValidationError("Not a valid number.")
        if not abs(value) < self.limit:
            raise ma.ValidationError("Number too large.")
        return round(Decimal(str(value)), self.places)

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **kwargs: Any) -> float | None:
        return None if value is None else float(value)


class Day(ma.fields.Field[date]):
    """A day, written as a date-time without zone: `2025-01-29T00:00:00`; read with or without a time, which is cut."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"example": "2025-01-29T00:00:00", **kwargs.pop("metadata", {})}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            return datetime.fromisoformat(value).date()
        except (TypeError, ValueError) as error:
            raise ma.ValidationError("Not a valid date.") from error

    def _serialize(self, value: date | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value.isoformat()}T00:00:00"


def _null_means_absent(field: ma.fields.Field[Any]) -> bool:
    return not field.required and not field.allow_none
