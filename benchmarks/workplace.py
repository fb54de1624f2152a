"""The folder a contest happens in: in memory, with room enough, and gone afterwards whatever happens.

Invariant: the folder is removed on success, on failure, on Ctrl-C and on SIGTERM. A folder in the system's temporary place was rejected:
it may lie on a disk, whose speed would then be measured.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
KIBIBYTES_AN_ARTICLE = {"thidua": 60, "Hugo": 36, "Pelican": 45}
"""What an article takes in all of a contestant's folders: sources, output and cache; measured at 1,000 articles, and a sixth more."""
BUILD_KIBIBYTES_AN_ARTICLE = 80
"""What a build takes in memory beside them: an estimate for Hugo, which takes most."""
GIBIBYTE = 2**30


class NoRoomError(Exception):
    """The machine has too little space; the text says how much is needed."""


@contextmanager
def workplace(folder: Path | None) -> Iterator[Path]:
    """Give the folder that was asked for, else one in memory that is removed afterwards."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    before = signal.signal(signal.SIGTERM, _leave)
    place = Path(tempfile.mkdtemp(prefix="thidua-bench-", dir=MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None))
    try:
        yield place
    finally:
        for _ in range(5):  # a worker that was killed a moment ago may still write
            shutil.rmtree(place, ignore_errors=True)
            if not place.exists():
                break
        signal.signal(signal.SIGTERM, before)


def ensure_room(folder: Path, articles: int, names: Sequence[str]) -> None:
    """Raise NoRoomError when the folder, or the memory it may lie in, is too small for an archive of so many articles."""
    files = articles * sum(KIBIBYTES_AN_ARTICLE[name] for name in names) * 1024
    builds = articles * BUILD_KIBIBYTES_AN_ARTICLE * 1024
    free = shutil.disk_usage(folder).free
    if files > free:
        raise NoRoomError(f"{articles:,} articles need about {_gibibytes(files)} of files, and {_gibibytes(free)} are free.")
    memory = _available_memory()
    needed = builds + (files if MEMORY_FOLDER in folder.parents else 0)
    if memory is not None and needed > memory:
        raise NoRoomError(f"{articles:,} articles need about {_gibibytes(needed)} of memory, and {_gibibytes(memory)} are available.")


def _available_memory() -> int | None:
    """Return the bytes that programs can still have, None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) * 1024 if found else None


def _gibibytes(size: int) -> str:
    return f"{size / GIBIBYTE:.1f} GiB"


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
