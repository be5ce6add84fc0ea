"""Which bookings a list shows, and in which order."""

from __future__ import annotations

from bookkeeping.endpoints.transactions import TransactionsInput
from tests.bookkeeping.invoices import CAR, CAR_LINE, invoice
from wire.paging import PagingInput


def test_filters_and_sorting_of_transactions(books, read):
    paper, car = read(invoice()), read(invoice(CAR_LINE, **CAR))

    def ids(**body):
        answer = books.post("financialTransaction/list", **body)
        assert answer.status_code == 200, answer.json
        return [item["id"] for item in answer.json["result"]["items"]]

    both = [paper["id"], car["id"]]
    cases = (
        ({"administrationIds": [books.id]}, both),
        ({"administrationIds": []}, both),
        ({"statuses": [1]}, both),
        ({"statuses": [4]}, []),
        ({"accountCodes": ["10018"]}, [car["id"]]),
        ({"invoiceNumber": "F25-0042"}, [paper["id"]]),
        ({"invoiceDateFrom": "2025-01-29", "invoiceDateTo": "2025-01-29"}, both),
        ({"invoiceDateFrom": "2025-01-30"}, []),
        ({"creationTimeFrom": paper["creationTime"]}, both),
        ({"creationTimeTo": paper["creationTime"]}, []),
        ({"lastModificationTimeFrom": car["lastModificationTime"]}, [car["id"]]),
        ({"exportTimeFrom": "2020-01-01T00:00:00Z"}, []),
        ({"isProposalChanged": False}, both),
        ({"usedProposalStrategies": [1]}, both),
        ({"accountMatchTypes": [2]}, [car["id"]]),
        ({"lineLedgerAccountCodes": ["4500", "x"]}, [paper["id"]]),
        ({"lineProductCodes": ["P-400"]}, [paper["id"]]),
        ({"exportTimeTo": "2020-01-01T00:00:00Z"}, []),
        *(({f"line{kind}Codes": ["none"]}, []) for kind in ("CostCentre", "CostUnit", "Project", "Employee")),
        ({"statuses": [1], "accountCodes": ["10018", "10019"], "invoiceDateTo": "2030-01-01"}, [car["id"]]),
    )
    for filters, expected in cases:
        assert ids(**filters) == expected, filters
    filters = set(TransactionsInput().fields) - set(PagingInput().fields)
    assert filters == {name for asked, _ in cases for name in asked}, "every filter there is"
    [item] = books.post("financialTransaction/list", accountCodes=["10018"]).json["result"]["items"]
    for field in item:
        assert sorted(ids(sorting=f"{field} desc")) == both
    assert ids(sorting="taxInclusiveAmount") == [car["id"], paper["id"]]
    assert books.post("financialTransaction/list", administrationIds=[999]).status_code == 404
