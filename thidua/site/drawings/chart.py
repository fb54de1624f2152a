"""Charts as horizontal bars: the label above, then a bar for each series with its number at the end.

Labels are words of administrative Vietnamese, so they stand in lines of their own instead of being turned or cut. What is not counted has
no bar: a missing number is not a zero. The table beside a chart says the same in text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from thidua.site.drawings.svg import classes, element, number, picture, text_width, wrap

_WIDTH, _TEXT, _LEADING, _BAR, _SPACE = 328, 12, 15, 12, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One bar: which series it belongs to, how long it is, and the number as written."""

    series: str
    value: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One group of bars under a label; `source` is where its numbers come from."""

    label: str
    amounts: tuple[Amount, ...]
    source: str | None = None


def chart(groups: Sequence[Bars], *, title: str, description: str) -> Markup:
    """Return a chart of the groups that have a number, in the order given; nothing where none has."""
    counted = [group for group in groups if group.amounts]
    if not counted:
        return Markup("")
    longest = max(amount.value for group in counted for amount in group.amounts)
    room = _WIDTH - 8 - max(text_width(amount.text, _TEXT) for group in counted for amount in group.amounts)
    drawn, y = [], 0.0
    for group in counted:
        part, y = _group(group, room / max(1, longest), y)
        drawn.append(part)
    return picture(
        *drawn,
        element("path", d=f"M.5 0V{number(y - _SPACE + 4)}", class_="hairline"),
        kind="chart",
        width=_WIDTH,
        height=y - _SPACE + 4,
        title=title,
        description=description,
    )


def _group(group: Bars, factor: float, y: float) -> tuple[Markup, float]:
    """Return a group's drawing and where the next one begins."""
    drawn = []
    for line in wrap(group.label, _WIDTH - 8, _TEXT):
        drawn.append(element("text", line, x=6, y=y + 12, class_="label"))
        y += _LEADING
    y += 3
    for amount in group.amounts:
        length = max(1.5, amount.value * factor)
        drawn.append(element("rect", x=0.5, y=y, width=length, height=_BAR, class_=classes("bar", amount.series)))
        drawn.append(element("text", amount.text, x=length + 6, y=y + 10, class_="count"))
        y += _BAR + 3
    return element("g", *drawn, data_source=group.source), y + _SPACE


def sample(series: str) -> Markup:
    """Return a bar's look alone, for a legend; the words stand beside it."""
    box = element("rect", x=1, y=4, width=22, height=16, class_=f"bar {series}")
    return element("svg", box, class_="drawing mark", viewBox="0 0 24 24", width=16, height=16, aria_hidden="true")
