"""A build, from a folder of sources to a published site: survey, read, catalog, plan, compare, render, publish, remember.

Each step takes what the one before returned. Problems are collected over all files and end the build before anything is published;
nothing in the output folder changes until every stale output has been rendered and staged. What is remembered of the last build only
saves work: the same sources at the same moment give the same bytes without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from pickle import UnpicklingError

from thidua.builder import loading, remembering
from thidua.builder.code import code_version
from thidua.builder.gathering import published_files
from thidua.builder.machine import Crew, start_workers, told_apart
from thidua.builder.pictures import PictureChanged, pictures_folder, sweep
from thidua.builder.planning import plan_run
from thidua.builder.remembering import Past, Work
from thidua.builder.run import Options, Run, load_config, refuse
from thidua.builder.staging import locked, render, staged
from thidua.builder.survey import Ground, survey, theme_folders
from thidua.digests import digest
from thidua.model.config import Config
from thidua.moment import Moment
from thidua.problems import Location, MachineError, Problem, Problems, Severity
from thidua.publish import changes, manifest
from thidua.site.layout import Theme
from thidua.site.planner import Plan
from thidua.site.rendering import PICTURE
from thidua.sources import settings
from thidua.state.staleness import Verdict
from thidua.state.store import Damaged, ForeignCache, Store, discard, open_store

ATTEMPTS = 3
"""So often a build begins anew because its sources changed while it read them."""


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


def _build_with_cache(options: Options) -> Result:
    """Build; a cache that turns out to be damaged is forgotten, and the build begins anew without it."""
    try:
        return _build_locked(options)
    except sqlite3.ProgrammingError:
        raise
    except (Damaged, sqlite3.DatabaseError, UnpicklingError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise MachineError("disk-full", path=options.cache or load_config(options.config)[0].cache) from error
    return _build_locked(options, damaged=True)


def _build_locked(options: Options, *, damaged: bool = False) -> Result:
    written = options.config.read_bytes() if options.config.is_file() else b""
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output = (options.output or root / config.output).resolve()
    cache = (options.cache or root / config.cache).resolve()
    for folder in (output, cache):
        if settings.meets_sources(folder, config, root):
            refuse(folder, "output-inside-sources", text=folder)
    if cache == output or cache in output.parents or output in cache.parents:
        refuse(cache, "cache-meets-output")
    with locked(output), start_workers(options.jobs) as workers:
        if damaged:
            discard(cache)
        with _store(cache, full=options.full) as (store, notice):
            run = Run(
                options=options,
                config=config,
                sections=sections,
                root=root,
                output=output,
                store=store,
                crew=Crew(workers=workers, jobs=options.jobs),
                moment=Moment(options.now, config.zone),
                pictures=pictures_folder(cache),
            )
            if damaged or notice:
                place, code = Location(file=str(cache)), "cache-damaged" if damaged else notice or ""
                run.problems.add(Problem.at(place, code, severity=Severity.NOTICE))
            return _build(run, written)


@contextmanager
def _store(cache: Path, *, full: bool) -> Iterator[tuple[Store, str | None]]:
    try:
        with open_store(cache, code_version(), full=full) as opened:
            yield opened
    except ForeignCache:
        refuse(cache, "foreign-cache")


def _build(run: Run, written: bytes) -> Result:
    """Build what `written`, the bytes of the configuration, and the sources say."""
    before = _published(run.output)
    if run.options.full:
        before = manifest.verified(before, run.output)
    with run.clock.stage("survey"):
        ground = survey(run.root, run.options.config, run.config, run.sections)
        run.problems.extend(ground.problems)
    if run.options.config.read_bytes() != written:
        raise _SourcesChanged
    past = remembering.last_build(run.store)
    with run.clock.stage("read"):
        read = loading.read_entries(run.root, ground, run.store, run.crew, run.problems)
        if not read.same or run.problems.errors:
            remembering.forget_build(run.store)
    ground, work, shown = ground.without_entries(), None, None
    if past and past.holds(ground, run.moment.now, drafts=run.options.drafts) and not run.problems.errors:
        if read.same and past.published == _digest_of(before.files):
            return _unchanged(run, past)
        with run.clock.stage("recall"):
            work = remembering.recall(read, run.store, before.files, count=past.outputs)
    if past is None or work is None:
        known = len(run.problems.found)
        plan, _ = plan_run(run, ground, read)
        with run.clock.stage("compare"):
            work, shown = remembering.compare(plan, read, run.store, before.files), plan.materials.assets
        past = _past_of(run, plan, ground, tuple(run.problems.found[known:]))
    else:
        run.problems.extend(past.problems)
    files, changed = _publish(run, work, before, ground)
    with run.clock.stage("remember"):
        _remember(run, work, files, replace(past, now=run.moment.now, published=_digest_of(changed.files)))
        if shown and any(output.renderer == PICTURE for output in work.outputs):
            sweep(run.pictures, {rendition.key for asset in shown.values() for rendition in asset.renditions})
    return _result(run, past, tuple(work.verdicts.values()), changed, sum(files[path][1] for path in changed.written))


def _publish(run: Run, work: Work, before: manifest.Manifest, ground: Ground) -> tuple[Mapping[str, tuple[str, int]], changes.ChangeSet]:
    """Render what is stale and put it in place; return digest and size of what was rendered, and the change."""
    with staged(run.output) as stage:
        with run.clock.stage("render"):
            theme = Theme(
                folders=theme_folders(run.root, run.config.templates, "templates"),
                language=run.config.language,
                version=ground.digest.hex(),
            )
            try:
                files = render(work, theme, stage, before, run.crew, sources=published_files(run.root, ground), pictures=run.pictures)
            except PictureChanged:
                raise _SourcesChanged from None
        with run.clock.stage("publish"):
            if not survey(run.root, run.options.config, run.config, run.sections).same_as(ground):
                raise _SourcesChanged
            after = {path: found for path, (found, _) in (*work.unchanged.items(), *files.items())}
            changed = changes.change_set(before, after)
            changes.apply(changed, stage, run.output)
    return files, changed


def _remember(run: Run, work: Work, files: Mapping[str, tuple[str, int]], past: Past) -> None:
    """Keep what was made; the site is published by now, so that a cache that cannot be written is worth a notice."""
    try:
        remembering.remember(work, run.store, files)
        remembering.keep_build(run.store, past)
        run.store.commit()
    except sqlite3.OperationalError:
        run.problems.add(Problem.at(Location(file=run.config.cache), "cache-not-kept", severity=Severity.NOTICE))


def _digest_of(files: Mapping[str, str]) -> bytes:
    """Return the digest of what a manifest says."""
    return digest(sorted(files.items()))


def _past_of(run: Run, plan: Plan, ground: Ground, noticed: tuple[Problem, ...]) -> Past:
    entries = plan.materials.catalog.entries
    return Past(
        ground=b"" if ground.young else ground.digest,  # a young file may change and look the same
        drafts=run.options.drafts,
        now=run.moment.now,
        next_change=run.moment.next_change,
        published=b"",
        articles=sum(1 for entry in entries.values() if entry.dated),
        entries=len(entries),
        outputs=len(plan.outputs),
        problems=noticed,
    )


def _unchanged(run: Run, past: Past) -> Result:
    run.problems.extend(past.problems)
    run.store.commit()
    return _result(run, past, (), changes.ChangeSet(written=(), removed=(), files={}), 0)


def _result(run: Run, past: Past, rendered: tuple[Verdict, ...], changed: changes.ChangeSet, size: int) -> Result:
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


def _published(output: Path) -> manifest.Manifest:
    try:
        return manifest.read_manifest(output)
    except manifest.NotOurs:
        refuse(output, "foreign-output")
    except NotADirectoryError as error:
        raise MachineError("not-a-folder", path=output) from error
