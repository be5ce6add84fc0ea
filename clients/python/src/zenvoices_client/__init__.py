"""Typed client of Zenvoices, a self-hosted service that reads documents.

`Zenvoices` speaks the API of invoices and bookings; `zenvoices_client.webhooks` verifies calls.
"""

from __future__ import annotations

from zenvoices_client.air import AirResult, Operation, Status, Table, TableHeader, TableInfo
from zenvoices_client.errors import (
    ApiError,
    BadSignature,
    ClientError,
    Conflict,
    Failed,
    NeedsSecondFactor,
    NotFound,
    NotLoggedIn,
    TimedOut,
    TooManyRequests,
    Unreachable,
)
from zenvoices_client.files import File, Link
from zenvoices_client.sending import Retries
from zenvoices_client.zenvoices import Zenvoices

__all__ = [
    "AirResult",
    "ApiError",
    "BadSignature",
    "ClientError",
    "Conflict",
    "Failed",
    "File",
    "Link",
    "NeedsSecondFactor",
    "NotFound",
    "NotLoggedIn",
    "Operation",
    "Retries",
    "Status",
    "Table",
    "TableHeader",
    "TableInfo",
    "TimedOut",
    "TooManyRequests",
    "Unreachable",
    "Zenvoices",
]
