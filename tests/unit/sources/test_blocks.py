"""Blocks in a text: what each becomes, what is told of a wrong one, and that nothing an editor writes gets past the list of HTML."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thidua.model.blocks import BLOCKS, site_of
from thidua.site.blanks import WORDS
from thidua.sources import block_html
from thidua.sources.blocks import MAX_BLOCKS
from thidua.sources.markdown import Body, MarkdownReader
from thidua.sources.sanitize import ATTRIBUTES, CLASSES, EVERYWHERE, FIXED, ISSUED, TAGS
from thidua.vietnamese import normalize
from thidua.words.interface import WORDS as ALL_WORDS
from thidua.words.messages import line

READER = MarkdownReader()


def convert(body: str) -> Body:
    """Convert a body that begins on line 5."""
    return READER.convert(body, file="content/news/x.md", first_line=5)


def codes(body: str) -> list[str]:
    """Return place and code of each problem."""
    return [
        f"{problem.location.line}:{problem.location.column} {problem.code}"
        for problem in sorted(convert(body).problems, key=lambda found: found.sort_key)
    ]


def block(name: str, fields: str, text: str | None = None) -> str:
    """Return a block as an editor writes it."""
    return f"::: {name}\n{fields}\n" + (f"---\n{text}\n" if text is not None else "") + ":::\n"


PHOTO = '<span class="credit"><span data-word="word:block_photo"></span> Văn A</span>'
OWN = '<span data-word="word:source_short"></span>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            block("figure", "src: a b.jpg\nalt: Cây\ncaption: Cây *chè* & {.lead}\ncredit: Văn A"),
            (
                '<figure><img alt="Cây" src="asset:content/news/a b.jpg">'
                f"<figcaption>Cây *chè* &amp; {{.lead}} {PHOTO}</figcaption></figure>\n"
            ),
        ),
        (
            block("gallery", 'caption: Chùm\nimages:\n  - src: "a#1.jpg"\n  - {src: ../b.jpg, alt: "Hai người", caption: cây}'),
            (
                '<section aria-label="Chùm" class="gallery"><p class="block-title">Chùm</p><ul>'
                '<li><figure><img class="thumbnail" alt="" src="asset:content/news/a%231.jpg"></figure></li>'
                '<li><figure><img class="thumbnail" alt="Hai người" src="asset:content/b.jpg"><figcaption>cây</figcaption></figure></li>'
                "</ul></section>\n"
            ),
        ),
        (
            block("quote", "speaker: Bà A\ntitle: Giám đốc\nsource: https://a.vn/1", "Một **lời**.\n\nHai."),
            (
                '<figure class="quote" data-source="https://a.vn/1"><blockquote>\n<p>Một <strong>lời</strong>.</p>\n<p>Hai.</p>\n'
                '</blockquote><figcaption><span class="speaker">Bà A</span>, <span class="office">Giám đốc</span> '
                f'<a class="source" href="https://a.vn/1">{OWN}<span class="visually-hidden">: Bà A</span></a></figcaption></figure>\n'
            ),
        ),
        (
            block(
                "facts", 'title: Số\nrows:\n  - {label: "Hộ {năm}", value: "12"}\n  - {label: Vốn, value: "3", source: "Báo cáo, trang 3"}'
            ),
            (
                '<figure class="fact-table"><figcaption>Số</figcaption><dl class="facts">'
                '<div><dt>Hộ {năm}</dt><dd data-source="x">12</dd></div>'
                f'<div><dt>Vốn</dt><dd data-source="x">3 <span class="source">{OWN}: Báo cáo, trang 3</span></dd></div></dl></figure>\n'
            ),
        ),
        (
            block("facts", "rows:\n  - {label: Hộ, value: 1, source: tong-ket#muc}"),
            (
                '<figure class="fact-table"><dl class="facts"><div><dt>Hộ</dt><dd data-source="entry-name:tong-ket#muc">1 '
                f'<a class="source" href="entry-name:tong-ket#muc">{OWN}<span class="visually-hidden">: Hộ</span></a></dd></div></dl>'
                "</figure>\n"
            ),
        ),
        (
            block("document", "to: ../documents/luat.md#dieu-1\nnote: Xem <kỹ>"),
            (
                '<div class="block-card document-card"><p class="block-title"><a href="entry-file:content/documents/luat.md#dieu-1">'
                '<span data-title="entry-file:content/documents/luat.md#dieu-1"></span></a></p><p>Xem &lt;kỹ&gt;</p></div>\n'
            ),
        ),
        (
            block("document", 'to: mau.pdf\nnumber: "1/QĐ"'),
            (
                '<div class="block-card document-card"><p class="block-title"><a href="asset:content/news/mau.pdf">mau.pdf</a></p>'
                '<p class="block-detail"><span data-word="word:block_number"></span> 1/QĐ · '
                '<span data-file="asset:content/news/mau.pdf"></span></p></div>\n'
            ),
        ),
        (
            block("document", 'url: "https://www.a.vn/x?a=1&copy=2"\ntitle: Luật'),
            (
                '<div class="block-card document-card"><p class="block-title"><a href="https://www.a.vn/x?a=1&amp;copy=2">Luật</a></p>'
                '<p class="block-detail"><span data-word="word:block_site"></span> a.vn</p></div>\n'
            ),
        ),
        (
            block("video", "url: https://video.vn/1\ntitle: Phim\nduration: 3:25"),
            (
                '<div class="block-card video-card"><p class="block-title"><a href="https://video.vn/1" rel="noopener">Phim</a></p>'
                '<p class="block-detail"><span data-word="word:block_video"></span> video.vn · '
                '<span data-word="word:block_duration"></span> 3:25</p></div>\n'
            ),
        ),
        (
            block("callout", "kind: contact\ntitle: Văn phòng", "## Đầu *đề*\n\n- một"),
            (
                '<aside class="callout callout-contact" role="note"><p class="block-title"><span data-word="word:callout_contact"></span>: '
                "Văn phòng</p>\n<p><strong>Đầu <em>đề</em></strong></p>\n<ul><li>một</li></ul>\n</aside>"
            ),
        ),
    ],
)
def test_a_block_becomes_html(body: str, html: str) -> None:
    """Fields are literal text and escaped, texts are Markdown."""
    found = convert(body)
    assert (found.html.strip("\n"), found.problems) == (html.strip("\n"), ())


def test_alternative_text_never_repeats_the_caption() -> None:
    """What the caption says is not said twice, and the editor is told."""
    found = convert(block("figure", 'src: b.jpg\nalt: "Cây."\ncaption: cây'))
    assert '<img alt="" src="asset:content/news/b.jpg">' in found.html
    assert [problem.code for problem in found.problems] == ["alt-repeats-caption"]


def test_texts_of_blocks_belong_to_the_article() -> None:
    """Footnotes, references and attribute lists reach into blocks and out of them; headings of the article keep their order."""
    found = convert(
        "## Một\n\n" + block("quote", "", "Lời[^1] và [nguồn][n].\n\n### Đậm\n\nChữ.\n{.lead}") + "\n### Hai\n\nSau[^2].\n\n"
        "[^1]: Ghi một.\n[^2]: Ghi hai.\n[n]: https://a.vn\n"
    )
    assert re.findall(r"<h\d[^>]*>", found.html) == ['<h2 id="mot">', '<h3 id="hai">']
    assert re.findall(r'href="(#fn-\d)', found.html) == ["#fn-1", "#fn-2"]
    assert '<a href="https://a.vn">nguồn</a>' in found.html
    assert '<p class="lead">Chữ.</p>' in found.html
    assert found.problems == ()


def test_blocks_stay_out_of_the_excerpt() -> None:
    """How an article begins is told by its own paragraphs; an article of blocks alone is told by what they say. All syllables count."""
    quote = block("quote", "speaker: Bà A", "Lời nói.")
    found = convert(f"{quote}\nĐoạn đầu.\n\n{quote}\nĐoạn hai.\n")
    assert found.text_excerpt == "Đoạn đầu. Đoạn hai."
    assert found.words == 4 + 2 * 4
    assert convert(quote).text_excerpt == "Lời nói. Bà A"


def test_places_are_those_of_the_file() -> None:
    """A link or picture is found at its line and column whether it stands in a field, a block's text or the article."""
    body = (
        block("figure", "src: a.jpg")
        + "\n![x](a.jpg)\n\n"
        + block("quote", "source: ../b.md", "Xem [b](../b.md).")
        + "\nXem [b](../b.md).\n"
    )
    found = convert(body)
    assert [(link.line, link.column) for link in found.pictures] == [(6, 6), (9, 6)]
    assert [(link.line, link.column) for link in found.links] == [(12, 9), (14, 9), (17, 9)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (":::quote\n---\nLời.\n:::", []),
        ("  :::: quote  \n---  \nLời.\n  :::: ", []),
        ("::: quote\nspeaker: A\n", ["5:1 unclosed-block"]),
        (":::", ["5:1 stray-block-end"]),
        (":::)", ["5:1 unclosed-block", "5:4 unknown-block"]),
        ("::: quote a\n---\nLời.\n:::", ["5:11 text-after-block"]),
        ("::: quote quote\n---\nLời.\n:::", ["5:11 text-after-block"]),
        ("::: callout\n---\nA\n::: quote\n---\nB\n:::\nC\n:::\n:::", ["8:1 nested-block", "14:1 stray-block-end"]),
        ("::: callout\n---\nA\n::: quote\n---\nB\n:::\n\n::: quote\n:::\n", ["8:1 nested-block", "13:1 empty-block"]),
        ("::: quote\n:::\n\n::: quote\n---\n:::", ["5:1 empty-block", "8:1 empty-block"]),
        ("::: quote\nspeaker: A\n---\n:::", ["5:1 block-without-text"]),
        ("::: quote\nA nói.\n:::", ["6:1 yaml-not-mapping"]),
        ("::: quote\nspeaker: A\nA nói.\n:::", ["7:1 yaml-missing-colon"]),
        ("::: quote\n- A\n---\nB\n:::", ["6:1 yaml-not-mapping"]),
        ("::: quote\nspeaker:\n---\nB\n:::", []),
        ("::: video\ntitle: B\nurl:\n:::", ["7:5 empty-value"]),
        ("::: video\nurl: https://a.vn@b.vn/\ntitle: B\n:::", ["6:6 bad-web-address"]),
        ("::: video\nurl: https://[a.vn/\ntitle: B\n:::", ["6:6 bad-web-address"]),
        ("::: video\nurl: javascript:alert(1)\ntitle: B\n:::", ["6:6 bad-web-address"]),
        ("::: video\nurl: https://a.vn/\ntitle: B\nduration: 1:75\n:::", ["8:11 unreadable-duration"]),
        ("::: document\nto: /etc/passwd\n:::", ["6:5 file-outside"]),
        ("::: document\nto: ../../../x.pdf\n:::", ["6:5 link-outside"]),
        ("::: gallery\nimages: []\n:::", ["6:9 empty-value"]),
        ("::: gallery\nimages:\n  - {src: a.jpg, atl: b}\n:::", ["7:18 unknown-key"]),
        ("<!--\n::: quote\n---\nA\n:::\n-->", ["6:1 block-inside-html"]),
        ("[x](#khong)\n\n::: quote\n---\n[y](#khong)\n:::", ["5:5 unknown-anchor", "9:5 unknown-anchor"]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(body: str, found: list[str]) -> None:
    """Each mistake has line and column; one mistake brings no second one."""
    assert codes(body) == found


def test_the_mark_of_blocks_cannot_be_written() -> None:
    """What stands for blocks inside the program is no more than a blank in a text that holds it."""
    mark = "\ufffe0\ufffe"
    found = convert(f"{mark}\n\n{block('figure', f'src: a.jpg{chr(10)}caption: {mark}')}\n{mark}\n")
    assert (found.html.count("<figure>"), "\ufffe" in found.html) == (1, False)


def test_many_blocks_are_refused_soon() -> None:
    """Blocks beyond the bound, and wrong YAML in each, end soon."""
    start = time.process_time()
    found = codes(("::: facts\nrows:\n" + "  - {label: a: b, value: c: d}\n" * 10 + ":::\n\n") * 3 * MAX_BLOCKS)
    assert [code for code in found if code.endswith("too-many-blocks")] == [f"{5 + 14 * MAX_BLOCKS}:1 too-many-blocks"]
    assert time.process_time() - start < 20


def test_raw_html_cannot_write_what_is_ours() -> None:
    """Blanks, sources and words come from blocks only; an editor's HTML that looks like them loses its attributes."""
    spans = '<p><span data-file="asset:content/x.pdf"></span><span data-word="word:home"></span></p>'
    assert "data-" not in convert(f'{spans}\n\n<dl><dd data-source="entry:x">a</dd></dl>').html
    assert "data-" not in convert("- a\n{data-source=x}\n\nb\n{data-word=word:home}").html


def test_words_are_those_that_pages_know() -> None:
    """Every word that a block asks for is filled in, and exists."""
    source = Path(block_html.__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r"_word\([\"'](\w+)[\"']\)", source)) | {
        f"callout_{kind}" for kind in ("note", "important", "contact", "warning")
    }
    assert {f"word:{name}" for name in asked} | {"word:gallery"} == set(WORDS)
    assert set(WORDS.values()) <= set(ALL_WORDS)


@pytest.mark.parametrize(
    ("address", "site"),
    [("https://www.Video.vn/xem?v=1", "video.vn"), ("https://a.vn:8080#x", "a.vn"), ("https://a.vn@b.vn/", "b.vn"), ("x", "x")],
)
def test_site_of_an_address(address: str, site: str) -> None:
    """The site is the host without www, never what only looks like it."""
    assert site_of(address) == site


_VALUES = st.sampled_from(
    [
        "a.jpg",
        "../b.md",
        "../../../x",
        "x.pdf",
        "https://a.vn/1",
        "http://a.vn",
        "javascript:x",
        '"<script>"',
        "3:25",
        "note",
        "ten#muc",
        "'",
        '"',
        "{",
        "- ",
        "# c",
    ]
)
_FIELDS = st.sampled_from(sorted({name for kind in BLOCKS.values() for name in kind.model.model_fields}))
_LINES = st.one_of(
    st.sampled_from([f"::: {name}" for name in BLOCKS]),
    st.sampled_from(
        [
            ":::",
            ":::",
            ":::",
            "::: x",
            "---",
            "---",
            "",
            "",
            "rows:",
            "images:",
            "<div>",
            "</div>",
            "<!--",
            "<p data-word='word:x'>",
            "```",
            "- a",
            "> b",
            "[^1]",
            "[^1]: n",
            "## Đề",
        ]
    ),
    st.builds("{}: {}".format, _FIELDS, _VALUES),
    st.builds("  - {{label: {}, value: {}, src: {}}}".format, _VALUES, _VALUES, _VALUES),
    st.text(max_size=12),
)
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


def test_what_is_dropped_is_named_at_its_line_beside_blocks() -> None:
    """HTML that runs on past a block has other lines to the parser; what goes from it is named where the editor wrote it."""
    text = block("figure", "src: a.jpg\nalt: Cây")
    assert codes(f'<div>\n{text}\n<b style="x">a</b> <script>\n</div>\n') == ["6:1 block-inside-html", "11:0 sanitised", "11:0 sanitised"]


@settings(max_examples=400, deadline=None)
@example('<div>\n::: figure\n:::\nalt: "<script>"')
@given(st.lists(_LINES, max_size=24).map("\n".join).map(normalize))
def test_any_blocks_give_listed_html(body: str) -> None:
    """Whatever stands between fences: converting ends, raises nothing, and yields only elements, classes and attributes of the list."""
    found = convert(body)
    assert found == convert(body)
    assert "\ufffe" not in found.html + found.text_excerpt
    assert all(line(problem, "vi") and line(problem, "en") and problem.location.line <= 5 + body.count("\n") for problem in found.problems)
    tags = list(_TAG.finditer(found.html))
    assert found.html.count("<") == len(tags)
    for _, name, attributes in (tag.groups() for tag in tags):
        assert name in TAGS
        for attribute, value in _ATTRIBUTE.findall(attributes):
            own = EVERYWHERE | ATTRIBUTES.get(name, frozenset()) | FIXED.get(name, {}).keys() | ISSUED.get(name, set())
            assert attribute in own
            assert attribute != "class" or set(value.split()) <= CLASSES
            assert not value.strip().lower().startswith(("javascript:", "data:"))
