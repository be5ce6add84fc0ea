"""One attempt at one job: its files are read, and what its schema asks for is looked for in them."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from air.document import Document
from air.errors import AirError, UnreadableDocument
from air.schema import Schema, document_of_text, extract, read_schema
from extraction import consulting, leases, llm
from extraction.files import is_blank
from extraction.llm import LanguageModel
from extraction.results import Found
from extraction.tables import Job, JobFile, SchemaVersion
from extraction.taught import TaughtCache
from infra.blobs import BlobMissing
from infra.machine import Machine
from models_store import load_schema_models
from operations import reasons
from operations.jobs import INPUT_LOST, UNEXPECTED, Recogniser
from operations.readings import pack_readings

NOTHING = Document((), 0, "text")  # a file, or a body, in which there is nothing to read
WARM_UP = "Invoice 2025-001\nYour reference: A12\nTotal: EUR 302,50\n"
log = structlog.get_logger(__name__)
_taught = TaughtCache()


def warm_up() -> None:
    """Load what the first job would wait for: models, and what they stand on."""
    schema = read_schema({"fields": [{"name": "total", "type": "number"}, {"name": "Your reference"}]})
    extract([document_of_text(WARM_UP)], schema, load_schema_models(), document_type="invoice")


class Run:
    """Holds the lease that `leases.claim` gave."""

    def __init__(self, machine: Machine, job: Job, worker: str) -> None:
        self.machine, self.job, self.worker = machine, job, worker
        self.log = log.bind(job=job.id, tenant=job.tenant_id)

    def go(self, recogniser: Recogniser) -> dict[str, Any]:
        started = perf_counter()
        with leases.renewed(self.machine.database, self.job, self.worker):
            is_ours = self._attempt(recogniser)
        ms = round((perf_counter() - started) * 1000, 1)
        self.log.info("job ended", ms=ms, attempt=self.job.attempts, lost=not is_ours)
        return {"job": self.job.id, "lost": not is_ours}

    def _attempt(self, recogniser: Recogniser) -> bool:
        """True if the outcome, good or bad, is written; False if another worker has taken over."""
        try:
            return self._extract(recogniser)
        except BlobMissing:
            return self._fail(INPUT_LOST, {})
        except UnreadableDocument as error:
            return self._fail(*reasons.of(error, error.filename))
        except AirError as error:
            return self._fail(*reasons.of(error, ""))
        except OperationalError:  # the database is in trouble, not the document; the sweep comes back to it
            raise
        except Exception:
            self.log.exception("job failed unexpectedly")
            return self._fail(UNEXPECTED, {})

    def _extract(self, recogniser: Recogniser) -> bool:
        schema, model, files = self._asked()
        documents = [self._read(recogniser, file) for file in files]
        names: list[str | None] = [file.name for file in files]
        if self.job.body is not None:
            documents.append(document_of_text(self.job.body))
            names.append(None)
        taught = _taught.of(self.machine, self.job.tenant_id, self.job.schema_id)
        models = load_schema_models()
        extraction = extract(documents, schema, models, document_type=self.job.document_type, taught=taught)
        is_skipped = not any(_words(document) for document in documents)
        said = None
        if model is not None and not is_skipped:
            extraction, said = consulting.consult(self.machine, self.job, model, schema, documents, extraction)
        found = Found.of(extraction, names, is_skipped=is_skipped, llm=said)
        return leases.finish(self.machine.database, self.job, self.worker, found, pack_readings(documents))

    def _asked(self) -> tuple[Schema, LanguageModel | None, list[JobFile]]:
        """The schema that was frozen into the job, whom to ask beside, and its files in their order."""
        with self.machine.database.session(self.job.tenant_id) as session:
            version = session.get_one(SchemaVersion, self.job.schema_version_id)
            files = select(JobFile).where(JobFile.job_id == self.job.id).order_by(JobFile.position)
            model = llm.named(version.definition.get("llm"))
            return read_schema(version.definition), model, list(session.scalars(files))

    def _read(self, recogniser: Recogniser, file: JobFile) -> Document:
        data = self.machine.blobs.get(file.blob_key)
        return NOTHING if is_blank(data) else recogniser.read(data, file.name)

    def _fail(self, message: str, facts: Any) -> bool:
        self.log.info("job failed", reason=message)  # the facts may tell of the document
        return leases.fail(self.machine.database, self.job, self.worker, message, facts)


def _words(document: Document) -> bool:
    return any(page.lines for page in document.pages)
