"""Which outputs are stale, and why: a pure function of what is planned, what was made, what changed and what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

Why = Literal["forgotten", "new", "read", "planned", "unpublished"]


class Planned(NamedTuple):
    """An output as planned: its path, the digest of all that is planned of it, and the keys that it reads."""

    path: str
    seal: bytes
    reads: tuple[str, ...]


class Made(NamedTuple):
    """An output as a build made it: the digest of its plan, and that of its file."""

    seal: bytes
    digest: str


class Verdict(NamedTuple):
    """Why an output is rendered: nothing is remembered, it is new, a key that it reads changed, its plan changed, its file is not there."""

    path: str
    why: Why
    key: str = ""


def judge(
    planned: Iterable[Planned], made: Mapping[str, Made], changed: Mapping[str, bool], published: Mapping[str, str]
) -> Iterator[Verdict]:
    """Yield a verdict for each output that is stale.

    `changed` are the keys whose digests differ from those that `made` was made from, and whether each was read at all: one that was is
    the better reason. `published` gives the digest of each file in place.
    """
    for path, seal, reads in planned:
        before = made.get(path)
        if before is None:
            yield Verdict(path, "new" if made else "forgotten")
        elif found := [key for key in reads if key in changed]:
            yield Verdict(path, "read", max(found, key=changed.__getitem__))
        elif before.seal != seal:
            yield Verdict(path, "planned")
        elif published.get(path) != before.digest:
            yield Verdict(path, "unpublished")
