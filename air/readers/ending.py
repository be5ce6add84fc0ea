"""Ending the programs that were started for a document: all of them, and with the sockets they leave behind.

LibreOffice puts its socket into the system's temporary folder, whatever the environment says, and leaves it there
when it is killed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PATIENCE_SECONDS = 5.0  # for what is killed to be gone; only what hangs in the kernel takes longer
PAUSE_SECONDS = 0.005
PROC = Path("/proc")
SOCKET = "socket:["


def end_group(leader: int) -> None:
    """Kill every process of the group, and return when they are gone.

    The leader must not have been waited for, or another process could have its number by now.
    """
    _end(lambda: (pid for pid in _pids() if _group_of(pid) == leader))


def end_marked(mark: bytes) -> None:
    """Kill every process that has `mark` in its command line, and return when they are gone."""
    _end(lambda: (pid for pid in _pids() if mark in _read(PROC / str(pid) / "cmdline")))


def _end(find: Callable[[], Iterable[int]]) -> None:
    """Kill what is found until nothing is: between looking and killing a process may start others."""
    killed: set[int] = set()
    sockets: set[Path] = set()
    until = time.monotonic() + PATIENCE_SECONDS
    while ((pids := set(find())) or any(map(_group_of, killed))) and time.monotonic() < until:
        sockets.update(_sockets_of(pids - killed))
        for pid in pids:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        killed |= pids
        time.sleep(PAUSE_SECONDS)
    for path in sockets:
        with contextlib.suppress(OSError):
            path.unlink()


def _pids() -> Iterator[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _group_of(pid: int) -> int | None:
    """The group of a process; None for one that is gone, or has ended and was not waited for."""
    after_name = _read(PROC / str(pid) / "stat").rpartition(b")")[2].split()  # state, parent, group, ...
    return int(after_name[2]) if len(after_name) > 2 and after_name[0] not in (b"Z", b"X") else None


def _sockets_of(pids: Iterable[int]) -> Iterator[Path]:
    """The files of sockets that these processes listen on."""
    inodes = {inode for pid in pids for inode in _socket_inodes(pid)}
    for line in _read(PROC / "net" / "unix").decode(errors="replace").splitlines()[1:]:
        columns = line.split(maxsplit=7)  # the inode is the seventh, the path the last, which many have not
        if len(columns) > 7 and columns[6] in inodes and columns[7].startswith("/"):
            yield Path(columns[7])


def _socket_inodes(pid: int) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            with contextlib.suppress(OSError):
                target = os.readlink(descriptor)
                if target.startswith(SOCKET):
                    yield target.removeprefix(SOCKET).rstrip("]")


def _read(path: Path) -> bytes:
    """What the file holds; nothing if the process it tells of has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
