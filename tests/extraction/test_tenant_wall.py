"""No business reaches another's things: a matrix made from the API document of this wire.

Every operation that names something by id is asked by its owner, and by a stranger who may do everything in a
business of their own and is told that there is no such thing.
"""

from __future__ import annotations

from tests.extraction.conftest import API, RECEIPT, TEXT

DOCUMENT = "/swagger/extraction-v1/swagger.json"
METHODS = ("get", "post", "put", "delete")
REFERENCE = "R1"


def operations(document):
    """Reads before writes before deletes; of deletes, jobs go first: they have schemas and keys."""
    found = [
        (method, path)
        for path, methods in document["paths"].items()
        for method in methods
        if method in METHODS and ("{" in path or path.endswith("/create/"))
    ]
    return sorted(found, key=lambda one: (one[0] == "delete", "jobs" not in one[1], one[0] != "get", one[1]))


def test_the_matrix(make_business, work, client):
    ours, stranger = make_business("een"), make_business("ander")
    document = client.get(DOCUMENT).json
    job_id = ours.job(client_reference_id=REFERENCE)
    work()
    values = {
        "job_id": job_id,
        "schema_id": ours.schema_id,
        "key_id": ours.post("keys/", {"name": "other"}).json["data"]["id"],
        "client_reference_id": REFERENCE,
    }
    bodies = {
        f"{API}/jobs/create/": {"schema_id": ours.schema_id, "document_type": "invoice", "body": TEXT},
        f"{API}/jobs/{{job_id}}/feedback/": {"result": {"total": 1}},
        f"{API}/schemas/{{schema_id}}/": RECEIPT,
    }
    tried = []
    for method, path in operations(document):
        asked = {"json": bodies.get(path) if method in ("post", "put") else None}
        place = path.format(**values).removeprefix(f"{API}/")
        theirs = stranger.open(method.upper(), place, **asked)
        assert theirs.status_code == 404, (method, path, theirs.json)
        assert theirs.json["error"]["code"].endswith("_not_found")
        answer = ours.open(method.upper(), place, **asked)
        assert answer.status_code in (200, 201), (method, path, answer.json)
        tried.append((method, path))
        work()
    assert len(tried) == len(set(tried)) >= 9


def test_lists_show_the_own_business_only(make_business):
    ours, stranger = make_business("een"), make_business("ander")
    ours.job()
    assert stranger.get("jobs/").json["data"]["count"] == 0
    assert [row["id"] for row in stranger.get("keys/").json["data"]["results"]] == [stranger.key_id]
    assert [row["id"] for row in stranger.get("schemas/").json["data"]["results"]] == [stranger.schema_id]
