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
    "too_short": "empty-value",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "union_tag_not_found": "expected-mapping",
}

_UNWRITTEN = frozenset({"[key]", "picture", "album"})
"""Steps of pydantic's locations that stand for no field: a mapping's key, the branches of a union."""

_MEANT: dict[str, tuple[str, ...]] = {
    "compiled-without-sources": ("source",),
    "elected-without-cluster": ("elected",),
    "ends-before-start": ("end",),
    "bad-page-size": ("page_size",),
}
"""What in a record is wrong where only the record as a whole can tell."""


def validate(model: type[M], tree: Node, *, file: str) -> tuple[M | None, list[Problem]]:
    """Return the model made from `tree`, or None and every problem in it."""
    try:
        return model.model_validate(plain(tree)), []
    except ValidationError as error:
        return None, list(_problems(model, tree, error, file))


def _problems(model: type[BaseModel], tree: Node, error: ValidationError, file: str) -> Iterator[Problem]:
    found = []
    for details in error.errors(include_url=False):
        path = tuple(part for part in details["loc"] if part not in _UNWRITTEN)
        found.append((path, _problem(model, tree, details, path, file)))
    misspelt = {(*path[:-1], dict(problem.values).get("suggestion")) for path, problem in found if problem.code == "unknown-key"}
    yield from (problem for path, problem in found if problem.code != "missing-field" or path not in misspelt)


def _problem(model: type[BaseModel], tree: Node, details: ErrorDetails, path: tuple[str | int, ...], file: str) -> Problem:
    kind = details["type"]
    line, column = locate(tree, (*path, *_MEANT.get(kind, ())), key=kind == "extra_forbidden")
    place = Location(file=file, line=line, column=column)
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind == "missing":
        return _missing_field(tree, place, path, key)
    if kind == "extra_forbidden":
        return _unknown_key(model, place, path, key)
    if kind == "literal_error" and isinstance(details["input"], str):
        return _unknown_value(place, details, key)
    code = "expected-text" if kind == "literal_error" else _OWN_CODES.get(kind, kind)
    if "at" in details.get("ctx", {}):
        line, column = locate(tree, (*path, details["ctx"]["at"]))
        place = Location(file=file, line=line, column=column)
    context = {name: str(value) for name, value in details.get("ctx", {}).items() if name not in {"text", "hint", "at"}}
    text = str(details.get("ctx", {}).get("text", details.get("input", "")))[:80]
    if code == "expected-mapping":
        context["known"] = ", ".join(sorted(_keys_at(model, path)))
    return Problem.at(place, code, hint=details.get("ctx", {}).get("hint"), key=key, text=text, **context)  # type: ignore[arg-type] # values


def _missing_field(tree: Node, place: Location, path: tuple[str | int, ...], key: str) -> Problem:
    """Return the problem of a field that is not there, or has a name and nothing behind it."""
    if locate(tree, path, key=True) != locate(tree, path[:-1], key=True):
        return Problem.at(place, "empty-value", key=key)
    owner = next((part for part in reversed(path[:-1]) if isinstance(part, str)), "")
    return Problem.at(place, "missing-field", hint="missing-inner-field" if owner else None, key=key, owner=owner)


def _unknown_key(model: type[BaseModel], place: Location, path: tuple[str | int, ...], key: str) -> Problem:
    known = _keys_at(model, path[:-1])
    return Problem.unknown(place, "unknown-key", suggestion=nearest(key, known), key=key, known=", ".join(sorted(known)))


def _unknown_value(place: Location, details: ErrorDetails, key: str) -> Problem:
    known = [part.strip().strip("'") for part in str(details.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(",")]
    text = str(details["input"])
    suggestion = next((value for value in known if value == slug(text)), None) or nearest(slug(text), known)
    return Problem.unknown(place, "unknown-value", suggestion=suggestion, key=key, text=text, known=", ".join(known))


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
