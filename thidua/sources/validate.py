"""Turns a tree with marks into a frozen model, and pydantic's complaints into problems at their line and column.

pydantic's own messages never reach an editor: each error type maps to a permanent code with a sentence of ours.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from thidua.problems import Location, Problem, nearest
from thidua.sources.yaml_tree import Node, locate, plain
from thidua.vietnamese import slug

M = TypeVar("M", bound=BaseModel)

_OWN_CODES = {
    "string_type": "expected-text",
    "string_too_short": "empty-value",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "union_tag_not_found": "expected-mapping",
}


def validate(model: type[M], tree: Node, *, file: str) -> tuple[M | None, list[Problem]]:
    """Return the model made from `tree`, or None and every problem in it."""
    try:
        return model.model_validate(plain(tree)), []
    except ValidationError as error:
        return None, list(_problems(model, tree, error, file))


def _problems(model: type[BaseModel], tree: Node, error: ValidationError, file: str) -> Iterator[Problem]:
    for details in error.errors(include_url=False):
        path = tuple(part for part in details["loc"] if part != "[key]")
        yield _problem(model, tree, details, path, file)


def _problem(model: type[BaseModel], tree: Node, details: ErrorDetails, path: tuple[str | int, ...], file: str) -> Problem:
    kind = details["type"]
    line, column = locate(tree, path, key=kind == "extra_forbidden")
    place = Location(file=file, line=line, column=column)
    key = str(path[-1]) if path else ""
    if kind == "missing":
        return Problem.at(place, "missing-field", key=_dotted(path))
    if kind == "extra_forbidden":
        return _unknown_key(model, place, path, key)
    if kind == "literal_error":
        return _unknown_value(place, details, key)
    context = {name: str(value) for name, value in details.get("ctx", {}).items() if name != "text"}
    text = str(details.get("ctx", {}).get("text", details.get("input", "")))[:80]
    return Problem.at(place, _OWN_CODES.get(kind, kind), hint=None, key=key, text=text, **context)  # type: ignore[arg-type] # values


def _unknown_key(model: type[BaseModel], place: Location, path: tuple[str | int, ...], key: str) -> Problem:
    known = _keys_at(model, path[:-1])
    return Problem.unknown(place, "unknown-key", suggestion=nearest(key, known), key=key, known=", ".join(sorted(known)))


def _unknown_value(place: Location, details: ErrorDetails, key: str) -> Problem:
    known = [part.strip().strip("'") for part in str(details.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(",")]
    text = str(details["input"])
    suggestion = next((value for value in known if value == slug(text)), None) or nearest(slug(text), known)
    return Problem.unknown(place, "unknown-value", suggestion=suggestion, key=key, text=text, known=", ".join(known))


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))


def _keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the record at `path` knows; every record of a union counts."""
    models = {model}
    for part in path:
        if not isinstance(part, str):
            continue
        inner = {
            found
            for owner in models
            for name, field in owner.model_fields.items()
            if part in {name, field.alias}
            for found in _models_in(field.annotation)
        }
        models = inner or models
    return {field.alias or name for owner in models for name, field in owner.model_fields.items()}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 # any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
