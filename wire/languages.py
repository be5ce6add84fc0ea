"""Texts for people in Dutch and English, from gettext catalogues.

A room's texts lie in `<room>/translations/<language>/LC_MESSAGES/messages.po`. The English text is the message's own
name, so English needs no catalogue. A catalogue is read from its .po file when first needed: there is nothing to
compile and nothing that can be out of date.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, get_locale, gettext

from wire.caller import current_caller

LANGUAGES = ("en", "nl")  # who takes any (`Accept-Language: *`) gets the first
DEFAULT_LANGUAGE = "en"
LANGUAGE_HEADER = "Abp.Localization.CultureName"
ROOMS = Path(__file__).resolve().parent.parent

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "LANGUAGE_HEADER", "gettext", "install", "request_language", "translate"]


def install(app: Flask) -> None:
    """Choose the language of every request; `gettext` then speaks it."""
    babel = Babel(app, locale_selector=request_language, default_locale=DEFAULT_LANGUAGE)
    babel.domain_instance = _CatalogueDomain()


def request_language() -> str:
    """The header wins, then the user's language; without a user `Accept-Language`; then English."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    asked = _supported(request.headers.get(LANGUAGE_HEADER, ""))
    if asked:
        return asked
    if current_caller().user_id is not None:
        return current_caller().language or DEFAULT_LANGUAGE
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def translate(message: str, language: str, **facts: Any) -> str:
    """One text in one language; for work that has no request, such as jobs. Placeholders as in `%(name)s`."""
    text = catalogue(language).ugettext(message)
    return text % facts if facts else text


@cache
def catalogue(language: str) -> NullTranslations:
    """All rooms' texts of one language in one catalogue."""
    texts: NullTranslations = NullTranslations()
    for path in sorted(ROOMS.glob(f"*/translations/{language}/LC_MESSAGES/messages.po")):
        found = _read(path)
        texts = texts.merge(found) if isinstance(texts, Translations) else found
    return texts


def _read(path: Path) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=path.parent.parent.name, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)


def _supported(culture: str) -> str | None:
    """`nl` out of `nl`, `NL` and `nl-NL`; None for a language we don't speak."""
    language = culture.strip().replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else None


class _CatalogueDomain(Domain):
    """Flask-Babel's domain, reading our catalogues instead of compiled files."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return catalogue(locale.language if locale else DEFAULT_LANGUAGE)
