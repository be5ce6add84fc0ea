from pathlib import Path

import pytest

from air.tables import TableModels
from models_store import pretrained


@pytest.fixture(scope="session")
def models() -> TableModels:
    """The shipped models."""
    return TableModels.load(Path(pretrained()) / "tables")
