"""A ChangeSet: what a build writes and removes in the output folder, staged beside it and then published as a whole.

Files are written to a stage on the same file system first; nothing of the published site is touched until every output has been
rendered. A first build renames the stage to the output folder. Every later one brings the spare tree up to date, moves the staged files
into it and exchanges it with the output folder, so that readers and a kill at any moment find the old site or the new one. Only where
no exchange is possible are files put in place one by one; the bytes that come of it are the same.

Files of others in the output folder stay: they are carried to the new tree, also those that come while it is made. One that has the
path of an output is replaced by it; one where an output needs a folder, or the reverse, ends the build before anything changes.

Nothing waits for the disk: a kill loses nothing that the kernel has, and a build of ten thousand files would take seconds more. After
a power cut the disk may lack bytes of what was published in the half minute before it, and the manifest does not know: emptying the
output folder publishes everything anew. Only the manifest itself is waited for, so that no cut makes the folder look foreign.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thidua.publish.exchange import exchange
from thidua.publish.in_place import put_in_place
from thidua.publish.manifest import NAME, Manifest, is_safe
from thidua.publish.places import is_apart, spare_folder, stage_folder, stale_stages
from thidua.publish.spare import Wanted, bring_up_to_date, close, liken, link, move_in, open_like, record
from thidua.publish.tree import Tree, folders_of, look, look_again

__all__ = [
    "ChangeSet",
    "apply",
    "change_set",
    "copy_staged",
    "discard",
    "stage_folder",
    "stale_stages",
    "write_staged",
]

_NO_EXCHANGE = {errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM}
"""What the machine answers where the output folder cannot change places with another one; file by file may still be allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Paths below the output folder: staged ones to put in place, old ones to remove; `files` is the manifest afterwards.

    `lost` are paths that the old manifest names and that were not there. `published` is what lay in the output folder when the build
    began; without it, `apply` looks for itself.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    files: Mapping[str, str]
    lost: frozenset[str] = frozenset()
    published: Tree | None = None


def change_set(before: Manifest, after: Mapping[str, str]) -> ChangeSet:
    """Return what turns the files of `before` into `after` (digest by path)."""
    return ChangeSet(
        written=tuple(sorted(path for path, digest in after.items() if before.files.get(path) != digest)),
        removed=tuple(sorted(path for path in before.files if path not in after)),
        files=after,
        lost=before.lost,
        published=before.tree,
    )


def write_staged(stage: Path, path: str, data: bytes, made: set[str]) -> None:
    """Write one file to the stage; `made` remembers the folders that this process has made there. ValueError for an unsafe path."""
    with open(_staged_target(stage, path, made), "wb") as file:  # noqa: PTH123 # a Path object for each of ten thousand files costs as much
        file.write(data)


def copy_staged(stage: Path, path: str, source: str, made: set[str]) -> None:
    """Copy the file `source` to the stage in pieces; otherwise as `write_staged`."""
    shutil.copyfile(source, _staged_target(stage, path, made))


def _staged_target(stage: Path, path: str, made: set[str]) -> str:
    _refuse_unsafe(path)
    target = f"{stage}/{path}"
    folder = target.rpartition("/")[0]
    if folder not in made:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 # as above
        made.add(folder)
    return target


def _refuse_unsafe(path: str) -> None:
    if not is_safe(path):
        message = f"not a path below the output folder: {path!r}"
        raise ValueError(message)


def discard(stage: Path) -> None:
    """Remove what a failed build staged."""
    shutil.rmtree(stage, ignore_errors=True)


def apply(changes: ChangeSet, stage: Path, output: Path) -> None:
    """Publish the staged files and the manifest, take away the old files and the stage; ValueError for an unsafe path.

    OSError leaves what was published as it was, but for an output folder that cannot be exchanged. When nothing changes, nothing on
    the disk is touched.
    """
    for path in (*changes.written, *changes.removed):
        _refuse_unsafe(path)
    if changes.written or changes.removed or changes.lost or not (output / NAME).exists():
        stage.mkdir(parents=True, exist_ok=True)
        _write_manifest(stage, changes)
        published = look(output) if changes.published is None else changes.published
        foreign = _foreign(changes, published, output)
        _refuse_blocked(changes, foreign, output)
        if is_apart(output):
            _put_in_place(changes, stage, output)
        elif published.files or (output / NAME).exists():
            _publish_whole(changes, stage, output, published=published, foreign=foreign)
        else:
            _publish_first(changes, stage, output)
    discard(stage)


def _write_manifest(stage: Path, changes: ChangeSet) -> None:
    with (stage / NAME).open("wb") as file:
        file.write(Manifest(files=changes.files).to_bytes())
        file.flush()
        os.fsync(file.fileno())


def _foreign(changes: ChangeSet, published: Tree, output: Path) -> Tree:
    """Return what others put into the output folder and left there; a folder is theirs when no file of ours is in it, old or new."""
    ours = changes.files.keys() | set(changes.removed)
    files = {path: inode for path, inode in published.files.items() if path not in ours and os.path.lexists(output / path)}
    folders = frozenset(path for path in published.folders - folders_of(ours) if (output / path).is_dir())
    return Tree(files=files, folders=folders)


def _refuse_blocked(changes: ChangeSet, foreign: Tree, output: Path) -> None:
    """Raise FileExistsError when a file of others stands where a folder is to be, or in a folder where a file is to be."""
    if not foreign.files:
        return
    blocking = (foreign.files.keys() & folders_of(changes.files)) | (folders_of(foreign.files) & changes.files.keys())
    if blocking:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(output / min(blocking)))


def _publish_first(changes: ChangeSet, stage: Path, output: Path) -> None:
    """Rename the stage to the output folder, which does not exist or is empty."""
    try:
        if output.exists():
            liken(stage, output)
        stage.rename(output)
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        _put_in_place(changes, stage, output)


def _publish_whole(changes: ChangeSet, stage: Path, output: Path, *, published: Tree, foreign: Tree) -> None:
    spare, staged = spare_folder(output), stage
    try:
        bring_up_to_date(spare, output, _wanted(changes, published, foreign))
        move_in(stage, spare, (*changes.written, NAME))
        staged = spare
        open_like(spare, output)
        exchange(spare, output)
    except OSError as error:
        if spare.exists():
            close(spare)
        if error.errno not in _NO_EXCHANGE:
            raise
        _put_in_place(changes, staged, output)
    else:
        _settle(changes, spare, output, published=published, foreign=foreign)


def _wanted(changes: ChangeSet, published: Tree, foreign: Tree) -> Wanted:
    written = set(changes.written)
    ours = {path: published.files.get(path, 0) for path in changes.files if path not in written}
    folders = frozenset(path for path in foreign.folders if changes.files.keys().isdisjoint((path, *folders_of([path]))))
    return Wanted(kept=Tree(files={**ours, **foreign.files}, folders=folders), coming=written)


def _put_in_place(changes: ChangeSet, stage: Path, output: Path) -> None:
    put_in_place(stage, output, written=changes.written, removed=changes.removed, files=changes.files)


def _settle(changes: ChangeSet, spare: Path, output: Path, *, published: Tree, foreign: Tree) -> None:
    """Keep the old tree as the spare one, and carry over what others did to it while the new one was made.

    The new tree is published by now: what cannot be settled leaves the spare tree without a record, and nothing is said to have failed.
    """
    close(spare)
    with suppress(OSError):
        _carry_over(changes, spare, output, published=published, foreign=foreign)


def _carry_over(changes: ChangeSet, spare: Path, output: Path, *, published: Tree, foreign: Tree) -> None:
    now = look_again(spare, published)
    ours = changes.files.keys() | set(changes.removed)
    for path in foreign.files.keys() - now.files.keys():
        (output / path).unlink(missing_ok=True)
    for path, inode in now.files.items():
        if path not in ours and foreign.files.get(path) != inode:
            _carry(path, spare, output)
    record(spare, now)


def _carry(path: str, spare: Path, output: Path) -> None:
    """Link a file that came late to the new tree; where something of ours stands in its way, ours stays."""
    with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).unlink(missing_ok=True)
        link(f"{spare}/{path}", f"{output}/{path}")
