"""One build of an output folder at a time: a lock that the kernel holds, so that a dead process never keeps it.

It belongs to the process and not to the open file, so that workers forked meanwhile do not hold it on behalf of a dead parent. A file with
a process id in it was rejected: after a crash somebody has to decide whether that process is still the same one.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thidua.publish.exchange import repair
from thidua.publish.places import lock_file


class AnotherBuild(Exception):  # noqa: N818 # named for what is going on
    """Another process is building the same output folder."""


@contextmanager
def only_build(output: Path) -> Iterator[None]:
    """Hold the lock of `output` while the block runs; raise AnotherBuild when somebody else does.

    What a killed build left between two renames is put right first: nothing may look at the folder before.
    """
    path = lock_file(output)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise AnotherBuild(str(output)) from None
        repair(output)
        yield
