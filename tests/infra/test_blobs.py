"""Bytes by name: in a folder, in memory, and in a bucket of a server that speaks S3."""

from __future__ import annotations

import pytest

from infra.blobs import BlobMissing, Blobs, tenant_key

KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}  # that server lets anybody in


@pytest.fixture(scope="module")
def s3_server():
    """The address of a server that speaks S3, with an empty bucket `documents`."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEYS).create_bucket(Bucket="documents")
    yield url
    server.stop()


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request, tmp_path, monkeypatch):
    if request.param == "folder":
        return Blobs(str(tmp_path / "blobs"))
    if request.param == "memory":
        return Blobs(f"memory://{tmp_path.name}")
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3_server"))
    for name, value in KEYS.items():
        monkeypatch.setenv(name.upper(), value)
    return Blobs(f"s3://documents/{tmp_path.name}")


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


@pytest.mark.parametrize("blobs", ["s3"], indirect=True)
def test_a_bucket_holds_the_whole_of_what_was_put(blobs, s3_server):
    """Another client sees it; what another client wrote or deleted is seen at once."""
    import boto3

    client = boto3.client("s3", endpoint_url=s3_server, region_name="us-east-1", **KEYS)
    key, data = tenant_key(7, "inbox", "a", "file.pdf"), bytes(range(256)) * 40_000  # more than a part of an upload
    blobs.put(key, data)
    place = {"Bucket": "documents", "Key": f"{blobs.place.root.removeprefix('documents/')}/{key}"}
    assert client.get_object(**place)["Body"].read() == data == blobs.get(key)
    client.put_object(**place, Body=b"other")
    assert blobs.get(key) == b"other"
    client.delete_object(**place)
    assert not blobs.exists(key)


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
