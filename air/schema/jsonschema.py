"""Plain JSON Schema as our own form: properties become fields, arrays lists, formats types.

Understood are `type` (also with "null"), `properties`, `required`, `items`, `enum`, `const`, `format`, `title`,
`description`, `anyOf`/`oneOf`/`allOf` that leave one choice beside null, and `$ref` within the schema. Everything else
restricts values, which is not what finds them, and is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from air.schema.errors import BadSchema

SCALARS = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
DATES = frozenset({"date", "date-time"})
FORMAT_WORDS = {"email": "E-mail", "phone": "Phone", "uri": "Website"}  # formats that say what is printed
MAX_REFERENCES = 20  # one after another


def is_json_schema(data: Mapping[str, Any]) -> bool:
    """True if the schema is one of JSON Schema, not of our own form."""
    return "fields" not in data and any(key in data for key in ("properties", "$schema", "$ref", "$defs"))


def rewritten(data: Mapping[str, Any], *, deepest: int, most: int) -> dict[str, Any]:
    """The same in our form, not yet checked.

    Raises:
        BadSchema: it describes no object, or something that has no place among our types.
    """
    reader = _Reader(data, deepest, most)
    top = reader.settled(data, "")
    return {"name": top.get("title"), "description": top.get("description"), "fields": reader.fields(top, "", 1)}


class _Reader:
    """Reads one schema; knows where its references lead, and how much there may be."""

    def __init__(self, root: Mapping[str, Any], deepest: int, most: int) -> None:
        self._root, self._deepest, self._left = root, deepest, most

    def fields(self, data: Mapping[str, Any], path: str, depth: int) -> list[dict[str, Any]]:
        """The properties of an object as fields."""
        properties, required = data.get("properties"), data.get("required", [])
        if not isinstance(properties, Mapping) or not properties:
            raise BadSchema(path, "needs properties")
        if depth > self._deepest:
            raise BadSchema(path, "lies deeper than %(most)s levels", {"most": self._deepest})
        if not isinstance(required, list):
            raise BadSchema(path, "required must be a list of names")
        return [
            self._field(str(name), one, f"{path}.{name}" if path else str(name), depth) | {"required": name in required}
            for name, one in properties.items()
        ]

    def settled(self, data: object, path: str) -> Mapping[str, Any]:
        """The schema that is meant, after references and choices with null."""
        for _ in range(MAX_REFERENCES):
            if not isinstance(data, Mapping):
                raise BadSchema(path, "must be described by a JSON object")
            inner = self._inner(data, path)
            if inner is None:
                return data
            around = {key: data[key] for key in ("title", "description") if key in data}
            data = {**inner, **around}
        raise BadSchema(path, "its references lead nowhere")

    def _inner(self, data: Mapping[str, Any], path: str) -> Mapping[str, Any] | None:
        """What a reference or a choice stands for; None if the schema is neither."""
        if "$ref" in data:
            return self._referred(data["$ref"], path)
        for key in ("anyOf", "oneOf", "allOf"):
            if key in data and "type" not in data and "properties" not in data:
                options = [one for one in _as_list(data[key], path) if one != {"type": "null"}]
                if len(options) != 1 or not isinstance(options[0], Mapping):
                    raise BadSchema(path, "%(key)s must leave one choice beside null", {"key": key})
                return options[0]
        return None

    def _referred(self, reference: object, path: str) -> Mapping[str, Any]:
        found: Any = self._root
        if not isinstance(reference, str) or not reference.startswith("#/"):
            raise BadSchema(path, "a reference must point into the schema (#/...)")
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            raise BadSchema(path, "a reference points to nothing")
        return found

    def _field(self, name: str, data: object, path: str, depth: int) -> dict[str, Any]:
        self._left -= 1
        if self._left < 0:
            raise BadSchema("", "has too many fields")
        one = self.settled(data, path)
        field: dict[str, Any] = {"name": name, "description": one.get("description")}
        words = [word for word in (one.get("title"), FORMAT_WORDS.get(str(one.get("format")))) if word]
        if words:
            field["aliases"] = [word for word in words if word != name]
        return field | self._type(one, path, depth)

    def _type(self, one: Mapping[str, Any], path: str, depth: int) -> dict[str, Any]:
        kind = _kind(one, path)
        if kind == "object":
            return {"type": "object", "fields": self.fields(one, path, depth + 1)}
        if kind != "array":
            return _scalar(kind, one, path)
        items = self.settled(one.get("items", {"type": "string"}), path)
        if _kind(items, path) == "object":
            return {"type": "list", "fields": self.fields(items, path, depth + 1)}
        element = _scalar(_kind(items, path), items, path)["type"]
        return {"type": "list", "items": "string" if element == "enum" else element}


def _kind(one: Mapping[str, Any], path: str) -> str:
    kinds = one.get("type", "object" if "properties" in one else "array" if "items" in one else "string")
    options = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null"]
    if len(options) != 1 or options[0] not in (*SCALARS, "object", "array"):
        raise BadSchema(path, "needs one type of JSON Schema beside null")
    return str(options[0])


def _scalar(kind: str, one: Mapping[str, Any], path: str) -> dict[str, Any]:
    if kind not in SCALARS:
        raise BadSchema(path, "a list has objects or single values")
    choices = [one["const"]] if "const" in one else [c for c in _as_list(one.get("enum", []), path) if c is not None]
    if kind == "string" and choices:
        return {"type": "enum", "enum": choices}
    if kind == "string" and one.get("format") in DATES:
        return {"type": "date"}
    return {"type": SCALARS[kind]}


def _as_list(data: object, path: str) -> list[Any]:
    if not isinstance(data, list):
        raise BadSchema(path, "has something else where JSON Schema has a list")
    return data
