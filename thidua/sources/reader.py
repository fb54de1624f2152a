"""Reads one source file into a Draft: a validated front matter and a body whose HTML is free of addresses.

A draft knows nothing of other files: references are still names. That keeps reading a pure function of one file's bytes, fit for any
process and for a cache by content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thidua.model.kinds import KINDS, Front, Kind
from thidua.problems import Location, Problem, Severity
from thidua.sources import frontmatter
from thidua.sources.markdown import Body, MarkdownReader
from thidua.sources.validate import validate


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFile:
    """One Markdown file to read: `file` is its path from the site's folder (NFC), `disk_path` the same as the disk spells it."""

    file: str
    disk_path: str
    kind: Kind
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One entry as its file states it, before references are resolved."""

    file: str
    kind: Kind
    section: str
    front: Front
    body: Body

    @property
    def name(self) -> str:
        """Its reference name: the file's stem, or its folder's name for `index.md`."""
        return reference_name(self.file)

    @property
    def id(self) -> str:
        """What the rest of the program calls it: `kind/name`."""
        return f"{self.kind}/{self.name}"


def reference_name(file: str) -> str:
    """Return the name by which other entries refer to the entry in `file`."""
    folder, _, name = file.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder.rpartition("/")[2] if stem == "index" else stem


def read_entries(root: Path, content: str, files: tuple[EntryFile, ...]) -> tuple[list[Draft], list[Problem]]:
    """Read `files` of the folder `content` below `root`; return drafts, and what is wrong with the files."""
    drafts, problems = [], []
    for entry in files:
        draft, found = read_entry(root, content, entry)
        problems += found
        if draft:
            drafts.append(draft)
    return drafts, problems


def read_entry(root: Path, content: str, entry: EntryFile) -> tuple[Draft | None, list[Problem]]:
    """Read one file; return a draft whenever its front matter is right (its body may have problems), and everything wrong with it."""
    path = root / entry.disk_path
    try:
        if path.stat().st_size > frontmatter.MAX_FILE_BYTES:
            limit = frontmatter.MAX_FILE_BYTES // 1_000_000
            return None, [Problem.at(Location(file=entry.file), "file-too-large", limit=limit)]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem.at(Location(file=entry.file), "unreadable-file", reason=error.strerror or "")]
    matter, problems = frontmatter.split(raw, file=entry.file)
    if matter is None:
        return None, problems
    front, mistakes = validate(KINDS[entry.kind], matter.tree, file=entry.file)
    body = _markdown(content).convert(matter.body, file=entry.file, first_line=matter.body_line)
    wrong = front is None or any(problem.severity is Severity.ERROR for problem in (*problems, *mistakes))
    problems = [*problems, *mistakes, *body.problems]
    if front is None or wrong:
        return None, problems
    return Draft(file=entry.file, kind=entry.kind, section=entry.section, front=front, body=body), problems


@cache
def _markdown(content: str) -> MarkdownReader:
    """The one Markdown reader of this process: making it costs as much as reading several articles."""
    return MarkdownReader(content=content)
