"""A line per request that a person can follow and that gives nothing away."""

from __future__ import annotations

import io
import json
import logging

import pytest

from wire import Blueprint
from zenvoices import logs

SECRETS = ("s3cret-password", "s3cret-token", "s3cret-body", "s3cret-query", "s3cret-refresh", "s3cret-path")


@pytest.fixture
def stream():
    stream = io.StringIO()
    yield stream
    logs.configure()


@pytest.fixture
def app(app, stream):
    logs.configure(form="json", level="debug", stream=stream)
    blueprint = Blueprint("Breaks", __name__)

    @blueprint.route("/breaks/<string:name>")
    @blueprint.response(200)
    def breaks(name):
        """Break, with a message that quotes what was being read"""
        raise RuntimeError(f"cannot read {name} s3cret-body")

    app.register_blueprint(blueprint)
    return app


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def requests_in(stream):
    return [line for line in lines(stream) if line["event"] == "request"]


def test_what_is_said_of_a_request(login, stream):
    me = login()
    me.get("/public-api/v1/air/getOperationResult?operationId=1", headers={"X-Request-Id": "abc-1"})
    (line,) = requests_in(stream)
    assert line.pop("ms") > 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "method": "GET",
        "route": "/public-api/v1/air/getOperationResult",
        "status": 403,
        "request_id": "abc-1",
        "tenant_id": me.tenant_id,
        "user_id": me.user_id,
        "level": "info",
        "logger": "zenvoices",
    }


def test_a_request_without_a_good_id_gets_one(client, stream):
    response = client.get("/api/x", headers={"X-Request-Id": "not good\tat all"})
    assert requests_in(stream)[0]["request_id"] == response.headers["X-Request-Id"]
    assert len(response.headers["X-Request-Id"]) == 32


def test_nothing_that_was_sent_is_in_the_log(login, client, stream):
    me = login()
    wrong = {"userNameOrEmailAddress": "api", "password": "s3cret-password", "tenancyName": "voorbeeld"}
    client.post("/api/TokenAuth/TokenLogin", json=wrong)
    client.post("/api/TokenAuth/TokenLogin", json=wrong | {"password": "correct horse battery"})
    client.post("/api/TokenAuth/TokenLogin", data="s3cret-body", content_type="application/json")
    client.post("/api/TokenAuth/RefreshToken?refreshToken=s3cret-refresh")
    client.get("/public-api/v1/x?q=s3cret-query", headers={"Authorization": "Bearer s3cret-token"})
    client.get("/s3cret-path")
    me.get("/breaks/s3cret-path?q=s3cret-query")
    text = stream.getvalue()
    assert len(requests_in(stream)) == 7
    assert [secret for secret in (*SECRETS, "correct horse", me.headers["Authorization"][7:]) if secret in text] == []


def test_an_unexpected_error_is_logged_with_its_place_but_not_its_message(client, stream):
    response = client.get("/breaks/s3cret-path")
    assert response.status_code == 500
    (line,) = (line for line in lines(stream) if line["event"] == "unexpected error")
    assert line["error"] == "RuntimeError"
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert line["at"][-1].endswith("breaks")
    assert "test_logs.py:" in line["at"][-1]


def test_libraries_speak_the_same_form(app, stream):
    try:
        raise KeyError("s3cret-body")
    except KeyError:
        logging.getLogger("rq.worker").exception("job failed")
    (line,) = lines(stream)
    assert (line["event"], line["logger"], line["error"]) == ("job failed", "rq.worker", "KeyError")
    assert "s3cret" not in stream.getvalue()


def test_the_cause_of_an_error_is_named_too(app, stream):
    try:
        try:
            raise OSError("s3cret-body")
        except OSError as error:
            raise ValueError from error
    except ValueError as error:
        logs.log.error("x", exc_info=error)
    assert lines(stream)[0]["error"] == "ValueError <- OSError"


def test_on_a_terminal_it_is_for_people(app):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    logs.configure(stream=terminal)
    app.test_client().get("/api/x")
    logs.configure()
    text = terminal.getvalue()
    assert "request" in text
    assert "status" in text
    assert not text.startswith("{")


def test_questions_of_health_are_not_for_everyday(app, client, stream):
    logs.configure(form="json", level="info", stream=stream)
    client.get("/health")
    client.get("/ready")
    assert requests_in(stream) == []
