"""Reading untrusted files in a child process with limits of time and memory.

A damaged or hostile file may crash or hang the libraries that open it; here that costs one child, not the worker.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import msgspec

from air.document import Document
from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers.dispatch import DEFAULTS
from air.readers.ending import end_group
from air.readers.messages import LENGTH_BYTES, Answer, Request, frame, parse_answer
from air.readers.settings import MEGABYTE, ReaderSettings

FOLDER_PREFIX = "air-reader-"
GRACE_SECONDS = 10.0  # on top of the document's time, for starting the process
CHUNK = 1024 * 1024
PASSED_VARIABLES = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
FIXED_VARIABLES = {
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # memory of large pages goes back to the system
    "MALLOC_MMAP_THRESHOLD_": str(8 << 20),  # bytes; what is larger is given back at once, which costs time
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # huge pages where the system has them: fewer faults
    "SAL_USE_VCLPLUGIN": "svp",  # LibreOffice draws without a display
}


class ReaderProcess:
    """A child process that reads documents one after another; usable as a context manager and from threads.

    The child starts with the first document (or `start`), and is replaced after `max_documents`, when it holds more
    than `max_resident_bytes`, and after a crash or a time-out.
    """

    def __init__(self, *, max_documents: int = 500, max_resident_bytes: int = 700 * MEGABYTE) -> None:
        self.max_documents, self.max_resident_bytes = max_documents, max_resident_bytes
        self._child: _Child | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the child now, so that the first document needs not wait for it."""
        with self._lock:
            self._running()

    def read(self, data: bytes, filename: str, settings: ReaderSettings = DEFAULTS) -> Document:
        """Read a document as `read_document` does, in the child.

        Raises:
            UnreadableDocument: and its kinds; also if the child crashed on the file.
            DocumentTooDemanding: it took longer than `settings.timeout_seconds` or more memory than allowed.
        """
        request = Request(filename, settings, data)
        with self._lock:
            try:
                answer = self._ask(request)
            except BaseException as error:
                self._stop()
                raise _explained(error, filename, settings) from error
            child = self._running()
            if child.documents >= self.max_documents or answer.memory_bytes > self.max_resident_bytes:
                self._stop()
                self._running()
        return answer.result(filename)

    @property
    def pid(self) -> int | None:
        """Process id of the child, None if there is none."""
        return self._child.process.pid if self._child else None

    def close(self) -> None:
        """End the child and remove its files."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: Request) -> Answer:
        """Ask the child; once more in a new one if somebody else killed it."""
        try:
            return self._running().ask(request, request.settings.timeout_seconds)
        except (EOFError, BrokenPipeError):
            if self._running_ended_by() != -signal.SIGKILL:
                raise
        self._stop()
        return self._running().ask(request, request.settings.timeout_seconds)

    def _running_ended_by(self) -> int | None:
        return self._child.process.wait() if self._child else None

    def _running(self) -> _Child:
        if self._child and (self._child.owner != os.getpid() or self._child.process.poll() is not None):
            self._stop()
        if self._child is None:
            self._child = _Child()
        return self._child

    def _stop(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


class _Child:
    """One child process, its pipes and its private folder for temporary files."""

    def __init__(self) -> None:
        remove_abandoned_folders()
        self.owner = os.getpid()
        self.documents = 0
        self.folder = tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{self.owner}-")
        self.answers, theirs = os.pipe()
        root = str(Path(__file__).resolve().parents[2])
        passed = {name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "air.readers.child", str(theirs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs,),
            start_new_session=True,  # killed together with the programs that it starts
            cwd=self.folder,
            env=passed | FIXED_VARIABLES | {"PYTHONPATH": root, "TMPDIR": self.folder, "HOME": self.folder},
        )
        os.close(theirs)

    def ask(self, request: Request, timeout_seconds: float) -> Answer:
        """Raises TimeoutError, EOFError if the child ended, BrokenPipeError, msgspec.DecodeError."""
        deadline = monotonic() + timeout_seconds + (GRACE_SECONDS if self.documents == 0 else 0.0)
        self.documents += 1
        self._write(frame(request), deadline)
        length = int.from_bytes(self._read(LENGTH_BYTES, deadline), "big")
        return parse_answer(self._read(length, deadline))

    def end(self) -> None:
        """Kill it with everything it started; remove its folder."""
        if self.owner != os.getpid():
            return  # a fork of the owner; the child is not ours
        end_group(self.process.pid)
        self.process.wait()
        if self.process.stdin:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        os.close(self.answers)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, content: bytes, deadline: float) -> None:
        assert self.process.stdin is not None  # noqa: S101 (tells the type checker)
        pipe = self.process.stdin.fileno()
        os.set_blocking(pipe, False)
        view = memoryview(content)
        while view:
            _wait(pipe, select.POLLOUT, deadline)
            view = view[os.write(pipe, view[:CHUNK]) :]

    def _read(self, length: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            _wait(self.answers, select.POLLIN, deadline)
            part = os.read(self.answers, min(length - len(parts), CHUNK))
            if not part:
                raise EOFError(self.process.wait())
            parts += part
        return bytes(parts)


def remove_abandoned_folders() -> None:
    """Remove temporary folders whose worker was killed together with its child."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        owner = folder.name.removeprefix(FOLDER_PREFIX).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
        raise TimeoutError


def _explained(error: BaseException, filename: str, settings: ReaderSettings) -> BaseException:
    """What went wrong with the child, as an error about the document."""
    if isinstance(error, TimeoutError):
        return DocumentTooDemanding(filename, f"reading takes longer than {settings.timeout_seconds:g} seconds")
    if isinstance(error, EOFError) and error.args[0] == -signal.SIGXCPU:
        return DocumentTooDemanding(filename, "reading takes too much processor time")
    if isinstance(error, EOFError | BrokenPipeError | msgspec.DecodeError):
        return UnreadableDocument(filename, "reading it crashed the reader; the file is damaged")
    return error
