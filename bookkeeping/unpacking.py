"""Zip files and e-mails with several documents: which documents they hold. Opened in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import msgspec

from bookkeeping.unpacking_child import Refused, Unpacked

SECONDS = 90
ROOT = str(Path(__file__).resolve().parent.parent)
CONTAINERS = {".zip": "zip", ".eml": "eml"}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of a container, each with its files, the one to read first."""

    documents: Sequence[Sequence[File]]
    skipped: Sequence[str]


def is_container(file_name: str) -> bool:
    return PurePath(file_name).suffix.lower() in CONTAINERS


def unpack(data: bytes, file_name: str) -> Contents:
    """Open a container.

    Raises:
        Refused: it cannot be unpacked; the message says why.
    """
    kind = CONTAINERS[PurePath(file_name).suffix.lower()]
    unpacked = _in_child(data, kind)
    if unpacked.message is not None:
        raise Refused(unpacked.message, **unpacked.facts)
    return Contents(_documents([File(name, content) for name, content in unpacked.files]), unpacked.skipped)


def _in_child(data: bytes, kind: str) -> Unpacked:
    command = [sys.executable, "-m", "bookkeeping.unpacking_child", kind]
    environment = {"PYTHONPATH": ROOT, "PATH": "", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command, input=data, capture_output=True, timeout=SECONDS, env=environment, cwd="/", check=False
        )
        return msgspec.msgpack.decode(done.stdout, type=Unpacked)
    except subprocess.TimeoutExpired as error:
        raise Refused("Unpacking %(kind)s takes too long.", kind=kind) from error
    except msgspec.DecodeError as error:
        raise Refused("The %(kind)s file cannot be unpacked: it is damaged, or too large.", kind=kind) from error


def _documents(files: list[File]) -> list[list[File]]:
    """An e-invoice and the PDF of the same name are one document; the XML has the exact values."""
    pdfs = {PurePath(file.name).stem.lower(): file for file in files if file.name.lower().endswith(".pdf")}
    documents: list[list[File]] = []
    paired = set[int]()
    for file in files:
        if file.name.lower().endswith(".xml") and (pdf := pdfs.get(PurePath(file.name).stem.lower())):
            documents.append([file, pdf])
            paired |= {id(file), id(pdf)}
    return documents + [[file] for file in files if id(file) not in paired]
