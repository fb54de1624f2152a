"""Replaces every reference of front matter and registers by the id of what it names.

Which extent of a unit's name is meant follows from the days in question: those of the record (a member's `seen`, a term's year, a place's
`as_of`), else of the event, else of what it covers, else `as_of`, else the article's date.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from thidua.catalog.mistakes import Mistake
from thidua.catalog.names import Ambiguous, Days, Names, Unknown
from thidua.catalog.registers import Registers
from thidua.model.blocks import REFERENCE_NAME
from thidua.model.fields import Reference
from thidua.model.kinds import Article, Conference, Front
from thidua.model.records import Event, Member, Picture, Place, Term
from thidua.model.references import Path, rewrite_references
from thidua.model.registers import Unit
from thidua.problems import Severity, nearest
from thidua.sources.assets import is_picture
from thidua.sources.reader import Draft
from thidua.vietnamese import same_words

_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Everything that can be named: one set of names a space, entries by bare reference name, files of the content folder."""

    spaces: Mapping[str, Names]
    units: Mapping[str, Unit]
    entries: Mapping[str, tuple[str, ...]]
    anchors: Mapping[str, tuple[str, ...]]
    files: frozenset[str]
    content: str


def directory(registers: Registers, drafts: Iterable[Draft], files: Iterable[str], content: str) -> Directory:
    """Return the names of all registers and entries."""
    spaces = {name: Names() for name in ("unit", "cluster", "movement", "series", "person", "award", "model", "conference", "document")}
    for unit in registers.units.values():
        spaces["unit"].add(unit.id, ids=(unit.id, *unit.other_ids), names=(*(item.name for item in unit.names), *unit.other_names))
    for space, records in (
        ("award", registers.awards),
        ("movement", registers.movements),
        ("person", registers.people),
        ("series", registers.series),
    ):
        for record in records.values():
            spaces[space].add(record.id, ids=(record.id,), names=(record.name, *record.other_names))
    entries: dict[str, tuple[str, ...]] = {}
    anchors = {}
    for draft in drafts:
        entries[draft.name] = (*entries.get(draft.name, ()), draft.id)
        anchors[draft.id] = draft.anchors
        if draft.kind in spaces:
            spaces[draft.kind].add(draft.id, ids=(draft.name, draft.id), names=draft.titles)
    return Directory(spaces=spaces, units=registers.units, entries=entries, anchors=anchors, files=frozenset(files), content=content)


def resolve_registers(registers: Registers, files: Mapping[str, str], known: Directory) -> tuple[Registers, list[Mistake]]:
    """Return the registers with every reference resolved; `files` names each register's file."""
    resolver = Resolver(known)
    changes = {}
    for name in ("units", "awards", "movements", "people", "series"):
        resolver.file, resolver.days = files.get(name, ""), None
        records: Mapping[str, BaseModel] = getattr(registers, name)
        changes[name] = {key: rewrite_references(record, resolver.visit, path=(key,)) for key, record in records.items()}
    return replace(registers, **changes), resolver.mistakes  # type: ignore[arg-type] # each register keeps its own record type


class Resolver:
    """Resolves the references of one file after another and collects what is wrong."""

    def __init__(self, known: Directory) -> None:
        self.known = known
        self.mistakes: list[Mistake] = []
        self.file = ""
        self.days: Days | None = None
        self._found: list[tuple[str, str]] = []

    def front(self, file: str, front: Front) -> tuple[Front, tuple[tuple[str, str], ...]]:
        """Return a front matter with every reference resolved, and the references as (space, id) in the order of its fields."""
        self.file, self.days, self._found = file, days_of(front), []
        return rewrite_references(front, self._visit_and_note), tuple(self._found)

    def _visit_and_note(self, reference: Reference, text: str, path: Path, owners: tuple[BaseModel, ...]) -> str:
        found = self.visit(reference, text, path, owners)
        self._found.append((reference.space, found))
        return found

    def visit(self, reference: Reference, text: str, path: Path, owners: tuple[BaseModel, ...]) -> str:
        """Return the id that `text` means, or `text` itself when it means nothing (and remember the mistake)."""
        if reference.space in {"file", "picture"}:
            if reference.space == "picture":
                self._picture(text, path, owners[-1])
            return self._file(text, path)
        if reference.space == "source":
            return self._source(text, path)
        days = _days_within(owners, self.days) if reference.space == "unit" else None
        try:
            return self.known.spaces[reference.space].find(text, days, self.known.units)
        except Unknown as unknown:
            if not reference.lenient:
                self._report_unknown(path, reference.space, text, unknown.suggestion)
        except Ambiguous as ambiguous:
            self.mistakes.append(
                Mistake.at(self.file, path, f"ambiguous-{reference.space}", name=text, candidates=", ".join(ambiguous.candidates))
            )
        return text

    def _picture(self, text: str, path: Path, owner: BaseModel) -> None:
        if not is_picture(text):
            self.mistakes.append(Mistake.at(self.file, path, "picture-type", name=text))
        if isinstance(owner, Picture) and same_words(owner.alt or "", owner.caption or ""):
            mistake = Mistake.at(self.file, (*path[:-1], "alt"), "alt-repeats-caption")
            self.mistakes.append(replace(mistake, severity=Severity.WARNING))

    def _file(self, text: str, path: Path) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), text))
        if not target.startswith(f"{self.known.content}/"):
            self.mistakes.append(Mistake.at(self.file, path, "file-outside", text=text))
        elif target not in self.known.files:
            folder = posixpath.dirname(target)
            beside = {posixpath.basename(name) for name in self.known.files if posixpath.dirname(name) == folder}
            self._report(path, "missing-file", text, nearest(posixpath.basename(target), beside))
        return target

    def _source(self, text: str, path: Path) -> str:
        if _WEB.match(text) or not REFERENCE_NAME.fullmatch(text):
            return text
        name, _, anchor = text.partition("#")
        found = (name,) if name in self.known.anchors else self.known.entries.get(name, ())
        if not found:
            self._report(path, "unknown-source", text, nearest(name, self.known.entries))
            return text
        if len(found) > 1:
            self.mistakes.append(Mistake.at(self.file, path, "ambiguous-source", name=name, candidates=", ".join(found)))
        elif anchor and anchor not in self.known.anchors[found[0]]:
            near = nearest(anchor, self.known.anchors[found[0]])
            self._report(path, "unknown-source", text, near and f"{name}#{near}")
        return f"entry:{found[0]}" + (f"#{anchor}" if anchor else "")

    def _report_unknown(self, path: Path, space: str, text: str, suggestion: str | None) -> None:
        """Say that nothing has that name; several names with commas between them are asked to be written as a list."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) > 1 and all(self._is_name(space, part) for part in parts):
            items = f"[{', '.join(parts)}]"
            self.mistakes.append(Mistake.at(self.file, path, "list-expected", text=text, suggestion=items))
        else:
            self._report(path, f"unknown-{space}", text, suggestion)

    def _is_name(self, space: str, text: str) -> bool:
        try:
            self.known.spaces[space].find(text)
        except Unknown:
            return False
        except Ambiguous:
            return True
        return True

    def _report(self, path: Path, code: str, name: str, suggestion: str | None) -> None:
        if suggestion:
            self.mistakes.append(Mistake.at(self.file, path, code, hint="did-you-mean", name=name, suggestion=suggestion))
        else:
            self.mistakes.append(Mistake.at(self.file, path, code, name=name))


def days_of(front: Front) -> Days | None:
    """Return the days that an entry's unit names are meant at."""
    if isinstance(front, Conference):
        days = _event_days(front.event)
        if days:
            return days
    if front.as_of:
        return front.as_of.first, front.as_of.last
    when = front.date if isinstance(front, Article) else None
    if when is None:
        return None
    day = date(when.year, when.month, when.day)
    return day, day


def _event_days(event: Event) -> Days | None:
    if event.start:
        return event.start.first, (event.end or event.start).last
    return event.covers.first_day, event.covers.last_day


def _days_within(owners: tuple[BaseModel, ...], days: Days | None) -> Days | None:
    """Return the days meant by the innermost record that says any, else `days`."""
    for owner in reversed(owners):
        own = own_days(owner)
        if own:
            return own
    return days


def own_days(record: BaseModel) -> Days | None:
    """Return the days that a record says itself, None when it says none."""
    if isinstance(record, Member):
        stated = record.seen[:1] or tuple(item for item in (record.from_, record.to) if item)
        return (stated[0].first, stated[0].last) if stated else None
    if isinstance(record, Term):
        if record.year:
            return date(record.year, 1, 1), date(record.year, 12, 31)
        return (record.from_.first, record.from_.last) if record.from_ else None
    if isinstance(record, Place) and record.as_of:
        return record.as_of.first, record.as_of.last
    return None
