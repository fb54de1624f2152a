"""Splits a Markdown file into its front matter (a tree with marks) and its body.

Invariant: LF, CRLF, CR, NFC, NFD and a byte order mark give the same result, and line numbers are those that the editor's own program
shows. What is no text at all (a Word file renamed, an old Vietnamese encoding) is said in one sentence instead of a hundred YAML
mistakes.

Rejected: guessing the encoding and reading on. TCVN3 and windows-1258 share their bytes; a wrong guess would publish nonsense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.problems import Location, Problem
from thidua.sources.yaml_tree import Mapping, parse_yaml
from thidua.vietnamese import normalize

MAX_FILE_BYTES = 5_000_000
MAX_FRONT_MATTER_BYTES = 65_536

_FENCE = re.compile(r"[^\S\n]*\n|---[^\S\n]*(?:\n|\Z)")
_CLOSING = re.compile(r"(?m)^(?:---|\.\.\.)[^\S\n]*$\n?")
_END_MARK = re.compile(r"[^\S\n]*\./\.?\s*\Z")
_BINARY = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_TCVN3 = frozenset(b"\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xcb\xd7")
_WINDOWS_1258 = frozenset(b"\xcc\xd2\xde\xec\xf2\xe3\xe2\xea\xf4\xf5\xfd\xf0\xe0\xe1")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields, the Markdown below them, and the line of the file on which the Markdown begins."""

    tree: Mapping
    body: str
    body_line: int


def split(raw: bytes, *, file: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Return the file's front matter and body, or None and why it cannot be read."""
    text, problem = decode(raw, file=file)
    if text is None:
        return None, [problem] if problem else []
    start = line = 0
    while (fence := _FENCE.match(text, start)) is not None:
        line += 1
        start = fence.end()
        if fence[0].startswith("---"):
            return _read(text, start, line, file=file)
    return None, [Problem.at(Location(file=file, line=line + 1, column=1), "no-front-matter")]


def decode(raw: bytes, *, file: str, max_bytes: int = MAX_FILE_BYTES) -> tuple[str | None, Problem | None]:
    """Return the text of a source file in NFC with LF, or the problem that keeps it from being text."""
    whole = Location(file=file)
    if len(raw) > max_bytes:
        return None, Problem.at(whole, "file-too-large", limit=max_bytes // 1_000_000)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf_16(raw):
        return None, Problem.at(Location(file=file, line=1, column=1), "wrong-encoding", encoding="UTF-16")
    if raw.startswith(_BINARY) or b"\0" in raw:
        return None, Problem.at(whole, "binary-file")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, _undecodable(raw, error.start, file)
    if "\r" in text:  # before normalize, which drops control characters: an old Mac's lone CR ends a line too
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = normalize(text)
    if not text.strip():
        return None, Problem.at(whole, "empty-file")
    return text, None


def _read(text: str, start: int, line: int, *, file: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Read from the line after the opening `---`, which is line number `line`."""
    closing = _CLOSING.search(text, start)
    if closing is None:
        return None, [Problem.at(Location(file=file, line=line, column=1), "unclosed-front-matter")]
    source = text[start : closing.start()]
    if len(source) * 4 > MAX_FRONT_MATTER_BYTES and len(source.encode()) > MAX_FRONT_MATTER_BYTES:
        limit = MAX_FRONT_MATTER_BYTES // 1024
        return None, [Problem.at(Location(file=file, line=line, column=1), "front-matter-too-large", limit=limit)]
    tree, problems = parse_yaml(source, file=file, first_line=line + 1)
    if tree is None and not problems:
        tree = Mapping(entries={}, keys={}, line=line, column=1)
    if tree is not None and not isinstance(tree, Mapping):
        problems.append(Problem.at(Location(file=file, line=tree.line, column=tree.column), "yaml-not-mapping"))
    if not isinstance(tree, Mapping):
        return None, problems
    body_line = line + source.count("\n") + 2
    return FrontMatter(tree=tree, body=_without_end_mark(text[closing.end() :]), body_line=body_line), problems


def _without_end_mark(body: str) -> str:
    """Drop the `./.` with which official documents end; the sentence keeps its full stop."""
    match = _END_MARK.search(body, max(len(body) - 40, 0)) if "./" in body[-40:] else None
    if match is None:
        return body
    before = body[: match.start()]
    return before + "\n" if before.endswith(("\n", ".", "!", "?")) or not before else before + ".\n"


def _looks_like_utf_16(raw: bytes) -> bool:
    """UTF-16 without its mark: every other byte of Latin letters is zero, and only those."""
    few, many = sorted((raw[:400:2].count(0), raw[1:400:2].count(0)))
    return few == 0 and many > 0 and many > min(len(raw), 400) // 8


def _undecodable(raw: bytes, position: int, file: str) -> Problem:
    if len(raw.translate(None, _CONTROLS)) < len(raw) * 0.98:
        return Problem.at(Location(file=file), "binary-file")
    ends = raw[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = ends.rfind(b"\n") + 1
    column = len(ends[line_start:].decode("utf-8", "replace")) + 1
    location = Location(file=file, line=ends.count(b"\n") + 1, column=column)
    return Problem.at(location, "wrong-encoding", encoding=_probable_encoding(raw))


def _probable_encoding(raw: bytes) -> str:
    tcvn3 = sum(byte in _TCVN3 for byte in raw[:20_000])
    windows = sum(byte in _WINDOWS_1258 for byte in raw[:20_000])
    return "TCVN3 (.VnTime)" if tcvn3 > windows else "windows-1258"
