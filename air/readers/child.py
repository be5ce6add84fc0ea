"""The reading process: `python -m air.readers.child FD` reads requests from stdin and writes answers to FD.

It ends, with everything it started and its temporary files, when the process that started it is gone.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers.dispatch import read_document
from air.readers.messages import LENGTH_BYTES, Answer, Request, frame, parse_request
from air.readers.settings import MEGABYTE, ReaderSettings

WATCH_MILLISECONDS = 1000  # between looks whether the parent still lives
MOST_TRIES = 1000  # to remove a folder
MAX_FILE_BYTES = 1024 * MEGABYTE  # written to one temporary file


def main(answers_fd: int) -> None:
    """Answer requests until stdin ends."""
    threading.Thread(target=_watch_parent, args=(os.getppid(), _remove_all), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, MAX_FILE_BYTES))
    _warm_up()
    with os.fdopen(answers_fd, "wb") as answers:
        while content := _next_frame(sys.stdin.buffer):
            answers.write(_reply(parse_request(content)))
            answers.flush()
            gc.collect(0)


def _reply(request: Request) -> bytes:
    """The framed answer: the document or what went wrong."""
    try:
        _limit(request.settings)
        document = read_document(request.data, request.filename, request.settings)
        return frame(Answer(document=document, memory_bytes=_resident_bytes()))
    except Exception as error:  # a reader may fail in any way on a hostile file; the process goes on
        kind, reason = _explained(error, request.settings)
    return frame(Answer(error=kind.__name__, reason=reason, memory_bytes=_resident_bytes()))


def _explained(error: Exception, settings: ReaderSettings) -> tuple[type[UnreadableDocument], str]:
    """The kind of error and its reason."""
    if isinstance(error, UnreadableDocument):
        return type(error), error.reason
    if isinstance(error, MemoryError) or "Insufficient memory" in str(error):  # the latter is OpenCV
        return DocumentTooDemanding, f"reading takes more than {settings.memory_bytes // MEGABYTE} MB of memory"
    if isinstance(error, RecursionError):
        return DocumentTooDemanding, "its parts are nested too deeply"
    return UnreadableDocument, f"reading failed ({type(error).__name__})"


def _limit(settings: ReaderSettings) -> None:
    """Memory and processor time of this document, here and in the programs that are started for it."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (settings.memory_bytes, hard))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime + settings.timeout_seconds * (settings.threads or os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 2, resource.RLIM_INFINITY))


def _next_frame(stream: BinaryIO) -> bytes:
    """Content of the next frame; empty at the end."""
    length = stream.read(LENGTH_BYTES)
    return stream.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else b""


def _watch_parent(parent: int, end: Callable[[], None]) -> None:
    """Call `end` when the parent is gone: its end of the pipe is closed, or we have another parent."""
    poll = select.poll()
    poll.register(sys.stdin.fileno(), 0)  # only hang-ups
    while not poll.poll(WATCH_MILLISECONDS) and os.getppid() == parent:
        pass
    end()


def _remove_all() -> None:
    """End this process group (OCR and office programs are in it) and leave no files behind."""
    folder, tries = os.environ["TMPDIR"], MOST_TRIES
    while os.path.exists(folder) and tries:  # reading goes on meanwhile, and may have put new files there
        shutil.rmtree(folder, ignore_errors=True)
        tries -= 1
    os.killpg(0, signal.SIGKILL)


def _warm_up() -> None:
    """Load what the most common document needs, before it comes."""
    import air.readers.pdf  # noqa: F401


def _resident_bytes() -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(int(sys.argv[1]))
