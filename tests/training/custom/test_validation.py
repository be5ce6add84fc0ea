"""validateOperationResult: its rules, what it refuses, and that the next document profits at once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from operations.tables import Operation, OperationFeedback
from tests.training.custom.desk import fields_of, invoice, values

TABLE = {
    "tableInfo": {"tableX0": 0.05, "tableX1": 0.9, "tableY0": 0.3, "tableY1": 0.6, "pageNumber": 1},
    "tableHeaders": [{"tableHeaderName": "HeaderDescription"}, {"tableHeaderName": "HeaderTotalPrice"}],
}


def with_info(**changed):
    return {**TABLE, "tableInfo": {**TABLE["tableInfo"], **changed}}


@pytest.fixture
def model_id(desk):
    return desk.model()


def feedback(database):
    with database.system_session() as session:
        return session.query(OperationFeedback).all()


def test_right_values_are_kept_and_nothing_is_odd(desk, model_id, database):
    operation = desk.read(invoice(), model_id)
    assert (operation["modelId"], operation["expirationTime"]) == (model_id, None)
    answer = desk.validate(operation["operationId"], values(), [TABLE])
    assert (answer.status_code, answer.json["result"]) == (200, None)
    assert desk.listed(model_id)["validatedOperationCount"] == 1
    [kept] = feedback(database)
    assert kept.given["values"]["InvoiceNumber"] == ["F25-0001"]
    assert kept.given["tables"][0]["headers"] == ["HeaderDescription", "HeaderTotalPrice"]


def test_a_second_validation_replaces_the_first(desk, model_id, database):
    operation_id = desk.read(invoice(), model_id)["operationId"]
    for reference in ("A", "B"):
        desk.validate(operation_id, values(YourReference=reference))
    [kept] = feedback(database)
    assert kept.given["values"]["YourReference"] == ["B"]
    assert desk.listed(model_id)["validatedOperationCount"] == 1


def test_fields_that_cannot_be_trained_are_accepted_and_ignored(desk, model_id, database):
    operation_id = desk.read(invoice(), model_id)["operationId"]
    untrained = {"AccountEmail": "a@b.nl", "AccountPostalCode": "1234 AB", "InvoiceKeyword": "True"}
    assert desk.validate(operation_id, values(**untrained)).json["result"] is None
    assert not untrained.keys() & feedback(database)[0].given["values"].keys()


def test_several_values_and_empty_ones(desk, model_id, database):
    operation_id = desk.read(invoice(), model_id)["operationId"]
    correct = [
        {"fieldName": "YourReference", "correctValue": " OK7001 ; M. Bakker;"},
        {"fieldName": "DueDate", "correctValue": ""},
        {"fieldName": "ContractNumber", "correctValue": None},
    ]
    assert desk.validate(operation_id, correct).status_code == 200
    assert feedback(database)[0].given["values"] == {"YourReference": ["OK7001", "M. Bakker"]}


@pytest.mark.parametrize(
    ("correct", "tables", "member"),
    [
        ([{"fieldName": "Nonsense", "correctValue": "x"}], [], "correctValues[0].fieldName"),
        ([{"fieldName": "invoiceNumber", "correctValue": "x"}], [], "correctValues[0].fieldName"),
        ([{"fieldName": "TaxLine", "correctValue": "1;0.21;2"}], [], "correctValues[0].fieldName"),
        ([{"fieldName": "DueDate"}, {"fieldName": "DueDate"}], [], "correctValues"),
        ([{"fieldName": "DueDate", "correctValue": "29-01-2025"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TotalAmountInclTax", "correctValue": "1.234,56"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TaxLine1", "correctValue": "52.50;21%;250"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TaxLine1", "correctValue": "52.50;0.21"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "CreditKeyword", "correctValue": "yes"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "Currency", "correctValue": "euro"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "DueDate", "correctValue": "2025-02-30"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TotalAmountInclTax", "correctValue": "NaN"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TotalAmountInclTax", "correctValue": "1e400"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "TaxLine1", "correctValue": "1;0.21;2;3"}], [], "correctValues[0].correctValue"),
        ([{"fieldName": "InvoiceNumber", "correctValue": 5}], [], "correctValues[0].correctValue"),
        ([{"correctValue": "x"}], [], "correctValues[0].fieldName"),
        ([], [with_info(tableX0=-0.01)], "correctTables[0].tableInfo.tableX0"),
        ([], [with_info(tableY1="low")], "correctTables[0].tableInfo.tableY1"),
        ([], [with_info(tableX0=0.9, tableX1=0.9)], "correctTables[0].tableInfo.tableX0"),
        ([], [with_info(tableY0=0.7)], "correctTables[0].tableInfo.tableY0"),
        ([], [with_info(tableX1=1.01)], "correctTables[0].tableInfo.tableX1"),
        ([], [with_info(pageNumber=0)], "correctTables[0].tableInfo.pageNumber"),
        ([], [with_info(pageNumber=2)], "correctTables[0].tableInfo.pageNumber"),
        ([], [{**TABLE, "tableHeaders": []}], "correctTables[0].tableHeaders"),
        ([], [{**TABLE, "tableHeaders": [{"tableHeaderName": "Price"}]}],
         "correctTables[0].tableHeaders[0].tableHeaderName"),
        ([], [{"tableHeaders": TABLE["tableHeaders"]}], "correctTables[0].tableInfo"),
    ],
    ids=str,
)  # fmt: skip
def test_input_that_is_refused_changes_nothing(desk, model_id, database, correct, tables, member):
    operation_id = desk.read(invoice(), model_id)["operationId"]
    answer = desk.validate(operation_id, correct, tables)
    assert answer.status_code == 400, answer.json
    members = [name for problem in answer.json["error"]["validationErrors"] for name in problem["members"]]
    assert member in members
    assert feedback(database) == []


def test_operations_that_cannot_be_validated(desk, desk_of, model_id, database):
    plain = desk.read(invoice())["operationId"]
    failed = desk.read(b"%PDF-1.4 broken", model_id, "a.pdf")["operationId"]
    other = desk_of("ander")
    foreign = other.read(invoice(), other.model())["operationId"]
    answers = {name: desk.validate(operation_id, values()) for name, operation_id in (
        ("plain", plain), ("failed", failed), ("foreign", foreign), ("unknown", str(uuid4())),
    )}  # fmt: skip
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "plain": 500, "failed": 500, "foreign": 404, "unknown": 404,
    }  # fmt: skip
    assert "without a custom model" in answers["plain"].json["error"]["message"]
    assert "no result" in answers["failed"].json["error"]["message"]
    with database.system_session() as session:
        session.get(Operation, _uuid(plain)).expires_at = session.get(Operation, _uuid(plain)).created_at
    assert desk.validate(plain, values()).status_code == 404, "expired"
    assert feedback(database) == []


def test_the_next_document_profits_at_once(desk, model_id):
    """`Ons kenmerk` is no reference of the customer, until somebody says that here it is."""
    before = fields_of(desk.read(invoice(1), model_id))
    assert before.get("YourReference") != "OK7001"
    operation_id = desk.read(invoice(1), model_id)["operationId"]
    assert desk.validate(operation_id, values(1, YourReference="OK7001")).json["result"] is None
    after = fields_of(desk.read(invoice(2), model_id))
    assert after["YourReference"] == "OK7002"
    assert after["InvoiceNumber"] == "F25-0002"
    assert fields_of(desk.read(invoice(2))).get("YourReference") != "OK7002", "only with the model"


def test_without_instant_learning_it_waits_for_training(desk):
    model_id = desk.model("slow", instantLearning=False)
    operation_id = desk.read(invoice(1), model_id)["operationId"]
    desk.validate(operation_id, values(1, YourReference="OK7001"))
    assert fields_of(desk.read(invoice(2), model_id)).get("YourReference") != "OK7002"


def test_a_field_left_out_was_answered_wrongly(desk, model_id):
    first = desk.read(invoice(1), model_id)
    assert fields_of(first)["DueDate"] == "2025-04-02T00:00:00.0000000"
    desk.validate(first["operationId"], values(1, DueDate=None))
    assert "DueDate" not in fields_of(desk.read(invoice(2), model_id))


def test_an_amount_left_out_has_no_effect(desk, model_id):
    first = desk.read(invoice(1), model_id)
    desk.validate(first["operationId"], values(1, TotalAmountInclTax=None, TotalAmountExclTax=None, TaxLine1=None))
    assert fields_of(desk.read(invoice(2), model_id))["TotalAmountInclTax"] == "317.02"


def test_what_is_odd_is_told_and_learnt_all_the_same(desk, model_id):
    operation_id = desk.read(invoice(1), model_id)["operationId"]
    odd = values(1, InvoiceNumber="X-999", DueDate="2025-01-01", TotalAmountInclTax="261.00")
    answer = desk.validate(operation_id, odd)
    assert answer.status_code == 200
    warnings = {warning["fieldName"]: warning["message"] for warning in answer.json["result"]["warnings"]}
    assert "X-999 is not found" in warnings["InvoiceNumber"]
    assert "before the invoice date" in warnings["DueDate"] or "not found" in warnings["DueDate"]
    assert "TotalAmountInclTax" in warnings
    assert desk.listed(model_id)["validatedOperationCount"] == 1


def test_a_number_that_was_always_another_is_told(desk, model_id):
    for at in (1, 2, 3):
        operation_id = desk.read(invoice(at), model_id)["operationId"]
        answer = desk.validate(
            operation_id, values(at, InvoiceIBAN="NL91ABNA0417164300" if at == 3 else "NL02ABNA0123456789")
        )
        desk.read(invoice(at), model_id)
    messages = [warning["message"] for warning in answer.json["result"]["warnings"]]
    assert any("Earlier documents of this layout had" in message for message in messages)


def test_one_sample_is_forgotten(desk, model_id):
    first, second = (desk.read(invoice(at), model_id)["operationId"] for at in (1, 2))
    desk.validate(first, values(1, YourReference="OK7001"))
    assert fields_of(desk.read(invoice(3), model_id))["YourReference"] == "OK7003"
    assert desk.post("model/deleteSample", operationId=second).status_code == 500, "it is not validated"
    assert desk.post("model/deleteSample", operationId=first).status_code == 200
    assert desk.post("model/deleteSample", operationId=first).status_code == 404
    assert fields_of(desk.read(invoice(3), model_id)).get("YourReference") != "OK7003"
    assert desk.listed(model_id)["validatedOperationCount"] == 0


def _uuid(text):
    from uuid import UUID

    return UUID(text)
