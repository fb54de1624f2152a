"""Cuts blocks (`::: quote` … `:::`) out of a text: fields read like front matter, and what each block is on the page.

Invariant: every line of the text has its own number in every problem, whether it belongs to a block or not; what a block's fields say is
never taken for Markdown, and a block that is wrong hides no mistake of the text inside or after it.

Rejected: fenced extensions of Python-Markdown (`:::`, `///`). They take arguments on one line, which no editor gets right, know no types,
and drop what they do not understand without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from thidua.model.blocks import BLOCKS, BlockType
from thidua.model.records import Record
from thidua.problems import Location, Problem, Severity, nearest
from thidua.sources.block_html import BlockWriter, Written
from thidua.sources.targets import Targets
from thidua.sources.validate import validate
from thidua.sources.yaml_tree import Mapping, parse_yaml
from thidua.vietnamese import slug

MAX_BLOCKS = 200
MAX_FIELDS_BYTES = 65_536
"""Of all blocks of one article together, as much as of front matter: reading wrong YAML is what takes time."""

MARK = "\ufffe"
"""Stands where a block was: a non-character, which no source file can hold (`vietnamese.normalize`)."""

_FENCE = re.compile(r"(?m)^ {0,3}:::+([^\n]*)$\n?")
_DIVIDER = re.compile(r"(?m)^---[ \t]*$\n?")
_BLANK = re.compile(r"(?m)^[ \t]*$\n?")
_FIELD = re.compile(r"\s*([\w-]+):(?:\s|$)")
_WRITTEN = re.compile(r"[^\n]")
_NO_FIELDS = frozenset({"yaml-not-mapping", "yaml-missing-colon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A sound block: its Markdown, what stands before and after it on the page, and where it begins."""

    text: str
    html: Written
    place: Location


@dataclass(slots=True, kw_only=True)
class Cut:
    """A text with its blocks taken out.

    `plain` is as long as the text, what is no Markdown blanked: places are found in it. `woven` is what is left to convert, with marks
    (`marked(number)`) in paragraphs of their own where sound blocks were.
    """

    plain: str = ""
    woven: str = ""
    blocks: list[Block] = field(default_factory=list)


def has_blocks(body: str) -> bool:
    """Tell whether a text may hold a block at all; costs next to nothing where it holds none."""
    return ":::" in body and _FENCE.search(body) is not None


def marked(number: int) -> str:
    """Return what stands in a text for its block of that number."""
    return f"{MARK}{number}{MARK}"


def cut_blocks(targets: Targets) -> Cut:
    """Return the text without its blocks; their pictures and links, and whatever is wrong with them, are among the `targets`."""
    return _Cutter(targets).cut()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Where a block's parts are in the text: its fields up to `divided`, its own text from `text` to `end`.

    `divider`: whether a line `---` stands between them; `closed`: whether the block has an end of its own.
    """

    fence: int
    fields: int
    divided: int
    text: int
    end: int
    divider: bool
    closed: bool


class _Cutter:
    """Goes through the text once, from fence to fence."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._body = targets.body.replace(MARK, " ")
        self._writer = BlockWriter(targets)
        self._cut = Cut()
        self._plain: list[str] = []
        self._woven: list[str] = []
        self._count = 0
        self._room = MAX_FIELDS_BYTES

    def cut(self) -> Cut:
        opening: re.Match[str] | None = None
        owed = False  # a block inside a block leaves one end too many, which is no second mistake
        position = 0
        for fence in _FENCE.finditer(self._body):
            name = fence[1].strip()
            if opening is not None:
                if name:
                    self._report(fence.start(), "nested-block", name=name.split()[0], first=self._at(opening.start()).line)
                    owed = True
                self._block(opening, self._parts(opening, fence.start()))
                opening = None
            else:
                self._markdown(position, fence.start())
                if not name and not owed:
                    self._report(fence.start(), "stray-block-end")
                owed = False
            position = fence.end()
            if name:
                opening = fence
            else:
                self._hide(fence.start(), fence.end())
        if opening is not None:
            self._report(opening.start(), "unclosed-block", name=_name(opening))
            parts = self._parts(opening, len(self._body), closed=False)
            self._block(opening, parts)
        else:
            self._markdown(position, len(self._body))
        self._cut.plain, self._cut.woven = "".join(self._plain), "".join(self._woven)
        return self._cut

    def _parts(self, opening: re.Match[str], end: int, *, closed: bool = True) -> _Parts:
        """Return a block's parts; the fields of one that is not closed end at an empty line, and what follows is the article's text."""
        start = opening.end()
        divider = _DIVIDER.search(self._body, start, end)
        stop = divider if closed else _BLANK.search(self._body, start, divider.start() if divider else end) or divider
        divided, text = stop.span() if stop else (end, end)
        return _Parts(fence=opening.start(), fields=start, divided=divided, text=text, end=end, divider=divider is not None, closed=closed)

    def _block(self, opening: re.Match[str], parts: _Parts) -> None:
        """Take a block out: read it, and leave a mark where it is sound; the text of one that is not is converted as the article's."""
        html = self._read(opening, parts)
        html = html if parts.closed else None
        text = self._body[parts.text : parts.end]
        self._hide(parts.fence, parts.text)
        self._plain.append(text)
        if html is None:
            self._woven.append(f"\n\n{text}\n\n")
        else:
            self._woven.append(f"\n\n{marked(len(self._cut.blocks))}\n\n")
            self._cut.blocks.append(Block(text=text, html=html, place=self._at(parts.fence)))

    def _read(self, opening: re.Match[str], parts: _Parts) -> Written | None:
        """Return what a block is on the page, or None when anything is wrong with it."""
        name = _name(opening)
        before = len(self._targets.problems)
        self._count += 1
        if self._count > MAX_BLOCKS:
            if self._count == MAX_BLOCKS + 1:
                self._report(parts.fence, "too-many-blocks", limit=MAX_BLOCKS)
            return None
        if more := opening[1].split()[1:]:
            self._report(opening.start(1) + opening[1].index(more[0], opening[1].index(name) + len(name)), "text-after-block", name=name)
        kind = self._kind(name, opening)
        if kind is None:
            return None
        known, block = kind
        if parts.closed and not self._has_content(known, block, parts):
            return None
        record, tree = self._fields(known, block, parts)
        if record is None or tree is None or _wrong(self._targets.problems[before:]):
            return None
        return self._writer.write(record, tree)

    def _kind(self, name: str, opening: re.Match[str]) -> tuple[str, BlockType] | None:
        """Return the kind of block by its name, or the one that was plainly meant, so that its fields are checked all the same."""
        if name in BLOCKS:
            return name, BLOCKS[name]
        near = nearest(slug(name), BLOCKS)
        place = self._at(opening.start(1) + opening[1].index(name))
        self._targets.problems.append(Problem.unknown(place, "unknown-block", suggestion=near, name=name[:40], known=", ".join(BLOCKS)))
        return (near, BLOCKS[near]) if near else None

    def _has_content(self, name: str, kind: BlockType, parts: _Parts) -> bool:
        """Report a text that is not allowed or holds the fields, and a block without both; tell whether there are fields to read."""
        text = self._body[parts.text : parts.end]
        fields = bool(self._body[parts.fields : parts.divided].strip())
        first = _FIELD.match(text)
        if not fields and first and first[1] in kind.model.model_fields and _DIVIDER.search(text):
            self._report(parts.divided, "block-fields-below", name=name)
            return False
        if not fields and not text.strip():
            self._report(parts.fence, "empty-block", name=name, known=", ".join(kind.model.model_fields))
            return False
        if not kind.text and parts.divider:
            self._report(parts.divided, "block-with-text", name=name)
        return True

    def _fields(self, name: str, kind: BlockType, parts: _Parts) -> tuple[Record | None, Mapping | None]:
        """Read the fields."""
        source = self._body[parts.fields : parts.divided]
        place = self._at(parts.fence)
        problems = self._targets.problems
        self._room -= len(source.encode("utf-8", "replace"))
        if self._room < 0:
            self._report(parts.fence, "block-fields-too-large", limit=MAX_FIELDS_BYTES // 1024)
            return None, None
        tree, found = parse_yaml(source, file=place.file, first_line=place.line + 1)
        if tree is None and not found:
            tree = Mapping(entries={}, keys={}, line=place.line, column=place.column)
        if tree is not None and not isinstance(tree, Mapping):
            found.append(Problem.at(Location(file=place.file, line=tree.line, column=tree.column), "yaml-not-mapping"))
        meant_as_text = kind.text and not parts.divider and any(one.code in _NO_FIELDS for one in found)
        problems += [replace(one, hint="block-divider") if meant_as_text and one.code in _NO_FIELDS else one for one in found]
        if kind.text and parts.closed and not meant_as_text and not self._body[parts.text : parts.end].strip():
            self._report(parts.fence, "block-without-text", name=name)
        if not isinstance(tree, Mapping):
            return None, None
        record, mistakes = validate(kind.model, tree, file=place.file)
        problems += mistakes
        return record, tree

    def _markdown(self, start: int, end: int) -> None:
        piece = self._body[start:end]
        self._plain.append(piece)
        self._woven.append(piece)

    def _hide(self, start: int, end: int) -> None:
        self._plain.append(_WRITTEN.sub(" ", self._body[start:end]))

    def _at(self, position: int) -> Location:
        return self._targets.at(position)

    def _report(self, position: int, code: str, **values: object) -> None:
        self._targets.problems.append(Problem.at(self._at(position), code, **values))  # type: ignore[arg-type] # no hint among the values


def _name(opening: re.Match[str]) -> str:
    return str(opening[1].split()[0])


def _wrong(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def unused(cut: Cut, used: frozenset[int]) -> Iterator[Problem]:
    """Yield a problem for each block that the article's own HTML swallowed."""
    yield from (Problem.at(block.place, "block-inside-html") for number, block in enumerate(cut.blocks) if number not in used)
