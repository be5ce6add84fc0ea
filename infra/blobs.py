"""Bytes by name, in a folder or in a bucket; every name starts with the tenant it belongs to.

The place is a URL: `file:///var/lib/zenvoices/blobs` or a plain folder; `s3://bucket/prefix` when the driver s3fs is
installed, with credentials and endpoint from where that driver looks for them.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"\d+(/[A-Za-z0-9][A-Za-z0-9._-]*)+")  # tenant, then names that cannot climb out of the place
PARTIAL = ".partial"
FILE = "file://"


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
        is_folder = "://" not in url or url.startswith(FILE)
        self.place: Place = _Folder(Path(url.removeprefix(FILE))) if is_folder else _Bucket(url)

    def put(self, key: str, data: bytes) -> None:
        """Write the bytes; an unfinished write is never seen under the key."""
        self.place.put(_checked(key), data)

    def get(self, key: str) -> bytes:
        """The bytes; raises `BlobMissing`."""
        try:
            return self.place.get(_checked(key))
        except FileNotFoundError as error:
            raise BlobMissing(key) from error

    def delete(self, key: str) -> None:
        """Remove the bytes, and what an interrupted `put` left of them; fine if there are none."""
        self.place.delete(_checked(key))

    def exists(self, key: str) -> bool:
        return self.place.exists(_checked(key))


class Place(Protocol):
    """Somewhere to keep bytes; `get` raises FileNotFoundError."""

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def delete(self, key: str) -> None: ...
    def exists(self, key: str) -> bool: ...


class _Folder:
    """A folder of this machine; survives a loss of power after `put`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes) -> None:
        """Write beside the name, flush to disk, then take the name."""
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_name(path.name + PARTIAL)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)

    def get(self, key: str) -> bytes:
        return (self.root / key).read_bytes()

    def delete(self, key: str) -> None:
        path = self.root / key
        for name in (path, path.with_name(path.name + PARTIAL)):
            name.unlink(missing_ok=True)
        folder = path.parent
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:  # not empty, or gone already
                return
            folder = folder.parent

    def exists(self, key: str) -> bool:
        return (self.root / key).exists()


class _Bucket:
    """Whatever fsspec has a driver for; an object is there when all of it is."""

    def __init__(self, url: str) -> None:
        import fsspec  # only who uses a bucket waits for it

        self.files, root = fsspec.core.url_to_fs(url, use_listings_cache=False)  # others write too
        self.root = root.rstrip("/")

    def put(self, key: str, data: bytes) -> None:
        self.files.pipe_file(f"{self.root}/{key}", data)

    def get(self, key: str) -> bytes:
        return bytes(self.files.cat_file(f"{self.root}/{key}"))

    def delete(self, key: str) -> None:
        with suppress(FileNotFoundError):
            self.files.rm_file(f"{self.root}/{key}")

    def exists(self, key: str) -> bool:
        return bool(self.files.exists(f"{self.root}/{key}"))


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key: {key!r}")
    return key
