"""Reads one source file into a Draft and what belongs to it: a validated front matter and HTML that is free of addresses.

A draft knows nothing of other files: references are still names. That keeps reading a pure function of one file's bytes, fit for any
process and for a cache by content. Front matter and text are large, and few steps need more than one at a time: they lie on a Shelf as
bytes, and a Draft holds what other files may ask of an entry.
"""

from __future__ import annotations

import pickle
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from thidua.digests import digest, digest_bytes
from thidua.model.kinds import KINDS, Cluster, Document, Front, Kind, Model
from thidua.problems import Location, Problem, Severity
from thidua.sources import frontmatter
from thidua.sources.markdown import Link, MarkdownReader
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
    """One entry as its file states it, before references are resolved.

    `titles` are what other entries may call it; `placeholders` are what its HTML refers to, as (space, name), space being entry-file or
    asset. The digests are those of what lies on the shelf.
    """

    file: str
    kind: Kind
    section: str
    titles: tuple[str, ...]
    anchors: tuple[str, ...]
    links: tuple[Link, ...]
    pictures: tuple[Link, ...]
    files: tuple[Link, ...]
    placeholders: tuple[tuple[str, str], ...]
    words: int
    front_digest: bytes
    html_digest: bytes

    @property
    def name(self) -> str:
        """Its reference name: the file's stem, or its folder's name for `index.md`."""
        return reference_name(self.file)

    @property
    def id(self) -> str:
        """What the rest of the program calls it: `kind/name`."""
        return sys.intern(f"{self.kind}/{self.name}")


class Sheet(NamedTuple):
    """What is kept of one source file between builds, as bytes: the draft, its front matter with the excerpt, and its HTML."""

    draft: bytes
    matter: bytes
    html: bytes


class Shelf(Protocol):
    """Where the sheets of drafts lie."""

    def matter(self, file: str) -> bytes:
        """Return the front matter of `file` as its sheet has it."""

    def html(self, file: str) -> bytes:
        """Return the HTML of `file` as its sheet has it."""


def front_of(shelf: Shelf, file: str) -> tuple[Front, str]:
    """Return the front matter of a draft and the beginning of its text."""
    found: tuple[Front, str] = pickle.loads(shelf.matter(file))  # noqa: S301 # the shelf holds what this program wrote, and has checked it
    return found


def html_of(shelf: Shelf, file: str) -> str:
    """Return the HTML of a draft, with placeholders for addresses."""
    return shelf.html(file).decode()


def reference_name(file: str) -> str:
    """Return the name by which other entries refer to the entry in `file`."""
    folder, _, name = file.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder.rpartition("/")[2] if stem == "index" else stem


def read_bytes(root: Path, entry: EntryFile) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a file, or what keeps it from being read."""
    path = root / entry.disk_path
    try:
        if path.stat().st_size > frontmatter.MAX_FILE_BYTES:
            limit = frontmatter.MAX_FILE_BYTES // 1_000_000
            return None, [Problem.at(Location(file=entry.file), "file-too-large", limit=limit)]
        return path.read_bytes(), []
    except OSError as error:
        return None, [Problem.at(Location(file=entry.file), "unreadable-file", reason=error.strerror or "")]


def read_entry(raw: bytes, content: str, entry: EntryFile) -> tuple[Draft | None, Sheet | None, list[Problem]]:
    """Return draft and sheet whenever a file's front matter is right (its body may have problems), and everything wrong with it."""
    matter, problems = frontmatter.split(raw, file=entry.file)
    if matter is None:
        return None, None, problems
    front, mistakes = validate(KINDS[entry.kind], matter.tree, file=entry.file)
    body = _markdown(content).convert(matter.body, file=entry.file, first_line=matter.body_line)
    wrong = front is None or any(problem.severity is Severity.ERROR for problem in (*problems, *mistakes))
    problems = [*problems, *mistakes, *body.problems]
    if front is None or wrong:
        return None, None, problems
    html = body.html.encode()
    draft = Draft(
        file=entry.file,
        kind=entry.kind,
        section=entry.section,
        titles=_titles_of(front),
        anchors=body.anchors,
        links=body.links,
        pictures=body.pictures,
        files=body.files,
        placeholders=_placeholders(body.html),
        words=body.words,
        front_digest=digest(front),
        html_digest=digest_bytes(html),
    )
    return draft, Sheet(pickle.dumps(draft, 5), pickle.dumps((front, body.text_excerpt), 5), html), problems


def _titles_of(front: Front) -> tuple[str, ...]:
    if isinstance(front, Cluster):
        return (front.title, *front.other_names)
    if isinstance(front, Model):
        return (front.title, front.subject.name)
    if isinstance(front, Document):
        return (front.title, front.number)
    return (front.title,)


_PLACEHOLDER = re.compile(r'<(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)="(entry-file|asset):([^"#]*)')


def _placeholders(html: str) -> tuple[tuple[str, str], ...]:
    """Return what tags of the HTML refer to, each once."""
    if '="entry-file:' not in html and '="asset:' not in html:
        return ()
    return tuple(dict.fromkeys((match[1], unquote(match[2])) for match in _PLACEHOLDER.finditer(html)))


@cache
def _markdown(content: str) -> MarkdownReader:
    """The one Markdown reader of this process: making it costs as much as reading several articles."""
    return MarkdownReader(content=content)
