"""Ending the real LibreOffice: its processes are gone at once, and so is the socket that it opens in /tmp."""

import subprocess
from pathlib import Path

import psutil
import pytest

from air.readers.ending import end_group, end_marked
from tests.air.readers.test_process import _group, _wait_for


@pytest.fixture
def office(tmp_path):
    """A LibreOffice that waits for work, as a group of its own; its socket is there."""
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
    process = subprocess.Popen(
        command, start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield process, profile
    end_group(process.pid)
    process.wait()


@pytest.mark.parametrize("how", ["by group", "by mark"])
def test_office_is_gone_with_its_socket(office, how):
    process, profile = office
    assert _wait_for(lambda: _sockets(process.pid))
    assert len(_group(process.pid)) > 1
    sockets = _sockets(process.pid)
    assert all(path.exists() for path in sockets)
    end_group(process.pid) if how == "by group" else end_marked(profile.encode())
    assert _group(process.pid) == []
    assert not any(path.exists() for path in sockets)


def _sockets(leader: int) -> set[Path]:
    """The files of the sockets that the group listens on."""
    found = set()
    for pid in _group(leader):
        try:
            found |= {Path(one.laddr) for one in psutil.Process(pid).net_connections("unix") if one.laddr}
        except (psutil.NoSuchProcess, ProcessLookupError):
            continue
    return {path for path in found if path.is_absolute()}
