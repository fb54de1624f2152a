"""One build as a whole process: how long, how much work, how much memory, how many pages.

Invariant: for a cold build output and cache are gone before the clock starts; memory is the sum over the process and its children
at one moment; whatever happens, no process that was started is left behind. Timing inside the generators was rejected: each draws
its own line between starting and working.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_SECONDS = 0.05
KIBIBYTES = 1024
ERROR_LINES = 20


class BuildError(Exception):
    """A generator did not build; the text is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A generator and how it is started.

    `leftovers` are what a cold build must not find from the build before. `again` and `again_environment` are for a build that finds the
    last one's output, where they differ from a cold one's. `primed`: it needs one such build that nobody times, to fill a cache that a
    cold build does not write. `told` is where it writes its own report.
    """

    name: str
    command: Sequence[str]
    folder: Path
    output: Path
    leftovers: Sequence[Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    again: Sequence[str] = ()
    again_environment: Mapping[str, str] = field(default_factory=dict)
    primed: bool = False
    told: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a generator says of its own build: outputs it has, those it rendered, files and bytes it wrote, MiB at the peak."""

    outputs: int
    rendered: int
    written: int
    bytes_written: int
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one build took: seconds on the wall and of the processors, MiB at the peak, HTML files and all files there are."""

    wall: float
    processor: float
    memory: float
    pages: int
    files: int
    told: Told | None = None


def measure(contestant: Contestant, *, fresh: bool = True) -> Run:
    """Build once, from nothing or upon the last build; raise BuildError when the generator fails or there is no page."""
    if fresh:
        for path in (contestant.output, *contestant.leftovers):
            shutil.rmtree(path, ignore_errors=True)
    changed = {} if fresh else contestant.again_environment
    started = time.perf_counter()
    process = subprocess.Popen(
        list(contestant.command if fresh else contestant.again or contestant.command),
        cwd=contestant.folder,
        env={**os.environ, **contestant.environment, **changed},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    said, peak = _Reader(process), _Peak(process.pid)
    said.start()
    peak.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        _end(process)
        peak.stop()
        said.join()
        raise
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    peak.stop()
    said.join()
    pages, files = _count(contestant.output)
    if process.returncode or not pages:
        raise BuildError(f"{contestant.name} ended with {process.returncode} and {pages} pages:\n{said.end()}")
    return Run(
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        memory=max(peak.kibibytes, _own(usage.ru_maxrss)) / KIBIBYTES,
        pages=pages,
        files=files,
        told=_read_told(contestant.told) if contestant.told else None,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that came from it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _count(folder: Path) -> tuple[int, int]:
    """Return how many HTML files and how many files at all are below a folder."""
    pages = files = 0
    for _, _, names in os.walk(folder):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
    return pages, files


def _read_told(path: Path) -> Told:
    report = json.loads(path.read_text(encoding="utf-8"))
    return Told(
        outputs=report["outputs"],
        rendered=report["rendered"],
        written=len(report["written"]),
        bytes_written=report["bytes_written"],
        memory=report["peak_memory_mib"],
    )


class _Reader(threading.Thread):
    """Keeps what a process says, so that a full pipe never holds it up."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._text = b""

    def run(self) -> None:
        if self._process.stdout:
            with self._process.stdout as pipe:
                self._text = pipe.read()

    def end(self) -> str:
        """Return the last lines."""
        return "\n".join(self._text.decode(errors="replace").splitlines()[-ERROR_LINES:])


def _own(kibibytes: int) -> int:
    """Return the peak that a process had by itself: the one that is counted begins with what this process held when it started it."""
    return kibibytes if kibibytes > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss else 0


class _Peak(threading.Thread):
    """Samples the resident memory of a process and of its children; pages they share are counted for each of them."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._ended = threading.Event()
        self.kibibytes = 0

    def run(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self.kibibytes = max(self.kibibytes, sum(map(_resident, _tree(self._process))))

    def stop(self) -> None:
        """End the sampling."""
        self._ended.set()
        self.join()


def _tree(process: int) -> list[int]:
    """Return a process and all that came from it; empty once it has ended."""
    found = [process]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found.extend(map(int, listed.read_text().split()))
            except OSError:  # it ended meanwhile
                continue
    return found


def _resident(process: int) -> int:
    """Return the resident memory in KiB, 0 for a process that has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // KIBIBYTES
