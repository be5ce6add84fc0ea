"""`zenvoices administration`: setting administrations up, who sees them and who authorises in them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import inspect

from bookkeeping.rows.administrations import (
    Administration,
    AdministrationGrant,
    AllAdministrationsGrant,
    AuthorizationRule,
    Proxy,
)
from tests.zenvoices.conftest import PASSWORD
from wire import ServiceError

MODEL = "0d2f7c1e-93a4-4a8b-8f3e-6f0f5f5d1b20"
IDENTIFIERS = ("--vat-number", "NL 0012.34.567.B01", "--iban", "NL02 ABNA 0123 4567 89", "--coc-number", "12345678")


@pytest.fixture
def park(run, made):
    result = run("administration", "create", "PARK", "--tenant", "voorbeeld", *IDENTIFIERS,
                 "--connector", "Csv", "--connector-options", '{"delimiter": ","}')  # fmt: skip
    assert (result.exit_code, result.output) == (0, "Made administration PARK, id 1.\n")


def test_what_is_not_named_stays(run, park, rows):
    assert run("administration", "change", "PARK", "--name", "VvE Parkzicht", "--orders-from", "accounting-system")
    [row] = rows(Administration)
    assert (row.name, row.purchase_order_data_source, row.product_data_source) == ("VvE Parkzicht", 0, 1)
    assert (row.vat_number, row.iban, row.coc_number) == ("NL001234567B01", "NL02ABNA0123456789", "12345678")
    assert row.connector_settings["delimiter"] == ","


def test_clearing(run, park, rows):
    cleared = [word for name in ("vat-number", "iban", "connector") for word in ("--clear", name)]
    assert run("administration", "change", "PARK", *cleared).exit_code == 0
    [row] = rows(Administration)
    assert (row.vat_number, row.iban, row.coc_number) == (None, None, "12345678")
    assert (row.accounting_system, row.connector_settings) == (None, {})


def test_clearing_an_option_of_the_connector(run, park, rows):
    assert run("administration", "change", "PARK", "--connector-options", '{"delimiter": null}').exit_code == 0
    assert rows(Administration)[0].connector_settings["delimiter"] == ";", "the default"


def test_setting_what_is_cleared_is_refused(run, park, rows):
    result = run("administration", "change", "PARK", "--iban", "NL91ABNA0417164300", "--clear", "iban")
    assert result.exit_code == 2
    assert "Set it or clear it: iban." in result.output
    assert rows(Administration)[0].iban == "NL02ABNA0123456789"


def test_granting_and_withdrawing(run, park, rows):
    assert run("administration", "grant", "api", "PARK", "--all").output == "api sees all.\n"
    assert (len(rows(AdministrationGrant)), len(rows(AllAdministrationsGrant))) == (1, 1)
    assert run("administration", "grant", "api", "--all", "--withdraw").output == "api lost all.\n"
    assert (len(rows(AdministrationGrant)), len(rows(AllAdministrationsGrant))) == (1, 0)
    assert run("administration", "grant", "api").exit_code == 2


def test_procurators_and_proxies(run, park, rows):
    assert run("user", "create", "hulp", "--tenant", "voorbeeld", password=PASSWORD).exit_code == 0
    assert run("administration", "procurator", "PARK", "api", "--from", "100", "--to", "5000").exit_code == 0
    [rule] = rows(AuthorizationRule)
    assert (rule.amount_from, rule.amount_to) == (100, 5000)
    assert run("administration", "proxy", "api", "hulp", "--until", "2025-07-31").exit_code == 0
    [proxy] = rows(Proxy)
    assert (proxy.first_day, proxy.last_day) == (None, date(2025, 7, 31))
    assert run("administration", "proxy", "api", "hulp", "--remove").exit_code == 0
    assert run("administration", "procurator", "PARK", "api", "--remove").exit_code == 0
    assert (rows(AuthorizationRule), rows(Proxy)) == ([], [])


def refused(run, *arguments):
    """What is said of what cannot be done, on whatever way."""
    result = run("administration", *arguments)
    assert result.exit_code != 0
    assert result.exit_code == 2 or isinstance(result.exception, ServiceError), result.exception
    return result.output if result.exit_code == 2 else str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("change", "NONE"), "There is no administration NONE."),
        (("create", "PARK", "--tenant", "voorbeeld"), "There is already an administration PARK."),
        (("create", "P" * 65, "--tenant", "voorbeeld"), "code may have at most 64 characters."),
        (("create", "NEW", "--tenant", "nobody"), "There is no tenant nobody."),
        (("change", "PARK", "--name", ""), "name"),
        (("change", "PARK", "--connector-options", "{"), "--connector-options is no JSON"),
        (("change", "PARK", "--connector-options", "[]"), "accountingSystemOptions"),
        (("change", "PARK", "--connector-options", '{"delimiter": "x"}'), "options.delimiter must be one of"),
        (("change", "PARK", "--connector", "Nothing"), "There is no connector with id Nothing."),
        (("change", "PARK", "--currency", "XXXX"), "currencyCode"),
        (("change", "PARK", "--model", MODEL), f"There is no model with id {MODEL}."),
        (("procurator", "PARK", "api", "--from", "much"), "'much' is no amount."),
        (("procurator", "PARK", "api", "--from", "nan"), "nan"),
        (("procurator", "PARK", "api", "--from", "-5"), "-5 is not between 0 and"),
        (("procurator", "PARK", "api", "--from", "5", "--to", "5"), "No amount is from 5 up to 5."),
        (("procurator", "PARK", "nobody"), "There is no user nobody."),
        (("proxy", "api", "api"), "api cannot act for api."),
        (("grant", "api", "NONE"), "There is no administration NONE."),
    ],
)
def test_what_cannot_be_says_so_and_changes_nothing(run, park, rows, arguments, said):
    def kept():
        [row] = rows(Administration)
        return {column.key: getattr(row, column.key) for column in inspect(Administration).columns}

    before = kept()
    assert said in refused(run, *arguments)
    assert kept() == before
    assert [rows(table) for table in (AdministrationGrant, AuthorizationRule, Proxy)] == [[], [], []]
