"""Purchase orders and products: written, read, refused."""

from __future__ import annotations

import pytest

from bookkeeping import administrations
from bookkeeping.numbers import DataSource

LINE = {
    "lineNumber": 1, "productCode": "P-400", "description": "Papier A4, doos", "quantity": 10, "price": 25.0,
    "ledgerAccountCode": "4500", "costCentreCode": "K1", "costUnitCode": None, "taxCode": "1",
}  # fmt: skip
ORDER = {
    "purchaseOrderNumber": "PO-118", "accountCode": "10017", "currencyCode": "EUR", "description": "Kantoorpapier Q1",
    "externalId": "erp-5518", "purchaseDate": "2025-01-15T00:00:00", "taxExclusiveAmount": 250.0,
    "taxInclusiveAmount": 302.5, "lines": [LINE],
}  # fmt: skip
PRODUCT = {"code": "P-9", "name": "Nietjes", "externalId": "x-9", "productType": 0, "purchasePrice": 1.25}


@pytest.fixture
def order(books):
    answer = books.post("purchaseOrders", **books.body(**ORDER))
    assert answer.status_code == 200, answer.json
    return answer.json["result"]


def read(books, number="PO-118"):
    return books.get("purchaseOrders", administrationId=books.id, purchaseOrderNumber=number)


def problems(answer):
    assert answer.status_code == 400, answer.json
    return [tuple(problem["members"]) for problem in answer.json["error"]["validationErrors"]]


def test_an_order_as_documented(books, order):
    assert {**books.body(), **ORDER, "yourReference": None}.items() <= {**order, "lines": ORDER["lines"]}.items()
    assert LINE.items() <= order["lines"][0].items()
    assert (order["lines"][0]["receivedQuantity"], order["lines"][0]["invoicedQuantity"]) == (0, 0)
    assert read(books).json["result"] == order


def test_amounts_and_currency_that_are_left_out(books):
    short = {
        name: value
        for name, value in ORDER.items()
        if name not in ("currencyCode", "taxExclusiveAmount", "taxInclusiveAmount")
    }
    order = books.post("purchaseOrders", **books.body(**short)).json["result"]
    assert (order["taxExclusiveAmount"], order["taxInclusiveAmount"], order["currencyCode"]) == (250.0, 302.5, "EUR")


def test_an_order_is_replaced_lines_included(books, order):
    lines = [{"lineNumber": 1, "quantity": 1, "price": 2}, {"lineNumber": 7, "quantity": 3, "price": 4}]
    changed = {"purchaseOrderNumber": "PO-118", "accountCode": "10018", "purchaseDate": "2025-02-01", "lines": lines}
    answer = books.put("purchaseOrders", **books.body(**changed))
    assert answer.status_code == 200, answer.json
    result = read(books).json["result"]
    assert [line["lineNumber"] for line in result["lines"]] == [1, 7]
    assert (result["accountCode"], result["taxExclusiveAmount"], result["description"]) == ("10018", 14.0, None)


def test_an_order_is_deleted(books, order):
    answer = books.delete("purchaseOrders", administrationId=books.id, purchaseOrderNumber="PO-118")
    assert (answer.status_code, answer.json["result"]) == (200, None)
    assert read(books).status_code == 404
    again = books.delete("purchaseOrders", administrationId=books.id, purchaseOrderNumber="PO-118")
    assert again.status_code == 404


def test_a_number_that_is_taken(books, order):
    answer = books.post("purchaseOrders", **books.body(**ORDER))
    assert problems(answer) == [("purchaseOrderNumber",)]
    assert answer.json["error"]["validationErrors"][0]["message"] == (
        "purchaseOrderNumber: there is already a purchase order PO-118."
    )


def test_replacing_what_is_not_there(books):
    assert books.put("purchaseOrders", **books.body(**ORDER)).status_code == 404


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"accountCode": "nobody"}, "accountCode"),
        ({"lines": []}, "lines"),
        ({"lines": [{**LINE, "taxCode": "77"}]}, "lines[0].taxCode"),
        ({"lines": [LINE, {**LINE, "lineNumber": 2, "projectCode": "?"}]}, "lines[1].projectCode"),
        ({"lines": [{**LINE, "productCode": "?"}]}, "lines[0].productCode"),
        ({"lines": [LINE, LINE], "taxExclusiveAmount": 500, "taxInclusiveAmount": 605}, "lines[1].lineNumber"),
        ({"lines": [{**LINE, "quantity": -1}]}, "lines[0].quantity"),
        ({"lines": [{**LINE, "price": 10**15}]}, "lines[0].price"),
        ({"lines": [{**LINE, "price": "25"}]}, "lines[0].price"),
        ({"taxExclusiveAmount": 251}, "taxExclusiveAmount"),
        ({"taxInclusiveAmount": 250}, "taxInclusiveAmount"),
        ({"currencyCode": "XYZ"}, "currencyCode"),
        ({"purchaseDate": "31-01-2025"}, "purchaseDate"),
        ({"purchaseOrderNumber": " "}, "purchaseOrderNumber"),
        ({"purchaseOrderNumber": "x" * 65}, "purchaseOrderNumber"),
    ],
)
def test_bad_orders(books, change, member):
    assert problems(books.post("purchaseOrders", **books.body(**{**ORDER, **change}))) == [(member,)]


def test_where_orders_and_products_come_from_the_accounting_system(books, database):
    source = DataSource.ACCOUNTING_SYSTEM
    administrations.change(database, "voorbeeld", "BOUW", purchase_order_data_source=source, product_data_source=source)
    for answer in (books.post("purchaseOrders", **books.body(**ORDER)), books.post("product", **books.body(**PRODUCT))):
        assert answer.status_code == 500
        assert "come from its accounting system" in answer.json["error"]["message"]
    assert books.post("purchaseOrders/list", **books.body()).status_code == 200
    assert books.get("product", administrationId=books.id, code="P-400").status_code == 200


def test_filters_of_orders(books, order):
    def found(**filters):
        return books.post("purchaseOrders/list", **books.body(**filters)).json["result"]["totalCount"]

    assert found() == found(accountCode="10017") == found(externalId="erp-5518") == 1
    assert found(purchaseDateFrom="2025-01-15", purchaseDateTo="2025-01-15T23:00:00") == 1
    assert found(purchaseDateFrom="2025-01-16") == found(purchaseOrderNumber="PO-1") == 0
    [item] = books.post("purchaseOrders/list", **books.body()).json["result"]["items"]
    assert "lines" not in item


def test_products(books):
    made = books.post("product", **books.body(**PRODUCT)).json["result"]
    assert made == {**books.body(), "isActive": True, "salesPrice": None, **PRODUCT}
    assert problems(books.post("product", **books.body(**PRODUCT))) == [("code",)]
    changed = books.put("product", **books.body(code="P-9", name="Nieten", isActive=False)).json["result"]
    assert (changed["name"], changed["purchasePrice"], changed["isActive"]) == ("Nieten", None, False)
    assert books.post("product/list", **books.body(isActive=False)).json["result"]["totalCount"] == 1
    assert problems(books.post("product", **books.body(code="n", name="n", salesPrice=-1))) == [("salesPrice",)]
    assert books.delete("product", administrationId=books.id, code="P-9").status_code == 200
    assert books.put("product", **books.body(**PRODUCT)).status_code == 404
