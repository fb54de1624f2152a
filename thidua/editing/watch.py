"""What changes on the disk while a preview runs.

Folders of sources are watched with all that is in them; of the folders around them only whether the sources' own folders and the
configuration come, go or change, because beside these lie things that change all the time (.git, .venv, the published site). Events only
say that it is time to look: what really changed, the build finds out. So a lost event costs a save, never truth.

Threads tell what they see through queues of the interpreter's own. A lock that Ctrl-C meets between its taking and its block stays taken:
with a condition the watching thread waited for it, and the preview for the thread, for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

import watchfiles

from thidua.problems import MachineError
from thidua.sources.ledger import NAME as LEDGER

QUIET = 25
"""Milliseconds without an event after which a burst is over: a program that saves writes, renames and touches within a few."""
BURST = 1500
"""Milliseconds after which a burst that does not end is looked at all the same."""
TURN = 200
"""Milliseconds after which an idle watch comes round, to see whether it is still wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the sources are: folders with all that is in them, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    @property
    def around(self) -> tuple[Path, ...]:
        """The folders in which a folder or file may come and go."""
        return tuple(sorted({path.parent for path in (*self.folders, *self.files)}))

    def identity(self) -> tuple[tuple[str, int, int], ...]:
        """Which folders these are on the disk: one that was removed and made anew is another."""
        found = []
        for path in sorted({*self.folders, *self.around}):
            if path.is_dir():
                status = path.stat()
                found.append((str(path), status.st_dev, status.st_ino))
        return tuple(found)


Filter = Callable[[watchfiles.Change, str], bool]


class Watch:
    """Collects the paths that changed since it was last asked."""

    def __init__(self) -> None:
        self._changes: SimpleQueue[set[str]] = SimpleQueue()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._identity: tuple[tuple[str, int, int], ...] | None = None
        self._failure: str = ""

    def follow(self, places: Places) -> bool:
        """Watch these places from now on; True when others were watched until now, so that something may have been missed."""
        identity = places.identity()
        if identity == self._identity:
            return False
        self.close()
        self._stop = threading.Event()
        shown = {str(path) for path in (*places.folders, *places.files)}
        inside = [path for path in places.folders if path.is_dir()]
        around = [path for path in places.around if path.is_dir()]
        for ready in (
            self._start(inside, lambda _change, path: not _is_hidden(path, inside), recursive=True),
            self._start(around, lambda _change, path: path in shown, recursive=False),
        ):
            ready.get()
        if self._failure:
            raise MachineError("watch-refused", reason=self._failure)
        self._identity = identity
        return True

    def _start(self, folders: Iterable[Path], wanted: Filter, *, recursive: bool) -> SimpleQueue[None]:
        ready: SimpleQueue[None] = SimpleQueue()
        thread = threading.Thread(target=self._run, args=(list(folders), wanted, recursive, self._stop, ready), daemon=True)
        self._threads.append(thread)
        thread.start()
        return ready

    def _run(self, folders: list[Path], wanted: Filter, recursive: bool, stop: threading.Event, ready: SimpleQueue[None]) -> None:  # noqa: FBT001 # a thread's arguments
        try:
            for changes in watchfiles.watch(
                *folders,
                watch_filter=wanted,
                debounce=BURST,
                step=QUIET,
                stop_event=stop,
                rust_timeout=TURN,
                yield_on_timeout=True,
                recursive=recursive,
                raise_interrupt=False,
            ):
                ready.put(None)
                if changes:
                    self._changes.put({path for _, path in changes})
        except FileNotFoundError:
            self._identity = None  # gone since it was looked for; `follow` will look again
        except (OSError, RuntimeError) as error:
            self._failure = str(error)
        finally:
            ready.put(None)

    def wait(self, seconds: float | None) -> frozenset[str]:
        """Return what changed since the last call as soon as anything has; nothing when `seconds` have passed."""
        found: set[str] = set()
        try:
            found |= self._changes.get(timeout=seconds)
            while True:
                found |= self._changes.get_nowait()
        except Empty:
            return frozenset(found)

    def close(self) -> None:
        """Watch nothing any more."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._threads = []
        self._identity = None

    def __enter__(self) -> Self:
        """Give itself; `follow` says what to watch."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """Watch nothing any more."""
        self.close()


def _is_hidden(path: str, folders: Iterable[Path]) -> bool:
    """Tell whether a build never looks at a path: names that begin with a dot or with Word's "~$", but for the address ledger."""
    for folder in folders:
        if Path(path).is_relative_to(folder):
            inside = Path(path).relative_to(folder).parts
            return inside != (LEDGER,) and any(part.startswith((".", "~$")) for part in inside)
    return False
