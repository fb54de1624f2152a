"""`thidua new`: a correct file in the right folder, its open fields said, and nothing that was there written over."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from tests.incremental_site import Workshop, new_workshop
from thidua import cli
from thidua.editing import entry_scaffold
from thidua.model.kinds import KINDS
from thidua.words.fields import FIELDS, KIND_NAMES

NOW = "2026-11-21T08:00+07:00"
OPEN = {
    "news": "",
    "conference": "event.type, event.covers",
    "model": "subject.type, subject.name",
    "cluster": "type",
    "document": "number, form",
    "page": "",
}
FOLDERS = {
    "news": "news",
    "conference": "conferences",
    "model": "models",
    "cluster": "clusters",
    "document": "documents",
    "page": "pages",
}
FILLED = {
    "conference": {"type:": "type: tong-ket-nam", "covers:": "covers: 2026"},
    "model": {"type:": "type: ca-nhan", "name:": "name: Bà Mẫu Hai"},
    "cluster": {"type:": "type: cum-tinh", "members: []": "members:\n  - {unit: tinh-a, seen: [2026], source: quyết định mẫu}"},
    "document": {"number:": 'number: "9/QĐ-MAU"', "form:": "form: quyet-dinh"},
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The small site, as the present folder."""
    made = new_workshop(tmp_path)
    monkeypatch.chdir(made.site)
    return made


def _new(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.run(["new", "--now", NOW, *words])
    told = capsys.readouterr()
    return status, told.out.strip(), told.err.strip()


def _files(shop: Workshop) -> dict[str, bytes]:
    return {str(path.relative_to(shop.site)): path.read_bytes() for path in sorted(shop.site.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gets_a_file_that_asks_for_what_is_missing_and_no_more(
    shop: Workshop, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """The check names exactly the open fields; filled in, the entry is on the site."""
    status, path, told = _new(capsys, kind, "Một bài mẫu")
    assert (status, path) == (0, f"content/{FOLDERS[kind]}/mot-bai-mau.md")
    assert (f"Còn phải điền: {OPEN[kind]}." in told) == bool(OPEN[kind])
    text = Path(path).read_text(encoding="utf-8")
    found = {problem.location.line for problem in shop.build().problems if problem.location.file == path}
    lines = text.splitlines()
    assert [lines[line - 1].strip().rstrip(":") for line in sorted(found)] == [
        name.rpartition(".")[2] for name in OPEN[kind].split(", ") if name
    ]
    for before, after in FILLED.get(kind, {}).items():
        text = re.sub(rf"^(\s*){re.escape(before)}$", rf"\g<1>{after}", text, count=1, flags=re.MULTILINE)
    Path(path).write_text(re.sub(r"^# Bản nháp.*\ndraft: true\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    built = shop.build()
    assert built.failure == "", built.problems
    assert built.result
    assert any("mot-bai-mau/" in output for output in built.result.written)


def test_every_field_that_is_left_open_says_what_to_write() -> None:
    """A field that becomes required one day needs a line of help."""
    for kind in KINDS:
        for language in ("vi", "en"):
            made = entry_scaffold.scaffold(kind, title="Mẫu", slug="mau", date="2026-11-21", language=language)
            assert all(f"{kind}:{name}" in FIELDS for name in made.open_fields)


@pytest.mark.parametrize(
    ("word", "kind"),
    [(name, kind) for kind, names in KIND_NAMES.items() for name in names]
    + [
        ("HOI NGHI", "conference"),
        ("hoi-nghi", "conference"),
        (unicodedata.normalize("NFD", "điển hình"), "model"),
        ("van_ban", "document"),
    ],
)
def test_kinds_are_known_by_their_vietnamese_names(shop: Workshop, capsys: pytest.CaptureFixture[str], word: str, kind: str) -> None:
    """With marks or without, composed or not, with hyphens or spaces."""
    status, path, _ = _new(capsys, word, "Bài mẫu")
    assert (status, path) == (0, f"content/{FOLDERS[kind]}/bai-mau.md")


@pytest.mark.parametrize(
    "title",
    [
        'Bài có "ngoặc" và \\ gạch: dấu # và {ngoặc nhọn}',
        unicodedata.normalize("NFD", "Đường về Thuỵ Khuê"),
        "- một danh sách? [không]",
        "  nhiều   khoảng \n trắng ",
        "Đồng chí 🌾 năm 2026",
        "true",
    ],
)
def test_title_is_read_back_as_it_was_meant(shop: Workshop, capsys: pytest.CaptureFixture[str], title: str) -> None:
    """Whatever a title holds, its file reads back as that title, composed, on one line."""
    status, path, _ = _new(capsys, "news", "--", title)
    assert status == 0
    front = yaml.safe_load(Path(path).read_text(encoding="utf-8").split("---")[1])
    assert front["title"] == " ".join(unicodedata.normalize("NFC", title).split())
    assert front["date"].isoformat() == "2026-11-21"
    assert shop.build().failure == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tinn", "x"), "có phải “news (tin)”?"),
        (("xyzzy", "x"), "Không có loại bài “xyzzy”. Các loại: news (tin), conference (hội nghị)"),
        (("news", "  "), "Chưa có tiêu đề"),
        (("news", "x" * 1001), "Tiêu đề dài quá 1000 chữ cái."),
        (("page", "x", "--date", "2026-01-01"), "Loại page không có ngày đăng: bỏ --date."),
        (("news", "x", "--date", "03/04/2026"), "--date: error["),
        (("news", "x", "--slug", "Có Dấu"), "--slug: error["),
        (("news", "x", "--slug", "2026"), "--slug: error[reserved-slug]"),
        (("news", "x", "--section", "new"), "--section: error[unknown-section]"),
        (("news", "x", "--section", "models"), "Chuyên mục “models” dành cho loại model, không phải news."),
        (("news", "Tin khác", "--slug", "a"), "Đã có content/news/a.md; không ghi đè."),
        (("news", "Tin khác", "--slug", "d"), "Đã có content/news/d/index.md; không ghi đè."),
        (("news", "T", "--section", "news/tinh", "--slug", "a"), "Đã có content/news/a.md; không ghi đè."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    shop: Workshop, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    """Exit 2, one clear sentence, and every file as it was."""
    before = _files(shop)
    status, out, error = _new(capsys, *words)
    assert (status, out) == (2, "")
    assert told in error
    assert _files(shop) == before


def test_titles_that_are_no_address_get_one(shop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    """A title of signs only, or one whose address has a meaning of its own, is named after its kind."""
    assert _new(capsys, "news", "🌾🌾")[1] == "content/news/tin-2026-11-21.md"
    assert _new(capsys, "tin", "Trang!")[1] == "content/news/tin-trang.md"
    assert shop.build().failure == ""


def test_folder_that_leads_out_of_the_site_is_refused(shop: Workshop, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A section's folder that is a link to elsewhere gets no file."""
    (tmp_path / "ngoai").mkdir()
    (shop.site / "content" / "models").rename(tmp_path / "models")
    (shop.site / "content" / "models").symlink_to(tmp_path / "ngoai")
    status, _, error = _new(capsys, "model", "Một bài mẫu")
    assert status == 2
    assert "link-leaves-folder" in error
    assert list((tmp_path / "ngoai").iterdir()) == []
