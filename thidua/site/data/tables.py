"""The tables of the open data and their columns: names that others' programs rely on, so a change is a line in CHANGELOG.md.

What a table, a column and a value mean stands in words/data.py, in both languages. Every row says in `source` where it comes from:
an address, or the words of a source that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from thidua.catalog.awards import Standing
from thidua.catalog.history import Post
from thidua.model.kinds import ModelField, ModelType
from thidua.model.records import EventType, Level, Subject
from thidua.model.registers import UnitKind

Type = Literal["string", "integer", "boolean", "date", "time"]
"""Types of the Table Schema (specs.frictionlessdata.io/table-schema); a day known in part is a string: 2022, 2022-07, 2022-07-15."""

Value = str | int | bool | None
Row = dict[str, Value]
"""A value for each column of a table, None where no source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `values` are all that it may hold, empty where it may hold anything; `required`: it is never empty."""

    name: str
    type: Type = "string"
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: `name` is what its files are called."""

    name: str
    columns: tuple[Column, ...]


_SOURCE = Column(name="source", required=True)
_CLUSTER = (Column(name="cluster"), Column(name="cluster_name"))
_UNIT = (Column(name="unit"), Column(name="unit_name"))
_ARTICLE = (
    Column(name="id", required=True),
    Column(name="title", required=True),
    Column(name="published", type="date", required=True),
    Column(name="url", required=True),
)

AWARDS = Table(
    name="khen-thuong",
    columns=(
        Column(name="year", type="integer"),
        *_CLUSTER,
        Column(name="form"),
        Column(name="form_name"),
        Column(name="level", values=get_args(Level)),
        Column(name="standing", values=get_args(Standing), required=True),
        Column(name="collectives", type="integer"),
        Column(name="individuals", type="integer"),
        Column(name="households", type="integer"),
        Column(name="direct_workers", type="integer"),
        Column(name="uncounted", type="boolean", required=True),
        _SOURCE,
    ),
)

TERMS = Table(
    name="nhiem-ky",
    columns=(
        Column(name="cluster", required=True),
        Column(name="cluster_name", required=True),
        Column(name="year", type="integer"),
        Column(name="from"),
        Column(name="to"),
        Column(name="post", values=get_args(Post), required=True),
        Column(name="unit", required=True),
        Column(name="unit_name", required=True),
        _SOURCE,
    ),
)

MEMBERSHIPS = Table(
    name="thanh-vien",
    columns=(
        Column(name="cluster", required=True),
        Column(name="cluster_name", required=True),
        Column(name="unit", required=True),
        Column(name="unit_name", required=True),
        Column(name="from"),
        Column(name="to"),
        Column(name="seen"),
        _SOURCE,
    ),
)

CONFERENCES = Table(
    name="hoi-nghi",
    columns=(
        *_ARTICLE,
        Column(name="type", values=get_args(EventType), required=True),
        *_CLUSTER,
        Column(name="covers", required=True),
        Column(name="start"),
        Column(name="end"),
        Column(name="time", type="time"),
        *_UNIT,
        Column(name="city"),
        Column(name="venue"),
        Column(name="status", values=("hoan", "huy")),
        _SOURCE,
    ),
)

MODELS = Table(
    name="dien-hinh",
    columns=(
        *_ARTICLE,
        Column(name="subject_type", values=get_args(Subject.model_fields["type"].annotation), required=True),
        Column(name="subject", required=True),
        Column(name="type", values=get_args(ModelType)),
        Column(name="field", values=get_args(ModelField)),
        Column(name="commune"),
        Column(name="district"),
        *_UNIT,
        Column(name="place_as_of"),
        _SOURCE,
    ),
)

UNITS = Table(
    name="don-vi",
    columns=(
        Column(name="id", required=True),
        Column(name="name", required=True),
        Column(name="kind", values=get_args(UnitKind)),
        Column(name="code_gso"),
        Column(name="code_iso"),
        Column(name="from"),
        Column(name="to"),
        Column(name="merged_into"),
        Column(name="now"),
        Column(name="now_name"),
        Column(name="parent"),
        Column(name="url", required=True),
        _SOURCE,
    ),
)

UNIT_NAMES = Table(
    name="ten-don-vi",
    columns=(
        Column(name="unit", required=True),
        Column(name="name", required=True),
        Column(name="from"),
        Column(name="to"),
        _SOURCE,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (AWARDS, TERMS, MEMBERSHIPS, CONFERENCES, MODELS, UNITS, UNIT_NAMES)}
"""Every table, in the order in which readers are told of them."""
