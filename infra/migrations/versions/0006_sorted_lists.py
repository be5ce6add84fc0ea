"""An index for each column that lists of bookings, accounts and the inbox can be sorted by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import infra.indexes  # noqa: F401  # SQLite's way to make such an index

revision = "0006"
down_revision = "0005"

WITHOUT_GAPS = {  # table -> columns that always have a value
    "financial_transactions": (
        "status",
        "type",
        "journal_code",
        "currency_code",
        "tax_exclusive_amount",
        "tax_inclusive_amount",
        "creation_time",
        "last_modification_time",
        "is_proposal_changed",
    ),
    "accounts": ("code", "name", "account_type", "is_active"),
    "inbox_documents": ("subject", "sender_name", "received_time", "import_status", "authorization_status"),
}
WITH_GAPS = {
    "financial_transactions": (
        "account_code",
        "account_name",
        "invoice_number",
        "invoice_date",
        "due_date",
        "booking_date",
        "external_id",
        "export_time",
        "used_proposal_strategy",
        "account_match_type",
    ),
    "accounts": (
        "external_id",
        "currency_code",
        "iban",
        "vat_number",
        "ledger_account_code",
        "payment_condition_code",
        "coc_number",
    ),
    "inbox_documents": ("destination", "external_id"),
}
LONG = {
    "financial_transactions": (
        "description",
        "line_ledger_account_codes",
        "line_cost_centre_codes",
        "line_cost_unit_codes",
        "line_project_codes",
        "line_product_codes",
        "line_employee_codes",
    )
}
AROUND = {  # table -> columns before and after the one that is sorted by
    "financial_transactions": (("tenant_id",), ("id", "administration_id")),
    "accounts": (("tenant_id", "administration_id"), ("id",)),
    "inbox_documents": (("tenant_id", "administration_id"), ("id",)),
}
REPLACED = {
    "financial_transactions": tuple(
        f"tenant_id_{column}_id"
        for column in (
            "account_code",
            "account_name",
            "booking_date",
            "creation_time",
            "due_date",
            "export_time",
            "invoice_date",
            "invoice_number",
            "last_modification_time",
            "status",
            "tax_inclusive_amount",
        )
    ),
    "accounts": tuple(f"administration_id_{name}" for name in ("coc_number", "external_id", "iban", "vat_number")),
    "inbox_documents": ("administration_id_received_time",),
}


def upgrade() -> None:
    for table, names in REPLACED.items():
        for name in names:
            op.drop_index(f"ix_{table}_{name}", table)
    for table, (before, after) in AROUND.items():
        for column in WITHOUT_GAPS[table]:
            op.create_index(f"ix_{table}_by_{column}", table, [*before, column, *after])
        for column in WITH_GAPS[table]:
            op.create_index(f"ix_{table}_by_{column}", table, [*before, sa.column(column).nulls_first(), *after])
        for column in LONG.get(table, ()):
            start = sa.text(f"substr({column}, 1, 200) NULLS FIRST")
            op.create_index(f"ix_{table}_by_{column}", table, [*before, start, *after])
