"""A ChangeSet: what a build writes and removes in the output folder, staged beside it and then applied.

Files are written to a stage on the same file system first; nothing of the published site is touched until every output has been
rendered. A first build moves the whole stage into place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from thidua.publish.manifest import NAME, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Paths below the output folder: staged ones to put in place, old ones to remove; `files` is the manifest afterwards."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    files: Mapping[str, str]


def stage_folder(output: Path) -> Path:
    """Return where the outputs of a build to `output` are staged."""
    return output.with_name(f".{output.name}.thidua-{os.getpid()}")


def change_set(before: Manifest, after: Mapping[str, str]) -> ChangeSet:
    """Return what turns the files of `before` into `after` (digest by path)."""
    return ChangeSet(
        written=tuple(sorted(path for path, digest in after.items() if before.files.get(path) != digest)),
        removed=tuple(sorted(path for path in before.files if path not in after)),
        files=after,
    )


def write_staged(stage: Path, path: str, data: bytes, made: set[str]) -> None:
    """Write one file to the stage; `made` remembers the folders that this process has made there."""
    target = f"{stage}/{path}"
    folder = target.rpartition("/")[0]
    if folder not in made:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 # a Path object for each of ten thousand files costs as much as the write
        made.add(folder)
    with open(target, "wb") as file:  # noqa: PTH123 # as above
        file.write(data)


def apply(changes: ChangeSet, stage: Path, output: Path) -> None:
    """Put the staged files in place, remove the old ones, then write the manifest."""
    stage.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(files=changes.files).to_bytes()
    if not output.exists() or not any(output.iterdir()):
        (stage / NAME).write_bytes(manifest)
        if output.exists():
            output.rmdir()
        stage.rename(output)
        return
    folders: set[str] = set()
    for path in changes.written:
        target = output / path
        folder = str(target.parent)
        if folder not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        os.replace(stage / path, target)  # noqa: PTH105 # says what it does: atomic
    for path in changes.removed:
        _remove(output, path)
    if changes.written or changes.removed:
        (stage / NAME).write_bytes(manifest)
        os.replace(stage / NAME, output / NAME)  # noqa: PTH105 # as above
    shutil.rmtree(stage)


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
