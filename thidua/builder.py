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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from thidua.catalog.body_links import file_of
from thidua.catalog.catalog import Catalog, Sources, build_catalog
from thidua.catalog.entries import State
from thidua.catalog.mistakes import locate_mistakes, without_consequences
from thidua.catalog.registers import Registers
from thidua.model.config import Config, Section
from thidua.model.sections import section_of
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Location, MachineError, Problem, Problems, nearest
from thidua.publish import changes, manifest
from thidua.publish.lock import AnotherBuild, only_build
from thidua.site import reads, rendering, templating
from thidua.site.layout import Theme
from thidua.site.planner import Plan, plan_site
from thidua.sources import defaults, settings
from thidua.sources.assets import Asset, read_asset
from thidua.sources.discover import Discovery, discover
from thidua.sources.reader import Draft, EntryFile, read_entries

READ_BATCH = 100
RENDER_BATCH = 60
FEW = 40
"""So few files or outputs are not worth the start of a worker."""


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


def build(options: Options) -> Result:
    """Build and publish the site; raise ContentError, ConfigurationError or MachineError when that cannot be."""
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output = (options.output or root / config.output).resolve()
    if settings.meets_sources(output, config, root):
        _refuse(output, "output-inside-sources", text=output)
    with _locked(output), _workers(options.jobs) as workers:
        return _build(options, config, sections, output, workers)


def _build(options: Options, config: Config, sections: Mapping[str, Section], output: Path, workers: Executor | None) -> Result:
    clock = _Clock()
    root = options.config.resolve().parent
    before = _published(output)
    moment = Moment(options.now, config.zone)
    problems = Problems()
    theme = Theme(folders=_folders(root, config.templates, "templates"), language=config.language)
    with clock.stage("read"):
        sources = _read(root, config, sections, problems, workers)
    with clock.stage("catalog"):
        catalog, mistakes = build_catalog(sources, moment, show_all=options.drafts)
        mistakes = without_consequences(mistakes, {problem.location.file for problem in problems.errors})
        problems.extend(locate_mistakes(root, mistakes))
        problems.raise_errors()
    with clock.stage("plan"):
        plan = _plan(options.config.resolve(), catalog, sources, theme, problems)
    with _staged(output) as stage:
        with clock.stage("render"):
            files = _render(plan, theme, stage, before, workers)
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
        peak_memory_mib=_peak_memory(),
        problems=problems,
        next_change=moment.next_change,
    )


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
    except OSError as error:
        raise _machine_error(error) from error


def _refuse(output: Path, code: str, **values: object) -> NoReturn:
    problems = Problems()
    problems.add(Problem.at(Location(file=str(output)), code, **values))  # type: ignore[arg-type] # hint and severity are not among the values
    raise ConfigurationError(problems) from None


def _folders(root: Path, own: str, name: str) -> tuple[str, ...]:
    """Return where templates (or static files) are found: the site's folder, then the package's."""
    folders = (root / own, defaults.folder("templates" if name == "templates" else "static"))
    return tuple(dict.fromkeys(str(folder.resolve()) for folder in folders if folder.is_dir()))


# --- load ----------------------------------------------------------------------------------------------------------------------------


def _read(root: Path, config: Config, sections: Mapping[str, Section], problems: Problems, workers: Executor | None) -> Sources:
    """Read every source; what cannot be read is named among the problems, and the rest goes on to be checked."""
    found = discover(root, config.content)
    problems.extend(found.problems)
    entries = _entry_files(found, config, sections, problems)
    drafts = _read_drafts(root, config.content, entries, problems, workers)
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


def _read_drafts(root: Path, content: str, entries: Sequence[EntryFile], problems: Problems, workers: Executor | None) -> list[Draft]:
    drafts: list[Draft] = []
    cuts = [tuple(entries[start : start + READ_BATCH]) for start in range(0, len(entries), READ_BATCH)]
    if workers is None or len(entries) <= FEW:
        answers: Iterator[tuple[list[Draft], list[Problem]]] = (read_entries(root, content, cut) for cut in cuts)
    else:
        answers = workers.map(read_entries, [root] * len(cuts), [content] * len(cuts), cuts)
    for read, found in answers:
        drafts += read
        problems.extend(found)
    return drafts


# --- plan ----------------------------------------------------------------------------------------------------------------------------


def _plan(config: Path, catalog: Catalog, sources: Sources, theme: Theme, problems: Problems) -> Plan:
    root = config.parent
    assets = _assets(root, catalog, sources, problems)
    plan, mistakes = plan_site(catalog, assets, templating.digests(theme.folders))
    problems.extend(locate_mistakes(root, mistakes, config=config.name))
    problems.raise_errors()
    return plan


def _assets(root: Path, catalog: Catalog, sources: Sources, problems: Problems) -> dict[str, Asset]:
    """Read every file that the site publishes as it is: pictures and attachments in use, and static files."""
    config = catalog.config
    shown = (entry for entry in catalog.entries.values() if entry.state is not State.WITHDRAWN)
    wanted = {name: root / sources.files[name] for entry in shown for name in _files_of(entry) if name in sources.files}
    for folder in reversed(_folders(root, config.static, "static")):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                wanted[f"static/{path.relative_to(folder).as_posix()}"] = path
    assets = {}
    for name, path in sorted(wanted.items()):
        trusted = name.startswith("static/")
        asset, found = read_asset(path, name=name, max_megapixels=config.images.max_megapixels, trusted=trusted)
        problems.extend(found)
        if asset:
            assets[name] = asset
    problems.raise_errors()
    return assets


def _files_of(entry: object) -> Iterator[str]:
    front, body = entry.front, entry.body  # type: ignore[attr-defined]
    yield from (name for space, name in reads.references_of(front) if space in {"file", "picture"})
    yield from (file_of(link.target) for link in (*body.pictures, *body.files))


# --- render and publish --------------------------------------------------------------------------------------------------------------


def _render(plan: Plan, theme: Theme, stage: Path, before: manifest.Manifest, workers: Executor | None) -> dict[str, tuple[str, int]]:
    """Render every output to the stage; return digest and size by path. Files that are already published are not staged."""
    pages = [output for output in plan.outputs if output.renderer != rendering.FILE]
    batches = rendering.batches(plan, pages, theme, size=RENDER_BATCH)
    work = ((batch, stage, {item.path: before.files.get(item.path, "") for item in batch.outputs}) for batch in batches)
    files: dict[str, tuple[str, int]] = {}
    if workers is None or len(pages) <= FEW:
        for batch, folder, known in work:
            files.update(render_to_stage(batch, folder, known))
    else:
        for answer in [workers.submit(render_to_stage, *item) for item in work]:
            files.update(answer.result())
    files.update(_stage_files(plan, stage, before))
    return files


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
                changes.write_staged(stage, output.path, Path(asset.file).read_bytes(), made)
            done[output.path] = (asset.digest, asset.size)
    return done


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Keep other builds away from the output folder."""
    try:
        with only_build(output):
            yield
    except AnotherBuild:
        raise MachineError("another-build", path=output) from None
    except (NotADirectoryError, FileExistsError) as error:
        raise MachineError("not-a-folder", path=output) from error
    except OSError as error:
        raise _machine_error(error) from error


@contextmanager
def _staged(output: Path) -> Iterator[Path]:
    """Give a stage beside the output folder and take it away whatever happens; what the machine refuses becomes MachineError."""
    stage = changes.stage_folder(output)
    try:
        stage.mkdir(parents=True)
        yield stage
    except OSError as error:
        raise _machine_error(error) from error
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


def _machine_error(error: OSError) -> MachineError:
    codes = {
        errno.ENOSPC: "disk-full",
        errno.EDQUOT: "disk-full",
        errno.EROFS: "read-only",
        errno.EACCES: "no-permission",
        errno.EPERM: "no-permission",
    }
    return MachineError(
        codes.get(error.errno or 0, "machine"), path=error.filename or "", reason=error.strerror or os.strerror(error.errno or 0)
    )


def _peak_memory() -> float:
    """Return this process's peak and the largest worker's, in MiB."""
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(kib / 1024, 1)
