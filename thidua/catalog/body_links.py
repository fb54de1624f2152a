"""Ties the links in bodies to entries: a link by file path becomes a link by id, and what leads nowhere is a mistake.

The HTML still holds no address: `entry:ID#anchor` is resolved when a page is rendered. A link to an entry that is not (yet) on the
site keeps its text and loses its link, and gets it back by itself on the day that entry is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

from thidua.catalog.mistakes import Mistake
from thidua.problems import Suggestions, nearest
from thidua.sources.assets import is_picture
from thidua.sources.markdown import Link
from thidua.sources.reader import Draft, reference_name

_ENTRY_FILE = re.compile(r'"entry-file:([^"#]+)(#[^"]*)?"')


def file_of(target: str) -> str:
    """Return the path of the file that a placeholder names (`entry-file:PATH#anchor`, `asset:PATH`)."""
    return unquote(target.partition(":")[2].partition("#")[0])


class Ties:
    """Which entry each file is, so that what leads to a file leads to an entry."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._by_file: dict[str, Draft] = {}
        for draft in drafts:
            self._by_file[draft.file] = draft
            if draft.file.endswith("/index.md"):
                self._by_file[posixpath.dirname(draft.file) + "/"] = draft

    def missing(self, files: Collection[str]) -> list[Mistake]:
        """Return the links and files in bodies that lead nowhere; `files` are the content folder's."""
        near = _Near(self._by_file, files)
        drafts = {draft.file: draft for draft in self._by_file.values()}
        return [mistake for draft in drafts.values() for mistake in _missing(draft, self._by_file, files, near)]

    def placeholders(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        """Return what a draft's HTML refers to: (entry, id or "?") and (asset, path)."""
        return tuple(("entry", self._id(name)) if space == "entry-file" else (space, name) for space, name in draft.placeholders)

    def _id(self, file: str) -> str:
        target = self._by_file.get(file)
        return target.id if target else "?"


def tie(html: str, written: Iterable[tuple[str, str]], tied: Iterable[tuple[str, str]]) -> str:
    """Return body HTML with links to files tied to ids; `written` are its placeholders and `tied` what each of them means."""
    ids = {file: name for (space, file), (_, name) in zip(written, tied, strict=True) if space == "entry-file"}
    if not ids:
        return html

    def replacement(match: re.Match[str]) -> str:
        name = ids.get(unquote(match[1]), "?")
        return f'"entry:{name}{match[2] or ""}"' if name != "?" else '"entry:?"'

    return _ENTRY_FILE.sub(replacement, html)


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


def _missing(draft: Draft, by_file: Mapping[str, Draft], files: Collection[str], near: _Near) -> list[Mistake]:
    mistakes = []
    for link in draft.links:
        if not link.target.startswith("entry-file:"):
            continue
        path, anchor = file_of(link.target), link.target.partition("#")[2]
        target = by_file.get(path)
        if target is None:
            other = near.entries.nearest(reference_name(path))
            mistakes.append(_mistake(draft, link, "unknown-link", _beside(draft, other) if other != draft.file else None, name=path))
        elif anchor and anchor not in target.anchors:
            heading = nearest(anchor, target.anchors)
            mistakes.append(_mistake(draft, link, "unknown-entry-anchor", heading and f"#{heading}", name=f"{target.file}#{anchor}"))
    shown = ((link, file_of(link.target)) for link in draft.pictures)
    mistakes += [_mistake(draft, link, "picture-type", None, name=file) for link, file in shown if not is_picture(file)]
    for link in (*draft.pictures, *draft.files):
        path = file_of(link.target)
        if path not in files:
            mistakes.append(_mistake(draft, link, "missing-file", _beside(draft, near.file(path)), name=path))
    return mistakes


def _beside(draft: Draft, file: str | None) -> str | None:
    """Return the path of `file` as the draft's editor would write it in a link."""
    return file and posixpath.relpath(file, posixpath.dirname(draft.file))


def _mistake(draft: Draft, link: Link, code: str, suggestion: str | None, **values: str) -> Mistake:
    hint = "did-you-mean" if suggestion else None
    texts = (*values.items(), ("suggestion", suggestion or ""))
    return Mistake(file=draft.file, path=(), code=code, values=texts, hint=hint, line=link.line, column=link.column)
