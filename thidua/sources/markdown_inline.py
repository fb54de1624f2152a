"""Inline Markdown at speed and within bounds: patterns run only where their first character stands, and searching is metered.

Invariant: the result is exactly that of Python-Markdown, or `TooComplex` is raised; which of the two depends on the text alone, never on
a clock. Most texts of an article (cells, items, paragraphs) hold no mark at all and are passed at once.

Rejected: a time limit (the same article would build on one machine and fail on another), and counting brackets beforehand (nested and
unclosed ones cost very differently).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    AUTOMAIL_RE,
    BACKTICK_RE,
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.util import AtomicString

STEPS = 6_000_000
_TAG_STEPS = 40_000_000
_APPLY = "_InlineProcessor__applyPattern"  # private there; a release without it fails when a reader is made, and in its tests
_MARK = re.compile(r"[`\\\[<&*_]|  \n")
_TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "",
}
_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})


class TooComplex(Exception):  # noqa: N818 - it ends one conversion and becomes a problem
    """A text holds so many unfinished marks that converting it would take too long."""

    def __init__(self, character: str, text: str) -> None:
        super().__init__(character)
        self.character = character
        self.text = text


class Meter:
    """Counts the characters that searches for a closing mark have read in one article."""

    __slots__ = ("steps",)

    def __init__(self) -> None:
        self.steps = 0

    def count(self, steps: int, character: str, text: str) -> None:
        """Add to the count; raise TooComplex beyond the bound."""
        self.steps += steps
        if self.steps > STEPS:
            raise TooComplex(character, text)


class ArticleInline(InlineTree):
    """Python-Markdown's inline processing with a look at the text before each pattern."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {id(md.inlinePatterns[name]): name for name in _TRIGGERS}
        self._patterns = list(md.inlinePatterns)
        self._names = [names.get(id(pattern), "") for pattern in self._patterns]
        self._apply: Callable[..., tuple[str, bool, int]] = getattr(self, _APPLY)

    def _InlineProcessor__handleInline(self, data: str, index: int = 0) -> str:  # noqa: N802 - the library's private hook
        if isinstance(data, AtomicString) or _MARK.search(data) is None:
            return data
        if "<" in data and data.count("<") * len(data) > _TAG_STEPS:
            raise TooComplex("<", data)
        if "[^" in data and (data.count("[^") - data.count("]")) * len(data) > _TAG_STEPS:
            raise TooComplex("[", data)
        references = self.md.references
        start = 0
        while index < len(self._patterns):
            name = self._names[index]
            if _TRIGGERS.get(name, "") not in data or (name in _REFERENCES and not references):
                index += 1
                start = 0
                continue
            data, matched, start = self._apply(self._patterns[index], data, index, start)
            if not matched:
                index += 1
        return data


class _Metered(LinkInlineProcessor):
    """Links and pictures whose search for a closing bracket is counted."""

    meter: Meter

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the library's name
        text, end, handled = super().getText(data, index)
        self.meter.count((end if handled else len(data)) - index, "[", data)
        return text, end, handled

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802 - the library's name
        href, title, end, handled = super().getLink(data, index)
        if data[index : index + 1] == "(":
            self.meter.count((end if handled else len(data)) - index, "(", data)
        return href, title, end, handled


class _Link(_Metered, LinkInlineProcessor):
    pass


class _Picture(_Metered, ImageInlineProcessor):
    pass


class _Reference(_Metered, ReferenceInlineProcessor):
    pass


class _PictureReference(_Metered, ImageReferenceInlineProcessor):
    pass


class _ShortReference(_Metered, ShortReferenceInlineProcessor):
    pass


class _ShortPictureReference(_Metered, ShortImageReferenceInlineProcessor):
    pass


class _CodeSpan(BacktickInlineProcessor):
    meter: Meter

    def find_code_spans(self, start: int, text: str) -> Any:  # noqa: ANN401 - the library and its types disagree
        self.meter.count(len(text) - start, "`", text)
        return super().find_code_spans(start, text)


class MailLinks(InlineProcessor):
    """`<name@example.vn>` as a plain link: entities keep no robot away, and hide the address from search."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name; its types know an old form only
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library's form
    ) -> tuple[Element, int, int]:
        """Return the link."""
        address = self.unescape(m[1]).removeprefix("mailto:")
        element = Element("a", href=f"mailto:{address}")
        element.text = AtomicString(address)
        return element, m.start(0), m.end(0)


def register_inline(md: Markdown, meter: Meter) -> None:
    """Put metered patterns in the place of the library's, and the tree processor that looks before it runs them."""
    patterns = md.inlinePatterns
    code = _CodeSpan(BACKTICK_RE)
    code.meter = meter
    patterns.register(code, "backtick", 190)
    for kind, pattern, name, priority in (
        (_Reference, REFERENCE_RE, "reference", 170),
        (_Link, LINK_RE, "link", 160),
        (_Picture, IMAGE_LINK_RE, "image_link", 150),
        (_PictureReference, IMAGE_REFERENCE_RE, "image_reference", 140),
        (_ShortReference, REFERENCE_RE, "short_reference", 130),
        (_ShortPictureReference, IMAGE_REFERENCE_RE, "short_image_ref", 125),
    ):
        processor = kind(pattern, md)
        processor.meter = meter
        patterns.register(processor, name, priority)
    patterns.register(MailLinks(AUTOMAIL_RE, md), "automail", 110)
    md.treeprocessors.register(ArticleInline(md), "inline", 20)
