"""Everything that a build reads: entries, registers, templates, pictures, attachments and static files.

What the disk describes as it did last time is not read again. What cannot be read is a problem, and the rest goes on: an editor hears of
every mistake at once.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from thidua.builder.machine import FEW, Crew, Peak, below, own_peak, windowed
from thidua.catalog.catalog import Catalog, Sources
from thidua.catalog.entries import Entry, State
from thidua.catalog.registers import Registers
from thidua.digests import digest, digest_bytes
from thidua.model.config import Config, Section
from thidua.model.sections import section_of
from thidua.problems import Location, Problem, Problems, nearest
from thidua.site import templating
from thidua.sources import defaults, settings
from thidua.sources.assets import Asset, read_asset, theme_files
from thidua.sources.discover import Discovery, discover, is_young, stamp_of
from thidua.sources.ledger import NAME as LEDGER
from thidua.sources.reader import Draft, EntryFile, Sheet, read_bytes, read_entry
from thidua.state.store import SourceRow, Store

READ_BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a build stands on, as the disk describes it, before anything is read.

    `digest` covers everything but the entries' own content: while it stays the same, so does all that was made of the rest, unless a
    file of it is `young`.
    """

    content: str
    found: Discovery
    entries: tuple[EntryFile, ...]
    stamps: Mapping[str, str]
    young_entries: frozenset[str]
    templates: Mapping[str, Path]
    static: Mapping[str, Path]
    digest: bytes
    young: bool
    problems: tuple[Problem, ...]

    def same_as(self, other: Ground) -> bool:
        """Tell whether the disk describes the same files in the same way."""
        return self.digest == other.digest and self.stamps == other.stamps


def survey(root: Path, config_file: Path, config: Config, sections: Mapping[str, Section]) -> Ground:
    """Return what there is to read, and what is wrong with the folders."""
    problems = Problems()
    found = discover(root, config.content)
    problems.extend(found.problems)
    entries = tuple(_entry_files(found, config, sections, problems))
    templates = _theme_files(root, config.templates, "templates", problems)
    static = _theme_files(root, config.static, "static", problems)
    alone = {"ledger": root / config.content / LEDGER} | _default_registers()
    theme = {str(path): path.stat() for files in (templates, static, alone) for path in files.values() if path.is_file()}
    beside = (*found.registers, *found.files)
    now = time.time_ns()
    parts = (
        config_file.read_bytes().decode(errors="replace"),
        [(name, str(path)) for files in (templates, static) for name, path in files.items()],
        [(path, stamp_of(status)) for path, status in theme.items()],
        [(item.path, item.stamp) for item in beside],
        [entry.file for entry in entries],
    )
    return Ground(
        content=config.content,
        found=found,
        entries=entries,
        stamps={item.path: item.stamp for item in found.entries},
        young_entries=frozenset(item.path for item in found.entries if item.young),
        templates=templates,
        static=static,
        digest=digest(parts),
        young=any(item.young for item in beside) or any(is_young(status, now) for status in theme.values()),
        problems=tuple(problems.found),
    )


def _default_registers() -> dict[str, Path]:
    return {path.name: path for path in sorted(defaults.folder("registers").iterdir()) if path.suffix == ".yaml"}


def _entry_files(found: Discovery, config: Config, sections: Mapping[str, Section], problems: Problems) -> Iterator[EntryFile]:
    for item in found.entries:
        inside = item.path.removeprefix(f"{config.content}/")
        section = section_of(inside, sections)
        if section:
            yield EntryFile(file=item.path, disk_path=item.disk_path, kind=section.kind, section=section.id)
            continue
        folder = inside.partition("/")[0] if "/" in inside else ""
        place, known = Location(file=item.path), ", ".join(sections)
        if folder:
            problems.add(Problem.unknown(place, "unknown-section", suggestion=nearest(folder, sections), name=folder, known=known))
        else:
            problems.add(Problem.at(place, "outside-sections", known=known))


# --- entries -------------------------------------------------------------------------------------------------------------------------


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


def read_entries(root: Path, ground: Ground, store: Store, crew: Crew, problems: Problems) -> Read:  # the seams of reading
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
            sheet, remarks = answer.sheet, pickle.dumps(answer.problems, 5) if answer.problems else b""
            if len(tasks) <= FEW and (old := store.draft(answer.file)):
                before[answer.file] = pickle.loads(old)  # noqa: S301 # the store's own, sealed
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
            problems.extend(pickle.loads(data))  # noqa: S301 # the store's own, sealed


def all_drafts(read: Read, store: Store) -> tuple[Draft, ...]:
    """Return the drafts of all entries that could be read."""
    rows = store.sources() if read.kept else {}
    kept = (pickle.loads(store.open_draft(file, rows[file])) for file in read.kept)  # noqa: S301 # the store's own, sealed
    return (*kept, *read.fresh.values())


def _read(root: Path, content: str, tasks: Sequence[_Task], crew: Crew) -> Iterator[_Answer]:
    cuts = [tuple(tasks[start : start + READ_BATCH]) for start in range(0, len(tasks), READ_BATCH)]
    if crew.workers is None or len(tasks) <= FEW:
        answers: Iterable[tuple[list[_Answer], Peak]] = (_read_batch(root, content, cut) for cut in cuts)
    else:
        answers = windowed(crew, _read_batch, ((root, content, cut) for cut in cuts))
    for found, peak in answers:
        crew.memory.note(peak)
        yield from found


def _read_batch(root: Path, content: str, tasks: tuple[_Task, ...]) -> tuple[list[_Answer], Peak]:
    """Read files; return what came of it, and what this process has needed."""
    return [_read_one(root, content, task) for task in tasks], own_peak()


def _read_one(root: Path, content: str, task: _Task) -> _Answer:
    raw, problems = read_bytes(root, task.entry)
    if raw is None:
        return _Answer(task.entry.file, b"", None, None, problems)
    found = digest_bytes(raw)
    if found == task.content:
        return _Answer(task.entry.file, found, None, None, [])
    return _Answer(task.entry.file, found, *read_entry(raw, content, task.entry))


# --- registers, templates, pictures --------------------------------------------------------------------------------------------------


def gather(  # noqa: PLR0913 # what sources are made of
    *,
    root: Path,
    config: Config,
    sections: Mapping[str, Section],
    ground: Ground,
    drafts: tuple[Draft, ...],
    store: Store,
    problems: Problems,
) -> Sources:
    """Return all sources: the drafts, and the registers and files beside them."""
    names = {Path(item.path).stem: root / item.disk_path for item in ground.found.registers}
    registers, mistakes = settings.read_registers(config.content, names)
    problems.extend(mistakes)
    by_name = registers.records
    return Sources(
        config=config,
        sections=sections,
        drafts=drafts,
        shelf=store,
        registers=Registers(
            **{name: {record.id: record for record in by_name[name]} for name in ("units", "awards", "movements", "people", "series")},  # type: ignore[arg-type,attr-defined] # each register has its own record type
            abbreviations=by_name["abbreviations"],  # type: ignore[arg-type] # as above
        ),
        register_files={str(name): file for name, file in registers.files.items()},
        files={item.path: item.disk_path for item in ground.found.files},
    )


def theme_folders(root: Path, own: str, name: str) -> tuple[str, ...]:
    """Return where templates (or static files) are found: the site's folder, then the package's."""
    folders = (root / own, defaults.folder("templates" if name == "templates" else "static"))
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders if folder.is_dir()))


def template_digests(root: Path, ground: Ground, store: Store, problems: Problems) -> dict[str, str]:
    """Return the digest of every template by name; what is wrong with one is a problem."""
    data = store.fact("templates")
    known: templating.Parts = pickle.loads(data) if data else {}  # noqa: S301 # the store's own, sealed
    digests, parts, found = templating.digests(ground.templates, known)
    problems.extend(below(root, problem) for problem in found)
    if parts != known:
        store.keep_fact("templates", pickle.dumps(parts, 5))
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


def read_assets(root: Path, catalog: Catalog, ground: Ground, store: Store, problems: Problems) -> dict[str, Asset]:
    """Return every file that the site publishes as it is: pictures and attachments in use, and static files; others are problems."""
    limit = catalog.config.images.max_megapixels
    known = _known_assets(store, limit)
    files = {item.path: item for item in ground.found.files}
    shown = {name for entry in catalog.entries.values() for name in files_shown(entry)}
    wanted = [(name, root / files[name].disk_path) for name in sorted(shown & files.keys())]
    wanted += [(f"static/{name}", path) for name, path in ground.static.items()]
    now = time.time_ns()
    assets, kept = {}, {}
    for name, path in wanted:
        status = path.stat()
        stamp = f"{path}:{stamp_of(status)}"
        before, asset = known.get(name, ("", None))
        if before != stamp:
            asset, found = read_asset(path, name=name, max_megapixels=limit, trusted=name.startswith("static/"))
            problems.extend(found)
        if asset:
            assets[name] = asset
            kept[name] = ("" if is_young(status, now) else stamp, asset)
    if kept != known:
        store.keep_fact("assets", pickle.dumps((limit, kept), 5))
    return assets


def _known_assets(store: Store, limit: int) -> dict[str, tuple[str, Asset]]:
    """Return the files that were published last time with their stamps, if the same pictures were allowed then."""
    data = store.fact("assets")
    before: tuple[int, dict[str, tuple[str, Asset]]] = pickle.loads(data) if data else (limit, {})  # noqa: S301 # the store's own, sealed
    return before[1] if before[0] == limit else {}


def files_shown(entry: Entry) -> Iterator[str]:
    """Yield the pictures and attachments of an entry that is not withdrawn."""
    if entry.state is not State.WITHDRAWN:
        yield from (name for space, name in entry.references if space in {"file", "picture"})
        yield from (name for space, name in entry.placeholders if space == "asset")
