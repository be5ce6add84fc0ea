"""Every answer comes in the envelope, with the status and the text that the table of errors says."""

from __future__ import annotations

import pytest

THING, FAIL = "/public-api/v1/thing/1", "/public-api/v1/fail/"
MEMBERS = ["result", "targetUrl", "success", "error", "unAuthorizedRequest", "__abp"]
ERROR_MEMBERS = ["code", "message", "details", "validationErrors"]


def failed(response, status, message, *, unauthorised=False, code=0):
    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert list(response.json) == MEMBERS
    assert response.json["result"] is None
    assert response.json["targetUrl"] is None
    assert response.json["success"] is False
    assert response.json["__abp"] is True
    assert response.json["unAuthorizedRequest"] is unauthorised
    error = response.json["error"]
    assert list(error) == ERROR_MEMBERS
    assert error["message"] == message
    assert error["code"] == code
    return error


def test_a_good_answer_in_the_documented_order(client):
    response = client.post(THING, json={"fileName": "a.pdf", "content": "aGk="})
    assert response.status_code == 200
    assert list(response.json) == MEMBERS
    assert response.json == {
        "result": {"fileName": "a.pdf", "count": 1, "isOpen": False, "note": None, "content": "aGk="},
        "targetUrl": None,
        "success": True,
        "error": None,
        "unAuthorizedRequest": False,
        "__abp": True,
    }


def test_an_action_without_result_answers_null(client):
    response = client.delete(THING)
    assert (response.status_code, response.json["result"], response.json["success"]) == (200, None, True)


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("missing", 404, "There is no AirModel with id 12."),
        ("unready", 503, "The service is not ready: queue."),
        ("slow", 429, "Too many requests; try again in 9 s."),
    ],
)
def test_foreseen_errors(client, kind, status, message):
    assert failed(client.get(FAIL + kind), status, message)["validationErrors"] is None


def test_a_broken_business_rule_is_a_500_with_its_message_details_and_code(client, reported):
    error = failed(client.get(FAIL + "business"), 500, "There is no user piet.", code=7)
    assert error["details"] == "More."
    assert reported == []


def test_authorisation_failures_say_so(client):
    failed(client.get(FAIL + "login"), 401, "You are not logged in.", unauthorised=True)
    names = "You need these permissions: Api.Air, Api.Inbox."
    failed(client.get(FAIL + "permission"), 403, names, unauthorised=True)


def test_who_is_not_logged_in_hears_how_to(client):
    assert client.get(FAIL + "login").headers["WWW-Authenticate"] == "Bearer"


def test_who_is_too_fast_hears_how_long_to_wait(client):
    assert client.get(FAIL + "slow").headers["Retry-After"] == "9"


def test_an_unexpected_error_tells_the_caller_nothing_and_us_everything(client, reported):
    response = client.get(FAIL + "unexpected")
    failed(response, 500, "An internal error occurred during your request.")
    assert "12345" not in response.text
    assert [str(error) for error in reported] == ["a secret: 12345"]


def test_unknown_address(client):
    failed(client.get("/public-api/v1/nothing"), 404, "There is nothing at this address.")


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS"])
def test_unknown_method(client, method):
    response = client.open(THING, method=method)
    failed(response, 405, "This address does not know this method.")
    assert response.headers["Allow"] == "DELETE, POST"


def test_head_of_a_page_is_no_error(client):
    assert client.head("/page").status_code == 200


def test_too_large_is_invalid_input(client):
    response = client.post(THING, data=b'"' + b"a" * 200_000 + b'"', content_type="application/json")
    error = failed(response, 400, "Your request is not valid.")
    assert error["validationErrors"] == [{"message": "Your request is too large.", "members": None}]


def test_the_details_of_invalid_input(client):
    response = client.post(THING, json={"count": "many"})
    error = failed(response, 400, "Your request is not valid.")
    assert error["details"] == (
        "These problems were found:\n - fileName is required.\n - count must be a whole number.\n"
    )
    assert error["validationErrors"] == [
        {"message": "fileName is required.", "members": ["fileName"]},
        {"message": "count must be a whole number.", "members": ["count"]},
    ]


def test_input_refused_by_a_view_looks_the_same(client):
    error = failed(client.get(FAIL + "input"), 400, "Your request is not valid.")
    assert error["validationErrors"] == [{"message": "refreshToken is required.", "members": ["refreshToken"]}]


@pytest.mark.parametrize("accept", ["text/plain", "application/xml", "image/png", "*/*", ""])
def test_json_whatever_is_accepted(client, accept):
    response = client.post(THING, json={"fileName": "a.pdf"}, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, "application/json")


def test_headers_that_keep_browsers_calm(client):
    headers = client.delete(THING).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Strict-Transport-Security" not in headers
    assert "max-age" in client.delete(THING, base_url="https://localhost").headers["Strict-Transport-Security"]
