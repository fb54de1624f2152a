"""The fast path writes what the full path writes, byte for byte, or it declines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.archive import write_archive
from thidua.sources import frontmatter
from thidua.sources.markdown import Body, MarkdownReader
from thidua.sources.markdown_plain import plain_html
from thidua.sources.targets import Targets

ROOT = Path(__file__).parents[3]
FAST = MarkdownReader()
FULL = MarkdownReader(fast=False)
FILE = "content/news/2026/x.md"
LEAST_SHARE = 0.9

FORMS = {
    "paragraph": "Hội nghị “tổng kết” năm 2026 (lần thứ 3).\nDòng hai: 15,5% – 100%",
    "bold": "**Kết quả:** tốt (**rất** tốt), **hết**.",
    "link": "Xem [bài trước](../2025/a.md#muc-1), [nguồn](https://a-b.vn/x?y=z) và [mục](#mot).\n\n## Một",
    "refused link": "[a](www.a.vn) [b](../../../../x) [c]() [d](#) [e](#khong-co)",
    "headings": "### Một\n\n# 1. Hai\n\n###### Ba\n\n### Một\n\n## Nội dung\n\n## !",
    "ul": "- **Một:** a\n- [b](b.md)",
    "ol": "1. một\n2. hai\n10. ba",
    "quotation": "> “Một”\n> hai\n>\n> **Ba**",
    "table": "| A | B | C |\n|:--|--:|:-:|\n| 1 |  | x y |\n|2|3|4|",
    "figure": '![Lễ trao](a.jpg "Lễ trao (ngày 1). Ảnh: A")\n\n![b](../b.png)\n\n![c](#x)',
    "notes": "## Fn 1\n\nMột[^2] hai.[^1]\n\n- ba\n\n[^2]: Nguồn [a](a.md)\n[^1]: **Nguồn**",
    "empty lines": "\n\n\nMột\n\n\n\nHai\n\n\n",
}

PIECES = st.sampled_from(
    [
        *(
            "Thi đua",
            "khen thưởng",
            "Hội nghị ",
            "“Đến",
            "Ợ",
            "15 ",
            "2026. ",
            "1. ",
            "a",
            " ",
            " ",
            " ",
            ".",
            ",",
            ":",
            " – ",
            "%",
            "(",
            ")",
        ),
        *(
            "\n",
            "\n",
            "\n\n",
            "\n\n",
            "\n\n",
            "\n\n\n",
            "\n \n",
            "  \n",
            "\r\n",
            "\t",
            "  ",
            "    ",
            "\u00a0",
            "\u200b",
            "\u200f",
            "\x02",
            "\x03",
        ),
        *(
            "- ",
            "\n- ",
            "\n1. ",
            "\n2. ",
            "* ",
            "+ ",
            "\n\n> ",
            "\n> ",
            "\n>\n> ",
            "## ",
            "\n\n### ",
            "#khong cach",
            " #",
            "\n===\n",
            "\n---\n",
            "\n: ",
        ),
        *("**", "**Đậm:** ", " **đậm**", "*", "_", "__a__", "5*3", "~", "^", "!", "`", "`a`", "\\", "\\*", "{: #id .class}", "{#id}"),
        *(
            "[",
            "]",
            "](a.md)",
            " [a](b.md)",
            " [a](../x.md#y)",
            "[a](#a)",
            "[a](https://a.vn)",
            "[a](http://a.1)",
            "[a](javascript:x)",
            "![a](b.jpg)",
        ),
        *(
            "\n\n![a](b.jpg)\n\n",
            '![a](b.jpg "C")',
            "[^1]",
            "[^2]",
            "\n\n[^1]: ",
            "\n[^2]: ",
            "[1]: http://a.vn",
            "http://a.vn",
            "<http://a.vn>",
        ),
        *(
            "x@y.vn",
            "<x@y.vn>",
            "<",
            "<b>",
            ">",
            "&",
            "&amp;",
            "&#1;",
            "|",
            "\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
            "| a | b |\n",
            "|---|---|\n",
        ),
        *("😀", "e\u0301", "Tiê\u0301ng", "½", "١. ", "$", "×", "'", '"', "=", "///Footnotes Go Here///", "a" * 500),
    ]
)
NASTY = st.lists(PIECES, max_size=14).map("".join)
ALMOST_PLAIN = st.lists(st.sampled_from(sorted(FORMS.values())) | NASTY, min_size=1, max_size=4).map("\n\n".join)
FILES = st.sampled_from([FILE, FILE, "content/x.md", "content/tin tức/x.md", 'content/a&b"/x.md'])


def both(body: str, file: str = FILE, first_line: int = 5) -> tuple[Body, Body]:
    """Convert with the fast path and without it."""
    return FAST.convert(body, file=file, first_line=first_line), FULL.convert(body, file=file, first_line=first_line)


def is_taken(body: str, file: str = FILE) -> bool:
    """Tell whether the fast path accepts a body."""
    return plain_html(Targets(body, file=file, first_line=1, content="content"), FAST._tree) is not None


def bodies(site: Path) -> Iterator[tuple[str, str, int]]:
    """Return each Markdown text below a site's content folder, its file and its first line."""
    for path in sorted((site / "content").rglob("*.md")):
        file = path.relative_to(site).as_posix()
        matter, _ = frontmatter.split(path.read_bytes(), file=file)
        if matter:
            yield matter.body, file, matter.body_line


@pytest.mark.parametrize("site", [ROOT, ROOT / "tests" / "site_demo"], ids=["content", "site_demo"])
def test_real_articles_are_written_alike(site: Path) -> None:
    """Both paths agree on every article of the repository, in every field."""
    for body, file, line in bodies(site):
        fast, full = both(body, file, line)
        assert fast == full, file


def test_an_archive_is_written_alike_and_nearly_all_of_it_fast(tmp_path: Path) -> None:
    """Both paths agree on a synthetic archive, and the fast path has not silently died."""
    write_archive(tmp_path, 300)
    taken = []
    for body, file, line in bodies(tmp_path):
        fast, full = both(body, file, line)
        assert fast == full, file
        taken.append(is_taken(body, file))
    assert sum(taken) / len(taken) >= LEAST_SHARE


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_each_form_is_taken(body: str) -> None:
    """Every form that the fast path claims to know it takes, and writes alike."""
    fast, full = both(body)
    assert fast == full
    assert is_taken(body)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            " ",
            "1. a\n3. b\n\n1. c",
            "- a\n\n- b",
            "> a\n\n> b",
            "2026. Năm",
            "a\n- b",
            "a  \nb",
            "a\u00a0b",
            "a & b",
            "a<b",
            "*a*",
            "_a_",
        ),
        *("## a #", "##a", "a\n===", "[a](b c)", "[a](http://1.2.3.4)", "[a](javascript:x)", "**a**b", "a**b**", "![a](b.jpg) c"),
        *(
            "|a|\n|---|\n|b|",
            "|a|b|\n|---|---|\n|1|2|3|",
            "a[^1]",
            "a[^1]\n\n[^1]: b\n\nc",
            "a[^1] b[^1]\n\n[^1]: c",
            "a[^2] b[^1]\n\n[^1]: c\n\n[^2]: d",
        ),
        *("///Footnotes Go Here///\n\na[^1]\n\n[^1]: b", "- a[^1]\n\n[^1]: b", "a\x02b", "e\u0301", "a" * 100_001),
    ],
)
def test_what_is_in_doubt_is_declined(body: str) -> None:
    """A character or form that is not known goes the full path."""
    assert not is_taken(body)


def test_a_folder_that_needs_escaping_is_declined() -> None:
    """An address is only written when every character of it is known, the folder's too."""
    assert not is_taken("[a](b.md)", 'content/a"b/x.md')
    assert is_taken("a", 'content/a"b/x.md')


def test_a_backlink_that_needs_escaping_is_declined() -> None:
    """The title of the way back from a note comes from the site's language, not from the article."""
    readers = [MarkdownReader(backlink="<{}>", fast=fast) for fast in (True, False)]
    fast, full = (reader.convert("a[^1]\n\n[^1]: b", file=FILE, first_line=1) for reader in readers)
    assert fast == full


@settings(max_examples=2000)
@given(NASTY | ALMOST_PLAIN, FILES)
@example("a[^1]\n\n[^1]: b", FILE)
def test_nasty_pieces_are_written_alike(body: str, file: str) -> None:
    """Marks in any order, whole and broken, give the same on both paths."""
    fast, full = both(body, file)
    assert fast == full


@given(st.text())
def test_any_text_is_written_alike(body: str) -> None:
    """So does any text at all."""
    fast, full = both(body)
    assert fast == full
