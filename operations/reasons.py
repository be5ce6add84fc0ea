"""Why a document could not be read, as a text that can be translated and the facts that fill its placeholders.

The recognition library explains itself in English. What it says is recognised here, so that the same sentence can
be told in the reader's language; what is not recognised is told as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from air.errors import AirError, UnreadableDocument

EXPLANATION = "%(fileName)s cannot be read: %(reason)s."
PATTERNS = (  # what the library says with numbers in it -> text with placeholders
    "%(width)s x %(height)s pixels; at most %(limit)s x %(limit2)s are read",
    "documents of type %(kind)s are not read",
    "the extension %(extension)s is none of %(known)s",
    "the content is not what the extension %(extension)s says",
    "reading takes longer than %(seconds)s seconds",
    "page %(page)s cannot be rendered",
    "the PDF cannot be opened (error %(code)s)",
    "reading takes more than %(megabytes)s MB of memory",
    "reading failed (%(kind)s)",
    "it unpacks to %(size)s MB in %(parts)s parts",
    "the attachment of the e-mail cannot be read: %(cause)s",
)


def of(error: AirError, file_name: str) -> tuple[str, Mapping[str, Any]]:
    """Text and facts of an error; `reason` is itself such a pair where it has facts."""
    if not isinstance(error, UnreadableDocument):
        return EXPLANATION, {"fileName": file_name, "reason": str(error)}
    message, facts = _recognised(error.reason.rstrip("."))
    return EXPLANATION, {"fileName": file_name, "reason": {"message": message, "facts": facts}}


def _recognised(reason: str) -> tuple[str, dict[str, Any]]:
    for text in PATTERNS:
        found = re.fullmatch(_pattern(text), reason)
        if found:
            return text, found.groupdict() | _nested(found.groupdict())
    return reason, {}


def _nested(facts: Mapping[str, str]) -> dict[str, Any]:
    """A cause is a reason itself."""
    if "cause" not in facts:
        return {}
    message, inner = _recognised(facts["cause"])
    return {"cause": {"message": message, "facts": inner}}


def _pattern(text: str) -> str:
    """A regular expression that matches the text with anything in the place of its placeholders."""
    literal, pattern = re.split(r"%\((\w+)\)s", text), ""
    for index, part in enumerate(literal):
        pattern += f"(?P<{part}>.+?)" if index % 2 else re.escape(part)
    return pattern
