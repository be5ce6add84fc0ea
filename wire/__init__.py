"""What every endpoint shares: envelope, errors, languages, paging, rate limits. Knows nothing of users.

A view raises one of `wire.errors` or answers plain data; everything else about the wire happens here:

    request -> parser (JSON, property names) -> schema -> view -> schema -> envelope
                                                  error -> table of errors -> text in the caller's language -> envelope
"""

from wire.application import install
from wire.blueprint import Blueprint
from wire.errors import (
    BusinessError,
    EntityNotFound,
    InvalidInput,
    MissingPermission,
    NotLoggedIn,
    Problem,
    ServiceError,
    ServiceUnavailable,
    TooManyRequests,
)
from wire.schema import Base64, Day, Number, Schema, UtcDateTime

__all__ = [
    "Base64",
    "Blueprint",
    "BusinessError",
    "Day",
    "EntityNotFound",
    "InvalidInput",
    "MissingPermission",
    "NotLoggedIn",
    "Number",
    "Problem",
    "Schema",
    "ServiceError",
    "ServiceUnavailable",
    "TooManyRequests",
    "UtcDateTime",
    "install",
]
