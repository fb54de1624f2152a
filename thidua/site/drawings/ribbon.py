"""The term ribbon: who led a cluster over the years, a row for the lead and one for the deputy.

Time runs to the right, every year as wide as its longest name needs. What no source tells is hatched and says so; what is inferred is
dashed and says so; where sources differ, both are drawn below each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from thidua.site.drawings.svg import classes, element, hatch, lines, picture, text_width, wrap

_TEXT, _LEADING = 12.5, 15.0
_HEAD, _SIDE, _LANE, _GAP = 24, 56, 54, 8
_EMPTY_YEAR, _YEAR, _WIDEST_YEAR = 44.0, 108.0, 240.0
_MOST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """That a unit held a post from one day to another, as one source says."""

    first: date
    last: date
    name: str
    title: str
    inferred: bool = False
    disputed: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One post: what it is called, and who held it."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of a ribbon."""

    gap: str
    inferred: str
    disputed: str


def ribbon(bands: Sequence[Band], labels: Labels, *, title: str, description: str, until: int | None = None) -> Markup:
    """Return the ribbon over all years that any segment touches, and on to `until`; nothing where there is no segment."""
    segments = [segment for band in bands for segment in band.segments]
    if not segments:
        return Markup("")
    axis = _Axis.of(segments, until or 0)
    drawn, y = [axis.draw(sum(map(_band_height, bands)) + _GAP * (len(bands) - 1))], float(_HEAD)
    for band in bands:
        drawn.append(_band(band, labels, axis, y))
        y += _band_height(band) + _GAP
    return picture(*drawn, kind="ribbon", width=axis.end + 1, height=y, title=title, description=description)


class _Axis:
    """The years from the first to the last, and where a day lies."""

    def __init__(self, years: Sequence[int], widths: Sequence[float]) -> None:
        self.years = years
        self.lefts = [_SIDE + sum(widths[:place]) for place in range(len(widths) + 1)]

    @classmethod
    def of(cls, segments: Sequence[Segment], until: int) -> _Axis:
        """Return the axis of some segments, each year wide enough for the names in it."""
        years = range(min(item.first.year for item in segments), max(until, *(item.last.year for item in segments)) + 1)
        return cls(years, [_year_width(year, segments) for year in years])

    @property
    def end(self) -> float:
        return self.lefts[-1]

    def x(self, day: date) -> float:
        """Return where a day begins."""
        place = day.year - self.years[0]
        if place >= len(self.years):
            return self.end
        share = (day - date(day.year, 1, 1)).days / _days_of(day.year)
        return self.lefts[place] + share * (self.lefts[place + 1] - self.lefts[place])

    def after(self, day: date) -> float:
        """Return where a day ends."""
        return self.end if day >= date(self.years[-1], 12, 31) else self.x(day + timedelta(days=1))

    def sides(self, first: date, last: date) -> tuple[float, float]:
        """Return left and right of a stretch of time, a hairline from its neighbours; a day is a sliver, not nothing."""
        left, right = self.x(first), self.after(last)
        margin = min(1.0, (right - left) / 4)
        return left + margin, right - margin

    def draw(self, height: float) -> Markup:
        """Return the years with a hairline before each."""
        drawn = []
        for place, year in enumerate(self.years):
            left, right = self.lefts[place], self.lefts[place + 1]
            drawn.append(element("text", str(year), x=(left + right) / 2, y=13, class_="year"))
            drawn.append(element("path", d=f"M{left:g} 4V{_HEAD + height:g}", class_="hairline"))
        return element("g", *drawn, class_="axis")


def _days_of(year: int) -> int:
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def _days_in(year: int, segment: Segment) -> int:
    first, last = max(segment.first, date(year, 1, 1)), min(segment.last, date(year, 12, 31))
    return max(0, (last - first).days + 1)


def _year_width(year: int, segments: Sequence[Segment]) -> float:
    inside = [(segment, _days_in(year, segment)) for segment in segments]
    needed = [_name_width(segment) * _days_of(year) / _whole(segment) for segment, days in inside if days]
    return min(_WIDEST_YEAR, max(_YEAR, *needed)) if needed else _EMPTY_YEAR


def _whole(segment: Segment) -> int:
    return max(1, (segment.last - segment.first).days + 1)


def _name_width(segment: Segment) -> float:
    """Return the least width at which a name takes no more lines than there is room for."""
    room = _MOST_LINES - (1 if segment.inferred or segment.disputed else 0)
    width = max(text_width(word, _TEXT) for word in segment.name.split())
    while len(wrap(segment.name, width, _TEXT)) > room:
        width += 6
    return width + 12


def _band_height(band: Band) -> float:
    return max(1, len(_lanes(band.segments))) * _LANE


def _lanes(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Return segments in as few rows as hold them without overlap, earlier ones first."""
    lanes: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.first, item.last, item.name)):
        lane = next((lane for lane in lanes if lane[-1].last < segment.first), None)
        if lane is None:
            lanes.append([segment])
        else:
            lane.append(segment)
    return lanes


def _band(band: Band, labels: Labels, axis: _Axis, y: float) -> Markup:
    drawn = [element("text", band.name, x=0, y=y + _LANE / 2 + 4, class_="post")]
    drawn += [_gap(first, last, labels.gap, axis, y, _band_height(band)) for first, last in gaps(band.segments, axis.years)]
    for place, lane in enumerate(_lanes(band.segments)):
        for segment in lane:
            alone = not any(_meet(segment, other) for other in band.segments if other is not segment)
            top, height = (y, _band_height(band)) if alone else (y + place * _LANE, _LANE)
            drawn.append(_segment(segment, labels, axis, top, height))
    return element("g", *drawn)


def _meet(one: Segment, other: Segment) -> bool:
    return one.first <= other.last and other.first <= one.last


def gaps(segments: Iterable[Segment], years: Sequence[int]) -> list[tuple[date, date]]:
    """Return the stretches of time that no segment covers, first and last day each."""
    found = []
    day = date(years[0], 1, 1)
    for segment in sorted(segments, key=lambda item: item.first):
        if segment.first > day:
            found.append((day, segment.first - timedelta(days=1)))
        if segment.last >= day:
            if segment.last >= date(years[-1], 12, 31):
                return found
            day = segment.last + timedelta(days=1)
    return [*found, (day, date(years[-1], 12, 31))]


def _gap(first: date, last: date, word: str, axis: _Axis, y: float, height: float) -> Markup:  # noqa: PLR0913, PLR0917 # where it lies
    left, right = axis.sides(first, last)
    width = right - left
    drawn = [
        element("rect", x=left, y=y, width=width, height=height, class_="frame"),
        element("path", d=hatch(x=left, y=y, width=width, height=height), class_="hatch"),
    ]
    texts = wrap(word, width - 10, _TEXT)
    wide = max(text_width(text, _TEXT) for text in texts) + 8
    if wide <= width:
        tall = _LEADING * len(texts) + 4
        middle = (left + right) / 2, y + height / 2
        drawn.append(element("rect", x=middle[0] - wide / 2, y=middle[1] - tall / 2, width=wide, height=tall, class_="plate"))
        drawn.append(lines(texts, x=middle[0], y=middle[1] + 4, height=_LEADING, class_="label"))
    return element("g", *drawn, class_="gap")


def _segment(segment: Segment, labels: Labels, axis: _Axis, y: float, height: float) -> Markup:
    left, right = axis.sides(segment.first, segment.last)
    width = right - left
    remark = labels.inferred if segment.inferred else labels.disputed if segment.disputed else ""
    names = wrap(segment.name, width - 8, _TEXT)
    remarks = wrap(remark, width - 8, _TEXT)
    texts = (*names, *(remarks if len(names) + len(remarks) <= _MOST_LINES else ()))
    drawn = [element("title", segment.title), element("rect", x=left, y=y + 1, width=width, height=height - 2, rx=4)]
    if len(names) <= _MOST_LINES and max(text_width(text, _TEXT) for text in names) <= width:
        drawn.append(lines(texts, x=(left + right) / 2, y=y + height / 2 + 4, height=_LEADING, class_="label"))
    facts: dict[str, object] = {"data_inferred": True} if segment.inferred else {"data_source": segment.source}
    kind = classes("term", "inferred" if segment.inferred else "", "disputed" if segment.disputed else "")
    return element("g", *drawn, class_=kind, **facts)
