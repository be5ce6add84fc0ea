"""Office files (doc, docx, xls, xlsx) through LibreOffice to PDF, then as any PDF."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from time import perf_counter

from air.document import Document
from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers.ending import end_marked
from air.readers.pdf import read_pdf
from air.readers.settings import MEGABYTE, ReaderSettings

PROGRAM = "soffice"
MAX_UNZIPPED = 300 * MEGABYTE  # of a docx or xlsx
MAX_RATIO = 200  # unzipped to zipped; plain office files stay below 50
SMALL = 10 * MEGABYTE  # unzipped; of so little no ratio is a danger
MAX_PARTS = 10_000
ZIP_START = b"PK\x03\x04"
MACROS_OFF = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop><prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
<prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def read_office(data: bytes, filename: str, settings: ReaderSettings) -> Document:
    """Read an office file.

    Raises:
        UnreadableDocument: damaged, encrypted, or LibreOffice is not installed.
        DocumentTooDemanding: a zip bomb, or the conversion takes too long.
    """
    check_archive(data, filename)
    started = perf_counter()
    pdf = convert(data, filename, settings)
    milliseconds = (perf_counter() - started) * 1000
    document = read_pdf(pdf, filename, settings, media="office")
    return replace(document, timings={"convert": milliseconds, **document.timings})


def check_archive(data: bytes, filename: str) -> None:
    """Look into the zip of a docx or xlsx before anything unpacks it.

    Raises:
        UnreadableDocument: damaged or encrypted.
        DocumentTooDemanding: it unpacks to too much.
    """
    if not data.startswith(ZIP_START):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument(filename, "the file is damaged or incomplete; save or send it again") from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(filename, "it is protected with a password; remove the password first")
    unzipped = sum(part.file_size for part in parts)
    is_bomb = unzipped > SMALL and unzipped > MAX_RATIO * len(data)
    if unzipped > MAX_UNZIPPED or len(parts) > MAX_PARTS or is_bomb:
        raise DocumentTooDemanding(filename, f"it unpacks to {unzipped // MEGABYTE} MB in {len(parts)} parts")


def convert(data: bytes, filename: str, settings: ReaderSettings) -> bytes:
    """The file as PDF, converted in a folder and with a profile of its own."""
    with TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder, "document" + PurePath(filename).suffix.lower())
        source.write_bytes(data)
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(MACROS_OFF)
        _run(source, profile, filename, settings)
        target = source.with_suffix(".pdf")
        if not target.exists():
            raise UnreadableDocument(filename, "it cannot be converted; it is damaged or protected with a password")
        return target.read_bytes()


def _run(source: Path, profile: Path, filename: str, settings: ReaderSettings) -> None:
    command = [
        PROGRAM, "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    try:
        process = subprocess.Popen(  # noqa: S603 (fixed program, no shell)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(("HOME", "TMPDIR"), str(source.parent)), "SAL_USE_VCLPLUGIN": "svp"},
        )  # fmt: skip
    except FileNotFoundError as error:
        raise UnreadableDocument(filename, "LibreOffice, which reads office files, is not installed") from error
    try:
        process.wait(settings.timeout_seconds)
    except subprocess.TimeoutExpired as error:
        raise DocumentTooDemanding(filename, "the conversion takes too long") from error
    finally:
        end_marked(profile.as_uri().encode())  # the program starts others, with the same arguments
        process.wait()
