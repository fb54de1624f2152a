"""A picture of few colours: paper, letters in four greys of ink, and the plain colours of the look.

The picture holds numbers of colours, so letters are copied and not blended, and the file needs half a byte for a pixel. Blending in true
colour was rejected: it takes three times as long, and files are four times as large.
"""

from __future__ import annotations

import io
from enum import IntEnum
from functools import cache

from PIL import Image

from thidua.site.social.lettering import Face, letter, width

SIZE = (1200, 630)
"""Width and height, as the services that show cards ask for."""

_PAPER, _INK = (251, 248, 241), (28, 26, 23)


class Colour(IntEnum):
    """Numbers of colours: from PAPER to INK in equal steps, then those of plain shapes. Letters are INK or QUIET at full strength.

    Five steps make edges as smooth as nine do once the picture is scaled, and the file a fifth smaller.
    """

    PAPER = 0
    QUIET = 3
    INK = 4
    RED = 5
    LINE = 6
    TILE = 7


_PLAIN: dict[Colour, tuple[int, int, int]] = {Colour.RED: (140, 28, 19), Colour.LINE: (216, 207, 191), Colour.TILE: (228, 219, 202)}


_EFFORT = 4
"""zlib's level: the next one makes files two per cent smaller and takes half as long again."""


class Canvas:
    """A picture that is drawn on."""

    def __init__(self, picture: Image.Image | None = None) -> None:
        self._picture = picture or Image.new("L", SIZE, Colour.PAPER)

    def copy(self) -> Canvas:
        """Return another picture that looks the same."""
        return Canvas(self._picture.copy())

    def fill(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill a rectangle; right and bottom are outside it."""
        self._picture.paste(int(colour), (left, top, right, bottom))

    def write(self, left: int, baseline: int, text: str, face: Face, colour: Colour = Colour.INK) -> int:
        """Write a printable text on a baseline and return where the pen is then."""
        picture = self._picture
        for character in text:
            found = letter(face, character)
            if found.picture:
                shades, mask = _inked(face, character, colour)
                picture.paste(shades, (left + found.left, baseline + found.top), mask)
            left += found.advance
        return left

    def write_to(self, right: int, baseline: int, text: str, face: Face, colour: Colour = Colour.INK) -> None:
        """Write a text that ends at `right`."""
        self.write(right - width(face, text), baseline, text, face, colour)

    def to_png(self) -> bytes:
        """Return the file."""
        picture = self._picture.copy()
        picture.putpalette(_palette())
        file = io.BytesIO()
        picture.save(file, "PNG", bits=4, compress_level=_EFFORT)
        return file.getvalue()

    def shade(self, left: int, top: int) -> int:
        """Return the number of the colour at a place."""
        return int(self._picture.getpixel((left, top)))  # type: ignore[arg-type] # a picture of one channel has one number a pixel


@cache
def _inked(face: Face, character: str, colour: Colour) -> tuple[Image.Image, Image.Image]:
    """Return a letter in numbers of colours, and where it is not paper."""
    coverage = letter(face, character).picture
    if coverage is None:
        message = "only called for a letter that is seen"
        raise ValueError(message)
    shades = coverage.point([round(value * colour / 255) for value in range(256)])
    return shades, shades.point([255 if value else 0 for value in range(256)]).convert("1")


@cache
def _palette() -> bytes:
    """Return red, green and blue of each colour."""
    steps = range(Colour.INK + 1)
    ramp = [tuple(round(paper + (ink - paper) * step / Colour.INK) for paper, ink in zip(_PAPER, _INK, strict=True)) for step in steps]
    return bytes(value for colour in (*ramp, *_PLAIN.values()) for value in colour)
