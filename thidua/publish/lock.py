"""One build of an output folder at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thidua.locks import only_holder
from thidua.publish.exchange import repair
from thidua.publish.places import lock_file


@contextmanager
def only_build(output: Path) -> Iterator[None]:
    """Hold the lock of `output` while the block runs; raise Held when somebody else does.

    What a killed build left between two renames is put right first: nothing may look at the folder before.
    """
    with only_holder(lock_file(output)):
        repair(output)
        yield
