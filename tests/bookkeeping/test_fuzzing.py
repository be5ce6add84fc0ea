"""Every operation of the API document is asked what nobody thought of; nothing breaks, every answer is as described."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from schemathesis.checks import CHECKS

from infra.database import Database
from wire.errors import UNEXPECTED

EXAMPLES = 10  # per operation
DOCUMENT = "/swagger/public-v1/swagger.json"
VIOLATIONS = ["response_schema_conformance", "status_code_conformance", "content_type_conformance"]
QUIETLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    verbosity=Verbosity.quiet,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def database(data_folder: Any) -> Iterator[Database]:
    database = Database(f"sqlite:///{data_folder / 'zenvoices.db'}")
    yield database
    database.close()


@pytest.mark.timeout(1200)
def test_every_operation(books, app):
    schema, statuses, failures = schemathesis.openapi.from_wsgi(DOCUMENT, app), Counter(), []
    known = {"administrationId": books.id, "administrationIds": [books.id], "waitSeconds": 0}
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        failures += ask(operation, books.user.headers, known, statuses)
    assert failures == []
    assert len(operations) > 40
    assert {200, 400, 404} <= set(statuses), statuses


def ask(operation: Any, headers: dict[str, str], known: dict[str, Any], statuses: Counter[int]) -> list[str]:
    """What goes wrong in some examples of an operation; those with known ids get further than the others."""
    failures: list[str] = []

    @seed(1)
    @QUIETLY
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        for place in (case.body, case.query, case.path_parameters):
            if isinstance(place, dict):
                place.update({name: value for name, value in known.items() if name in place})
        response = case.call(headers=headers)
        statuses[response.status_code] += 1
        if response.status_code == 500 and response.json()["error"]["message"] == UNEXPECTED:
            failures.append(f"{operation.label}: {case.body!r} {case.query!r}")
        try:
            case.validate_response(response, checks=CHECKS.get_by_names(VIOLATIONS))
        except Exception as error:  # every kind is a violation
            failures.append(f"{operation.label}: {error}")

    run()
    return failures[:3]
