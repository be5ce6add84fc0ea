"""The base of every schema on the wire, and the fields marshmallow does not have.

Property names are camelCase, matched in any case; unknown ones are ignored; null for an optional property means it
was not sent. Messages of fields and validators are either a whole sentence with a capital, or a predicate that the
property's name is put before: "must be a whole number."
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from datetime import UTC, datetime
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


def _null_means_absent(field: ma.fields.Field[Any]) -> bool:
    return not field.required and not field.allow_none
