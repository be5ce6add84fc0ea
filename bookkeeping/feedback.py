"""What a person corrected in a proposal, as feedback to the model that read the document."""

from __future__ import annotations

from infra.machine import Machine


def send(machine: Machine, tenant_id: int, transaction_id: int) -> None:
    """Tell the operation's model what the right values were."""
