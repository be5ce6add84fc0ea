"""Pages and their order."""

from __future__ import annotations

from itertools import permutations, product
from types import SimpleNamespace

import marshmallow as ma
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from wire import InvalidInput, Schema, paging
from wire.paging import PagedResult, page_of, paged, parse_sorting

LIST = "/public-api/v1/thing/list"


class Tables(DeclarativeBase):
    pass


class Account(Tables):
    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    code: Mapped[int]
    city: Mapped[str | None]


COLUMNS = {"name": "name", "accountCode": "code", "city": "city"}
SORTABLE = {field: getattr(Account, column) for field, column in COLUMNS.items()}
ORDERS = [
    tuple(map(" ".join, zip(fields, directions, strict=True)))
    for count in (2, 3)
    for fields in permutations(COLUMNS, count)
    for directions in product(("asc", "desc"), repeat=count)
]


@pytest.fixture(scope="module")
def session():
    engine = create_engine("sqlite://")
    Tables.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(Account(id=n, name="ab"[n % 2], code=n // 3, city=(None, "x", "y")[n % 3]) for n in range(1, 9))
        session.flush()
        yield session


def ids(session, sorting="", skip=0, count=50):
    request = {"sorting": sorting, "skip_count": skip, "max_result_count": count}
    page = page_of(session, select(Account), request, sortable=SORTABLE, key=Account.id)
    assert page.total_count == 8
    return [account.id for account in page.items]


@pytest.mark.parametrize(
    ("sorting", "expected"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("name", [2, 4, 6, 8, 1, 3, 5, 7]),
        ("NAME desc", [7, 5, 3, 1, 8, 6, 4, 2]),
        ("name ASC, accountcode Desc", [8, 6, 4, 2, 7, 5, 3, 1]),
        (" accountCode desc ", [8, 7, 6, 5, 4, 3, 2, 1]),
    ],
)
def test_order(session, sorting, expected):
    assert ids(session, sorting) == expected


def test_pages_do_not_overlap(session):
    assert ids(session, "name", 0, 3) + ids(session, "name", 3, 3) + ids(session, "name", 6, 3) == ids(session, "name")


@pytest.mark.parametrize("many", [0, 1, 1_000], ids="sorting {} rows".format)
@pytest.mark.parametrize("order", ORDERS, ids=", ".join)
def test_several_fields_at_every_offset(session, monkeypatch, order, many):
    """As Python sorts, one field after the other; what has no value comes first, or last when descending."""
    monkeypatch.setattr(paging, "MANY", many)
    whole = sorted(session.scalars(select(Account)), key=lambda row: row.id, reverse=order[-1].endswith("desc"))
    for field, direction in (part.split() for part in reversed(order)):
        values = {row.id: getattr(row, COLUMNS[field]) for row in whole}
        whole.sort(key=lambda row: (values[row.id] is not None, values[row.id] or 0), reverse=direction == "desc")
    expected, sorting = [row.id for row in whole], ", ".join(order)
    assert ids(session, sorting) == expected
    for size in (1, 4):
        for skip in range(9):
            assert ids(session, sorting, skip, size) == expected[skip : skip + size], (skip, size)


@pytest.mark.parametrize("sorting", ["secret", "name up", "name asc desc", "name,,code", "name; drop table x", ","])
def test_what_cannot_be_sorted_by(sorting):
    with pytest.raises(InvalidInput) as caught:
        parse_sorting(sorting, SORTABLE)
    assert caught.value.problems[0].members == ("sorting",)


def test_defaults(client):
    assert client.post(LIST, json={}).json["result"] == {"max_result_count": 50, "skip_count": 0, "sorting": ""}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"maxResultCount": 0}, "maxResultCount must be between 1 and 250."),
        ({"maxResultCount": 251}, "maxResultCount must be between 1 and 250."),
        ({"skipCount": -1}, "skipCount must be 0 or more."),
        ({"skipCount": "two"}, "skipCount must be a whole number."),
    ],
)
def test_out_of_range(client, body, message):
    response = client.post(LIST, json=body)
    assert response.status_code == 400
    assert response.json["error"]["validationErrors"] == [{"message": message, "members": [next(iter(body))]}]


def test_the_limits_are_allowed(client):
    assert client.post(LIST, json={"maxResultCount": 250, "skipCount": 0}).status_code == 200
    assert client.post(LIST, json={"maxResultCount": 1}).status_code == 200


def test_a_page_on_the_wire():
    class AccountSchema(Schema):
        name = ma.fields.String()

    page = PagedResult(8, [SimpleNamespace(name="a")])
    assert paged(AccountSchema)().dump(page) == {"totalCount": 8, "items": [{"name": "a"}]}
