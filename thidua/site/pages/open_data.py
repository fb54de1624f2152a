"""/du-lieu/: the open data, with a dictionary of every table and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.model import addresses
from thidua.site.data import files
from thidua.site.data.rows import ROWS, reads_of
from thidua.site.data.tables import TABLES, Table
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.linked_data import bodies
from thidua.site.outputs import Output, View
from thidua.site.reads import unique
from thidua.site.values import Materials
from thidua.words.data import data_words

TEMPLATE = "open_data.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShown:
    """A column as the dictionary shows it; `values` are all that it may hold, if they are few."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShown:
    """A table with its files."""

    name: str
    title: str
    about: str
    csv: str
    json: str
    columns: tuple[ColumnShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What open_data.html shows; without a licence it says that none is stated."""

    tables: tuple[TableShown, ...]
    package: str
    license: str
    license_href: str | None


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the page, the files of every table, and their description for programs."""
    yield Output(path=addresses.output_path(addresses.DATA), renderer="open-data", reads=(*frame_reads(TEMPLATE), keys.DATA))
    yield Output(path=addresses.output_path(addresses.DATA_PACKAGE), renderer="data-package", reads=(keys.SITE, keys.DATA))
    for name in TABLES:
        reads = unique(reads_of(name, materials.catalog))
        for suffix in ("csv", "json"):
            path = addresses.output_path(addresses.data_file(name, suffix))
            yield Output(path=path, renderer=f"data-{suffix}", subject=name, reads=reads)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the page."""
    del output
    frame = Frame(view)
    page = DataPage(
        tables=tuple(_shown(frame, table) for table in TABLES.values()),
        package=frame.href(addresses.DATA_PACKAGE),
        license=view[keys.DATA].license or "",
        license_href=view[keys.DATA].license_url,
    )
    nodes = [
        bodies.dataset(frame, name=table.name, title=table.title, about=table.about, columns=[column.name for column in table.columns])
        for table in page.tables
    ]
    layout = frame.layout(title=frame.words.open_data, address=addresses.DATA, description=frame.words.open_data_about, nodes=nodes)
    return frame.render(theme, TEMPLATE, layout, page)


def _shown(frame: Frame, table: Table) -> TableShown:
    dictionary = data_words(frame.site.language)
    return TableShown(
        name=table.name,
        title=dictionary.title(table.name),
        about=dictionary.about(table.name),
        csv=frame.href(addresses.data_file(table.name, "csv")),
        json=frame.href(addresses.data_file(table.name, "json")),
        columns=tuple(
            ColumnShown(
                name=column.name,
                type=frame.words[f"data_type_{column.type}"],
                meaning=dictionary.column(table.name, column.name),
                values=column.values,
            )
            for column in table.columns
        ),
    )


def render_csv(view: View, output: Output, theme: Theme) -> bytes:
    """Return a table for spreadsheets."""
    del theme
    return files.as_csv(TABLES[output.subject], ROWS[output.subject].make(Frame(view)))


def render_json(view: View, output: Output, theme: Theme) -> bytes:
    """Return a table for programs."""
    del theme
    return files.as_json(TABLES[output.subject], ROWS[output.subject].make(Frame(view)))


def render_package(view: View, output: Output, theme: Theme) -> bytes:
    """Return the description of all tables for programs."""
    del output, theme
    return files.as_package(Frame(view))
