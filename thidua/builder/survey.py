"""What there is to read, as the disk describes it, before anything is read."""

from __future__ import annotations

import os
import posixpath
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from thidua.digests import digest
from thidua.model.config import Config, Section
from thidua.model.sections import section_of
from thidua.problems import Location, Problem, Problems, nearest
from thidua.sources import defaults
from thidua.sources.assets import theme_files
from thidua.sources.discover import Discovery, SourceFile, discover, is_below, is_young, stamp_of
from thidua.sources.ledger import NAME as LEDGER
from thidua.sources.reader import EntryFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a build stands on, as the disk describes it, before anything is read.

    `digest` covers everything but the entries' own content: while it stays the same, so does all that was made of the rest, unless a
    file of it is `young`.
    """

    content: str
    entries: tuple[EntryFile, ...]
    stamps: Mapping[str, str]
    young_entries: frozenset[str]
    registers: tuple[SourceFile, ...]
    files: tuple[SourceFile, ...]
    templates: Mapping[str, Path]
    static: Mapping[str, Path]
    digest: bytes
    entries_digest: bytes
    young: bool
    problems: tuple[Problem, ...]

    def same_as(self, other: Ground) -> bool:
        """Tell whether the disk describes the same files in the same way, those among it that could not be looked at."""
        return (self.digest, self.entries_digest, self.problems) == (other.digest, other.entries_digest, other.problems)

    def without_entries(self) -> Ground:
        """Return the same without what nobody asks for once the entries are read; of a hundred thousand files it is a good deal."""
        return replace(self, entries=(), stamps={}, young_entries=frozenset())


def survey(root: Path, config_file: Path, config: Config, sections: Mapping[str, Section]) -> Ground:
    """Return what there is to read, and what is wrong with the folders."""
    problems = Problems()
    found = discover(root, config.content)
    problems.extend(found.problems)
    entries = tuple(_entry_files(found, config, sections, problems))
    templates = _theme_files(root, config.templates, "templates", problems)
    static = _theme_files(root, config.static, "static", problems)
    alone = {"ledger": root / config.content / LEDGER} | _default_registers()
    theme = _statuses(path for files in (templates, static, alone) for path in files.values())
    beside = (*found.registers, *found.files)
    now = time.time_ns()
    parts = (
        config_file.read_bytes().decode(errors="replace"),
        [(name, _named(str(path), root)) for files in (templates, static) for name, path in files.items()],
        [(_named(path, root), stamp_of(status)) for path, status in theme.items()],
        [(item.path, item.stamp) for item in beside],
        [entry.file for entry in entries],
    )
    stamps = {item.path: item.stamp for item in found.entries}
    return Ground(
        content=config.content,
        entries=entries,
        stamps=stamps,
        young_entries=frozenset(item.path for item in found.entries if item.young),
        registers=found.registers,
        files=found.files,
        templates=templates,
        static=static,
        digest=digest(parts),
        entries_digest=digest(stamps),
        young=any(item.young for item in beside) or any(is_young(status, now) for status in theme.values()),
        problems=tuple(problems.found),
    )


def _statuses(paths: Iterable[Path]) -> dict[str, os.stat_result]:
    """Return what the disk says of files; what went since it was listed is not among them."""
    found = {}
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                found[str(path)] = status
    return found


def _named(path: str, root: Path) -> str:
    """Return a path as it is wherever the site lies: below the site's folder, or the package's."""
    return path.removeprefix(str(root)).lstrip("/") if is_below(path, str(root)) else f"package/{posixpath.basename(path)}"


def _default_registers() -> dict[str, Path]:
    return {path.name: path for path in sorted(defaults.folder("registers").iterdir()) if path.suffix == ".yaml"}


def _entry_files(found: Discovery, config: Config, sections: Mapping[str, Section], problems: Problems) -> Iterator[EntryFile]:
    for item in found.entries:
        inside = item.path.removeprefix(f"{config.content}/")
        section = section_of(inside, sections)
        if section:
            yield EntryFile(file=item.path, disk_path=item.disk_path, kind=section.kind, section=section.id)
            continue
        folder = inside.partition("/")[0] if "/" in inside else ""
        place, known = Location(file=item.path), ", ".join(sections)
        if folder:
            problems.add(Problem.unknown(place, "unknown-section", suggestion=nearest(folder, sections), name=folder, known=known))
        else:
            problems.add(Problem.at(place, "outside-sections", known=known))


def _theme_files(root: Path, own: str, name: Literal["templates", "static"], problems: Problems) -> dict[str, Path]:
    """Return the package's files of one kind and the site's own, which come first, by their path below the folder."""
    package = defaults.folder(name)
    inside = (root, *(defaults.folder(part).resolve() for part in ("templates", "static")))
    files: dict[str, Path] = {}
    for folder, shown in ((package, name), (root / own, own)):
        if folder.is_dir():
            found, wrong = theme_files(folder, name=shown, inside=inside)
            files |= found
            problems.extend(wrong)
    return dict(sorted(files.items()))
