"""Sets a title: the largest size at which it fits, in lines of about one length.

Vietnamese stacks marks on marks, so lines stand 1.3 sizes apart and the first has room for Ẫ. A title that is too long for the smallest
size ends at a word with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from thidua.site.social.lettering import Face, width

SIZES = ((88, 3), (76, 3), (66, 4), (58, 5), (50, 5))
"""Sizes in pixels, the largest first, each with the most lines that it may have."""

LEADING = 1.3
ELLIPSIS = "…"
_NO_ENDS = ",;:–-.“‘( "
"""What no shortened text ends in before its ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A title as set: its face, its lines, and the pixels from one baseline to the next."""

    face: Face
    lines: tuple[str, ...]

    @property
    def leading(self) -> int:
        """Pixels from baseline to baseline."""
        return round(self.face.size * LEADING)


def set_title(text: str, measure: int) -> Block:
    """Return a title set in lines no wider than `measure`; the text is printable."""
    for size, most in SIZES:
        face = Face("semibold", size)
        words = [(word, width(face, word)) for word in text.split(" ")]
        if any(wide > measure for _, wide in words):
            continue
        found = _broken(words, width(face, " "), measure)
        if len(found) <= most:
            return Block(face=face, lines=tuple(_balanced(words, width(face, " "), measure, len(found))))
    face, most = Face("semibold", SIZES[-1][0]), SIZES[-1][1]
    return Block(face=face, lines=tuple(set_text(text, face, measure, most)))


def fit_line(text: str, face: Face, measure: int) -> str:
    """Return a text on one line, cut at a word where it is too long."""
    return set_text(text, face, measure, 1)[0] if text else ""


def set_text(text: str, face: Face, measure: int, most: int) -> list[str]:
    """Return at most `most` lines; a word wider than a line goes on in the next one, what does not fit is an ellipsis."""
    words = [(part, width(face, part)) for word in text.split(" ") for part in _parts(word, face, measure)]
    lines = _broken(words, width(face, " "), measure)
    if len(lines) <= most:
        return lines
    last = lines[most - 1].split(" ")
    while len(last) > 1 and width(face, " ".join(last) + ELLIPSIS) > measure:
        last.pop()
    ending = " ".join(last).rstrip(_NO_ENDS)
    while width(face, ending + ELLIPSIS) > measure:
        ending = ending[:-1]
    return [*lines[: most - 1], ending + ELLIPSIS]


Words = Sequence[tuple[str, int]]


def _broken(words: Words, space: int, measure: int) -> list[str]:
    """Return the lines that words with their widths make, each as full as may be."""
    lines: list[list[str]] = []
    used = measure
    for word, wide in words:
        if lines and used + space + wide <= measure:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    return [" ".join(line) for line in lines]


def _balanced(words: Words, space: int, measure: int, count: int) -> list[str]:
    """Return as many lines at the smallest measure that does not make more: no line ends in a lone syllable."""
    low, high = max(wide for _, wide in words), measure
    while high - low > 8:  # noqa: PLR2004 # pixels; finer is not seen
        middle = (low + high) // 2
        low, high = (low, middle) if len(_broken(words, space, middle)) <= count else (middle, high)
    return _broken(words, space, high)


def _parts(word: str, face: Face, measure: int) -> list[str]:
    """Return a word in pieces that fit in a line: nearly always the word itself."""
    if width(face, word) <= measure:
        return [word]
    cuts = [0]
    for end in range(1, len(word) + 1):
        if width(face, word[cuts[-1] : end]) > measure:
            cuts.append(end - 1)
    return [word[start:end] for start, end in pairwise([*cuts, len(word)])]
