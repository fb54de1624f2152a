"""What a build remembers of the last one, so that it makes only what is no longer as it was.

Work is what two ways find, the short one (`recalling`) and the long one (`comparing`); what comes of it is kept here, whichever it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from pydantic_core import from_json, to_json

from thidua.builder.survey import Ground
from thidua.catalog.entries import Entry
from thidua.catalog.lifecycle import Waiting
from thidua.pickles import dump, load
from thidua.problems import Problem
from thidua.site.outputs import Output
from thidua.site.values import ENTRY_SPACES
from thidua.state.staleness import Verdict
from thidua.state.store import OutputRow, Store

Value = Callable[[str], Any]
T = TypeVar("T")

CHUNK = 1000
"""So many keys are written at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a plan says of the site as a whole: what there is, what waits, what was noticed, and until when that holds."""

    articles: int
    entries: int
    outputs: int
    waiting: Waiting
    problems: tuple[Problem, ...]
    next_change: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last complete build: what it stood on, what its plan said, and the digest of what it published."""

    ground: bytes
    drafts: bool
    now: datetime
    answers: Answers
    published: bytes

    def holds(self, ground: Ground, now: datetime, *, drafts: bool) -> bool:
        """Tell whether everything but the entries is as it was, and the moment gives the same answers."""
        same = self.ground == ground.digest and not ground.young and self.drafts == drafts
        until = self.answers.next_change
        return same and self.now <= now and (until is None or now < until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be made, and what is to be remembered then.

    `verdicts` says why each of the stale `outputs` is; `value` gives the value of each key; `unchanged` has the digests of the files
    that stay. `changed` gives, once, the new digests of keys in order of key; `gone` are the keys that nothing reads any more, `dropped`
    the outputs that are planned no more, `entries` the changed ones, None for one that is not on the site; `renditions` are the keys of all
    pictures' renditions, None where they are those of the last build.
    """

    outputs: tuple[Output, ...]
    verdicts: Mapping[str, Verdict]
    value: Value
    unchanged: Mapping[str, str]
    changed: Iterable[tuple[str, bytes]]
    gone: tuple[str, ...]
    entries: Mapping[str, Entry | None]
    dropped: tuple[str, ...] = ()
    renditions: frozenset[str] | None = None


def last_build(store: Store) -> Past | None:
    """Return the last complete build; None when sources were read since then that it does not know."""
    data = store.fact("build")
    return load(data) if data else None


def forget_build(store: Store) -> None:
    """Note that what was made is no longer what the sources say."""
    store.keep_fact("build", b"")


def keep_build(store: Store, past: Past) -> None:
    """Note that a build is complete."""
    store.keep_fact("build", dump(past))


def remember(work: Work, store: Store, made: Mapping[str, tuple[str, int]]) -> None:
    """Keep what was made, and what it was made from."""
    store.keep_outputs(OutputRow(output.path, *written(output), made[output.path][0]) for output in work.outputs)
    store.forget("outputs", work.dropped)
    store.forget("digests", work.gone)
    store.forget("pieces", (key for key in work.gone if key.partition(":")[0] not in ENTRY_SPACES))
    for changed in _chunks(work.changed):
        store.keep_digests(changed)
        pieces = (key for key, _ in changed if key.partition(":")[0] not in ENTRY_SPACES)
        store.keep_pieces((key, dump(work.value(key))) for key in pieces)
    store.keep_entries((name, dump(entry) if entry else b"") for name, entry in work.entries.items())


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def written(output: Output) -> tuple[bytes, str]:
    """Return an output as it is kept: renderer, subject and arguments, and what it reads, one key a line."""
    return to_json([output.renderer, output.subject, *output.arguments]), "\n".join(output.reads)


def output_of(row: OutputRow) -> Output:
    """Return an output that was kept."""
    renderer, subject, *arguments = from_json(row.plan)
    return Output(path=row.path, renderer=renderer, subject=subject, arguments=tuple(arguments), reads=tuple(row.reads.split("\n")))
