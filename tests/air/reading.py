"""Documents for tests read by the whole pipeline with the shipped models: values by field, as on the wire."""

from __future__ import annotations

from air.formats import to_text
from air.pipeline import recognise, understand
from air.recognition import Recognition
from models_store import load_pretrained
from tests.air.pages import text_document


def read(data: bytes, filename: str, legislation: str = "nl") -> dict[str, str]:
    return answers(recognise(data, filename, load_pretrained(), legislation=legislation))


def typed(*lines: str, legislation: str = "nl", excluded=()) -> dict[str, str]:
    """What is understood of a page of these lines."""
    return answers(understand(text_document(*lines), load_pretrained(), legislation, excluded)[0])


def answers(result: Recognition) -> dict[str, str]:
    return {
        f.name: ";".join(to_text(v.value) for v in f.values).removesuffix("T00:00:00.0000000") for f in result.fields
    }


def tax_lines(found: dict[str, str]) -> set[str]:
    return {value for name, value in found.items() if name.startswith("TaxLine")}
