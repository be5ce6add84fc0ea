"""The fields marshmallow does not have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire import Base64, Schema, UtcDateTime

MOMENT = datetime(2025, 2, 1, 10, 15, 30, 123456, tzinfo=UTC)


class Moments(Schema):
    at = UtcDateTime()


class Bytes(Schema):
    content = Base64()


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (MOMENT, "2025-02-01T10:15:30.1234560Z"),
        (MOMENT.replace(microsecond=0), "2025-02-01T10:15:30.0000000Z"),
        (MOMENT.replace(tzinfo=None), "2025-02-01T10:15:30.1234560Z"),
        (MOMENT.astimezone(timezone(timedelta(hours=5))), "2025-02-01T10:15:30.1234560Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00.0000000Z"),
        (None, None),
    ],
)
def test_moments_are_written_in_utc_with_a_z(moment, text):
    assert Moments().dump({"at": moment}) == {"at": text}


@pytest.mark.parametrize("text", ["2025-02-01T10:15:30.123456Z", "2025-02-01T11:15:30.123456+01:00"])
def test_moments_are_read_as_utc(text):
    assert Moments().load({"at": text}) == {"at": MOMENT}
    assert Moments().load({"at": text})["at"].tzinfo is UTC


def test_what_we_write_we_can_read():
    assert Moments().load(Moments().dump({"at": MOMENT})) == {"at": MOMENT}


@given(st.binary())
def test_bytes_survive(content):
    assert Bytes().load(Bytes().dump({"content": content})) == {"content": content}
