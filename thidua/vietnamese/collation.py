"""Vietnamese alphabetical order, syllable by syllable, as dictionaries and lists of members have it.

Invariant: keys of any two strings compare without a type error, in an order that is total
(equal keys mean equal NFC text) and the same on every machine.

A syllable's letters are compared first (a ă â b c d đ e ê …), then its tone (ngang, huyền, hỏi, ngã, sắc, nặng), and only then the
next syllable: "bà con" stands after "ba lan" and all of "ba …". Capitals are the last to count. Rejected: `locale.strxfrm` (the
machine decides), and one weight for each letter with its tone (it would put "bán" before "bàng", and "Cụm 10" before "Cụm 2").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, TypeAlias

CollationKey: TypeAlias = tuple[tuple[tuple[str, str], ...], str, str]

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_TOKEN: Final = re.compile("[0-9]+|(?:[^\\W0-9_][\u0300-\u036f]*)+")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_TONE_MARKS: Final = re.compile("[\u0300\u0309\u0303\u0301\u0323]")
_LETTER_MARKS: Final = "\u0302\u0306\u031b"

# Weights of letters lie above those of digits (0x30-0x39) and below every letter outside ASCII that weighs its own code point.
_LETTER_WEIGHTS: Final = str.maketrans({letter: chr(0x60 + rank) for rank, letter in enumerate(_ALPHABET)})
_MOST_DIGITS: Final = 0x2F


def collation_key(text: str) -> CollationKey:
    """Return the key by which texts are sorted: (letters, tone) of each syllable, then capitals, then the NFC text itself."""
    text = unicodedata.normalize("NFC", text)
    tokens = _TOKEN.findall(text)
    capitals = "".join("1" if letter.isupper() else "0" for token in tokens for letter in token)
    return tuple(_syllable_key(token) for token in tokens), capitals, text


@lru_cache(maxsize=8192)
def _syllable_key(token: str) -> tuple[str, str]:
    """Letters and tone of one syllable; of a figure its value, as its length and its digits, and no tone."""
    if "0" <= token[0] <= "9":
        digits = token.lstrip("0")
        return chr(min(len(digits), _MOST_DIGITS)) + digits, ""
    parts = unicodedata.normalize("NFD", token.lower())
    tones = "".join(_TONES[mark] for mark in _TONE_MARKS.findall(parts))
    toneless = _TONE_MARKS.sub("", parts)
    return _letters(toneless).translate(_LETTER_WEIGHTS), tones


def _letters(toneless: str) -> str:
    """Letters of the alphabet in one piece each: ê, ơ and the like composed again, marks of other languages dropped."""
    kept = _MARKS.sub(lambda mark: mark[0] if mark[0] in _LETTER_MARKS else "", toneless)
    return "".join(map(_alphabetic, unicodedata.normalize("NFC", kept)))


def _alphabetic(letter: str) -> str:
    """Return a Latin letter without the marks that Vietnamese does not have (û → u), any other as it is."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and letter not in _ALPHABET else letter
