"""What the links and pictures of a body point to, and where in the source they stand.

Invariant: a body holds no address of the site. What an editor wrote becomes a placeholder (`entry-file:PATH#anchor`, `asset:PATH`,
`entry-name:NAME#anchor`, `site:/path/`) that is resolved when a page is rendered. In a PATH the characters % # ? are written %25 %23 %3F.
Nobody can write a placeholder by hand.

Rejected: positions from the Markdown parser. Python-Markdown forgets them; searching the source for the address, forward from the one
before, finds them exactly and costs nothing where there is no link.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from bisect import bisect_right
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from thidua.problems import Location, Problem, Severity, nearest
from thidua.sources.sanitize import scheme
from thidua.vietnamese import same_words

_KEPT = frozenset({"http", "https", "mailto", "tel"})
_BEFORE = ("(", "<", '"', "'", "=", "]:")
_NO_ADDRESS = re.compile(r"\]\([\s<>#]{0,20}\)|\]:[ ]*$|(?:href|src)=(?:\"\"|'')", re.MULTILINE)
_MAX_MISSES = 200
_QUOTE = str.maketrans({"%": "%25", "#": "%23", "?": "%3F"})


class Link(NamedTuple):
    """A placeholder as it stands in the HTML, and the place in the file where its target was written."""

    target: str
    line: int
    column: int


class Targets:
    """The links of one body: resolves each into what the HTML holds and collects what it found."""

    __slots__ = (
        "_cursor",
        "_misses",
        "_starts",
        "_stated",
        "body",
        "content",
        "file",
        "files",
        "first_line",
        "folder",
        "inner",
        "issued",
        "links",
        "marks",
        "pictures",
        "problems",
    )

    def __init__(self, body: str, *, file: str, first_line: int, content: str) -> None:
        self.body = body
        self.file = file
        self.first_line = first_line
        self.content = content
        self.folder = posixpath.dirname(file)
        self.links: list[Link] = []
        self.pictures: list[Link] = []
        self.files: list[Link] = []
        self.inner: list[tuple[str, Location]] = []
        self.issued: set[str] = set()
        self.marks: set[str] = set()
        self.problems: list[Problem] = []
        self._starts: list[int] | None = None
        self._cursor = 0
        self._misses = 0
        self._stated: Location | None = None

    def link(self, written: str) -> str | None:
        """Return the href for what stands in a link, or None when it can point nowhere."""
        target = unescape(written).strip() if "&" in written else written.strip()
        if target in {"", "#"}:
            self._refuse(written, "empty-link")
            return None
        if target.startswith("#"):
            anchor = unquote(target[1:])
            self.inner.append((anchor, self.place(written)))
            return self._issue("#" + anchor)
        found = scheme(target)
        if found in _KEPT:
            return self._issue(target)
        if found is not None or target.startswith(("//", "\\")):
            self._refuse_scheme(written, target, found or "//")
            return None
        if target.startswith("/") and not target.startswith(f"/{self.content}/"):
            return self._record(self.links, "site:" + unicodedata.normalize("NFC", target), written)
        return self._relative(written, target)

    def picture(self, written: str) -> str | None:
        """Return the src for what stands in a picture, or None when there can be no such picture."""
        target = unescape(written).strip() if "&" in written else written.strip()
        if not target or target.startswith("#"):
            self._refuse(written, "empty-link")
            return None
        found = scheme(target)
        if found in {"http", "https"}:
            self.problems.append(Problem.at(self.place(written), "remote-picture", target=target[:120]))
            return None
        if found is not None or target.startswith(("//", "\\")):
            self._refuse_scheme(written, target, found or "//")
            return None
        if target.startswith("/") and not target.startswith(f"/{self.content}/"):
            return self._record(self.pictures, "site:" + unicodedata.normalize("NFC", target), written)
        path = self._path(target.split("#")[0].split("?")[0], written)
        return self._record(self.pictures, "asset:" + path, written) if path else None

    def alternative(self, alt: str, caption: str) -> str:
        """Return the alternative text of the picture that was resolved last: nothing, with a warning, where the caption says it."""
        if not same_words(alt, caption):
            return alt
        last = self.pictures[-1]
        place = Location(file=self.file, line=last.line, column=last.column)
        self.problems.append(Problem.at(place, "alt-repeats-caption", severity=Severity.WARNING))
        return ""

    def link_at(self, written: str, place: Location) -> str | None:
        """Return the href for what a block's field leads to; `place` is where it was written."""
        self._stated = place
        try:
            return self.link(written)
        finally:
            self._stated = None

    def picture_at(self, path: str, place: Location) -> str | None:
        """Return the src for the path of a picture as fields have it: it is a path and no address, so nothing in it is quoted."""
        whole = posixpath.normpath(posixpath.join(self.folder, unicodedata.normalize("NFC", path)))
        if not whole.startswith(self.content + "/"):
            self.problems.append(Problem.at(place, "file-outside", text=path))
            return None
        placeholder = "asset:" + whole.translate(_QUOTE)
        self.pictures.append(Link(placeholder, place.line, place.column))
        return self._issue(placeholder)

    def address(self, url: str) -> str:
        """Return the href for a web address that was checked when it was read."""
        return self._issue(url)

    def named(self, name: str, place: Location) -> str:
        """Return the href for an entry's reference name, with an anchor or without."""
        placeholder = f"entry-name:{name}"
        self.links.append(Link(placeholder, place.line, place.column))
        return self._issue(placeholder)

    def title_of(self, target: str, place: Location) -> None:
        """Note that the page will say the title of the entry that a placeholder leads to."""
        self.links.append(Link(target.replace("entry-file:", "entry-title:", 1), place.line, place.column))

    def check_anchors(self, anchors: frozenset[str]) -> None:
        """Report links inside the page to places that do not exist, once all anchors are known."""
        for anchor, location in self.inner:
            if anchor not in anchors:
                suggestion = nearest(anchor, anchors)
                hint = "did-you-mean" if suggestion else None
                self.problems.append(Problem.at(location, "unknown-anchor", hint=hint, anchor=anchor, suggestion="#" + (suggestion or "")))

    def place(self, text: str) -> Location:
        """Return where `text` stands in the file: after the place found last, else anywhere, else the body's first line."""
        if self._stated:
            return self._stated
        position = self._find(text)
        if position < 0:
            return Location(file=self.file, line=self.first_line)
        return self.at(position)

    def at(self, position: int) -> Location:
        """Return the place in the file of a position in the body."""
        if self._starts is None:
            self._starts = [0]
            start = self.body.find("\n")
            while start >= 0:
                self._starts.append(start + 1)
                start = self.body.find("\n", start + 1)
        number = bisect_right(self._starts, position) - 1
        return Location(file=self.file, line=self.first_line + number, column=position - self._starts[number] + 1)

    def _find(self, text: str) -> int:
        if not text or self._misses > _MAX_MISSES:
            return self._find_empty() if not text else -1
        position = self._search(text, self._cursor)
        if position < 0:
            self._misses += 1
            position = self._search(text, 0)
            return position if position >= 0 else self.body.find(escape(text))
        if self.body[max(position - 3, 0) : position].rstrip(" <")[-2:] != "]:":  # a definition at the end is no place to go on from
            self._cursor = position + len(text)
        return position

    def _search(self, text: str, start: int) -> int:
        position = self.body.find(text, start)
        for _ in range(20):
            if position <= 0 or self.body[max(position - 6, 0) : position].rstrip().endswith(_BEFORE):
                break
            position = self.body.find(text, position + 1)
        return position

    def _find_empty(self) -> int:
        match = _NO_ADDRESS.search(self.body, self._cursor)
        if match is None:
            return -1
        self._cursor = match.end()
        return match.start() + 1

    def _relative(self, written: str, target: str) -> str | None:
        path, mark, anchor = target.partition("#")
        path = path.split("?")[0]
        if not path:
            self._refuse(written, "empty-link")
            return None
        if path.lower().startswith("www.") or ("@" in path and "/" not in path):
            self._refuse(written, "missing-scheme", example=("mailto:" if "@" in path else "https://") + target)
            return None
        folder = path.endswith("/")
        path = self._path(path, written) or ""
        if not path:
            return None
        if folder:
            path += "/index.md"
        if path.endswith(".md"):
            return self._record(self.links, f"entry-file:{path}{mark}{unquote(anchor)}", written)
        return self._record(self.files, f"asset:{path}{mark}{unquote(anchor)}", written)

    def _path(self, written_path: str, written: str) -> str | None:
        """Return the path from the site's folder, in NFC and quoted for a placeholder; None when it leaves the content folder."""
        path = unquote(written_path).replace("\\", "/")
        path = posixpath.join(self.folder, path) if not path.startswith("/") else path[1:]
        path = posixpath.normpath(unicodedata.normalize("NFC", path))
        if not path.startswith(self.content + "/"):
            self._refuse(written, "link-outside", target=written[:120], content=self.content)
            return None
        return path.translate(_QUOTE)

    def _record(self, found: list[Link], placeholder: str, written: str) -> str:
        place = self.place(written)
        found.append(Link(placeholder, place.line, place.column))
        return self._issue(placeholder)

    def _issue(self, value: str) -> str:
        self.issued.add(value)
        return value

    def _refuse_scheme(self, written: str, target: str, found: str) -> None:
        local = found == "file" or len(found) == 1 or target.startswith("\\")
        self._refuse(written, "link-scheme", hint="local-path" if local else None, scheme=target[:2] if len(found) == 1 else found)

    def _refuse(self, written: str, code: str, *, hint: str | None = None, **values: str) -> None:
        self.problems.append(Problem(code=code, location=self.place(written), values=tuple(values.items()), hint=hint))
