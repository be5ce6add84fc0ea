"""Bytes by name, in a folder or in a bucket; every name starts with the tenant it belongs to.

The place is a URL: `file:///var/lib/zenvoices/blobs` or a plain folder; `s3://bucket/prefix` when the driver s3fs is
installed, with credentials from where that driver looks for them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

KEY = re.compile(r"\d+(/[A-Za-z0-9][A-Za-z0-9._-]*)+")  # tenant, then names that cannot climb out of the place
PARTIAL = ".partial"


class BlobMissing(Exception):
    """There are no bytes under this key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def tenant_key(tenant_id: int, *names: object) -> str:
    """The key of a tenant's bytes: `tenant_key(7, "operations", id, "input")`."""
    return "/".join(str(part) for part in (tenant_id, *names))


class Blobs:
    """A place for bytes. What `put` was told is there after it returned, all of it or nothing."""

    def __init__(self, url: str) -> None:
        self.files, root = fsspec.core.url_to_fs(url)
        self.root = root.rstrip("/")
        self.is_local = isinstance(self.files, LocalFileSystem)

    def put(self, key: str, data: bytes) -> None:
        """Write the bytes; an unfinished write is never seen under the key."""
        path = self._path(key)
        if self.is_local:
            _write_durably(Path(path), data)
        else:
            self.files.pipe_file(path, data)  # a bucket shows an object when all of it is there

    def get(self, key: str) -> bytes:
        """The bytes; raises `BlobMissing`."""
        try:
            return bytes(self.files.cat_file(self._path(key)))
        except FileNotFoundError as error:
            raise BlobMissing(key) from error

    def delete(self, key: str) -> None:
        """Remove the bytes, and what an interrupted `put` left of them; fine if there are none."""
        for path in (self._path(key), self._path(key) + PARTIAL) if self.is_local else (self._path(key),):
            try:
                self.files.rm_file(path)
            except FileNotFoundError:
                continue
        if self.is_local:
            _remove_empty_folders(Path(self._path(key)).parent, Path(self.root))

    def exists(self, key: str) -> bool:
        return bool(self.files.exists(self._path(key)))

    def _path(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return f"{self.root}/{key}"


def _write_durably(path: Path, data: bytes) -> None:
    """Write beside the name, flush to disk, then take the name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(path.name + PARTIAL)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            return
        folder = folder.parent
