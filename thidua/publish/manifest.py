"""The output folder's own record of what was published: every path with its digest.

The folder owns it, not the cache: losing the cache never leaves a withdrawn article online, and a folder without a manifest of ours
is not ours to write to.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from thidua.digests import content_digest_of
from thidua.publish.places import RESERVED
from thidua.publish.tree import Tree, look

NAME = ".thidua.json"
_FORMAT = 1

UNKNOWN = ""
"""The digest of a file that has to be written again, whatever it is to be."""

HARMLESS = frozenset({".DS_Store", ".directory", ".gitignore", ".gitkeep", "Thumbs.db", "desktop.ini", "lost+found"})
"""What systems and version control put into any folder."""


class NotOurs(Exception):  # noqa: N818 # named for what it says of the folder
    """The output folder holds files and no manifest of ours; its text names one of them, or the manifest that is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Digest of every published file by its path below the output folder; `tree` is what lay there when it was read.

    `lost` are the paths that it named and that were not there.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    tree: Tree | None = None

    def to_bytes(self) -> bytes:
        """Return the manifest as it is written: one line a file, in order."""
        data = {"format": _FORMAT, "files": dict(sorted(self.files.items()))}
        return json.dumps(data, ensure_ascii=False, separators=(",\n", ": ")).encode() + b"\n"  # `indent` would be five times slower


def is_safe(path: str) -> bool:
    """Tell whether `path` can only be a file below the output folder: no empty part, none that begins with a dot."""
    between = f"/{path}/"
    return "//" not in between and "/." not in between


def verified(manifest: Manifest, folder: Path) -> Manifest:
    """Return what really lies in `folder` of a manifest's files: whoever builds in full believes no digest."""
    return replace(manifest, files={path: _digest_in(folder / path) for path in manifest.files})


def _digest_in(path: Path) -> str:
    """Return the digest of a file; what is a link or anything else that is no file, or cannot be read, is not known."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return UNKNOWN
        with path.open("rb") as file:
            return content_digest_of(file)
    except OSError:
        return UNKNOWN


def read_manifest(folder: Path) -> Manifest:
    """Return what was published to `folder`; raise NotOurs when it holds files that we did not put there.

    What is named and not there is left out: what somebody deleted by hand has to be written again. What is there is believed to be
    what was published; to read ten thousand files for their digests would cost more than most builds. A manifest that names a path
    outside the folder was not written by us either.
    """
    try:
        data = json.loads((folder / NAME).read_bytes())
        files = dict(data["files"])
    except FileNotFoundError:
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        foreign = next((name for name in names if not name.startswith(RESERVED) and name not in HARMLESS), None)
        if foreign:
            raise NotOurs(foreign) from None
        return Manifest()
    except (ValueError, KeyError, TypeError):
        raise NotOurs(NAME) from None
    if data.get("format") != _FORMAT or not all(map(is_safe, files)):
        raise NotOurs(NAME)
    tree = look(folder)
    lost = frozenset(files.keys() - tree.files.keys())
    return Manifest(files={path: digest for path, digest in files.items() if path not in lost}, lost=lost, tree=tree)
