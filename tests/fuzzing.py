"""Asking an API what nobody thought of: nothing may break, and every answer must be as its document says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from schemathesis.checks import CHECKS

from wire.errors import UNEXPECTED

EXAMPLES = 10  # per operation
MOST = 3  # failures of an operation that are told
VIOLATIONS = ["response_schema_conformance", "status_code_conformance", "content_type_conformance"]
QUIETLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    verbosity=Verbosity.quiet,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Asked:
    """What came of it."""

    operations: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def ask_everything(app: Any, document: str, headers: Mapping[str, str], known: Mapping[str, Any]) -> Asked:
    """Ask every operation of the document; requests with the `known` values get further than the others."""
    asked = Asked()
    for found in schemathesis.openapi.from_wsgi(document, app).get_all_operations():
        _ask(found.ok(), headers, known, asked)
    return asked


def _ask(operation: Any, headers: Mapping[str, str], known: Mapping[str, Any], asked: Asked) -> None:
    failures: list[str] = []

    @seed(1)
    @QUIETLY
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        for place in (case.body, case.query, case.path_parameters):
            if isinstance(place, dict):
                place.update({name: value for name, value in known.items() if name in place})
        response = case.call(headers=headers)
        asked.statuses[response.status_code] += 1
        if response.status_code == 500 and UNEXPECTED in response.text:
            failures.append(f"{operation.label}: {case.body!r} {case.query!r}")
        try:
            case.validate_response(response, checks=CHECKS.get_by_names(VIOLATIONS))
        except Exception as error:  # every kind is a violation
            failures.append(f"{operation.label}: {error}")

    run()
    asked.operations += 1
    asked.failures += failures[:MOST]
