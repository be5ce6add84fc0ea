"""What may be sent, and what is said about the rest."""

from __future__ import annotations

import pytest

THING = "/public-api/v1/thing/1"
GOOD = b'{"fileName": "a.pdf"}'


def problems(answer):
    assert answer["success"] is False, answer
    return [(problem["message"], problem["members"]) for problem in answer["error"]["validationErrors"]]


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json-patch+json",
        "application/vnd.voorbeeld+json",
        "APPLICATION/JSON",
        "",
    ],
)
def test_media_types_of_json(client, kind):
    assert client.post(THING, data=GOOD, content_type=kind).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "text/json5"])
def test_other_media_types(client, kind):
    response = client.post(THING, data=GOOD, content_type=kind)
    assert response.status_code == 415
    assert response.json["error"]["message"] == "The body must be JSON: send Content-Type: application/json."


@pytest.mark.parametrize(
    "body",
    [b"{", b"fileName=a", b'{"fileName": NaN}', b'{"fileName": "\xff"}', b"[" * 100_000, b'{"count": 1' + b"0" * 5000],
    ids=["cut off", "form", "NaN", "not UTF-8", "deep", "long number"],
)
def test_what_is_no_json(client, body):
    response = client.post(THING, data=body, content_type="application/json")
    assert response.status_code == 400
    assert problems(response.json) == [("The body is not valid JSON.", None)]


@pytest.mark.parametrize("text", [b"a\\u0000b", b"\\ud800", b"\\uDFFFx"])
def test_characters_that_no_database_stores(client, text):
    response = client.post(THING, data=b'{"parts": [{"x": "' + text + b'"}]}', content_type="application/json")
    assert problems(response.json) == [("The body has characters that are not text.", None)]


def test_a_pair_of_surrogates_is_text(client):
    response = client.post(THING, data=b'{"fileName": "\\ud83d\\ude00.pdf"}', content_type="application/json")
    assert response.json["result"]["fileName"] == "😀.pdf"


def test_no_body_is_an_empty_object(client):
    assert problems(client.post(THING).json) == [("fileName is required.", ["fileName"])]


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"3", b"null"])
def test_a_body_that_is_no_object(client, body):
    assert problems(client.post(THING, data=body).json) == [("The body must be an object.", None)]


def test_property_names_in_any_case_and_unknown_ones_ignored(post):
    answer = post({"FILENAME": "a.pdf", "IsOpen": True, "tenant": 3, "parts": [{"FieldName": "IBAN", "extra": 1}]})
    assert answer["result"]["fileName"] == "a.pdf"
    assert answer["result"]["isOpen"] is True


def test_the_exact_spelling_wins(post):
    assert post({"fileName": "right", "FileName": "wrong", "filename": "wrong"})["result"]["fileName"] == "right"
    assert post({"FileName": "wrong", "fileName": "right"})["result"]["fileName"] == "right"


def test_null_for_an_optional_property_is_as_if_absent(post):
    assert post({"fileName": "a", "count": None, "content": None, "parts": None})["result"]["count"] == 1


@pytest.mark.parametrize(
    ("body", "message", "member"),
    [
        ({"fileName": None}, "fileName must not be null.", "fileName"),
        ({"fileName": 5}, "fileName must be text.", "fileName"),
        ({"fileName": "  "}, "fileName must not be empty.", "fileName"),
        ({"count": 1.5}, "count must be a whole number.", "count"),
        ({"isOpen": "perhaps"}, "isOpen must be true or false.", "isOpen"),
        ({"url": "ftp://x.nl/a"}, "url must be an http or https address.", "url"),
        ({"id": "12"}, "id must be a GUID.", "id"),
        ({"content": "a"}, "content is not valid base64.", "content"),
        ({"content": "aGk"}, "content is not valid base64.", "content"),
        ({"content": "aG=k"}, "content is not valid base64.", "content"),
        ({"content": "é==="}, "content is not valid base64.", "content"),
        ({"content": 12}, "content is not valid base64.", "content"),
        ({"content": "a" * 16}, "content may have at most 12 characters of base64.", "content"),
        ({"parts": {}}, "parts must be a list.", "parts"),
        ({"parts": [3]}, "parts[0] must be an object.", "parts[0]"),
        ({"parts": [{"fieldName": "IBAN"}] * 3}, "parts may have at most 2 items.", "parts"),
        ({"parts": [{"fieldName": "IBAN"}, {}]}, "parts[1].fieldName is required.", "parts[1].fieldName"),
        ({"parts": [{"fieldName": "x"}]}, "parts[0].fieldName must be one of: IBAN, Total.", "parts[0].fieldName"),
        ({"names": ["a", 3]}, "names[1] must be text.", "names[1]"),
    ],
)
def test_what_is_wrong_and_where(post, body, message, member):
    assert problems(post({"fileName": "a.pdf", **body})) == [(message, [member])]


def test_base64_may_have_line_breaks(post):
    assert post({"fileName": "a", "content": "aG\r\nk="})["result"]["content"] == "aGk="
