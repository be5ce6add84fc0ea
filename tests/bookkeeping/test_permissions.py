"""Every operation needs a login and one permission, which its refusal names; found in the API document."""

from __future__ import annotations

import re

import pytest

from auth.permissions import PERMISSIONS
from tests.bookkeeping.test_tenant_wall import operations

PRIVATE = "/private-api/v1"
KINDS = "accounts|ledgerAccounts|costCentres|costUnits|projects|employees|paymentConditions|taxCodes"
NEEDED = {  # operations, as a pattern of "METHOD path" -> what they need; the first that fits
    r"POST /air/processDocument|GET /air/getOperationResult|POST /air/validateOperationResult": "Api.Air",
    r".* /air/model(/.*)?": "Api.Air.Models",
    r"POST /accountingSystem/list": "Api.AccountingSystems.List",
    r"POST /administration/list": "Api.Administrations.List",
    r"GET /administration/\{\w+\}": "Api.Administrations.Details",
    r".* (/administration.*|/proxy|/user/\{\w+\}/administrations)": "Api.Administrations.Edit",
    r"POST /financialTransaction/list": "Api.FinancialTransactions.List",
    r"GET /financialTransaction/\{\w+\}": "Api.FinancialTransactions.Details",
    r"PUT /financialTransaction/\{\w+\}": "Api.FinancialTransactions.Edit",
    r"POST /financialTransaction/\{\w+\}/(approve|reject)": "Api.FinancialTransactions.Authorize",
    r"POST /financialTransaction/\{\w+\}/(export|retryExport)": "Api.FinancialTransactions.Export",
    r".* /inbox/.*": "Api.Inbox",
    r"GET /purchaseOrders|POST /purchaseOrders/list": "Api.PurchaseOrders.Read",
    r"(POST|PUT|DELETE) /purchaseOrders": "Api.PurchaseOrders.Edit",
    r"GET /product|POST /product/list": "Api.Products.Read",
    r"(POST|PUT|DELETE) /product": "Api.Products.Edit",
    rf"(GET|POST) /({KINDS})(/list|/externalId)?": "Api.MasterData.Read",
    r"POST /masterData/import": "Api.MasterData.Edit",
    r"GET /usage": "Api.Usage.Read",
    r"(GET|POST) /user/.*": "Api.Users.Read",
    r".* /webhookSubscription.*": "Api.WebhookSubscriptions",
}


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_each_operation_needs_its_permission(login, client):
    nobody, used = login("Api"), set()
    for name, method, path, _ in operations(client.get("/swagger/public-v1/swagger.json").json):
        pattern = next((pattern for pattern in NEEDED if re.fullmatch(pattern, name)), None)
        assert pattern is not None, f"{name} is new: which permission does it need?"
        used.add(pattern)
        place = re.sub(r"\{\w+\}", "1", path)
        assert client.open(place, method=method, json={}).status_code == 401, name
        for granted in (nobody, login(*(set(PERMISSIONS) - {NEEDED[pattern]}), name=f"all-but-one-{len(used)}-{name}")):
            answer = client.open(place, method=method, headers=granted.headers, json={})
            assert answer.status_code == 403, (name, answer.json)
            assert answer.json["error"]["message"] == f"You need these permissions: {NEEDED[pattern]}."
            assert answer.json["unAuthorizedRequest"] is True
    assert used == set(NEEDED)
