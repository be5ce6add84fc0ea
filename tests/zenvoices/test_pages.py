"""The API document, Swagger UI with login in its header, and the health checks."""

from __future__ import annotations

import html
import re

import pytest
from openapi_spec_validator import validate

DOCUMENT = "/swagger/public-v1/swagger.json"
EXTRACTION = "/swagger/extraction-v1/swagger.json"
PAGE = "/swagger/index.html"


@pytest.fixture
def document(client):
    return client.get(DOCUMENT).json


def operations(document):
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post", "put", "patch", "delete")
    }


def resolve(document, node):
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


class TestDocument:
    def test_it_is_valid_openapi(self, document):
        validate(document)
        assert document["openapi"] == "3.0.3"

    def test_it_has_every_route_of_the_api(self, app, document):
        routes = {re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
        api = {route for route in routes if route.startswith(("/api/", "/public-api/"))}
        api -= {route for route in routes if route.startswith("/api/v1/")}  # of the other API document
        assert api <= set(document["paths"])
        assert {"/api/TokenAuth/TokenLogin", "/public-api/v1/air/processDocument"} <= api

    def test_every_operation_says_what_it_does(self, document):
        for name, operation in operations(document).items():
            assert len(operation["summary"]) > 10, name

    def test_every_answer_is_in_the_envelope(self, document):
        for name, operation in operations(document).items():
            for status, response in operation["responses"].items():
                schema = resolve(document, response)["content"]["application/json"]["schema"]
                members = list(resolve(document, schema)["properties"])
                assert members == ["result", "targetUrl", "success", "error", "unAuthorizedRequest", "__abp"], name
                assert status != "422", name

    def test_the_result_of_a_login(self, document):
        answer = operations(document)["POST /api/TokenAuth/TokenLogin"]["responses"]["200"]
        envelope = resolve(document, answer["content"]["application/json"]["schema"])
        result = resolve(document, envelope["properties"]["result"])
        assert {"accessToken", "refreshToken", "expireInSeconds"} < set(result["properties"])

    def test_errors_are_described_for_every_operation(self, document):
        for name, operation in operations(document).items():
            assert {"429", "500"} < set(operation["responses"]), name
        guarded = operations(document)["POST /public-api/v1/air/processDocument"]
        assert {"400", "401", "403"} < set(guarded["responses"])
        assert "Api.Air" in guarded["description"]

    def test_a_token_is_needed_everywhere_but_to_log_in(self, document):
        assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
        assert document["security"] == [{"bearer": []}]
        free = {name for name, operation in operations(document).items() if operation.get("security") == []}
        assert free == {
            "POST /api/TokenAuth/TokenLogin",
            "POST /api/TokenAuth/RefreshToken",
            "POST /api/Account/Authenticate",
            "GET /health",
            "GET /ready",
        }

    def test_the_media_types_of_requests(self, document):
        body = operations(document)["POST /api/TokenAuth/TokenLogin"]["requestBody"]
        assert list(body["content"]) == ["application/json", "application/json-patch+json", "application/*+json"]


class TestExtractionDocument:
    """The API document of the second wire."""

    @pytest.fixture
    def document(self, client):
        return client.get(EXTRACTION).json

    def test_it_is_valid_openapi(self, document):
        validate(document)
        assert document["components"]["securitySchemes"]["bearer"]["bearerFormat"] == "API key"
        assert document["security"] == [{"bearer": []}]

    def test_it_has_every_route_of_its_wire_and_no_other(self, app, document):
        routes = {re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
        assert set(document["paths"]) == {route for route in routes if route.startswith("/api/v1/")}
        assert len(document["paths"]) >= 11

    def test_every_answer_is_in_its_envelope(self, document):
        for name, operation in operations(document).items():
            assert len(operation["summary"]) > 10, name
            assert {"400", "401", "403", "429", "500"} < set(operation["responses"]), name
            for status, response in operation["responses"].items():
                schema = resolve(document, response)["content"]["application/json"]["schema"]
                members = list(resolve(document, schema)["properties"])
                is_good = status in ("200", "201")
                assert members == ["success", "data" if is_good else "error", "meta"], (name, status)

    def test_jobs_are_sent_as_forms_or_json(self, document):
        body = operations(document)["POST /api/v1/jobs/create/"]["requestBody"]
        assert list(body["content"]) == [
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/json",
        ]
        form = resolve(document, body["content"]["multipart/form-data"]["schema"])
        assert form["properties"]["files"]["items"] == {"type": "string", "format": "binary"}
        parameters = operations(document)["POST /api/v1/jobs/create/"]["parameters"]
        assert [(one["in"], one["name"]) for one in parameters] == [("header", "Idempotency-Key")]


class TestPage:
    @pytest.mark.parametrize(
        ("name", "document"),
        [("Zenvoices public API v1", DOCUMENT), ("Extraction jobs API v1", EXTRACTION), ("nobody's", DOCUMENT)],
    )
    def test_it_shows_the_api_that_is_asked_for(self, client, name, document):
        page = client.get(PAGE, query_string={"urls.primaryName": name}).text
        assert f'data-document="{document}"' in page
        other = "Zenvoices" if document == EXTRACTION else "Extraction"
        assert f"?urls.primaryName={other}" in page

    def test_the_front_door_leads_to_it(self, client):
        response = client.get("/")
        assert response.status_code == 302
        assert response.headers["Location"] == f"{PAGE}?urls.primaryName=Zenvoices+public+API+v1"
        assert client.get(response.headers["Location"]).status_code == 200

    def test_login_is_in_its_header(self, client):
        page = client.get(PAGE).text
        header = page[page.index("<header") : page.index("</header>")]
        for name in ("tenancyName", "userNameOrEmailAddress", "password", "twoFactorVerificationCode"):
            assert f'name="{name}"' in header
        assert "/api/TokenAuth/TokenLogin" in client.get("/swagger/portal.js").text

    @pytest.mark.parametrize("address", [PAGE, "/dashboard"])
    def test_everything_it_uses_is_served_from_here(self, client, address):
        page = client.get(address).text
        used = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert len(used) >= 5
        for address in used:
            assert address.startswith(("/swagger/", "/dashboard"))
            address = html.unescape(address)
            response = client.get(address)
            assert response.status_code == 200, address
            assert len(response.data) > 100
        assert "://" not in page

    @pytest.mark.parametrize("address", [PAGE, "/dashboard"])
    def test_its_policy_allows_only_our_files_and_the_page_has_no_script_of_its_own(self, client, address):
        response = client.get(address)
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert re.findall(r"<script(?![^>]*src=)", response.text) == []
        assert re.findall(r"\son\w+=|style=", response.text) == []

    @pytest.mark.parametrize(
        "name", ["../app.py", "..%2f..%2fwsgi.py", "swagger-initializer.js", "index.j2", "nope.js"]
    )
    def test_nothing_else_is(self, client, name):
        response = client.get(f"/swagger/{name}")
        assert response.status_code == 404
        assert response.json["success"] is False


class TestHealth:
    def test_alive(self, client):
        assert client.get("/health").json["result"] == {"status": "alive"}

    def test_ready(self, client):
        response = client.get("/ready")
        assert (response.status_code, response.json["result"]) == (200, {"status": "ready"})

    def test_not_ready_without_database_or_queue(self, tmp_path):
        from zenvoices.application import create_app

        urls = {"database_url": f"sqlite:///{tmp_path}/none/x.db", "redis_url": f"unix://{tmp_path}/none.sock"}
        client = create_app({"data": tmp_path, **urls}).test_client()
        assert client.get("/health").status_code == 200
        response = client.get("/ready")
        assert response.status_code == 503
        assert response.json["error"]["message"] == "The service is not ready: database, queue."
