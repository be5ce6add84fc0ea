"""Every table of this room; importing this makes them known."""

from bookkeeping.rows.administrations import (
    Administration,
    AdministrationGrant,
    AllAdministrationsGrant,
    AuthorizationRule,
    Proxy,
)
from bookkeeping.rows.history import BookedLine
from bookkeeping.rows.inbox import Attachment, InboxDocument
from bookkeeping.rows.master import (
    Account,
    AccountWord,
    CostCentre,
    CostUnit,
    Employee,
    LedgerAccount,
    PaymentCondition,
    Project,
    TaxCode,
)
from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine
from bookkeeping.rows.products import Product
from bookkeeping.rows.transactions import FinancialTransaction, ProcuratorChange, TransactionLine, TransactionReading

__all__ = [
    "Account",
    "AccountWord",
    "Administration",
    "AdministrationGrant",
    "AllAdministrationsGrant",
    "Attachment",
    "AuthorizationRule",
    "BookedLine",
    "CostCentre",
    "CostUnit",
    "Employee",
    "FinancialTransaction",
    "InboxDocument",
    "LedgerAccount",
    "PaymentCondition",
    "ProcuratorChange",
    "Product",
    "Project",
    "Proxy",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "TaxCode",
    "TransactionLine",
    "TransactionReading",
]
