"""The conference strip: a line for each year, and on it a shape for each meeting where it fell.

The shape says what kind of meeting it was. A month or half-year that is all a source gives is drawn as a span; a meeting whose day no
source tells stands behind the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from thidua.model.records import EventType
from thidua.site.drawings.svg import classes, element, lines, number, picture, wrap

_SIDE, _MONTH, _UNKNOWN, _ROW, _HEAD = 40, 19, 62, 34, 28
_SIZE = 13

SHAPES: dict[EventType, str] = {
    "tong-ket-nam": "M-6-6h12v12h-12z",
    "so-ket-6-thang": "M-6-6h12L-6 6z",
    "giao-luu-dien-hinh": "M-3-5.5a5.5 5.5 0 1 0 .01 0zM3-5.5a5.5 5.5 0 1 0 .01 0z",
    "ky-ket-giao-uoc": "M0-7.5L7.5 0L0 7.5L-7.5 0z",
    "phat-dong": "M0-7L7 6H-7z",
    "dai-hoi": "M-3.5-7h7L7 0L3.5 7h-7L-7 0z",
    "khac": "M0-6a6 6 0 1 0 .01 0z",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meeting: in which year's line, from when to when as far as a source says (None: no day known)."""

    type: EventType
    year: int
    first: date | None
    last: date | None
    title: str
    exact: bool = True
    inferred: bool = False
    disputed: bool = False
    source: str | None = None


def strip(gatherings: Sequence[Gathering], *, unknown: str, title: str, description: str) -> Markup:
    """Return the strip of every year in which a meeting fell, the newest year last; nothing where there is none."""
    if not gatherings:
        return Markup("")
    years = sorted({one.year for one in gatherings})
    end = _SIDE + 12 * _MONTH
    months = [element("text", str(month + 1), x=_SIDE + _MONTH * (month + 0.5), y=20, class_="month") for month in range(12)]
    unsure = any(one.first is None for one in gatherings)
    head = [*months, *([lines(wrap(unknown, _UNKNOWN - 6, 10), x=end + _UNKNOWN / 2, y=15, height=12, class_="month")] if unsure else [])]
    rows = [
        _year(year, [one for one in gatherings if one.year == year], _HEAD + _ROW * (place + 0.5), unsure=unsure)
        for place, year in enumerate(years)
    ]
    width = end + (_UNKNOWN if unsure else 6)
    height = _HEAD + _ROW * len(years)
    return picture(*head, *rows, kind="strip", width=width, height=height, title=title, description=description)


def _year(year: int, gatherings: Iterable[Gathering], y: float, *, unsure: bool) -> Markup:
    end = _SIDE + 12 * _MONTH
    ticks = "".join(f"M{_SIDE + _MONTH * month} {number(y - 4)}v8" for month in range(13))
    behind = f"M{end + 8} {number(y)}h{_UNKNOWN - 12}" if unsure else ""
    drawn = [
        element("text", str(year), x=0, y=y + 4, class_="year"),
        element("path", d=f"M{_SIDE} {number(y)}H{end}{ticks}", class_="hairline"),
        element("path", d=behind, class_="unknown") if behind else Markup(""),
    ]
    taken: list[float] = []
    for one in sorted(gatherings, key=lambda item: (item.first is None, item.first or date.min, item.title)):
        x = _free(place_of(one, left=_SIDE, width=12 * _MONTH, behind=end + _UNKNOWN / 2), taken)
        taken.append(x)
        drawn.append(_gathering(one, x, y))
    return element("g", *drawn)


def _free(x: float, taken: Sequence[float]) -> float:
    """Return the nearest place to the right where a shape does not cover another."""
    while any(abs(x - other) < _SIZE for other in taken):
        x += _SIZE
    return x


def place_of(one: Gathering, *, left: float, width: float, behind: float) -> float:
    """Return where the middle of a meeting lies on a year's line."""
    if one.first is None or one.last is None:
        return behind
    return left + width * (share(one.first) + share(one.last)) / 2


def share(day: date) -> float:
    """Return which part of its year has passed when a day begins."""
    start = date(day.year, 1, 1)
    return (day - start).days / ((date(day.year, 12, 31) - start).days + 1)


def _gathering(one: Gathering, x: float, y: float) -> Markup:
    drawn = [element("title", one.title)]
    if one.first and one.last and not one.exact:
        left, right = (_SIDE + 12 * _MONTH * share(day) for day in (one.first, one.last))
        drawn.append(element("path", d=f"M{number(left)} {number(y)}H{number(right)}", class_="span"))
    drawn.append(shape(one, x=x, y=y))
    facts: dict[str, object] = {"data_inferred": True} if one.inferred else {"data_source": one.source}
    return element("g", *drawn, class_="gathering", **facts)


def shape(one: Gathering, *, x: float, y: float, size: float = 1) -> Markup:
    """Return a meeting's shape around a point."""
    kind = classes("event", one.type, "inferred" if one.inferred else "", "vague" if not one.exact or one.first is None else "")
    scaled = f" scale({number(size)})" if size != 1 else ""
    return element("path", d=SHAPES[one.type], transform=f"translate({number(x)} {number(y)}){scaled}", class_=kind)


def sample(kind: EventType) -> Markup:
    """Return a shape alone, for a legend; the words stand beside it."""
    path = element("path", d=SHAPES[kind], class_=f"event {kind}")
    return element("svg", path, class_="drawing mark", viewBox="-10 -10 20 20", width=16, height=16, aria_hidden="true")
