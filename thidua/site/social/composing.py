"""Puts a card together: label and date, a red rule, the title, the map where there is something to show, the portal's name at the foot.

What all cards of a site have in common is drawn once in a process and copied.
"""

from __future__ import annotations

from functools import lru_cache

from thidua.site.drawings import country
from thidua.site.social import tiles
from thidua.site.social.cards import Content
from thidua.site.social.drawing import SIZE, Canvas, Colour
from thidua.site.social.lettering import Face, printable, width
from thidua.site.social.typesetting import fit_line, set_text, set_title

LEFT, RIGHT = 72, SIZE[0] - 72
_MAP_LEFT, _MAP_TOP = 956, 54
_GUTTER = 48
_LABEL_LINE, _RULE, _TITLE_TOP = 92, 112, 140
_FOOT_RULE, _FOOT_LINE = 548, 594

_LABEL = Face("regular", 28)
_PORTAL = Face("semibold", 28)
_NOTICE = Face("regular", 20)
_TEXT = Face("regular", 32)
_SMALL = Face("regular", 15)


def draw(content: Content) -> bytes:
    """Return a card as a PNG file."""
    has_map = content.land or tiles.is_shown(content.where)
    title = printable(content.title) or printable(content.portal) or "–"
    canvas = _background(content.portal, content.notice, content.caption if has_map else "").copy()
    canvas.write(LEFT, _LABEL_LINE, fit_line(printable(content.label), _LABEL, RIGHT - LEFT), _LABEL, Colour.QUIET)
    block = set_title(title, (_MAP_LEFT - _GUTTER if has_map else RIGHT) - LEFT)
    line = _TITLE_TOP + block.face.size
    for text in block.lines:
        canvas.write(LEFT, line, text, block.face)
        line += block.leading
    line += 72 - block.leading
    for text in set_text(printable(content.text), _TEXT, _MAP_LEFT - _GUTTER - LEFT, 4) if content.text else ():
        canvas.write(LEFT, line, text, _TEXT, Colour.QUIET)
        line += round(_TEXT.size * 1.4)
    if has_map:
        tiles.draw_where(canvas, _MAP_LEFT, _MAP_TOP, content.where)
        _explain(canvas, content)
    return canvas.to_png()


@lru_cache(maxsize=8)
def _background(portal: str, notice: str, caption: str) -> Canvas:
    """Return what cards have in common; with the land where it has a caption."""
    canvas = Canvas()
    canvas.fill(LEFT, _RULE, LEFT + 96, _RULE + 4, Colour.RED)
    canvas.fill(LEFT, _FOOT_RULE, RIGHT, _FOOT_RULE + 1, Colour.LINE)
    pen = canvas.write(LEFT, _FOOT_LINE, fit_line(printable(portal), _PORTAL, (RIGHT - LEFT) * 2 // 3), _PORTAL)
    canvas.write_to(RIGHT, _FOOT_LINE, fit_line(printable(notice), _NOTICE, RIGHT - pen - _GUTTER), _NOTICE, Colour.QUIET)
    if caption:
        tiles.draw_land(canvas, _MAP_LEFT, _MAP_TOP)
        canvas.write_to(RIGHT, _FOOT_RULE - 12, printable(caption), _SMALL, Colour.QUIET)
    return canvas


def _explain(canvas: Canvas, content: Content) -> None:
    """Say what the marked tiles are, above the caption."""
    found = [
        (name, kind)
        for kind, name in (("members", content.kinds.members), ("hosts", content.kinds.hosts), ("places", content.kinds.places))
        if any(unit in country.TILES for unit in getattr(content.where, kind))
    ]
    pen = RIGHT
    for name, kind in reversed(found):
        pen -= width(_SMALL, name)
        canvas.write(pen, _FOOT_RULE - 34, name, _SMALL, Colour.QUIET)
        pen -= 18
        tiles.draw_sample(canvas, pen, _FOOT_RULE - 46, kind)
        pen -= 18
