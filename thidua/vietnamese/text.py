"""What Vietnamese spelling asks of a program: one form to store, forms to compare and search, words, slugs, no-break spaces.

Invariant: two spellings that a reader calls the same (NFC and NFD, `hoà` and `hòa`) give the same comparable form, fold, syllables'
folds and slug; every function here depends on its argument alone, never on a locale.

Rejected: a locale or ICU (the result would change with the machine), and a word segmenter (its model would change the index from
one release to the next; syllables are what readers type). Whole bodies of text pass through `normalize`, `fold` and `syllables`,
so these work with a few C-level passes over the string and no loop over its characters.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import Final

from thidua.vietnamese.collation import collation_key

__all__ = [
    "bind",
    "collation_key",
    "comparable",
    "fold",
    "normalize",
    "place_tones",
    "reading_minutes",
    "slug",
    "syllables",
]

NO_BREAK_SPACE: Final = "\u00a0"

# What XML forbids or what cannot be seen: C0 and C1 controls, soft hyphen, zero width, bidirectional controls, non-characters, surrogates.
# Line and paragraph separators are in the class too, so that one search tells whether there is anything to do.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]",
)
_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029]")
# Word processors put these between words; dropped without a trace they would glue the words together.
_HIDDEN_BREAK: Final = re.compile("[\x0b\x0c\x85]")

_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_OPEN_PAIRS: Final = (("o", "a"), ("o", "e"), ("u", "y"))
_AROUND = " .,;:!?…()“”\"'"


def _moved_tones() -> dict[str, str]:
    """Each pair of vowels with its tone on the second, and the same pair with the tone on the first."""
    cased = [pair for low in _OPEN_PAIRS for pair in product(*((vowel, vowel.upper()) for vowel in low))]
    return {
        unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize("NFC", first + tone + second)
        for (first, second), tone in product(cased, _TONES)
    }


_MOVED: Final = _moved_tones()
# A letter or a stray mark after the pair closes the syllable (hoàn); q before u makes the y its only vowel (quý).
_MISPLACED: Final = re.compile(
    "(?:[oO][àÀảẢãÃáÁạẠèÈẻẺẽẼéÉẹẸ]|(?<![qQ])[uU][ỳỲỷỶỹỸýÝỵỴ])(?![^\\W\\d_]|[\u0300-\u036f])",
)

_DASHES: Final = re.compile("[-\u2010-\u2015\u2212]+")
# Eth and African d look like đ in many fonts, and old converters wrote them for it.
_D_LOOKALIKES: Final = str.maketrans({"ð": "đ", "ɖ": "đ"})

_VIETNAMESE_MARKS: Final = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_OTHER_MARKS: Final = re.compile("[\u0300-\u036f]+")

_WORD: Final = r"[\w\u0300-\u036f]"
_ITEM: Final = re.compile(
    rf"""
      [^\W\d]{_WORD}*                                   # a word,
      (?:\.(?<=\b[tT][pPxX]\.)                          # or a city's abbreviation: TP.HCM, TX.BK
        [bcdfghjklmnpqrstvwxzđBCDFGHJKLMNPQRSTVWXZĐ]+(?!{_WORD}))?
    | (?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}               # a date with dashes; other figures with a dash between are two items
       | [0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}})(?![\w-])
    | [0-9]+(?:/[0-9]{{4}})?[-/][^\W\d]{_WORD}*(?:[-/]{_WORD}+)*   # a document's number: 06/2022/QH15, 05-CT/TW
    | [0-9]+(?:[.,:/][0-9]+)*{_WORD}*                   # a figure, date or time: 33.191, 01/3/2024, 14:30, 5km
    | \w{_WORD}*                                        # digits of other scripts
    """,
    re.VERBOSE,
)

_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'\u2018\u2019\u02bc", ""))
# python-slugify would join "8,21" to "821"; the other signs are mapped here so that common titles need no transliteration table.
_SLUG_GAPS: Final = str.maketrans(dict.fromkeys(",\u2013\u2014\u201c\u201d\u2026\u00ab\u00bb\u00b7\u00a0", " "))

_SPACE: Final = "[ \u00a0]"
_UNITS: Final = (
    "tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|%|‰|tấn|tạ|kg|km²|km2|km|m²|m2|m³|m3|m|ha|héc-ta|"
    "tỉnh|thành phố|xã|phường|đặc khu|thị trấn|thị xã|huyện|quận|thôn|bản|người|hộ|tập thể|cá nhân|gia đình|đơn vị|"
    "cụm|khối|bộ|ngành|lượt|suất|nhà|giờ|phút|tuổi|lần|"
    rf"(?:ngày|tháng|năm)(?!{_SPACE}\d)"
)
# One class of first characters lets the expression skip all other places; each branch looks back to see which one it stands behind.
_LOOSE: Final = re.compile(
    rf"[NnTtĐD0-9](?:"
    # The date's branch takes its figure with it: "năm 2024 tỉnh …" counts no provinces.
    rf"(?:(?<=\b[Nn])(?:gày|ăm)|(?<=\b[Tt])háng){_SPACE}\d[\d./-]*"
    rf"|(?<=(?<![\w.,/:-])[0-9])[0-9]*(?:[.,][0-9]+)*{_SPACE}(?=(?:{_UNITS})(?![\w-]))"
    rf"|(?<=\b[ĐD])/[cC]\.?{_SPACE}(?=[^\W\d_])"
    rf"|(?<=\bT)[PpXxT]\.{_SPACE}(?=[^\W_]))",
)

# A round figure below the 250-odd words a minute of silent reading in English (Brysbaert 2019): a Vietnamese syllable is shorter
# than an English word, but official prose is read slowly.
_SYLLABLES_A_MINUTE: Final = 240


def normalize(text: str) -> str:
    r"""Return the text in the one form in which it is stored: NFC, lines ended by \n, nothing that cannot be seen or written as XML.

    Vertical tab, form feed and NEL become a space, because they stood between words; other controls, zero-width characters, bidirectional
    controls and non-characters are dropped. Idempotent.
    """
    if _UNWANTED.search(text):
        text = _LINE_END.sub("\n", text)
        text = _HIDDEN_BREAK.sub(" ", text)
        text = _UNWANTED.sub("", text)
    return _composed(text)


def place_tones(text: str) -> str:
    """Return NFC text with the tone of open oa, oe and uy on the first vowel: hoà → hòa, thuỷ → thủy (quý and hoàn stay)."""
    if text.isascii():
        return text
    return _MISPLACED.sub(lambda match: _MOVED[match[0]], _composed(text))


def comparable(text: str) -> str:
    """Return the form by which names and tags are compared: marks count; case, tone placement, white space and kind of dash do not."""
    lowered = _composed(normalize(text).casefold()).translate(_D_LOOKALIKES)
    return " ".join(_DASHES.sub("-", place_tones(lowered)).split())


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts say the same words: what `comparable` ignores does not count, nor do marks of punctuation around them."""
    return bool(one and other) and comparable(one).strip(_AROUND) == comparable(other).strip(_AROUND)


def fold(text: str) -> str:
    """Return the text in lower case without marks, đ as d; everything else stays, so that offsets of words keep their order.

    The reader's script does the same in the browser: toLowerCase, NFD, drop U+0300-036F, đ ð ɖ → d, NFC.
    """
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text).replace("đ", "d").replace("ð", "d").replace("ɖ", "d")
    # Eight replacements are C loops over the string: twice as fast as one translate or one regular expression.
    for mark in _VIETNAMESE_MARKS:
        text = text.replace(mark, "")
    return text if text.isascii() else _composed(_OTHER_MARKS.sub("", text))


def syllables(text: str) -> list[str]:
    """Return the words of letters and digits in their order, as they are written.

    Numbers of documents (06/2022/QH15), figures (33.191), dates (01/3/2024), times (14:30) and TP.HCM are one item each. The cut does
    not depend on case or marks: the syllables of a folded text are the folded syllables. An apostrophe separates (M'Nông is two).
    """
    return _ITEM.findall(_composed(text).replace("_", " "))


def slug(text: str, max_length: int = 80) -> str:
    """Return an address part: ASCII letters, digits and single hyphens, at most `max_length` long and cut between words.

    Empty when nothing is left. A first word longer than `max_length` is cut inside.
    """
    # Imported here because most of a build works with slugs already made, and the import takes longer than a small build.
    from slugify import slugify  # noqa: PLC0415

    plain = fold(normalize(text)).translate(_APOSTROPHES).translate(_SLUG_GAPS)
    # The backend is named: with "auto" an Unidecode that happens to be installed would change addresses.
    return slugify(
        plain,
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=max_length,
        word_boundary=True,
        save_order=True,
        backend="text-unidecode",
    )


def bind(text: str) -> str:
    """Return the text with a no-break space between a number and its unit, in Đ/c Nguyễn, TP. Huế, ngày 01, tháng 3, năm 2024.

    Only single spaces that are there already are changed; NFC text is expected. Idempotent.
    """
    return _LOOSE.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)


def reading_minutes(words: int) -> int:
    """Return how many minutes it takes to read so many syllables, rounded up, at least one."""
    return max(1, -(-words // _SYLLABLES_A_MINUTE))


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
