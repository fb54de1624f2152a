"""Ties the links in bodies to entries: a link by file path becomes a link by id, and what leads nowhere is a mistake.

The HTML still holds no address: `entry:ID#anchor` is resolved when a page is rendered. A link to an entry that is not (yet) on the
site keeps its text and loses its link, and gets it back by itself on the day that entry is published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from thidua.catalog.mistakes import Mistake
from thidua.problems import nearest
from thidua.sources.markdown import Link
from thidua.sources.reader import Draft

_ENTRY_FILE = re.compile(r'"entry-file:([^"#]+)(#[^"]*)?"')
ENTRY_LINK = re.compile(r'"entry:([^"#]+)(#[^"]*)?"')


def file_of(target: str) -> str:
    """Return the path of the file that a placeholder names (`entry-file:PATH#anchor`, `asset:PATH`)."""
    return unquote(target.partition(":")[2].partition("#")[0])


def link_bodies(drafts: list[Draft], files: Collection[str]) -> tuple[dict[str, str], list[Mistake]]:
    """Return the body HTML of each draft by id with links tied to ids, and the links and files that do not exist."""
    by_file = {draft.file: draft for draft in drafts}
    by_file |= {posixpath.dirname(draft.file) + "/": draft for draft in drafts if draft.file.endswith("/index.md")}
    mistakes: list[Mistake] = []
    html = {}
    for draft in drafts:
        mistakes += _missing(draft, by_file, files)
        html[draft.id] = _tie(draft.body.html, by_file) if '"entry-file:' in draft.body.html else draft.body.html
    return html, mistakes


def _tie(html: str, by_file: Mapping[str, Draft]) -> str:
    def replacement(match: re.Match[str]) -> str:
        target = by_file.get(unquote(match[1]))
        return f'"entry:{target.id}{match[2] or ""}"' if target else '"entry:?"'

    return _ENTRY_FILE.sub(replacement, html)


def _missing(draft: Draft, by_file: Mapping[str, Draft], files: Collection[str]) -> list[Mistake]:
    mistakes = []
    for link in draft.body.links:
        if not link.target.startswith("entry-file:"):
            continue
        path, anchor = file_of(link.target), link.target.partition("#")[2]
        target = by_file.get(path)
        if target is None:
            mistakes.append(_mistake(draft, link, "unknown-link", path, nearest(path, by_file)))
        elif anchor and anchor not in target.body.anchors:
            mistakes.append(_mistake(draft, link, "unknown-anchor", f"{path}#{anchor}", nearest(anchor, target.body.anchors)))
    for link in (*draft.body.pictures, *draft.body.files):
        path = file_of(link.target)
        if path not in files:
            beside = {name for name in files if posixpath.dirname(name) == posixpath.dirname(path)}
            mistakes.append(_mistake(draft, link, "missing-file", path, nearest(path, beside)))
    return mistakes


def _mistake(draft: Draft, link: Link, code: str, name: str, suggestion: str | None) -> Mistake:
    values = (("name", name),) + ((("suggestion", suggestion),) if suggestion else ())
    return Mistake(
        file=draft.file, path=(), code=code, values=values, hint="did-you-mean" if suggestion else None, line=link.line, column=link.column
    )
