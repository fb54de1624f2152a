"""The tables as files: CSV for spreadsheets, JSON for programs, and a Data Package that says what their columns mean.

CSV is that of RFC 4180 with a byte order mark, without which Excel reads Vietnamese as Latin-1. JSON is a list of objects.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from thidua.catalog import keys
from thidua.model import addresses
from thidua.model.config import Data
from thidua.site.data.tables import TABLES, Column, Row, Table
from thidua.site.layout import Frame
from thidua.words.data import DataWords, data_words

_FORMULA = ("=", "+", "@", "-", "\t", "\r")


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as CSV; nothing stands for what no source says."""
    data = io.BytesIO()
    with io.TextIOWrapper(data, "utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(column.name for column in table.columns)
        for row in rows:
            writer.writerow(_cell(row[column.name]) for column in table.columns)
        text.flush()
        return data.getvalue()


def _cell(value: object) -> object:
    """Return a value as its cell has it; a text that a spreadsheet would take for a formula gets an apostrophe, which it does not show."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_json(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as a list of objects with every column, null for what no source says; put together row by row."""
    data = io.BytesIO()
    for row in rows:
        text = json.dumps({column.name: row[column.name] for column in table.columns}, ensure_ascii=False, indent=1)
        data.write(b",\n " if data.tell() else b"[\n ")
        data.write(text.replace("\n", "\n ").encode())
    data.write(b"\n]\n" if data.tell() else b"[]\n")
    return data.getvalue()


def as_package(frame: Frame) -> bytes:
    """Return the description of all tables: a Data Package (specs.frictionlessdata.io/data-package)."""
    site = frame.site
    dictionary = data_words(site.language)
    whole: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "thidua",
        "id": frame.links.absolute(addresses.DATA),
        "title": f"{site.title} – {frame.words.open_data}",
        "homepage": frame.links.absolute(addresses.DATA),
        "contributors": [{"title": site.owner.name, "role": "publisher", "email": site.owner.email}],
    }
    terms: Data = frame.view[keys.DATA]
    if terms.license:
        whole["licenses"] = [{"title": terms.license, **({"path": terms.license_url} if terms.license_url else {})}]
    whole["resources"] = [_resource(table, dictionary) for table in TABLES.values()]
    return _written(whole)


def _resource(table: Table, dictionary: DataWords) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": dictionary.title(table.name),
        "description": dictionary.about(table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": [_field(table, column, dictionary) for column in table.columns], "missingValues": [""]},
    }


def _field(table: Table, column: Column, dictionary: DataWords) -> dict[str, Any]:
    constraints = dict(_constraints(column))
    return {
        "name": column.name,
        "type": column.type,
        "description": dictionary.column(table.name, column.name),
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(column: Column) -> Iterator[tuple[str, Any]]:
    if column.required:
        yield "required", True
    if column.values:
        yield "enum", list(column.values)


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
