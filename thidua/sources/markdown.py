"""Turns the Markdown of an article into HTML that is safe, accessible and free of addresses.

Invariant: a `Body` depends on the text, the file's path and nothing else; whatever the text is, converting it ends, soon, and raises
nothing: what cannot be converted is a problem. All HTML passes nh3 under the one list of `sanitize`.

Rejected: markdown-it-py. It is stricter CommonMark, but slower here, and Vietnamese offices' habits (tables pasted from Word, footnotes,
definition lists, attributes) are extensions of Python-Markdown that people have known for years.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from thidua.problems import Location, Problem, Severity
from thidua.sources.blocks import Cut, cut_blocks, has_blocks, unused
from thidua.sources.markdown_blocks import BlockTexts, framed, without_blocks
from thidua.sources.markdown_extensions import (
    ArticleTree,
    AttributeLists,
    Footnotes,
    HtmlBlocks,
    PlainParagraphs,
    Tables,
    Unescape,
    Whitespace,
)
from thidua.sources.markdown_inline import Meter, TooComplex, register_inline
from thidua.sources.markdown_plain import plain_html
from thidua.sources.markdown_source import overfull_rows, prepare
from thidua.sources.sanitize import inspect, make_cleaner
from thidua.sources.targets import Link, Targets
from thidua.vietnamese import normalize

__all__ = ["Body", "Link", "MarkdownReader"]

MAX_BODY_BYTES = 2_000_000
EXCERPT_WORDS = 40
BACKLINK_TITLE = "Trở lại chỗ đánh dấu chú thích {}"
RESERVED_ANCHORS = frozenset({"noi-dung"})

LARGE = 10_000
MAX_LINES = 100_000
MAX_UNCLOSED = 40_000_000
_DEEP = re.compile(r"(?m)^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){30}")
_TAG = re.compile(r"<[^<>\"]*+(?:\"[^\"]*+\"[^<>\"]*+)*+>")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>((?:[^<]++|<(?!/p>))*+)</p>")
_REFERENCE = re.compile(r"<sup id=\"fnref.*?</sup>", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^([^\]\n]{1,80})\](?!:)")


class Body(NamedTuple):
    """An article's text as HTML with placeholders, and what is known of it; `words` counts syllables."""

    html: str
    text_excerpt: str
    words: int
    anchors: tuple[str, ...]
    links: tuple[Link, ...]
    pictures: tuple[Link, ...]
    files: tuple[Link, ...]
    problems: tuple[Problem, ...]


class MarkdownReader:
    """Converts bodies; made once for each process, used by one thread."""

    def __init__(
        self,
        *,
        content: str = "content",
        backlink: str = BACKLINK_TITLE,
        reserved: frozenset[str] = RESERVED_ANCHORS,
        fast: bool = True,
    ) -> None:
        self._content = content
        self._fast = fast
        self._footnotes = Footnotes(BACKLINK_TITLE=backlink, SEPARATOR="-")
        extensions = [TableExtension(), self._footnotes, DefListExtension(), SaneListExtension()]
        self._markdown = markdown.Markdown(extensions=extensions, output_format="html")
        self._tree = ArticleTree(self._markdown, backlink=backlink, reserved=reserved)
        self._meter = Meter()
        self._blocks = BlockTexts(self._markdown.parser)
        self._register()
        self._clean = make_cleaner().clean
        self._clean_raw = make_cleaner(self._filter_attribute).clean
        self._targets = Targets("", file="", first_line=1, content=content)

    def _register(self) -> None:
        """Keep the processors that articles need; an indented paragraph is a paragraph here, never program code."""
        md = self._markdown
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.register(PlainParagraphs(md.parser), "plain", 110)
        md.parser.blockprocessors.register(self._blocks, "block", 105)
        md.parser.blockprocessors.register(Tables(md.parser, {"use_align_attribute": True}), "table", 75)
        md.preprocessors.register(Whitespace(md), "normalize_whitespace", 30)
        md.preprocessors.register(HtmlBlocks(md), "html_block", 20)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
        md.treeprocessors.register(Unescape(md), "unescape", 0)
        md.treeprocessors.register(self._tree, "article", -10)
        register_inline(md, self._meter)

    def convert(self, body: str, *, file: str, first_line: int) -> Body:
        """Return the HTML of `body`, which begins on `first_line` of `file` (its path from the site's folder)."""
        targets = self._targets = Targets(body, file=file, first_line=first_line, content=self._content)
        html = plain_html(targets, self._tree) if self._fast else None
        outside = html
        if html is None:
            html, outside = self._full_html(targets)
        text = unescape(_TAG.sub(" ", html))
        return Body(
            html=html,
            text_excerpt=_excerpt(outside or "", text),
            words=len(text.split()) - text.count(" – ") - text.count(" - "),
            anchors=tuple(self._tree.anchors) if html else (),
            links=tuple(targets.links),
            pictures=tuple(targets.pictures),
            files=tuple(targets.files),
            problems=tuple(targets.problems),
        )

    def _full_html(self, targets: Targets) -> tuple[str, str]:
        """Return the HTML of any text, whole and without its blocks; empty, with a problem, when there is too much of something."""
        if problem := _too_much(targets):
            return _give_up(targets, problem)
        cut = cut_blocks(targets) if has_blocks(targets.body) else None
        if cut:
            targets.body = cut.plain
        html = self._to_html(targets, cut)
        for offset, cells, columns in overfull_rows(targets.body):
            targets.problems.append(Problem.at(targets.at(offset), "table-cells", cells=cells, columns=columns))
        if "[^" in targets.body:
            self._check_footnotes(targets)
        return html

    def _to_html(self, targets: Targets, cut: Cut | None) -> tuple[str, str]:
        """Convert and clean."""
        md = self._markdown
        md.reset()
        self._meter.steps = 0
        self._tree.begin(targets)
        self._blocks.begin(cut.blocks if cut else ())
        try:
            html = md.convert(prepare(cut.woven if cut else targets.body))
        except RecursionError:
            md.parser.state.clear()
            return _give_up(targets, Problem.at(_deepest(targets), "markdown-too-deep"))
        except TooComplex as error:
            place = targets.at(max(targets.body.find(error.text[:40].split("\x02")[0].split("\n")[0]), 0))
            return _give_up(targets, Problem.at(place, "markdown-too-complex", character=error.character))
        outside = ""
        if cut:
            targets.problems.extend(unused(cut, self._blocks.used))
            html, outside = framed(html, cut.blocks), self._clean(without_blocks(html))
        if md.htmlStash.rawHtmlBlocks:
            self._report_dropped(targets)
            html = self._clean_raw(html)
        else:
            html = self._clean(html)
        html = normalize(html) if "&#" in targets.body else html  # a reference such as &#1; has become what XML forbids
        return html, normalize(outside) if cut else html

    def _filter_attribute(self, tag: str, name: str, value: str) -> str | None:
        """Treat the addresses of raw HTML like those of Markdown; ids are only ours."""
        targets = self._targets
        if tag in {"a", "img"} and name in {"href", "src"} and value not in targets.issued:
            return targets.picture(value) if tag == "img" else targets.link(value)
        if name.startswith("data-") and value not in targets.marks:
            return None
        if name == "id" and value not in self._tree.anchors and value not in self._tree.footnote_ids:
            return None
        return value

    def _report_dropped(self, targets: Targets) -> None:
        found: dict[str, Location] = {}
        cursor: dict[str, int] = {}
        for stashed in self._markdown.htmlStash.rawHtmlBlocks:
            block = str(stashed)
            if not block.startswith("<"):
                continue
            start = targets.body.find(block, cursor.get(block, 0))
            start = start if start >= 0 else max(targets.body.find(block[:40]), 0)
            cursor[block] = start + 1
            for what, line in inspect(block):
                if what not in found:
                    found[what] = _within(targets, start, block.split("\n")[line]) if line else targets.at(start)
        notices = (Problem.at(place, "sanitised", severity=Severity.NOTICE, what=what) for what, place in found.items())
        targets.problems.extend(notices)

    def _check_footnotes(self, targets: Targets) -> None:
        for match in _FOOTNOTE.finditer(targets.body):
            if match[1] not in self._footnotes.footnotes:
                location = targets.at(match.start())
                targets.problems.append(Problem.at(location, "unknown-footnote", severity=Severity.WARNING, label=match[1]))


def _within(targets: Targets, start: int, row: str) -> Location:
    """Return the line `row` of HTML that begins at `start`; lines are not counted, as blocks between them have become longer or shorter."""
    found = targets.body.find(row, start)
    place = targets.at(max(found, start))
    return Location(file=place.file, line=place.line)


def _give_up(targets: Targets, problem: Problem) -> tuple[str, str]:
    targets.problems.append(problem)
    return "", ""


def _excerpt(html: str, text: str) -> str:
    """Return the first words of the paragraphs, or of the whole text where there is no paragraph."""
    words: list[str] = []
    notes = html.find('<section class="footnotes"')
    for match in _PARAGRAPH.finditer(html, 0, notes if notes >= 0 else len(html)):
        paragraph = match[1]
        if "<" in paragraph:
            paragraph = _TAG.sub("", _REFERENCE.sub("", paragraph))
        words += unescape(paragraph).split()
        if len(words) >= EXCERPT_WORDS:
            break
    words = words or text.split()
    return " ".join(words[:EXCERPT_WORDS]) + ("…" if len(words) > EXCERPT_WORDS else "")


def _too_much(targets: Targets) -> Problem | None:
    location = Location(file=targets.file, line=targets.first_line)
    if len(targets.body) * 4 > MAX_BODY_BYTES and len(targets.body.encode("utf-8", "replace")) > MAX_BODY_BYTES:
        return Problem.at(location, "body-too-large", limit=MAX_BODY_BYTES // 1_000_000)
    if deep := _DEEP.search(targets.body):
        return Problem.at(targets.at(deep.start()), "markdown-too-deep")
    if len(targets.body) < LARGE:
        return None
    unclosed = targets.body.count("<") - targets.body.count(">")
    if unclosed * len(targets.body) > MAX_UNCLOSED:
        return Problem.at(targets.at(targets.body.index("<")), "markdown-too-complex", character="<")
    return Problem.at(location, "too-many-lines", limit=MAX_LINES) if targets.body.count("\n") > MAX_LINES else None


def _deepest(targets: Targets) -> Location:
    """Return the line with the deepest indentation or quotation."""
    lines = targets.body.split("\n")
    depths = [len(line) - len(line.lstrip(" >\t-*+")) for line in lines]
    number = depths.index(max(depths))
    return Location(file=targets.file, line=targets.first_line + number)
