"""The numbers of the wire: what its integer enumerations mean."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Of a financial transaction."""

    PROPOSAL = 0
    WAITING = 1  # for authorisation
    REJECTED = 2
    READY = 3  # for export
    EXPORTED = 4
    EXPORT_FAILED = 5
    ARCHIVED = 6


class TransactionType(IntEnum):
    PURCHASE = 0
    SALES = 1
    RECEIPT = 2  # or expense claim


class Strategy(IntEnum):
    """How a proposal came about."""

    BY_HAND = 0
    AIR = 1
    HISTORY = 2
    E_INVOICE = 3
    PURCHASE_ORDER = 4
    RULE = 5


class MatchType(IntEnum):
    """How the account of a proposal was found."""

    NONE = 0
    IBAN = 1
    VAT_NUMBER = 2
    COC_NUMBER = 3
    NAME = 4
    BY_HAND = 5


class ProcuratorStatus(IntEnum):
    WAITING = 0
    APPROVED = 1
    REJECTED = 2
    WITHDRAWN = 3


class ImportStatus(IntEnum):
    """Of a document in the inbox."""

    WAITING = 0
    RUNNING = 1
    DONE = 2
    FAILED = 3


class InboxAuthorization(IntEnum):
    """How far the authorisation of what came out of a document is."""

    NOT_NEEDED = 0
    WAITING = 1
    APPROVED = 2
    REJECTED = 3


class DataSource(IntEnum):
    """Where an administration's purchase orders or products come from."""

    ACCOUNTING_SYSTEM = 0
    API = 1


class AccountType(IntEnum):
    SUPPLIER = 0
    CUSTOMER = 1


class LedgerType(IntEnum):
    PROFIT_AND_LOSS = 0
    BALANCE = 1


class TaxType(IntEnum):
    PURCHASE = 0
    SALES = 1


class ProductType(IntEnum):
    GOODS = 0
    SERVICE = 1
