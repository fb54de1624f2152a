from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from thidua.sources.discover import Discovery, discover
from thidua.words.messages import line


def write(root: Path, *names: str) -> None:
    """Write files of one letter."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def shown(found: Discovery) -> list[str]:
    """Return the problems as an editor sees them."""
    return [line(problem, "vi") for problem in found.problems]


def test_sources_are_told_apart_and_sorted(tmp_path: Path) -> None:
    """Entries, registers and other files come in lists of their own, in order; hidden files are skipped."""
    write(tmp_path, "content/news/b.md", "content/news/a/index.md", "content/news/a/x.jpg", "content/registers/units.yaml")
    write(tmp_path, "content/.addresses.yaml", "content/.git/x.md", "content/news/~$b.docx", "content/news/Thumbs.db", "content/data.yaml")
    found = discover(tmp_path)
    assert [source.path for source in found.entries] == ["content/news/a/index.md", "content/news/b.md"]
    assert [source.path for source in found.registers] == ["content/registers/units.yaml"]
    assert [source.path for source in found.files] == ["content/data.yaml", "content/news/a/x.jpg"]
    assert found.problems == ()
    assert found.entries[0].stamp.startswith("1:")


def test_names_are_nfc_and_twins_are_named(tmp_path: Path) -> None:
    """A decomposed name is the same name; two files that differ only so are a problem."""
    name = "content/news/hội-nghị.md"
    write(tmp_path, unicodedata.normalize("NFD", name))
    (source,) = discover(tmp_path).entries
    assert source.path == name
    assert (tmp_path / source.disk_path).is_file()
    write(tmp_path, name)
    found = discover(tmp_path)
    assert len(found.entries) == 1
    assert shown(found) == [
        (
            f"{name}: error[duplicate-file-name]: có hai tệp cùng tên “hội-nghị.md”, chỉ khác cách gõ dấu\n"
            "  hint: xóa hoặc đổi tên một trong hai tệp"
        )
    ]


def test_links_that_leave_or_loop_are_refused(tmp_path: Path) -> None:
    """A symbolic link may point within the content folder only, and not back to where it stands."""
    write(tmp_path, "secret.md", "content/news/a.md")
    (tmp_path / "content/news/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content/news/in.md").symlink_to("a.md")
    (tmp_path / "content/news/loop").symlink_to("..")
    (tmp_path / "content/news/gone.md").symlink_to("nothing.md")
    found = discover(tmp_path)
    assert [source.path for source in found.entries] == ["content/news/a.md", "content/news/in.md"]
    assert shown(found) == [
        (
            "content/news/gone.md: error[unreadable-file]: không mở được: tệp gốc của liên kết không còn\n"
            "  hint: kiểm tra xem tệp còn đó và có quyền đọc không"
        ),
        "content/news/loop: error[link-loop]: liên kết này dẫn ngược về chính thư mục chứa nó\n  hint: xóa liên kết này",
        (
            "content/news/out.md: error[link-leaves-folder]: liên kết này dẫn ra ngoài thư mục “content”\n"
            "  hint: chép tệp gốc vào thư mục thay cho liên kết"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "suggestion", "severity"),
    [
        ("news/a.MD", "a.md", "error"),
        ("news/a.markdown", "a.md", "error"),
        ("news/a.txt", "a.md", "warning"),
        ("registers/units.yml", "units.yaml", "error"),
    ],
)
def test_wrong_extensions_are_named(tmp_path: Path, name: str, suggestion: str, severity: str) -> None:
    """A file that was meant as an article or a register is never left out in silence."""
    write(tmp_path, f"content/{name}")
    extension = Path(name).suffix
    assert shown(discover(tmp_path)) == [
        f"content/{name}: {severity}[wrong-extension]: đuôi tệp “{extension}” không được dùng\n  hint: đổi tên tệp thành “{suggestion}”"
    ]


def test_missing_folder_is_said(tmp_path: Path) -> None:
    """Without a content folder there is a problem and nothing else."""
    assert [problem.code for problem in discover(tmp_path, "bai-viet").problems] == ["missing-folder"]


def test_what_is_no_file_or_no_text_name(tmp_path: Path) -> None:
    """A pipe is not read, and a name that is no UTF-8 can still be printed."""
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content" / "pipe.md")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/b\xe0i.md"))).write_text("x")
    found = discover(tmp_path)
    assert [problem.code for problem in found.problems] == ["file-name-encoding", "unreadable-file"]
    assert all(text.isprintable() or "\n" in text for text in shown(found))
