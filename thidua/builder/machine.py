"""The machine: worker processes, memory, and what it refuses, told apart from what editors and operators can mend.

Whatever stops a build becomes one sentence; an exception with a traceback is for mistakes of this program alone.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from thidua.problems import ConfigurationError, MachineError, Problem, Problems
from thidua.site import templating

T = TypeVar("T")

AHEAD = 2
"""Tasks that a worker has in its hands: it never waits for the next one, and memory never fills with what is to be done."""

BEHIND = 50
"""Answers for each process that may wait for a slow one before them; not all there are."""

FEW = 40
"""So few files or outputs are not worth the start of a worker."""


Peak = tuple[int, int]
"""A process and the most memory that it has held, in KiB."""


@dataclass(slots=True)
class Memory:
    """The most memory that the processes of the build have held together, in KiB: of those that live at one time, the peaks are added.

    Memory that a worker shares with this process since it was forked is counted once for each of them.
    """

    peaks: dict[int, int] = field(default_factory=dict)
    together: int = 0

    def note(self, peak: Peak) -> None:
        """Remember what a process says that it needed."""
        process, kib = peak
        self.peaks[process] = max(kib, self.peaks.get(process, 0))

    def peak_mib(self) -> float:
        """Return the most that this process and those beside it have held together until now, in MiB."""
        self.note(own_peak())
        self.together = max(self.together, sum(self.peaks.values()))
        return round(self.together / 1024, 1)

    def alone(self) -> None:
        """From now on this process has none beside it: what they held is free for it."""
        self.peak_mib()
        self.peaks.clear()


@dataclass(slots=True, kw_only=True)
class Crew:
    """Who does the work: this process and the workers beside it, if any, `jobs` in all; and the memory that they have needed.

    `begun` are tasks that workers were given at once.
    """

    workers: Executor | None
    jobs: int = 1
    memory: Memory = field(default_factory=Memory)
    begun: list[Future[Any]] = field(default_factory=list)

    def start(self) -> None:
        """Start the workers, if there are any, while this process is small: what forked ones share is copied when it is touched."""
        if self.workers:
            self.workers.submit(own_peak)

    def in_hand(self) -> int:
        """Return how many of the tasks that were begun are not done."""
        return sum(not task.done() for task in self.begun)

    def dismiss(self) -> None:
        """End the workers, once they have done what they are at: what is left is this process's own to do, and what they held is free."""
        if self.workers:
            self.workers.shutdown(cancel_futures=True)
            self.workers = None
            self.memory.alone()


def spread(crew: Crew, function: Callable[..., T], tasks: Iterable[tuple[Any, ...]], *, ahead: int = AHEAD) -> Iterator[T]:
    """Yield what `function` answers to each of `tasks`, in their order.

    A task goes to a worker while those that are not at what was begun have fewer than `ahead` each in their hands; this process does the
    others itself, with `ahead` 0 all.
    What a task raises is raised in its turn; no worker is at work any more by then.
    """
    waiting: deque[Future[tuple[T, Peak]]] = deque()
    try:
        for task in tasks:
            if crew.workers and sum(not answer.done() for answer in waiting) < ahead * (crew.jobs - 1 - crew.in_hand()):
                waiting.append(crew.workers.submit(_measured, function, task))
            else:
                waiting.append(_done_here(function, task))
                if waiting[-1].exception():
                    break
            while waiting and (waiting[0].done() or len(waiting) > BEHIND * crew.jobs):
                yield _answer(waiting.popleft(), crew.memory)
        while waiting:
            yield _answer(waiting.popleft(), crew.memory)
    finally:
        for answer in waiting:
            answer.cancel()
        wait(waiting)


def begin(crew: Crew, function: Callable[..., T], task: tuple[Any, ...]) -> Callable[[], T]:
    """Give a task to the workers, which there must be, at once; return what waits for its answer."""
    assert crew.workers  # noqa: S101 # who has none does the task when its answer is asked for
    done = crew.workers.submit(_measured, function, task)
    crew.begun = [*(task for task in crew.begun if not task.done()), done]
    return lambda: _answer(done, crew.memory)


def _measured(function: Callable[..., T], task: tuple[Any, ...]) -> tuple[T, Peak]:
    """Do a task; return its answer, and what this process has needed."""
    return function(*task), own_peak()


def _done_here(function: Callable[..., T], task: tuple[Any, ...]) -> Future[tuple[T, Peak]]:
    """Do a task in this process; what it raises is raised in its turn, after what workers raised before it."""
    done: Future[tuple[T, Peak]] = Future()
    try:
        done.set_result(_measured(function, task))
    except Exception as error:  # noqa: BLE001 # raised where the answer is taken
        done.set_exception(error)
    return done


def _answer(done: Future[tuple[T, Peak]], memory: Memory) -> T:
    answer, peak = done.result()
    memory.note(peak)
    return answer


def _end_with_parent() -> None:
    """Let this worker end when the process that started it does: of a killed one nobody else would tell it, and Ctrl-C is for that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def start_workers(jobs: int) -> Iterator[Executor | None]:
    """Give the workers that make this process one of `jobs`, or None when it works alone."""
    if jobs <= 1:
        yield None
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs - 1, mp_context=context, initializer=_end_with_parent) as workers:
        try:
            yield workers
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def told_apart(root: Path, written: Path | None = None) -> Iterator[None]:
    """Turn whatever stops a build into what the command line tells: MachineError, or ConfigurationError for a template.

    Where the machine does not say which file it refused, the site's folder `root` is named, or of a disk the one that is `written` to.
    """
    try:
        yield
    except templating.TemplateError as error:
        problems = Problems()
        problems.add(below(root, error.problem))
        raise ConfigurationError(problems) from error
    except OSError as error:
        raise _machine_error(error, (written or root) if error.errno in _OF_A_DISK else root) from error
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


_OF_A_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})


def _machine_error(error: OSError, root: Path) -> MachineError:
    """Return what the machine refused; where it does not say of which file, `root` is named."""
    reason = error.strerror or os.strerror(error.errno or 0)
    return MachineError(_CODES.get(error.errno or 0, "machine"), path=error.filename2 or error.filename or root, reason=reason)


def own_peak() -> Peak:
    """Return this process and the most memory that it has held.

    Linux says it of the program that runs; what `getrusage` says begins with what the process held that started this one.
    """
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return os.getpid(), int(line.split()[1])
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def give_back_arrays() -> None:
    """Let this process give each large array back when it is freed; the C library would keep its place for the next one."""
    import ctypes  # noqa: PLC0415 # 2 ms that most builds need not pay

    choose = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if choose:
        choose(_MMAP_THRESHOLD, _LARGE_ARRAY)


_MMAP_THRESHOLD = -3
"""What mallopt calls the size from which memory is the system's own."""

_LARGE_ARRAY = 1 << 22


def trim_memory() -> None:
    """Give back to the system what this process has freed; where its C library knows no such call, nothing happens."""
    import ctypes  # noqa: PLC0415 # 2 ms that most builds need not pay

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)
