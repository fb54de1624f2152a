"""The tile map: one tile a province of today, members filled, what was merged joined at its foot, hosts ringed.

A unit that has become part of another shows on the tile of what it became: as one of the cells at the tile's foot, filled where it was a
member. So a former member never looks like a direct one, whatever the colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from thidua.site.drawings import country
from thidua.site.drawings.svg import classes, element, lines, picture, text_width

TILE, PITCH, CORNER = (52, 40), (56, 44), 4
MARGIN = 4
JOINT = 1.5
_TEXT, _LEADING = 12, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A former unit that is part of today's: whether it was a member (or is what the drawing is about)."""

    name: str
    member: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One of today's provinces: its name and what is said of it; `source` is where that comes from."""

    id: str
    name: str
    title: str
    member: bool = False
    inferred: bool = False
    host: bool = False
    host_inferred: bool = False
    parts: tuple[Part, ...] = ()
    href: str | None = None
    source: str | None = None

    @property
    def former(self) -> bool:
        """Whether only units that are now part of it are meant."""
        return not self.member and any(part.member for part in self.parts)

    @property
    def uncertain(self) -> bool:
        """Whether nothing but inference puts it on the drawing."""
        marked = [part for part in self.parts if part.member]
        return self.inferred if self.member else bool(marked) and all(part.inferred for part in marked)

    @property
    def plain(self) -> bool:
        """Whether nothing is said of it."""
        return not (self.member or self.former or self.host)


def tile_map(tiles: Iterable[Tile], *, title: str, description: str, caption: str) -> Markup:
    """Return the whole map with labels; nothing where no tile has a place. `caption` says that it is a schematic."""
    placed = [tile for tile in tiles if tile.id in country.TILES]
    if not placed:
        return Markup("")
    width = MARGIN * 2 + country.COLUMNS * PITCH[0]
    height = MARGIN * 2 + country.ROWS * PITCH[1]
    by_id = {tile.id: tile for tile in placed}
    return picture(
        *(_tile(tile) for tile in placed),
        *(_archipelago(one, by_id.get(one.unit)) for one in country.ARCHIPELAGOS),
        element("text", caption, x=width - MARGIN, y=height - 6, class_="caption end"),
        kind="tile-map",
        width=width,
        height=height,
        title=title,
        description=description,
        linked=any(tile.href for tile in placed),
    )


def _corner(at: tuple[float, float]) -> tuple[float, float]:
    return MARGIN + at[0] * PITCH[0], MARGIN + at[1] * PITCH[1]


def state(tile: Tile) -> str:
    """Return the classes of a tile."""
    shown = "member" if tile.member else "former" if tile.former else ""
    return classes("tile", shown, "inferred" if tile.uncertain else "")


def _tile(tile: Tile) -> Markup:
    x, y = _corner(country.TILES[tile.id])
    width, height = TILE
    name = () if tile.href else (element("title", tile.title),)  # a link has its name as a label: a title would be text of the link
    drawn = [*name, element("rect", x=x, y=y, width=width, height=height, rx=CORNER)]
    foot = tile.former or (tile.href is not None and len(tile.parts) > 1)
    drawn.append(lines(label(tile.name), x=x + width / 2, y=y + height / 2 + (1 if foot else 4), height=_LEADING, class_="label"))
    if foot:
        drawn.append(joined(tile.parts, x=x + 6, y=y + height - 7, width=width - 12, height=4))
    if tile.host:
        ring = classes("ring", "inferred" if tile.host_inferred else "")
        drawn.append(element("rect", x=x - 0.5, y=y - 0.5, width=width + 1, height=height + 1, rx=CORNER + 0.5, class_=ring))
    whole = element("g", *drawn, class_=state(tile), **_facts(tile))
    return element("a", whole, href=tile.href, aria_label=tile.title) if tile.href else whole


def _facts(tile: Tile) -> dict[str, object]:
    """Return the attributes that say where what a tile shows comes from."""
    if tile.plain:
        return {}
    guessed = tile.uncertain or (tile.host_inferred and not (tile.member or tile.former))
    return {"data_inferred": True} if guessed else {"data_source": tile.source}


def label(name: str) -> tuple[str, ...]:
    """Return a name in at most two lines, as even as its words allow."""
    words = name.split()
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(cuts, key=lambda pair: max(text_width(part, _TEXT) for part in pair), default=(name,))


def joined(parts: Sequence[Part], *, x: float, y: float, width: float, height: float) -> Markup:
    """Return a row of cells close together: what was merged, joined."""
    step = (width + JOINT) / len(parts)
    cells = (
        element(
            "rect",
            x=x + step * place,
            y=y,
            width=step - JOINT,
            height=height,
            class_=classes("part", "on" if part.member else "", "inferred" if part.inferred else ""),
        )
        for place, part in enumerate(parts)
    )
    return element("g", *cells, class_="parts")


def _archipelago(one: country.Archipelago, tile: Tile | None) -> Markup:
    """Return an archipelago's small tile, with its name and its unit's below."""
    x, y = _corner(one.at)
    small, middle = (26, 18), x + TILE[0] / 2 - 2
    texts = (one.name, f"({tile.name})") if tile else (one.name,)
    return element(
        "g",
        element("title", " ".join(texts)),
        element("rect", x=middle - small[0] / 2, y=y, width=small[0], height=small[1], rx=CORNER),
        lines(texts, x=middle, y=y + small[1] + 19, height=12, class_="label sea"),
        class_=classes("island", state(tile) if tile else "tile"),
    )


def merged(parts: Sequence[Part], *, whole: str, title: str, description: str) -> Markup:
    """Return what a unit was merged from: the former units' tiles joined above the one that they became."""
    width, height = 104, TILE[1]
    across = width * len(parts)
    drawn = []
    for place, part in enumerate(parts):
        x = 1 + width * place
        inside = element("rect", x=x, y=1, width=width, height=height, class_="joined")
        text = lines(label(part.name), x=x + width / 2, y=1 + height / 2 + 4, height=_LEADING, class_="label")
        drawn.append(
            element("g", inside, text, class_=classes("tile", "about" if part.member else "", "inferred" if part.inferred else ""))
        )
    middle, top = 1 + across / 2, height + 17
    drawn.append(element("path", d=f"M1 {height + 5}v6H{across + 1}v-6M{middle} {height + 11}v6", class_="bracket"))
    drawn.append(
        element(
            "g",
            element("rect", x=middle - width / 2, y=top, width=width, height=height, rx=CORNER),
            lines(label(whole), x=middle, y=top + height / 2 + 4, height=_LEADING, class_="label"),
            class_="tile member",
        )
    )
    return picture(*drawn, kind="merger", width=across + 2, height=top + height + 1, title=title, description=description)
