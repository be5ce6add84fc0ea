"""Passwords as argon2id hashes."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's first choice: 19 MiB per login
_HASH_OF_NOBODY = HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """True if it is this password. Without a hash (there is no such user) it takes as long and is False."""
    try:
        return HASHER.verify(password_hash or _HASH_OF_NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """True if the hash was made with other costs than today's."""
    return HASHER.check_needs_rehash(password_hash)
