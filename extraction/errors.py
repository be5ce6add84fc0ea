"""The errors of this wire: each has a code word and a status; those of the rooms below get theirs here."""

from __future__ import annotations

from typing import Any

from wire import (
    InvalidInput,
    MissingPermission,
    NotLoggedIn,
    ServiceError,
    ServiceUnavailable,
    TooManyRequests,
)
from wire.envelope import Failure
from wire.errors import NotParsable


class Refusal(ServiceError):
    """Something this wire has a code word for; `meta` goes beside the error."""

    word = "server_error"
    status = 500

    def __init__(self, *, meta: dict[str, Any] | None = None, **facts: Any) -> None:
        super().__init__(**facts)
        self.meta = meta


class JobNotFound(Refusal):
    word, status = "job_not_found", 404
    message = "There is no such job."


class SchemaNotFound(Refusal):
    word, status = "schema_not_found", 404
    message = "There is no schema with id %(id)s."


class KeyNotFound(Refusal):
    word, status = "api_key_not_found", 404
    message = "There is no API key with id %(id)s."


class DuplicateReference(Refusal):
    word, status = "duplicate_client_reference_id", 409
    message = "A job with this client_reference_id exists already."


class CannotBeRetried(Refusal):
    word, status = "job_cannot_be_retried", 409
    message = "A job that is pending cannot be retried."


class CannotBeDeleted(Refusal):
    word, status = "job_cannot_be_deleted", 409
    message = "A job that is pending cannot be deleted."


class HasNoResult(Refusal):
    word, status = "job_has_no_result", 409
    message = "Only a job that is successful can be corrected."


class StorageExceeded(Refusal):
    """Too many files, too large, or no room left."""

    word, status = "file_storage_limit_exceeded", 413

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(**facts)
        self.message = message


class KeyReused(Refusal):
    word, status = "idempotency_key_reused", 422
    message = "This Idempotency-Key was used with other parameters."


class StillAtIt(Refusal):
    word, status = "idempotency_key_in_use", 409
    message = "A request with this Idempotency-Key is being handled; try again."


class NotStored(Refusal):
    word, status = "file_not_stored", 500
    message = "%(name)s could not be stored, so nothing of the job was kept; send it again."


WORDS: tuple[tuple[type[ServiceError], int, str], ...] = (  # the first that fits
    (NotParsable, 400, "parse_error"),
    (InvalidInput, 400, "validation_error"),
    (NotLoggedIn, 401, "authentication_failed"),
    (MissingPermission, 403, "permission_denied"),
    (TooManyRequests, 429, "rate_limit_exceeded"),
    (ServiceUnavailable, 503, "service_unavailable"),
)
OF_STATUS = {404: (404, "not_found"), 405: (405, "method_not_allowed"), 500: (500, "server_error")}
UNREADABLE = (400, "parse_error")  # what HTTP itself refuses


def status_and_word(failure: Failure) -> tuple[int, str]:
    """How a failure is answered on this wire."""
    if isinstance(failure.error, Refusal):
        return failure.error.status, failure.error.word
    for kind, status, word in WORDS:
        if isinstance(failure.error, kind):
            return status, word
    return OF_STATUS.get(failure.status, UNREADABLE)
