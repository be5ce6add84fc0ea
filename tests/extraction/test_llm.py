"""The optional language model: a server on this machine that speaks the protocol, and documents that say otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from air.schema import Evidence, Extraction, document_of_text, read_schema
from extraction.grounding import Grounds
from extraction.llm import LanguageModel, NoAnswer, ask, heard, parse_models
from extraction.opinions import merge, trust_of
from tests.webhooks.receiving import Receiver, receiving

KEY = "a key of a test"
SCHEMA = read_schema({
    "fields": [
        {"name": "guest", "type": "string"},
        {"name": "room", "type": "integer", "required": True},
        {"name": "price", "type": "number"},
        {"name": "arrival", "type": "date"},
        {"name": "paid", "type": "boolean"},
        {"name": "currency", "type": "currency"},
        {"name": "board", "type": "enum", "enum": ["Half board", "Full board"]},
        {"name": "address", "type": "object", "fields": [{"name": "city"}]},
        {"name": "extras", "type": "list",
         "fields": [{"name": "what", "required": True}, {"name": "amount", "type": "number"}]},
        {"name": "codes", "type": "list"},
    ]
})  # fmt: skip
LETTER = document_of_text(
    "Dear Mrs. Ada King-Noel,\nYour room is 12. It costs € 1.250,50, half board.\nYou arrive on 3 April 2025.\n"
    "Grand Hotel, 1012 AB Amsterdam\nBreakfast 12,50   Parking 20,00   VAT 21%\nCodes: X-17, Y/18\n"
)
SECOND = document_of_text("The price is 99.00")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def model(receiver: Receiver, **more: Any) -> LanguageModel:
    return LanguageModel("local", receiver.url("/v1"), "small", KEY, **more)


def says(receiver: Receiver, said: Any) -> None:
    """Let it answer with this text, or with this value as JSON."""
    content = said if isinstance(said, str) else json.dumps(said)
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
    receiver.answers(200, body)


def asked(receiver: Receiver, said: Any, *documents: Any) -> dict[str, Any]:
    says(receiver, said)
    one = model(receiver)
    return {path: found.value for path, found in ask(one, SCHEMA, documents or [LETTER], one.outgoing()).items()}


def test_what_is_sent_speaks_the_protocol(receiver):
    asked(receiver, {})
    [call] = receiver.calls
    body = json.loads(call.body)
    assert (call.path, call.headers["authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert (body["model"], body["temperature"], body["response_format"]) == ("small", 0, {"type": "json_object"})
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "Your room is 12" in body["messages"][1]["content"]
    assert '"name": "arrival", "type": "date"' in body["messages"][1]["content"]


def test_what_is_printed_is_accepted_in_its_type(receiver):
    said = {
        "guest": "ada king-noel", "room": 12, "price": 1250.5, "arrival": "2025-04-03", "currency": "EUR",
        "board": "Half board", "address": {"city": "Amsterdam"}, "codes": ["X17", "Y/18"],
        "extras": [{"what": "Breakfast", "amount": 12.5}, {"what": "Parking", "amount": "20.00"}],
    }  # fmt: skip
    assert asked(receiver, said) == {
        "guest": "Ada King-Noel", "room": 12, "price": 1250.5, "arrival": "2025-04-03", "currency": "EUR",
        "board": "Half board", "address.city": "Amsterdam", "codes[0]": "X-17", "codes[1]": "Y/18",
        "extras[0].what": "Breakfast", "extras[0].amount": 12.5, "extras[1].what": "Parking", "extras[1].amount": 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"guest": "Ada Lovelace"},
        {"guest": "King"},  # part of a word
        {"guest": ""},
        {"guest": 12},
        {"room": 13},
        {"room": 12.5},
        {"room": True},
        {"price": 1250},
        {"price": "NaN"},
        {"price": 1e300},
        {"arrival": "2025-04-05"},
        {"arrival": "soon"},
        {"paid": True},  # no words are a yes
        {"board": "No board"},
        {"board": "Full board"},
        {"address": "Amsterdam"},
        {"extras": {"what": "Breakfast"}},
        {"extras": ["Breakfast"]},
        {"unknown": "Amsterdam"},
    ],
    ids=str,
)
def test_everything_else_is_ignored(receiver, said):
    assert asked(receiver, said) == {}


def test_a_whole_number_that_is_no_amount(receiver):
    assert asked(receiver, {"room": 21}) == {"room": 21}


def test_it_is_told_where_it_stands():
    found = Grounds([LETTER, SECOND]).find(99.0, SCHEMA.fields[2])
    assert (found.file_index, found.page_index, found.text, found.value) == (1, 0, "99.00", 99)
    assert 0 <= found.box.left < found.box.right <= 1


@pytest.mark.parametrize("said", ["no JSON", "[1]", "[" * 100_000, '{"room": 12'], ids=lambda said: said[:8])
def test_answers_that_are_none(receiver, said):
    says(receiver, said)
    with pytest.raises(NoAnswer):
        ask(model(receiver), SCHEMA, [LETTER], model(receiver).outgoing())
    assert heard(model(receiver), SCHEMA, [LETTER]) is None


def test_servers_that_do_not_help(receiver):
    receiver.answers(500, b"{}")
    assert heard(model(receiver), SCHEMA, [LETTER]) is None
    receiver.answers(200, b'{"choices": []}')
    assert heard(model(receiver), SCHEMA, [LETTER]) is None
    assert heard(LanguageModel("nobody", "http://127.0.0.1:9/v1", "small"), SCHEMA, [LETTER]) is None


def test_a_server_that_takes_too_long(receiver):
    import threading

    release = threading.Event()
    receiver.answer = lambda call: (200, {}, str(release.wait(30)).encode())
    assert heard(model(receiver, seconds=0.2), SCHEMA, [LETTER]) is None
    release.set()


def test_the_key_is_not_shown(receiver):
    assert KEY not in repr(model(receiver))


def test_only_the_host_that_was_named_is_reached_though_it_is_not_public(receiver):
    from infra.outgoing import NotAllowed

    with pytest.raises(NotAllowed):
        model(receiver).outgoing().fetch("http://127.0.0.1:9/")


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": {"url": "http://x"}}', '{"a": {"colour": "red"}}'])
def test_settings_that_cannot_be_understood(text):
    with pytest.raises(ValueError, match="must be JSON such as"):
        parse_models(text)


FOUND = Extraction(
    {"guest": "Ada", "room": None, "price": 20, "arrival": "2025-04-03", "paid": True, "currency": None, "board": None,
     "address": {"city": None}, "extras": [{"what": "Parking", "amount": None}], "codes": []},
    {"guest": Evidence(0.4, 0, 0, None, "Ada"), "price": Evidence(0.9, 0, 0, None, "20,00"),
     "arrival": Evidence(0.8, 0, 0, None, "3 April 2025"), "extras[0].what": Evidence(0.7, 0, 0, None, "Parking")},
    ("room",),
)  # fmt: skip


def merged(receiver, said, trust):
    says(receiver, said)
    one = model(receiver)
    answers = ask(one, SCHEMA, [LETTER], one.outgoing())
    return merge(FOUND, SCHEMA, answers, trust)


def test_found_alone_it_is_as_sure_as_the_model_was_right_before(receiver):
    both = merged(receiver, {"room": 12, "address": {"city": "Amsterdam"}}, 0.6)
    assert (both.result["room"], both.result["address"], both.missing) == (12, {"city": "Amsterdam"}, ())
    assert both.evidence["room"].confidence == both.evidence["address.city"].confidence == 0.6
    assert both.evidence["room"].text == "12."


def test_agreeing_makes_both_surer(receiver):
    both = merged(receiver, {"arrival": "2025-04-03"}, 0.75)
    assert both.evidence["arrival"].confidence == pytest.approx(12 / 13)  # 0.8 and 0.75: odds of 4 times odds of 3
    assert both.evidence["arrival"].text == "3 April 2025"


def test_where_they_differ_the_likelier_stays_and_is_doubted(receiver):
    both = merged(receiver, {"guest": "Ada King-Noel", "price": 1250.5}, 0.6)
    assert (both.result["guest"], both.result["price"]) == ("Ada King-Noel", 20)
    assert both.evidence["guest"].confidence == pytest.approx(0.6 * 0.6 / (1 - 0.24))
    assert both.evidence["price"].confidence == pytest.approx(0.9 * 0.4 / (1 - 0.54))


def test_nothing_heard_changes_nothing():
    assert merge(FOUND, SCHEMA, {}, 0.9) == FOUND


def test_lists_that_were_found_stay(receiver):
    both = merged(receiver, {"extras": [{"what": "Breakfast", "amount": 12.5}], "codes": ["Z", "X-17"]}, 0.5)
    assert both.result["extras"] == [{"what": "Parking", "amount": None}]
    assert both.result["codes"] == ["X-17"]  # without a gap
    assert set(both.evidence) == {*FOUND.evidence, "codes[0]"}


def test_certainty_is_no_division_by_nothing(receiver):
    sure = Extraction({**FOUND.result, "room": 13}, {"room": Evidence(1.0, 0, 0, None, "13")})
    says(receiver, {"room": 12})
    answers = ask(model(receiver), SCHEMA, [LETTER], model(receiver).outgoing())
    assert merge(sure, SCHEMA, answers, 1.0).result["room"] == 13


def test_trust_grows_and_falls_with_feedback():
    assert [trust_of([]), trust_of([True]), trust_of([False])] == [1 / 2, 2 / 3, 1 / 3]
