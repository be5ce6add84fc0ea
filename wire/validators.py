"""marshmallow's validators with our texts; they keep their attributes, so the API document still shows the rule."""

from __future__ import annotations

import unicodedata
from typing import Any

from babel.numbers import list_currencies
from flask_babel import gettext
from marshmallow import validate

CONTROL = ("Cc", "Zl", "Zp")  # of Unicode's categories


class OneOf(validate.OneOf):
    """The value is one of a closed list."""

    def _format_error(self, value: Any) -> str:
        return gettext("must be one of: %(choices)s.", choices=self.choices_text)


class Between(validate.Range):
    """The number lies between `min` and `max`, both included."""

    def __init__(self, min: float, max: float) -> None:
        super().__init__(min=min, max=max)

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("must be between %(low)s and %(high)s.", low=self.min, high=self.max)


class AtLeast(validate.Range):
    """The number is `min` or more."""

    def __init__(self, min: float) -> None:
        super().__init__(min=min)

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("must be %(low)s or more.", low=self.min)


class MaxLength(validate.Length):
    """A text of at most `max` characters."""

    def __init__(self, max: int) -> None:
        super().__init__(max=max)

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("may have at most %(high)s characters.", high=self.max)


class MinLength(validate.Length):
    """A text of at least `min` characters."""

    def __init__(self, min: int) -> None:
        super().__init__(min=min)

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("must have at least %(low)s characters.", low=self.min)


class MaxItems(validate.Length):
    """A list of at most `max` items."""

    def __init__(self, max: int) -> None:
        super().__init__(max=max)

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("may have at most %(high)s items.", high=self.max)


class OneLine(validate.Validator):
    """A text without line breaks and other control characters."""

    def __call__(self, value: str) -> str:
        if any(unicodedata.category(character) in CONTROL for character in value):
            raise validate.ValidationError(gettext("must be one line of text."))
        return value


class NotEmpty(validate.Length):
    """A text that has something else than spaces, or a list that has an item."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def __call__(self, value: Any) -> Any:
        super().__call__(value.strip() if isinstance(value, str) else value)
        return value

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("must not be empty.")


class Currency(validate.Validator):
    """A currency of ISO 4217, in capitals."""

    def __call__(self, value: str) -> str:
        if value not in list_currencies():
            raise validate.ValidationError(gettext("must be a currency code as in EUR."))
        return value
