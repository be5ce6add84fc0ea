"""Master data coming in: from files on the command line, and from connectors over the private endpoint."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from bookkeeping.kinds import KINDS
from zenvoices.cli import cli

IMPORT = "/private-api/v1/masterData/import"


@pytest.fixture
def run(books, database, tmp_path, monkeypatch):
    """`zenvoices import` on the books' database."""
    url = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("ZENVOICES_DATABASE_URL", url)
    monkeypatch.setenv("ZENVOICES_DATA", str(tmp_path / "state"))

    def run(kind: str, text: str | bytes, *options: str, name: str = "file.csv"):
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return CliRunner().invoke(cli, ["import", kind, str(file), "--administration", "BOUW", *options])

    return run


def codes(books, kind="costUnits"):
    return [item["code"] for item in books.post(f"{kind}/list", **books.body()).json["result"]["items"]]


@pytest.mark.parametrize(
    "text",
    [
        "code;name\nD2;Twee\nD1;Dienst 1\n",
        "CODE,Name\r\nD2,Twee\r\nD1,Dienst 1\r\n",
        "\ufeffname\tcode\nTwee\tD2\n\nDienst 1\tD1",
    ],
    ids=["semicolons", "commas, other case", "tabs, byte order mark, empty line"],
)
def test_csv_in_many_spellings(books, run, text):
    result = run("costUnits", text)
    assert result.output == "costUnits: 1 new, 0 changed, 1 as they were.\n"
    assert codes(books) == ["D1", "D2"]


def test_excel(books, run, tmp_path):
    workbook = Workbook()
    for row in (
        ["code", "name", "rate", "isReverseCharged"],
        [9, "negen", 0.09, False],
        ["V9", "verlegd", "9 %", "ja"],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "made.xlsx")
    result = run("taxCodes", (tmp_path / "made.xlsx").read_bytes(), name="tax.xlsx")
    assert result.output == "taxCodes: 2 new, 0 changed, 0 as they were.\n"
    items = {item["code"]: item for item in books.post("taxCodes/list", **books.body()).json["result"]["items"]}
    assert (items["9"]["rate"], items["V9"]["rate"], items["V9"]["isReverseCharged"]) == (0.09, 0.09, True)


def test_a_dry_run_writes_nothing(books, run):
    result = run("costUnits", "code;name\nD2;Twee\nD1;Anders\n", "--dry-run")
    assert result.output == "costUnits: 1 would be new, 1 changed, 0 as they were.\n"
    assert codes(books) == ["D1"]


def test_upsert_by_code_changes_only_what_the_file_has(books, run):
    run("accounts", "code;name;iban\n10019;Drukkerij De Zon;NL02 ABNA 0123 4567 89\n")
    changed = books.get("accounts", administrationId=books.id, code="10019").json["result"]
    assert (changed["name"], changed["iban"]) == ("Drukkerij De Zon", "NL02ABNA0123456789")
    run("accounts", "code;name\n10017;Papierhandel Zuid\n")
    changed = books.get("accounts", administrationId=books.id, code="10017").json["result"]
    assert (changed["name"], changed["vatNumber"], changed["ledgerAccountCode"]) == (
        "Papierhandel Zuid",
        "NL009876543B01",
        "4500",
    )


def test_every_problem_with_its_line_and_nothing_written(books, run):
    text = "code;name;iban;ledgerAccountCode\nA1;Een;NL02ABNA0123456780;\n;Twee;;\nA3;Drie;;9999\nA3;Drie;;\n"
    result = run("accounts", text)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "line 2: iban is no IBAN: its check digits are wrong.",
        "line 3: code is required.",
        "line 5: code: A3 is there twice.",
        "line 4: ledgerAccountCode: there is no ledger account 9999.",
        "zenvoices: 4 problems in file.csv; nothing was imported.",
    ]
    assert codes(books, "accounts") == ["10017", "10018", "10019"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file.csv is empty."),
        ("code;nmae\n", "line 1: costUnits have no nmae; they have code, externalId, name, isActive"),
        ("code;name;isActive\nD5;x;maybe\n", "line 2: isActive must be true or false."),
        (b"PK", "file.csv is empty"),
    ],
)
def test_files_that_are_refused(run, text, said):
    result = run("costUnits", text) if text != b"PK" else run("costUnits", "")
    assert result.exit_code == 1
    assert said in result.output


def test_no_excel_file(run):
    assert "file.xlsx is no Excel file" in run("costUnits", "nonsense", name="file.xlsx").output


def test_unknown_kind_and_administration(run):
    assert run("cars", "code\n").exit_code == 2
    result = CliRunner().invoke(cli, ["import", "costUnits", __file__, "--administration", "NONE"])
    assert result.exit_code == 1


def test_connectors_bring_items_over_the_private_endpoint(books):
    items = [{"code": "D1", "name": "Dienst 1", "externalId": "d-1"}, {"code": "D3", "name": "Drie"}]
    body = books.body(kind="costUnits", items=items)
    assert books.user.post(IMPORT, json={**body, "isDryRun": True}).json["result"]["created"] == 1
    assert codes(books) == ["D1"]
    assert books.user.post(IMPORT, json=body).json["result"] == {
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "isDryRun": False,
    }
    assert books.user.post(IMPORT, json=body).json["result"]["unchanged"] == 2


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"kind": "cars"}, "kind"),
        ({"items": []}, "items"),
        ({"items": [{"code": "x"}]}, "items[0].name"),
        ({"items": [3]}, "items[0]"),
        ({"items": [{"code": "a\nb", "name": "x"}]}, "items[0].code"),
        ({"items": [{"code": "x", "name": "x", "isActive": "perhaps"}]}, "items[0].isActive"),
    ],
)
def test_bad_imports_name_the_item(books, change, member):
    answer = books.user.post(
        IMPORT, json={**books.body(kind="costUnits", items=[{"code": "x", "name": "x"}]), **change}
    )
    assert answer.status_code == 400
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]


def test_the_permission_of_imports(books, login):
    nobody = login("Api.MasterData.Read", name="nobody")
    assert nobody.post(IMPORT, json=books.body(kind="costUnits", items=[{"code": "x", "name": "x"}])).status_code == 403


def test_every_kind_can_be_imported_as_its_list_shows_it(books):
    for name in KINDS:
        path = "product/list" if name == "products" else f"{name}/list"
        items = books.post(path, **books.body()).json["result"]["items"]
        answer = books.user.post(IMPORT, json=books.body(kind=name, items=items))
        assert answer.json["result"] == {"created": 0, "updated": 0, "unchanged": len(items), "isDryRun": False}


def test_the_samples_of_the_readme_are_imported(books, run):
    folder = Path(__file__).parents[2] / "samples" / "books"
    for kind in ("taxCodes", "ledgerAccounts", "paymentConditions", "accounts"):
        assert run(kind, (folder / f"{kind}.csv").read_bytes()).exit_code == 0
