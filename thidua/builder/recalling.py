"""The short way: what is stale when nothing but the text of a few entries changed, taken from the store without catalog and plan.

Invariant: it gives exactly what reading, catalog and plan would give, because all else that these see is the same: the ground, the
moment's answers, of each changed draft all but its text. Then the site has the outputs that it had, and only what is said of those
texts can differ. Whatever else is different goes the long way (`comparing`).

Making the catalog itself in pieces was rejected: every query would need a second way to be computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from thidua.builder.folders import FOLDER_KEY, judge_outputs
from thidua.builder.loading import Read
from thidua.builder.remembering import Value, Work, output_of
from thidua.catalog import texts
from thidua.catalog.entries import Entry
from thidua.digests import digest
from thidua.pickles import load
from thidua.site.values import ENTRY_SPACES, entry_value
from thidua.sources.reader import Draft
from thidua.state.staleness import Made, Planned, Verdict
from thidua.state.store import Damaged, OutputRow, Store


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
        if data is None:
            return None  # lost, unlike one that is not on the site; the long way finds it again
        if data:
            before: Entry = load(data)
            entries[draft.id] = replace(before, draft=draft)
            known = _digests_of_text(before)
            changed |= {key: found for key, found in _digests_of_text(entries[draft.id]).items() if known[key] != found}
    verdicts, outputs, unchanged = {}, [], {}
    for row, verdict in _judged(store, changed, published):
        if verdict:
            verdicts[row.path] = verdict
            outputs.append(output_of(row))
        else:
            unchanged[row.path] = row.digest
    return Work(
        outputs=tuple(outputs),
        verdicts=verdicts,
        value=_remembered(store, entries),
        unchanged=unchanged,
        changed=sorted(changed.items()),
        gone=(),
        entries=entries,
    )


def _judged(store: Store, changed: Iterable[str], published: Mapping[str, str]) -> Iterator[tuple[OutputRow, Verdict | None]]:
    """Yield what was made, with why it is stale if it is.

    Keys are looked for in the text of a row first: to cut that of each would take most of the time.
    """
    wanted = (*changed, FOLDER_KEY)
    rows = ((row, tuple(row.reads.split("\n")) if any(key in row.reads for key in wanted) else ()) for row in store.outputs())
    items = ((row, Planned(row.path, b"", reads), Made(b"", row.digest)) for row, reads in rows)
    return judge_outputs(items, dict.fromkeys(changed, True), published)


def _same_but_text(draft: Draft, before: Draft | None) -> bool:
    return before is not None and _without_text(draft) == _without_text(before)


def _without_text(draft: Draft) -> Draft:
    return replace(draft, words=0, summary_digest=b"", html_digest=b"", terms_digest=b"")


def _digests_of_text(entry: Entry) -> dict[str, bytes]:
    return {
        f"body:{entry.id}": texts.body_digest(entry),
        f"summary:{entry.id}": texts.summary_digest(entry),
        f"terms:{entry.id}": texts.terms_digest(entry),
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
