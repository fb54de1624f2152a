from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.sources.frontmatter import FrontMatter, split
from thidua.sources.yaml_tree import plain
from thidua.words.messages import line

ARTICLE = "---\ntitle: Hội nghị tổng kết\ntags: [thi đua]\n---\n\nĐoạn thứ nhất.\n"


def read(raw: bytes) -> FrontMatter:
    """Return what is read without any problem."""
    found, problems = split(raw, file="x.md")
    assert problems == []
    assert found is not None
    return found


def shown(raw: bytes) -> list[str]:
    """Return the problems as an editor sees them."""
    return [line(problem, "vi") for problem in split(raw, file="x.md")[1]]


def test_fields_body_and_its_line() -> None:
    """The body begins on the line after the closing dashes."""
    found = read(ARTICLE.encode())
    assert plain(found.tree) == {"title": "Hội nghị tổng kết", "tags": ["thi đua"]}
    assert (found.body, found.body_line) == ("\nĐoạn thứ nhất.\n", 5)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_same_text_in_any_form_is_equal(form: Literal["NFC", "NFD"], ending: str, mark: str) -> None:
    """Line endings, Unicode form and byte order mark make no difference, line numbers included."""
    variant = mark + unicodedata.normalize(form, ARTICLE).replace("\n", ending)
    assert read(variant.encode()) == read(ARTICLE.encode())


def test_blank_lines_before_and_dots_as_end() -> None:
    """Blank lines may come first, `...` may close, and lines are still those of the file."""
    found = read(b"\n  \n---\na: 1\n...\nx")
    assert (found.body, found.body_line, found.tree.entries["a"].line) == ("x", 6, 4)


def test_empty_front_matter_is_an_empty_mapping() -> None:
    """What is missing is said field by field later."""
    assert plain(read(b"---\n---\nx").tree) == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [("Hết./.\n", "Hết.\n"), ("Hết. ./.", "Hết.\n"), ("Hết.\n\n./.\n", "Hết.\n\n\n"), ("và/hoặc.", "và/hoặc.")],
)
def test_official_end_mark_goes(body: str, expected: str) -> None:
    """`./.` ends official documents, not articles."""
    assert read(f"---\na: 1\n---\n{body}".encode()).body == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b" \n", "x.md: error[empty-file]: tệp trống\n  hint: viết nội dung vào tệp, hoặc xóa tệp"),
        (
            "xin chào".encode(),
            (
                "x.md:1:1: error[no-front-matter]: tệp không có phần đầu nằm giữa hai dòng “---”\n"
                "  hint: dòng đầu tiên phải là ba dấu gạch ngang “---”, rồi đến “title: …”, “date: …” và một dòng “---” nữa"
            ),
        ),
        (
            b"---\na: 1\n",
            (
                "x.md:1:1: error[unclosed-front-matter]: phần đầu tệp chưa có dòng “---” kết thúc\n"
                "  hint: thêm một dòng chỉ có “---” vào giữa phần đầu và nội dung bài"
            ),
        ),
        (
            b"---\n- a\n---\n",
            (
                "x.md:2:1: error[yaml-not-mapping]: phần này phải gồm các dòng “tên trường: nội dung”\n"
                "  hint: ví dụ: “title: Hội nghị tổng kết năm 2024”"
            ),
        ),
        (
            "---\ntitle: a\n---".encode("utf-16"),
            (
                "x.md:1:1: error[wrong-encoding]: tệp không dùng bảng mã UTF-8 (có lẽ là UTF-16)\n"
                "  hint: mở tệp, chuyển phông chữ sang Unicode rồi chọn “Lưu thành… / Save as” với bảng mã UTF-8"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, expected: str) -> None:
    """One sentence says what the file is instead."""
    assert shown(raw) == [expected]


@pytest.mark.parametrize(
    ("raw", "code", "encoding"),
    [
        ("---\ntitle: a\n---".encode("utf-16-le"), "wrong-encoding", "UTF-16"),
        (b"---\r\ntitle: Thi \xae\xb5ua y\xaau n\xad\xadc\r\n---", "wrong-encoding", "TCVN3 (.VnTime)"),
        ("---\ntitle: Đa\u0323i hô\u0323i\n---".encode("cp1258"), "wrong-encoding", "windows-1258"),
        (b"PK\x03\x04word", "binary-file", ""),
        (b"---\na: \0\xff\n---", "binary-file", ""),
        (b"---\na: " + b"x" * 70_000 + b"\n---\n", "front-matter-too-large", ""),
        (b"x" * 5_000_001, "file-too-large", ""),
    ],
)
def test_foreign_files_are_recognised(raw: bytes, code: str, encoding: str) -> None:
    """A wrong encoding is named as far as it can be told."""
    found, (problem,) = split(raw, file="x.md")
    assert found is None
    assert (problem.code, dict(problem.values).get("encoding", "")) == (code, encoding)


def test_wrong_encoding_is_placed() -> None:
    """The first byte that is no UTF-8 is shown, as the editor counts."""
    _, (problem,) = split("---\r\ntitle: đại ".encode() + b"\xf0i\r\n---", file="x.md")
    assert str(problem.location) == "x.md:2:12"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_named(raw: bytes) -> None:
    """Nothing raises; without a result there is a problem."""
    found, problems = split(raw, file="x.md")
    assert found is not None or problems
    assert all(line(problem, "vi") for problem in problems)
