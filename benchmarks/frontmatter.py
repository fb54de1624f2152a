"""Front matter as editors write it: YAML in block style, plain where that is safe and quoted where it is not.

Invariant: what a YAML 1.1 or 1.2 reader returns are the values that went in (dates as dates). PyYAML's dumper was rejected: its C and its
Python form break long lines at different places, so the same seed would not give the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[^\W\d_](?:[\w /().+%-]|,(?= )|:(?=\S))*(?<! )", re.IGNORECASE)


def front_matter(values: Mapping[str, object]) -> str:
    """Return the block between the two `---` lines, both included; None and empty values are left out."""
    return "\n".join(["---", *_mapping(values, ""), "---", ""])


def block(value: object) -> str:
    """Return a value as a whole YAML document."""
    return "\n".join([*_lines(value, ""), ""])


def _mapping(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if value is None or value in ("", [], {}, ()):
            continue
        if isinstance(value, str | int | float | date):
            yield f"{indent}{key}: {_scalar(value)}"
        else:
            yield f"{indent}{key}:"
            yield from _lines(value, indent + "  ")


def _lines(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            first, *rest = _lines(item, indent + "  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
    else:
        yield indent + _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
