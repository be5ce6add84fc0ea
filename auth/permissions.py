"""The rights a user can have, by name; nobody has any by default."""

from __future__ import annotations

PARENT = "Api"  # holding only this grants nothing
AIR = "Api.Air"
AIR_MODELS = "Api.Air.Models"
EXTRACTION = "Api.Extraction"
EXTRACTION_KEYS = "Api.Extraction.Keys"
ACCOUNTING_SYSTEMS_LIST = "Api.AccountingSystems.List"
ADMINISTRATIONS_LIST = "Api.Administrations.List"
ADMINISTRATIONS_DETAILS = "Api.Administrations.Details"
ADMINISTRATIONS_EDIT = "Api.Administrations.Edit"
FINANCIAL_TRANSACTIONS_LIST = "Api.FinancialTransactions.List"
FINANCIAL_TRANSACTIONS_DETAILS = "Api.FinancialTransactions.Details"
FINANCIAL_TRANSACTIONS_EDIT = "Api.FinancialTransactions.Edit"
FINANCIAL_TRANSACTIONS_AUTHORIZE = "Api.FinancialTransactions.Authorize"
FINANCIAL_TRANSACTIONS_EXPORT = "Api.FinancialTransactions.Export"
INBOX = "Api.Inbox"
PURCHASE_ORDERS_READ = "Api.PurchaseOrders.Read"
PURCHASE_ORDERS_EDIT = "Api.PurchaseOrders.Edit"
PRODUCTS_READ = "Api.Products.Read"
PRODUCTS_EDIT = "Api.Products.Edit"
MASTER_DATA_READ = "Api.MasterData.Read"
MASTER_DATA_EDIT = "Api.MasterData.Edit"
USAGE_READ = "Api.Usage.Read"
USERS_READ = "Api.Users.Read"
WEBHOOK_SUBSCRIPTIONS = "Api.WebhookSubscriptions"

PERMISSIONS = (
    PARENT,
    AIR,
    AIR_MODELS,
    EXTRACTION,
    EXTRACTION_KEYS,
    ACCOUNTING_SYSTEMS_LIST,
    ADMINISTRATIONS_LIST,
    ADMINISTRATIONS_DETAILS,
    ADMINISTRATIONS_EDIT,
    FINANCIAL_TRANSACTIONS_LIST,
    FINANCIAL_TRANSACTIONS_DETAILS,
    FINANCIAL_TRANSACTIONS_EDIT,
    FINANCIAL_TRANSACTIONS_AUTHORIZE,
    FINANCIAL_TRANSACTIONS_EXPORT,
    INBOX,
    PURCHASE_ORDERS_READ,
    PURCHASE_ORDERS_EDIT,
    PRODUCTS_READ,
    PRODUCTS_EDIT,
    MASTER_DATA_READ,
    MASTER_DATA_EDIT,
    USAGE_READ,
    USERS_READ,
    WEBHOOK_SUBSCRIPTIONS,
)
