"""The models that extraction needs, loaded together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from air.models import Models
from air.schema import features, sender_features
from air.schema.matching import Matcher
from air.schema.sender import SenderModel
from air.trees import Trees


@dataclass(frozen=True, slots=True)
class SchemaModels:
    """The models of header fields and tables, those of labels, and that of sender lines."""

    known: Models
    labels: Matcher
    sender: SenderModel

    @classmethod
    def load(cls, folder: Path, known: Models) -> Self:
        """Read `labels` and `sender` of the folder.

        Raises:
            StaleModel: a model is missing or was made for other features.
        """
        return cls(
            known,
            Matcher(Trees.load(folder, "labels", features.FEATURE_NAMES)),
            SenderModel(Trees.load(folder, "sender", sender_features.FEATURE_NAMES)),
        )
