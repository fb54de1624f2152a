"""Search in a real browser, over the real portal: the reader's script finds what the index holds."""

from __future__ import annotations

import json
import os
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import browsing, site_checks, small_site
from tests.site_checks import Site, differences
from thidua.builder import folders
from thidua.search import columns, findable, places, shards
from thidua.search.places import hash_of, rank_of, side_of
from thidua.search.syllables import folded_syllables
from thidua.site import search_index

CASES = json.loads((Path(__file__).parent / "search" / "words.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Reader:
    """A page of the portal in a browser, and the addresses of the search modules."""

    page: Page
    modules: dict[str, str]
    complaints: list[str]

    def search(self, query: str, **options: object) -> dict[str, Any]:
        """Return what the module answers."""
        found: dict[str, Any] = self.call("search", "search", query, options)
        return found

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 # whatever the function returns
        """Return what a function of a module returns."""
        script = "async ([address, name, given]) => await (await import(address))[name](...given)"
        return self.page.evaluate(script, [self.modules[module], name, list(arguments)])


@pytest.fixture(scope="module")
def reader(portal: Site, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Reader]:
    """The real portal, and a browser that has one of its pages open."""
    folder = tmp_path_factory.mktemp("search") / "public"
    copytree(portal.folder, folder)
    parts = site_checks.ROOT / "static" / "search"
    copytree(parts, folder / "parts")  # the published module has these inside
    scripts = {path.stem: f"/parts/{path.name}" for path in parts.glob("*.js")}
    scripts |= {path.name.partition(".")[0]: f"/assets/{path.name}" for path in (folder / "assets").glob("*.js")}
    with browsing.served(folder) as origin:
        page, complaints = browsing.opened(browser, f"{origin}so-do/", 1280)
        yield Reader(page, scripts, complaints)
        assert not complaints
        page.close()


def test_words_are_those_of_the_table(reader: Reader) -> None:
    """The script cuts every text of the table into its words, as the program that builds the index does."""
    for case in CASES:
        clauses = reader.call("analyser", "clausesOf", case["text"])
        assert [[[word["folded"], word["marks"]] for word in clause] for clause in clauses] == case["clauses"], case["text"]


def test_years_are_two_segments_and_of_a_large_archive_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This year, and all before it; where those are many pages they are cut where a plan of five years begins."""
    files = {
        f"news/tin-{year}.md": f"---\n{small_site.ARTICLE.format(title='Tin').replace('2026', year)}---\n"
        for year in ("2026", "2024", "2019")
    }

    def published(archive: str) -> list[str]:
        entry = json.loads((small_site.build(tmp_path / archive, files).folder / "assets/search/index.json").read_text(encoding="utf-8"))
        return [item["folder"].rpartition("-")[0] for item in entry["segments"]]

    assert published("small") == ["2026", "before-2026"]
    monkeypatch.setattr(search_index, "LARGE", 2)
    assert published("still") == ["2026", "before-2026"]
    monkeypatch.setattr(search_index, "LARGE", 1)
    assert published("large") == ["2026", "2021-2025", "before-2021"]


@pytest.mark.parametrize("who", ["this process", "the worker"])
def test_an_article_more_gives_the_same_index_whoever_makes_single_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    """Two processes make the newest year's segment; which of them is first differs from build to build, and what they make does not.

    Another segment is stale in the same build: an old text changed.
    """
    here, is_first = os.getpid(), folders._is_first
    monkeypatch.setattr(folders, "_is_first", lambda making: (os.getpid() == here) == (who == "this process") and is_first(making))
    text = f"---\n{small_site.ARTICLE.format(title='Một')}---\nThi đua yêu nước.\n"
    old = text.replace("Một", "Cũ").replace("2026", "2024")
    before = {"news/mot.md": text, "news/cu.md": old}
    after = {"news/hai.md": text.replace("Một", "Hai"), "news/cu.md": f"{old}Khen thưởng.\n"}
    small_site.build(tmp_path / "grown", before)
    grown = small_site.build(tmp_path / "grown", after, jobs=2)
    anew = small_site.build(tmp_path / "anew", before | after)
    assert differences(site_checks.read_tree(grown.folder), site_checks.read_tree(anew.folder)) == []


def test_numbers_of_the_index_are_the_same_in_both_languages() -> None:
    """What the program writes by, the script reads by: how long a list is that stands whole, how much of others, where files are cut."""
    read: dict[str, int] = {}
    for name in ("search.js", "search/files.js"):
        script = (site_checks.ROOT / "static" / name).read_text(encoding="utf-8")
        read |= {constant: int(value) for constant, value in re.findall(r"^(?:export )?const ([A-Z_]+) = (\d+);", script, re.MULTILINE)}
    written = {
        "LEVELS": findable.LEVELS,
        "PIECE": columns.PIECE,
        "WHOLE": shards.WHOLE,
        "BEGUN": shards.BEGUN,
        "REST": shards.REST,
        "FEW": shards.FEW,
        "SIDE_BITS": places.SIDE_BITS,
        "ZERO": ord("0"),
    }
    assert {name: read[name] for name in written} == written


def noise(size: int) -> bytes:
    """Return bytes that nothing packs, always the same."""
    return b"".join(sha256(number.to_bytes(4, "little")).digest() for number in range(size // 32))


PACKED = {
    "nothing": b"",
    "one byte": b"t",
    "repeated": b"thi dua " * 400,
    "text": "Cụm thi đua các tỉnh Trung du và miền núi phía Bắc. ".encode() * 3 + "Khối các cơ quan Đảng".encode(),
    "all bytes": bytes(range(256)) * 3,
    "noise": noise(70_000),
    "far apart": noise(20_000) * 2,
}


@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY, zlib.Z_FIXED])
@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED)
def test_what_was_packed_is_unpacked(reader: Reader, data: bytes, strategy: int) -> None:
    """The script unpacks what zlib packs in whatever way, and says of every damaged byte that it is damaged."""
    packer = zlib.compressobj(9, strategy=strategy)
    packed = packer.compress(data) + packer.flush()
    script = """async ([address, packed]) => {
      const { inflated } = await import(address);
      const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      const found = await crypto.subtle.digest("SHA-256", inflated(bytes(packed)));
      const undetected = [];
      for (let place = 2; place < bytes(packed).length; place += 1 + (bytes(packed).length >> 5)) {
        const damaged = bytes(packed);
        damaged[place] ^= 16;
        try {
          const other = new Uint8Array(await crypto.subtle.digest("SHA-256", inflated(damaged)));
          if (other.some((byte, number) => byte !== new Uint8Array(found)[number])) undetected.push(place);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
      return [[...new Uint8Array(found)], undetected];
    }"""
    found, undetected = reader.page.evaluate(script, [reader.modules["inflate"], b64encode(packed).decode()])
    assert bytes(found) == sha256(data).digest()
    assert undetected == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nguyen van son", "/nhan-vat/nguyen-van-son/"),
        ("Nguyễn Văn Toàn", "/nhan-vat/nguyen-van-toan/"),
        ("06/2022/QH15", "/van-ban/trung-uong/luat-06-2022-qh15/"),
        ("đồng bằng sông hồng", "/cum-thi-dua/dong-bang-song-hong/"),
        ("dong bang song hong", "/cum-thi-dua/dong-bang-song-hong/"),
        ("hoàng đình quê", "/dien-hinh/ong-hoang-dinh-que/"),
        ("nong thon moi", "/phong-trao/nong-thon-moi/"),
        ("152/NĐ-CP", "/van-ban/trung-uong/nghi-dinh-152-2025-nd-cp/"),
        ("06/qh15", "/van-ban/trung-uong/luat-06-2022-qh15/"),
        ("anh hùng lao động", "/khen-thuong/#danh-hieu-vinh-du-nha-nuoc"),
        ("nha giao nhan dan", "/khen-thuong/#danh-hieu-vinh-du-nha-nuoc"),
        ("chiến sĩ thi đua toàn quốc", "/khen-thuong/#cstd-toan-quoc"),
    ],
)
def test_what_is_named_is_found_first(reader: Reader, query: str, first: str) -> None:
    """A person, a document, a cluster, a model, a movement and an award are found first by their names, with and without marks."""
    found = reader.search(query)
    assert found["results"][0]["url"] == first
    assert (found["partial"], found["failed"]) == (False, 0)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Lào Cai", "/don-vi/lao-cai/"),
        ("tỉnh Bắc Kạn", "/don-vi/bac-kan/"),
        ("bac kan", "/don-vi/bac-kan/"),
        ("tuyên quang", "/don-vi/tuyen-quang/"),
        ("tuyen qua", "/don-vi/tuyen-quang/"),
        ("lao ca", "/don-vi/lao-cai/"),
        ("dong bang song h", "/cum-thi-dua/dong-bang-song-hong/"),
        ("nguyễn văn to", "/nhan-vat/nguyen-van-toan/"),
    ],
)
def test_units_are_found_by_name_and_by_half_of_it(reader: Reader, query: str, first: str) -> None:
    """A unit's own page comes first, of two with one name the present one; the last word may be typed half."""
    assert reader.search(query)["results"][0]["url"] == first


def urls(found: dict[str, Any]) -> set[str]:
    """Return the addresses of what was found."""
    return {result["url"] for result in found["results"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("HTX", "hợp tác xã"),
        ("tổng kết năm", "tong ket nam"),
        ("Hoà Bình", "Hòa Bình"),
        ("HÒA BÌNH", "hoa binh"),
        ("Thủ tướng", "Thu\u0309 tu\u031bo\u031b\u0301ng"),
        ("06/2022/QH15", "6/2022/qh15"),
        ("thi đua", "Тhi đuа"),
    ],
)
def test_two_spellings_find_the_same(reader: Reader, one: str, other: str) -> None:
    """With and without marks, in both spellings, in capitals, composed or not, short or in full: the same pages are found."""
    found = reader.search(one, limit=1000)
    assert found["total"]
    assert urls(found) == urls(reader.search(other, limit=1000))


def test_words_are_left_out(reader: Reader) -> None:
    """A word or phrase after a minus is on none of the pages found, and those that have it are the ones left out."""
    every, without = reader.search("thi đua", limit=1000), reader.search('thi đua -"khen thưởng"', limit=1000)
    both = reader.search('"thi đua" "khen thưởng"', limit=1000)
    assert urls(every) - urls(without) == urls(both)
    assert urls(without)


def test_the_nearest_is_said_of_what_nothing_has(reader: Reader) -> None:
    """Of a query that no page answers the total is nothing; the best partial answers are given, said so, and what may have been meant."""
    for query, near in (
        *(("kehn thưởng", "khen thưởng"), ("thi đuaa", "thi đua"), ("tuyên quangg", "tuyên quang"), ("tuyenquang", "tuyên quang")),
        *(('"khẹn thưởng"', '"khen thưởng"'), ("BCH", None), ("bk", None)),
    ):
        found = reader.search(query)
        assert (found["total"], found["near"]) == (0, near)
        listed = [result["url"] for result in reader.search(near)["results"]] if near else []
        assert [result["url"] for result in found["results"]] == listed
    for query, near in (
        ('"cán" kehn thưởng', '"cán" khen thưởng'),
        ("kehn thưởng, bắc kạn", "khen thưởng, bắc kạn"),
        ("kehn thưởng -cán-bộ", 'khen thưởng -"cán bộ"'),
    ):
        assert reader.search(query)["near"] == near
    assert reader.search("khen thưởng xyzzy")["partial"]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "xyzzy",
            "",
            "  ",
            "...",
            "😀",
            "\u0000",
            "\u202e",
            "-",
            "--",
            '"',
            '""',
            "- -",
            "“”",
            "\ud800",
            "blockchain kim cương",
            "xà phòng thơm",
        ),
        *("Nguyễn Văn Bịa", "nguyen van xuyen", "99/2099/XX-YY", "?&#=%", "\n\t", "'-'", "( [ { \\ ^ $ . | ? * +", "\u200b\u200b"),
    ],
)
def test_nothing_is_found_where_nothing_is(reader: Reader, query: str) -> None:
    """What no page has finds nothing, nor do signs without a word; never is it an error."""
    found = reader.search(query)
    assert (found["total"], found["failed"]) == (0, 0)


@pytest.mark.parametrize("query", ["a" * 10_000, "thi đua " * 1250, "-" * 10_000, '"' * 10_000, "é" * 10_000, "<x>" * 3333, "𝒳" * 5000])
def test_a_long_query_is_answered(reader: Reader, query: str) -> None:
    """A query of ten thousand letters is answered like any other, by its beginning."""
    found = reader.search(query)
    assert found["failed"] == 0
    assert found["results"] or not query.startswith("thi")


def test_pages_are_narrowed_down(reader: Reader) -> None:
    """Each facet counts the pages found, and to filter by one of its values leaves as many."""
    for facet in ("section", "unit", "cluster", "year", "author", "source"):
        values = reader.call("search", "facets", "thi đua", {"facet": facet})["values"]
        assert values
        for item in values[:3]:
            found = reader.search("thi đua", filters={facet: item["value"]}, limit=1000)
            assert (facet, item["label"], found["total"]) == (facet, item["label"], item["count"])
    within = reader.search("thi đua", filters={"from": "2026-11-21", "to": "2026-11-21"}, limit=1000)
    assert {result["date"] for result in within["results"]} == {"2026-11-21"}
    assert reader.search("thi đua", filters={"from": "2027-01-01"})["total"] == 0
    for facet, value, label in (("section", "van-ban", "Văn bản"), ("year", "2026", "2026")):
        values = reader.call("search", "facets", "", {"facet": facet, "filters": {facet: value}})["values"]
        assert {item["value"]: item["label"] for item in values}[value] == label
        assert len(values) > 1 or facet == "year"
        assert reader.search("", filters={facet: value})["total"] == {item["value"]: item["count"] for item in values}[value]
    for nothing in ("...", "-khen", ""):
        assert reader.call("search", "facets", nothing, {"facet": "section", "filters": {"tag": "x"}})["values"] == []
        assert reader.search(nothing, filters={"tag": "x"})["total"] == 0
    assert reader.call("search", "facets", "kehn thưởng", {"facet": "section"})["values"]
    old = reader.search("thi đua", filters={"unit": "thai-nguyen"}, limit=1000)
    assert urls(reader.search("thi đua", filters={"unit": "bac-kan"}, limit=1000)) <= urls(old)


def test_pages_are_sorted_and_cut(reader: Reader) -> None:
    """By date the newest come first, those without one last; page after page, every page is given once."""
    dates = [result["date"] for result in reader.search("thi đua", sort="date", limit=1000)["results"]]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert not any(dates[len(dated) :])
    whole = [result["url"] for result in reader.search("thi đua", limit=1000)["results"]]
    parts = [result["url"] for start in range(0, len(whole), 7) for result in reader.search("thi đua", limit=7, offset=start)["results"]]
    assert sorted(parts) == sorted(whole)


def test_names_are_suggested(reader: Reader) -> None:
    """Clusters, units, models, people and movements are suggested by how a word of their names begins."""
    found = [reader.call("search", "suggest", text) for text in ("lào", "đồng bằng", "nguyen v", "cả nước", "hop tac xa t")]
    assert {item["type"] for items in found for item in items} >= {"unit", "cluster", "person", "movement", "model"}
    assert found[0][0]["url"] == "/don-vi/lao-cai/"
    assert reader.call("search", "suggest", "") == []


def test_words_are_marked_in_a_text(reader: Reader) -> None:
    """A text comes back in pieces, whole, those told apart that are words of the query beside one of their neighbours, with any marks."""
    words = reader.search("thi dua")["words"]
    with_marks = reader.call("search", "mark", "Cờ thi đua, có cơ hội", reader.search("cờ thi đua")["words"])
    assert [piece["text"] for piece in with_marks if piece["hit"]] == ["Cờ", "thi", "đua"]
    pieces = reader.call("search", "mark", "Hội thi, THI ĐUA & <b>thí</b>", words)
    assert "".join(piece["text"] for piece in pieces) == "Hội thi, THI ĐUA & <b>thí</b>"
    assert [piece["text"] for piece in pieces if piece["hit"]] == ["THI", "ĐUA"]
    apart = reader.call("search", "mark", "Hội thi. Đua thuyền", words)
    assert [piece["text"] for piece in apart if piece["hit"]] == []
    half = reader.call("search", "mark", "Bắc Kạn và Bắc Ninh", reader.search("bac ka")["words"])
    assert [piece["text"] for piece in half if piece["hit"]] == ["Bắc", "Kạn"]


def test_a_damaged_or_missing_file_is_told_and_the_rest_answered(reader: Reader) -> None:
    """Of a file that is gone or damaged only its own answers are missing, and how many such there are is said; once it is back, none."""
    page = reader.page
    whole = reader.search("thi đua", limit=20)
    for answer in ({"status": 404, "body": ""}, {"status": 200, "body": "hỏng"}, {"status": 200, "body": ""}):
        for files in ("**/assets/search/*/d*.bin", "**/assets/search/*/p*.bin"):
            page.reload()
            page.route(files, lambda route, _request, answer=answer: route.fulfill(**answer))
            found = reader.search("thi đua", limit=20)
            assert found["failed"]
            assert not found["exact"]
            assert len(found["results"]) < len(whole["results"])
            page.unroute(files)
            assert reader.search("thi đua", limit=20)["total"] == whole["total"]
    reader.complaints.clear()  # of what was asked for and not there


def test_a_page_of_before_a_deploy_finds_the_new_index(reader: Reader) -> None:
    """A script that knows folders that are gone reads the index's entry once more, and answers from the new ones."""
    page = reader.page
    page.reload()
    entry = page.evaluate("async () => (await fetch('/assets/search/index.json')).json()")
    before = [{**segment, "folder": "1999-gone"} for segment in entry["segments"]]
    page.route("**/assets/search/index.json", lambda route: route.fulfill(json={"segments": before}), times=1)
    found = reader.search("thi đua")
    assert (found["failed"], bool(found["results"])) == (0, True)
    reader.complaints.clear()


def test_without_a_network_it_is_told(reader: Reader) -> None:
    """Without its entry the index answers nothing, and says so instead of failing."""
    page = reader.page
    page.reload()
    page.route("**/assets/search/index.json", lambda route: route.abort())
    found = reader.search("thi đua")
    assert (found["total"], found["exact"], found["results"]) == (0, False, [])
    assert found["failed"]
    page.unroute("**/assets/search/index.json")
    page.reload()
    page.route("**/assets/search/index.json", lambda route: route.fulfill(json={"segments": [{"folder": "1", "pages": 1, "head": None}]}))
    assert reader.search("thi đua")["failed"]
    page.unroute("**/assets/search/index.json")
    whole = reader.search("thi đua")
    assert whole["total"]
    page.context.set_offline(True)
    assert reader.search("thi đua") == whole
    assert reader.search("trang trại tuần hoàn")["failed"]
    assert reader.search("thi đua") == whole
    page.context.set_offline(False)
    reader.complaints.clear()


def test_a_word_lies_where_the_index_puts_it(reader: Reader) -> None:
    """Bucket, rank and number as a neighbour of every syllable and of other words are the same in the script as in the program."""
    words = [*sorted(set(folded_syllables())), "2023", "6/2022/qh15", "xyz", "tp.hcm", "ủy", "9", "z", "😀"]
    script = """async ([address, words]) => {
      const { hashOf, rankOf, sideOf } = await import(address);
      return words.map((word) => [hashOf(word), rankOf(word), sideOf(word)]);
    }"""
    found = reader.page.evaluate(script, [reader.modules["places"], words])
    assert found == [[hash_of(word), rank_of(word), side_of(word)] for word in words]


@pytest.mark.parametrize("query", ["Hà Nội thi đua", "Cao Bằng thi đua"])
def test_a_place_that_sounds_like_a_family_name_is_a_place(reader: Reader, query: str) -> None:
    """What begins with a word that is a family name, too, is found in any order."""
    place = query.removesuffix(" thi đua")
    assert urls(reader.search(f"{query} ", limit=100)) == urls(reader.search(f"thi đua {place} ", limit=100)) != set()


def test_what_is_left_out_does_not_leave_the_word_before_it_open(reader: Reader) -> None:
    """Where a query ends in a word that must not be there, the one before it is whole."""
    assert urls(reader.search("tin -zzz", limit=1000)) == urls(reader.search("tin ", limit=1000))


def test_a_damaged_code_is_told_and_never_read_for_ever(reader: Reader) -> None:
    """Whatever bit of a packed file is another one, the script says at once that it is damaged."""
    script = """async ([address, packed]) => {
      const { inflated } = await import(address);
      const data = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
      const found = [];
      for (let bit = 16; bit < 8 * Math.min(data.length, 90); bit += 1) {
        const damaged = data.slice();
        damaged[bit >> 3] ^= 1 << (bit & 7);
        try { inflated(damaged); found.push(bit); } catch (error) { if (!(error instanceof RangeError)) found.push(String(error)); }
      }
      return found;
    }"""
    text = "".join(f'["bai-{number}/","Cụm thi đua số {number}","Tổng kết năm {2000 + number}"],' for number in range(12)).encode()
    for part in (text, text[:300], text * 3, noise(200) + text):
        packer = zlib.compressobj(7, zlib.DEFLATED, 12, 7)
        packed = packer.compress(part) + packer.flush()
        assert reader.page.evaluate(script, [reader.modules["inflate"], b64encode(packed).decode()]) == []


@pytest.mark.parametrize("query", ["nghị quy", "nghi quy"])
def test_half_a_word_that_ends_in_y_is_found(reader: Reader, query: str) -> None:
    """A word that is known by i where it is whole begins others that are written with y."""
    assert urls(reader.search("nghị quyết ", limit=1000)) <= urls(reader.search(query, limit=1000))


def test_a_name_is_found_without_its_middle(reader: Reader) -> None:
    """Two words that stand nowhere side by side are looked for anywhere on a page, as they are typed; of a phrase that is not so."""
    found = reader.search("Hoàng Quê ")
    assert found["apart"]
    assert found["results"]
    assert not reader.search('"Hoàng Quê"')["total"]


def test_a_page_that_is_called_so_is_found_beside_others_that_have_the_words(reader: Reader) -> None:
    """A cluster's page is among what is found by its name without the words that are in it, though another page has these side by side."""
    for query in ("cụm đồng bằng sông hồng ", "cụm miền núi biên giới phía bắc "):
        assert any(url.startswith("/cum-thi-dua/") for url in urls(reader.search(query, limit=100))), query
