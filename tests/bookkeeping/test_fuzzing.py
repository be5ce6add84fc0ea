"""Every operation of the API document is asked what nobody thought of; nothing breaks, every answer is as described."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from schemathesis.checks import CHECKS

from wire.errors import UNEXPECTED

EXAMPLES = 12  # per operation
DOCUMENT = "/swagger/public-v1/swagger.json"
OWN_TESTS = ("processDocument", "TokenAuth", "Account/Authenticate")  # reading files and logging in
NAMES = ("response_schema_conformance", "status_code_conformance", "content_type_conformance")


@pytest.fixture
def database(data_folder: Any) -> Any:
    from infra.database import Database

    database = Database(f"sqlite:///{data_folder / 'zenvoices.db'}")
    yield database
    database.close()


def known_values(books: Any) -> dict[str, Any]:
    """So that requests get past 'there is no such administration'."""
    return {"administrationId": books.id, "administrationIds": [books.id], "code": "10017"}


def test_every_operation(books, app):
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, app)
    known, failures, asked = known_values(books), [], 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if any(name in operation.path for name in OWN_TESTS):
            continue
        asked += 1
        failures += ask(operation, books.user.headers, known)
    assert failures == []
    assert asked > 30


def ask(operation: Any, headers: dict[str, str], known: dict[str, Any]) -> list[str]:
    """What goes wrong in some examples of an operation, each with valid ids half of the time."""
    failures = []

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:
        if isinstance(case.body, dict) and len(case.body) % 2:
            case.body.update({name: value for name, value in known.items() if name in case.body})
        response = case.call(headers=headers)
        if response.status_code == 500 and response.json()["error"]["message"] == UNEXPECTED:
            failures.append(f"{operation.label}: {case.body!r} {case.query!r} {response.text}")
        try:
            case.validate_response(response, checks=CHECKS.get_by_names(NAMES))
        except Exception as error:  # every kind is a violation
            failures.append(f"{operation.label}: {error}")

    schemathesis_given(operation)(run)()
    return failures[:3]


def schemathesis_given(operation: Any) -> Any:
    from hypothesis import given

    return given(case=operation.as_strategy())
