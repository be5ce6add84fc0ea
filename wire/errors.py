"""The errors of the wire, and the one table that says with which status and text each is answered.

Rooms above raise these or subclasses of them. Messages are English texts that `gettext` translates when the answer
is written, with `%(name)s` placeholders for the facts; so an error can be raised far from any request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class ServiceError(Exception):
    """Everything that is raised on purpose. `message` is a text for the user, `facts` fill its placeholders."""

    message = "An internal error occurred during your request."
    code = 0
    details: str | None = None

    def __init__(self, **facts: Any) -> None:
        super().__init__(facts)
        self.facts: Mapping[str, Any] = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class BusinessError(ServiceError):
    """A rule of the business forbids it: 500 with a clear message, as clients of this API expect."""

    def __init__(self, message: str, *, details: str | None = None, code: int = 0, **facts: Any) -> None:
        super().__init__(**facts)
        self.message, self.details, self.code = message, details, code


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input, and the inputs it is about, spelled as on the wire (camelCase)."""

    message: str
    members: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class InvalidInput(ServiceError):
    """The input breaks a rule that the caller can see: `InvalidInput("fileName has no extension.", "fileName")`."""

    message = "Your request is not valid."

    def __init__(self, message: str, *members: str, **facts: Any) -> None:
        super().__init__()
        self.problems: Sequence[Problem] = (Problem(message, members, facts),)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> InvalidInput:
        error = cls("")
        error.problems = tuple(problems)
        return error

    def __str__(self) -> str:
        return " ".join(p.message % p.facts if p.facts else p.message for p in self.problems)


class NotParsable(InvalidInput):
    """The body is no JSON, or no form, or has characters that are no text."""


class NotLoggedIn(ServiceError):
    """Nobody is logged in, or not with a login that still counts."""

    message = "You are not logged in."

    def __init__(self, message: str | None = None, **facts: Any) -> None:
        super().__init__(**facts)
        self.message = message or type(self).message


class MissingPermission(ServiceError):
    """Logged in, but not allowed to: all of these permissions are needed."""

    message = "You need these permissions: %(names)s."

    def __init__(self, *names: str) -> None:
        super().__init__(names=", ".join(names))


class EntityNotFound(ServiceError):
    """There is no such thing, or none that the caller may see."""

    message = "There is no %(type)s with id %(id)s."

    def __init__(self, type: str, id: object) -> None:  # named as in the framework's text
        super().__init__(type=type, id=str(id))


class TooManyRequests(ServiceError):
    """Slow down; may be tried again after `retry_after` seconds."""

    message = "Too many requests; try again in %(seconds)s s."

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(seconds=retry_after)
        self.retry_after = retry_after


class ServiceUnavailable(ServiceError):
    """Something this service stands on does not answer."""

    message = "The service is not ready: %(parts)s."


STATUS_OF_ERROR: tuple[tuple[type[ServiceError], int], ...] = (  # the first that fits
    (InvalidInput, 400),
    (NotLoggedIn, 401),
    (MissingPermission, 403),
    (EntityNotFound, 404),
    (TooManyRequests, 429),
    (ServiceUnavailable, 503),
    (ServiceError, 500),
)
MESSAGE_OF_STATUS: Mapping[int, str] = {  # answers that Flask gives by itself
    400: "Your request is not valid.",
    401: NotLoggedIn.message,
    404: "There is nothing at this address.",
    405: "This address does not know this method.",
    413: "Your request is too large.",
    415: "The body must be JSON: send Content-Type: application/json.",
    429: TooManyRequests.message,
}
UNEXPECTED = ServiceError.message  # says nothing about what went wrong inside
AUTHORISATION_STATUSES = (401, 403)


def status_of(error: ServiceError) -> int:
    return next(status for kind, status in STATUS_OF_ERROR if isinstance(error, kind))
