"""The reading process: its limits, its crashes, and that nothing is left of it."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest
from PIL import Image

from air.errors import DocumentTooDemanding, UnreadableDocument, UnsupportedDocument
from air.readers import ReaderProcess, ReaderSettings, read_document
from air.readers.settings import MEGABYTE
from tests.air.readers.files import INVOICE, UBL, encoded, pdf, scan, scanned_pdf


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of our own for temporary files, to see what is left in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def reader(temporary):
    with ReaderProcess() as reader:
        yield reader
    assert list(temporary.iterdir()) == []


def test_document_is_the_same_as_read_here(reader):
    for data, name in ((pdf(INVOICE), "a.pdf"), (UBL, "a.xml")):
        here, there = read_document(data, name), reader.read(data, name)
        assert (there.pages, there.structured, there.media) == (here.pages, here.structured, here.media)


def test_child_stays(reader):
    reader.read(pdf(INVOICE), "a.pdf")
    pid = reader.pid
    reader.read(pdf(INVOICE), "b.pdf")
    assert reader.pid == pid


def test_child_is_replaced_after_its_documents(temporary):
    with ReaderProcess(max_documents=2) as reader:
        pids = []
        for _ in range(3):
            pids.append(reader.pid)
            reader.read(pdf(INVOICE), "a.pdf")
    assert pids[0] is None
    assert pids[2] not in (None, pids[1])


def test_child_that_grew_is_replaced(temporary):
    with ReaderProcess(max_resident_bytes=1 * MEGABYTE) as reader:
        reader.start()
        pid = reader.pid
        reader.read(pdf(INVOICE), "a.pdf")
        assert reader.pid != pid


@pytest.mark.parametrize(
    ("data", "name", "error", "reason"),
    [
        (b"", "a.pdf", UnreadableDocument, "empty"),
        (b"x", "a.exe", UnsupportedDocument, ".exe"),
        (encoded(scan(dpi=20)), "a.png", None, ""),
    ],
    ids=["unreadable", "unsupported", "fine"],
)
def test_errors_come_back_as_they_are(reader, data, name, error, reason):
    if error is None:
        assert reader.read(data, name).page_count == 1
        return
    with pytest.raises(error, match=reason) as caught:
        reader.read(data, name)
    assert type(caught.value) is error
    assert caught.value.filename == name


def test_time_limit(reader):
    reader.read(pdf(INVOICE), "warm.pdf")
    slow = scanned_pdf(scan(dpi=300))
    with pytest.raises(DocumentTooDemanding, match=r"longer than 0\.3 seconds"):
        reader.read(slow, "a.pdf", ReaderSettings(timeout_seconds=0.3))
    assert reader.read(pdf(INVOICE), "b.pdf").pages


def test_memory_limit(reader):
    big = encoded(Image.new("1", (9_990, 9_990)))
    with pytest.raises(DocumentTooDemanding, match="memory"):
        reader.read(big, "a.png", ReaderSettings(memory_bytes=500 * MEGABYTE))
    assert reader.read(pdf(INVOICE), "b.pdf").pages


def test_crash_costs_one_document(reader):
    reader.read(pdf(INVOICE), "warm.pdf")
    slow = scanned_pdf(scan(dpi=300))
    _kill_at_work(reader.pid, signal.SIGSEGV)
    with pytest.raises(UnreadableDocument, match="crashed"):
        reader.read(slow, "a.pdf")
    assert reader.read(pdf(INVOICE), "b.pdf").pages


def test_child_that_died_in_between_is_replaced(reader):
    reader.read(pdf(INVOICE), "a.pdf")
    os.kill(reader.pid, signal.SIGKILL)
    assert reader.read(pdf(INVOICE), "b.pdf").pages


def test_child_that_somebody_killed_is_no_fault_of_the_document(reader):
    reader.read(pdf(INVOICE), "warm.pdf")
    slow = scanned_pdf(scan(dpi=300))
    _kill_at_work(reader.pid, signal.SIGKILL)
    assert reader.read(slow, "a.pdf", ReaderSettings(engine="tesseract")).pages[0].lines


def test_programs_of_a_killed_child_end_too(reader):
    reader.read(pdf(INVOICE), "warm.pdf")
    group = reader.pid
    with pytest.raises(DocumentTooDemanding):
        reader.read(scanned_pdf(scan(dpi=300)), "a.pdf", ReaderSettings(timeout_seconds=1))
    assert _wait_for(lambda: not _group(group))


WORKER = """
import sys, threading, time
from air.readers import ReaderProcess
reader = ReaderProcess()
reader.start()
print(reader.pid, flush=True)
reader.read(open(sys.argv[1], "rb").read(), "a.pdf")
"""


@pytest.mark.parametrize("moment", ["idle", "busy"])
def test_killed_worker_leaves_nothing(tmp_path, moment):
    """SIGKILL to the worker: the child ends with its OCR engines, and removes its files."""
    file = tmp_path / "a.pdf"
    file.write_bytes(scanned_pdf(scan(dpi=300)))
    folder = tmp_path / "tmp"
    folder.mkdir()
    command = [sys.executable, "-c", WORKER, str(file if moment == "busy" else "/dev/zero/none")]
    worker = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    child = int(worker.stdout.readline())
    if moment == "busy":
        assert _wait_for(lambda: len(_group(child)) > 1)
    worker.kill()
    worker.wait()
    assert _wait_for(lambda: not _group(child))
    assert _wait_for(lambda: not list(folder.iterdir()))


def test_folder_of_a_dead_worker_is_removed_by_the_next(temporary):
    (temporary / "air-reader-999999999-x").mkdir()
    (temporary / f"air-reader-{os.getppid()}-alive").mkdir()
    with ReaderProcess() as reader:
        reader.start()
        assert not (temporary / "air-reader-999999999-x").exists()
    assert [path.name for path in temporary.iterdir()] == [f"air-reader-{os.getppid()}-alive"]


def test_child_does_not_know_our_environment(reader, monkeypatch):
    monkeypatch.setenv("ZENVOICES_SECRET", "hidden")
    reader.start()
    assert "ZENVOICES_SECRET" not in psutil.Process(reader.pid).environ()


def _kill_at_work(leader: int, number: signal.Signals) -> None:
    """As soon as it has a program running, which it has for long."""

    def kill() -> None:
        if _wait_for(lambda: len(_group(leader)) > 1):
            os.kill(leader, number)

    threading.Thread(target=kill, daemon=True).start()


def _group(leader: int) -> list[int]:
    """Processes that run in the group, zombies left out."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def _wait_for(condition, seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
