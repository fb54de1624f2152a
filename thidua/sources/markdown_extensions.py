"""What we add to Python-Markdown: figures, anchors, footnotes for everybody, classes instead of styles, placeholders for addresses.

Invariant: one walk over the finished tree does all of it, and what it puts there needs no later repair; a feature costs nothing in an
article that does not use it.

Rejected: one tree processor a feature. Each walks the whole tree again, and their order becomes a rule that nobody can read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension, FootnotePostTreeprocessor, FootnoteTreeprocessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

from thidua.problems import Problem, Severity
from thidua.sources.sanitize import CLASSES, IDENTIFIER, allowed
from thidua.vietnamese import slug

if TYPE_CHECKING:
    from thidua.sources.targets import Targets

_STASHED = re.compile("\x02[^\x03]*\x03")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOP = 2
_DEEPEST = 6


class Footnotes(FootnoteExtension):
    """Footnotes whose ids are numbers (`fn-1`, `fnref-1`), whatever their labels hold."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register as the library does, with processors that do nothing where there is no footnote."""
        super().extendMarkdown(md)
        self.parser.blockprocessors.register(_FootnoteBlocks(self), "footnote", 17)
        self.md.treeprocessors.register(_FootnoteList(self), "footnote", 50)
        self.md.treeprocessors.register(_FootnoteDuplicates(self), "footnote-duplicate", 15)

    def reset(self) -> None:
        """Forget the last article."""
        super().reset()
        self.numbers: dict[str, int] = {}

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 - the library's names
        """Remember a footnote and its number."""
        super().setFootnote(id, text)
        self.numbers.setdefault(id, len(self.numbers) + 1)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 - the library's names
        """Return the id of the note."""
        return f"fn-{self.numbers[id]}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802 - the library's names
        """Return the id of the mark in the text; the second mark of a note is `fnref2-…` (counted: the library tries them one by one)."""
        reference = f"fnref-{self.numbers[id]}"
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else f"fnref{count}-{self.numbers[id]}"


class _FootnoteBlocks(FootnoteBlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's form
        return "[^" in block


class _FootnoteList(FootnoteTreeprocessor):
    def run(self, root: Element) -> None:
        if self.footnotes.footnotes:
            super().run(root)


class _FootnoteDuplicates(FootnotePostTreeprocessor):
    def run(self, root: Element) -> None:
        if self.footnotes.footnotes:
            super().run(root)


class AttributeLists(AttrListTreeprocessor):
    """`{#id .class credit="…"}`, where the article holds a brace at all."""

    def run(self, doc: Element) -> None:
        """Assign the attributes."""
        if any("{" in line for line in self.md.lines):  # type: ignore[attr-defined]  # missing from the types
            super().run(doc)


class Unescape(UnescapeTreeprocessor):
    """Backslash escapes, where the article holds a backslash or a code span."""

    def run(self, root: Element) -> None:
        """Put the characters back."""
        if any("\\" in line for line in self.md.lines):  # type: ignore[attr-defined]  # missing from the types
            super().run(root)


class PlainParagraphs(ParagraphProcessor):
    """One line that begins with a letter: no other block can begin so, and asking each of the twelve costs more than the paragraph."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's form
        """Tell whether the block can be nothing but a paragraph."""
        return block[:1].isalpha() and "\n" not in block


class Tables(TableProcessor):
    """Tables, where the block holds a `|`: the library's own look at a block without one costs a list of its lines."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a table may begin here."""
        return "|" in block and bool(super().test(parent, block))


class Whitespace(NormalizeWhitespace):
    """Tabs, foreign line ends and blanks in empty lines, where the article holds any."""

    def run(self, lines: list[str]) -> list[str]:
        """Make white space even, and end the text with two empty lines."""
        source = "\n".join(lines)
        uneven = any(mark in source for mark in ("\n ", "\t", "\r", "\x02", "\x03"))
        return super().run(lines) if uneven else [*lines, "", ""]


class HtmlBlocks(HtmlBlockPreprocessor):
    """Raw HTML, where the article holds a `<`."""

    def run(self, lines: list[str]) -> list[str]:
        """Stash the blocks of HTML."""
        return super().run(lines) if any("<" in line for line in lines) else lines


class ArticleTree(Treeprocessor):
    """The one walk over the finished tree; the reader calls `begin` before each article and takes `anchors` after it."""

    targets: Targets

    def __init__(self, md: Markdown, *, backlink: str, reserved: frozenset[str]) -> None:
        super().__init__(md)
        self.backlink = backlink
        self.reserved = reserved
        self.anchors: dict[str, None] = {}
        self.footnote_ids: set[str] = set()
        self._dropped: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._captions: dict[Element, str] = {}
        self._visitors: dict[str, Callable[[Element], None]] = {
            "a": self._link,
            "div": self._footnotes,
            "img": self._picture,
            "p": self._paragraph,
            "td": self._cell,
            "th": self._header_cell,
        }

    def begin(self, targets: Targets) -> None:
        """Forget the last article; `targets` are this one's."""
        self.targets = targets
        self.anchors = {}
        self.footnote_ids = set()
        self._dropped = set()
        self._numbers = {}
        self._captions = {}

    def finish(self) -> None:
        """Report links to places that the finished article does not have."""
        self.targets.check_anchors(frozenset(self.anchors) | self.footnote_ids)

    def run(self, root: Element) -> None:
        """Walk the tree once, in the order of the page."""
        headings: list[Element] = []
        visitors = self._visitors
        for element in list(root.iter()):
            tag = element.tag
            if tag in visitors:
                visitors[tag](element)
            elif tag in _HEADINGS:
                headings.append(element)
            if element.attrib:
                self._attributes(element)
        for child in root:
            child.tail = "\n"
        if headings:
            self._headings(headings)
        self.finish()

    def _headings(self, headings: list[Element]) -> None:
        levels = shifted([_HEADINGS[heading.tag] for heading in headings])
        for heading, level in zip(headings, levels, strict=True):
            heading.tag = f"h{level}"
            if "id" not in heading.attrib:
                heading.set("id", self.anchor(_STASHED.sub("", "".join(heading.itertext()))))

    def anchor(self, text: str) -> str:
        """Return the anchor of a heading, which no other place of the article has."""
        base = slug(text) or "muc"
        number = self._numbers.get(base, 1)
        anchor = base if number == 1 else f"{base}-{number}"
        while anchor in self.anchors or anchor in self.reserved or anchor in self.footnote_ids:
            number += 1
            anchor = f"{base}-{number}"
        self._numbers[base] = number
        self.anchors[anchor] = None
        return anchor

    def _link(self, element: Element) -> None:
        role = element.get("class")
        if role == "footnote-ref" and element.get("href", "").startswith("#fn-"):
            element.set("role", "doc-noteref")
        elif role == "footnote-backref" and element.get("href", "").startswith("#fnref"):
            element.attrib.update({"role": "doc-backlink", "aria-label": element.get("title", self.backlink)})
        else:
            _assign(element, "href", self.targets.link(element.get("href") or ""))

    def _picture(self, element: Element) -> None:
        source = self.targets.picture(element.get("src") or "")
        _assign(element, "src", source)
        caption = self._captions.pop(element, "")
        if source and caption:
            element.set("alt", self.targets.alternative(element.get("alt") or "", caption))

    def _paragraph(self, element: Element) -> None:
        """A paragraph that holds a picture and nothing else becomes a figure with caption and credit."""
        if len(element) != 1 or element[0].tag != "img" or (element.text and element.text.strip()):
            return
        picture = element[0]
        if picture.tail and picture.tail.strip():
            return
        element.tag = "figure"
        element.text = picture.tail = None
        caption = picture.attrib.pop("title", None) or ""
        credit = picture.attrib.pop("credit", None) or ""
        self._captions[picture] = caption
        if caption or credit:
            legend = SubElement(element, "figcaption")
            legend.text = f"{caption} " if caption and credit else caption
            if credit:
                SubElement(legend, "span", {"class": "credit"}).text = credit

    def _footnotes(self, element: Element) -> None:
        if element.get("class") == "footnote" and len(element) and element[0].tag == "hr":
            element.tag = "section"
            element.attrib.update({"class": "footnotes", "role": "doc-endnotes"})
            element.remove(element[0])
            for item in element[0]:
                self.footnote_ids.add(item.get("id", ""))

    def _cell(self, element: Element) -> None:
        align = element.attrib.pop("align", None)
        if align:
            element.set("class", f"align-{align}")

    def _header_cell(self, element: Element) -> None:
        self._cell(element)
        element.set("scope", "col")

    def _attributes(self, element: Element) -> None:
        """Keep what the list of `sanitize` allows, and say what went."""
        for name, value in list(element.attrib.items()):
            if name == "id":
                self._identifier(element, value or "")
            elif name == "class":
                self._classes(element, value or "")
            elif name != "role" and not allowed(element.tag, name):
                del element.attrib[name]
                self.drop(name)

    def _identifier(self, element: Element, value: str) -> None:
        if value.startswith(("fn-", "fnref")) and element.tag in {"li", "sup"}:
            self.footnote_ids.add(value)
        elif not IDENTIFIER.fullmatch(value) or value in self.reserved:
            del element.attrib["id"]
            self.drop(f"#{value}")
        elif value in self.anchors:
            del element.attrib["id"]
            body = self.targets.body
            second = body.find("#" + value, body.find("#" + value) + 1)
            self.targets.problems.append(Problem.at(self.targets.at(max(second, 0)), "duplicate-anchor", anchor=value))
        else:
            self.anchors[value] = None

    def _classes(self, element: Element, value: str) -> None:
        words = value.split()
        kept = [word for word in words if word in CLASSES]
        if len(kept) == len(words):
            return
        for word in words:
            if word not in CLASSES:
                self.drop(f".{word}")
        if kept:
            element.set("class", " ".join(kept))
        else:
            del element.attrib["class"]

    def drop(self, what: str) -> None:
        """Tell the editor, once for each thing, what an attribute list could not have."""
        if what not in self._dropped:
            self._dropped.add(what)
            targets = self.targets
            position = targets.body.find(what)
            location = targets.at(position) if position >= 0 else targets.place("")
            targets.problems.append(Problem.at(location, "sanitised", severity=Severity.NOTICE, what=what))


def shifted(levels: list[int]) -> list[int]:
    """Return the levels of the headings on the page: the highest becomes 2, the others keep their distance."""
    highest = min(levels, default=_TOP)
    return [min(level - highest + _TOP, _DEEPEST) for level in levels]


def _assign(element: Element, name: str, value: str | None) -> None:
    if value is None:
        element.attrib.pop(name, None)
    else:
        element.set(name, value.replace("&", "&amp;") if "&" in value else value)
