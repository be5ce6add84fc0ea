"""What can go wrong, as one small tree: catch `ClientError` for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class ClientError(Exception):
    """Everything that this package raises on purpose."""


class Unreachable(ClientError):
    """The service gave no answer, or one that is not of its wire; the message says which."""


class NeedsSecondFactor(ClientError):
    """This user logs in with a code of an authenticator app; give `second_factor` to the client."""


class BadSignature(ClientError):
    """A webhook call that was not made with this secret, was changed on the way, or is too old."""


class TimedOut(ClientError):
    """It did not end in time; it goes on, and can be asked for by its id later."""

    def __init__(self, what: str, id: str | int, seconds: float) -> None:
        super().__init__(what, id, seconds)
        self.what, self.id, self.seconds = what, id, seconds

    def __str__(self) -> str:
        return f"{self.what} {self.id} did not end within {self.seconds:g} seconds"


class Failed(ClientError):
    """An operation or a job that was accepted has failed; `message` says why."""

    def __init__(self, what: str, id: str | int, message: str) -> None:
        super().__init__(what, id, message)
        self.what, self.id, self.message = what, id, message

    def __str__(self) -> str:
        return f"{self.what} {self.id} has failed: {self.message}"


class ApiError(ClientError):
    """The service refused. `code` is the wire's own: a number on the first wire, a word on that of extraction jobs."""

    def __init__(
        self,
        status: int,
        code: int | str,
        message: str,
        *,
        problems: Sequence[Mapping[str, Any]] = (),
        meta: Mapping[str, Any] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, code, message)
        self.status, self.code, self.message = status, code, message
        self.problems = tuple(problems)  # of invalid input: `message` and `members` each
        self.meta = meta or {}
        self.retry_after = retry_after  # seconds, if the service said so

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}" if self.code else f"{self.status}: {self.message}"


class NotLoggedIn(ApiError):
    """401: wrong name, password or key."""


class NotFound(ApiError):
    """404: there is none, or none that you may see."""


class Conflict(ApiError):
    """409: not in the state that it is in, or a reference that exists already."""


class TooManyRequests(ApiError):
    """429, also after waiting and trying again."""


KIND_OF_STATUS: Mapping[int, type[ApiError]] = {401: NotLoggedIn, 404: NotFound, 409: Conflict, 429: TooManyRequests}
