"""Documents that are sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with a name, whose extension tells the kind."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A document that the service fetches; first wire only."""

    url: str
    name: str


def as_file(given: Path | str | File) -> File:
    """The file at a path, or the file itself."""
    return given if isinstance(given, File) else File(Path(given).name, Path(given).read_bytes())
