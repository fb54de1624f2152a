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
from thidua.search.terms import terms_of
from thidua.sources.reader import Analyse, Draft, EntryFile, Sheet, read_bytes, read_entry
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

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of entries whose files changed."""
        return tuple(draft.id for draft in self.fresh.values())


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


def read_entries(  # noqa: PLR0913 # where from, where to, and by whom
    root: Path, ground: Ground, store: Store, crew: Crew, problems: Problems, *, searched: bool
) -> Read:
    """Read the entries whose files changed, and keep them in the store; what is wrong with any entry is among the problems.

    What is `searched` is cut into words too.
    """
    known = store.stamps()
    fresh: dict[str, Draft] = {}
    before: dict[str, Draft] = {}
    kept: list[str] = []
    wrong: set[str] = set()
    tasks = []
    for entry in ground.entries:
        place = _place(entry, searched=searched)
        stamp, content_digest = known.get(entry.file, ("", b""))
        if stamp == place + ground.stamps[entry.file]:
            kept.append(entry.file)
        else:
            tasks.append(_Task(entry, content_digest if stamp.startswith(place) else b""))
    places = {task.entry.file: _stamp(task.entry, ground, searched=searched) for task in tasks}
    analyse = terms_of if searched else None
    for answer in _read(root, ground.content, tasks, crew, analyse):
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


def _place(entry: EntryFile, *, searched: bool) -> str:
    """Return what the reading of a file depends on besides its bytes."""
    return f"{entry.kind}/{entry.section}|{'searched' if searched else ''}|"


def _stamp(entry: EntryFile, ground: Ground, *, searched: bool) -> str:
    """Return the stamp to keep of an entry: that of its file, if it is to be believed, below what else its reading depends on."""
    stamp = "" if entry.file in ground.young_entries else ground.stamps[entry.file]
    return _place(entry, searched=searched) + stamp


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


def _read(root: Path, content: str, tasks: Sequence[_Task], crew: Crew, analyse: Analyse | None) -> Iterator[_Answer]:
    cuts = [tuple(tasks[start : start + READ_BATCH]) for start in range(0, len(tasks), READ_BATCH)]
    work = ((root, content, cut, analyse) for cut in cuts)
    for found in spread(crew, _read_batch, work, ahead=AHEAD if len(tasks) > FEW else 0):
        yield from found


def _read_batch(root: Path, content: str, tasks: tuple[_Task, ...], analyse: Analyse | None) -> list[_Answer]:
    return [_read_one(root, content, task, analyse) for task in tasks]


def _read_one(root: Path, content: str, task: _Task, analyse: Analyse | None) -> _Answer:
    raw, problems = read_bytes(root, task.entry)
    if raw is None:
        return _Answer(task.entry.file, b"", None, None, problems)
    found = digest_bytes(raw)
    if found == task.content:
        return _Answer(task.entry.file, found, None, None, [])
    return _Answer(task.entry.file, found, *read_entry(raw, content, task.entry, analyse))
