"""What is measured: five tasks of a newsroom, each a change to the archive and then one whole build.

Invariant: a change is made to the entry as it is before it takes any generator's form, so that each gets the same one; whatever a round
changes, `restored` takes back. Changing the files of each generator with patterns was rejected: each would need its own, and might miss.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from benchmarks.archive import Tree, Written, write_entry, written
from benchmarks.entries import HANOI, LAST_DAY, Plan, Stub

SENTENCE = "Ban biên tập thử nghiệm đã bổ sung câu này sau khi đăng."
MARK = " (bản thử nghiệm đã sửa)"
FLEETING = frozenset({"withdrawn", "expires", "updated", "corrections", "aliases", "image"})
"""Fields that the new article and the changed one have not: they would take it out of lists or lie after the moment of the build."""


class Task(StrEnum):
    """What is done before a build."""

    COLD = "cold"
    NOTHING = "nothing"
    EDIT = "edit"
    TITLE = "title"
    ADD = "add"


MEANINGS = {
    Task.COLD: "output and cache gone",
    Task.NOTHING: "the same command again",
    Task.EDIT: "one sentence added to an article in the middle of the archive",
    Task.TITLE: "its title changed",
    Task.ADD: "a new newest article",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """An article of the middle of the archive as it is and as it is changed, and one that is added."""

    original: Written
    edited: Written
    titled: Written
    added: Written


def changes(planned: Plan) -> Changes:
    """Return what a round changes: the article is a piece of news that stands in every list it may stand in."""
    middle = len(planned.articles) // 2
    around = sorted(range(len(planned.articles)), key=lambda place: abs(place - middle))
    original = next(
        (
            entry
            for place in around
            if planned.articles[place].kind == "news" and _steady(entry := written(planned.articles[place], planned))
        ),
        written(planned.articles[middle], planned),
    )
    edited = replace(original, body=f"{original.body}\n{SENTENCE}\n")
    return Changes(
        original=original,
        edited=edited,
        titled=replace(edited, front={**edited.front, "title": f"{edited.front['title']}{MARK}"}),
        added=_newest(planned),
    )


def apply(task: Task, made: Changes, trees: Iterable[Tree]) -> None:
    """Change the archive of each generator for a task; tasks come in order, each upon the one before."""
    entry = {Task.EDIT: made.edited, Task.TITLE: made.titled, Task.ADD: made.added}.get(task)
    for tree in trees if entry else ():
        write_entry(tree, entry or made.original)


def restore(made: Changes, trees: Iterable[Tree]) -> None:
    """Take back what the tasks of a round changed."""
    for tree in trees:
        write_entry(tree, made.original)
        tree.file_of(made.added)[0].unlink(missing_ok=True)


def _steady(entry: Written) -> bool:
    return not FLEETING & {key for key, value in entry.front.items() if value is not None}


def _newest(planned: Plan) -> Written:
    """Return a piece of news after all others, an hour before the moment of the builds."""
    number = len(planned.articles) + 1
    day = datetime.combine(LAST_DAY, time(23), HANOI)
    title = f"Bài mẫu {number}: tin mới nhất để thử nghiệm"
    entry = written(Stub(kind="news", number=number, name=f"bai-mau-{number}-tin-moi-nhat", title=title, day=day), planned)
    return replace(entry, front={key: value for key, value in entry.front.items() if key not in FLEETING})
