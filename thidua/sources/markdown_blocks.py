"""Blocks inside Python-Markdown: their texts are parsed as part of the article, their frames put around them when all is converted.

A sound block comes as a paragraph that holds its number between non-characters. Its text is parsed where it stands, so that footnotes,
links and reference definitions are the article's; its frame never meets the parser, which would read what an editor wrote in a field as
Markdown.

Rejected: converting each block's text on its own. Footnotes would count from 1 in every block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from thidua.sources.blocks import MARK, Block, marked
from thidua.sources.markdown_source import prepare

_COMING = re.compile(f"{MARK}([0-9]+){MARK}")
_FRAME = re.compile(f"<p>{MARK}(/?)([0-9]+){MARK}</p>")
_WHOLE = re.compile(rf"(?s)<p>{MARK}([0-9]+){MARK}</p>.*?<p>{MARK}/\1{MARK}</p>")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class BlockTexts(BlockProcessor):
    """Parses the text of each block where its mark stands."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._waiting: dict[int, Block] = {}
        self._used: set[int] = set()

    def begin(self, blocks: Sequence[Block]) -> None:
        """Forget the last article; `blocks` are this one's."""
        self._waiting = dict(enumerate(blocks))
        self._used = set()

    @property
    def used(self) -> frozenset[int]:
        """The numbers of the blocks that have come up."""
        return frozenset(self._used)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's form
        """Tell whether a block's mark stands here."""
        return bool(self._waiting) and _COMING.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the block's text between two marks."""
        number = int(blocks.pop(0).strip().strip(MARK))
        block = self._waiting.pop(number, None)
        if block is None:
            return
        self._used.add(number)
        SubElement(parent, "p").text = AtomicString(marked(number))
        parent.extend(self._parsed(block.text))
        SubElement(parent, "p").text = AtomicString(marked(number).replace(MARK, f"{MARK}/", 1))

    def _parsed(self, text: str) -> list[Element]:
        md = self.parser.md
        lines = prepare(text).split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        md.lines.extend(lines)  # type: ignore[attr-defined]  # missing from the types; later steps look there for what they are for
        holder = Element("div")
        self.parser.parseChunk(holder, "\n".join(lines))
        for element in list(holder.iter()):
            if element.tag in _HEADINGS:
                _make_bold(element)
        return list(holder)


def _make_bold(heading: Element) -> None:
    """Make a paragraph in bold of a heading: the headings of the page are those of the article."""
    heading.tag = "p"
    strong = SubElement(heading, "strong")
    strong.text, heading.text = heading.text, None


def framed(html: str, blocks: Sequence[Block]) -> str:
    """Return converted HTML with the frames of its blocks."""
    frames: Mapping[tuple[str, str], str] = {
        (end, str(number)): block.html.after if end else block.html.before for number, block in enumerate(blocks) for end in ("", "/")
    }
    return _FRAME.sub(lambda match: frames[match[1], match[2]], html).replace(MARK, "")


def without_blocks(html: str) -> str:
    """Return converted HTML without its blocks: how the article itself begins."""
    return _WHOLE.sub("", html).replace(MARK, "")
