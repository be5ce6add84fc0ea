"""Several files as one document, and the way back from its pages to theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from air.document import Document, Page
from air.readers.settings import ReaderSettings
from air.readers.text import text_pages

MOST_PAGES = ReaderSettings().max_pages


@dataclass(frozen=True, slots=True)
class Joined:
    """All pages of the files, numbered through."""

    document: Document
    origin: tuple[tuple[int, int], ...]  # of each page: index of the file, index of the page in it


def join(documents: Sequence[Document]) -> Joined:
    """The files as one document, in their order; an e-invoice among them states its values for all."""
    pages: list[Page] = []
    origin: list[tuple[int, int]] = []
    for file_index, document in enumerate(documents):
        for page in document.pages:
            origin.append((file_index, page.index))
            pages.append(replace(page, index=len(pages)))
    structured = next((one.structured for one in documents if one.structured is not None), None)
    media = documents[0].media if documents else "text"
    count = sum(document.page_count for document in documents)
    return Joined(Document(tuple(pages), count, media, structured), tuple(origin))


def document_of_text(text: str) -> Document:
    """Plain text, such as the body of a message, as a document; without pages if there is nothing in it.

    As many pages as those of a file are read, and the others counted.
    """
    if not text.strip():
        return Document((), 0, "text")
    pages, count = text_pages(text.replace("\0", " "), MOST_PAGES)
    return Document(pages, count, "text")
