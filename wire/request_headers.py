"""Headers of HTTP requests that users set for calls to systems of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import marshmallow as ma
from flask_babel import gettext

MAX_HEADERS, MAX_VALUE = 20, 1000
TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")  # RFC 9110, 5.6.2
VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?|")
OF_THE_CALL = frozenset(
    {
        *("content-type", "content-length", "transfer-encoding", "connection", "host", "upgrade", "te", "trailer"),
        *("keep-alive", "proxy-connection", "proxy-authorization", "expect", "accept-encoding"),
    }
)


class RequestHeaders(ma.fields.Dict):
    """Names and values; none of those that the call itself needs, nor of `reserved` (in small letters)."""

    def __init__(self, *, reserved: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(keys=ma.fields.String(), values=ma.fields.String(), **kwargs)
        self.reserved = OF_THE_CALL.union(reserved)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ma.ValidationError("must be an object.")
        if len(value) > MAX_HEADERS:
            raise ma.ValidationError(gettext("may have at most %(high)s items.", high=MAX_HEADERS))
        for name, text in value.items():
            self._check(name, text)
        return dict(value)

    def _check(self, name: str, text: Any) -> None:
        if not TOKEN.fullmatch(name) or name.lower() in self.reserved:
            raise ma.ValidationError(gettext("%(name)s is not a header that can be set.", name=repr(name[:100])))
        if not isinstance(text, str) or not VALUE.fullmatch(text) or len(text) > MAX_VALUE:
            raise ma.ValidationError(gettext("The value of %(name)s is not one of a header.", name=name))
