"""A lock that one process holds and a dead one never keeps: the kernel's, on a file.

It belongs to the process and not to the open file, so that workers forked meanwhile do not hold it on behalf of a dead parent. A file with
a process id in it was rejected: after a crash somebody has to decide whether that process is still the same one.

The file stays for the next time, but for a block that fails: that leaves nothing that was not there before. So a lock counts only while
its file is the one that the path names; whoever waited for one that was taken away meanwhile begins anew.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Held(Exception):  # noqa: N818 # named for what is going on
    """Another process holds the lock."""


@contextmanager
def only_holder(path: Path) -> Iterator[None]:
    """Hold the lock `path`, made with its folders where it is missing, while the block runs; raise Held when somebody else does."""
    missing = [folder for folder in path.parents if not folder.exists()]
    new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _take(path)
        try:
            yield
        except BaseException:
            if new:
                path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _take(path: Path) -> int:
    """Return the lock's open file; a symbolic link in its place is not followed to make a file elsewhere."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_named(descriptor, path):
                return descriptor
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            raise Held(str(path)) from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_named(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
