"""What must be there before the service can start: tables of this version, and someone who can log in.

A note in the state directory says that it is, so that a second start need not wait to find that out; it is checked
again as soon as requests are answered.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from zenvoices.settings import Settings

NOTE = "prepared"
PASSWORD_FILE = "admin-password"  # noqa: S105  # the file's name
MIGRATIONS = Path(__file__).resolve().parent.parent / "infra" / "migrations" / "versions"
TENANCY_NAME, LOGIN = "demo", "admin"
SQLITE = "sqlite:///"


def is_prepared(settings: Settings) -> bool:
    """True if the note is of this version and this database."""
    note, database = settings.data / NOTE, settings.database
    if database.startswith(SQLITE) and not Path(database.removeprefix(SQLITE)).exists():
        return False
    return note.exists() and note.read_text() == _state(settings)


def prepare(settings: Settings) -> str | None:
    """Migrate, make the demo tenant if there is none; return its password if one was made up just now."""
    from infra.database import Database
    from zenvoices.demo import ensure_demo

    database = Database(settings.database)
    try:
        database.migrate()
        password = ensure_demo(database, settings.data / PASSWORD_FILE, settings.admin_password)
    finally:
        database.close()
    (settings.data / NOTE).write_text(_state(settings))
    return password


def how_to_log_in(settings: Settings, new_password: str | None) -> list[str]:
    """For people; a password is shown once."""
    file = settings.data / PASSWORD_FILE
    password = new_password or (f"in {file}" if file.exists() else "as you set it")
    return [f"  tenancy name  {TENANCY_NAME}", f"  user          {LOGIN}", f"  password      {password}"]


def _state(settings: Settings) -> str:
    names = sorted(path.name for path in MIGRATIONS.glob("*.py"))
    return hashlib.sha256("\n".join([settings.database, *names]).encode()).hexdigest()
