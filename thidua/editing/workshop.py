"""The process that builds for a preview: it lives as long as the preview does, and is no part of the one that serves.

A build forks workers, which a process with threads must not; and whatever a build does (a template that eats the memory) leaves the server
and the last good page alone. The process ends by itself when the preview is gone, however that came about.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from thidua.builder import Options, build
from thidua.model.config import Config
from thidua.problems import ConfigurationError, ContentError, MachineError, Problem

PATIENCE = 5.0
"""Seconds that a build may take to end after the preview has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: a site (`config` is its configuration), or problems, or what the machine refused (`refusal`, `values`).

    `rendered`, `written` and `removed` are paths below the output folder.
    """

    config: Config | None = None
    rendered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    next_change: datetime | None = None
    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    values: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class Workshop:
    """Builds on request, one after another."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._channel: Connection | None = None

    def build(self, options: Options) -> Outcome:
        """Return what came of a build; a process that died under it is one of the things that may come of it."""
        channel = self._channel or self._start()
        try:
            channel.send(options)
            answer = channel.recv()
        except (EOFError, OSError):
            self.close()
            return Outcome(refusal="builder-died")
        assert isinstance(answer, Outcome)  # noqa: S101 # nothing else is ever sent
        return answer

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._channel, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), name="thidua-builder")
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited: Ctrl-C is for the process that serves
        self._process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return self._channel

    def close(self) -> None:
        """End the process; one that is in the middle of a build is not waited for longer than PATIENCE."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.join(PATIENCE)
            self._process.terminate()
            self._process.join()
        self._channel = self._process = None

    def __enter__(self) -> Self:
        """Start the process, so that it is ready when the first build is wanted."""
        self._start()
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """End the process."""
        self.close()


def _work(channel: Connection) -> None:
    """Build what is asked for until nobody asks any more."""
    gc.set_threshold(10_000, 10, 50)  # as the command line does for a build
    while True:
        try:
            options: Options = channel.recv()
            channel.send(outcome(options))
        except (EOFError, OSError):
            return


def outcome(options: Options) -> Outcome:
    """Build, and return whatever came of it as a value."""
    start = time.perf_counter()
    try:
        result = build(options)
    except (ContentError, ConfigurationError) as error:
        return Outcome(problems=tuple(error.problems), seconds=time.perf_counter() - start)
    except MachineError as error:
        return Outcome(refusal=error.code, values=error.values, seconds=time.perf_counter() - start)
    return Outcome(
        config=result.config,
        rendered=tuple(verdict.path for verdict in result.rendered),
        written=result.written,
        removed=result.removed,
        next_change=result.next_change,
        problems=tuple(result.problems),
        seconds=time.perf_counter() - start,
    )
