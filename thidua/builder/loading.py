"""Reads the entries whose files changed, in this process or in workers, and keeps what was read.

What the disk describes as it did last time is not read again. What cannot be read is a problem, and the rest goes on: an editor hears of
every mistake at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from thidua.builder.machine import AHEAD, FEW, Crew, spread
from thidua.builder.survey import Ground
from thidua.digests import digest_bytes
from thidua.pickles import dump, load
from thidua.problems import Problem, Problems
from thidua.sources.reader import Draft, EntryFile, Sheet, read_bytes, read_entry
from thidua.state.store import Damaged, SourceRow, Store

READ_BATCH = 50


class Read(NamedTuple):
    """What was read of the entries: drafts of the files that changed, and the files that are as they were.

    `before` are the earlier drafts of changed files, when few changed.
    """

    fresh: dict[str, Draft]
    before: dict[str, Draft]
    kept: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not self.fresh and not self.gone


class _Task(NamedTuple):
    """A file to read: the digest of its bytes when they were last read as an entry of the same kind and section, else nothing."""

    entry: EntryFile
    content: bytes


class _Answer(NamedTuple):
    """What came of reading a file: the digest of its bytes; draft and sheet unless it is wrong or unchanged."""

    file: str
    content: bytes
    draft: Draft | None
    sheet: Sheet | None
    problems: list[Problem]


def read_entries(root: Path, ground: Ground, store: Store, crew: Crew, problems: Problems) -> Read:
    """Read the entries whose files changed, and keep them in the store; what is wrong with any entry is among the problems."""
    known = store.stamps()
    fresh: dict[str, Draft] = {}
    before: dict[str, Draft] = {}
    kept: list[str] = []
    wrong: set[str] = set()
    tasks = []
    for entry in ground.entries:
        place = f"{entry.kind}/{entry.section}|"
        stamp, content_digest = known.get(entry.file, ("", b""))
        if stamp == place + ground.stamps[entry.file]:
            kept.append(entry.file)
        else:
            tasks.append(_Task(entry, content_digest if stamp.startswith(place) else b""))
    places = {task.entry.file: _stamp(task.entry, ground) for task in tasks}
    for answer in _read(root, ground.content, tasks, crew):
        problems.extend(answer.problems)
        if answer.sheet and answer.draft:
            sheet, remarks = answer.sheet, dump(answer.problems) if answer.problems else b""
            if len(tasks) <= FEW and (old := store.draft(answer.file)):
                before[answer.file] = load(old)
            row = SourceRow(places[answer.file], answer.content, sheet.draft)
            store.keep_source(answer.file, row, sheet[1:], remarks)
            fresh[answer.file] = answer.draft
        elif answer.problems:
            wrong.add(answer.file)
        else:
            store.restamp(answer.file, places[answer.file])
            kept.append(answer.file)
    _repeat_remarks(store, frozenset(kept), problems)
    gone = tuple(known.keys() - {entry.file for entry in ground.entries} | (known.keys() & wrong))
    store.forget_sources(gone)
    return Read(fresh, before, tuple(kept), gone)


def _stamp(entry: EntryFile, ground: Ground) -> str:
    """Return the stamp to keep of an entry: that of its file, if it is to be believed, below its kind and section."""
    stamp = "" if entry.file in ground.young_entries else ground.stamps[entry.file]
    return f"{entry.kind}/{entry.section}|{stamp}"


def _repeat_remarks(store: Store, kept: frozenset[str], problems: Problems) -> None:
    for file, data in store.remarks().items():
        if file in kept:
            problems.extend(load(data))


def all_drafts(read: Read, store: Store) -> tuple[Draft, ...]:
    """Return the drafts of all entries that could be read."""
    rows = store.sources() if read.kept else {}
    if not rows.keys() >= set(read.kept):
        raise Damaged("sources")
    kept = (load(store.open_draft(file, rows[file])) for file in read.kept)
    return (*kept, *read.fresh.values())


def _read(root: Path, content: str, tasks: Sequence[_Task], crew: Crew) -> Iterator[_Answer]:
    cuts = [tuple(tasks[start : start + READ_BATCH]) for start in range(0, len(tasks), READ_BATCH)]
    work = ((root, content, cut) for cut in cuts)
    for found in spread(crew, _read_batch, work, ahead=AHEAD if len(tasks) > FEW else 0):
        yield from found


def _read_batch(root: Path, content: str, tasks: tuple[_Task, ...]) -> list[_Answer]:
    return [_read_one(root, content, task) for task in tasks]


def _read_one(root: Path, content: str, task: _Task) -> _Answer:
    raw, problems = read_bytes(root, task.entry)
    if raw is None:
        return _Answer(task.entry.file, b"", None, None, problems)
    found = digest_bytes(raw)
    if found == task.content:
        return _Answer(task.entry.file, found, None, None, [])
    return _Answer(task.entry.file, found, *read_entry(raw, content, task.entry))
