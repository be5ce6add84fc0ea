"""What a worker reads documents with: models in its own memory, untrusted files in a child process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from air.document import Document
from air.models import Models
from air.pipeline import recognise
from air.readers.process import ReaderProcess
from air.readers.settings import ReaderSettings
from air.recognition import Recognition
from operations.options import Options

WARM_UP = b"""Factuur 2025-001   Factuurdatum 31-01-2025
Omschrijving   Aantal   Prijs   Bedrag
Papier A4      10       25,00   250,00
Totaal excl. btw 250,00   Btw 21% 52,50   Totaal EUR 302,50
NL02ABNA0123456789
"""


class Recogniser:
    """Loads models once; its reader child is replaced by itself when it gets old, large or crashes."""

    def __init__(self, load_models: Callable[[], Models], settings: ReaderSettings) -> None:
        self.models, self.settings = load_models(), settings
        self.reader = ReaderProcess()

    def __call__(self, data: bytes, filename: str, options: Options, models: Models | None = None) -> Recognition:
        return recognise(
            data,
            filename,
            models or self.models,
            legislation=options.legislation,
            excluded=options.excluded,
            with_line_items=options.with_line_items,
            settings=replace(self.settings, culture=options.culture),
            reader=self.reader.read,
        )

    def read(self, data: bytes, filename: str) -> Document:
        """Only read a document, in the child; raises `UnreadableDocument` and its kinds."""
        return self.reader.read(data, filename, self.settings)

    def __enter__(self) -> Self:
        """Read something small, so that the first document need not wait for what is loaded when first needed.

        What is loaded by then stays: looking through it for garbage would stop a document for 0.2 s now and then.
        """
        self(WARM_UP, "warm-up.txt", Options(legislation="nl", with_line_items=True))
        gc.collect()
        gc.freeze()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()
