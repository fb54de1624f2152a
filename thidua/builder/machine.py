"""The machine: worker processes, memory, and what it refuses, told apart from what editors and operators can mend.

Whatever stops a build becomes one sentence; an exception with a traceback is for mistakes of this program alone.
"""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import resource
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from thidua.problems import ConfigurationError, MachineError, Problem, Problems
from thidua.site import templating

T = TypeVar("T")

WINDOW = 2
"""Batches for each worker that wait or are worked on."""

FEW = 40
"""So few files or outputs are not worth the start of a worker."""


Peak = tuple[int, int]
"""A process and the most memory that it has held, in KiB."""


@dataclass(slots=True)
class Memory:
    """The most memory that each process of the build has held, in KiB.

    Memory that a worker shares with this process since it was forked is counted once for each of them.
    """

    peaks: dict[int, int] = field(default_factory=dict)

    def note(self, peak: Peak) -> None:
        """Remember what a process says that it needed."""
        process, kib = peak
        self.peaks[process] = max(kib, self.peaks.get(process, 0))

    def peak_mib(self) -> float:
        """Return the sum over this process and those that were noted, in MiB."""
        self.note(own_peak())
        return round(sum(self.peaks.values()) / 1024, 1)


@dataclass(slots=True, kw_only=True)
class Crew:
    """Who does the work: the worker processes, if any, and the memory that all have needed."""

    workers: Executor | None
    jobs: int = 1
    memory: Memory = field(default_factory=Memory)


def windowed(crew: Crew, function: Callable[..., T], arguments: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """Yield what workers answer, in order; no more work is prepared than keeps them busy, so that it never fills the memory."""
    assert crew.workers is not None  # noqa: S101 # who works alone calls the function itself
    waiting: deque[Future[T]] = deque()
    for given in arguments:
        waiting.append(crew.workers.submit(function, *given))
        if len(waiting) > WINDOW * crew.jobs:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _end_with_parent() -> None:
    """Let this worker end when the process that started it does: of a killed one nobody else would tell it."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def start_workers(jobs: int) -> Iterator[Executor | None]:
    """Give `jobs` worker processes, or None when this process works alone."""
    if jobs <= 1:
        yield None
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as workers:
        try:
            yield workers
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def told_apart(root: Path) -> Iterator[None]:
    """Turn whatever stops a build into what the command line tells: MachineError, or ConfigurationError for a template."""
    try:
        yield
    except templating.TemplateError as error:
        problems = Problems()
        problems.add(below(root, error.problem))
        raise ConfigurationError(problems) from error
    except OSError as error:
        raise _machine_error(error) from error
    except BrokenProcessPool as error:
        raise MachineError("worker-died") from error
    except MemoryError as error:
        raise MachineError("no-memory") from error


def below(root: Path, problem: Problem) -> Problem:
    """Return a problem of a file on the disk with the file's path from the site's folder, where it is in it."""
    path = Path(problem.location.file)
    return (
        replace(problem, location=replace(problem.location, file=path.relative_to(root).as_posix()))
        if path.is_relative_to(root)
        else problem
    )


_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOMEM: "no-memory",
    errno.ENOENT: "file-gone",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EIO: "disk-fault",
    errno.EISDIR: "in-the-way",
    errno.ENOTDIR: "in-the-way",
    errno.ENOTEMPTY: "in-the-way",
    errno.EEXIST: "in-the-way",
}


def _machine_error(error: OSError) -> MachineError:
    reason = error.strerror or os.strerror(error.errno or 0)
    return MachineError(_CODES.get(error.errno or 0, "machine"), path=error.filename2 or error.filename or "", reason=reason)


def own_peak() -> Peak:
    """Return this process and the most memory that it has held."""
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def trim_memory() -> None:
    """Give back to the system what this process has freed; where its C library knows no such call, nothing happens."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)
