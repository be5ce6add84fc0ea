"""Where exported files go: a folder per tenant and administration, in the place that the service was given."""

from __future__ import annotations

import re

from bookkeeping.booking import Booking
from bookkeeping.connectors.interface import Exported, ExportFailed, Outlets
from infra.blobs import tenant_key

NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
MAX_NAME = 60
NOT_WRITTEN = "The file could not be written; the place for exported files does not work."


def write(outlets: Outlets, booking: Booking, extension: str, data: bytes) -> Exported:
    """Write the booking's file. Its name is always the same, so a second attempt replaces the first.

    Raises:
        ExportFailed: the place does not work; may be retried.
    """
    key = tenant_key(outlets.tenant_id, *_names(booking, extension))
    try:
        outlets.files.put(key, data)
    except OSError as error:
        raise ExportFailed(NOT_WRITTEN, may_retry=True) from error
    return Exported(location=key)


def _names(booking: Booking, extension: str) -> tuple[str, str]:
    folder = _slug(f"{booking.administration_id}-{booking.administration_code}")
    return folder, f"{_slug(f'{booking.id}-{booking.invoice_number}')}.{extension}"


def _slug(text: str) -> str:
    """
    >>> _slug("42-Bouw & Zn./../etc")
    '42-Bouw-Zn.-..-etc'
    """
    return NOT_IN_NAMES.sub("-", text)[:MAX_NAME].strip("-.")
