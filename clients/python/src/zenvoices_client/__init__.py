"""Typed client of Zenvoices, a self-hosted service that reads documents.

`Zenvoices` speaks the API of invoices and bookings, `Extraction` that of jobs with schemas of your own;
`zenvoices_client.webhooks` verifies calls.
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
from zenvoices_client.extraction import Extraction
from zenvoices_client.files import File, Link
from zenvoices_client.jobs import Job, JobStatus
from zenvoices_client.sending import Retries
from zenvoices_client.zenvoices import Zenvoices

__all__ = [
    "AirResult",
    "ApiError",
    "BadSignature",
    "ClientError",
    "Conflict",
    "Extraction",
    "Failed",
    "File",
    "Job",
    "JobStatus",
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
