"""The units of today as tiles on a small picture: members filled, hosts ringed, other places red.

Hoàng Sa and Trường Sa are on it always, named, out at sea. `TILES` and `ARCHIPELAGOS` say where each tile is: column and row, north
at the top.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from thidua.catalog.whereabouts import Whereabouts
from thidua.site.social.drawing import Canvas, Colour
from thidua.site.social.lettering import Face, width

TILES: Mapping[str, tuple[float, float]] = {
    "lai-chau": (0, 0),
    "lao-cai": (1, 0),
    "tuyen-quang": (2, 0),
    "cao-bang": (3, 0),
    "dien-bien": (0, 1),
    "son-la": (1, 1),
    "thai-nguyen": (2, 1),
    "lang-son": (3, 1),
    "phu-tho": (1, 2),
    "ha-noi": (2, 2),
    "bac-ninh": (3, 2),
    "quang-ninh": (4, 2),
    "ninh-binh": (2, 3),
    "hung-yen": (3, 3),
    "hai-phong": (4, 3),
    "thanh-hoa": (2, 4),
    "nghe-an": (1.5, 5),
    "ha-tinh": (2, 6),
    "quang-tri": (2.5, 7),
    "hue": (3, 8),
    "da-nang": (3.5, 9),
    "quang-ngai": (4, 10),
    "gia-lai": (4.5, 11),
    "dak-lak": (4.5, 12),
    "dong-nai": (3, 13),
    "lam-dong": (4, 13),
    "khanh-hoa": (5, 13),
    "tay-ninh": (2, 14),
    "ho-chi-minh": (3, 14),
    "an-giang": (0, 15),
    "dong-thap": (1, 15),
    "vinh-long": (2, 15),
    "ca-mau": (0, 16),
    "can-tho": (1, 16),
}


class Archipelago(NamedTuple):
    """An archipelago, the unit that it belongs to, and where its tile is."""

    name: str
    unit: str
    at: tuple[float, float]


ARCHIPELAGOS = (Archipelago("Hoàng Sa", "da-nang", (5, 8)), Archipelago("Trường Sa", "khanh-hoa", (5, 15.5)))

PITCH = 25
TILE = 22
SAMPLE = 13
_NAME = Face("regular", 15)
_NAMED_ABOVE = {"Hoàng Sa"}
"""Below it the coast comes near."""


def is_shown(where: Whereabouts) -> bool:
    """Tell whether any of the units has a tile."""
    return any(unit in TILES for unit in (*where.members, *where.hosts, *where.places))


def draw_land(canvas: Canvas, left: int, top: int) -> None:
    """Draw every tile, and the names of the two archipelagos."""
    for place in (*TILES.values(), *(island.at for island in ARCHIPELAGOS)):
        _fill(canvas, left, top, place, Colour.TILE)
    for island in ARCHIPELAGOS:
        x, y = _corner(left, top, island.at)
        line = y - 6 if island.name in _NAMED_ABOVE else y + PITCH + 14
        canvas.write(x + TILE // 2 - width(_NAME, island.name) // 2, line, island.name, _NAME, Colour.QUIET)


def draw_where(canvas: Canvas, left: int, top: int, where: Whereabouts) -> None:
    """Mark the units on tiles that are drawn already; an archipelago is marked with the unit that it belongs to."""
    for units, colour in ((where.members, Colour.INK), (where.places, Colour.RED)):
        for place in _places(units):
            _fill(canvas, left, top, place, colour)
    for place in _places(where.hosts):
        ring(canvas, *_corner(left, top, place))


def draw_sample(canvas: Canvas, left: int, top: int, kind: str) -> None:
    """Draw a small tile as units of a kind are marked: members, hosts or places."""
    canvas.fill(left, top, left + SAMPLE, top + SAMPLE, Colour.INK if kind == "members" else Colour.RED)
    if kind == "hosts":
        canvas.fill(left + 2, top + 2, left + SAMPLE - 2, top + SAMPLE - 2, Colour.PAPER)
        canvas.fill(left + 4, top + 4, left + SAMPLE - 4, top + SAMPLE - 4, Colour.INK)


def _places(units: tuple[str, ...]) -> list[tuple[float, float]]:
    return [TILES[unit] for unit in units if unit in TILES] + [island.at for island in ARCHIPELAGOS if island.unit in units]


def _corner(left: int, top: int, place: tuple[float, float]) -> tuple[int, int]:
    return left + int(place[0] * PITCH), top + int(place[1] * PITCH)


def _fill(canvas: Canvas, left: int, top: int, place: tuple[float, float], colour: Colour) -> None:
    x, y = _corner(left, top, place)
    canvas.fill(x, y, x + TILE, y + TILE, colour)


def ring(canvas: Canvas, left: int, top: int) -> None:
    """Draw a red ring round a tile, with paper between the two."""
    for distance, colour in ((5, Colour.RED), (2, Colour.PAPER)):
        right, bottom = left + TILE + distance, top + TILE + distance
        for edges in (
            (left - distance, top - distance, right, top),
            (left - distance, top + TILE, right, bottom),
            (left - distance, top, left, top + TILE),
            (left + TILE, top, right, top + TILE),
        ):
            canvas.fill(*edges, colour)
