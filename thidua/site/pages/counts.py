"""Award counts as charts with their tables: by year, level, form and cluster, given apart from decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from thidua.catalog import keys
from thidua.catalog.awards import AwardRow, Standing
from thidua.catalog.totals import Part, Total, totals
from thidua.model.records import AwardFact, Level
from thidua.site.display import NamedLink, sentence_case
from thidua.site.drawings import chart, marks
from thidua.site.drawings.marks import LEVELS, AwardMark, Recipient
from thidua.site.emblems import level_of, recipients
from thidua.site.layout import Frame

SERIES: tuple[tuple[Recipient, str], ...] = (
    ("collective", "award_collectives"),
    ("individual", "award_individuals"),
    ("household", "award_households"),
)
UNCOUNTED: tuple[Recipient, str] = ("unknown", "award_uncounted")
COUNTED: tuple[Standing, ...] = ("given", "decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One line of a table of counts; an empty number is one that no source gives. `source` is the reference name of the first source."""

    label: str
    href: str
    collectives: str
    individuals: str
    households: str
    direct_workers: str
    remark: str
    source: str
    sources: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A chart with the table that says the same; whether any line counts households or direct workers."""

    id: str
    title: str
    part: str
    chart: Markup
    lines: tuple[CountLine, ...]
    key: tuple[LegendItem, ...]
    households: bool
    direct_workers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """A sign and what it means."""

    sign: Markup
    text: str


def counts_by_year(frame: Frame, rows: Iterable[AwardRow]) -> tuple[Counts, ...]:
    """Return the counts of a cluster by year, for each standing that has any."""
    return tuple(count for standing in COUNTED for count in _counts(frame, tuple(rows), standing, ("year",)))


def all_counts(frame: Frame, rows: Iterable[AwardRow]) -> tuple[Counts, ...]:
    """Return the counts by year, level, form and cluster, for each standing that has any."""
    found = tuple(rows)
    return tuple(count for standing in COUNTED for count in _counts(frame, found, standing, ("year", "level", "form", "cluster")))


_PARTS: dict[str, tuple[str, Callable[[AwardRow], Part]]] = {
    "year": ("year", lambda row: row.year),
    "level": ("award_level", lambda row: row.level),
    "form": ("award_form", lambda row: row.form),
    "cluster": ("kind_cluster", lambda row: row.cluster),
}


def _counts(frame: Frame, rows: tuple[AwardRow, ...], standing: Standing, parts: Iterable[str]) -> Iterable[Counts]:
    words = frame.words
    for part in parts:
        word, of = _PARTS[part]
        found = _ordered(part, totals(rows, standing, of))
        if not any(total.counted for total in found):
            continue
        title = words.fill(f"counts_by_{part}", standing=words[f"standing_{standing}"])
        name = f"{part}-{standing}"
        bars = [_bars(frame, part, total) for total in found]
        yield Counts(
            id=name,
            title=title,
            part=words[word],
            chart=chart.chart(bars, title=title, description=words.chart_described),
            lines=tuple(_line(frame, part, total) for total in found),
            key=_key(frame, bars),
            households=any(total.households is not None for total in found),
            direct_workers=any(total.direct_workers is not None for total in found),
        )


def _ordered(part: str, found: tuple[Total, ...]) -> list[Total]:
    """Return sums in the order in which they are read: years forward, levels from the highest, the rest as rows come."""
    if part == "year":
        return sorted(found, key=lambda total: (total.of is None, str(total.of)))
    if part == "level":
        order: tuple[Level | None, ...] = (*LEVELS, None)
        return sorted(found, key=lambda total: [str(level) for level in order].index(str(total.of)))
    return list(found)


def _key(frame: Frame, bars: Iterable[chart.Bars]) -> tuple[LegendItem, ...]:
    used = {amount.series for group in bars for amount in group.amounts}
    return tuple(LegendItem(sign=chart.sample(series), text=frame.words[word]) for series, word in SERIES if series in used)


def _bars(frame: Frame, part: str, total: Total) -> chart.Bars:
    counts = zip(SERIES, (total.collectives, total.individuals, total.households), strict=True)
    return chart.Bars(
        label=_label(frame, part, total.of),
        amounts=tuple(
            chart.Amount(series=series, value=count, text=frame.number(count)) for (series, _), count in counts if count is not None
        ),
        source=_source(total),
    )


def _label(frame: Frame, part: str, of: Part) -> str:
    words = frame.words
    if part == "form":
        return sentence_case(frame.view[keys.register("award", str(of))].name) if of else sentence_case(words.award_no_form)
    if of is None:
        return sentence_case(words.not_printed)
    if part == "level":
        return sentence_case(words[f"level_{of}"])
    if part == "cluster":
        card = frame.view[keys.card(str(of))]
        return card.title if card else words.not_printed
    return str(of)


def _line(frame: Frame, part: str, total: Total) -> CountLine:
    card = frame.view[keys.card(str(total.of))] if part == "cluster" and total.of else None
    told = [frame.view[keys.card(name)] for name in total.entries]
    return CountLine(
        label=_label(frame, part, total.of),
        href=frame.href(card.address) if card else "",
        collectives=frame.number(total.collectives),
        individuals=frame.number(total.individuals),
        households=frame.number(total.households),
        direct_workers=frame.number(total.direct_workers),
        remark=(frame.words.counts_partial if total.counted else frame.words.award_uncounted) if total.partial else "",
        source=_source(total),
        sources=tuple(NamedLink(title=item.title, href=frame.href(item.address)) for item in told),
    )


def _source(total: Total) -> str:
    return total.entries[0].partition("/")[2]


def award_legend(frame: Frame, awards: Iterable[AwardFact] | None = None) -> tuple[LegendItem, ...]:
    """Return the marks of the levels, then those of who received: all there are, or those that occur among `awards`."""
    words, facts = frame.words, None if awards is None else tuple(awards)
    levels_there = LEVELS if facts is None else {level_of(frame, fact) for fact in facts}
    kinds_there = dict((*SERIES, UNCOUNTED)) if facts is None else {kind for fact in facts for kind in recipients(fact)}
    levels = [
        LegendItem(sign=marks.award_mark(AwardMark(level=level, recipient="collective")), text=words[f"level_{level}"])
        for level in LEVELS
        if level in levels_there
    ]
    kinds = [
        LegendItem(sign=marks.award_mark(AwardMark(level=None, recipient=kind)), text=words[word].lower())
        for kind, word in (*SERIES, UNCOUNTED)
        if kind in kinds_there
    ]
    return (*levels, *kinds)
