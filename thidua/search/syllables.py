"""The syllables that Vietnamese spelling allows, numbered: text of any length becomes an array of small numbers.

Invariant: a number means the same syllable in every build and in the reader's script. So nothing has to carry a list of words: an
entry's text is 16 bits a syllable, and the syllable beside a pair is 12 bits in the index. Numbers given out as words come were
rejected: every process and every segment would number them otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from thidua.vietnamese import fold

ONSETS: Final = ("", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
RIMES: Final = (
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip it iu iec iem ien ieng iep iet ieu "
    "ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây ê êch êm ên ênh êp êt êu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơc ơng u ua uân uâng uât uây uâ uc uê uêch uênh ui um un ung uơ up ut uy uya uych "
    "uyên uyêt uynh uyt uyu uyn uyp uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu "
    "y yên yêt yêu yêm yêng yêc ym yn ynh yt ych yp yu yng yc uăn uăng uăt uăc uăm uan uang uanh uai uay uac uach uat uap uao uam "
    "ue uen uet ueo uên uêt uêm uêu uip uit uin uich uinh"
).split()
TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

BREAK: Final = 0
"""The number between two clauses."""

FIRST_OTHER: Final = 40_000
"""Numbers from here on are what the spelling does not know: figures, numbers of documents, words of other languages."""

assert 1 + len(ONSETS) * len(RIMES) * len(TONES) < FIRST_OTHER & ~255  # noqa: S101 # the table fits, and the higher byte tells


_ENDS_IN_Y: Final = re.compile("([bcdfghjklmnpqrstvwxz]+|qu)y")


def folded(word: str) -> str:
    """Return what a word is found by: in lower case without marks, and one of kỹ and kĩ, quý and quí."""
    found = fold(word)
    return f"{found[:-1]}i" if found.endswith("y") and _ENDS_IN_Y.fullmatch(found) else found


@cache
def _toneless() -> dict[str, tuple[int, int]]:
    """Return the places of onset and rime by the syllable without its tone; of two readings the longer onset (gia is gi + a)."""
    found: dict[str, tuple[int, int]] = {}
    for onset in sorted(range(len(ONSETS)), key=lambda place: len(ONSETS[place])):
        for rime, written in enumerate(RIMES):
            found[ONSETS[onset] + written] = (onset, rime)
    return found


def number_of(syllable: str) -> int | None:
    """Return the number of a syllable in lower case, wherever its tone is written; None of what the spelling does not know."""
    apart = unicodedata.normalize("NFD", syllable)
    tone = 0
    for place, mark in enumerate(TONES[1:], 1):
        if mark in apart:
            tone = place
            apart = apart.replace(mark, "", 1)
    found = _toneless().get(unicodedata.normalize("NFC", apart))
    return None if found is None else 1 + (found[0] * len(RIMES) + found[1]) * len(TONES) + tone


def written_as(number: int) -> str:
    """Return a syllable by its number, with the tone where it is written."""
    place, tone = divmod(number - 1, len(TONES))
    onset, rime = divmod(place, len(RIMES))
    return ONSETS[onset] + place_tone(RIMES[rime], TONES[tone], after=ONSETS[onset])


def place_tone(rime: str, tone: str, *, after: str) -> str:
    """Return a rime with a tone on the vowel that carries it: the one with a mark of its own, else by the number of vowels.

    Of two vowels at the end the first one carries it (hòa, mía), also of three (ngoại: the middle one), before a consonant the last one
    (hoàn); in quý and giá the first letter belongs to the onset.
    """
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    marked = [place for place in vowels if rime[place] in _MARKED]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1:
        place = vowels[0]
    elif vowels[-1] < len(rime) - 1 or after == "qu":
        place = vowels[-1]
    else:
        place = vowels[len(vowels) - 2]
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


_VOWELS: Final = frozenset("aăâeêioôơuưy")
_MARKED: Final = frozenset("ăâêôơư")


@cache
def folded_syllables() -> tuple[str, ...]:
    """Return the folded form of each numbered syllable, without regard to tone: of numbers (n - 1) // 6."""
    return tuple(folded(onset + rime) for onset in ONSETS for rime in RIMES)
