"""YAML as a tree of texts with their marks (line, column), for front matter and registers.

Invariant: every scalar is the text that the editor typed. YAML's guesses (14:30 → 870, 33.191 → a float, no → false, 08 → error) never
happen; the field's type parses the text later, by Vietnamese rules. A file with mistakes is mended in memory where that is certain
(`yaml_mistakes`), so that one run names all of them and the rest of the file is still validated.

Rejected: `yaml.compose` with a custom resolver (three times slower, anchors and tags already applied) and ruamel.yaml (pure Python).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml  # type: ignore[import-untyped,unused-ignore]  # PyYAML ships no types

from thidua.problems import Location, Problem, Severity
from thidua.sources.yaml_mistakes import Mistake, diagnose, example

MAX_BYTES = 1_048_576
MAX_REGISTER_BYTES = 8_000_000
"""A national register of units may be 5 MB."""
MAX_DEPTH = 20
MAX_MENDS = 100
MAX_MENDS_LARGE = 10
_LARGE = 65_536
_MENDS_A_LINE = 2
_HARD_SPACES = re.compile(r"(?m)^[ \u00a0\u3000]+")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as it was typed; `quoted` tells `"no"` from `no`, and `""` from nothing."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Fields in the order of the file; `keys` has the mark of each name."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


class _Stop(Exception):  # noqa: N818 - it carries a problem that ends the reading, it is no error
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_yaml(text: str, *, file: str, first_line: int = 1, max_bytes: int = MAX_BYTES) -> tuple[Node | None, list[Problem]]:
    """Return the tree of `text` and every mistake in it; the tree is None when nothing was written or nothing could be read.

    Lines count from `first_line`, columns from 1 in characters. With problems, the tree (if any) is that of the mended text.
    """
    if len(text) * 4 > max_bytes and len(text.encode("utf-8", "replace")) > max_bytes:
        location = Location(file=file, line=first_line)
        return None, [Problem.at(location, "yaml-too-large", limit=max_bytes // 1024)]
    if "\n\u00a0" in text or "\n \u00a0" in text:  # pasted from Word: they look like an indentation
        text = _HARD_SPACES.sub(lambda spaces: " " * len(spaces[0]), text)
    problems: list[Problem] = []
    try:
        return _Builder(text, file, first_line, problems).document(), problems
    except yaml.YAMLError as error:
        return _mend(text, error, file=file, first_line=first_line)
    except _Stop as stop:
        return None, [*problems, stop.problem]


def _mend(text: str, error: Any, *, file: str, first_line: int) -> tuple[Node | None, list[Problem]]:  # noqa: ANN401 - untyped library
    """Name the mistake, mend its line and read again, until the text can be read or nothing more can be said honestly."""
    lines = text.split("\n")
    found: list[Problem] = []
    mended: dict[int, int] = {}
    for _ in range(MAX_MENDS if len(text) < _LARGE else MAX_MENDS_LARGE):
        mistake = diagnose(lines, error)
        if mistake.line not in mended:
            found.append(_problem(mistake, file, first_line))
        times = mended.get(mistake.line, 0)
        if mistake.mended is None or times == _MENDS_A_LINE:
            break
        mended[mistake.line] = times + 1
        lines[mistake.line] = mistake.mended
        problems: list[Problem] = []
        try:
            return _Builder("\n".join(lines), file, first_line, problems).document(), found + problems
        except yaml.YAMLError as next_error:
            error = next_error
        except _Stop as stop:
            return None, [*found, *problems, stop.problem]
    return None, found


def _problem(mistake: Mistake, file: str, first_line: int) -> Problem:
    location = Location(file=file, line=first_line + mistake.line, column=mistake.column + 1)
    return Problem(code=mistake.code, location=location, values=tuple(mistake.values.items()), hint=mistake.hint)


class _Builder:
    """Builds the tree from the parser's events; recursion ends at MAX_DEPTH."""

    __slots__ = ("depth", "file", "first_line", "lines", "loader", "next_event", "problems")

    def __init__(self, text: str, file: str, first_line: int, problems: list[Problem]) -> None:
        self.loader = _PARSER(text)
        self.next_event = self.loader.get_event
        self.file = file
        self.first_line = first_line
        self.problems = problems
        self.depth = 0
        self.lines = text.split("\n") if "#" in text else []

    def document(self) -> Node | None:
        try:
            self.next_event()
            if type(self.next_event()) is not yaml.DocumentStartEvent:
                return None
            node = self.node(self.next_event())
            self.next_event()
            extra = self.next_event()
            if type(extra) is yaml.DocumentStartEvent:
                self.report(extra.start_mark, "yaml-documents")
            return None if isinstance(node, Scalar) and not node.text and not node.quoted else node
        finally:
            self.loader.dispose()

    def node(self, event: Any) -> Node:  # noqa: ANN401 - events of an untyped library
        kind = type(event)
        mark = event.start_mark
        if kind is yaml.AliasEvent:
            self.report(mark, "yaml-anchor", character="*", example=example("*" + event.anchor))
            return Scalar(text="", line=mark.line + self.first_line, column=mark.column + 1)
        if event.anchor is not None:
            self.report(mark, "yaml-anchor", character="&", example=example("&" + event.anchor))
        if event.tag is not None:
            self.report(mark, "yaml-tag", tag=event.tag, example=example(event.tag))
        line, column = mark.line + self.first_line, mark.column + 1
        if kind is yaml.ScalarEvent:
            if self.lines and not event.style:
                self.look_for_comment(event.end_mark)
            return Scalar(text=event.value, line=line, column=column, quoted=bool(event.style))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Stop(Problem.at(self.location(mark), "yaml-too-deep", limit=MAX_DEPTH))
        node = self.sequence(line, column) if kind is yaml.SequenceStartEvent else self.mapping(line, column, flow=event.flow_style)
        self.depth -= 1
        return node

    def sequence(self, line: int, column: int) -> Sequence:
        items: list[Node] = []
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            items.append(self.node(event))
        return Sequence(items=tuple(items), line=line, column=column)

    def mapping(self, line: int, column: int, *, flow: bool) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            mark = event.start_mark
            key = self.node(event)
            value = self.node(self.next_event())
            if not isinstance(key, Scalar):
                self.report(mark, "yaml-key")
            elif flow and isinstance(value, Scalar) and not value.quoted and not value.text:
                self.report(mark, "yaml-comma", text=key.text)
            elif key.text in entries:
                self.report(mark, "duplicate-key", key=key.text, first=str(keys[key.text].line))
            else:
                entries[key.text] = value
                keys[key.text] = key
        return Mapping(entries=entries, keys=keys, line=line, column=column)

    def look_for_comment(self, mark: Any) -> None:  # noqa: ANN401 - marks of an untyped library
        """Tell of text that YAML takes for a remark: an editor who wrote “số #1” would lose it without a word."""
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        if rest.lstrip(" ").startswith("#") and rest[:1] == " ":
            values = (("text", rest.strip()[:40]),)
            blanks = len(rest) - len(rest.lstrip(" "))
            place = Location(file=self.file, line=mark.line + self.first_line, column=mark.column + blanks + 1)
            severity = Severity.NOTICE if rest.strip()[1:2] in {" ", "#", ""} else Severity.ERROR
            self.problems.append(Problem(code="yaml-comment", location=place, values=values, severity=severity))

    def location(self, mark: Any) -> Location:  # noqa: ANN401 - marks of an untyped library
        return Location(file=self.file, line=mark.line + self.first_line, column=mark.column + 1)

    def report(self, mark: Any, code: str, **values: str) -> None:  # noqa: ANN401 - marks of an untyped library
        self.problems.append(Problem(code=code, location=self.location(mark), values=tuple(values.items())))


def plain(node: Node) -> Plain:
    """Return the tree as dict, list and str for pydantic; an empty unquoted value is None, and a field without value is left out."""
    if isinstance(node, Scalar):
        return None if not node.quoted and node.text in _EMPTY else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    fields: dict[str, Plain] = {}
    for key, value in node.entries.items():
        content = plain(value)
        if content is not None:
            fields[key] = content
    return fields


def locate(node: Node, path: tuple[str | int, ...], *, key: bool = False) -> tuple[int, int]:
    """Return (line, column) of the nearest existing node on `path`, a pydantic error location; with `key`, of the last field's name.

    What is not in the tree (union tags, missing fields) is skipped, so a missing field is found at the mapping that lacks it.
    """
    mark: Node = node
    for step in path:
        if isinstance(node, Mapping) and str(step) in node.entries:
            mark = node.keys[str(step)] if key else node.entries[str(step)]
            node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and -1 < step < len(node.items):
            mark = node = node.items[step]
    return mark.line, mark.column
