"""Social cards say a title whole and legibly, whatever its letters and its length, and are the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from itertools import product

import pytest
import yaml
from PIL import Image

from thidua.catalog.whereabouts import NOWHERE, Whereabouts
from thidua.site.drawings import country
from thidua.site.social import composing, tiles
from thidua.site.social.cards import Content, Explained
from thidua.site.social.drawing import SIZE, Canvas, Colour
from thidua.site.social.lettering import Face, letter, printable, width
from thidua.site.social.typesetting import SIZES, fit_line, set_title
from thidua.sources import defaults

TITLE = "Cụm thi đua số 5 tổng kết phong trào thi đua yêu nước năm 2023, triển khai nhiệm vụ năm 2024"
CONTENT = Content(
    label="Hội nghị · 15/12/2023",
    title=TITLE,
    text="",
    portal="Thi Đua",
    notice="Cổng minh họa, không phải trang của cơ quan nhà nước",
    where=NOWHERE,
    land=False,
    kinds=Explained(members="thành viên", hosts="nơi tổ chức", places="địa bàn"),
    caption="sơ đồ, không phải bản đồ hành chính",
)
MEASURE = composing.RIGHT - composing.LEFT


def _vietnamese_letters() -> list[str]:
    """Return every letter of Vietnamese with every tone, both cases."""
    toned = ["".join(pair) for pair in product("aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"))]
    small = [unicodedata.normalize("NFC", text) for text in (*toned, *"bcdđghklmnpqrstvxfjwz")]
    return [*small, *(text.upper() for text in small)]


LETTERS = _vietnamese_letters()


def _drawn(content: Content) -> Image.Image:
    return Image.open(io.BytesIO(composing.draw(content)))


def test_every_vietnamese_letter_is_in_the_font() -> None:
    """No letter of Vietnamese, figure or usual sign is replaced, left out or drawn as a box."""
    for text in (*LETTERS, *"0123456789.,:;?!…–-“”‘’()/%&·"):
        assert printable(text) == text, text
        for weight in ("regular", "semibold"):
            assert letter(Face(weight, 66), text).picture is not None, text


@pytest.mark.parametrize(("size", "most"), SIZES)
def test_lines_never_touch(size: int, most: int) -> None:
    """The highest marks of a line stay below the deepest letters of the line above, and no line leaves its room, at every size."""
    found = [letter(Face("semibold", size), text) for text in LETTERS]
    highest = max(-one.top for one in found)
    deepest = max(one.top + one.picture.height for one in found if one.picture)
    block = replace(set_title("Ẫ", MEASURE), face=Face("semibold", size))
    assert highest + deepest <= block.leading
    assert composing._TITLE_TOP + size - highest > composing._RULE + 4
    assert composing._TITLE_TOP + size + (most - 1) * block.leading + deepest < composing._FOOT_RULE


@pytest.mark.parametrize("measure", [MEASURE, composing._MAP_LEFT - composing._GUTTER - composing.LEFT])
@pytest.mark.parametrize("title", [TITLE, "Giới thiệu", "Ẫ", TITLE * 4, "Khôngcódấucách" * 30, "Nghiêng " * 60])
def test_title_fits_its_room(title: str, measure: int) -> None:
    """Lines are no wider than their room and no more than five; a title that is cut ends at a word with an ellipsis."""
    block = set_title(printable(title), measure)
    assert len(block.lines) <= 5
    assert all(width(block.face, line) <= measure for line in block.lines)
    whole = printable(title)
    shown = " ".join(block.lines)
    if shown.replace(" ", "") != whole.replace(" ", ""):
        assert shown.endswith("…")
        kept = shown.removesuffix("…")
        assert whole.replace(" ", "").startswith(kept.replace(" ", ""))
        assert " " not in whole or whole[len(kept)] in " ,;:–-"


def test_short_title_is_larger_than_a_long_one() -> None:
    """The size follows the length."""
    sizes = [set_title(printable(TITLE[:length]), MEASURE).face.size for length in (10, 60, 92)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_no_line_holds_a_lone_syllable() -> None:
    """Lines are of about one length."""
    block = set_title(printable("Hội nghị tổng kết phong trào thi đua của Cụm"), MEASURE)
    widths = [width(block.face, line) for line in block.lines]
    assert len(widths) > 1
    assert min(widths) * 2 > max(widths)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Hội nghị 🎉 tổng kết", "Hội nghị tổng kết"),
        ("“Giỏi việc nước” 中文 ở Huế", "“Giỏi việc nước” ở Huế"),
        ("Gương\u200bngười tốt\u202e", "Gươngngười tốt"),
        ("ﬁnal ① ２０２４", "final 1 2024"),
        ("Ngày 01\u00a0tháng 3", "Ngày\u00a001 tháng\u00a03"),
        ("  hai\tdòng\nnày ", "hai dòng này"),
        ("中文🎉", ""),
        ("", ""),
    ],
)
def test_what_the_font_lacks_is_replaced_or_left_out(written: str, shown: str) -> None:
    """Emoji and Chinese characters leave no box and no gap; compatibility forms become their letters; numbers stay with their units."""
    assert printable(written) == shown or printable(written).replace("\u00a0", " ") == shown.replace("\u00a0", " ")


def test_title_of_nothing_that_can_be_drawn_is_the_portals_name() -> None:
    """A card is never without words."""
    assert composing.draw(replace(CONTENT, title="中文")) == composing.draw(replace(CONTENT, title=CONTENT.portal))


def test_decomposed_title_gives_the_same_bytes() -> None:
    """NFD and NFC are one title."""
    assert composing.draw(replace(CONTENT, title=unicodedata.normalize("NFD", TITLE))) == composing.draw(CONTENT)


def test_card_is_a_small_picture_of_the_size_asked_for() -> None:
    """A card is 1200×630, of at most 16 colours, below 15 KB with a title of two lines and a map; below 22 with any."""
    where = Whereabouts(members=("lao-cai", "phu-tho"), hosts=("phu-tho",), places=("ha-noi",))
    data = composing.draw(replace(CONTENT, where=where))
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", SIZE)
    assert data[24] == 4  # bits of a pixel, in the header
    assert len(data) <= 20_000
    assert len(composing.draw(replace(CONTENT, title=TITLE * 3, where=where))) <= 22_000
    assert len(composing.draw(replace(CONTENT, title=TITLE[:40], where=where))) <= 15_000


_SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.unit.site.test_cards import CONTENT
from thidua.site.social import composing
print(hashlib.sha256(composing.draw(CONTENT)).hexdigest())
"""


def test_other_processes_draw_the_same_bytes() -> None:
    """Neither hash seed nor locale, nor what was drawn before, changes a card."""
    here = hashlib.sha256(composing.draw(CONTENT)).hexdigest()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-c", _SCRIPT, os.getcwd()], env=environment, capture_output=True, text=True, check=True)  # noqa: PTH109 # the tests' own root
        assert done.stdout.strip() == here


def test_every_provincial_unit_of_today_has_a_tile() -> None:
    """The map has the 34 provinces and cities of the package's register, each on a place of its own, and no other."""
    records = yaml.safe_load((defaults.folder("registers") / "units.yaml").read_text(encoding="utf-8"))
    today = {one["id"] for one in records if not one.get("to") and {kind["kind"] for kind in one["kinds"]} & {"tinh", "thanh-pho"}}
    assert set(country.TILES) == today
    assert len(country.TILES) == 34
    places = [*country.TILES.values(), *(island.at for island in country.ARCHIPELAGOS)]
    assert len(set(places)) == len(places)


def _middle(place: tuple[float, float]) -> tuple[int, int]:
    left, top = tiles._corner(composing._MAP_LEFT, composing._MAP_TOP, place)
    return left + tiles.TILE // 2, top + tiles.TILE // 2


def _colour(picture: Image.Image, place: tuple[float, float]) -> object:
    return picture.getpixel(_middle(place))


def test_map_marks_members_hosts_and_places() -> None:
    """Members are filled, hosts ringed, other places red; an archipelago follows its unit; what is not named stays plain."""
    where = Whereabouts(members=("lao-cai", "khanh-hoa"), hosts=("lao-cai",), places=("da-nang",))
    picture = _drawn(replace(CONTENT, where=where))
    assert _colour(picture, country.TILES["lao-cai"]) == Colour.INK
    assert {island.name: _colour(picture, island.at) for island in country.ARCHIPELAGOS} == {
        "Hoàng Sa": Colour.RED,
        "Trường Sa": Colour.INK,
    }
    assert _colour(picture, country.TILES["hue"]) == Colour.TILE
    left, top = _middle(country.TILES["lao-cai"])
    assert picture.getpixel((left, top - tiles.TILE // 2 - 4)) == Colour.RED


def test_map_is_drawn_only_where_there_is_something_to_show() -> None:
    """An entry whose places are bodies or unknown has its whole width for the title; the archipelagos are on every map."""
    for where in (NOWHERE, Whereabouts(members=("bo-noi-vu",))):
        assert _colour(_drawn(replace(CONTENT, title="Huế", where=where)), country.TILES["hue"]) == Colour.PAPER
    for content in (replace(CONTENT, land=True), replace(CONTENT, where=Whereabouts(places=("hue",)))):
        assert [_colour(_drawn(content), place) for place in (island.at for island in country.ARCHIPELAGOS)] == [Colour.TILE, Colour.TILE]


def test_line_that_is_too_long_is_cut() -> None:
    """A portal's long name or notice ends with an ellipsis instead of running into its neighbour."""
    face = Face("regular", 20)
    assert fit_line("Cổng " * 50, face, 300).endswith("…")
    assert width(face, fit_line("Cổng " * 50, face, 300)) <= 300
    assert fit_line("", face, 300) == ""


def test_nothing_is_drawn_outside() -> None:
    """Title, label, map and foot leave the margins empty."""
    picture = _drawn(replace(CONTENT, title="Ẫ Ỹ ỗ Ế " * 40, label="Nhãn " * 80, where=Whereabouts(places=("hue",))))
    left, top, right, bottom = picture.point([0 if number == Colour.PAPER else 255 for number in range(256)], "L").getbbox() or (0, 0, 0, 0)
    assert left >= 68
    assert top >= 50
    assert right <= 1132
    assert bottom <= 610


def test_canvas_copy_stands_alone() -> None:
    """What is drawn on a copy is not on the canvas that it was copied from."""
    first = Canvas()
    second = first.copy()
    second.fill(0, 0, 10, 10, Colour.RED)
    assert (first.shade(5, 5), second.shade(5, 5)) == (Colour.PAPER, Colour.RED)
