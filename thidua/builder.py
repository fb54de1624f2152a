"""A build, from a folder of sources to a published site: load, catalog, plan, render, publish.

Each step takes what the one before returned. Problems are collected over all files and end the build before anything is published;
nothing in the output folder changes until every output has been rendered and staged.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, NoReturn

from thidua.catalog.body_links import file_of
from thidua.catalog.catalog import Catalog, Sources, build_catalog
from thidua.catalog.entries import Entry, State
from thidua.catalog.mistakes import Mistake, fields_of, locate_mistakes, without_consequences
from thidua.catalog.registers import Registers
from thidua.model.config import Config, Section
from thidua.model.sections import section_of
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Location, MachineError, Problem, Problems, Severity, nearest
from thidua.publish import changes, manifest
from thidua.publish.lock import AnotherBuild, only_build
from thidua.site import reads, rendering, templating
from thidua.site.layout import Theme
from thidua.site.planner import Plan, Unsure, dead_addresses, plan_site
from thidua.sources import defaults, settings
from thidua.sources.assets import Asset, read_asset, theme_files
from thidua.sources.discover import Discovery, discover
from thidua.sources.reader import Draft, EntryFile, read_entries, reference_name
from thidua.vietnamese import slug

READ_BATCH = 100
RENDER_BATCH = 60
FEW = 40
"""So few files or outputs are not worth the start of a worker."""
SOUND_ROUNDS = 6
"""So often entries that refer to faulty ones are left out, to see what can be said of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked to do; `now` is the instant it is made for, `jobs` how many processes may work."""

    config: Path
    now: datetime
    output: Path | None = None
    jobs: int = 1
    drafts: bool = False


@dataclass(slots=True, kw_only=True)
class Result:
    """What a build did; `seconds` by stage, paths relative to the output folder."""

    config: Config
    output: Path
    articles: int
    entries: int
    outputs: int
    rendered: tuple[str, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    bytes_written: int
    stages: Mapping[str, float]
    peak_memory_mib: float
    problems: Problems
    next_change: datetime | None


@dataclass(slots=True)
class _Clock:
    """Seconds spent in each stage, for the report only."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[name] = round(time.perf_counter() - start, 4)


_Peak = tuple[int, int]
"""A process and the most memory that it has held, in KiB."""


@dataclass(slots=True)
class _Memory:
    """The most memory that each process of the build has held, in KiB.

    Memory that a worker shares with this process since it was forked is counted once for each of them.
    """

    peaks: dict[int, int] = field(default_factory=dict)

    def note(self, peak: _Peak) -> None:
        """Remember what a process says that it needed."""
        process, kib = peak
        self.peaks[process] = max(kib, self.peaks.get(process, 0))

    def peak_mib(self) -> float:
        """Return the sum over this process and those that were noted, in MiB."""
        self.note(_own_peak())
        return round(sum(self.peaks.values()) / 1024, 1)


@dataclass(slots=True, kw_only=True)
class _Crew:
    """Who does the work: the worker processes, if any, and the memory that all have needed."""

    workers: Executor | None
    memory: _Memory = field(default_factory=_Memory)


def build(options: Options) -> Result:
    """Build and publish the site; raise ContentError, ConfigurationError or MachineError when that cannot be, and nothing else."""
    with told_apart(options.config.resolve().parent):
        return _build_locked(options)


def _build_locked(options: Options) -> Result:
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output = (options.output or root / config.output).resolve()
    if settings.meets_sources(output, config, root):
        _refuse(output, "output-inside-sources", text=output)
    with _locked(output), _workers(options.jobs) as workers:
        return _build(options, config, sections, output, workers)


@contextmanager
def told_apart(root: Path) -> Iterator[None]:
    """Turn whatever stops a build into what the command line tells: MachineError, or ConfigurationError for a template."""
    try:
        yield
    except templating.TemplateError as error:
        problems = Problems()
        problems.add(_below(root, error.problem))
        raise ConfigurationError(problems) from error
    except OSError as error:
        raise _machine_error(error) from error
    except BrokenProcessPool as error:
        raise MachineError("worker-died") from error
    except MemoryError as error:
        raise MachineError("no-memory") from error


def _build(options: Options, config: Config, sections: Mapping[str, Section], output: Path, workers: Executor | None) -> Result:
    clock, crew = _Clock(), _Crew(workers=workers)
    root = options.config.resolve().parent
    before = _published(output)
    moment = Moment(options.now, config.zone)
    problems = Problems()
    theme = Theme(folders=_folders(root, config.templates, "templates"), language=config.language)
    with clock.stage("read"):
        sources = _read(root, config, sections, problems, crew)
    unread = {problem.location.file for problem in problems.errors}
    with clock.stage("catalog"):
        catalog, mistakes = build_catalog(sources, moment, show_all=options.drafts)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread)))
    with clock.stage("plan"):
        templates = _templates(root, config, problems)
        assets = _assets(root, catalog, sources, problems)
        sound, plan, mistakes = _plan(catalog, mistakes, sources, _Ground(moment, options.drafts, assets, templates))
        unsure = None if sound is catalog and not unread else Unsure.of(catalog, _names_of(root, unread))
        mistakes += dead_addresses(catalog, {item.path for item in plan.outputs}, unsure) if plan else ()
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread), config=options.config.name))
        _raise_errors(problems)
    assert plan is not None and sound is catalog  # noqa: PT018, S101 # nothing is left out where there are no errors
    with _staged(output) as stage:
        with clock.stage("render"):
            files = _render(plan, theme, stage, before, crew)
        with clock.stage("publish"):
            changed = changes.change_set(before, {path: digest for path, (digest, _) in files.items()})
            changes.apply(changed, stage, output)
    return Result(
        config=config,
        output=output,
        articles=sum(1 for entry in catalog.entries.values() if entry.when),
        entries=len(catalog.entries),
        outputs=len(plan.outputs),
        rendered=tuple(item.path for item in plan.outputs),
        written=changed.written,
        removed=changed.removed,
        bytes_written=sum(files[path][1] for path in changed.written),
        stages=clock.stages,
        peak_memory_mib=crew.memory.peak_mib(),
        problems=problems,
        next_change=moment.next_change,
    )


def _raise_errors(problems: Problems) -> None:
    """Raise what was found: ConfigurationError when a template is wrong, which no editor can mend, else ContentError."""
    if any(problem.code == "template-error" for problem in problems):
        raise ConfigurationError(problems)
    problems.raise_errors()


def load_config(path: Path) -> tuple[Config, Mapping[str, Section]]:
    """Return the configuration and sections at `path`; ConfigurationError names everything wrong with them."""
    if not path.is_file():
        problems = Problems()
        problems.add(Problem.at(Location(file=str(path)), "no-config"))
        raise ConfigurationError(problems)
    config, sections, found = settings.read_config(path)
    if config is None:
        problems = Problems()
        problems.extend(found)
        raise ConfigurationError(problems)
    return config, sections


def _published(output: Path) -> manifest.Manifest:
    try:
        return manifest.read_manifest(output)
    except manifest.NotOurs:
        _refuse(output, "foreign-output")
    except NotADirectoryError as error:
        raise MachineError("not-a-folder", path=output) from error


def _refuse(output: Path, code: str, **values: object) -> NoReturn:
    problems = Problems()
    problems.add(Problem.at(Location(file=str(output)), code, **values))  # type: ignore[arg-type] # hint and severity are not among the values
    raise ConfigurationError(problems) from None


def _folders(root: Path, own: str, name: str) -> tuple[str, ...]:
    """Return where templates (or static files) are found: the site's folder, then the package's."""
    folders = (root / own, defaults.folder("templates" if name == "templates" else "static"))
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders if folder.is_dir()))


# --- load ----------------------------------------------------------------------------------------------------------------------------


def _read(root: Path, config: Config, sections: Mapping[str, Section], problems: Problems, crew: _Crew) -> Sources:
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


def _read_drafts(root: Path, content: str, entries: Sequence[EntryFile], problems: Problems, crew: _Crew) -> list[Draft]:
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


_ReadAnswer = tuple[list[Draft], list[Problem], _Peak]


def _read_batch(root: Path, content: str, files: tuple[EntryFile, ...]) -> _ReadAnswer:
    """Read `files`; return drafts, problems and what this process has needed."""
    return (*read_entries(root, content, files), _own_peak())


# --- plan ----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a plan stands on besides the sources."""

    moment: Moment
    drafts: bool
    assets: Mapping[str, Asset]
    templates: Mapping[str, str]


def _plan(catalog: Catalog, mistakes: Sequence[Mistake], sources: Sources, ground: _Ground) -> tuple[Catalog, Plan | None, list[Mistake]]:
    """Return the plan, the catalog that it is made from, and the outputs that meet.

    Pages cannot be planned from references that lead nowhere. So a site with mistakes is planned without the entries and records that
    they are in, and without those that refer to these, until what is left is sound. The plan is None if that takes too long.
    """
    for _ in range(SOUND_ROUNDS):
        wrong = {mistake.file for mistake in mistakes if mistake.severity is Severity.ERROR}
        wrong |= {entry.file for entry in catalog.entries.values() if any(name not in ground.assets for name in _files_shown(entry))}
        if not wrong:
            return catalog, *plan_site(catalog, ground.assets, ground.templates)
        sources = _without(sources, wrong, mistakes)
        catalog, mistakes = build_catalog(sources, ground.moment, show_all=ground.drafts)
    return catalog, None, []


def _without(sources: Sources, files: Iterable[str], mistakes: Iterable[Mistake]) -> Sources:
    """Return the sources without the entries in `files` and without the registers' records that `mistakes` are in."""
    wrong = set(files)
    records = {(mistake.file, mistake.path[0]) for mistake in mistakes if mistake.path}
    kept = {
        name: {key: record for key, record in getattr(sources.registers, name).items() if (file, key) not in records}
        for name, file in sources.register_files.items()
        if file in wrong and name != "abbreviations"
    }
    return replace(
        sources,
        drafts=tuple(draft for draft in sources.drafts if draft.file not in wrong),
        registers=replace(sources.registers, **kept),  # type: ignore[arg-type] # each register keeps its own record type
    )


def _names_of(root: Path, files: Iterable[str]) -> set[str]:
    """Return the names that may end the addresses of entries in `files`, which could not be taken in: stem, slug, title, aliases."""
    found: set[str] = set()
    for file in files:
        matter = fields_of(root, file)
        found |= {reference_name(file), *(name for text in matter for name in (text.strip("/").rpartition("/")[2], slug(text)) if name)}
    return found


def _templates(root: Path, config: Config, problems: Problems) -> dict[str, str]:
    """Return the digest of every template by name; what is wrong with one is a problem."""
    digests, found = templating.digests(_theme_files(root, config.templates, "templates", problems))
    problems.extend(_below(root, problem) for problem in found)
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


def _below(root: Path, problem: Problem) -> Problem:
    """Return a problem of a file on the disk with the file's path from the site's folder, where it is in it."""
    path = Path(problem.location.file)
    return (
        replace(problem, location=replace(problem.location, file=path.relative_to(root).as_posix()))
        if path.is_relative_to(root)
        else problem
    )


def _assets(root: Path, catalog: Catalog, sources: Sources, problems: Problems) -> dict[str, Asset]:
    """Return every file that the site publishes as it is: pictures and attachments in use, and static files; others are problems."""
    config = catalog.config
    wanted = {
        name: root / sources.files[name] for entry in catalog.entries.values() for name in _files_shown(entry) if name in sources.files
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


def _files_shown(entry: Entry) -> Iterator[str]:
    """Yield the pictures and attachments of an entry that is not withdrawn."""
    if entry.state is not State.WITHDRAWN:
        yield from _files_of(entry)


def _files_of(entry: object) -> Iterator[str]:
    front, body = entry.front, entry.body  # type: ignore[attr-defined]
    yield from (name for space, name in reads.references_of(front) if space in {"file", "picture"})
    yield from (file_of(link.target) for link in (*body.pictures, *body.files))


# --- render and publish --------------------------------------------------------------------------------------------------------------


def _render(plan: Plan, theme: Theme, stage: Path, before: manifest.Manifest, crew: _Crew) -> dict[str, tuple[str, int]]:
    """Render every output to the stage; return digest and size by path. Files that are already published are not staged."""
    pages = [output for output in plan.outputs if output.renderer != rendering.FILE]
    batches = rendering.batches(plan, pages, theme, size=RENDER_BATCH)
    work = ((batch, stage, {item.path: before.files.get(item.path, "") for item in batch.outputs}) for batch in batches)
    files: dict[str, tuple[str, int]] = {}
    if crew.workers is None or len(pages) <= FEW:
        answers: Iterator[_RenderAnswer] = (_render_batch(*item) for item in work)
    else:
        waiting = [crew.workers.submit(_render_batch, *item) for item in work]
        answers = (answer.result() for answer in waiting)
    for done, peak in answers:
        crew.memory.note(peak)
        files.update(done)
    files.update(_stage_files(plan, stage, before))
    return files


_RenderAnswer = tuple[dict[str, tuple[str, int]], _Peak]


def _render_batch(batch: rendering.Batch, stage: Path, known: Mapping[str, str]) -> _RenderAnswer:
    """Render a batch to the stage; return digest and size by path, and what this process has needed."""
    return render_to_stage(batch, stage, known), _own_peak()


def render_to_stage(batch: rendering.Batch, stage: Path, known: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Render a batch and write to the stage what differs from the digests in `known`; return digest and size by path."""
    made: set[str] = set()
    done = {}
    for path, data in rendering.render_batch(batch):
        digest = manifest.digest(data)
        if known[path] != digest:
            changes.write_staged(stage, path, data, made)
        done[path] = (digest, len(data))
    return done


def _stage_files(plan: Plan, stage: Path, before: manifest.Manifest) -> dict[str, tuple[str, int]]:
    made: set[str] = set()
    done = {}
    for output in plan.outputs:
        if output.renderer == rendering.FILE:
            asset = plan.materials.assets[output.subject]
            if before.files.get(output.path) != asset.digest:
                changes.copy_staged(stage, output.path, asset.file, made)
            done[output.path] = (asset.digest, asset.size)
    return done


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Keep other builds away from the output folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(only_build(output))
        except AnotherBuild:
            raise MachineError("another-build", path=output) from None
        except (NotADirectoryError, FileExistsError) as error:
            raise MachineError("not-a-folder", path=output) from error
        yield


@contextmanager
def _staged(output: Path) -> Iterator[Path]:
    """Give a stage beside the output folder and take it away whatever happens; stages of killed builds go first."""
    stage = changes.stage_folder(output)
    for stale in changes.stale_stages(output):
        changes.discard(stale)
    try:
        stage.mkdir(parents=True)
        yield stage
    finally:
        changes.discard(stage)


@contextmanager
def _workers(jobs: int) -> Iterator[Executor | None]:
    if jobs <= 1:
        yield None
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as workers:
        try:
            yield workers
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOMEM: "no-memory",
    errno.ENOENT: "file-gone",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EIO: "disk-fault",
    errno.EISDIR: "in-the-way",
    errno.ENOTDIR: "in-the-way",
    errno.ENOTEMPTY: "in-the-way",
    errno.EEXIST: "in-the-way",
}


def _machine_error(error: OSError) -> MachineError:
    reason = error.strerror or os.strerror(error.errno or 0)
    return MachineError(_CODES.get(error.errno or 0, "machine"), path=error.filename2 or error.filename or "", reason=reason)


def _own_peak() -> _Peak:
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
