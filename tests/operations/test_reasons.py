"""Everything that can be said about a document that cannot be read has a Dutch text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from air.errors import AirError, StaleModel, UnreadableDocument
from infra import outgoing
from operations import jobs, reasons, schemas, sweep
from wire.languages import catalogue, translate

READERS = Path(reasons.__file__).parent.parent / "air" / "readers"
ERRORS = ("UnreadableDocument", "DocumentTooDemanding", "UnsupportedDocument", "BadXml")

SAID_ELSEWHERE = (  # not where the error is made
    "reading takes more than 7 MB of memory",
    "reading failed (7)",
    "its parts are nested too deeply",
)


def said_by_the_library() -> Iterator[str]:
    """The reasons that are written in its sources, with a 7 wherever a value goes."""
    for path in sorted(READERS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS
            texts = [text for text in map(_text, node.args) if text] if is_error else []
            yield from texts[-1:]
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "REASONS":
                yield from (text for text in map(_text, node.value.values) if text)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_the_sources_are_understood():
    assert len(set(said_by_the_library())) > 10


@pytest.mark.parametrize("reason", sorted({*said_by_the_library(), *SAID_ELSEWHERE}))
def test_every_reason_is_dutch_for_dutch_readers(reason):
    message, facts = reasons.of(UnreadableDocument("a.pdf", reason), "a.pdf")
    cause = facts["reason"]
    assert translate(message, "nl", fileName="a", reason="b").startswith("a kan niet")
    assert cause["message"] in catalogue("nl")._catalog, cause["message"]
    flat = dict.fromkeys(cause["facts"], "7")
    assert translate(cause["message"], "en", **flat) == reason.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        jobs.UNEXPECTED,
        jobs.INPUT_LOST,
        sweep.GAVE_UP,
        schemas.ONE_SOURCE,
        *(kind.message for kind in outgoing.OutgoingError.__subclasses__()),
    ],
)
def test_every_other_text_is_dutch_too(text):
    assert text in catalogue("nl")._catalog


def test_an_error_that_is_not_about_the_document_is_told_as_it_is():
    error: AirError = StaleModel("rows", "it is old")
    assert reasons.of(error, "a.pdf")[1]["reason"] == str(error)
