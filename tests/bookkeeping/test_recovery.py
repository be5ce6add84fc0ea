"""Nothing is lost and nothing is done twice: a queue that forgets, workers that die halfway, exports that fail."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from bookkeeping import administrations, dropping, exporting, importing_documents, sweep
from bookkeeping.numbers import ImportStatus, Status
from bookkeeping.tables import FinancialTransaction, InboxDocument
from infra.types import now
from operations.tables import OperationCharge, OperationFeedback
from tests.bookkeeping.invoices import CAR, CAR_LINE, invoice

PAST = timedelta(minutes=1)


@pytest.fixture
def settings(settings):
    return settings | {"allowed_hosts": "127.0.0.1"}


@pytest.fixture
def machine(app):
    return app.extensions["machine"]


def statuses(books):
    return [item["importStatus"] for item in books.post("inbox/list", **books.body()).json["result"]["items"]]


def count(books, table):
    with books.database.system_session() as session:
        return session.scalar(select(func.count()).select_from(table))


def overdue(database):
    with database.system_session() as session:
        session.execute(update(InboxDocument).values(look_again_at=now() - PAST))


def test_a_document_that_the_queue_forgot_is_found(books, work, machine, database):
    books.upload(invoice(), "a.pdf")
    machine.queue.redis.flushall()
    sweep.sweep(machine)
    work()
    assert statuses(books) == [ImportStatus.WAITING], "it is not overdue yet"
    overdue(database)
    sweep.sweep(machine)
    work()
    assert statuses(books) == [ImportStatus.DONE]


def test_an_import_that_is_done_again_proposes_once(books, work, machine):
    number = books.upload(invoice(), "a.pdf").json["result"]["id"]
    work()
    assert importing_documents.run(machine, books.user.tenant_id, number) == "skipped"
    assert (count(books, FinancialTransaction), count(books, OperationCharge)) == (1, 1)


def test_a_worker_that_died_between_reading_and_proposing(books, work, machine, database, monkeypatch):
    number = books.upload(invoice(), "a.pdf").json["result"]["id"]
    work()
    with database.system_session() as session:  # as it was when the result was stored and nothing after it
        for table in ("procurator_status_changes", "financial_transaction_readings", "financial_transaction_lines"):
            session.execute(FinancialTransaction.metadata.tables[table].delete())
        session.execute(FinancialTransaction.__table__.delete())
        session.execute(update(InboxDocument).values(import_status=ImportStatus.RUNNING))
    assert importing_documents.run(machine, books.user.tenant_id, number).startswith("proposed")
    assert (count(books, FinancialTransaction), count(books, OperationCharge)) == (1, 1)


def test_a_document_that_another_worker_reads_is_left_to_it(books, work, machine, database):
    number = books.upload(invoice(), "a.pdf").json["result"]["id"]
    document, file = importing_documents._begin(machine, books.user.tenant_id, number)
    operation_id = importing_documents._operation(machine, document, file, machine.blobs.get(file.blob_key))
    from operations import leases

    assert leases.claim(database, operation_id, "another") is not None
    assert importing_documents.run(machine, books.user.tenant_id, number) == "elsewhere"
    assert statuses(books) == [ImportStatus.RUNNING]


def test_bytes_that_never_arrived(books, work, machine):
    number = books.upload(invoice(), "a.pdf").json["result"]["id"]
    for path in Path(machine.blobs.place.root).rglob("*"):
        path.unlink() if path.is_file() else None
    work()
    details = books.get("inbox/details", id=number).json["result"]
    assert (details["importStatus"], details["errorMessage"]) == (
        ImportStatus.FAILED,
        "The document was not received completely; send it again.",
    )


@contextmanager
def accounting_system(*answers: int) -> Iterator[tuple[str, list[dict]]]:
    """An address that answers with these statuses, the last one for ever; what it was sent."""
    received: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append({"key": self.headers["Idempotency-Key"], **json.loads(body)})
            status = answers[min(len(received), len(answers)) - 1]
            content = json.dumps({"id": "x-1"} if status == 200 else {"why": "closed period"}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/book", received
    finally:
        server.shutdown()
        server.server_close()


def approved(books, work, database, url):
    administrations.change(
        database, "voorbeeld", books.code, accounting_system="JsonOverHttps", connector_settings={"url": url}
    )
    books.upload(invoice(), "a.pdf")
    work()
    [item] = books.post("financialTransaction/list").json["result"]["items"]
    books.post(f"financialTransaction/{item['id']}/approve")
    work()
    return item["id"]


def test_a_refused_export_says_why_and_can_be_tried_again(books, work, database):
    with accounting_system(422, 200) as (url, received):
        number = approved(books, work, database, url)
        failed = books.transaction(number)
        assert failed["status"] == Status.EXPORT_FAILED
        assert "closed period" in failed["exportErrorMessage"]
        assert books.post(f"financialTransaction/{number}/retryExport").status_code == 200
        work()
        done = books.transaction(number)
    assert (done["status"], done["externalId"], done["exportErrorMessage"]) == (Status.EXPORTED, "x-1", None)
    assert [r["key"] for r in received] == [f"export-{number}"] * 2
    assert received[0]["taxInclusiveAmount"] == 302.5


def test_what_may_succeed_later_is_tried_later_and_given_up_in_the_end(books, work, machine, database):
    with accounting_system(503) as (url, received):
        number = approved(books, work, database, url)
        waiting = books.transaction(number)
        assert waiting["status"] == Status.READY
        assert "503" in waiting["exportErrorMessage"]
        for _ in exporting.PAUSES:
            with database.system_session() as session:
                session.execute(update(FinancialTransaction).values(export_due_at=now() - PAST))
            sweep.sweep(machine)
            work()
    assert books.transaction(number)["status"] == Status.EXPORT_FAILED
    assert len({r["key"] for r in received}) == 1


def test_two_workers_export_a_booking_once(books, work, machine, database):
    with accounting_system(200) as (url, received):
        number = approved(books, work, database, url)
        assert exporting.run(machine, books.user.tenant_id, number) == "skipped"
    assert len(received) == 1


def test_the_drop_folder(books, work, machine, tmp_path):
    folder = tmp_path / "drop" / "voorbeeld" / "BOUW"
    folder.mkdir(parents=True)
    files = {"a.pdf": invoice(), "b.exe": b"MZ", ".hidden.pdf": invoice(), "new.pdf": invoice(CAR_LINE, **CAR)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        os.utime(folder / name, (time.time() - 60,) * 2)
    os.utime(folder / "new.pdf", (time.time() + 3600,) * 2)  # somebody is still writing it
    stranger = tmp_path / "drop" / "voorbeeld" / "NIETS" / "c.pdf"
    stranger.parent.mkdir()
    stranger.write_bytes(invoice())
    os.utime(stranger, (time.time() - 60,) * 2)
    assert dropping.take(tmp_path / "drop", machine) == 3
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert left == [".hidden.pdf", "new.pdf", "refused/b.exe", "refused/b.exe.txt"]
    said = (stranger.parent / "refused" / "c.pdf.txt").read_text()
    assert said == "There is no administration NIETS of tenant voorbeeld.\n"
    work()
    [item] = books.post("inbox/list", **books.body()).json["result"]["items"]
    assert (item["subject"], item["importStatus"]) == ("a.pdf", ImportStatus.DONE)
    (folder / "a.pdf").write_bytes(files["a.pdf"])
    os.utime(folder / "a.pdf", (time.time() - 60,) * 2)
    assert dropping.take(tmp_path / "drop", machine) == 1
    assert books.post("inbox/list", **books.body()).json["result"]["totalCount"] == 1, "the same file is the same"


def test_a_correction_teaches_the_model_that_read_the_document(books, work, database):
    model = books.post("air/model/createOrUpdate", name="Bouw").json["result"]["id"]
    administrations.change(database, "voorbeeld", books.code, default_model_id=UUID(model))
    books.upload(invoice(), "a.pdf")
    work()
    [item] = books.post("financialTransaction/list").json["result"]["items"]
    books.put(f"financialTransaction/{item['id']}", invoiceNumber="F25-0043")
    with database.system_session() as session:
        [given] = session.scalars(select(OperationFeedback.given))
    assert "F25-0043" in json.dumps(given)


def test_the_statements_of_lists_and_details_do_not_grow(books, work, machine, database):
    from sqlalchemy import event

    def statements(what):
        seen = []
        listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(machine.database.engine, "before_cursor_execute", listener)
        what()
        event.remove(machine.database.engine, "before_cursor_execute", listener)
        return len(seen)

    books.upload(invoice(), "a.pdf")
    work()
    [first] = books.post("financialTransaction/list").json["result"]["items"]
    few = (
        statements(lambda: books.post("financialTransaction/list")),
        statements(lambda: books.transaction(first["id"])),
    )
    line = {"description": "x", "taxExclusiveAmount": 1, "taxRate": 0.21, "ledgerAccountCode": "4500"}
    books.put(f"financialTransaction/{first['id']}", lines=[line] * 50)
    for number in range(5):
        books.upload(invoice(number=f"F-{number}"), f"{number}.pdf")
    work()
    assert books.post("financialTransaction/list").json["result"]["totalCount"] == 6
    many = (
        statements(lambda: books.post("financialTransaction/list")),
        statements(lambda: books.transaction(first["id"])),
    )
    assert many == few
