"""Pictures of a whole site: what is published of them, what a second build costs, and what readers' browsers are offered."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import jinja2
import pytest
from PIL import Image

from tests.site_checks import MANIFEST, differences, read_tree
from thidua import builder
from thidua.builder import attempts
from thidua.builder import pictures as shelf
from thidua.digests import SEAL
from thidua.problems import ContentError
from thidua.site.pictures import SIZES, THUMBNAIL_SIZES, PictureShown, PictureSource, element
from thidua.sources import defaults, pictures
from thidua.sources.renditions import Rendition

NOW = datetime.fromisoformat("2026-11-21T08:00+07:00")
CONFIG = """title: "Cổng mẫu"
base_url: "https://mau.example.vn/cong/"
owner: {name: "Ban biên tập", email: "ban@mau.example.vn"}
feeds: {content: full}
"""
ARTICLE = """---
title: "Một buổi lễ"
date: 2026-11-20
image: {src: le.jpg, alt: "Sân khấu", caption: "Buổi lễ", credit: "Người Chụp"}
gallery:
  - {src: doi.png, alt: "Hai đội"}
attachments:
  - {file: le.jpg, title: "Ảnh gốc"}
---

Đoạn mở đầu.

![Hai đội thi](doi.png "Hội thi")

Tải [ảnh](le.jpg) và [số liệu](so.csv).
"""
OTHER = """---
title: "Tin khác"
date: 2026-11-19
---

![Sân khấu](le-khac.jpg)

![Hai đội](../mot-buoi-le/doi.png)
"""
MAKER = b"TelephoneMaker"


def photograph(size: tuple[int, int] = (900, 600), shade: int = 90) -> bytes:
    """Return a drawing as a telephone would save it: lying on its side, with place, maker and remark."""
    parts = (Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, shade))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = MAKER.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 35.0, 12.0), 3: "E", 4: (105.0, 50.0, 30.0)})
    out = io.BytesIO()
    Image.merge("RGB", parts).save(out, "JPEG", quality=90, exif=exif, comment=MAKER)
    return out.getvalue()


def drawing(colour: str = "#8a1c1c") -> bytes:
    """Return a small drawing."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return out.getvalue()


class Site:
    """A site of two articles with pictures, and builds of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        news = folder / "content/news"
        for name, text in (("mot-buoi-le", ARTICLE), ("tin-khac", OTHER)):
            (news / name).mkdir(parents=True)
            (news / name / "index.md").write_text(text, encoding="utf-8")
        self.photograph = news / "mot-buoi-le/le.jpg"
        self.drawing = news / "mot-buoi-le/doi.png"
        self.photograph.write_bytes(photograph())
        self.drawing.write_bytes(drawing())
        (news / "tin-khac/le-khac.jpg").write_bytes(photograph())
        (news / "mot-buoi-le/so.csv").write_bytes(b"a,b\n")
        (folder / "site_config.yaml").write_text(CONFIG, encoding="utf-8")

    def build(self, *, output: str = "public", cache: str = ".cache", jobs: int = 1, full: bool = False) -> builder.Result:
        """Build it."""
        options = builder.Options(
            config=self.folder / "site_config.yaml",
            now=NOW,
            output=self.folder / output,
            cache=self.folder / cache,
            jobs=jobs,
            full=full,
        )
        return builder.build(options)

    def tree(self, output: str = "public") -> dict[str, bytes]:
        """Return what is published."""
        return read_tree(self.folder / output)

    def clean(self) -> dict[str, bytes]:
        """Return what a build from nothing publishes."""
        for name in ("sach", "sach.cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.build(output="sach", cache="sach.cache")
        return self.tree("sach")

    def kept(self) -> list[Path]:
        """Return the renditions that are kept."""
        return sorted((self.folder / ".cache/pictures").iterdir())

    def page(self, name: str = "tin-tuc/2026/mot-buoi-le/index.html") -> str:
        """Return a page."""
        return self.tree()[name].decode()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is not built yet."""
    return Site(tmp_path)


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[Rendition]:
    """A list to which this process adds what it encodes."""
    found: list[Rendition] = []
    real = pictures.encode

    def encode(data: bytes, wanted: list[Rendition]) -> Iterator[tuple[Rendition, bytes]]:
        for rendition, made in real(data, wanted):
            found.append(rendition)
            yield rendition, made

    monkeypatch.setattr(pictures, "encode", encode)
    return found


# --- what is published ---------------------------------------------------------------------------------------------------------------


def test_no_file_that_an_editor_uploaded_is_published(site: Site) -> None:
    """Only renditions are, upright and without a word about maker and place; attachments that are no pictures stay as they are."""
    site.build()
    assets = {path: data for path, data in site.tree().items() if path.startswith("assets/") and "/so." not in path}
    found = [path for path in assets if re.search(r"/(?:le|le-khac|doi)-", path)]
    assert sorted(path.rpartition(".")[2] for path in found if "/le-6" in path) == ["avif", "jpg", "webp"]
    assert sorted(path.rpartition(".")[2] for path in found if "/doi-" in path) == ["avif", "png", "webp"]
    assert len(found) == 13
    for path in found:
        assert MAKER not in assets[path]
        image = Image.open(io.BytesIO(assets[path]))
        assert not dict(image.getexif())
        assert image.size == ((300, 200) if "/doi-" in path else (360, 540) if "-360." in path else (600, 900))
    assert photograph() not in assets.values()
    assert any(path.startswith("assets/so.") for path in site.tree())


def test_what_an_article_offers(site: Site) -> None:
    """The first picture is fetched at once, the others later; each keeps its space and says caption and credit once; links lead to JPEG."""
    site.build()
    page = site.page()
    images = re.findall(r"<img [^>]*>", page)
    assert [("fetchpriority" in image, 'loading="lazy"' in image) for image in images] == [(True, False), (False, True), (False, True)]
    assert all(re.search(r' width="\d+" height="\d+"', image) for image in images)
    assert re.findall(r'<source type="([^"]+)"', page) == ["image/avif", "image/webp"] * 3
    assert set(re.findall(r'sizes="([^"]+)"', page)) == {SIZES, THUMBNAIL_SIZES}
    assert re.search(r'srcset="/cong/assets/le-360\.[0-9a-f]{16}\.avif 360w, /cong/assets/le-600\.[0-9a-f]{16}\.avif 600w"', page)
    assert page.count(">Buổi lễ ") == page.count("Ảnh: Người Chụp") == page.count(">Hội thi<") == 1
    fallback = re.search(r'<img src="(/cong/assets/le-600[^"]+\.jpg)"', page)
    assert fallback
    assert page.count(f'href="{fallback[1]}"') == 2
    assert "Ảnh gốc (JPG, 600×900)" in page


def test_a_body_that_begins_with_a_picture_opens_with_it(site: Site) -> None:
    """Without a picture in the front matter, the first one of the text is fetched at once, and no other."""
    site.build()
    images = re.findall(r"<img [^>]*>", site.page("tin-tuc/2026/tin-khac/index.html"))
    assert ["fetchpriority" in image for image in images] == [True, False]


def test_feeds_show_plain_pictures(site: Site) -> None:
    """A feed's reader gets the fallback by its full address and nothing that it may not know."""
    site.build()
    feed = site.tree()["feed.xml"].decode()
    assert "<picture" not in feed
    assert "srcset" not in feed
    assert re.search(
        r'<img src="https://mau\.example\.vn/cong/assets/doi-300\.[0-9a-f]{16}\.png" alt="Hai đội thi" width="300" height="200">', feed
    )


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("sources", [0, 2])
def test_templates_and_bodies_write_the_same_picture(sources: int, *, first: bool) -> None:
    """The macro and the function give one element."""
    shown = PictureShown(
        src="/a&b.jpg",
        sources=tuple(PictureSource(type=f"image/{form}", srcset=f"/a.{form} 640w, /b.{form} 900w") for form in ("avif", "webp")[:sources]),
        sizes=SIZES,
        width=900,
        height=600,
        alt="Hai “đội” & một",
        caption="",
        credit="",
        first=first,
    )
    loader = jinja2.FileSystemLoader(defaults.folder("templates"))
    theme = jinja2.Environment(autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True)
    written = theme.from_string('{% import "parts.html" as parts %}{{ parts.image(shown)|trim }}').render(shown=shown)
    found = element(shown, [("alt", "Hai “đội” &amp; một")])
    assert written == (found if sources else f"<picture>{found}</picture>")


# --- what a build costs --------------------------------------------------------------------------------------------------------------


def test_a_picture_is_encoded_once(site: Site, encoded: list[Rendition]) -> None:
    """One photograph in two files, one drawing on two pages: each rendition is made once, and never again."""
    site.build()
    assert len(encoded) == len({item.key for item in encoded}) == 8
    encoded.clear()
    assert site.build().rendered == ()
    site.build(full=True)
    shutil.rmtree(site.folder / "public")
    site.build()
    assert encoded == []
    assert differences(site.tree(), site.clean()) == []


def test_a_picture_outlives_the_program(site: Site, encoded: list[Rendition], monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program begins its state anew and still knows every rendition; other encoders make them again."""
    site.build()
    encoded.clear()
    monkeypatch.setattr(attempts, "code_version", lambda: "another")
    site.build()
    (site.folder / ".cache/thidua.sqlite3").unlink()
    site.build()
    assert encoded == []
    monkeypatch.setattr(shelf, "_encoders", lambda: "others")
    site.build(full=True)
    assert len(encoded) == 8


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_workers_gives_the_same_bytes(site: Site, jobs: int) -> None:
    """Workers share the pictures and nothing else."""
    for number in range(10):
        folder = site.folder / f"content/news/tin-{number}"
        folder.mkdir()
        (folder / "index.md").write_text(OTHER.replace("Tin khác", f"Tin {number}"), encoding="utf-8")
        (folder / "le-khac.jpg").write_bytes(photograph((90 + number, 60), number))
    site.build(jobs=jobs)
    assert differences(site.tree(), site.clean()) == []


def test_a_picture_that_is_replaced_changes_its_pages(site: Site, encoded: list[Rendition]) -> None:
    """The new one is encoded, the old one leaves, pages with it are rendered and others are not."""
    site.build()
    before = set(site.tree())
    encoded.clear()
    site.drawing.write_bytes(drawing("#27496d"))
    result = site.build()
    assert sorted(item.format for item in encoded) == ["avif", "png", "webp"]
    changed = set(site.tree()) ^ before
    assert len(changed) == 6
    assert all("/doi-300." in path for path in changed)
    assert {path for path in result.written if path.endswith(".html")} == {
        "tin-tuc/2026/mot-buoi-le/index.html",
        "tin-tuc/2026/tin-khac/index.html",
        "thu-vien-anh/index.html",
    }
    assert differences(site.tree(), site.clean()) == []


def test_widths_are_the_operators(site: Site, encoded: list[Rendition]) -> None:
    """Other widths in the configuration: other renditions, and pages that offer them; those that stay are not made again."""
    site.build()
    encoded.clear()
    with (site.folder / "site_config.yaml").open("a", encoding="utf-8") as file:
        file.write("images: {widths: [200, 400]}\n")
    site.build()
    assert {item.width for item in encoded} == {200, 400}
    assert re.search(r'srcset="[^"]+ 200w, [^"]+ 400w"', site.page())
    assert differences(site.tree(), site.clean()) == []


# --- what is kept --------------------------------------------------------------------------------------------------------------------


def test_a_damaged_rendition_is_made_again(site: Site, encoded: list[Rendition]) -> None:
    """Whatever happened to a kept file, what is published is what was encoded."""
    site.build()
    wanted = site.clean()
    for number, path in enumerate(site.kept()):
        data = path.read_bytes()
        path.write_bytes((data[:-1] + bytes([data[-1] ^ 1]), data[: len(data) // 2], b"", site.kept()[0].read_bytes())[number % 4])
    encoded.clear()
    shutil.rmtree(site.folder / "public")
    site.build(full=True)
    assert len(encoded) >= 5
    assert differences(site.tree(), wanted) == []


def test_a_folder_that_cannot_be_written_costs_time_only(site: Site) -> None:
    """A file where the folder should be: nothing is kept, and the site is the same."""
    (site.folder / ".cache").mkdir()
    (site.folder / ".cache/thidua.lock").touch()  # by which the folder is known to be ours
    (site.folder / ".cache/pictures").write_bytes(b"")
    site.build()
    assert differences(site.tree(), site.clean()) == []


def test_what_no_page_shows_goes_when_room_is_short(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old renditions stay while there is room, then the oldest go; what is shown and what others put there never does."""
    site.build()
    foreign = site.folder / ".cache/pictures/anh-cua-toi.jpg"
    foreign.write_bytes(b"giu lai")
    site.drawing.write_bytes(drawing("#27496d"))
    site.build()
    assert len(site.kept()) == 12
    monkeypatch.setattr(shelf, "ROOM", 0)
    for number in range(3):
        site.photograph.write_bytes(photograph((500, 300 + number)))
        site.build()
    assert foreign.read_bytes() == b"giu lai"
    published = set(site.tree().values())
    kept = [path.read_bytes()[SEAL:] for path in site.kept() if path != foreign]
    idle = [data for data in kept if data not in published]
    assert len(kept) - len(idle) == 11
    assert 0 < sum(map(len, idle)) <= sum(len(data) for data in kept if data in published)
    shutil.rmtree(site.folder / "public")
    site.build(full=True)
    assert differences(site.tree(), site.clean()) == []


def test_a_picture_that_changes_while_it_is_made_is_made_as_it_is_now(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload in the middle of a build: it begins anew, and nothing wrong is kept."""
    real, left = shelf._encoded, [photograph((200, 100))]

    def encoded(*given: object) -> dict[str, bytes]:
        if left:
            site.photograph.write_bytes(left.pop())
        return real(*given)  # type: ignore[arg-type] # as given

    monkeypatch.setattr(shelf, "_encoded", encoded)
    site.build()
    monkeypatch.undo()
    assert any("/le-100." in path for path in site.tree())
    assert differences(site.tree(), site.clean()) == []


# --- what is refused -----------------------------------------------------------------------------------------------------------------


def test_every_bad_picture_is_told_at_once(site: Site) -> None:
    """One cut off, one too large, in whatever order and with workers: both are named, nothing is published."""
    (site.folder / "site_config.yaml").write_text(CONFIG + "images: {max_megapixels: 1}\n", encoding="utf-8")
    site.photograph.write_bytes(photograph((2000, 1000)))
    site.drawing.write_bytes(site.drawing.read_bytes()[:100])
    with pytest.raises(ContentError) as caught:
        site.build(jobs=2)
    found = [(problem.code, problem.location.file.rpartition("/")[2]) for problem in caught.value.problems]
    assert found == [("bad-picture", "doi.png"), ("picture-too-large", "le.jpg")]
    assert not (site.folder / "public" / MANIFEST).exists()
