"""Which outputs are stale, and why: a pure function of what is planned, what was made, what changed and what is published."""

from __future__ import annotations

from collections.abc import Mapping
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


def is_planned_otherwise(planned: Planned, made: Made | None) -> bool:
    """Tell whether an output is stale whatever it reads: it was never made, or what is planned of it was not the same then."""
    return made is None or made.seal != planned.seal


def judge(planned: Planned, made: Made | None, changed: Mapping[str, bool], published: Mapping[str, str]) -> Verdict | None:
    """Return why an output is stale, and None when it is not; `made` is what the last build made of it.

    `changed` are the keys whose digests differ from those that it was made from, and whether each was read at all: one that was is the
    better reason. `published` gives the digest of each file in place.
    """
    if made is None:
        return Verdict(planned.path, "new")
    if found := [key for key in planned.reads if key in changed]:
        return Verdict(planned.path, "read", max(found, key=changed.__getitem__))
    if is_planned_otherwise(planned, made):
        return Verdict(planned.path, "planned")
    if published.get(planned.path) != made.digest:
        return Verdict(planned.path, "unpublished")
    return None
