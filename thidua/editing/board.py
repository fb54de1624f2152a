"""What the preview shows at present, and how everyone who waits for it to change is told.

One thread puts a new value, those of the open pages read it. The value is immutable, so that a page, its marks and its problems are always
of one moment; locks around single fields were rejected for want of that.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an open page compares: another text means that pages, style sheets or problems are others; no text, that there are none."""

    pages: str = ""
    styles: str = ""
    problems: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The site as it is shown: `folder` holds the last good one (None: there is none yet), served below the path `mount`.

    `panel` is the HTML of the problems, `waiting` that of the page for as long as there is no site.
    """

    marks: Marks
    folder: Path | None
    mount: str
    language: str
    panel: bytes = b""
    waiting: bytes = b""


class Board:
    """Holds what is shown; `wait` returns as soon as it is something else."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._closed = False
        self._changed = threading.Condition()

    @property
    def shown(self) -> Shown:
        """What is shown at present."""
        return self._shown

    @property
    def closed(self) -> bool:
        """Whether nothing will ever change again."""
        return self._closed

    def put(self, shown: Shown) -> None:
        """Show something else, and tell all who wait."""
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of all who wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, known: Marks, seconds: float) -> Marks:
        """Return the marks as soon as they are not those `known`, the board is closed, or `seconds` have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.marks != known, seconds)
            return self._shown.marks
