"""Field models: one booster per role scores every candidate of its kind.

A role is a header field, or a part of one: the amounts and bases of tax lines are scored as roles of their own and put
together later (see `air.choice`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from air.calibration import calibrated
from air.candidate import Candidate
from air.features import feature_matrices, feature_names
from air.findings import Findings
from air.trees import Trees

ROLES = {  # role -> kind of its candidates
    "InvoiceNumber": "reference",
    "InvoiceCustomerIdentifier": "reference",
    "YourReference": "reference",
    "YourOrderNumber": "reference",
    "ContractNumber": "reference",
    "InvoiceDate": "date",
    "DueDate": "date",
    "Currency": "currency",
    "TotalAmountInclTax": "amount",
    "TotalAmountExclTax": "amount",
    "TaxAmount": "amount",
    "TaxBase": "amount",
    "InvoiceCocNumber": "coc_number",
    "InvoiceIBAN": "iban",
    "InvoiceVatNumber": "vat_number",
    "StructuredPaymentReference": "payment_reference",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of one kind with the score of each role, 0 to 1, in the same order."""

    candidates: tuple[Candidate, ...]
    scores: dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class FieldModels:
    """The boosters of all roles."""

    trees: dict[str, Trees]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the boosters of every role.

        Raises:
            StaleModel: one is missing or was made for other features.
        """
        return cls({role: Trees.load(folder, role, feature_names(kind)) for role, kind in ROLES.items()})

    def save(self, folder: Path) -> None:
        """Write every booster with its manifest."""
        for trees in self.trees.values():
            trees.save(folder)

    def score(self, findings: Findings) -> dict[str, Scored]:
        """Score all candidates: kind -> its candidates with the scores of its roles."""
        scored: dict[str, Scored] = {}
        matrices = feature_matrices(findings)
        for kind in dict.fromkeys(ROLES.values()):
            candidates = findings.of_kind(kind)
            features = matrices[kind]
            roles = [role for role, its_kind in ROLES.items() if its_kind == kind]
            scores = {role: self.trees[role].predict(features) if candidates else np.empty(0) for role in roles}
            scored[kind] = Scored(candidates, scores)
        return scored

    def calibrated(self, role: str, score: float) -> float:
        """The share of answers with that score (totals: lead) that were right on documents kept out of training."""
        points = self.trees[role].manifest.get("calibration")
        return calibrated(points, score) if points else score
