"""What really lies in a folder: every file with its inode, every folder.

Two paths on one file system with the same inode are the same file; so two trees are compared without reading or asking about a file,
for inodes come with the names. Links are files here: they are never followed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from thidua.publish.places import RESERVED

_COARSE = 100_000_000
"""By how much, in nanoseconds, a file system's clock may lag behind ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Inode of every file, and all folders, by path below a folder; without what is ours at its top. Looked at since `since` (ns)."""

    files: Mapping[str, int] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    since: int = 0


def look(folder: Path) -> Tree:
    """Return what lies in `folder`; nothing when there is none. What disappears meanwhile was not there."""
    since = time.time_ns() - _COARSE
    files: dict[str, int] = {}
    folders: set[str] = set()
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        try:
            items = os.scandir(place)
        except FileNotFoundError:
            continue
        with items:
            for item in items:
                path = prefix + item.name
                if not prefix and path.startswith(RESERVED):
                    continue
                if item.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append((f"{path}/", item.path))
                else:
                    files[path] = item.inode()
    return Tree(files=files, folders=frozenset(folders), since=since)


def look_again(folder: Path, seen: Tree) -> Tree:
    """Return what lies in `folder` now: `seen` itself unless the time of some folder is later than the look that gave it.

    Folders' times are trusted for that short while only. To trust them from one publication to the next was rejected: a folder that
    is restored from a backup has old times and new content.
    """
    return look(folder) if any(_touched(f"{folder}/{path}", seen.since) for path in ("", *seen.folders)) else seen


def _touched(folder: str, since: int) -> bool:
    try:
        return os.stat(folder).st_mtime_ns >= since  # noqa: PTH116 # a Path object for each of ten thousand folders costs as much
    except (FileNotFoundError, NotADirectoryError):
        return True


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that the files `paths` need, each with those it is in."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
