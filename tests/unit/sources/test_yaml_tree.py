from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.sources.yaml_tree import Mapping, Node, locate, parse_yaml, plain
from thidua.words.messages import line


def shown(text: str, **options: int) -> list[str]:
    """Return the problems as an editor sees them."""
    return [line(problem, "vi") for problem in parse_yaml(text, file="x.md", **options)[1]]


def tree(text: str) -> Node:
    """Return the tree of a text without problems."""
    node, problems = parse_yaml(text, file="x.md")
    assert node is not None
    assert problems == []
    return node


@pytest.mark.parametrize("text", ["14:30", "33.191", "no", "08", "2024-03-01", "0x1F", "1e3", "yes", "C# và .NET"])
def test_scalars_stay_text(text: str) -> None:
    """YAML's guesses never happen: a scalar is what was typed."""
    assert plain(tree(f"a: {text}")) == {"a": text}


def test_fields_without_value_are_left_out() -> None:
    """An empty or null field is as if it were not there; a quoted one is text."""
    assert plain(tree('a:\nb: ~\nc: null\nd: ""\ne: "null"\nf: [x, ~]\n')) == {"d": "", "e": "null", "f": ["x", None]}


def test_nothing_written_is_no_tree() -> None:
    """An empty text has no tree and no problem."""
    assert parse_yaml("# ghi chú\n", file="x.md") == (None, [])


def test_locate_finds_values_names_and_the_nearest_parent() -> None:
    """A pydantic location becomes the mark of the value, of the name, or of what lacks it; union tags are skipped."""
    node = tree("title: A\nevent:\n  type: x\n  place: {city: Huế}\nawards:\n  - form: a\n  - form: b\n")
    assert locate(node, ("event", "place", "city")) == (4, 17)
    assert locate(node, ("event", "type"), key=True) == (3, 3)
    assert locate(node, ("event", "missing")) == (3, 3)
    assert locate(node, ("awards", 1, "model", "form")) == (7, 11)


def test_merge_key_is_an_unknown_key() -> None:
    """`<<` has no power here."""
    assert plain(tree("<<: {a: b}")) == {"<<": {"a": "b"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\na: 2",
            "x.md:2:1: error[duplicate-key]: trường “a” được viết hai lần; lần đầu ở dòng 1\n  hint: giữ lại một dòng và xóa dòng kia",
        ),
        ("a:\n\tb: 1", "x.md:2:1: error[yaml-tab]: đầu dòng này có dấu Tab\n  hint: thay dấu Tab bằng hai dấu cách"),
        (
            "title: Hội nghị: tổng kết",
            (
                "x.md:1:16: error[yaml-unquoted-colon]: nội dung của “title” có dấu hai chấm nên phải đặt trong ngoặc kép\n"
                '  hint: viết: title: "Hội nghị: tổng kết"'
            ),
        ),
        (
            'title: Nói "vâng": rồi làm',
            (
                "x.md:1:18: error[yaml-unquoted-colon]: nội dung của “title” có dấu hai chấm nên phải đặt trong ngoặc kép\n"
                "  hint: viết: title: 'Nói \"vâng\": rồi làm'"
            ),
        ),
        (
            "a: **đậm**",
            'x.md:1:4: error[yaml-anchor]: nội dung bắt đầu bằng dấu “*” nên phải đặt trong ngoặc kép\n  hint: viết: a: "**đậm**"',
        ),
        ("a: @x", 'x.md:1:4: error[yaml-reserved-character]: không thể viết dấu “@” ở chỗ này\n  hint: viết: a: "@x"'),
        ("a: > chữ", 'x.md:1:4: error[yaml-reserved-character]: không thể viết dấu “>” ở chỗ này\n  hint: viết: a: "> chữ"'),
        (
            'a: "x\nb: 1',
            'x.md:1:4: error[yaml-quote]: dấu ngoặc " mở ở đây chưa được đóng\n  hint: thêm dấu " vào cuối nội dung, hoặc bỏ dấu " ở đầu',
        ),
        (
            'a: "Thi đua" yêu nước',
            'x.md:1:14: error[yaml-text-after-quote]: sau dấu " còn chữ viết tiếp\n  hint: viết: a: \'"Thi đua" yêu nước\'',
        ),
        ("a: [x, y\nb: 1", "x.md:1:4: error[yaml-bracket]: dấu ngoặc mở ở đây chưa có dấu “]” đóng lại\n  hint: viết: a: [x, y]"),
        ("a: 1\nb:c\nd: 1", "x.md:2:3: error[yaml-missing-space]: thiếu dấu cách sau dấu hai chấm\n  hint: viết: b: c"),
        (
            "a: 1\n b: 2",
            (
                "x.md:2:2: error[yaml-indentation]: dòng này thụt vào không khớp với các dòng trên\n"
                "  hint: các trường cùng cấp phải bắt đầu ở cùng một cột; thụt vào bằng dấu cách"
            ),
        ),
        (
            "a: 1\n---\nb: 1",
            (
                "x.md:2:1: error[yaml-documents]: dòng này mở một phần thứ hai; mỗi tệp chỉ có một phần\n"
                "  hint: xóa dòng “---” hoặc “...” thừa"
            ),
        ),
        (
            'a: "C:\\hình"',
            "x.md:1:7: error[yaml-backslash]: dấu “\\” không viết được trong ngoặc kép\n  hint: viết: a: 'C:\\hình'",
        ),
    ],
)
def test_each_mistake_is_said_whole(text: str, expected: str) -> None:
    """A mistake has its exact place, a sentence of ours and what to write instead."""
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x y", "yaml-anchor"),
        ("a: *x", "yaml-anchor"),
        ("a: !x y", "yaml-tag"),
        ("? [a]\n: b", "yaml-key"),
        (": x", "yaml-key"),
        ("a: 1\nkhông có gì\nb: 2", "yaml-missing-colon"),
        ("[" * 5000, "yaml-too-deep"),
        ("%x\na: 1", "yaml-reserved-character"),
        ("- a\nb: 1", "yaml-indentation"),
    ],
)
def test_other_mistakes_have_their_codes(text: str, code: str) -> None:
    """No mistake is left to libyaml's words."""
    assert [problem.code for problem in parse_yaml(text, file="x.md")[1]] == [code]


def test_many_mistakes_are_found_in_one_run() -> None:
    """Reading goes on behind each mistake, and the mended text still gives a tree."""
    text = 'title: Hội nghị: tổng kết\nwho: a: b\nz: @a\nq: "abc\nw: [a, b\nd:x\nkhông có\nok: 1\n'
    node, problems = parse_yaml(text, file="x.md", first_line=2)
    assert [(problem.location.line, problem.code) for problem in problems] == [
        (2, "yaml-unquoted-colon"),
        (3, "yaml-unquoted-colon"),
        (4, "yaml-reserved-character"),
        (5, "yaml-quote"),
        (6, "yaml-bracket"),
        (7, "yaml-missing-space"),
        (8, "yaml-missing-colon"),
    ]
    assert isinstance(node, Mapping)
    assert plain(node) == {
        "title": "Hội nghị: tổng kết",
        "who": "a: b",
        "z": "@a",
        "q": "abc",
        "w": ["a", "b"],
        "d": "x",
        "ok": "1",
    }


def test_colons_in_block_texts_are_no_mistakes() -> None:
    """Only what the parser itself refuses is reported."""
    assert [problem.code for problem in parse_yaml("a: |\n  b: c: d\n  \tx\ne: f: g\n", file="x.md")[1]] == ["yaml-unquoted-colon"]


def test_too_large_text_is_refused() -> None:
    """A text beyond the bound is not parsed at all."""
    assert shown("a: " + "x" * 3000, max_bytes=2048) == [
        "x.md:1: error[yaml-too-large]: tệp dữ liệu lớn hơn 2 KB\n  hint: chia dữ liệu thành nhiều tệp"
    ]


@given(st.text(alphabet=st.sampled_from("ab:\n \t-[]{}\"'#&*!|>%@`,?\\.é"), max_size=60))
def test_any_text_is_read_or_named(text: str) -> None:
    """Nothing raises, every problem has its sentences, and no tree means nothing written or a problem."""
    node, problems = parse_yaml(text, file="x.md")
    assert all(line(problem, "vi") and line(problem, "en") for problem in problems)
    if node is not None:
        plain(node)
