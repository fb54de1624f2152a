"""The archive by year and month: past months never change, because nothing on their pages speaks of now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.model import addresses
from thidua.site.display import Item, NamedLink, items
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

INDEX = "archive.html"
MONTH = "archive_month.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLine:
    """One year or month with the number of its articles."""

    title: str
    href: str
    count: str
    months: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """What archive.html shows: years, or the months of one year."""

    title: str
    lines: tuple[ArchiveLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """What archive_month.html shows: all articles of a month."""

    title: str
    items: tuple[Item, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the archive's front, a page a year, a page a month."""
    catalog = materials.catalog
    months = catalog.queries.starting_with("month/")
    years = sorted({month[:4] for month in months}, reverse=True)
    counts = {month: f"{month}={len(catalog.queries[f'month/{month}'])}" for month in months}
    yield Output(
        path=addresses.output_path(addresses.ARCHIVE), renderer="archive", arguments=tuple(counts.values()), reads=frame_reads(INDEX)
    )
    for year in years:
        own = tuple(count for month, count in counts.items() if month[:4] == year)
        path = addresses.output_path(addresses.year(int(year)))
        yield Output(path=path, renderer="archive", subject=year, arguments=own, reads=frame_reads(INDEX))
    for month in months:
        key = keys.query(f"month/{month}")
        path = addresses.output_path(addresses.month(int(month[:4]), int(month[5:])))
        yield Output(
            path=path,
            renderer="archive-month",
            subject=month,
            reads=unique((*frame_reads(MONTH), key, *cards(catalog.queries[f"month/{month}"]))),
        )


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the archive's front, or one year."""
    frame = Frame(view)
    words, year = frame.words, output.subject
    counts = {month: int(number) for month, _, number in (argument.partition("=") for argument in output.arguments)}
    lines = [_month_line(frame, month, count) for month, count in counts.items()] if year else list(_year_lines(frame, counts))
    title = words.fill("archive_year", year=year) if year else words.archive
    address = addresses.year(int(year)) if year else addresses.ARCHIVE
    trail = ((words.archive, addresses.ARCHIVE),) if year else ()
    layout = frame.layout(title=title, address=address, trail=trail)
    return frame.render(theme, INDEX, layout, ArchivePage(title=title, lines=tuple(lines)))


def _year_lines(frame: Frame, counts: dict[str, int]) -> Iterator[ArchiveLine]:
    for year in sorted({month[:4] for month in counts}, reverse=True):
        own = {month: count for month, count in counts.items() if month[:4] == year}
        yield ArchiveLine(
            title=frame.words.fill("archive_year", year=year),
            href=frame.href(addresses.year(int(year))),
            count=frame.words.fill("article_count", count=sum(own.values())),
            months=tuple(NamedLink(title=_month_title(frame, month), href=_month_href(frame, month)) for month in own),
        )


def _month_line(frame: Frame, month: str, count: int) -> ArchiveLine:
    return ArchiveLine(
        title=_month_title(frame, month),
        href=_month_href(frame, month),
        count=frame.words.fill("article_count", count=count),
        months=(),
    )


def _month_title(frame: Frame, month: str) -> str:
    return frame.words.fill("archive_month", year=month[:4], month=month[5:].lstrip("0") if int(month[5:]) > 2 else month[5:])  # noqa: PLR2004 # Nghị định 30/2020: months 1 and 2 take a zero


def _month_href(frame: Frame, month: str) -> str:
    return frame.href(addresses.month(int(month[:4]), int(month[5:])))


def render_month(view: View, output: Output, theme: Theme) -> bytes:
    """Return one month."""
    frame = Frame(view)
    month = output.subject
    year = int(month[:4])
    title = _month_title(frame, month)
    trail = ((frame.words.archive, addresses.ARCHIVE), (frame.words.fill("archive_year", year=year), addresses.year(year)))
    layout = frame.layout(title=title, address=addresses.month(year, int(month[5:])), trail=trail)
    page = MonthPage(title=title, items=items(frame, view[keys.query(f"month/{month}")]))
    return frame.render(theme, MONTH, layout, page)
