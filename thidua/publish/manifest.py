"""The output folder's own record of what was published: every path with its digest.

The folder owns it, not the cache: losing the cache never leaves a withdrawn article online, and a folder without a manifest of ours
is not ours to write to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

NAME = ".thidua.json"
_FORMAT = 1


class NotOurs(Exception):  # noqa: N818 # named for what it says of the folder
    """The output folder holds files and no manifest of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Digest of every published file by its path below the output folder."""

    files: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the manifest as it is written: one line a file, in order."""
        return json.dumps({"format": _FORMAT, "files": dict(sorted(self.files.items()))}, ensure_ascii=False, indent=0).encode() + b"\n"


def digest(data: bytes) -> str:
    """Return the digest under which a file's content is known."""
    return blake2b(data, digest_size=16).hexdigest()


def is_safe(path: str) -> bool:
    """Tell whether `path` can only be a file below the output folder: no empty part, none that begins with a dot."""
    return not any(part == "" or part.startswith(".") for part in path.split("/"))


def _files_below(folder: Path) -> set[str]:
    """Return the paths of all files below `folder`: what somebody deleted by hand has to be written again."""
    found: set[str] = set()
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{item.name}/", item.path))
                else:
                    found.add(prefix + item.name)
    return found


def read_manifest(folder: Path) -> Manifest:
    """Return what was published to `folder`; raise NotOurs when it holds files that we did not put there.

    A manifest that names a path outside the folder was not written by us either.
    """
    path = folder / NAME
    try:
        files = dict(json.loads(path.read_bytes())["files"])
        if not all(map(is_safe, files)):
            raise NotOurs(str(folder))
        there = _files_below(folder)
        return Manifest(files={path: digest for path, digest in files.items() if path in there})
    except FileNotFoundError:
        if folder.is_dir() and any(folder.iterdir()):
            raise NotOurs(str(folder)) from None
        return Manifest()
    except (ValueError, KeyError, TypeError):
        raise NotOurs(str(folder)) from None
