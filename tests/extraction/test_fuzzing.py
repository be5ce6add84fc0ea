"""Every operation of this wire's API document is asked what nobody thought of; every answer is as described."""

from __future__ import annotations

from collections import Counter

import pytest
import schemathesis

from tests.bookkeeping.test_fuzzing import ask

DOCUMENT = "/swagger/extraction-v1/swagger.json"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.timeout(1200)
def test_every_operation(business, app, work):
    job_id = business.job()
    work()
    schema, statuses, failures = schemathesis.openapi.from_wsgi(DOCUMENT, app), Counter[int](), []
    headers = {"Authorization": f"Bearer {business.key}"}
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        known = {"schema_id": business.schema_id, "job_id": job_id}
        failures += ask(operation, headers, known, statuses)
    assert failures == []
    assert len(operations) >= 14
    assert {200, 201, 400, 404} <= set(statuses), statuses
