"""How the index is written where numpy is not needed: what zlib packs, JSON, a number. `packing.py` writes many numbers at once."""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

File = tuple[str, bytes]
"""A file of the index: its name without an ending, and what is in it."""

NARROW: Final = 1 << 16
"""Numbers below this take 16 bits."""

_LEVEL: Final = 7
_SMALL: Final = 1 << 12
_SMALL_WINDOW: Final = 12
_SMALL_MEMORY: Final = 7
"""What zlib needs for data of that size: to make its usual quarter of a megabyte ready takes longer than to pack four pages."""


def width_of(limit: int) -> str:
    """Return the type of an array, as `array` calls it, of numbers below `limit`."""
    return "H" if limit <= NARROW else "I"


def packed(data: bytes) -> bytes:
    """Return data as zlib packs it (RFC 1950)."""
    if len(data) > _SMALL:
        return zlib.compress(data, _LEVEL)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _SMALL_WINDOW, _SMALL_MEMORY)
    return packer.compress(data) + packer.flush()


def json_bytes(value: Any) -> bytes:  # noqa: ANN401 # whatever JSON can say
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def packed_json(value: Any) -> bytes:  # noqa: ANN401 # as above
    """Return a value as JSON, packed."""
    return packed(json_bytes(value))


def varint(value: int) -> bytes:
    """Return one number as `packing.varints` writes it."""
    found = bytearray()
    while value > 127:  # noqa: PLR2004 # seven bits
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
