"""Lists the source files of a site: entries, registers and the files beside them.

Invariant: the same folder gives the same lists, sorted by path, with every path in NFC and with slashes, whatever the file system or the
machine that made the names. Sizes and times are hints for the reader; the content decides. Nothing outside the content folder is read.

Rejected: `Path.rglob` (ten times slower for 100,000 files, and it follows links without a word).
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from thidua.problems import Location, Problem, Severity

REGISTERS = "registers"
YOUNG_NS = 2_000_000_000
"""Longer than the coarsest clock of a file system that people use: FAT counts in two seconds."""

_FOR_ALL = stat.S_IROTH | stat.S_IXOTH
_SKIPPED = frozenset({"desktop.ini", "thumbs.db"})
_ARTICLE_LIKE = frozenset({".markdown", ".mdown", ".mkd", ".mdx"})


class SourceFile(NamedTuple):
    """A file by its path from the site's folder; `disk_path` is the same path as the disk has it (it may be NFD).

    `stamp` is what the disk says of the file: while it stays the same, so does the content, unless the file is so `young` that it might
    change once more within the same tick of the disk's clock.
    """

    path: str
    stamp: str
    young: bool
    disk_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Every source file, each list sorted by path, and what is wrong with the folder."""

    entries: tuple[SourceFile, ...]
    registers: tuple[SourceFile, ...]
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Walk:
    root: str
    content: str
    real_content: str
    now: int
    found: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: str, code: str, **values: str) -> None:
        self.problems.append(Problem(code=code, location=Location(file=readable(path)), values=tuple(values.items())))

    def folder(self, path: str, above: frozenset[tuple[int, int]]) -> None:
        """List one folder and those below it; `above` holds the folders on the way here, against links that lead back."""
        full = f"{self.root}/{path}"
        try:
            status = os.stat(full)  # noqa: PTH116 - a Path for each folder costs more than the reading
            identity = status.st_dev, status.st_ino
            if identity in above:
                self.report(path, "link-loop")
                return
            if status.st_mode & _FOR_ALL != _FOR_ALL and not os.access(full, os.R_OK | os.X_OK):
                self.report(path, "unreadable-file", reason="Permission denied")  # once, not for each file in it
                return
            with os.scandir(full) as entries:
                listed = list(entries)
        except OSError as error:
            self.report(path, "unreadable-file", reason=error.strerror or "")
            return
        below = above | {identity}
        for entry in listed:
            if entry.name[0] != "." and entry.name[:2] != "~$" and entry.name.lower() not in _SKIPPED:
                self.entry(entry, f"{path}/{entry.name}", below)

    def entry(self, entry: os.DirEntry[str], path: str, below: frozenset[tuple[int, int]]) -> None:
        try:
            if entry.is_symlink() and not self._inside(entry.path):
                self.report(path, "link-leaves-folder", content=self.content)
            elif entry.is_dir():
                self.folder(path, below)
            else:
                self.file(entry.path, path, entry.stat())
        except OSError as error:
            self.report(path, "unreadable-file", reason=error.strerror or "")

    def file(self, full: str, path: str, status: os.stat_result) -> None:
        mode = status.st_mode
        if not stat.S_ISREG(mode):
            self.report(path, "unreadable-file", reason="not a file")
        elif not mode & stat.S_IROTH and not os.access(full, os.R_OK):
            self.report(path, "unreadable-file", reason="Permission denied")
        else:
            name = path if path.isascii() else unicodedata.normalize("NFC", path)
            self.found.append(SourceFile(name, stamp_of(status), is_young(status, self.now), path))

    def _inside(self, full: str) -> bool:
        return is_below(os.path.realpath(full), self.real_content)


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path is a folder or lies in it; both have their links resolved."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def stamp_of(status: os.stat_result) -> str:
    """Return the stamp of a file that the disk describes so."""
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def is_young(status: os.stat_result, now: int) -> bool:
    """Tell whether a file changed so short before `now`, in nanoseconds, that its stamp is not to be believed."""
    return max(status.st_mtime_ns, status.st_ctime_ns) > now - YOUNG_NS


def discover(root: Path, content: str = "content") -> Discovery:
    """Return the source files below `root/content`; paths are relative to `root`."""
    content = PurePosixPath(content).as_posix()
    start = str(root)
    walk = _Walk(root=start, content=content, real_content=os.path.realpath(f"{start}/{content}"), now=time.time_ns())
    if (root / content).is_dir():
        walk.folder(content, frozenset())
    else:
        walk.report(content, "missing-folder")
    walk.found.sort()
    return _sort_out(walk)


def _sort_out(walk: _Walk) -> Discovery:
    """Tell entries, registers and other files apart by their names."""
    entries: list[SourceFile] = []
    registers: list[SourceFile] = []
    files: list[SourceFile] = []
    prefix = f"{walk.content}/{REGISTERS}/"
    for source in _without_twins(walk):
        path = source.path
        if path.endswith(".md"):
            entries.append(source)
        elif path.startswith(prefix) and path.endswith(".yaml") and "/" not in path[len(prefix) :]:
            registers.append(source)
        elif not _has_wrong_extension(walk, path, in_registers=path.startswith(prefix)):
            files.append(source)
    problems = tuple(sorted(walk.problems, key=lambda problem: problem.sort_key))
    return Discovery(entries=tuple(entries), registers=tuple(registers), files=tuple(files), problems=problems)


def _without_twins(walk: _Walk) -> Iterator[SourceFile]:
    """Yield the files that can be used; of two with one name in NFC, the first, and one cannot print a name that is no text."""
    last = ""
    for source in walk.found:
        if not source.path.isascii() and readable(source.path) != source.path:
            walk.report(source.path, "file-name-encoding")
        elif source.path == last:
            walk.report(source.path, "duplicate-file-name", name=source.path.rpartition("/")[2])
        else:
            last = source.path
            yield source


def _has_wrong_extension(walk: _Walk, path: str, *, in_registers: bool) -> bool:
    """Report a file that was surely (or, for .txt, perhaps) meant as an article or a register."""
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    extension = dot + ending
    lower = extension.lower()
    suggestion = None
    severity = Severity.ERROR
    if in_registers and lower in {".yaml", ".yml"}:
        suggestion = f"{stem}.yaml"
    elif lower == ".md" or lower in _ARTICLE_LIKE:
        suggestion = f"{stem}.md"
    elif lower == ".txt":
        suggestion, severity = f"{stem}.md", Severity.WARNING
    if suggestion is None:
        return False
    location = Location(file=path)
    walk.problems.append(Problem.at(location, "wrong-extension", severity=severity, extension=extension, suggestion=suggestion))
    return severity is Severity.ERROR


def readable(path: str) -> str:
    """Return a path that can be printed: bytes that are no UTF-8 become `?`."""
    return path.encode("utf-8", "replace").decode()
