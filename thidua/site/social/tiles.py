"""The units of today as tiles on a small picture: members filled, hosts ringed, other places red.

Hoàng Sa and Trường Sa are on it always, named, out at sea. Where each tile is, the drawings of pages say too (`drawings/country.py`).
"""

from __future__ import annotations

from thidua.catalog.whereabouts import Whereabouts
from thidua.site.drawings.country import ARCHIPELAGOS, TILES
from thidua.site.social.drawing import Canvas, Colour
from thidua.site.social.lettering import Face, width

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
