"""The wall between tenants and how transactions behave."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from sqlalchemy import ForeignKey, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

from infra.database import Database, TenantMixin, TenantWall


class Tables(DeclarativeBase):
    pass


class Shelf(TenantMixin, Tables):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[list[Book]] = relationship(back_populates="shelf")


class Book(TenantMixin, Tables):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelves.id"))
    shelf: Mapped[Shelf | None] = relationship(back_populates="books")


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'zenvoices.db'}")
    Tables.metadata.create_all(database.engine)
    for tenant_id in (1, 2):
        with database.session(tenant_id) as session:
            session.add(
                Shelf(id=tenant_id, name=f"shelf {tenant_id}", books=[Book(id=tenant_id, title=f"book {tenant_id}")])
            )
    yield database
    database.close()


def test_a_session_sees_only_its_tenant(database):
    with database.session(1) as session:
        assert session.scalars(select(Book.title)).all() == ["book 1"]
        assert session.scalar(select(func.count()).select_from(Book)) == 1
        assert session.get(Book, 2) is None
        other = aliased(Book)
        assert session.execute(select(Shelf.id, other.id).join(other, other.id > 0)).all() == [(1, 1)]
        assert [book.title for book in session.get(Shelf, 1).books] == ["book 1"]
        assert session.scalars(select(Book.id).where(Book.id.in_(select(Book.id)))).all() == [1]
        assert session.scalars(select(Book.id).union_all(select(Book.id))).all() == [1, 1]


def test_a_lazy_relation_stays_behind_the_wall(database):
    with database.system_session() as session:
        session.get(Book, 1).shelf_id = 2  # a row that points across
    with database.session(1) as session:
        assert session.get(Book, 1).shelf is None


def test_bulk_writes_reach_only_the_own_rows(database):
    with database.session(1) as session:
        session.execute(update(Book).values(title="mine"))
        session.execute(delete(Shelf).where(Shelf.id == 2))
    with database.system_session() as session:
        assert session.scalars(select(Book.title).order_by(Book.id)).all() == ["mine", "book 2"]
        assert session.get(Shelf, 2) is not None


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        (text("SELECT * FROM books"), None),
        (select(Shelf).where(text("1 = 1")), None),
        (select(Book.__table__.alias()), None),
        (select(func.count()).select_from(Book.__table__), None),
        (select(Shelf).join(Book.__table__, Book.id > 0), None),
        (select(Book.__table__), None),
        (select(Shelf).where(Shelf.id.in_(select(Book.__table__.c.id))), None),
        (update(Book.__table__).values(title="theirs"), None),
        (delete(Book.__table__), None),
        (insert(Book), [{"tenant_id": 2, "title": "theirs"}]),
        (insert(Book.__table__), [{"tenant_id": 2, "title": "theirs"}]),
        (update(Book), [{"id": 2, "title": "theirs"}]),
        (update(Book.__table__).where(Book.__table__.c.id == bindparam("key")), [{"key": 2, "title": "theirs"}]),
    ],
    ids=[
        "text",
        "text within",
        "alias of a table",
        "count of a table",
        "join of a table",
        "table",
        "table in a subquery",
        "update table",
        "delete table",
        "insert",
        "insert table",
        "update by keys",
        "update table by keys",
    ],
)
def test_ways_around_the_wall_are_refused(database, statement, parameters):
    with pytest.raises(TenantWall), database.session(1) as session:
        session.execute(statement, parameters)
    with database.system_session() as session:
        assert session.scalars(select(Book.title).order_by(Book.id)).all() == ["book 1", "book 2"]


def _change_title(session, book):
    session.add(book)
    book.title = "changed"


def _take_over(session, book):
    session.add(book)
    book.tenant_id = 1


def _add_for_them(session, book):
    session.add(Book(tenant_id=2, title="for the neighbours"))


def _delete(session, book):
    session.delete(book)


@pytest.mark.parametrize("trespass", [_change_title, _take_over, _add_for_them, _delete])
def test_rows_of_others_are_refused(database, trespass):
    with database.session(2) as session:
        theirs = session.get(Book, 2)
    with pytest.raises(TenantWall), database.session(1) as session:
        trespass(session, theirs)
    with database.system_session() as session:
        assert session.scalars(select(Book.title).order_by(Book.id)).all() == ["book 1", "book 2"]


def test_a_session_needs_a_tenant(database):
    with pytest.raises(TypeError), database.session(None):
        pass


def test_a_block_that_raises_leaves_nothing(database):
    def fail_halfway() -> None:
        with database.session(1) as session:
            session.add(Book(title="half"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with database.session(1) as session:
        assert session.scalar(select(func.count()).select_from(Book)) == 1


def test_read_and_write_from_many_threads_lose_nothing(database):
    def add_one() -> None:
        for _ in range(10):
            with database.session(1) as session:
                book = session.get(Book, 1)
                book.title = str(int(book.title) + 1) if book.title.isdigit() else "1"

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session(1) as session:
        assert session.get(Book, 1).title == "80"


def test_a_new_file_that_another_is_setting_up_is_waited_for(tmp_path):
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ready = threading.Timer(0.3, other.rollback)
    ready.start()
    database = Database(f"sqlite:///{path}")
    database.ping()
    with database.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    database.close()
    ready.join()
    other.close()


def test_statistics_are_gathered_where_the_database_does_not_do_so_by_itself(database):
    with database.session(1) as session:
        session.add_all(Book(title=f"{number % 2}") for number in range(50))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE INDEX ix_books_title ON books (title)")
    database.gather_statistics()
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_books_title'").scalar_one()
    rows, rows_per_title = (int(number) for number in found.split())
    assert rows == 52
    assert 10 < rows_per_title < 52
