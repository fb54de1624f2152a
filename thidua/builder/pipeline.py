"""A build, from a folder of sources to a published site: survey, read, catalog, plan, compare, render, publish, remember.

Each step takes what the one before returned. Problems are collected over all files and end the build before anything is published;
nothing in the output folder changes until every stale output has been rendered and staged. What is remembered of the last build only
saves work: the same sources at the same moment give the same bytes without it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from thidua.builder import loading, remembering
from thidua.builder.code import code_version
from thidua.builder.machine import Crew, start_workers, told_apart
from thidua.builder.planning import Stand, names_of, plan_sound
from thidua.builder.remembering import Past, Work
from thidua.builder.staging import locked, render, staged
from thidua.catalog.catalog import Catalog, Sources, build_catalog
from thidua.catalog.mistakes import locate_mistakes, without_consequences
from thidua.digests import digest
from thidua.model.config import Config, Section
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Location, MachineError, Problem, Problems, Severity
from thidua.publish import changes, manifest
from thidua.site import ledger
from thidua.site.layout import Theme
from thidua.site.planner import Plan, Unsure, dead_addresses
from thidua.sources import settings
from thidua.sources.ledger import NAME as LEDGER
from thidua.sources.ledger import Ledger, read_ledger, write_ledger
from thidua.sources.reader import matter_of
from thidua.state.staleness import Verdict
from thidua.state.store import Damaged, ForeignCache, Store, discard, memory_store, open_store

ATTEMPTS = 3
"""So often a build begins anew because its sources changed while it read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked to do; `now` is the instant it is made for, `jobs` how many processes may work."""

    config: Path
    now: datetime
    output: Path | None = None
    cache: Path | None = None
    jobs: int = 1
    full: bool = False
    drafts: bool = False


@dataclass(slots=True, kw_only=True)
class Result:
    """What a build did; `seconds` by stage, paths relative to the output folder, `rendered` with the reason of each."""

    config: Config
    output: Path
    articles: int
    entries: int
    outputs: int
    rendered: tuple[Verdict, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    bytes_written: int
    stages: Mapping[str, float]
    peak_memory_mib: float
    problems: Problems
    next_change: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: `ledger` is the ledger's file, `addresses` how many it holds or is to hold, `added` how many of them are new."""

    articles: int
    entries: int
    problems: Problems
    ledger: str
    addresses: int
    added: int
    written: bool


@dataclass(slots=True)
class _Clock:
    """Seconds spent in each stage, for the report only."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[name] = round(self.stages.get(name, 0) + time.perf_counter() - start, 4)


@dataclass(slots=True, kw_only=True)
class _Build:
    """What every step of one build needs."""

    options: Options
    config: Config
    sections: Mapping[str, Section]
    root: Path
    output: Path
    store: Store
    crew: Crew
    moment: Moment
    problems: Problems = field(default_factory=Problems)
    clock: _Clock = field(default_factory=_Clock)

    @property
    def theme(self) -> Theme:
        return Theme(folders=loading.theme_folders(self.root, self.config.templates, "templates"), language=self.config.language)


class _SourcesChanged(Exception):  # noqa: N818 # named for what happened
    """A source changed after it was read: what was made is of no moment at all."""


def build(options: Options) -> Result:
    """Build and publish the site; raise ContentError, ConfigurationError or MachineError when that cannot be, and nothing else."""
    with told_apart(options.config.resolve().parent):
        for _ in range(ATTEMPTS):
            try:
                return _build_with_cache(options)
            except _SourcesChanged:
                continue
        raise MachineError("sources-changing", path=options.config)


def check(options: Options, *, record: bool = False) -> Checked:
    """Read and plan the site and publish nothing; with `record`, write the address ledger. Raises as `build` does."""
    root = options.config.resolve().parent
    with told_apart(root), start_workers(options.jobs) as workers, memory_store() as store:
        config, sections = load_config(options.config)
        run = _Build(
            options=options,
            config=config,
            sections=sections,
            root=root,
            output=root,
            store=store,
            crew=Crew(workers=workers, jobs=options.jobs),
            moment=Moment(options.now, config.zone),
        )
        ground = loading.survey(root, options.config, config, sections)
        run.problems.extend(ground.problems)
        plan, recorded = _plan(run, ground, loading.read_entries(root, ground, store, run.crew, run.problems))
        catalog = plan.materials.catalog
        wanted = ledger.record(recorded, catalog.addresses, catalog.redirects)
        written = record and write_ledger(root / recorded.file, wanted)
    return Checked(
        articles=sum(1 for entry in catalog.entries.values() if entry.dated),
        entries=len(catalog.entries),
        problems=run.problems,
        ledger=recorded.file,
        addresses=len(wanted),
        added=len(wanted) - len(recorded.records),
        written=written,
    )


def _build_with_cache(options: Options) -> Result:
    """Build; a cache that turns out to be damaged is forgotten, and the build begins anew without it."""
    try:
        return _build_locked(options)
    except (Damaged, sqlite3.DatabaseError) as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise MachineError("disk-full", path=options.cache or "") from error
    return _build_locked(options, damaged=True)


def _build_locked(options: Options, *, damaged: bool = False) -> Result:
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output = (options.output or root / config.output).resolve()
    cache = (options.cache or root / config.cache).resolve()
    for folder in (output, cache):
        if settings.meets_sources(folder, config, root):
            _refuse(folder, "output-inside-sources", text=folder)
    with locked(output), start_workers(options.jobs) as workers:
        if damaged:
            discard(cache)
        with _store(cache, full=options.full) as (store, notice):
            run = _Build(
                options=options,
                config=config,
                sections=sections,
                root=root,
                output=output,
                store=store,
                crew=Crew(workers=workers, jobs=options.jobs),
                moment=Moment(options.now, config.zone),
            )
            if damaged or notice:
                place, code = Location(file=str(cache)), "cache-damaged" if damaged else notice or ""
                run.problems.add(Problem.at(place, code, severity=Severity.NOTICE))
            return _build(run)


@contextmanager
def _store(cache: Path, *, full: bool) -> Iterator[tuple[Store, str | None]]:
    try:
        with open_store(cache, code_version(), full=full) as opened:
            yield opened
    except ForeignCache:
        _refuse(cache, "foreign-cache")


def _build(run: _Build) -> Result:
    before = _published(run.output)
    with run.clock.stage("survey"):
        ground = loading.survey(run.root, run.options.config, run.config, run.sections)
        run.problems.extend(ground.problems)
    past = remembering.last_build(run.store)
    with run.clock.stage("read"):
        read = loading.read_entries(run.root, ground, run.store, run.crew, run.problems)
        if not read.same or run.problems.errors:
            remembering.forget_build(run.store)
    work = None
    if past and past.holds(ground, run.moment.now, drafts=run.options.drafts) and not run.problems.errors:
        if read.same and past.published == _digest_of(before.files):
            return _unchanged(run, past)
        with run.clock.stage("recall"):
            work = remembering.recall(read, run.store, before.files)
    if past is None or work is None:
        plan, _ = _plan(run, ground, read)
        with run.clock.stage("compare"):
            work = remembering.compare(plan, read, run.store, before.files)
        past = _past_of(run, plan, ground)
    files, changed = _publish(run, work, before, ground)
    with run.clock.stage("remember"):
        remembering.remember(work, run.store, files, changed.removed)
        remembering.keep_build(run.store, replace(past, now=run.moment.now, published=_digest_of(changed.files)))
        run.store.commit()
    return _result(run, past, tuple(work.verdicts.values()), changed, sum(files[path][1] for path in changed.written))


def _plan(run: _Build, ground: loading.Ground, read: loading.Read) -> tuple[Plan, Ledger]:
    """Return the plan of the whole site, and the ledger of its addresses; ContentError when anything is wrong with what editors wrote."""
    problems, root = run.problems, run.root
    with run.clock.stage("catalog"):
        drafts = loading.all_drafts(read, run.store)
        sources = loading.gather(
            root=root, config=run.config, sections=run.sections, ground=ground, drafts=drafts, store=run.store, problems=problems
        )
        unread = {problem.location.file for problem in problems.errors}
        catalog, mistakes = build_catalog(sources, run.moment, show_all=run.options.drafts)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread)))
    with run.clock.stage("plan"):
        templates = loading.template_digests(root, ground, run.store, problems)
        assets = loading.read_assets(root, catalog, ground, run.store, problems)
        sound, plan, mistakes = plan_sound(catalog, mistakes, sources, Stand(run.moment, run.options.drafts, assets, templates))
        unsure = None if sound is catalog and not unread else Unsure.of(catalog, names_of(root, unread))
        mistakes += dead_addresses(catalog, {item.path for item in plan.outputs}, unsure) if plan else ()
        recorded, found = _recorded(run, catalog, sources, plan, unsure)
        problems.extend(found)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread), config=run.options.config.name))
        if problems.errors:
            run.store.commit()  # what was read well need not be read again once the rest is mended
        _raise_errors(problems)
    assert plan is not None and sound is catalog  # noqa: PT018, S101 # nothing is left out where there are no errors
    return plan, recorded


def _recorded(run: _Build, catalog: Catalog, sources: Sources, plan: Plan | None, unsure: Unsure | None) -> tuple[Ledger, list[Problem]]:
    """Return the address ledger, what is wrong with it, and the addresses in it that the plan no longer serves."""
    file = f"{run.config.content}/{LEDGER}"
    recorded, problems = read_ledger(run.root / file, file)
    if plan:
        paths = {output.path for output in plan.outputs}
        problems += ledger.missing(recorded, paths, _holders(catalog, sources), may_come=unsure.may_be if unsure else None)
    return recorded, problems


def _holders(catalog: Catalog, sources: Sources) -> Iterator[ledger.Holder]:
    """Yield every entry that could be read, those not on the site too; asked for only when an address is missing."""
    for draft in sources.drafts:
        entry = catalog.entries.get(draft.id)
        aliases = entry.aliases if entry else matter_of(sources.shelf, draft.file).front.aliases
        yield ledger.Holder(id=draft.id, file=draft.file, address=catalog.addresses[draft.id], aliases=aliases)


def _publish(
    run: _Build, work: Work, before: manifest.Manifest, ground: loading.Ground
) -> tuple[Mapping[str, tuple[str, int]], changes.ChangeSet]:
    """Render what is stale and put it in place; return digest and size of what was rendered, and the change."""
    with staged(run.output) as stage:
        with run.clock.stage("render"):
            files = render(work, run.theme, stage, before, run.crew)
        with run.clock.stage("publish"):
            if not loading.survey(run.root, run.options.config, run.config, run.sections).same_as(ground):
                raise _SourcesChanged
            after = {path: found for path, (found, _) in (*work.unchanged.items(), *files.items())}
            changed = changes.change_set(before, after)
            changes.apply(changed, stage, run.output)
    return files, changed


def _digest_of(files: Mapping[str, str]) -> bytes:
    """Return the digest of what a manifest says."""
    return digest(sorted(files.items()))


def _past_of(run: _Build, plan: Plan, ground: loading.Ground) -> Past:
    entries = plan.materials.catalog.entries
    return Past(
        ground=ground.digest,
        drafts=run.options.drafts,
        now=run.moment.now,
        next_change=run.moment.next_change,
        published=b"",
        articles=sum(1 for entry in entries.values() if entry.dated),
        entries=len(entries),
        outputs=len(plan.outputs),
    )


def _unchanged(run: _Build, past: Past) -> Result:
    run.store.commit()
    return _result(run, past, (), changes.ChangeSet(written=(), removed=(), files={}), 0)


def _result(run: _Build, past: Past, rendered: tuple[Verdict, ...], changed: changes.ChangeSet, size: int) -> Result:
    return Result(
        config=run.config,
        output=run.output,
        articles=past.articles,
        entries=past.entries,
        outputs=past.outputs,
        rendered=rendered,
        written=changed.written,
        removed=changed.removed,
        bytes_written=size,
        stages=run.clock.stages,
        peak_memory_mib=run.crew.memory.peak_mib(),
        problems=run.problems,
        next_change=past.next_change,
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


def _refuse(folder: Path, code: str, **values: object) -> NoReturn:
    problems = Problems()
    problems.add(Problem.at(Location(file=str(folder)), code, **values))  # type: ignore[arg-type] # hint and severity are not among the values
    raise ConfigurationError(problems) from None
