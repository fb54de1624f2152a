"""What a build remembers of the last one, so that it makes only what is no longer as it was.

There are two ways. When nothing but the text of a few entries changed, the site has the outputs that it had: `recall` takes them and
their data from the store. Invariant: it gives exactly what reading, catalog and plan would give, because all else that these see is the
same: the ground, the moment's answers, of each changed draft all but its text. Whatever is different goes the long way: `compare` takes
the digests of all data that a new plan reads.

Making the catalog itself in pieces was rejected: every query would need a second way to be computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from pydantic_core import from_json, to_json

from thidua.builder.loading import Read
from thidua.builder.survey import Ground
from thidua.catalog import texts
from thidua.catalog.entries import Entry
from thidua.digests import digest
from thidua.pickles import dump, load
from thidua.problems import Problem
from thidua.site.outputs import Output
from thidua.site.planner import Plan
from thidua.site.values import ENTRY_SPACES, Materials, entry_value, value, value_digest
from thidua.sources.reader import Draft
from thidua.state.staleness import Made, Planned, Verdict, judge
from thidua.state.store import Damaged, OutputRow, Store, output_seal

Value = Callable[[str], Any]
T = TypeVar("T")

CHUNK = 1000
"""So many keys are written at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last complete build: what it stood on, when its answers hold, what it published, how much there was, what its plan noticed."""

    ground: bytes
    drafts: bool
    now: datetime
    next_change: datetime | None
    published: bytes
    articles: int
    entries: int
    outputs: int
    problems: tuple[Problem, ...]

    def holds(self, ground: Ground, now: datetime, *, drafts: bool) -> bool:
        """Tell whether everything but the entries is as it was, and the moment gives the same answers."""
        same = self.ground == ground.digest and not ground.young and self.drafts == drafts
        return same and self.now <= now and (self.next_change is None or now < self.next_change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be made, and what is to be remembered then.

    `verdicts` says why each of the stale `outputs` is; `value` gives the value of each key; `unchanged` has digest and size of the files
    that stay. `changed` gives, once, the new digests of keys in order of key; `gone` are the keys that nothing reads any more, `dropped`
    the outputs that are planned no more, `entries` the changed ones, None for one that is not on the site.
    """

    outputs: tuple[Output, ...]
    verdicts: Mapping[str, Verdict]
    value: Value
    unchanged: Mapping[str, tuple[str, int]]
    changed: Iterable[tuple[str, bytes]]
    gone: tuple[str, ...]
    entries: Mapping[str, Entry | None]
    dropped: tuple[str, ...] = ()


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


# --- the short way -------------------------------------------------------------------------------------------------------------------


def recall(read: Read, store: Store, published: Mapping[str, str], *, count: int) -> Work | None:
    """Return what to make when nothing but the text of entries changed; None when more did. `count` is how many outputs there are."""
    if read.gone or any(not _same_but_text(draft, read.before.get(file)) for file, draft in read.fresh.items()):
        return None
    if store.count("outputs") != count:
        raise Damaged("outputs")
    entries: dict[str, Entry] = {}
    changed: dict[str, bytes] = {}
    for draft in read.fresh.values():
        data = store.entry(draft.id)
        if data:
            before: Entry = load(data)
            entries[draft.id] = replace(before, draft=draft)
            known = _digests_of_text(before)
            changed |= {key: found for key, found in _digests_of_text(entries[draft.id]).items() if known[key] != found}
    verdicts, outputs, unchanged = {}, [], {}
    for row in store.outputs():
        reads = row.reads.split("\n") if any(key in row.reads for key in changed) else ()
        planned, made = Planned(row.path, b"", tuple(reads)), Made(b"", row.digest, row.size)
        verdict = next(judge((planned,), {row.path: made}, changed, published), None)
        if verdict:
            verdicts[row.path] = verdict
            outputs.append(output_of(row))
        else:
            unchanged[row.path] = (row.digest, row.size)
    return Work(
        outputs=tuple(outputs),
        verdicts=verdicts,
        value=_remembered(store, entries),
        unchanged=unchanged,
        changed=sorted(changed.items()),
        gone=(),
        entries=entries,
    )


def _same_but_text(draft: Draft, before: Draft | None) -> bool:
    return before is not None and _without_text(draft) == _without_text(before)


def _without_text(draft: Draft) -> Draft:
    return replace(draft, words=0, summary_digest=b"", html_digest=b"")


def _digests_of_text(entry: Entry) -> dict[str, bytes]:
    return {
        f"body:{entry.id}": texts.body_digest(entry),
        f"summary:{entry.id}": texts.summary_digest(entry),
        f"words:{entry.id}": digest(entry.draft.words),
    }


def _remembered(store: Store, entries: Mapping[str, Entry]) -> Value:
    """Return what gives keys the values that they had, but for those of `entries`."""

    def remembered(key: str) -> Any:  # noqa: ANN401 # the key decides the type
        space, _, name = key.partition(":")
        if space not in ENTRY_SPACES:
            return load(store.piece(key))
        entry = entries.get(name)
        if entry is None:
            data = store.entry(name)
            if data is None:
                raise Damaged(name)
            entry = load(data) if data else None
        return entry_value(space, entry, store)

    return remembered


# --- the long way --------------------------------------------------------------------------------------------------------------------


def compare(plan: Plan, read: Read, store: Store, published: Mapping[str, str]) -> Work:
    """Return what to make of a plan: what was made otherwise, from other data, or is not in place."""
    materials = plan.materials
    keys = sorted({key for output in plan.outputs for key in output.reads})
    digests = ((key, value_digest(key, materials)) for key in keys)
    made = {path: Made(*found) for path, found in store.plans().items()}
    changed, gone = _difference(store, dict(digests)) if made else ({}, ())
    planned = (Planned(output.path, output_seal(output.path, *written(output)), output.reads) for output in plan.outputs)
    verdicts = {verdict.path: verdict for verdict in judge(planned, made, changed, published)}
    return Work(
        outputs=tuple(output for output in plan.outputs if output.path in verdicts),
        verdicts=verdicts,
        value=partial(value, materials=materials),
        unchanged={output.path: made[output.path][1:] for output in plan.outputs if output.path not in verdicts},
        changed=changed.items() if made else digests,  # of a hundred thousand articles nobody holds them all at once
        gone=gone,
        entries=_changed_entries(materials, changed if made else keys, read),
        dropped=tuple(made.keys() - {output.path for output in plan.outputs}),
    )


def _difference(store: Store, changed: dict[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Take from all digests those that are as they were kept; return what is left, and the keys that are kept for nothing."""
    gone = []
    for key, kept in store.digests():
        if key not in changed:
            gone.append(key)
        elif changed[key] == kept:
            del changed[key]
    return changed, tuple(gone)


def _changed_entries(materials: Materials, changed: Iterable[str], read: Read) -> dict[str, Entry | None]:
    names = {key.partition(":")[2] for key in changed if key.partition(":")[0] in ENTRY_SPACES}
    names |= {draft.id for draft in read.fresh.values()}
    entries = materials.catalog.entries
    return {name: entries.get(name) for name in names}


def remember(work: Work, store: Store, made: Mapping[str, tuple[str, int]]) -> None:
    """Keep what was made, and what it was made from."""
    rows = ((output, *made[output.path]) for output in work.outputs)
    store.keep_outputs(OutputRow(output.path, *written(output), digest_of_file, size) for output, digest_of_file, size in rows)
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
