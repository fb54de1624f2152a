"""Spelling: one form to store, forms to compare, words, order, slugs, no-break spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.vietnamese import bind, collation_key, comparable, fold, normalize, place_tones, reading_minutes, slug, syllables

VOWELS = "aăâeêioôơuưy"
LETTERS = "bcdđghklmnpqrstvx" + VOWELS
MARKED = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")]
ALPHABET = sorted({case for letter in [*LETTERS, *MARKED] for case in (letter, letter.upper())})
VIETNAMESE = st.text(st.sampled_from([*ALPHABET, *"0123456789 .,/-–:'\n"]))
ANY = st.one_of(VIETNAMESE, st.text())

# Spellings that readers call the same: with the tone on the second and on the first vowel.
TONES = [
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("khoẻ", "khỏe"),
    ("thuỷ", "thủy"),
    ("thuý", "thúy"),
    ("uỷ", "ủy"),
    ("luỹ", "lũy"),
    ("truỵ", "trụy"),
    ("Hoà", "Hòa"),
    ("HOÀ", "HÒA"),
    ("UỶ BAN", "ỦY BAN"),
    ("Uỷ ban Xã hội chủ nghĩa, Hoà Bình", "Ủy ban Xã hội chủ nghĩa, Hòa Bình"),
]
UNMOVED = "quý quỳ quỷ Quý QUÝ giá già thuở hoàn thuyền khuỷu toàn qua quả loài xoáy huỳnh ngoéo của nghĩa hòa thủy".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tie\u0302\u0301ng", "tiếng"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("\ufeffđầu\u200b tệp\u00ad", "đầu tệp"),
        ("trái\u202e phải\u2069", "trái phải"),
        ("cột\tgiữ, chuông\x07 bỏ", "cột\tgiữ, chuông bỏ"),
        ("hai\x0btừ", "hai từ"),
        ("lạ\ufffe\uffff\ud800", "lạ"),
        ("a\u200d\u0301", "á"),
    ],
)
def test_normalize(text: str, expected: str) -> None:
    """Composes letters, ends lines with LF, and drops what cannot be seen."""
    assert normalize(text) == expected


@given(ANY)
def test_normalize_settles(text: str) -> None:
    """A normalized text is NFC, can be encoded, holds no controls, and is left alone the second time."""
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not [sign for sign in once if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t"]
    assert once.encode().decode() == once


@pytest.mark.parametrize(("second", "first"), TONES)
def test_place_tones(second: str, first: str) -> None:
    """Moves the tone of open oa, oe and uy to the first vowel, in any case and from NFD."""
    assert place_tones(second) == first
    assert place_tones(unicodedata.normalize("NFD", second)) == first


@pytest.mark.parametrize("word", UNMOVED)
def test_place_tones_leaves(word: str) -> None:
    """Leaves qu-, gi-, closed syllables and what is placed already."""
    assert place_tones(word) == word


@given(ANY)
def test_place_tones_settles(text: str) -> None:
    """Placing twice changes nothing more, and no letter or mark is lost."""
    once = place_tones(text)
    assert place_tones(once) == once
    assert sorted(unicodedata.normalize("NFD", once)) == sorted(unicodedata.normalize("NFD", unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *TONES,
        ("Thi đua – Khen thưởng", "thi đua - khen thưởng"),
        ("Thi đua — Khen\u00a0 thưởng ", "Thi đua - Khen thưởng"),
        ("Ðồng Nai", "Đồng Nai"),
        ("Đo\u0302\u0300ng Nai", "đồng nai"),
    ],
)
def test_comparable(one: str, other: str) -> None:
    """Names that differ in case, tone placement, white space, dash or code points are one."""
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hòa"), ("Bắc Cạn", "Bắc Kạn"), ("Lang", "Lăng"), ("dong", "đong")])
def test_comparable_keeps_marks(one: str, other: str) -> None:
    """Marks distinguish names."""
    assert comparable(one) != comparable(other)


@given(ANY)
def test_comparable_settles(text: str) -> None:
    """Comparing a comparable form again gives itself."""
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường Trường Sơn", "duong truong son"),
        ("ĐẶNG Thuỳ", "dang thuy"),
        ("QĐ-UBND", "qd-ubnd"),
        ("“Ớt” 8,21%", "“ot” 8,21%"),
        ("café", "cafe"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    """Lower case without marks; punctuation stays."""
    assert fold(text) == expected


@given(VIETNAMESE)
def test_fold_of_vietnamese(text: str) -> None:
    """Every Vietnamese letter folds to ASCII, from NFD too, and tone placement does not matter."""
    folded = fold(text)
    assert not [letter for letter in folded if letter.isalpha() and not letter.isascii()]
    assert folded == fold(unicodedata.normalize("NFD", text)) == fold(place_tones(text)) == fold(text.upper())


@given(ANY)
def test_fold_settles(text: str) -> None:
    """Folding twice changes nothing more."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị tổng kết.", ["Hội", "nghị", "tổng", "kết"]),
        ("Luật số 06/2022/QH15, có hiệu lực", ["Luật", "số", "06/2022/QH15", "có", "hiệu", "lực"]),
        ("Quyết định 598/QĐ-UBND.", ["Quyết", "định", "598/QĐ-UBND"]),
        ("Chỉ thị 05-CT/TW;", ["Chỉ", "thị", "05-CT/TW"]),
        ("1191/QĐ-TTg, 152/2025/NĐ-CP", ["1191/QĐ-TTg", "152/2025/NĐ-CP"]),
        ("33.191 tỷ, tăng 8,21%.", ["33.191", "tỷ", "tăng", "8,21"]),
        ("lúc 14:30 ngày 01/3/2024", ["lúc", "14:30", "ngày", "01/3/2024"]),
        ("2024-03-01; 30-31/10/2019; 2021-2025", ["2024-03-01", "30", "31/10/2019", "2021", "2025"]),
        ("TP.HCM, TP. Huế, TP.Huế", ["TP.HCM", "TP", "Huế", "TP", "Huế"]),
        ("Thi đua-Khen thưởng và/hoặc", ["Thi", "đua", "Khen", "thưởng", "và", "hoặc"]),
        ("xã Đắk R'lấp_mới", ["xã", "Đắk", "R", "lấp", "mới"]),
        ("20 triệu đồng/tháng, 5km", ["20", "triệu", "đồng", "tháng", "5km"]),
        ("– … !", []),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    """Words in their order; numbers of documents, figures, dates and TP.HCM in one piece."""
    assert syllables(text) == expected


@given(VIETNAMESE)
def test_syllables_and_fold_commute(text: str) -> None:
    """It does not matter whether a text is folded first or cut first."""
    assert syllables(fold(text)) == [fold(syllable) for syllable in syllables(text)]


@given(ANY)
def test_syllables_cover(text: str) -> None:
    """Every letter and digit is in exactly one syllable, in order."""
    found = "".join(syllables(text))
    composed = unicodedata.normalize("NFC", text)
    assert [sign for sign in found if sign.isalnum()] == [sign for sign in composed if sign.isalnum()]


@pytest.mark.parametrize(
    "in_order",
    [
        "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split(),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "An", "AN", "àn", "ang", "ăn", "ân"],
        ["ba", "ba lan", "ba vì", "bà", "bà con", "bá", "bán", "bàng"],
        ["Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Gia Lai"],
        ["1", "2", "Cụm 1", "Cụm 2", "Cụm 10", "Cụm thi đua"],
        ["hoa", "hoà", "hòa bình", "hoà thuận", "hoả", "hoan"],
    ],
)
def test_collation_key(in_order: list[str]) -> None:
    """The dictionary's order: letters of a syllable, its tone, the next syllable; capitals last, figures by value."""
    backwards = in_order[::-1]
    assert sorted(backwards, key=collation_key) == in_order


def test_collation_key_of_cao_bang() -> None:
    """A tone counts after all letters of its syllable only, so Cà Mau (ca) stands before Cao Bằng."""
    assert collation_key("Cà Mau") < collation_key("Cao Bằng") < collation_key("Cáo Bằng")


@given(ANY, ANY)
def test_collation_key_is_total(one: str, other: str) -> None:
    """Any two texts compare, and only the same text (in NFC) compares equal."""
    first, second = collation_key(one), collation_key(other)
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert [first < second, first == second, first > second].count(True) == 1
    assert (first == second) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Đặng Thuỳ Trâm", "dong-chi-dang-thuy-tram"),
        ("Tăng 8,21% – “kỷ lục”!", "tang-8-21-ky-luc"),
        ("Luật 06/2022/QH15 & TP.HCM", "luat-06-2022-qh15-tp-hcm"),
        ("Đắk R’lấp, Cư M'gar", "dak-rlap-cu-mgar"),
        ("&amp; không phải thực thể &#65;", "amp-khong-phai-thuc-the-65"),
        ("…", ""),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """ASCII words joined by hyphens; empty when nothing is left."""
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("length", "expected"), [(80, "mot-hai-ba"), (10, "mot-hai-ba"), (9, "mot-hai"), (7, "mot-hai"), (4, "mot"), (2, "mo")]
)
def test_slug_length(length: int, expected: str) -> None:
    """Whole words are dropped at the end; only a first word that is too long is cut."""
    assert slug("Một hai ba", length) == expected


@settings(deadline=None)  # the first slug loads the table of other scripts
@given(ANY, st.integers(1, 100))
def test_slug_shape(text: str, length: int) -> None:
    """Any text gives an address part or nothing, within its length, whose slug is itself."""
    made = slug(text, length)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= length
    assert slug(made, length) == made


@settings(deadline=None)  # as above
@given(VIETNAMESE)
def test_slug_of_equal_spellings(text: str) -> None:
    """NFD, the other tone placement and capitals give the same slug."""
    assert slug(text) == slug(unicodedata.normalize("NFD", text)) == slug(place_tones(text)) == slug(text.upper())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên 33.191 tỷ đồng", "trên 33.191~tỷ đồng"),
        ("8,21 % và 8,21%", "8,21~% và 8,21%"),
        ("12 xã, 3 tỉnh, 150 người, 20 tập thể", "12~xã, 3~tỉnh, 150~người, 20~tập thể"),
        ("ngày 01 tháng 3 năm 2024", "ngày~01 tháng~3 năm~2024"),
        ("Ngày 01/3/2024", "Ngày~01/3/2024"),
        ("6 tháng đầu năm 2022", "6~tháng đầu năm~2022"),
        ("Đ/c Nguyễn Văn A", "Đ/c~Nguyễn Văn A"),
        ("TP. Huế, Tp. Vinh, TX. Phổ Yên", "TP.~Huế, Tp.~Vinh, TX.~Phổ Yên"),
        ("Năm 2024 tỉnh Hà Giang có 5 huyện", "Năm~2024 tỉnh Hà Giang có 5~huyện"),
        ("lúc 14:30 ngày hội", "lúc 14:30 ngày hội"),
        ("số 598 ngày 15/6/2022", "số 598 ngày~15/6/2022"),
        ("Luật 06/2022/QH15 năm", "Luật 06/2022/QH15 năm"),
        ("5 mục tiêu, 4 hạnh phúc", "5 mục tiêu, 4 hạnh phúc"),
        ("hằng năm 20 người", "hằng năm~20 người"),
    ],
)
def test_bind(text: str, expected: str) -> None:
    """A number keeps its unit, a title its name; what only looks like it stays (~ stands for U+00A0)."""
    assert bind(text) == expected.replace("~", "\u00a0")


@given(
    st.lists(
        st.sampled_from(
            ["ngày", "tháng", "năm", "tỷ", "đồng", "%", "Đ/c", "TP.", "Huế", "01", "33.191", "2024", " ", " ", "\u00a0", ",", "-"]
        )
    )
)
def test_bind_settles(words: list[str]) -> None:
    """Binding twice changes nothing more, and only spaces become no-break spaces."""
    text = "".join(words)
    once = bind(text)
    assert bind(once) == once
    assert once.replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.parametrize("work", [normalize, place_tones, comparable, fold, syllables, bind, slug, collation_key])
@pytest.mark.parametrize("piece", ["1", "1.", "1/", "a-", "hoà", "12 tỷ ", "\u0301", "TP."])
def test_long_texts_take_linear_time(work: Callable[[str], object], piece: str) -> None:
    """A hundred thousand pieces in a row are done before the watchdog bites: no expression looks back over what it has read."""
    assert work(piece * 100_000) is not None


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (240, 1), (241, 2), (800, 4)])
def test_reading_minutes(words: int, minutes: int) -> None:
    """Rounded up, never below one minute."""
    assert reading_minutes(words) == minutes
