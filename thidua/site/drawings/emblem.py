"""Emblems: one square picture for each cluster, conference and model, of one family.

On the left always the country in small tiles: members filled, the place ringed. On the right what tells the three apart: a cluster's
leadership of the last years, a conference's place on its year with its award marks, a model's subject and field. Without text, so that it
holds at 96 pixels; its name says what it shows, and that it is a schematic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from thidua.site.drawings import country
from thidua.site.drawings.marks import AwardMark, at, award_shape, distinct, field_shape, subject_shape
from thidua.site.drawings.strip import Gathering, place_of, shape, share
from thidua.site.drawings.svg import classes, element, hatch, number, picture

SIDE = 96
_PITCH, _CELL, _LEFT, _TOP = (7.0, 5.4), (6.2, 4.6), 2.0, 2.4
_RIGHT = 53.0
YEARS = 7
_MOST_MARKS = 6

Term = Literal["stated", "inferred", "gap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a province is to the emblem: a direct or a former member, and the place where something happened or is."""

    province: str
    member: bool = False
    former: bool = False
    inferred: bool = False
    host: bool = False
    host_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Emblem:
    """What an emblem shows; every part may be missing."""

    provinces: tuple[str, ...]
    grounds: tuple[Ground, ...] = ()
    terms: tuple[tuple[Term, Term], ...] = ()
    gathering: Gathering | None = None
    awards: tuple[AwardMark, ...] = ()
    subject: str | None = None
    field: str | None = None


def emblem(shown: Emblem, *, title: str, source: str | None) -> Markup:
    """Return the emblem; nothing where there is no country to draw and nothing beside it."""
    right = _right(shown)
    country_shown = small_map(shown.provinces, shown.grounds)
    if not right and not country_shown:
        return Markup("")
    whole = element("g", country_shown, *right, data_source=source)
    return picture(whole, kind="emblem", width=SIDE, height=SIDE, title=title)


def _right(shown: Emblem) -> list[Markup]:
    found = []
    if shown.terms:
        found.append(_ladder(shown.terms[-YEARS:]))
    if shown.gathering:
        found.append(_year(shown.gathering))
        found.append(_awards(shown.awards))
    if shown.subject:
        found.append(at(subject_shape(shown.subject), x=74, y=27, size=32))
    if shown.field:
        found.append(at(field_shape(shown.field), x=74, y=70, size=26))
    return found


# --- the country ---------------------------------------------------------------------------------------------------------------------


def small_map(provinces: Iterable[str], grounds: Iterable[Ground]) -> Markup:
    """Return the country in small tiles; nothing where no province has a place."""
    placed = [province for province in provinces if province in country.TILES]
    if not placed:
        return Markup("")
    said = {ground.province: ground for ground in grounds}
    plain = [province for province in placed if province not in said]
    empty = "".join(_box(*_corner(country.TILES[province]), *_CELL) for province in plain)
    empty += "".join(_box(*_isle(one), 3.4, 2.6) for one in country.ARCHIPELAGOS if one.unit not in said)
    drawn = [element("path", d=empty, class_="land")] if empty else []
    drawn += [_ground(said[province]) for province in placed if province in said]
    drawn += [
        element("path", d=_box(*_isle(one), 3.4, 2.6), class_=_state(said[one.unit])) for one in country.ARCHIPELAGOS if one.unit in said
    ]
    drawn += [_ring(said[province]) for province in placed if province in said and said[province].host]
    return element("g", *drawn, class_="country")


def _corner(at_: tuple[float, float]) -> tuple[float, float]:
    return _LEFT + at_[0] * _PITCH[0], _TOP + at_[1] * _PITCH[1]


def _isle(one: country.Archipelago) -> tuple[float, float]:
    x, y = _corner(one.at)
    return x + 1, y + 1


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z"


def _state(ground: Ground) -> str:
    shown = "member" if ground.member else "former" if ground.former else "land"
    return classes(shown, "inferred" if ground.inferred else "")


def _ground(ground: Ground) -> Markup:
    """Return a tile of which something is said; a former member's is half filled."""
    x, y = _corner(country.TILES[ground.province])
    tile = element("path", d=_box(x, y, *_CELL), class_=_state(ground))
    if ground.member or not ground.former or ground.inferred:
        return tile
    half = element("path", d=_box(x, y + _CELL[1] / 2, _CELL[0], _CELL[1] / 2), class_="member")
    return element("g", tile, half)


def _ring(ground: Ground) -> Markup:
    x, y = _corner(country.TILES[ground.province])
    ring = classes("ring", "inferred" if ground.host_inferred else "")
    return element("circle", cx=x + _CELL[0] / 2, cy=y + _CELL[1] / 2, r=6, class_=ring)


# --- what stands beside it -----------------------------------------------------------------------------------------------------------


def _ladder(terms: Sequence[tuple[Term, Term]]) -> Markup:
    """Return the leadership of some years, the newest at the bottom: left the lead, right the deputy."""
    width, height, step = 18.0, 8.0, 12.0
    top = (SIDE - step * len(terms) + step - height) / 2
    drawn = []
    for row, posts in enumerate(terms):
        for column, term in enumerate(posts):
            x, y = _RIGHT + 3 + column * (width + 3), top + row * step
            drawn.append(element("rect", x=x, y=y, width=width, height=height, rx=1.5, class_=classes("term", term)))
            if term == "gap":
                drawn.append(element("path", d=hatch(x=x, y=y, width=width, height=height, step=4), class_="hatch"))
    return element("g", *drawn)


def _year(gathering: Gathering) -> Markup:
    """Return a year's line from the top down with the meeting on it; without a day it stands behind the line, which is broken."""
    known = gathering.first is not None
    top, length, x = 8.0, 80.0 if known else 64.0, _RIGHT + 11
    ticks = "".join(
        f"M{number(x - (3 if month % 3 else 5))} {number(top + length * month / 12)}h{6 if month % 3 else 10}" for month in range(13)
    )
    y = place_of(gathering, left=top, width=length, behind=top + length + 14)
    drawn = [element("path", d=f"M{number(x)} {top:g}v{length:g}{ticks}", class_=classes("hairline", "" if known else "unknown"))]
    if gathering.first and gathering.last and not gathering.exact:
        start, end = (number(top + length * share(day)) for day in (gathering.first, gathering.last))
        drawn.append(element("path", d=f"M{number(x)} {start}V{end}", class_="span"))
    drawn.append(shape(gathering, x=x, y=y, size=1.1))
    return element("g", *drawn)


def _awards(marks: Iterable[AwardMark]) -> Markup:
    """Return a conference's award marks, the highest level first."""
    found = distinct(marks)[:_MOST_MARKS]
    step = 15.0
    top = (SIDE - step * (len(found) - 1)) / 2
    return element("g", *(at(award_shape(mark), x=_RIGHT + 33, y=top + step * place, size=15) for place, mark in enumerate(found)))


def locator(provinces: Iterable[str], grounds: Iterable[Ground], *, title: str, source: str | None) -> Markup:
    """Return the country alone, with what is said of it; nothing where no province has a place."""
    shown = small_map(provinces, grounds)
    if not shown:
        return Markup("")
    whole = element("g", shown, data_source=source)
    return picture(whole, kind="emblem", width=_LEFT * 2 + country.COLUMNS * _PITCH[0], height=SIDE, title=title)
