"""Publishing as a build does it, and what lies on the disk afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from thidua.digests import content_digest
from thidua.publish import changes, manifest
from thidua.publish.lock import only_build

ROOT = Path(__file__).parents[3]

Files = Mapping[str, bytes]

A: Files = {f"tin-tuc/{number}/index.html": b"A%d" % number for number in range(300)} | {"index.html": b"A", "doi": b"A"}
B: Files = {f"tin-tuc/{number}/index.html": b"B%d" % number for number in range(0, 300, 2)} | {"doi/a/b.html": b"B", "index.html": b"B"}


def publish(output: Path, files: Files) -> changes.ChangeSet:
    """Publish `files` to `output` under its lock, staging what differs from the manifest; return what changed."""
    with only_build(output):
        changed, stage = prepared(output, files)
        try:
            changes.apply(changed, stage, output)
        finally:
            changes.discard(stage)
    return changed


def prepared(output: Path, files: Files) -> tuple[changes.ChangeSet, Path]:
    """Return what turns `output` into `files`, and the stage that holds it; stages of killed builds go first."""
    for stale in changes.stale_stages(output):
        changes.discard(stale)
    before = manifest.read_manifest(output)
    stage, made = changes.stage_folder(output), set[str]()
    stage.mkdir()
    changed = changes.change_set(before, {path: content_digest(data) for path, data in files.items()})
    for path in changed.written:
        changes.write_staged(stage, path, files[path], made)
    return changed, stage


def shown(output: Path) -> dict[str, bytes]:
    """Return what readers find, without the manifest."""
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    found.pop(manifest.NAME, None)
    return found


def assert_published(output: Path, files: Files) -> None:
    """Hold that `output` has these files, no folder without one, a manifest that says so, and nothing of a build beside it."""
    assert shown(output) == dict(files)
    assert json.loads((output / manifest.NAME).read_bytes())["files"] == {path: content_digest(data) for path, data in files.items()}
    assert {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_dir()} == {
        str(folder) for path in files for folder in Path(path).parents if folder != Path()
    }
    assert {path.name for path in output.parent.glob(".public.thidua-*")} <= {".public.thidua-spare"}


def stats(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return what the disk knows of everything in `folder`, but for the times at which something was read."""
    found: dict[str, tuple[int, ...]] = {}
    for path in sorted(folder.rglob("*")):
        info = os.lstat(path)
        found[str(path)] = (info.st_ino, info.st_mode, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_nlink)
    return found
