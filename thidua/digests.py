"""Digests, all of them: by which one build knows what another one saw, and a reader's browser what it has.

Equal values have equal digests in every process: a value is written as JSON by pydantic, in the order of its fields, and that is hashed.
Pickle was rejected: it writes shared and equal objects differently, so that nothing would seem to be what it was.

A published file is known by the digest of its content, as text: it stands in the manifest, and the beginning of it in addresses of
assets. So its form never changes, whatever becomes of the others, which no one but the cache remembers.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b, file_digest
from io import BufferedReader, BytesIO

from pydantic_core import to_json

SIZE = 12
"""Bytes of a digest: 96 bits, so that among a billion values no two are ever taken for one."""

_CONTENT = 16
"""Bytes of the digest of a published file: 128 bits, 32 hexadecimal digits."""

SEAL = 8
"""Bytes of a seal: it is there to see damage, of which there is little."""


def digest(value: object) -> bytes:
    """Return the digest of a value made of records, tuples, texts, numbers and dates."""
    return blake2b(to_json(value), digest_size=SIZE).digest()


def digest_bytes(data: bytes) -> bytes:
    """Return the digest of bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def combine(parts: Iterable[bytes]) -> bytes:
    """Return the digest of digests, in their order."""
    return blake2b(b"".join(parts), digest_size=SIZE).digest()


def content_digest(data: bytes) -> str:
    """Return the digest by which a published file with this content is known."""
    return blake2b(data, digest_size=_CONTENT).hexdigest()


def content_digest_of(file: BufferedReader | BytesIO) -> str:
    """Return the same of an open file, which is not read as a whole."""
    return file_digest(file, lambda: blake2b(digest_size=_CONTENT)).hexdigest()


def seal_of(name: str, data: bytes) -> bytes:
    """Return the seal of data that is kept under a name: other data, or another name, has another one."""
    key = name.encode()
    if len(key) > blake2b.MAX_KEY_SIZE:
        key = blake2b(key).digest()
    return blake2b(data, digest_size=SEAL, key=key).digest()
