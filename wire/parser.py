"""From request to checked arguments; what is wrong comes out as one `InvalidInput` with the wire's property names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request
from flask_babel import gettext
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from wire.errors import InvalidInput, NotParsable, Problem

JSON_TYPE = re.compile(r"application/(json|[\w.-]+\+json)", re.IGNORECASE)
NOT_JSON = "The body is not valid JSON."
NOT_TEXT = "The body has characters that are not text."
SCHEMA = "_schema"  # marshmallow's key for what is wrong with the whole
WORDING = {  # marshmallow's texts -> ours, to be read after the property's name
    "Missing data for required field.": "is required.",
    "Field may not be null.": "must not be null.",
    "Invalid value.": "is not valid.",
    "Invalid type.": "must be an object.",
    "Invalid input type.": "must be an object.",
    "Not a valid mapping type.": "must be an object.",
    "Not a valid list.": "must be a list.",
    "Not a valid string.": "must be text.",
    "Not a valid UUID.": "must be a GUID.",
    "Not a valid number.": "must be a number.",
    "Number too large.": "is too large.",
    "Special numeric values (nan or infinity) are not permitted.": "must be a number.",
    "Not a valid integer.": "must be a whole number.",
    "Not a valid boolean.": "must be true or false.",
    "Not a valid datetime.": "must be a date and time as in 2025-02-01T10:15:30Z.",
    "Not a valid date.": "must be a date as in 2025-02-01.",
    "Not a valid URL.": "must be an http or https address.",
    "Not a valid email address.": "must be an e-mail address.",
}


class Parser(FlaskParser):
    """webargs' parser with our media types, our errors and strict JSON."""

    DEFAULT_VALIDATION_STATUS = 400

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        data = req.get_data(cache=False)
        if req.content_length is None and len(data) >= (req.max_content_length or len(data) + 1):
            raise RequestEntityTooLarge  # Werkzeug just cuts off what came in chunks
        if not data.strip():
            return core.missing
        if req.mimetype and not JSON_TYPE.fullmatch(req.mimetype):
            raise UnsupportedMediaType
        return parse_json(data)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """One value per name, in any case; our query strings have no lists."""
        return req.args.to_dict()

    def handle_error(self, error: ma.ValidationError, *args: Any, **kwargs: Any) -> NoReturn:
        problems = [p for found in error.normalized_messages().values() for p in _problems(found, "")]
        raise InvalidInput.of(problems) from error


def problems_of(error: ma.ValidationError, where: str = "") -> list[Problem]:
    """What a schema found wrong, each with the path of the property; `where` is put before it: `items[2].`."""
    return [
        replace(problem, message=f"{where}{problem.message}", members=tuple(where + name for name in problem.members))
        for problem in _problems(error.normalized_messages(), "")
    ]


def parse_json(data: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        NotParsable: it is no JSON, or it has characters that no database stores (NUL, half surrogates).
    """
    try:
        value = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotParsable(NOT_JSON) from error
    if re.search(rb"\\u(0000|d[89a-f])", data, re.IGNORECASE) or b"\x00" in data:
        _check_texts(value)
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity are Python's, not JSON's


def _check_texts(value: Any) -> None:
    if isinstance(value, str) and re.search("[\x00\ud800-\udfff]", value):
        raise NotParsable(NOT_TEXT)
    for part in _parts(value):
        _check_texts(part)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _problems(found: Any, path: str) -> Iterator[Problem]:
    """Flatten marshmallow's tree: names and indexes on the way down, lists of messages at its leaves."""
    if isinstance(found, Mapping):
        for key, inner in found.items():
            yield from _problems(inner, _extend(path, key))
    else:
        for message in found if isinstance(found, list) else [found]:
            yield Problem(_sentence(str(message), path), (path,) if path else ())


def _extend(path: str, key: str | int) -> str:
    if key == SCHEMA:
        return path
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def _sentence(message: str, path: str) -> str:
    text = gettext(WORDING.get(message, message))
    is_predicate = text[:1].islower()
    return f"{path or gettext('The body')} {text}" if is_predicate else text
