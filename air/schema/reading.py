"""Schemas as callers write them, checked: our own form, or plain JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from air.schema.definition import SCALARS, TYPES, Schema, SchemaField
from air.schema.errors import BadSchema
from air.schema.jsonschema import is_json_schema, rewritten

MAX_DEPTH = 4  # levels of fields within fields
MAX_FIELDS = 200  # in all
MAX_NAME, MAX_PHRASE, MAX_DESCRIPTION = 100, 200, 2_000  # characters
MAX_PHRASES, MAX_CHOICES = 50, 200  # aliases, answers of an enum
FORBIDDEN = frozenset(".[]")  # in names: they separate the parts of a result path
KEYS = frozenset({"name", "type", "description", "aliases", "required", "enum", "fields", "items"})


def read_schema(data: object) -> Schema:
    """The schema that decoded JSON describes.

    Raises:
        BadSchema: with the path of the field that is wrong and why.
    """
    if not isinstance(data, Mapping):
        raise BadSchema("", "must be a JSON object")
    described = rewritten(data, deepest=MAX_DEPTH, most=MAX_FIELDS) if is_json_schema(data) else data
    name = _text(described.get("name"), "", "name", MAX_PHRASE)
    description = _text(described.get("description"), "", "description", MAX_DESCRIPTION)
    schema = Schema(_fields(described.get("fields"), "", 1), name, description)
    if sum(1 for _ in schema.walk()) > MAX_FIELDS:
        raise BadSchema("", "has more than %(most)s fields", {"most": MAX_FIELDS})
    return schema


def _fields(data: object, parent: str, depth: int) -> tuple[SchemaField, ...]:
    if not _is_list(data) or not data:
        raise BadSchema(parent, "needs fields, a list that is not empty")
    if depth > MAX_DEPTH:
        raise BadSchema(parent, "lies deeper than %(most)s levels", {"most": MAX_DEPTH})
    if len(data) > MAX_FIELDS:
        raise BadSchema(parent, "has more than %(most)s fields", {"most": MAX_FIELDS})
    fields = tuple(_field(one, parent, depth) for one in data)
    names = [field.name for field in fields]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadSchema(_join(parent, twice), "is there twice")
    return fields


def _field(data: object, parent: str, depth: int) -> SchemaField:
    if not isinstance(data, Mapping):
        raise BadSchema(parent, "has a field that is not a JSON object")
    path = _join(parent, _name(data.get("name"), parent))
    unknown = sorted(str(key) for key in data if key not in KEYS)
    if unknown:
        raise BadSchema(path, "has unknown keys: %(keys)s", {"keys": ", ".join(unknown)[:MAX_PHRASE]})
    kind = data.get("type", "string")
    if kind not in TYPES:
        raise BadSchema(path, "the type must be one of: %(types)s", {"types": ", ".join(TYPES)})
    required = data.get("required", False)
    if not isinstance(required, bool):
        raise BadSchema(path, "required must be true or false")
    if data.get("fields") and kind not in ("object", "list"):
        raise BadSchema(path, "only an object or a list has fields")
    has_fields = kind == "object" or bool(data.get("fields"))
    return SchemaField(
        name=str(data["name"]),
        type=kind,
        description=_text(data.get("description"), path, "description", MAX_DESCRIPTION),
        aliases=_texts(data.get("aliases"), path, "aliases", MAX_PHRASES),
        required=required,
        enum=_choices(data.get("enum"), path, kind),
        fields=_fields(data.get("fields"), path, depth + 1) if has_fields else (),
        items=_items(data.get("items"), path, kind),
    )


def _name(name: object, parent: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise BadSchema(parent, "has a field without a name")
    if len(name) > MAX_NAME:
        raise BadSchema(
            _join(parent, name[:MAX_NAME]), "the name is longer than %(most)s characters", {"most": MAX_NAME}
        )
    if set(name) & FORBIDDEN or not name.isprintable():
        raise BadSchema(_join(parent, name), "a name has no dots, brackets or control characters")
    return name


def _choices(data: object, path: str, kind: str) -> tuple[str, ...]:
    choices = _texts(data, path, "enum", MAX_CHOICES)
    if bool(choices) != (kind == "enum"):
        raise BadSchema(path, "an enum, and nothing else, lists its answers under enum")
    return choices


def _items(data: object, path: str, kind: str) -> str:
    if data is None:
        return "string"
    if kind != "list" or data not in SCALARS or data == "enum":
        raise BadSchema(path, "items is the type of the elements of a list without fields")
    return str(data)


def _texts(data: object, path: str, what: str, most: int) -> tuple[str, ...]:
    if data is None:
        return ()
    if not _is_list(data) or not all(isinstance(one, str) and one.strip() for one in data):
        raise BadSchema(path, "%(what)s must be a list of texts", {"what": what})
    if len(data) > most or any(len(one) > MAX_PHRASE for one in data):
        raise BadSchema(
            path,
            "%(what)s: at most %(most)s, of %(longest)s characters each",
            {"what": what, "most": most, "longest": MAX_PHRASE},
        )
    return tuple(dict.fromkeys(data))


def _text(data: object, path: str, what: str, longest: int) -> str:
    if data is None:
        return ""
    if not isinstance(data, str):
        raise BadSchema(path, "%(what)s must be a text", {"what": what})
    if len(data) > longest:
        raise BadSchema(path, "%(what)s is longer than %(most)s characters", {"what": what, "most": longest})
    return data


def _is_list(data: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(data, Sequence) and not isinstance(data, str | bytes)


def _join(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name
