"""A new entry: which kind and section are meant, what its file is called, and that it is written over nothing.

Everything that is wrong with what was asked for is found before the first byte is written. The file's name is the slug, so that the name
others refer to and the address say the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from thidua import vietnamese
from thidua.builder import load_config, told_apart
from thidua.editing.entry_scaffold import scaffold
from thidua.model import addresses
from thidua.model.config import Config, Section
from thidua.model.fields import Slug, When
from thidua.model.kinds import KINDS, Kind
from thidua.problems import ConfigurationError, Location, Problem, Problems, RequestError, nearest
from thidua.words.fields import KIND_NAMES

MAX_TITLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a new entry is to be: `kind` and `section` as typed, `now` for today's date."""

    config: Path
    kind: str
    title: str
    now: datetime
    section: str | None = None
    slug: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The file that was written, and the fields that are still to be filled in."""

    path: Path
    open_fields: tuple[str, ...]


def write_entry(request: Request) -> Written:
    """Write the file of a new draft and return where; RequestError or ConfigurationError when it cannot be, MachineError for the disk."""
    root = request.config.resolve().parent
    with told_apart(root):
        config, sections = load_config(request.config)
        kind = find_kind(request.kind)
        section = _section(request.section, kind, sections)
        title = " ".join(vietnamese.normalize(request.title).split())
        if not title or len(title) > MAX_TITLE:
            raise RequestError("new-title" if not title else "new-title-too-long", limit=MAX_TITLE)
        date = _date(request, kind, config)
        slug = _slug(request, title, date, section, sections)
        folder = _folder(root, config, section)
        _refuse_taken(root / config.content, kind, slug, sections)
        made = scaffold(kind, title=title, slug=slug, date=date, language=config.language)
        path = folder / f"{slug}.md"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(made.text)
        except FileExistsError:
            raise RequestError("new-taken", path=path.relative_to(root).as_posix(), slug=slug) from None
        return Written(path=path, open_fields=made.open_fields)


def find_kind(word: str) -> Kind:
    """Return the kind that a word means, English or Vietnamese, with or without marks; RequestError with a near miss for any other."""
    names: dict[str, Kind] = {}
    for kind in KINDS:
        names |= dict.fromkeys((_plain(kind), *map(_plain, KIND_NAMES[kind])), kind)
    if found := names.get(_plain(word)):
        return found
    known = ", ".join(f"{kind} ({KIND_NAMES[kind][0]})" for kind in KINDS)
    close = nearest(_plain(word), (), fold={name: name for name in names})
    if close is None:
        raise RequestError("new-kind", kind=word, known=known)
    kind = names[close]
    raise RequestError("new-kind-near", kind=word, known=known, suggestion=f"{kind} ({KIND_NAMES[kind][0]})")


def _plain(word: str) -> str:
    return " ".join(re.split(r"[\s_-]+", vietnamese.fold(vietnamese.normalize(word)).strip()))


def _section(asked: str | None, kind: Kind, sections: Mapping[str, Section]) -> Section:
    own = {name: section for name, section in sections.items() if section.kind == kind}
    if asked is None:
        return next(iter(own.values()))  # the default sections are always there, one of each kind
    name = asked.strip().strip("/")
    if name in own:
        return own[name]
    if name in sections:
        raise RequestError("new-section-of-another-kind", section=name, kind=sections[name].kind, asked=kind, known=", ".join(own))
    place, known = Location(file="--section"), ", ".join(own)
    raise _refused(Problem.unknown(place, "unknown-section", suggestion=nearest(name, own), name=name, known=known))


def _date(request: Request, kind: Kind, config: Config) -> str:
    if "date" not in KINDS[kind].model_fields:
        if request.date:
            raise RequestError("new-without-date", kind=kind)
        return ""
    if request.date is None:
        return request.now.astimezone(config.zone).date().isoformat()
    value = _read(When, request.date, "--date")
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value.isoformat())


def _slug(request: Request, title: str, date: str, section: Section, sections: Mapping[str, Section]) -> str:
    """Return the slug asked for, else the title's; where that is empty or has a meaning of its own, the kind's name makes it one."""
    at_root = addresses.section(section, sections) == addresses.HOME
    if request.slug is not None:
        slug = str(_read(Slug, request.slug, "--slug"))
        if addresses.is_reserved(slug, at_root=at_root):
            raise _refused(Problem.at(Location(file="--slug"), "reserved-slug", text=slug))
        return slug
    slug = vietnamese.slug(title)
    word = vietnamese.slug(KIND_NAMES[section.kind][0])
    if not slug:
        return f"{word}-{date[:10]}" if date else f"{word}-moi"
    taken = at_root and any(section.slug == slug for section in sections.values())
    return vietnamese.slug(f"{word} {slug}") if taken or addresses.is_reserved(slug, at_root=at_root) else slug


def _read(field: Any, text: str, option: str) -> Any:  # noqa: ANN401 # any field type of the model
    """Return the value of an option, read as the field of front matter would be."""
    try:
        return TypeAdapter(field).validate_python(text)
    except ValidationError as error:
        first = error.errors()[0]
        values = {name: value for name, value in (first.get("ctx") or {}).items() if name != "hint"}
        raise _refused(Problem.at(Location(file=option), first["type"], **values)) from None


def _refused(problem: Problem) -> ConfigurationError:
    problems = Problems()
    problems.add(problem)
    return ConfigurationError(problems)


def _folder(root: Path, config: Config, section: Section) -> Path:
    """Return the section's folder; one that a symbolic link leads out of the content folder is refused."""
    content = root / config.content
    folder = content / section.id
    if not folder.resolve().is_relative_to(content.resolve()) or not content.resolve().is_relative_to(root):
        place = Location(file=folder.relative_to(root).as_posix())
        raise _refused(Problem.at(place, "link-leaves-folder", content=config.content))
    return folder


def _refuse_taken(content: Path, kind: Kind, slug: str, sections: Mapping[str, Section]) -> None:
    """Raise RequestError when an entry of the kind has this name already: it is a name for others, unique in its kind."""
    for name, section in sections.items():
        if section.kind == kind:
            for path in _named(content / name, slug):
                raise RequestError("new-taken", path=path.relative_to(content.parent).as_posix(), slug=slug)


def _named(folder: Path, slug: str) -> Iterator[Path]:
    for place, _, files in os.walk(folder):
        if f"{slug}.md" in files:
            yield Path(place) / f"{slug}.md"
        if "index.md" in files and Path(place).name == slug:
            yield Path(place) / "index.md"
