"""The errors of the recognition library."""

from __future__ import annotations


class AirError(Exception):
    """Everything this library raises on purpose."""


class UnreadableDocument(AirError):
    """The bytes are not a document that can be read."""

    def __init__(self, filename: str, reason: str) -> None:
        super().__init__(filename, reason)  # as given, so it also survives a process boundary
        self.filename, self.reason = filename, reason

    def __str__(self) -> str:
        return f"{self.filename!r} cannot be read: {self.reason}"


class UnsupportedDocument(UnreadableDocument):
    """The extension is none of the document types that are read."""


class DocumentTooDemanding(UnreadableDocument):
    """Reading would take more time, memory or pixels than allowed."""


class StaleModel(AirError):
    """A stored model does not fit the features of this version."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return f"model {self.name!r} cannot be used: {self.reason}"
