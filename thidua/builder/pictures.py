"""Renditions of pictures on their way to the stage: kept by content, so that a picture is encoded once and not once for each build.

They lie in a folder of the cache, each sealed with the digest of its content and named by picture, recipe and encoders. So they outlive the
rest of the cache (another version of the program, `--full`), and one that is damaged, or made by other libraries, is made anew. What
no page shows any more stays while there is room: people try drafts, and take back what they tried.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from thidua.builder.machine import Crew, spread, trim_memory
from thidua.builder.remembering import Value
from thidua.digests import SEAL, content_digest, seal_of
from thidua.model import addresses
from thidua.publish import changes, manifest
from thidua.site.outputs import Output
from thidua.sources.assets import Asset
from thidua.sources.renditions import Rendition

ROOM = 64_000_000
"""Bytes of renditions that nothing shows and that are kept all the same; as many as are shown, if these are more."""

_NAME = re.compile(r"[0-9a-f]{32}(?:\.\d+)?")

Made = dict[str, tuple[str, int]]
"""Digest and size by path."""


class PictureChanged(Exception):  # noqa: N818 # named for what happened
    """A picture is no longer what it was when it was read."""


class _Wanted(NamedTuple):
    """A rendition to stage: its path, and the digest of what is published there."""

    path: str
    rendition: Rendition
    published: str


class _Task(NamedTuple):
    """A picture, the digest of its bytes, and what is to be made of it."""

    file: Path
    digest: str
    wanted: tuple[_Wanted, ...]


def make_pictures(  # noqa: PLR0913 # what, where from, where to, and by whom
    outputs: Iterable[Output], value: Value, stage: Path, before: manifest.Manifest, crew: Crew, *, sources: Mapping[str, Path], kept: Path
) -> Made:
    """Stage the renditions that `outputs` are; return digest and size by path. `kept` is the folder of those that were made before."""
    tasks = _tasks(outputs, value, before, sources)
    files: Made = {}
    for done in spread(crew, _make, ((task, stage, kept) for task in tasks), ahead=1 if len(tasks) > 1 else 0):
        files.update(done)
    return files


def _tasks(outputs: Iterable[Output], value: Value, before: manifest.Manifest, sources: Mapping[str, Path]) -> list[_Task]:
    """Return a task for each picture, however many files it lies in."""
    wanted: dict[str, list[_Wanted]] = {}
    files: dict[str, Path] = {}
    for output in outputs:
        asset: Asset = value(output.reads[0])
        rendition = next(item for item in asset.renditions if addresses.output_path(item.address) == output.path)
        wanted.setdefault(asset.digest, []).append(_Wanted(output.path, rendition, before.files.get(output.path, "")))
        files.setdefault(asset.digest, sources[output.subject])
    return [_Task(files[digest], digest, tuple(items)) for digest, items in wanted.items()]


def _make(task: _Task, stage: Path, kept: Path) -> Made:
    """Stage the renditions of one picture, and encode those that are not kept."""
    made: set[str] = set()
    done: Made = {}
    missing: list[Rendition] = []
    found: dict[str, bytes] = {}
    for rendition in {item.rendition.key: item.rendition for item in task.wanted}.values():
        data = _read(kept, rendition)
        if data is None:
            missing.append(rendition)
        else:
            found[rendition.key] = data
    found |= _encoded(task, missing, kept) if missing else {}
    for path, rendition, published in task.wanted:
        data = found[rendition.key]
        digest = content_digest(data)
        if digest != published:
            changes.write_staged(stage, path, data, made)
        done[path] = (digest, len(data))
    return done


def _encoded(task: _Task, missing: Sequence[Rendition], kept: Path) -> dict[str, bytes]:
    from thidua.sources import pictures  # noqa: PLC0415 # Pillow costs 60 ms that a build without new pictures need not pay

    raw = task.file.read_bytes()
    if content_digest(raw) != task.digest:
        raise PictureChanged(str(task.file))
    found = {}
    for rendition, data in pictures.encode(raw, missing):
        _keep(kept, rendition, data)
        found[rendition.key] = data
    trim_memory()
    return found


# --- what is kept --------------------------------------------------------------------------------------------------------------------


@cache
def _encoders() -> str:
    from thidua.sources import pictures  # noqa: PLC0415 # as above

    return pictures.encoders()


def _name(key: str) -> str:
    return content_digest(f"{key} {_encoders()}".encode())


def _read(kept: Path, rendition: Rendition) -> bytes | None:
    """Return a rendition that was kept; None when there is none, or not as it was written."""
    name = _name(rendition.key)
    try:
        sealed = (kept / name).read_bytes()
    except OSError:
        return None
    data = sealed[SEAL:]
    return data if sealed[:SEAL] == seal_of(name, data) else None


def _keep(kept: Path, rendition: Rendition, data: bytes) -> None:
    """Keep a rendition; where that cannot be, it is made again next time."""
    name = _name(rendition.key)
    beside = kept / f"{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(seal_of(name, data) + data)
        beside.replace(kept / name)


def sweep(kept: Path, keys: Collection[str]) -> None:
    """Remove the oldest of what is kept and not among `keys`, until the rest has room; files of others are left."""
    names = {_name(key) for key in keys}
    used, idle = 0, []
    with contextlib.suppress(OSError), os.scandir(kept) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                status = entry.stat()
                if entry.name in names:
                    used += status.st_size
                else:
                    idle.append((status.st_mtime_ns, entry.name, status.st_size))
    excess = sum(size for _, _, size in idle) - max(ROOM, used)
    for _, name, size in sorted(idle):
        if excess <= 0:
            break
        with contextlib.suppress(OSError):
            (kept / name).unlink()
        excess -= size
