"""One build as a whole process: how long, how much work, how much memory, how many pages.

Invariant: output and cache are gone before the clock starts, and memory is the sum over the process and its children at one moment.
Timing inside the generators was rejected: each draws its own line between starting and working.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_SECONDS = 0.05
KIBIBYTES = 1024
ERROR_LINES = 20


class BuildError(Exception):
    """A generator did not build; the text is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A generator and how it is started; `leftovers` are what it must not find from the run before."""

    name: str
    version: str
    command: Sequence[str]
    folder: Path
    output: Path
    leftovers: Sequence[Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one build took: seconds on the wall and of the processors, MiB at the peak, HTML files and all files written."""

    wall: float
    processor: float
    memory: float
    pages: int
    files: int


def measure(contestant: Contestant) -> Run:
    """Build once from nothing; raise BuildError when the generator fails or writes no page."""
    for path in (contestant.output, *contestant.leftovers):
        shutil.rmtree(path, ignore_errors=True)
    started = time.perf_counter()
    process = subprocess.Popen(
        list(contestant.command),
        cwd=contestant.folder,
        env={**os.environ, **contestant.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, peak = _Reader(process), _Peak(process.pid)
    said.start()
    peak.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    peak.stop()
    said.join()
    files = [path for path in contestant.output.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    if process.returncode or not pages:
        raise BuildError(f"{contestant.name} ended with {process.returncode} and {pages} pages:\n{said.end()}")
    return Run(
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        memory=max(peak.kibibytes, usage.ru_maxrss) / KIBIBYTES,
        pages=pages,
        files=len(files),
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
