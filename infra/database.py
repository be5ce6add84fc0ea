"""The database: SQLite in a file by default, PostgreSQL by URL; the same code for both.

A session is one transaction and is meant to be short: open it, read or write, leave it. It commits when the block
ends and rolls back when the block raises; what was loaded stays readable afterwards. On SQLite a session holds the
write lock from its first statement to its end (`BEGIN IMMEDIATE`), so never wait for anything inside one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.orm import DeclarativeBase, Session

from infra.tenancy import TenantMixin, TenantSession, TenantWall

__all__ = ["Base", "Database", "TenantMixin", "TenantSession", "TenantWall"]

BUSY_TIMEOUT_MS = 15_000  # SQLite: how long a transaction waits for the write lock
RETRY_SECONDS = 0.01  # SQLite: between attempts at what it does not wait for
MAPPED_BYTES = 256 * 1024**2  # SQLite: read without copying; all connections share the same memory
POOL_SIZE, POOL_OVERFLOW = 10, 30
STATISTICS_ENTRIES = 1_000  # SQLite: how many of an index are looked at
STATISTICS_SECONDS = 3_600  # SQLite: how old they may be
MIGRATION_LOCK = 0x7A656E76  # PostgreSQL advisory lock: one process migrates at a time


class Base(DeclarativeBase):
    """The base of every table; constraints have names, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database:
    """One database; makes sessions. Threads may share it, processes may not."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(_with_driver(url))

    @contextmanager
    def session(self, tenant_id: int) -> Iterator[TenantSession]:
        """One transaction behind the wall of a tenant."""
        with TenantSession(bind=self.engine, tenant_id=tenant_id, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def system_session(self) -> Iterator[Session]:
        """One transaction that sees the rows of every tenant: for logging in, sweeping, administration."""
        with Session(bind=self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def migrate(self) -> None:
        """Bring the tables to this version; safe to run by several processes at once."""
        from infra.migrations import upgrade  # Alembic is only needed here

        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            upgrade(connection)

    def gather_statistics(self) -> None:
        """Have SQLite look how its rows are spread, which tells it what index is best; PostgreSQL does so by itself.

        Connections learn of it when they are opened, which they are anew after `STATISTICS_SECONDS`.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA analysis_limit={STATISTICS_ENTRIES}")
                connection.exec_driver_sql("ANALYZE")

    def ping(self) -> None:
        """Raises if the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


def _with_driver(url: str) -> URL:
    """`postgresql://` and `postgres://` mean psycopg."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_pre_ping=True)
    engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_recycle=STATISTICS_SECONDS)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediately)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"mmap_size={MAPPED_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    _keep_log(connection)


def _keep_log(connection: Any) -> None:
    """Write ahead to a log, so that readers and the writer don't wait for each other.

    Of several connections that open a new file at once all but one may be refused: SQLite does not wait here, whatever
    `busy_timeout` says.

    Raises:
        sqlite3.OperationalError: The file is locked for longer than `BUSY_TIMEOUT_MS`, or is no database.
    """
    last = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last:
                raise
        time.sleep(RETRY_SECONDS)


def _begin_immediately(connection: Connection) -> None:
    """Take the write lock at once: one that is taken halfway fails instead of waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
