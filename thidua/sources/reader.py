"""Reads one source file into a Draft and what belongs to it: a validated front matter and HTML that is free of addresses.

A draft knows nothing of other files: references are still names. That keeps reading a pure function of one file's bytes, fit for any
process and for a cache by content. Front matter and text are large, and few steps need more than one at a time: they lie on a Shelf as
bytes, and a Draft holds what other files may ask of an entry.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote

from thidua.digests import digest, digest_bytes
from thidua.model.kinds import KINDS, Cluster, Document, Front, Kind, Model
from thidua.pickles import dump, load
from thidua.problems import Location, Problem, Severity
from thidua.sources import frontmatter
from thidua.sources.assets import is_picture
from thidua.sources.validate import validate

if TYPE_CHECKING:
    from thidua.sources.markdown import Link, MarkdownReader


_PLACED = frozenset({"entry-file", "entry-name", "entry-title", "asset"})


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

    `titles` are what other entries may call it; `targets` are what its text leads to, each once, as its HTML has it:
    `entry-file:PATH#anchor`, `entry-name:NAME#anchor`, `entry-title:PATH#anchor` where a page says its title, `asset:PATH`,
    `site:/path/`, addresses outside. The digests are those of what lies on the shelf.
    """

    file: str
    kind: Kind
    section: str
    titles: tuple[str, ...]
    anchors: tuple[str, ...]
    targets: tuple[str, ...]
    words: int
    front_digest: bytes
    summary_digest: bytes
    html_digest: bytes
    terms_digest: bytes

    @property
    def name(self) -> str:
        """Its reference name: the file's stem, or its folder's name for `index.md`."""
        return reference_name(self.file)

    @property
    def id(self) -> str:
        """What the rest of the program calls it: `kind/name`."""
        return sys.intern(f"{self.kind}/{self.name}")

    @property
    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """What its HTML must be given before it is a page's, each once: (entry-file, entry-title or asset, path), (entry-name, name)."""
        parts = ((space, file_of(target)) for target in self.targets if (space := target.partition(":")[0]) in _PLACED)
        return tuple(dict.fromkeys(parts))


class Sheet(NamedTuple):
    """What is kept of one source file between builds, as bytes: the draft, its summary, its Matter, its HTML, and its words for search."""

    draft: bytes
    summary: bytes
    matter: bytes
    html: bytes
    terms: bytes


class Shelf(Protocol):
    """Where the sheets of drafts lie."""

    def summary(self, file: str) -> bytes:
        """Return the summary of `file` as its sheet has it."""

    def matter(self, file: str) -> bytes:
        """Return the front matter of `file` as its sheet has it."""

    def html(self, file: str) -> bytes:
        """Return the HTML of `file` as its sheet has it."""

    def terms(self, file: str) -> bytes:
        """Return what search knows of `file` as its sheet has it."""


class Matter(NamedTuple):
    """What is read of a file beside its HTML: front matter, and its links with their places."""

    front: Front
    links: tuple[Link, ...]


def matter_of(shelf: Shelf, file: str) -> Matter:
    """Return the front matter of a draft and what belongs to it."""
    found: Matter = load(shelf.matter(file))
    return found


def file_of(target: str) -> str:
    """Return the path of the file that a target names (`entry-file:PATH#anchor`, `asset:PATH`)."""
    return unquote(target.partition(":")[2].partition("#")[0])


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


Analyse = Callable[[Front, str, str], bytes]
"""Makes the words that search knows of a front matter, a summary and HTML."""


def read_entry(
    raw: bytes, content: str, entry: EntryFile, analyse: Analyse | None = None
) -> tuple[Draft | None, Sheet | None, list[Problem]]:
    """Return draft and sheet whenever a file's front matter is right (its body may have problems), and everything wrong with it.

    Without `analyse` the sheet has no words for search.
    """
    matter, problems = frontmatter.split(raw, file=entry.file)
    if matter is None:
        return None, None, problems
    front, mistakes = validate(KINDS[entry.kind], matter.tree, file=entry.file)
    body = _markdown(content).convert(matter.body, file=entry.file, first_line=matter.body_line)
    wrong = front is None or any(problem.severity is Severity.ERROR for problem in (*problems, *mistakes))
    problems = [*problems, *mistakes, *body.problems, *_no_pictures(entry.file, body.pictures)]
    if front is None or wrong:
        return None, None, problems
    html, links = body.html.encode(), (*body.links, *body.pictures, *body.files)
    summary = front.summary or body.text_excerpt
    terms = analyse(front, summary, body.html) if analyse else b""
    draft = Draft(
        file=entry.file,
        kind=entry.kind,
        section=entry.section,
        titles=_titles_of(front),
        anchors=body.anchors,
        targets=tuple(map(sys.intern, dict.fromkeys(link.target for link in links))),
        words=body.words,
        front_digest=digest(front),
        summary_digest=digest(summary),
        html_digest=digest_bytes(html),
        terms_digest=digest_bytes(terms),
    )
    return draft, Sheet(dump(draft), summary.encode(), dump(Matter(front, links)), html, terms), problems


def _titles_of(front: Front) -> tuple[str, ...]:
    if isinstance(front, Cluster):
        return (front.title, *front.other_names)
    if isinstance(front, Model):
        return (front.title, front.subject.name)
    if isinstance(front, Document):
        return (front.title, front.number)
    return (front.title,)


def _no_pictures(file: str, shown: Iterable[Link]) -> Iterator[Problem]:
    """Yield what a text shows as pictures and no page can show so."""
    for link in shown:
        name = file_of(link.target)
        if not is_picture(name):
            yield Problem.at(Location(file=file, line=link.line, column=link.column), "picture-type", name=name)


@cache
def _markdown(content: str) -> MarkdownReader:
    """The one Markdown reader of this process: making it costs as much as reading several articles."""
    from thidua.sources.markdown import MarkdownReader  # noqa: PLC0415 # costs 40 ms that a build without changes need not pay

    return MarkdownReader(content=content)
