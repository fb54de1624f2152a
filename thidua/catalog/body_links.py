"""Ties the links in bodies to entries: a link by file path becomes a link by id, and what leads nowhere is a mistake.

The HTML still holds no address: `entry:ID#anchor` is resolved when a page is rendered. A link to an entry that is not (yet) on the
site keeps its text and loses its link, and gets it back by itself on the day that entry is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import unquote

from thidua.catalog.mistakes import Mistake
from thidua.problems import Suggestions, nearest
from thidua.sources.reader import Draft, Shelf, file_of, matter_of, reference_name

_SPACES = {"entry-file": "entry", "entry-name": "entry", "entry-title": "title", "asset": "asset"}
_ENTRY = re.compile(r'"(entry-file|entry-name):([^"#]+)(#[^"]*)?"')


class Ties:
    """Which entry each file is, so that what leads to a file leads to an entry."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._by_file: dict[str, Draft] = {}
        self._by_name: dict[str, list[Draft]] = {}
        for draft in drafts:
            self._by_file[draft.file] = draft
            for name in (draft.name, draft.id):
                self._by_name.setdefault(name, []).append(draft)
            if draft.file.endswith("/index.md"):
                self._by_file[posixpath.dirname(draft.file) + "/"] = draft

    def missing(self, files: Collection[str], shelf: Shelf) -> list[Mistake]:
        """Return the links and files in bodies that lead nowhere; `files` are the content folder's."""
        near = _Near(self._by_file, files)
        found = []
        for draft in {draft.file: draft for draft in self._by_file.values() if draft.targets}.values():
            for target in draft.targets:
                named = target.startswith("entry-name:")
                mistake = self._unnamed(draft, target, near) if named else _mistake(draft, target, self._by_file, files, near)
                found += [replace(mistake, line=line, column=column) for line, column in places_of(draft, target, shelf)] if mistake else []
        return found

    def placeholders(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        """Return what a draft's HTML refers to: (entry, id or "?"), (title, id or "?") and (asset, path)."""
        return tuple((_SPACES[space], self._id(space, name)) for space, name in draft.placeholders)

    def _id(self, space: str, name: str) -> str:
        if space == "asset":
            return name
        target = next(iter(self._by_name.get(name, ())), None) if space == "entry-name" else self._by_file.get(name)
        return target.id if target else "?"

    def _unnamed(self, draft: Draft, target: str, near: _Near) -> Mistake | None:
        """Return what is wrong with a source that is an entry's reference name; None when it names one."""
        text, name, anchor = target.partition(":")[2], file_of(target), target.partition("#")[2]
        found = self._by_name.get(name, [])
        if not found:
            other = near.entries.nearest(name)
            return _at(draft, "unknown-source", other and reference_name(other), name=text)
        if len(found) > 1:
            return _at(draft, "ambiguous-source", None, name=name, candidates=", ".join(sorted(entry.id for entry in found)))
        if anchor and anchor not in found[0].anchors:
            heading = nearest(anchor, found[0].anchors)
            return _at(draft, "unknown-source", heading and f"{name}#{heading}", name=text)
        return None


def tie(html: str, written: Iterable[tuple[str, str]], tied: Iterable[tuple[str, str]]) -> str:
    """Return body HTML with links to files and names tied to ids; `written` are its placeholders and `tied` what each of them means."""
    ids = {place: name for place, (_, name) in zip(written, tied, strict=True) if place[0] in {"entry-file", "entry-name"}}
    if not ids:
        return html

    def replacement(match: re.Match[str]) -> str:
        name = ids.get((match[1], unquote(match[2])), "?")
        return f'"entry:{name}{match[3] or ""}"' if name != "?" else '"entry:?"'

    return _ENTRY.sub(replacement, html)


class _Near:
    """Near misses for entries and for files beside each other; candidates are listed when the first is asked for."""

    def __init__(self, by_file: Mapping[str, Draft], files: Collection[str]) -> None:
        self._by_file = by_file
        self._files = files

    @cached_property
    def entries(self) -> Suggestions:
        """The entries' files by reference name; of two with one name the first file."""
        return Suggestions((), fold={reference_name(file): file for file in sorted(self._by_file, reverse=True) if file.endswith(".md")})

    @cached_property
    def _folders(self) -> Mapping[str, Suggestions]:
        folders: dict[str, list[str]] = {}
        for file in self._files:
            folders.setdefault(posixpath.dirname(file), []).append(file)
        return {folder: Suggestions(files) for folder, files in folders.items()}

    def file(self, path: str) -> str | None:
        """Return the file in the folder of `path` whose name is most like it."""
        beside = self._folders.get(posixpath.dirname(path))
        return beside.nearest(path) if beside else None


def _mistake(draft: Draft, target: str, by_file: Mapping[str, Draft], files: Collection[str], near: _Near) -> Mistake | None:
    """Return what is wrong with a target, without its place; None when it leads somewhere."""
    space, path, anchor = target.partition(":")[0], file_of(target), target.partition("#")[2]
    if space == "entry-file":
        entry = by_file.get(path)
        if entry is None:
            other = near.entries.nearest(reference_name(path))
            return _at(draft, "unknown-link", _beside(draft, other) if other != draft.file else None, name=path)
        if anchor and anchor not in entry.anchors:
            heading = nearest(anchor, entry.anchors)
            return _at(draft, "unknown-entry-anchor", heading and f"#{heading}", name=f"{entry.file}#{anchor}")
    elif space == "asset" and path not in files:
        return _at(draft, "missing-file", _beside(draft, near.file(path)), name=path)
    return None


def places_of(draft: Draft, target: str, shelf: Shelf) -> list[tuple[int, int]]:
    """Return line and column of every link to a target."""
    return [(link.line, link.column) for link in matter_of(shelf, draft.file).links if link.target == target]


def _beside(draft: Draft, file: str | None) -> str | None:
    """Return the path of `file` as the draft's editor would write it in a link."""
    return file and posixpath.relpath(file, posixpath.dirname(draft.file))


def _at(draft: Draft, code: str, suggestion: str | None, **values: str) -> Mistake:
    hint = "did-you-mean" if suggestion else None
    texts = (*values.items(), ("suggestion", suggestion or ""))
    return Mistake(file=draft.file, path=(), code=code, values=texts, hint=hint)
