"""Finds and replaces the references inside a record: `Reference` marks on fields say which texts name something else.

The walk is planned once for each model class, so that visiting ten thousand entries touches only fields that can hold a reference.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union

from pydantic import BaseModel

from thidua.model.fields import Reference

R = TypeVar("R", bound=BaseModel)
Path = tuple[str | int, ...]
Visit = Callable[[Reference, str, Path, tuple[BaseModel, ...]], str]


class _Shape(NamedTuple):
    """What a field holds: one reference, records, or a tuple or mapping of such."""

    form: Literal["reference", "record", "items", "mapping"]
    reference: Reference | None = None
    inner: _Shape | None = None
    key: _Shape | None = None


def rewrite_references(record: R, visit: Visit, *, path: Path = (), owners: tuple[BaseModel, ...] = ()) -> R:
    """Return `record` with every reference replaced by what `visit(reference, text, path, owners)` returns.

    `owners` are the records around the reference, outermost first. The same object is returned when nothing changes.
    """
    owners = (*owners, record)
    changes = {}
    for name, key, shape in _plan(type(record)):
        old = getattr(record, name)
        if old is None or old == ():
            continue
        new = _rewrite(old, shape, visit, (*path, key), owners)
        if new is not old:
            changes[name] = new
    return record.model_copy(update=changes) if changes else record


def _rewrite(value: Any, shape: _Shape, visit: Visit, path: Path, owners: tuple[BaseModel, ...]) -> Any:  # noqa: ANN401 # any field's value
    if shape.reference:
        return visit(shape.reference, value, path, owners)
    if shape.form == "record":
        return rewrite_references(value, visit, path=path, owners=owners) if isinstance(value, BaseModel) else value
    if shape.form == "mapping":
        key, inner = shape.key, shape.inner
        return {
            (_rewrite(name, key, visit, (*path, name), owners) if key else name): (
                _rewrite(item, inner, visit, (*path, name), owners) if inner else item
            )
            for name, item in value.items()
        }
    inner = typing.cast("_Shape", shape.inner)
    items = tuple(_rewrite(item, inner, visit, (*path, number), owners) for number, item in enumerate(value))
    return value if all(new is old for new, old in zip(items, value, strict=True)) else items


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, _Shape], ...]:
    """Return (attribute, key as written, shape) of every field of `model` that can hold references."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = []
    for name, field in model.model_fields.items():
        shape = _shape(hints[name])
        if shape:
            found.append((name, field.alias or name, shape))
    return tuple(found)


def _shape(annotation: Any) -> _Shape | None:  # noqa: ANN401 # any type expression
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is Annotated:
        marks = [mark for mark in arguments[1:] if isinstance(mark, Reference)]
        return _Shape("reference", reference=marks[0]) if marks else _shape(arguments[0])
    if origin in {Union, types.UnionType}:
        shapes = [shape for shape in map(_shape, arguments) if shape]
        return shapes[0] if shapes else None
    if origin is tuple:
        inner = _shape(arguments[0])
        return _Shape("items", inner=inner) if inner else None
    if origin is dict:
        key, inner = _shape(arguments[0]), _shape(arguments[1])
        return _Shape("mapping", key=key, inner=inner) if key or inner else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and _plan(annotation):
        return _Shape("record")
    return None
