"""An Output is one file of the site, or a folder of files that belong together: what renders it, and the exact keys it may see.

A renderer gets a View that holds those keys and nothing else; asking for another raises. So a dependency that the plan does not
declare cannot exist, and the digests of what an Output reads, with all that is planned of it, decide whether it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file: its path below the output folder, its renderer's name, what it is about, and the keys it reads.

    One whose path has a slash at its end is a folder, which is published under that name with a digest (`builder/folders.py`).
    """

    path: str
    renderer: str
    subject: str = ""
    arguments: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of the site map: the path of a page, and the day of its last stated change, if it has one."""

    path: str
    changed: str | None

    @property
    def address(self) -> str:
        """Where the page is."""
        return "/" + self.path.removesuffix("index.html")


class UndeclaredRead(KeyError):  # noqa: N818 # named for what happened, not for a kind of error an editor could meet
    """A renderer asked for a key that its Output does not declare: a mistake in this program."""


class Values(Protocol):
    """The values of keys, by key."""

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 # the key decides the type
        """Return the value of a key."""
        ...


class View:
    """What one Output may see: its declared keys with their values."""

    __slots__ = ("_reads", "_values")

    def __init__(self, values: Values, reads: Iterable[str]) -> None:
        self._values = values
        self._reads = frozenset(reads)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 # the key decides the type
        """Return the value of a declared key."""
        if key not in self._reads:
            raise UndeclaredRead(key)
        return self._values[key]

    def __contains__(self, key: str) -> bool:
        """Tell whether `key` is declared."""
        return key in self._reads
