"""What an editor did wrong in a YAML file, from the parser's complaint and the line it points to.

Invariant: a mistake names the editor's own characters at their place, in words of ours: libyaml's English is never shown. Each mistake
says how its line reads when mended, so that reading goes on and the next mistake, confirmed by the parser itself, is found too.

Rejected: scanning every line by patterns first. It finds colons and tabs inside block texts that are no mistakes at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_FIELD = re.compile(r"(?P<head>\s*(?:-\s+)*(?P<key>[^\s:\"'#\[\]{},-][^:]*?)\s*:\s+)(?P<value>\S.*?)\s*")
_ITEM = re.compile(r"(?P<head>\s*(?:-\s+)+)(?P<key>)(?P<value>\S.*?)\s*")
_NO_SPACE = re.compile(r"(\s*(?:-\s+)*[\w-]+:)(\S.*)")
_OPEN_QUOTE = re.compile(r"""\s*(?:-\s+)*(?:[^\s:"'][^:"']*:\s+)?(["'])""")
_COLON_INSIDE = re.compile(r"""[{,]\s*(?P<key>\w+):\s+(?P<value>[^\s,{}\[\]"'][^,{}\[\]"']*?:\s[^,{}\[\]"']*?)\s*(?=[,}])""")
_LOOK_BACK = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake at `line` and `column` (from 0), and the line as it should read (None: nobody can tell)."""

    code: str
    line: int
    column: int
    values: dict[str, str] = field(default_factory=dict)
    hint: str | None = None
    mended: str | None = None


def example(value: str) -> str:
    """Return `value` in quotes, as YAML wants it."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def diagnose(lines: list[str], error: Any) -> Mistake:  # noqa: ANN401 - an exception of an untyped library
    """Return the mistake behind the parser's `error` in the text's `lines`."""
    complaint = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or ''}"
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Mistake(code="yaml-syntax", line=0, column=0)
    context = getattr(error, "context_mark", None) or mark
    place = min(mark.line, len(lines) - 1), mark.column
    opening = min(context.line, len(lines) - 1), context.column
    for words, finder, at_opening in _FINDERS:
        if words in complaint:
            return finder(lines, *(opening if at_opening else place))
    return Mistake(code="yaml-syntax", line=place[0], column=place[1])


def _quote_value(code: str, lines: list[str], line: int, column: int, **values: str) -> Mistake:
    """A value that must be in quotes: the hint shows the whole line as it should be."""
    match = _FIELD.fullmatch(lines[line]) or _ITEM.fullmatch(lines[line])
    if match is None:
        return Mistake(code=code, line=line, column=column, values=values, hint="yaml-quote-it", mended="")
    if column < match.end("head") - 1 and match["key"]:
        name = lines[line][:column] + lines[line][column + 1 :]
        return Mistake(code=code, line=line, column=column, values=values, hint="yaml-key-character", mended=name)
    mended = match["head"] + example(match["value"])
    return Mistake(code=code, line=line, column=column, values={**values, "example": mended.strip()}, mended=mended)


def _colon(lines: list[str], line: int, column: int) -> Mistake:
    text = lines[line]
    match = _FIELD.fullmatch(text)
    if match and column >= match.end("head"):
        return _quote_value("yaml-unquoted-colon", lines, line, column, key=match["key"])
    before = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if before is None:
        return Mistake(code="yaml-syntax", line=line, column=column)
    indent, outer = (len(content) - len(content.lstrip()) for content in (text, lines[before]))
    if indent <= outer:
        return _simple_key(lines, before, outer)
    return Mistake(code="yaml-indentation", line=line, column=indent, mended=" " * outer + text.lstrip())


def _simple_key(lines: list[str], line: int, column: int) -> Mistake:
    match = _NO_SPACE.fullmatch(lines[line])
    if match:
        mended = f"{match[1]} {match[2]}"
        return Mistake(code="yaml-missing-space", line=line, column=match.end(1), values={"example": mended.strip()}, mended=mended)
    return Mistake(code="yaml-missing-colon", line=line, column=column, values={"text": lines[line].strip()[:40]}, mended="")


def _character(lines: list[str], line: int, column: int) -> Mistake:
    character = lines[line][column : column + 1]
    if character == "\t":
        return _tab(lines, line, column)
    if not character:
        return Mistake(code="yaml-syntax", line=line, column=column)
    return _quote_value("yaml-reserved-character", lines, line, column, character=character)


def _tab(lines: list[str], line: int, column: int) -> Mistake:
    text = lines[line]
    column = text.find("\t") if text[column : column + 1] != "\t" else column
    return Mistake(code="yaml-tab", line=line, column=max(column, 0), mended=text.replace("\t", "  "))


def _quote(lines: list[str], line: int, column: int) -> Mistake:
    character = lines[line][column : column + 1] or '"'
    return Mistake(code="yaml-quote", line=line, column=column, values={"quote": character}, mended=lines[line].rstrip() + character)


def _escape(lines: list[str], line: int, column: int) -> Mistake:
    text = lines[line]
    match = _FIELD.fullmatch(text) or _ITEM.fullmatch(text)
    if match is None or match["value"].startswith(("{", "[")):
        return Mistake(code="yaml-backslash", line=line, column=column, mended=text.replace("\\", "/"))
    mended = match["head"] + "'" + match["value"].strip('"').replace("'", "''") + "'"
    return Mistake(code="yaml-backslash", line=line, column=column, hint="yaml-write", values={"example": mended.strip()}, mended=mended)


def _anchor(lines: list[str], line: int, column: int) -> Mistake:
    return _quote_value("yaml-anchor", lines, line, column, character=lines[line][column : column + 1])


def _tag(lines: list[str], line: int, column: int) -> Mistake:
    return _quote_value("yaml-tag", lines, line, column, tag=lines[line][column:].split(" ")[0])


def _bracket(lines: list[str], line: int, column: int) -> Mistake:
    text = lines[line].rstrip()
    closing = {"[": "]", "{": "}"}.get(text[column : column + 1], "]")
    if inner := _COLON_INSIDE.search(text, column):
        fixed = f"{inner['key']}: {example(inner['value'])}"
        values = {"key": inner["key"], "example": fixed}
        mended = text[: inner.start("key")] + fixed + text[inner.end("value") :]
        place = inner.start("value") + inner["value"].index(": ")
        return Mistake(code="yaml-unquoted-colon", line=line, column=place, values=values, mended=mended)
    if text.endswith(","):
        return Mistake(code="yaml-bracket", line=line, column=column, values={"bracket": closing, "example": f"{text.strip()} …{closing}"})
    if text.endswith(closing):
        return _quote_value("yaml-bracket", lines, line, column, bracket=closing)
    mended = text.rstrip(",") + closing
    values = {"bracket": closing, "example": mended.strip()}
    return Mistake(code="yaml-bracket", line=line, column=column, values=values, mended=mended)


def _dash(lines: list[str], line: int, column: int) -> Mistake:
    if lines[line][:column].strip():
        return _quote_value("yaml-reserved-character", lines, line, column, character="-")
    return Mistake(code="yaml-indentation", line=line, column=column)


def _unexpected(lines: list[str], line: int, column: int) -> Mistake:
    """Something stands where a new field should begin: text after a closing quote, or a wrong indentation."""
    for number in range(line, max(line - _LOOK_BACK, -1), -1):
        opening = _OPEN_QUOTE.match(lines[number])
        if opening and number < line and lines[number].count(opening[1]) == 1:
            return _quote(lines, number, opening.start(1))
    before = lines[line][:column].rstrip()
    if before.endswith(('"', "'", "]", "}")):
        return _quote_value("yaml-text-after-quote", lines, line, column, quote=before[-1])
    if lines[line].lstrip().startswith(":"):
        return Mistake(code="yaml-key", line=line, column=column, mended="")
    return Mistake(code="yaml-indentation", line=line, column=column)


def _document(lines: list[str], line: int, column: int) -> Mistake:  # noqa: ARG001 - the form of every finder
    return Mistake(code="yaml-documents", line=line, column=column)


_FINDERS = (
    ("mapping values are not allowed", _colon, False),
    ("cannot start any token", _character, False),
    ("mapping keys are not allowed", _character, False),
    ("tab character", _tab, False),
    ("unknown escape character", _escape, False),
    ("did not find expected hexdecimal number", _escape, False),
    ("quoted scalar", _quote, True),
    ("scanning an alias", _anchor, True),
    ("scanning an anchor", _anchor, True),
    ("ing a tag", _tag, True),
    ("scanning a block scalar", _character, True),
    ("block sequence entries are not allowed", _dash, False),
    ("expected ',' or", _bracket, True),
    ("could not find expected ':'", _simple_key, True),
    ("expected node content", _character, False),
    ("did not find expected key", _unexpected, False),
    ("expected '-' indicator", _unexpected, False),
    (" directive", _character, True),
    ("<document start>", _document, False),
)
