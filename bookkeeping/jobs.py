"""The jobs of this room: importing a document, exporting a booking. Both may run twice, or beside themselves."""

from __future__ import annotations

from typing import Any

from bookkeeping import exporting, importing_documents
from operations.jobs import served


def import_document(tenant_id: int, document_id: int) -> dict[str, Any]:
    """Read a document of the inbox and propose a booking; safe to run again."""
    outcome = importing_documents.run(served()[0], tenant_id, document_id)
    return {"document": document_id, "outcome": outcome}


def export_transaction(tenant_id: int, transaction_id: int) -> dict[str, Any]:
    """Take a booking to the accounting system; safe to run again."""
    return {"transaction": transaction_id, "outcome": exporting.run(served()[0], tenant_id, transaction_id)}
