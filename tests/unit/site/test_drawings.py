"""Drawings show everything they are given, as reviewed; nothing is lost, cut off, coloured or guessed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from thidua.model import kinds, records
from thidua.model.registers import Unit
from thidua.site.drawings import chart, country, emblem, marks, ribbon, strip, svg, tile_map
from thidua.site.drawings.marks import AwardMark
from thidua.sources.settings import read_registers

GOLDEN = Path(__file__).parent / "drawings"
CAPTION = "sơ đồ, không phải bản đồ hành chính"


def _tiles() -> list[tile_map.Tile]:
    """Return a country in which each state of a tile occurs."""
    said: dict[str, dict[str, Any]] = {
        "ha-noi": {"member": True, "source": "nguon"},
        "da-nang": {"member": True, "inferred": True},
        "thai-nguyen": {
            "parts": (tile_map.Part(name="Bắc Kạn", member=True), tile_map.Part(name="Thái Nguyên")),
            "host": True,
            "source": "nguon",
        },
        "lao-cai": {"parts": (tile_map.Part(name="Lào Cai", member=True, inferred=True), tile_map.Part(name="Yên Bái"))},
        "ca-mau": {"host": True, "host_inferred": True},
    }
    return [
        tile_map.Tile(id=name, name=name.replace("-", " ").title(), title=f"Tỉnh {name}", **said.get(name, {})) for name in country.TILES
    ]


def _map(tiles: list[tile_map.Tile]) -> Markup:
    return tile_map.tile_map(tiles, title="Thành viên & <bạn>", description="Mỗi ô một tỉnh.", caption=CAPTION)


LABELS = ribbon.Labels(gap="chưa có nguồn", inferred="suy luận", disputed="nguồn khác nhau")


def _year(year: int, name: str, **more: bool) -> ribbon.Segment:
    return ribbon.Segment(first=date(year, 1, 1), last=date(year, 12, 31), name=name, title=f"{year}: tỉnh {name}", source="nguon", **more)


def _bands() -> list[ribbon.Band]:
    """Return a stated, an inferred and a disputed term, a gap, and a term of some months."""
    half = ribbon.Segment(first=date(2024, 1, 1), last=date(2024, 5, 31), name="Yên Bái", title="đến 31/5/2024", source="nguon")
    lead = (_year(2020, "Bắc Kạn"), _year(2023, "Hòa Bình", inferred=True), half)
    deputy = (_year(2021, "Ban Tổ chức Tỉnh ủy Lào Cai"), _year(2023, "A", disputed=True), _year(2023, "B", disputed=True))
    return [ribbon.Band(name="Trưởng", segments=lead), ribbon.Band(name="Phó", segments=deputy)]


def _gatherings() -> list[strip.Gathering]:
    """Return a meeting of each kind: on a day, in a month, on an unknown day, inferred."""
    days = [(date(2024, month, 1), date(2024, month, 2)) for month in range(1, 8)]
    found = [
        strip.Gathering(type=kind, year=2024, first=first, last=last, title=kind, source="nguon")
        for kind, (first, last) in zip(get_args(records.EventType), days, strict=True)
    ]
    month = strip.Gathering(type="so-ket-6-thang", year=2022, first=date(2022, 7, 1), last=date(2022, 7, 31), title="7/2022", exact=False)
    unknown = strip.Gathering(type="khac", year=2022, first=None, last=None, title="không rõ ngày", inferred=True)
    return [*found, month, unknown]


def _bars() -> list[chart.Bars]:
    amounts = (
        chart.Amount(series="collective", value=1174, text="1.174"),
        chart.Amount(series="individual", value=274, text="274"),
        chart.Amount(series="household", value=0, text="0"),
    )
    return [
        chart.Bars(label="Bằng khen của bộ, ban, ngành, tỉnh, đoàn thể trung ương và các cơ quan khác", amounts=amounts, source="nguon"),
        chart.Bars(label="2023", amounts=()),
    ]


def _emblem(shown: emblem.Emblem) -> Markup:
    return emblem.emblem(shown, title="Cụm", source="cum-mot")


GROUNDS = (
    emblem.Ground(province="ha-noi", member=True),
    emblem.Ground(province="thai-nguyen", former=True, host=True),
    emblem.Ground(province="lao-cai", former=True, inferred=True, host=True, host_inferred=True),
)
EMBLEMS = {
    "cluster": emblem.Emblem(
        provinces=tuple(country.TILES), grounds=GROUNDS, terms=(("stated", "gap"), ("inferred", "stated"), ("gap", "gap"))
    ),
    "conference": emblem.Emblem(
        provinces=tuple(country.TILES),
        grounds=GROUNDS,
        gathering=_gatherings()[0],
        awards=(AwardMark(level="nha-nuoc", recipient="collective"), AwardMark(level="co-so", recipient="household")),
    ),
    "conference-unknown-day": emblem.Emblem(provinces=tuple(country.TILES), gathering=_gatherings()[-1]),
    "conference-month": emblem.Emblem(provinces=tuple(country.TILES), gathering=_gatherings()[-2]),
    "model": emblem.Emblem(provinces=tuple(country.TILES), grounds=GROUNDS[1:2], subject="tap-the", field="nong-nghiep"),
}

DRAWN: dict[str, Callable[[], Markup]] = {
    "tile-map": lambda: _map(_tiles()),
    "merger": lambda: tile_map.merged(
        [tile_map.Part(name="Bắc Kạn", member=True), tile_map.Part(name="Thái Nguyên", inferred=True)],
        whole="Thái Nguyên",
        title="Hợp nhất",
        description="",
    ),
    "ribbon": lambda: ribbon.ribbon(_bands(), LABELS, title="Nhiệm kỳ", description="Hai hàng."),
    "strip": lambda: strip.strip(_gatherings(), unknown="không rõ ngày", title="Các lần họp", description="Mỗi năm một dòng."),
    "chart": lambda: chart.chart(_bars(), title="Theo hình thức", description="Bảng có cùng các số."),
    **{f"emblem-{name}": partial(_emblem, shown) for name, shown in EMBLEMS.items()},
}


@pytest.mark.parametrize("name", DRAWN)
def test_drawing_is_what_was_reviewed(name: str) -> None:
    """A drawing equals the reviewed one; THIDUA_UPDATE_GOLDEN=1 rewrites it and still fails, so that nobody updates it unseen."""
    golden = GOLDEN / f"{name}.svg"
    drawn = str(DRAWN[name]()).replace("><", ">\n<") + "\n"
    reviewed = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if drawn != reviewed and os.environ.get("THIDUA_UPDATE_GOLDEN") == "1":
        golden.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{golden.name} was rewritten: review the difference and run again without THIDUA_UPDATE_GOLDEN")
    assert drawn == reviewed


def test_no_reviewed_drawing_is_left_over() -> None:
    """Every reviewed drawing is compared."""
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(DRAWN)


@pytest.mark.parametrize("name", DRAWN)
def test_drawing_is_well_formed_named_and_without_colours(name: str) -> None:
    """Every drawing is an image with a name; colour, style and ids are left to the page."""
    whole = ET.fromstring(DRAWN[name]())  # noqa: S314 # made above
    assert whole.get("role") == "img"
    assert whole[0].tag == "title"
    assert whole[0].text
    for part in whole.iter():
        assert not {"style", "fill", "stroke", "id"} & part.attrib.keys()
    assert not re.search(r"#[0-9a-f]{3}|rgb", DRAWN[name]())


def test_text_is_escaped() -> None:
    """Names and titles are text, whatever stands in them."""
    assert "Thành viên &amp; &lt;bạn&gt;" in _map(_tiles())
    assert svg.element("text", "<script>", data_source='"') == '<text data-source="&#34;">&lt;script&gt;</text>'


def _units() -> list[Unit]:
    """Return the units of the default register."""
    registers, problems = read_registers("content", {})
    assert not problems
    return [record for record in registers.records["units"] if isinstance(record, Unit)]


# --- the country ---------------------------------------------------------------------------------------------------------------------


def test_country_is_that_of_the_register() -> None:
    """Every province of today in the default register has a tile, and no other; no two tiles overlap."""
    today = {unit.id for unit in _units() if unit.to is None and {kind.kind for kind in unit.kinds} <= {"tinh", "thanh-pho"}}
    assert today == set(country.TILES)
    places = list(country.TILES.values())
    assert all(abs(one[0] - two[0]) >= 1 or abs(one[1] - two[1]) >= 1 for n, one in enumerate(places) for two in places[:n])
    assert {one.unit for one in country.ARCHIPELAGOS} <= country.TILES.keys()


@pytest.mark.parametrize("name", ["tile-map", *(f"emblem-{name}" for name in EMBLEMS)])
def test_every_country_has_its_archipelagos(name: str) -> None:
    """Hoàng Sa and Trường Sa are on every map, with their names where there are names."""
    drawn = DRAWN[name]()
    if name == "tile-map":
        assert "Hoàng Sa" in drawn
        assert "(Khanh Hoa)" in drawn
        assert CAPTION in drawn
    else:
        boxes = sum(path.count("h3.4v2.6") for path in re.findall(r' d="([^"]*)"', drawn))
        assert boxes == len(country.ARCHIPELAGOS)


@given(st.sets(st.sampled_from(sorted(country.TILES))), st.sets(st.sampled_from(sorted(country.TILES))))
def test_every_member_and_host_is_drawn(members: set[str], hosts: set[str]) -> None:
    """Each member's tile is filled, each host's ringed, on the map and in the emblem; every fact says where it comes from."""
    tiles = [
        tile_map.Tile(id=name, name=name, title=name, member=name in members, host=name in hosts, source="nguon") for name in country.TILES
    ]
    whole = ET.fromstring(_map(tiles))  # noqa: S314 # made above
    filled = {part[0].text for part in whole.iter("g") if part.get("class") == "tile member"}
    ringed = {part[0].text for part in whole.iter("g") if any(child.get("class") == "ring" for child in part)}
    sourced = {part[0].text for part in whole.iter("g") if part.get("data-source") == "nguon"}
    assert (filled, ringed, sourced) == (members, hosts, members | hosts)
    grounds = tuple(emblem.Ground(province=name, member=name in members, host=name in hosts) for name in sorted(members | hosts))
    small = emblem.small_map(country.TILES, grounds)
    isles = sum(one.unit in members for one in country.ARCHIPELAGOS)
    assert small.count('class="member"') == len(members) + isles
    assert small.count('class="ring"') == len(hosts)


def test_former_member_looks_otherwise_than_a_direct_one() -> None:
    """Of a merged tile only the cells of former members are filled; shape tells them apart, not colour."""
    drawn = _map(_tiles())
    thai_nguyen = drawn[drawn.index("Tỉnh thai-nguyen") : drawn.index("Tỉnh lang-son")]
    assert thai_nguyen.count('class="part on"') == 1
    assert thai_nguyen.count('class="part"') == 1
    assert 'class="tile former"' in drawn


def test_what_is_inferred_says_so() -> None:
    """A tile, a term or a meeting that nothing but inference puts there is marked, and names no source."""
    drawn = _map(_tiles())
    assert drawn.count('data-inferred=""') == 3
    for name in ("ribbon", "strip"):
        assert DRAWN[name]().count('data-inferred=""') == 1
    assert "suy luận" in DRAWN["ribbon"]()


def test_tiles_that_lead_somewhere_make_a_group() -> None:
    """A map of links is no image, whose parts nobody could reach; each link is a tile."""
    tiles = [tile_map.Tile(id=name, name=name, title=name, href=f"/don-vi/{name}/") for name in country.TILES]
    drawn = _map(tiles)
    assert 'role="group"' in drawn
    assert drawn.count("<a href=") == len(country.TILES)


def test_units_without_a_place_have_no_map() -> None:
    """Another country's register gives no drawing rather than an empty one."""
    assert not _map([tile_map.Tile(id="khong-co", name="A", title="A")])
    assert not _emblem(emblem.Emblem(provinces=("khong-co",)))
    assert not emblem.locator(("khong-co",), (), title="A", source=None)


@pytest.mark.parametrize("name", ["Huế", "Hồ Chí Minh", "Thái Nguyên", "Bà Rịa - Vũng Tàu"])
def test_label_has_at_most_two_lines_that_fit(name: str) -> None:
    """A name stands whole, in lines that fit into a tile where today's names do."""
    found = tile_map.label(name)
    assert " ".join(found) == name
    assert len(found) <= 2


def test_todays_names_fit_into_their_tiles() -> None:
    """No name of today is wider than its tile."""
    names = [unit.name_on(None) for unit in _units() if unit.id in country.TILES]
    assert all(svg.text_width(line, 12) <= tile_map.TILE[0] for name in names for line in tile_map.label(name))


# --- time ----------------------------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
NAMES = st.sampled_from(["Huế", "Tuyên Quang", "Ban Tổ chức Tỉnh ủy Lào Cai", "Đảng ủy Khối cơ quan và doanh nghiệp tỉnh"])


@st.composite
def _segments(draw: st.DrawFn) -> ribbon.Segment:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return ribbon.Segment(first=first, last=last, name=draw(NAMES), title="t", inferred=draw(st.booleans()), source="nguon")


@given(st.lists(_segments(), min_size=1, max_size=6))
def test_gaps_and_terms_cover_every_day_once(segments: list[ribbon.Segment]) -> None:
    """Every day of the years shown is in a term or in a gap, never in both."""
    years = range(min(one.first.year for one in segments), max(one.last.year for one in segments) + 1)
    gaps = ribbon.gaps(segments, years)
    day = date(years[0], 1, 1)
    while day.year <= years[-1]:
        held = any(one.first <= day <= one.last for one in segments)
        empty = sum(first <= day <= last for first, last in gaps)
        assert held + empty == 1, day
        day += timedelta(days=7)


@given(st.lists(_segments(), min_size=1, max_size=6))
def test_every_term_is_drawn_within_the_ribbon(segments: list[ribbon.Segment]) -> None:
    """No term is lost or lies outside the picture."""
    drawn = ribbon.ribbon([ribbon.Band(name="Trưởng", segments=tuple(segments))], LABELS, title="t", description="")
    whole = ET.fromstring(drawn)  # noqa: S314 # made above
    terms = [part for part in whole.iter("g") if (part.get("class") or "").startswith("term")]
    assert len(terms) == len(segments)
    width, height = float(whole.attrib["width"]), float(whole.attrib["height"])
    for box in whole.iter("rect"):
        assert 0 <= float(box.attrib["x"]) <= float(box.attrib["x"]) + float(box.attrib["width"]) <= width
        assert float(box.attrib["y"]) + float(box.attrib["height"]) <= height


def test_ribbon_of_a_year_shows_the_whole_name() -> None:
    """A term of a whole year is as wide as its name needs: nothing is cut off."""
    for name in ("Tuyên Quang", "Ban Tổ chức Tỉnh ủy Lào Cai", "Đảng ủy Khối cơ quan và doanh nghiệp tỉnh Lào Cai"):
        drawn = ribbon.ribbon([ribbon.Band(name="Phó", segments=(_year(2024, name),))], LABELS, title="t", description="")
        words = re.findall(r'class="label">(.*?)</text>', drawn)
        assert " ".join(re.sub(r"<[^>]+>", " ", words[0]).split()) == name


def test_meeting_without_a_day_stands_behind_the_line() -> None:
    """An unknown day is no day: its shape is beyond December, under its own heading."""
    one = strip.Gathering(type="khac", year=2022, first=None, last=None, title="t")
    assert strip.place_of(one, left=0, width=100, behind=120) == 120
    assert "không rõ" in DRAWN["strip"]()


# --- numbers and marks ---------------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8))
def test_every_number_is_written_and_drawn_to_scale(numbers: list[int]) -> None:
    """Bars are as long as their numbers say, within the picture, each with its number."""
    bars = [
        chart.Bars(label=f"n{place}", amounts=(chart.Amount(series="collective", value=n, text=str(n)),)) for place, n in enumerate(numbers)
    ]
    whole = ET.fromstring(chart.chart(bars, title="t", description=""))  # noqa: S314 # made above
    counts = [part.text for part in whole.iter("text") if part.get("class") == "count"]
    lengths = [float(part.attrib["width"]) for part in whole.iter("rect")]
    assert counts == [str(n) for n in numbers]
    assert max(lengths) < float(whole.attrib["width"])
    assert [length for _, length in sorted(zip(numbers, lengths, strict=True))] == sorted(lengths)


def test_nothing_counted_is_no_chart() -> None:
    """A group without a number has no bar, and a chart without any is none."""
    assert "2023" not in DRAWN["chart"]()
    assert chart.chart([chart.Bars(label="2023", amounts=())], title="t", description="") == ""


def test_every_vocabulary_has_its_marks() -> None:
    """Every level, subject, field and kind of meeting has a shape, each its own."""
    shapes = [marks.award_shape(AwardMark(level=level, recipient="collective")) for level in (*get_args(records.Level), None)]
    shapes += [marks.subject_shape(name) for name in get_args(records.Subject.model_fields["type"].annotation)]
    shapes += [marks.field_shape(name) for name in get_args(kinds.ModelField)]
    shapes += map(Markup, strip.SHAPES.values())
    assert len(set(shapes)) == len(shapes)
    assert strip.SHAPES.keys() == set(get_args(records.EventType))
    assert set(marks.LEVELS) == set(get_args(records.Level))


def test_award_mark_speaks_where_nothing_else_does() -> None:
    """A mark with a label is an image by that name; one beside words is silent."""
    assert 'role="img" aria-label="cấp cơ sở"' in marks.award_mark(AwardMark(level="co-so", recipient="individual", label="cấp cơ sở"))
    assert 'aria-hidden="true"' in marks.award_mark(AwardMark(level="co-so", recipient="individual"))


def test_drawing_without_a_name_is_passed_over() -> None:
    """Where the name stands beside it, a drawing is neither an image nor a group to screen readers, and has no name."""
    drawn = emblem.emblem(emblem.Emblem(provinces=(), grounds=(), subject="ca-nhan", field=None), title="", source="mot")
    assert 'aria-hidden="true"' in drawn
    assert "role=" not in drawn
    assert "<title>" not in drawn
