"""Digests: by which one build knows what another one saw.

Equal values have equal digests in every process: a value is written as JSON by pydantic, in the order of its fields, and that is hashed.
Pickle was rejected: it writes shared and equal objects differently, so that nothing would seem to be what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from pydantic_core import to_json

SIZE = 12
"""Bytes of a digest: 96 bits, so that among a billion values no two are ever taken for one."""


def digest(value: object) -> bytes:
    """Return the digest of a value made of records, tuples, texts, numbers and dates."""
    return blake2b(to_json(value), digest_size=SIZE).digest()


def digest_bytes(data: bytes) -> bytes:
    """Return the digest of bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def combine(parts: Iterable[bytes]) -> bytes:
    """Return the digest of digests, in their order."""
    return blake2b(b"".join(parts), digest_size=SIZE).digest()
