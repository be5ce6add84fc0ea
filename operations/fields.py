"""Fields and validators that only documents need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from wire.validators import OneOf


class Written(ma.fields.Nested):
    """An object that is already as it goes over the wire; the schema is there for the API document."""

    def _serialize(self, nested_obj: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return nested_obj


class FieldName(OneOf):
    """A header field, spelled as documented."""

    def _format_error(self, value: Any) -> str:
        return gettext("must be a header field, spelled as documented.")


class ExtensionOf(ma.validate.Validator):
    """A file name that ends in one of these extensions, in either case."""

    def __init__(self, extensions: Sequence[str]) -> None:
        self.extensions = tuple(extensions)

    def __call__(self, value: str) -> str:
        if PurePath(value).suffix.lower() not in self.extensions:
            raise ma.ValidationError(
                gettext("must end in one of: %(extensions)s.", extensions=", ".join(self.extensions))
            )
        return value
