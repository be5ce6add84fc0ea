"""The connector that the documentation shows works as it stands there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bookkeeping import connectors
from bookkeeping.connectors import ExportFailed, Outlets, connect
from infra.blobs import Blobs
from infra.outgoing import Outgoing
from tests.bookkeeping.bookings import SUPPLIER, booking
from wire import InvalidInput

DOCUMENT = Path(__file__).parents[2] / "docs" / "connectors.md"


@pytest.fixture
def outlets(tmp_path):
    return Outlets(7, Blobs(str(tmp_path)), Outgoing())


@pytest.fixture
def ledger(monkeypatch):
    [code] = re.findall(
        r"<!-- run by tests/bookkeeping/test_new_connector.py -->\n```python\n(.*?)```", DOCUMENT.read_text(), re.S
    )
    module: dict[str, object] = {}
    exec(code, module)  # noqa: S102  # our own documentation
    monkeypatch.setattr(connectors, "CONNECTORS", {"Ledger": module["CONNECTOR"]})


def test_it_exports(ledger, outlets, tmp_path):
    exported = connect("Ledger", {"journal": "70"}, outlets).export(booking(), key="k")
    assert (tmp_path / exported.location).read_text() == "70 10017 302.50\n"


def test_it_fails_with_a_reason(ledger, outlets):
    booked = booking(supplier=replace(SUPPLIER, code=None))
    with pytest.raises(ExportFailed, match="no account code"):
        connect("Ledger", {"journal": "70"}, outlets).export(booked, key="k")


def test_its_options_are_checked(ledger, outlets, app):
    with app.test_request_context(), pytest.raises(InvalidInput):
        connect("Ledger", {}, outlets)


def test_the_document_lists_every_connector():
    listed = re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(), re.M)
    assert sorted(listed) == list(connectors.CONNECTORS)
