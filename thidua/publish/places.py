"""Where a build keeps what it does not publish: lock, stage and spare tree lie beside the output folder, and all names are made here.

Beside, because only there a rename can put them in the output's place. Where that cannot be (the output folder is a mount point or has one
in it, lies on another file system than its parent, or the parent is not ours to write to), lock and stage lie inside the output
folder, under names that no output can have, and publishing is file by file (thidua/publish/in_place.py). A temporary folder elsewhere
was rejected: nothing can be renamed from there, and a full disk would show only when the site is half published.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

RESERVED = ".thidua"
"""How names begin that are ours at the top of the output folder; no output has a name that begins with a dot."""


def stage_folder(output: Path) -> Path:
    """Return where the outputs of a build to `output` are staged."""
    return output / f"{RESERVED}-stage-{os.getpid()}" if is_apart(output) else output.with_name(f".{output.name}.thidua-{os.getpid()}")


def stale_stages(output: Path) -> list[Path]:
    """Return the stages that killed builds of `output` left; to be asked only while its lock is held."""
    beside = re.compile(re.escape(f".{output.name}.thidua-") + r"[0-9]+")
    inside = re.compile(re.escape(f"{RESERVED}-stage-") + r"[0-9]+")
    return _matching(output.parent, beside) + _matching(output, inside)


def spare_folder(output: Path) -> Path:
    """Return where the tree lies that was published before the present one."""
    return output.with_name(f".{output.name}.thidua-spare")


def aside_folder(output: Path) -> Path:
    """Return where the published tree lies for a moment when two folders cannot be exchanged at once."""
    return output.with_name(f".{output.name}.thidua-aside")


def lock_file(output: Path) -> Path:
    """Return the file whose lock a build of `output` holds."""
    return output / f"{RESERVED}.lock" if is_apart(output) else output.with_name(f".{output.name}.lock")


def is_apart(output: Path) -> bool:
    """Tell whether no rename can put another folder in the place of `output`, an existing one."""
    if not output.is_dir():
        return False
    parent = output.parent
    if not os.access(parent, os.W_OK | os.X_OK) or output.stat().st_dev != parent.stat().st_dev:
        return True
    return any(mount == str(output) or mount.startswith(f"{output}/") for mount in _mounts())


def _mounts() -> list[str]:
    """Return all mount points; a folder that is mounted from its own file system is seen nowhere else."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return []
    return [os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), line.split(b" ")[4])) for line in lines]


def _matching(folder: Path, name: re.Pattern[str]) -> list[Path]:
    if not os.access(folder, os.R_OK):
        return []
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
