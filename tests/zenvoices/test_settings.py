"""Settings: defaults, then the environment, then overrides; one table describes them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from extraction.limits import Limits
from zenvoices.settings import BadSetting, Settings, load_settings, table, variable_of

CONFIGURATION = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_the_documentation_has_the_same_table():
    assert table() in CONFIGURATION.read_text()


def test_every_setting_is_explained():
    assert all(len(known.metadata["meaning"]) > 10 for known in fields(Settings))


def test_the_order_of_who_wins():
    environment = {"PORT": "9000", "ZENVOICES_REQUESTS_PER_SECOND": "20", "ZENVOICES_DATA": "/srv/zv"}
    settings = load_settings({"port": 9001}, environment)
    assert (settings.port, settings.requests_per_second, settings.data) == (9001, 20, Path("/srv/zv"))
    assert settings.log_format == "auto"


def test_what_is_not_set_lies_in_the_state_directory():
    settings = load_settings({"data": "/srv/zv"}, {})
    assert settings.database == "sqlite:////srv/zv/zenvoices.db"
    assert settings.redis == "unix:///srv/zv/redis.sock"
    assert settings.blobs == "/srv/zv/blobs"
    elsewhere = load_settings({"data": "/srv/zv", "redis_url": "redis://r:1/0", "database_url": "postgresql://d/x"}, {})
    assert (elsewhere.redis, elsewhere.database) == ("redis://r:1/0", "postgresql://d/x")


def test_an_empty_variable_is_as_if_unset():
    assert load_settings(environment={"PORT": ""}).port == 8000


def test_a_list_of_hosts():
    assert load_settings(environment={"ZENVOICES_ALLOWED_HOSTS": "localhost, files.test,"}).hosts == (
        "localhost",
        "files.test",
    )


def test_secrets_have_no_default():
    secret = [known for known in fields(Settings) if "password" in known.name or "secret" in known.name]
    assert [variable_of(known) for known in secret] == ["ZENVOICES_ADMIN_PASSWORD"]
    assert all(known.default is None for known in secret)


@pytest.mark.parametrize(
    ("overrides", "environment", "message"),
    [({}, {"PORT": "http"}, "PORT must be of type int, not 'http'"), ({"prot": 1}, {}, "unknown settings: prot")],
)
def test_what_cannot_be_understood(overrides, environment, message):
    with pytest.raises(BadSetting, match=message):
        load_settings(overrides, environment)


def test_as_many_requests_for_jobs_as_the_reference_says():
    assert Limits().key_requests == Settings().key_requests_per_minute == 100
    assert Limits().business_requests == Settings().business_requests_per_minute == 300
