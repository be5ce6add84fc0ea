"""Messages in the language of the header, else of the user, else of the browser, else English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wire.languages import ROOMS, translate

FAIL = "/public-api/v1/fail/login"
ENGLISH, DUTCH = "You are not logged in.", "U bent niet ingelogd."
HEADER = "Abp.Localization.CultureName"
CATALOGUES = sorted(ROOMS.glob("*/translations/nl/LC_MESSAGES/messages.po"))


def language_of(client, **headers):
    message = client.get(FAIL, headers=headers).json["error"]["message"]
    return {ENGLISH: "en", DUTCH: "nl"}[message]


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        ({"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.8"}, "nl"),
        ({"Accept-Language": "fr"}, "en"),
        ({"Accept-Language": "*"}, "en"),
        ({"Accept-Language": "fr, nl;q=0.5, *;q=0.1"}, "nl"),
        ({HEADER: "nl", "Accept-Language": "en"}, "nl"),
        ({HEADER: "fr", "Accept-Language": "nl"}, "nl"),
    ],
)
def test_nobody_logged_in(client, headers, language):
    assert language_of(client, **headers) == language


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({"X-Language": "nl"}, "nl"),
        ({"X-Language": "nl", "Accept-Language": "en"}, "nl"),
        ({"X-Language": "en", "Accept-Language": "nl"}, "en"),
        ({"X-Language": "nl", HEADER: "en"}, "en"),
        ({"X-Language": "en", HEADER: "NL"}, "nl"),
        ({"X-Language": "en", HEADER: "nl-BE"}, "nl"),
        ({"X-Language": "nl", HEADER: "xx"}, "nl"),
    ],
)
def test_a_user(client, headers, language):
    assert language_of(client, **{"X-User": "5", **headers}) == language


def test_validation_in_dutch(post):
    answer = post({"count": "x", "parts": [{"fieldName": "x"}]}, **{HEADER: "nl"})
    assert answer["error"]["message"] == "Uw verzoek is niet geldig."
    assert answer["error"]["details"] == (
        "Deze problemen zijn gevonden:\n - fileName is verplicht.\n - count moet een geheel getal zijn.\n"
        " - parts[0].fieldName moet een van deze zijn: IBAN, Total.\n"
    )


def test_without_a_request():
    assert (
        translate("There is no %(type)s with id %(id)s.", "nl", type="AirModel", id=3)
        == "Er is geen AirModel met id 3."
    )
    assert translate("You are not logged in.", "en") == ENGLISH


@pytest.mark.parametrize("path", CATALOGUES, ids=[path.relative_to(ROOMS).parts[0] for path in CATALOGUES])
def test_every_text_is_translated_with_the_same_facts(path: Path):
    with path.open("rb") as source:
        catalogue = read_po(source, locale="nl")
    for message in catalogue:
        if message.id:
            assert message.string, message.id
            assert _facts(message.string) == _facts(message.id)


def test_the_texts_of_the_errors_are_in_the_catalogue():
    from wire import errors, parser

    classes = [kind for kind, _ in errors.STATUS_OF_ERROR]
    texts = [kind.message for kind in classes] + list(errors.MESSAGE_OF_STATUS.values())
    texts += [*parser.WORDING.values(), parser.NOT_JSON, parser.NOT_TEXT]
    assert [text for text in texts if translate(text, "nl") == text] == []


def _facts(text):
    return sorted(re.findall(r"%\(\w+\)s", text))
