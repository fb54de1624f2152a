"""Letters as small pictures: the package's serif at any size, each letter drawn once in a process.

Invariant: what `printable` returns is drawn without a box for a missing letter, and letters of one word stand where the font's own advances
put them (Pillow's basic layout), whatever shaping library the machine has. Precomposed Vietnamese needs no shaping.

Drawing whole lines was rejected: FreeType takes longer for a title than all else that a card needs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

from PIL import Image, ImageFont

from thidua import vietnamese
from thidua.sources import defaults

Weight = Literal["regular", "semibold"]


class Face(NamedTuple):
    """A weight and a size in pixels."""

    weight: Weight
    size: int


class Letter(NamedTuple):
    """A letter's coverage (L, 0 to 255; None of a blank), its place from the pen on the baseline, and the pen's way on."""

    picture: Image.Image | None
    left: int
    top: int
    advance: int


NO_BREAK_SPACE = "\u00a0"
_BLANKS = " " + NO_BREAK_SPACE
_MISSING = "\U0010fffd"
"""A character of private use that no font of ours has: what it looks like is how a missing letter looks."""
_LARGE = 50
"""From this size on a pixel more between letters is not seen."""

_TESTED = Face("semibold", 32)
_REPLACED = str.maketrans(
    {"\t": " ", "\n": " ", "\u2010": "-", "\u2011": "-", "\u2212": "–", "\u202f": NO_BREAK_SPACE, "\u2007": NO_BREAK_SPACE}
)
_SPACES = re.compile("[ \u00a0]+")


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    path = defaults.folder("static") / "fonts" / f"source-serif-4-{face.weight}.woff2"
    return ImageFont.truetype(path, face.size, layout_engine=ImageFont.Layout.BASIC)


@cache
def letter(face: Face, character: str) -> Letter:
    """Return one letter of a face."""
    font = _font(face)
    advance = round(font.getlength(character))
    if face.size >= _LARGE:  # two pixels are one byte: a letter that always begins with a byte is found again when the file is packed
        advance += advance % 2
    if character in _BLANKS:
        return Letter(None, 0, 0, advance)
    left, top, right, bottom = map(int, font.getbbox(character, anchor="ls"))
    if left >= right or top >= bottom:
        return Letter(None, 0, 0, advance)
    mask, offset = font.getmask2(character, mode="L", anchor="ls")
    return Letter(Image.frombytes("L", mask.size, bytes(mask)), int(offset[0]), int(offset[1]), advance)


def width(face: Face, text: str) -> int:
    """Return how many pixels the pen goes for a text."""
    return sum(letter(face, character).advance for character in text)


def printable(text: str) -> str:
    """Return a text as the font can draw it: composed, on one line, other signs replaced by what they stand for or left out.

    Empty when nothing is left.
    """
    plain = vietnamese.bind(vietnamese.normalize(text)).translate(_REPLACED)
    drawn = "".join(map(_drawable, plain))
    return _SPACES.sub(lambda match: NO_BREAK_SPACE if match[0] == NO_BREAK_SPACE else " ", drawn).strip()


@cache
def _drawable(character: str) -> str:
    """Return the character, else what it stands for (ﬁ is fi), else its letter without marks, else nothing."""
    if _is_there(character):
        return character
    for form in ("NFKC", "NFKD"):
        other = "".join(part for part in unicodedata.normalize(form, character) if form == "NFKC" or not unicodedata.combining(part))
        if other and all(map(_is_there, other)):
            return other
    return ""


@cache
def _is_there(character: str) -> bool:
    """Tell whether the font has a character: a blank, or one that looks otherwise than a missing one."""
    if character in _BLANKS:
        return True
    picture = letter(_TESTED, character).picture
    missing = letter(_TESTED, _MISSING).picture
    return picture is not None and (missing is None or picture.size != missing.size or picture.tobytes() != missing.tobytes())
