"""The chart: seconds by number of articles, both on logarithmic scales, as a plain SVG.

Invariant: well-formed, text as text, readable on light and dark (it brings its own ground for each), and no line is told from another by
its colour alone: each contestant has its own dashes and marks, and each line its name. A plotting library was rejected: it would be the
largest dependency of the project, for one picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from statistics import median
from typing import NamedTuple

from benchmarks.results import OURS, Results
from benchmarks.tasks import Task

WIDTH, HEIGHT = 820, 500
LEFT, RIGHT, TOP, BOTTOM = 66, 190, 56, 52
LABEL_GAP = 17
STYLE = """
text { font: 13px system-ui, sans-serif; fill: var(--ink) }
.title { font-size: 16px; font-weight: 600 }
.ground { fill: var(--ground) }
.grid { stroke: var(--grid); stroke-width: 1 }
.lead { stroke: var(--ink); stroke-width: .6; opacity: .5 }
.line { fill: none; stroke-width: 2.2 }
.thidua { stroke: var(--one) } .thidua.mark, .thidua.label { fill: var(--one); stroke: none }
.hugo { stroke: var(--two); stroke-dasharray: 7 4 } .hugo.mark, .hugo.label { fill: var(--two); stroke: none }
.pelican { stroke: var(--three); stroke-dasharray: 2 4 } .pelican.mark, .pelican.label { fill: var(--three); stroke: none }
:root { --ground: #fffdf8; --ink: #2a2622; --grid: #ded8cc; --one: #9c1c1c; --two: #1f5f8b; --three: #4d6b1f }
@media (prefers-color-scheme: dark) {
:root { --ground: #1c1a18; --ink: #e8e2d8; --grid: #3f3a34; --one: #ff8f80; --two: #7cc0ee; --three: #b5d67a }
}
"""


class _Line(NamedTuple):
    contestant: str
    task: Task
    points: tuple[tuple[int, float], ...]

    @property
    def name(self) -> str:
        return f"{self.contestant}, {'rebuild' if self.contestant != OURS and self.task is Task.EDIT else self.task}"


class _Scale(NamedTuple):
    """Maps values to a side of the picture, by their logarithms."""

    least: float
    most: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (log10(value) - log10(self.least)) / (log10(self.most) - log10(self.least))
        return self.start + share * (self.end - self.start)


def chart(results: Results) -> str:
    """Return the picture; results must have at least one run."""
    lines = list(_lines(results))
    values = [seconds for line in lines for _, seconds in line.points]
    least, most = 10.0 ** floor(log10(min(values))), 10.0 ** ceil(log10(max(values)))
    upwards = _Scale(least, max(most, least * 10), HEIGHT - BOTTOM, TOP)
    sizes = results.sizes
    across = _Scale(min(sizes) / 1.6, max(sizes) * 1.1, LEFT, WIDTH - RIGHT)
    title = "Seconds by number of articles (both scales logarithmic)"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
            f'<text class="title" x="20" y="30">{escape(title)}</text>',
            *_grid(upwards, across, sizes),
            *(part for line in lines for part in _drawn(line, upwards, across)),
            *_labels(lines, upwards, across),
            "</svg>",
            "",
        ]
    )


def _lines(results: Results) -> Iterator[_Line]:
    """Yield each contestant's lines: thidua's every task, of the others the cold build and the rebuild after an edit."""
    for name in results.contestants():
        for task in Task if name == OURS else (Task.COLD, Task.EDIT):
            taken = [(articles, results.runs(articles, task, name)) for articles in results.sizes]
            points = tuple((articles, median(run.wall for run in runs)) for articles, runs in taken if runs)
            if points:
                yield _Line(name, task, points)


def _grid(upwards: _Scale, across: _Scale, sizes: Sequence[int]) -> Iterator[str]:
    power = round(log10(upwards.least))
    while 10.0**power <= upwards.most * 1.001:
        y = upwards.place(10.0**power)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
        power += 1
    for articles in sizes:
        x = across.place(articles)
        yield f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{articles:,}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.1f}" y="{HEIGHT - 12}" text-anchor="middle">articles</text>'


def _drawn(line: _Line, upwards: _Scale, across: _Scale) -> Iterator[str]:
    style = line.contestant.lower()
    places = [(across.place(articles), upwards.place(seconds)) for articles, seconds in line.points]
    if len(places) > 1:
        yield f'<path class="line {style}" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
    for (x, y), (articles, seconds) in zip(places, line.points, strict=True):
        told = f"<title>{escape(line.name)}, {articles:,} articles: {seconds:.2f} s</title>"
        if line.contestant == OURS:
            yield f'<circle class="mark {style}" cx="{x:.1f}" cy="{y:.1f}" r="4">{told}</circle>'
        else:
            shape = "m0-5 5 5-5 5-5-5z" if style == "hugo" else "m-4-4h8v8h-8z"
            yield f'<path class="mark {style}" d="M{x:.1f} {y:.1f}{shape}">{told}</path>'


def _labels(lines: Sequence[_Line], upwards: _Scale, across: _Scale) -> Iterator[str]:
    """Yield each line's name: in the margin, or beside the last point of a line that ends before."""
    last = max(line.points[-1][0] for line in lines)
    for articles in sorted({line.points[-1][0] for line in lines}):
        ends = [(upwards.place(line.points[-1][1]), line) for line in lines if line.points[-1][0] == articles]
        ends.sort(key=lambda end: (end[0], end[1].name))
        x = across.place(articles)
        at = WIDTH - RIGHT + 14 if articles == last else x + 18
        for (y, line), place in zip(ends, _spaced([y for y, _ in ends]), strict=True):
            yield f'<path class="lead" d="M{x + 6:.1f} {y:.1f}L{at - 4:.1f} {place:.1f}"/>'
            name = f"{line.name} {line.points[-1][1]:,.2f} s"
            yield f'<text class="label {line.contestant.lower()}" x="{at:.1f}" y="{place + 4:.1f}">{escape(name)}</text>'


def _spaced(heights: Sequence[float]) -> list[float]:
    """Return ascending heights pushed apart by a line of text, within the picture."""
    lowest, places = float(TOP), []
    for y in heights:
        lowest = max(lowest, y)
        places.append(lowest)
        lowest += LABEL_GAP
    limit = float(HEIGHT - BOTTOM)
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - LABEL_GAP
    return places
