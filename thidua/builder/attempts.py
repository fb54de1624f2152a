"""A build is tried until its site is of one moment: anew when a source changed under it, and anew when its cache turns out to be damaged.

What an attempt stands on is made ready here and given back whatever happens: the folders, which must not meet; the lock of the output;
workers; the store. Beginning anew as a whole was preferred to mending what is half made: nothing has been published by then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from thidua.builder.code import code_version
from thidua.builder.machine import Crew, start_workers, told_apart
from thidua.builder.pipeline import Result, SourcesChanged, build_site
from thidua.builder.run import Clock, Options, Run, load_config, refuse
from thidua.locks import Held
from thidua.model.config import Config
from thidua.moment import Moment
from thidua.problems import MachineError
from thidua.publish import manifest
from thidua.publish.lock import only_build
from thidua.sources import settings
from thidua.state.store import DAMAGE, ForeignCache, Store, memory_store, open_store

ATTEMPTS = 3
"""So often a build begins anew because its sources changed while it read them."""


def build(options: Options) -> Result:
    """Build and publish the site; raise ContentError, ConfigurationError or MachineError when that cannot be, and nothing else."""
    clock = Clock()
    with told_apart(options.config.resolve().parent, written=options.output):
        for _ in range(ATTEMPTS):
            try:
                return _build_with_cache(options, clock)
            except SourcesChanged:
                continue
        raise MachineError("sources-changing", path=options.config)


def _build_with_cache(options: Options, clock: Clock) -> Result:
    """Build; a cache that turns out to be damaged is forgotten and begun anew, and done without where that one cannot be read either."""
    for cache in ("kept", "anew"):
        try:
            return _build_once(options, clock, cache)
        except sqlite3.ProgrammingError:
            raise
        except DAMAGE as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
                raise MachineError("disk-full", path=options.cache or load_config(options.config)[0].cache) from error
    return _build_once(options, clock, "none")


def _build_once(options: Options, clock: Clock, cached: Literal["kept", "anew", "none"]) -> Result:
    configured = options.config.read_bytes() if options.config.is_file() else b""
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output, cache = _folders(options, config, root)
    with _locked(output), start_workers(options.jobs) as workers:
        with clock.stage("look"):
            before = _published(output, full=options.full)
        with _store(cache, full=options.full, cached=cached) as (store, notice):
            run = Run(
                options=options,
                config=config,
                sections=sections,
                root=root,
                output=output,
                store=store,
                crew=Crew(workers=workers, jobs=options.jobs),
                moment=Moment(options.now, config.zone),
                cache=cache,
                clock=clock,
            )
            if notice:
                run.tell_of_cache(notice)
            return build_site(run, before, configured=configured)


def _folders(options: Options, config: Config, root: Path) -> tuple[Path, Path]:
    """Return the output folder and the cache's, which meet neither the sources nor each other."""
    output = (options.output or root / config.output).resolve()
    cache = (options.cache or root / config.cache).resolve()
    for folder in (output, cache):
        if settings.meets_sources(folder, config, root):
            refuse(folder, "output-inside-sources", text=folder)
    if cache == output or cache in output.parents or output in cache.parents:
        refuse(cache, "cache-meets-output")
    return output, cache


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Keep other builds away from the output folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(only_build(output))
        except Held:
            raise MachineError("another-build", path=output) from None
        except (NotADirectoryError, FileExistsError) as error:
            raise MachineError("not-a-folder", path=output) from error
        yield


@contextmanager
def _store(cache: Path, *, full: bool, cached: Literal["kept", "anew", "none"]) -> Iterator[tuple[Store, str | None]]:
    """Give the store and what is to be said of it: as it was kept, begun anew, or one that nobody will remember."""
    if cached == "none":
        with memory_store() as store:
            yield store, "cache-not-kept"
        return
    try:
        with open_store(cache, code_version(), full=full or cached == "anew") as opened:
            yield opened.store, opened.notice or ("cache-damaged" if cached == "anew" else None)
    except ForeignCache:
        refuse(cache, "foreign-cache")


def _published(output: Path, *, full: bool) -> manifest.Manifest:
    """Return what is published; whoever builds in full looks at every byte of it."""
    try:
        found = manifest.read_manifest(output)
    except manifest.NotOurs as error:
        refuse(output, "foreign-output", text=error)
    except NotADirectoryError as error:
        raise MachineError("not-a-folder", path=output) from error
    return manifest.verified(found, output) if full else found
