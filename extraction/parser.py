"""Requests of this wire: JSON, or a form with or without files, read strictly."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma
from flask import Request
from webargs import core
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

import wire.parser
from extraction.errors import StorageExceeded
from extraction.files import MAX_FILE_BYTES
from wire.errors import NotParsable

MAX_TEXT_BYTES = 16 * 1024 * 1024  # what is no file; four bytes for each character of the longest body
MAX_BYTES = MAX_FILE_BYTES + MAX_TEXT_BYTES + 1024 * 1024  # of a request, with what the form itself takes
TOO_LARGE = "Your request is too large."
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
NO_FORM = "The body is not a valid form."
NUMBER = re.compile(r"\d{1,18}")
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


class Parser(wire.parser.Parser):
    """The first wire's parser; the location `files` is a form with files, or JSON where there are none."""

    def load_headers(self, req: Request, schema: ma.Schema) -> Any:
        return dict(req.headers)

    def load_files(self, req: Request, schema: ma.Schema) -> Any:
        req.max_content_length, req.max_form_memory_size = MAX_BYTES, MAX_TEXT_BYTES
        if req.mimetype not in FORMS:
            return self.load_json(req, schema)
        try:
            return _form(req)
        except RequestEntityTooLarge as error:
            raise StorageExceeded(TOO_LARGE) from error

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        try:
            value = super().load_json(req, schema)
        except UnsupportedMediaType as error:
            raise NotParsable(wire.parser.NOT_JSON) from error
        except RequestEntityTooLarge as error:
            raise StorageExceeded(TOO_LARGE) from error
        return {} if value is core.missing else value


def _form(req: Request) -> dict[str, Any]:
    """The members of a form; whole numbers become numbers, `files` is a list. Nothing is put up with in silence."""
    parser = req.make_form_data_parser()
    parser.silent = False
    try:
        _, form, files = parser.parse(req.stream, req.mimetype, req.content_length, req.mimetype_params)
    except ValueError as error:
        raise NotParsable(NO_FORM) from error
    values: dict[str, Any] = dict(form.items())
    if None in values:  # a part without a name
        raise NotParsable(NO_FORM)
    if any(NOT_TEXT.search(text) for pair in values.items() for text in pair):
        raise NotParsable(wire.parser.NOT_TEXT)
    values = {name: int(text) if _is_number(name, text) else text for name, text in values.items()}
    sent = files.getlist("files") + files.getlist("files[]")
    return values | {"files": [file for file in sent if file.filename or file.stream.read(1)]}


def _is_number(name: str, text: str) -> bool:
    return name == "schema_id" and bool(NUMBER.fullmatch(text.strip()))
