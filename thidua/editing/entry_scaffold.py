"""The text of a new entry: front matter with everything that its kind requires, as far as it is known.

All of it follows from `model/kinds.py`: a field that becomes required there stands in the next new file. What only the editor can know
is left empty below a line that says what to write, and `thidua check` names exactly these fields. Filling them with the likeliest value
was rejected: it would be published as a fact that nobody stated.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from thidua.model.kinds import KINDS, Kind
from thidua.words.fields import CHOICES, DRAFT, DRAFT_DATE, FIELDS, told

_KNOWN = ("title", "slug", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """A new entry's file as text, and the fields (`event.type`) that its editor must fill in."""

    text: str
    open_fields: tuple[str, ...]


def scaffold(kind: Kind, *, title: str, slug: str, date: str, language: str) -> Scaffold:
    """Return the file of a new draft; `date` is left out where the kind has none. `title` is one line."""
    has_date = "date" in KINDS[kind].model_fields
    lines = ["---", f"title: {quoted(title)}", f"slug: {slug}"]
    lines += [f"date: {date}"] if has_date else []
    open_fields: list[str] = []
    for path, field in _required(KINDS[kind]):
        lines += _field_lines(kind, path, field, language)
        if not _holds_fields(field) and not _is_list(field):
            open_fields.append(path)
    lines += [f"# {told(DRAFT, language, date=told(DRAFT_DATE, language) if has_date else '')}", "draft: true", "---", "", ""]
    return Scaffold(text="\n".join(lines), open_fields=tuple(open_fields))


def quoted(text: str) -> str:
    """Return one line of text as YAML reads it back, whatever it holds."""
    return '"' + re.sub(r'[\\"]', r"\\\g<0>", text) + '"'


def _required(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield the required fields of a record that are not known yet, each record's own fields after it, by their dotted paths."""
    for name, field in model.model_fields.items():
        path = f"{above}{field.alias or name}"
        if field.is_required() and path not in _KNOWN:
            yield path, field
            if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
                yield from _required(field.annotation, f"{path}.")


def _field_lines(kind: Kind, path: str, field: FieldInfo, language: str) -> list[str]:
    above, _, name = path.rpartition(".")
    indent = "  " * len(above.split(".")) if above else ""
    lines = [f"{indent}{name}: []" if _is_list(field) else f"{indent}{name}:"]
    if text := FIELDS.get(f"{kind}:{path}"):
        words = told(text, language)
        if choices := _choices(field):
            words = told(CHOICES, language, words=words, choices=", ".join(choices))
        lines.insert(0, f"{indent}# {words}")
    return lines


def _choices(field: FieldInfo) -> tuple[str, ...]:
    return typing.get_args(field.annotation) if typing.get_origin(field.annotation) is typing.Literal else ()


def _is_list(field: FieldInfo) -> bool:
    return typing.get_origin(field.annotation) is tuple


def _holds_fields(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
