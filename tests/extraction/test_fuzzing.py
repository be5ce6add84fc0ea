"""Every operation of this wire's API document is asked what nobody thought of; every answer is as described."""

from __future__ import annotations

import pytest

from tests.fuzzing import ask_everything

DOCUMENT = "/swagger/extraction-v1/swagger.json"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_every_operation(business, app, work):
    job_id = business.job()
    work()
    known = {"schema_id": business.schema_id, "job_id": job_id}
    asked = ask_everything(app, DOCUMENT, {"Authorization": f"Bearer {business.key}"}, known)
    assert asked.failures == []
    assert asked.operations >= 14
    assert {200, 201, 400, 404} <= set(asked.statuses), asked.statuses
