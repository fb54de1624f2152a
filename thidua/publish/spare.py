"""The spare tree: the one that was published before, kept beside the output folder and made into the next one.

It shares its files with the published tree (hard links), so it costs folders only, and to bring it up to date costs what the last and
this publication change, not what the archive holds. A changed file is always another inode, put there by a rename or a link; no file
is ever written in place, so what readers have open stays what it was.

What is in the spare tree is read from its record, which the publication that left it wrote last and which goes before anything in the
tree is touched. The record only saves a look: without one (a killed build), or with one of another folder (a copy), the tree is
walked, and whatever is found there is made into what it should be. Digests are not asked: a file that is not the published one, inode
by inode, is replaced by it.

While it is not published, nobody but its owner may enter: what was withdrawn must not be served from a hidden folder.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thidua.publish.manifest import NAME
from thidua.publish.places import RESERVED
from thidua.publish.tree import Tree, folders_of, look

RECORD = f"{RESERVED}-spare.json"
_NO_LINK = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A tree to be published: what it takes over from the published one, files and folders of others included, and what is staged."""

    kept: Tree
    coming: Collection[str]


def bring_up_to_date(spare: Path, output: Path, wanted: Wanted) -> None:
    """Make `spare` what is wanted but for the files that come from the stage; it has `output`'s owner and attributes then.

    What has to go goes first, also where a staged file is to come: to rename over an old file makes ext4 write the new one to the
    disk at once, one after the other. OSError leaves it without a record, so that the next build looks for itself.
    """
    if spare.is_symlink():
        spare.unlink()  # nobody leads this program to a folder of somebody else's
    spare.mkdir(mode=0o700, exist_ok=True)
    there = _take_record(spare)
    liken(spare, output)
    spare.chmod(_closed(spare))
    needed = folders_of((*wanted.kept.files, *wanted.coming, *wanted.kept.folders)) | wanted.kept.folders
    stale = [path for path, inode in wanted.kept.files.items() if there.files.get(path) != inode]
    for path in [path for path, inode in there.files.items() if wanted.kept.files.get(path) != inode]:
        os.unlink(f"{spare}/{path}")  # noqa: PTH108 # a Path object for each of ten thousand files costs as much
    for folder in sorted(there.folders - needed, reverse=True):
        os.rmdir(f"{spare}/{folder}")  # noqa: PTH106 # as above
    for folder in sorted(needed - there.folders):
        os.mkdir(f"{spare}/{folder}")  # noqa: PTH102 # as above
        if folder in wanted.kept.folders:
            liken(spare / folder, output / folder)
    for path in stale:
        link(f"{output}/{path}", f"{spare}/{path}")


def move_in(stage: Path, spare: Path, paths: Collection[str]) -> None:
    """Rename the staged files `paths` into the spare tree, whose folders are made; after an OSError all are in the stage again."""
    moved: list[str] = []
    try:
        for path in paths:
            os.replace(f"{stage}/{path}", f"{spare}/{path}")  # noqa: PTH105 # as above
            moved.append(path)
    except OSError:
        for path in moved:
            os.replace(f"{spare}/{path}", f"{stage}/{path}")  # noqa: PTH105 # as above
        raise


def open_like(spare: Path, output: Path) -> None:
    """Let everybody enter who may enter `output`."""
    spare.chmod(stat.S_IMODE(output.stat().st_mode))


def close(spare: Path) -> None:
    """Keep everybody but its owner out; where the folder is not ours that is not possible, and not asked for."""
    closed = _closed(spare)
    if stat.S_IMODE(spare.stat().st_mode) != closed:
        with suppress(PermissionError):
            spare.chmod(closed)


def _closed(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode) & ~0o077


def record(spare: Path, tree: Tree) -> None:
    """Write down that `tree` is what lies in `spare`; where that cannot be written, the next build looks for itself."""
    data = {"folder": _identity(spare), "files": dict(tree.files), "folders": sorted(tree.folders)}
    unfinished = spare / f"{RECORD}.new"
    with suppress(OSError):
        unfinished.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", errors="surrogateescape")
        unfinished.replace(spare / RECORD)


def _take_record(spare: Path) -> Tree:
    """Return what lies in the spare tree, and take away everything at its top that no published tree has, the record first."""
    there = _recorded(spare)
    for item in spare.iterdir():
        if item.name.startswith(RESERVED) and item.name != NAME:
            _delete(item)
    return there or look(spare)


def _delete(item: Path) -> None:
    if item.is_dir() and not item.is_symlink():
        shutil.rmtree(item)
    else:
        item.unlink()


def _recorded(spare: Path) -> Tree | None:
    try:
        data = json.loads((spare / RECORD).read_text(encoding="utf-8", errors="surrogateescape"))
        if data["folder"] != _identity(spare):
            return None
        return Tree(files=dict(data["files"]), folders=frozenset(data["folders"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _identity(folder: Path) -> list[int]:
    return [folder.stat().st_dev, folder.stat().st_ino]


def liken(folder: Path, model: Path) -> None:
    """Give `folder` the owner, group, mode and attributes of `model`; PermissionError when it cannot be like it."""
    mine, its = folder.stat(), model.stat()
    if (mine.st_uid, mine.st_gid) != (its.st_uid, its.st_gid):
        os.chown(folder, its.st_uid, its.st_gid)
    shutil.copystat(model, folder)


def link(source: str, target: str) -> None:
    """Give the file or symbolic link `source` a second name; where no second name may be, copy it with its times."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
