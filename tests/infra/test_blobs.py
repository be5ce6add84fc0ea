"""Bytes by name, in a folder and in what behaves like a bucket."""

from __future__ import annotations

import pytest

from infra.blobs import BlobMissing, Blobs, tenant_key


@pytest.fixture(params=["folder", "memory"])
def blobs(request, tmp_path):
    return Blobs(str(tmp_path / "blobs") if request.param == "folder" else f"memory://{tmp_path.name}")


def test_put_get_delete(blobs):
    key = tenant_key(7, "operations", "abc", "input")
    assert not blobs.exists(key)
    blobs.put(key, b"first")
    blobs.put(key, b"second")
    assert blobs.get(key) == b"second"
    blobs.delete(key)
    blobs.delete(key)
    assert not blobs.exists(key)
    with pytest.raises(BlobMissing):
        blobs.get(key)


@pytest.mark.parametrize("key", ["", "input", "7/../8/input", "/etc/passwd", "7//a", "x/a", "7/.hidden", "7/a\n"])
def test_a_key_cannot_leave_its_tenant(blobs, key):
    with pytest.raises(ValueError, match="not a key"):
        blobs.put(key, b"")


def test_an_interrupted_write_is_not_seen_and_goes_with_the_key(tmp_path):
    blobs = Blobs(str(tmp_path / "blobs"))
    (tmp_path / "blobs/7/a").mkdir(parents=True)
    (tmp_path / "blobs/7/a/input.partial").write_bytes(b"hal")
    assert not blobs.exists("7/a/input")
    blobs.delete("7/a/input")
    assert list((tmp_path / "blobs").rglob("*")) == []


def test_only_the_owner_may_read(tmp_path):
    Blobs(str(tmp_path / "blobs")).put("7/a/input", b"secret")
    assert (tmp_path / "blobs/7/a/input").stat().st_mode & 0o077 == 0
