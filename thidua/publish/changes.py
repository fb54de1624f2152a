"""A ChangeSet: what a build writes and removes in the output folder, staged beside it and then applied.

Files are written to a stage on the same file system first; nothing of the published site is touched until every output has been
rendered. A first build moves the whole stage into place.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from thidua.publish.manifest import NAME, Manifest, is_safe


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Paths below the output folder: staged ones to put in place, old ones to remove; `files` is the manifest afterwards."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    files: Mapping[str, str]


def stage_folder(output: Path) -> Path:
    """Return where the outputs of a build to `output` are staged."""
    return output.with_name(f".{output.name}.thidua-{os.getpid()}")


def stale_stages(output: Path) -> list[Path]:
    """Return the stages that killed builds of `output` left beside it; to be asked only while its lock is held."""
    is_stage = re.compile(re.escape(f".{output.name}.thidua-") + r"[0-9]+").fullmatch
    return sorted(path for path in output.parent.iterdir() if is_stage(path.name))


def change_set(before: Manifest, after: Mapping[str, str]) -> ChangeSet:
    """Return what turns the files of `before` into `after` (digest by path)."""
    return ChangeSet(
        written=tuple(sorted(path for path, digest in after.items() if before.files.get(path) != digest)),
        removed=tuple(sorted(path for path in before.files if path not in after)),
        files=after,
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


def apply(changes: ChangeSet, stage: Path, output: Path) -> None:
    """Put the staged files in place, remove the old ones, then write the manifest; ValueError for an unsafe path.

    Old files that stand where a folder is to be, or the reverse, go first; the others go last, so that a page that readers have open
    never lacks what it is made of.
    """
    for path in (*changes.written, *changes.removed):
        _refuse_unsafe(path)
    stage.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(files=changes.files).to_bytes()
    if not output.exists() or not any(output.iterdir()):
        (stage / NAME).write_bytes(manifest)
        if output.exists():
            output.rmdir()
        stage.rename(output)
        return
    blocking = _in_the_way(changes)
    for path in blocking:
        _remove(output, path)
    folders: set[str] = set()
    for path in changes.written:
        target = output / path
        folder = str(target.parent)
        if folder not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        os.replace(stage / path, target)  # noqa: PTH105 # says what it does: atomic
    for path in changes.removed:
        if path not in blocking:
            _remove(output, path)
    if changes.written or changes.removed:
        (stage / NAME).write_bytes(manifest)
        os.replace(stage / NAME, output / NAME)  # noqa: PTH105 # as above
    shutil.rmtree(stage)


def _in_the_way(changes: ChangeSet) -> list[str]:
    """Return the removed paths that are a folder of a written one, or have a written one as a folder."""
    written = set(changes.written)
    folders = {folder for path in written for folder in _folders_of(path)}
    return [path for path in changes.removed if path in folders or not written.isdisjoint(_folders_of(path))]


def _folders_of(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _remove(output: Path, path: str) -> None:
    """Remove one file and the folders that it leaves empty."""
    target = output / path
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def discard(stage: Path) -> None:
    """Remove what a failed build staged."""
    shutil.rmtree(stage, ignore_errors=True)
