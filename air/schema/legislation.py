"""The country whose customs a document follows, where nobody says it: by its language, and what English ones print."""

from __future__ import annotations

from air.document import Document
from air.language import identify_languages

BY_CULTURE = {"nl": "nl", "de": "de", "fr": "fr", "es": "es", "pl": "pl", "en": "gb"}


def legislation_of(document: Document) -> str:
    """The likely legislation; English that counts in dollars is American."""
    culture = identify_languages(document)[0].culture
    if culture == "en" and any("$" in word.text for page in document.pages[:3] for word in page.words()):
        return "usa"
    return BY_CULTURE[culture]
