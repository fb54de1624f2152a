"""Everything that a build reads: entries, registers, templates, pictures, attachments and static files.

What cannot be read is a problem, and the rest goes on: an editor hears of every mistake at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from thidua.builder.machine import FEW, Crew, Peak, below, own_peak
from thidua.catalog.body_links import file_of
from thidua.catalog.catalog import Catalog, Sources
from thidua.catalog.entries import Entry, State
from thidua.catalog.registers import Registers
from thidua.model.config import Config, Section
from thidua.model.sections import section_of
from thidua.problems import Location, Problem, Problems, nearest
from thidua.site import reads, templating
from thidua.sources import defaults, settings
from thidua.sources.assets import Asset, read_asset, theme_files
from thidua.sources.discover import Discovery, discover
from thidua.sources.reader import Draft, EntryFile, read_entries

READ_BATCH = 100


def read_sources(root: Path, config: Config, sections: Mapping[str, Section], problems: Problems, crew: Crew) -> Sources:
    """Read every source; what cannot be read is named among the problems, and the rest goes on to be checked."""
    found = discover(root, config.content)
    problems.extend(found.problems)
    entries = _entry_files(found, config, sections, problems)
    drafts = _read_drafts(root, config.content, entries, problems, crew)
    names = {Path(item.path).stem: root / item.disk_path for item in found.registers}
    registers, mistakes = settings.read_registers(config.content, names)
    problems.extend(mistakes)
    by_name = registers.records
    return Sources(
        config=config,
        sections=sections,
        drafts=tuple(drafts),
        registers=Registers(
            **{name: {record.id: record for record in by_name[name]} for name in ("units", "awards", "movements", "people", "series")},  # type: ignore[arg-type,attr-defined] # each register has its own record type
            abbreviations=by_name["abbreviations"],  # type: ignore[arg-type] # as above
        ),
        register_files={str(name): file for name, file in registers.files.items()},
        files={item.path: item.disk_path for item in found.files},
    )


def _entry_files(found: Discovery, config: Config, sections: Mapping[str, Section], problems: Problems) -> list[EntryFile]:
    entries = []
    for item in found.entries:
        inside = item.path.removeprefix(f"{config.content}/")
        section = section_of(inside, sections)
        if section:
            entries.append(EntryFile(file=item.path, disk_path=item.disk_path, kind=section.kind, section=section.id))
            continue
        folder = inside.partition("/")[0] if "/" in inside else ""
        place, known = Location(file=item.path), ", ".join(sections)
        if folder:
            problems.add(Problem.unknown(place, "unknown-section", suggestion=nearest(folder, sections), name=folder, known=known))
        else:
            problems.add(Problem.at(place, "outside-sections", known=known))
    return entries


def _read_drafts(root: Path, content: str, entries: Sequence[EntryFile], problems: Problems, crew: Crew) -> list[Draft]:
    drafts: list[Draft] = []
    cuts = [tuple(entries[start : start + READ_BATCH]) for start in range(0, len(entries), READ_BATCH)]
    if crew.workers is None or len(entries) <= FEW:
        answers: Iterator[_ReadAnswer] = (_read_batch(root, content, cut) for cut in cuts)
    else:
        answers = crew.workers.map(_read_batch, [root] * len(cuts), [content] * len(cuts), cuts)
    for read, found, peak in answers:
        crew.memory.note(peak)
        drafts += read
        problems.extend(found)
    return drafts


_ReadAnswer = tuple[list[Draft], list[Problem], Peak]


def _read_batch(root: Path, content: str, files: tuple[EntryFile, ...]) -> _ReadAnswer:
    """Read `files`; return drafts, problems and what this process has needed."""
    return (*read_entries(root, content, files), own_peak())


def theme_folders(root: Path, own: str, name: str) -> tuple[str, ...]:
    """Return where templates (or static files) are found: the site's folder, then the package's."""
    folders = (root / own, defaults.folder("templates" if name == "templates" else "static"))
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders if folder.is_dir()))


def template_digests(root: Path, config: Config, problems: Problems) -> dict[str, str]:
    """Return the digest of every template by name; what is wrong with one is a problem."""
    digests, found = templating.digests(_theme_files(root, config.templates, "templates", problems))
    problems.extend(below(root, problem) for problem in found)
    return digests


def _theme_files(root: Path, own: str, name: Literal["templates", "static"], problems: Problems) -> dict[str, Path]:
    """Return the package's files of one kind and the site's own, which come first, by their path below the folder."""
    package = defaults.folder(name)
    inside = (root, *(defaults.folder(part).resolve() for part in ("templates", "static")))
    files: dict[str, Path] = {}
    for folder, shown in ((package, name), (root / own, own)):
        if folder.is_dir():
            found, wrong = theme_files(folder, name=shown, inside=inside)
            files |= found
            problems.extend(wrong)
    return dict(sorted(files.items()))


def read_assets(root: Path, catalog: Catalog, sources: Sources, problems: Problems) -> dict[str, Asset]:
    """Return every file that the site publishes as it is: pictures and attachments in use, and static files; others are problems."""
    config = catalog.config
    wanted = {
        name: root / sources.files[name] for entry in catalog.entries.values() for name in files_shown(entry) if name in sources.files
    }
    theme = _theme_files(root, config.static, "static", problems)
    wanted |= {f"static/{name}": path for name, path in theme.items()}
    assets = {}
    for name, path in sorted(wanted.items()):
        trusted = name.startswith("static/")
        asset, found = read_asset(path, name=name, max_megapixels=config.images.max_megapixels, trusted=trusted)
        problems.extend(found)
        if asset:
            assets[name] = asset
    return assets


def files_shown(entry: Entry) -> Iterator[str]:
    """Yield the pictures and attachments of an entry that is not withdrawn."""
    if entry.state is not State.WITHDRAWN:
        yield from _files_of(entry)


def _files_of(entry: Entry) -> Iterator[str]:
    yield from (name for space, name in reads.references_of(entry.front) if space in {"file", "picture"})
    yield from (file_of(link.target) for link in (*entry.body.pictures, *entry.body.files))
