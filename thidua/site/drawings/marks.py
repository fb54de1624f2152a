"""Small marks: awards by level and kind of recipient, fields and subjects of models. They are drawn in a box of 24, centred on 12.

The higher the level, the more points a mark has: circle, diamond, hexagon, star of eight. Filled for collectives, outlined for
individuals, half filled for households, dashed where no source tells who received. No mark resembles a medal or an emblem of the state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from markupsafe import Markup

from thidua.model.records import Level
from thidua.site.drawings.svg import classes, element, number

Recipient = Literal["collective", "individual", "household", "unknown"]
RECIPIENTS: tuple[Recipient, ...] = ("collective", "individual", "household", "unknown")
LEVELS: tuple[Level, ...] = ("nha-nuoc", "chinh-phu", "bo-tinh", "co-so")
BOX = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMark:
    """A level and who received; `label` is said to screen readers, where no words stand beside it."""

    level: Level | None
    recipient: Recipient
    label: str = ""


def _ring(points: int, outer: float, inner: float | None = None) -> str:
    """Return the path of a polygon around 12, 12 that stands on a point; of a star where every other point lies at `inner`."""
    radii = [outer] if inner is None else [outer, inner]
    count = points * len(radii)
    spots = []
    for place in range(count):
        angle, radius = 2 * pi * place / count - pi / 2, radii[place % len(radii)]
        spots.append(f"{number(12 + radius * cos(angle))} {number(12 + radius * sin(angle))}")
    return "M" + "L".join(spots) + "z"


_CIRCLE = "M12 4.5a7.5 7.5 0 1 0 .01 0z"
_SHAPES: dict[str | None, str] = {
    "nha-nuoc": _ring(8, 10.5, 6.2),
    "chinh-phu": _ring(6, 9.5),
    "bo-tinh": _ring(4, 9.5),
    "co-so": _CIRCLE,
    None: "M6 8.5h12a3.5 3.5 0 0 1 0 7H6a3.5 3.5 0 0 1 0-7z",
}
_HALF, _HALF_PILL = "M4 12a8 8 0 0 0 16 0z", "M2.5 12a3.5 3.5 0 0 0 3.5 3.5h12a3.5 3.5 0 0 0 3.5-3.5z"

_FIELDS = {
    "nong-nghiep": "M12 21V10M12 15C7 15 5 12 5 8C9 8 12 10 12 15M12 11C12 7 15 5 19 5C19 9 16 11 12 11",
    "cong-nghiep": "M3 21V10l6 4v-4l6 4V4h6v17z",
    "thuong-mai-dich-vu": "M4 9l2-5h12l2 5M4 9v12h16V9zM9 21v-7h6v7",
    "giao-duc": "M12 7C9 5 6 5 3 6v13c3-1 6-1 9 1c3-2 6-2 9-1V6c-3-1-6-1-9 1zM12 7v13",
    "y-te": "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
    "van-hoa-the-thao": "M12 3a9 9 0 1 0 .01 0zM3 12h18M12 3c4 5 4 13 0 18c-4-5-4-13 0-18",
    "khoa-hoc-cong-nghe-chuyen-doi-so": (
        "M12 3.5a2.5 2.5 0 1 0 .01 0zM5 15a2.5 2.5 0 1 0 .01 0zM19 15a2.5 2.5 0 1 0 .01 0zM11 8l-5 7M13 8l5 7M8 18h8"
    ),
    "quoc-phong-an-ninh": "M12 3l8 3v6c0 5-4 8-8 9c-4-1-8-4-8-9V6z",
    "cong-tac-dang": "M6 21V3M6 4h13l-3 4l3 4H6",
    "cai-cach-hanh-chinh": "M5 3h10l4 4v14H5zM8 13l3 3l5-6",
    "an-sinh-xa-hoi": "M12 20C5 15 3 12 3 8.5C3 5 8 3 12 8C16 3 21 5 21 8.5C21 12 19 15 12 20z",
    "moi-truong": "M12 3c5 6 7 9 7 12a7 7 0 0 1-14 0c0-3 2-6 7-12z",
}
_SUBJECTS = {
    "ca-nhan": "M12 3.5a4 4 0 1 0 .01 0zM4 21c0-6 4-8 8-8s8 2 8 8",
    "tap-the": (
        "M12 3a3 3 0 1 0 .01 0zM5 8a2.5 2.5 0 1 0 .01 0zM19 8a2.5 2.5 0 1 0 .01 0z"
        "M6 21c0-6 3-9 6-9s6 3 6 9M1 20c0-4 2-6 4-6M23 20c0-4-2-6-4-6"
    ),
    "ho-gia-dinh": "M2 12l10-9l10 9M5 10v11h14V10M10 21v-6h4v6",
}


def award_mark(mark: AwardMark) -> Markup:
    """Return an award's mark as a picture of its own, hidden from screen readers where words beside it say the same."""
    spoken: dict[str, object] = {"role": "img", "aria_label": mark.label} if mark.label else {"aria_hidden": "true"}
    return element("svg", award_shape(mark), class_="drawing mark", viewBox=f"0 0 {BOX} {BOX}", width=16, height=16, **spoken)


def award_shape(mark: AwardMark) -> Markup:
    """Return an award's mark as a shape in its box of 24."""
    shape = element("path", d=_SHAPES[mark.level], class_=classes("award", mark.recipient))
    if mark.recipient != "household":
        return shape
    return element("g", shape, element("path", d=_HALF if mark.level else _HALF_PILL, class_="award half"))


def subject_shape(subject: str) -> Markup:
    """Return the mark of a person, a collective or a household in its box of 24."""
    return element("path", d=_SUBJECTS[subject], class_="line")


def field_shape(field: str) -> Markup:
    """Return the mark of a model's field in its box of 24."""
    return element("path", d=_FIELDS[field], class_="line")


def at(shape: Markup, *, x: float, y: float, size: float) -> Markup:
    """Return a shape centred on a point at a size."""
    factor = size / BOX
    return element("g", shape, transform=f"translate({number(x - size / 2)} {number(y - size / 2)}) scale({number(factor)})")


def distinct(marks: Iterable[AwardMark]) -> tuple[AwardMark, ...]:
    """Return each kind of mark once, the highest level first."""
    order = (*LEVELS, None)
    return tuple(sorted(set(marks), key=lambda mark: (order.index(mark.level), RECIPIENTS.index(mark.recipient), mark.label)))
