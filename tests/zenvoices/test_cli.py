"""The command line: managing tenants, users and keys; quick help; plain errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp

from auth.permissions import PERMISSIONS
from auth.tables import SigningKey, Tenant, User, UserPermission
from tests.zenvoices.conftest import PASSWORD

ROOT = Path(__file__).parents[2]


def process(*arguments, text="", **environment):
    """The command in a process of its own, as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "zenvoices.cli", *arguments],
        cwd=ROOT,
        input=text,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_making_a_tenant_and_a_user(run, rows):
    assert run("tenant", "create", "Voorbeeld").exit_code == 0
    options = [
        "--email",
        "api@voorbeeld.nl",
        "--language",
        "nl",
        "--permission",
        "Api.Air",
        "--permission",
        "Api.Inbox",
    ]
    result = run("user", "create", "api", "--tenant", "voorbeeld", *options, password=PASSWORD)
    assert result.output == "Made user api of voorbeeld.\n"
    assert [tenant.code for tenant in rows(Tenant)] == ["voorbeeld"]
    (user,) = rows(User)
    assert (user.login, user.email, user.language) == ("api", "api@voorbeeld.nl", "nl")
    assert {row.name for row in rows(UserPermission)} == {"Api.Air", "Api.Inbox"}


def test_the_password_from_stdin(run, rows):
    run("tenant", "create", "voorbeeld")
    assert run("user", "create", "api", "--tenant", "voorbeeld", text=PASSWORD + "\n").exit_code == 0
    assert len(rows(User)) == 1


def test_a_short_password_is_refused(run, made):
    result = run("user", "password", "api", password="short")
    assert result.exit_code == 1
    assert "at least 8 characters" in result.output


def test_no_command_takes_a_password_as_argument(run, made):
    assert run("user", "password", "api", PASSWORD).exit_code == 2
    assert run("user", "create", "b", "--tenant", "voorbeeld", "--password", PASSWORD).exit_code == 2


def test_granting_and_withdrawing(run, made, rows):
    assert run("user", "grant", "api", "Api.Air", "Api.Inbox").exit_code == 0
    assert run("user", "grant", "api", "Api.Air", "--withdraw").exit_code == 0
    assert [row.name for row in rows(UserPermission)] == ["Api.Inbox"]
    assert run("user", "grant", "api", "--all", "--tenant", "voorbeeld").exit_code == 0
    assert {row.name for row in rows(UserPermission)} == set(PERMISSIONS)
    assert run("user", "grant", "api").exit_code == 2


def test_switching_off_and_on_and_another_password(run, made, rows):
    before = rows(User)[0]
    assert run("user", "disable", "api").exit_code == 0
    assert rows(User)[0].is_active is False
    assert run("user", "enable", "api").exit_code == 0
    assert run("user", "password", "api", password="another password").exit_code == 0
    after = rows(User)[0]
    assert after.is_active is True
    assert after.password_hash != before.password_hash
    assert after.security_version == before.security_version + 3


def test_second_factor(run, made, rows):
    uri = run("user", "totp", "api").output.strip()
    secret = parse_qs(urlsplit(uri).query)["secret"][0]
    assert len(pyotp.TOTP(secret).now()) == 6
    assert rows(User)[0].totp_secret == secret
    assert run("user", "totp", "api", "--off").exit_code == 0
    assert rows(User)[0].totp_secret is None


def test_rotating_the_key(run, made, rows):
    assert run("key", "rotate").exit_code == 0
    assert run("key", "rotate").exit_code == 0
    assert [key.verifies_until is None for key in sorted(rows(SigningKey), key=lambda key: key.created_at)] == [
        False,
        True,
    ]
    assert run("key", "rotate", "--revoke").exit_code == 0
    assert len(rows(SigningKey)) == 1


def test_migrating_twice_and_who_may_read_the_state(run, tmp_path):
    assert [run("migrate").exit_code for _ in range(2)] == [0, 0]
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_errors_are_one_sentence_and_exit_code_1(tmp_path):
    result = process("user", "disable", "piet", ZENVOICES_DATA=str(tmp_path / "var"))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "zenvoices: There is no user piet.\n"


def test_an_unknown_permission_is_refused_before_a_password_is_asked_for(tmp_path):
    arguments = ["user", "create", "api", "--tenant", "x", "--permission", "Api.Ari"]
    result = process(*arguments, ZENVOICES_DATA=str(tmp_path / "var"))
    assert result.returncode == 1
    assert result.stderr.startswith("zenvoices: There is no permission Api.Ari. There are: Api, Api.Air,")


def test_a_bad_setting_is_named(tmp_path):
    result = process("migrate", PORT="http", ZENVOICES_DATA=str(tmp_path))
    assert (result.returncode, result.stderr) == (1, "zenvoices: PORT must be of type int, not 'http'\n")


def test_a_database_that_does_not_answer(tmp_path):
    url = f"sqlite:///{tmp_path}/nowhere/x.db"
    result = process("migrate", ZENVOICES_DATABASE_URL=url, ZENVOICES_DATA=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr == "zenvoices: The database does not answer: unable to open database file\n"


def test_asked_for_in_a_wrong_way():
    assert process("nonsense").returncode == 2
    assert process("tenant", "create").returncode == 2


def test_help_names_every_command_and_imports_none_of_them():
    code = "import sys; from zenvoices.cli import main; sys.argv = ['zenvoices', '--help']\n"
    code += "try: main()\nexcept SystemExit: print(*sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in ("tenant", "user", "key", "migrate"):
        assert f"\n  {name} " in result.stdout
    loaded = set(result.stdout.splitlines()[-1].split())
    assert loaded.isdisjoint({"flask", "sqlalchemy", "numpy", "lightgbm", "zenvoices.commands.user"})


def test_extracting_fields_without_a_server(run, tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"properties": {"guest": {"type": "string"}, "nights": {"type": "integer"}}}))
    letter = tmp_path / "stay.txt"
    letter.write_text("Guest: Anna Jansen\nNights: 4\n")
    result = run("extract", "--schema", str(schema), "--json", str(letter))
    assert json.loads(result.stdout)["result"] == {"guest": "Anna Jansen", "nights": 4}
    assert "Anna Jansen" in run("extract", "--schema", str(schema), str(letter)).stdout
    assert run("extract", "--schema", str(schema)).exit_code == 2


def test_a_schema_that_cannot_be_used_is_refused_in_one_sentence(run, tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text('{"fields": [{"name": "a", "type": "money"}]}')
    result = run("extract", "--schema", str(schema), "--text", "a: 1")
    assert result.exit_code == 1
    assert "type" in str(result.exception)
