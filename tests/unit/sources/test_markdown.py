from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from thidua.sources.markdown import Body, MarkdownReader
from thidua.words.messages import line

READER = MarkdownReader()


def convert(body: str) -> Body:
    """Convert a body that begins on line 5."""
    return READER.convert(body, file="content/news/x.md", first_line=5)


def shown(body: str) -> list[str]:
    """Return the problems as an editor sees them."""
    return [line(problem, "vi") for problem in convert(body).problems]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("# Một\n\n## Hai", '<h2 id="mot">Một</h2>\n<h3 id="hai">Hai</h3>'),
        ("### Một\n\n### Một", '<h2 id="mot">Một</h2>\n<h2 id="mot-2">Một</h2>'),
        ("## Nội dung", '<h2 id="noi-dung-2">Nội dung</h2>'),
        ("## Một {#rieng}", '<h2 id="rieng">Một</h2>'),
        ("    thụt vào", "<p>thụt vào</p>"),
        (
            '![Ảnh](a.jpg "Lễ trao"){credit="Văn A"}',
            (
                '<figure><img alt="Ảnh" src="asset:content/news/a.jpg">'
                '<figcaption>Lễ trao <span class="credit">Văn A</span></figcaption></figure>'
            ),
        ),
        ("![Ảnh](a.jpg)", '<figure><img alt="Ảnh" src="asset:content/news/a.jpg"></figure>'),
        (
            "| A | B |\n|:-:|--:|\n| 1 | 2 |",
            (
                '<table><thead><tr><th class="align-center" scope="col">A</th><th class="align-right" scope="col">B</th></tr></thead>'
                '<tbody><tr><td class="align-center">1</td><td class="align-right">2</td></tr></tbody></table>'
            ),
        ),
        ("Từ\n: Nghĩa", "<dl><dt>Từ</dt><dd>Nghĩa</dd></dl>"),
        ("3. ba\n4. bốn", '<ol start="3"><li>ba</li><li>bốn</li></ol>'),
        ("a \\*b\\* `c < d`", "<p>a *b* <code>c &lt; d</code></p>"),
        ("<ten@tinh.vn>", '<p><a href="mailto:ten@tinh.vn">ten@tinh.vn</a></p>'),
        ("[b][1]\n\n[1]: https://a.vn", '<p><a href="https://a.vn">b</a></p>'),
    ],
)
def test_markdown_becomes_html(body: str, html: str) -> None:
    """Headings begin at h2, pictures become figures, alignment becomes classes, an indented paragraph stays one."""
    found = convert(body)
    assert (found.html, found.problems) == (html, ())


def test_footnotes_are_accessible_and_vietnamese() -> None:
    """Notes are numbered, both ways linked, and hold no English."""
    html = convert("Một[^Ghi chú] hai[^Ghi chú].\n\n[^Ghi chú]: Nguồn.").html
    assert '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>' in html
    assert '<sup id="fnref2-1">' in html
    assert '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>Nguồn.' in html
    assert 'title="Trở lại chỗ đánh dấu chú thích 1"' in html
    assert "Jump" not in html


def test_unknown_footnote_is_said() -> None:
    """A mark without its note stays in the text and is named."""
    assert shown("Một[^2]") == [
        (
            "content/news/x.md:5:4: warning[unknown-footnote]: không có chú thích “[^2]:” ở cuối bài\n"
            "  hint: thêm ở cuối bài: [^2]: nội dung chú thích"
        )
    ]


def test_excerpt_words_and_anchors() -> None:
    """The excerpt is the first forty words of the paragraphs; syllables are counted over everything."""
    found = convert("## Đầu đề\n\n" + "thi đua " * 30 + "\n\nhết **rồi**[^1]\n\n[^1]: x")
    assert found.text_excerpt == "thi đua " * 19 + "thi đua…"
    assert found.words == 2 + 60 + 2 + 3
    assert found.anchors == ("dau-de",)
    assert convert("**Hết** – rồi").text_excerpt == "Hết – rồi"


def test_raw_html_is_cleaned_and_what_goes_is_named() -> None:
    """Allowed HTML stays, the rest goes with a notice at its line."""
    body = '<div class="note foo" style="color:red" onclick="x()">\nA <script>alert(1)</script></div>\n\nB <a href="JavaScript:x">c</a>'
    found = convert(body)
    assert found.html == '<div class="note">\nA </div>\n\n<p>B <a>c</a></p>'
    assert [line(problem, "vi") for problem in found.problems] == [
        'content/news/x.md:5:1: notice[sanitised]: đã bỏ class="foo", vì trang web không cho phép',
        "content/news/x.md:5:1: notice[sanitised]: đã bỏ style, vì trang web không cho phép",
        "content/news/x.md:5:1: notice[sanitised]: đã bỏ onclick, vì trang web không cho phép",
        "content/news/x.md:6: notice[sanitised]: đã bỏ <script>, vì trang web không cho phép",
        "content/news/x.md:8:3: notice[sanitised]: đã bỏ javascript:, vì trang web không cho phép",
    ]


def test_attribute_lists_are_held_to_the_same_list() -> None:
    """`{…}` may give what raw HTML may have, and nothing else."""
    found = convert('Một.\n{.lead .la onclick="x" #Sai}')
    assert found.html == '<p class="lead">Một.</p>'
    assert [dict(problem.values)["what"] for problem in found.problems] == [".la", "onclick", "#Sai"]


def test_body_bound() -> None:
    """A body beyond two megabytes is not converted."""
    assert [problem.code for problem in convert("a " * 1_000_001).problems] == ["body-too-large"]


MARKS = [
    "*",
    "_",
    "[",
    "(",
    "<",
    "`",
    "!",
    "&",
    "![",
    "[^",
    "[a](",
    "[a][",
    "<a ",
    "<!--",
    "<?",
    "<![CDATA[",
    "``a`",
    "[](",
    "[a](<b ",
    "<http://",
]
MARKS += ["> ", "- ", "1. ", "> - ", "# a\n", "a|b\n", "[^1] ", "{a=", "<div>\n", "<b>", "&#", "[a](b.md) ", "[x]: ", "*a **b "]


@pytest.mark.parametrize("mark", MARKS)
def test_repeated_marks_end_soon(mark: str) -> None:
    """Fifty thousand characters of one mark are converted, or become a problem, before the watchdog of tests/conftest.py bites."""
    found = convert(mark * (50_000 // len(mark)))
    assert found.html or found.problems or not mark.strip()


@pytest.mark.parametrize("body", ["> " * 300, "- " * 100, "\n".join("    " * depth + "- a" for depth in range(300))])
def test_deep_nesting_is_a_problem(body: str) -> None:
    """Nesting ends with a problem, never with a crash, and the next article is converted as ever."""
    assert [problem.code for problem in convert(body).problems] == ["markdown-too-deep"]
    assert convert("- a\n    - b").html == "<ul><li>a<ul><li>b</li></ul></li></ul>"


_HTML = st.sampled_from(
    [
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "](",
        "[a",
        "{onclick=x}",
        "<a href='",
        "'>",
        "&colon;",
        "<svg/onload=x>",
        "data:text/html,",
        "\n\n",
        "> ",
        "- ",
        "    ",
        "|a|b|\n|-|-|\n",
        "[^1]",
        "\x02",
        "\x03",
        "<div",
        ">",
        '"',
        "`",
        "**",
        "\\",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_HTML | st.text(max_size=8), max_size=14).map("".join))
def test_any_text_gives_safe_html(body: str) -> None:
    """Converting never raises, and no tag in the HTML holds a script, a handler or a dangerous address."""
    found = convert(body)
    tags = re.findall(r"<[a-z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>", found.html)
    outside = [re.sub(r'"[^"]*"', '""', tag) for tag in tags]
    assert "<script" not in found.html
    assert not [tag for tag in outside if re.search(r"\son\w+=", tag)]
    assert not [tag for tag in tags if re.search(r"(?:href|src)=\"\s*(?:javascript|data|vbscript):", tag, re.IGNORECASE)]
    assert all(line(problem, "vi") and line(problem, "en") for problem in found.problems)
    assert convert(body) == found


_PIECES = st.sampled_from(
    [
        "a",
        "bc ",
        "**",
        "*",
        "_",
        "[x](y.md)",
        "![p](q.jpg)",
        "[r][1]",
        "\n\n[1]: z.md\n\n",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "    ",
        "|",
        "|-|-|\n",
        "`",
        "\\*",
        "&amp;",
        "<b>",
        "</b>",
        "<a@b.c>",
        "<http://x.y>",
        ": ",
        "[^1]",
        "\n\n[^1]: n\n\n",
        "  \n",
        "{.lead}",
        "===",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_short_cuts_change_nothing(body: str) -> None:
    """What is skipped for speed would have found nothing: the library's own processors give the same body."""
    slow = MarkdownReader()
    slow._markdown.parser.blockprocessors.deregister("plain")
    slow._markdown.treeprocessors.register(InlineProcessor(slow._markdown), "inline", 20)
    assert slow.convert(body, file="content/news/x.md", first_line=5) == convert(body)
