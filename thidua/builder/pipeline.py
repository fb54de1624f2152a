"""A build, from a folder of sources to a published site: load, catalog, plan, render, publish.

Each step takes what the one before returned. Problems are collected over all files and end the build before anything is published;
nothing in the output folder changes until every output has been rendered and staged.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from thidua.builder.loading import read_assets, read_sources, template_digests, theme_folders
from thidua.builder.machine import Crew, start_workers, told_apart
from thidua.builder.planning import Ground, names_of, plan_sound
from thidua.builder.staging import locked, render, staged
from thidua.catalog.catalog import build_catalog
from thidua.catalog.mistakes import locate_mistakes, without_consequences
from thidua.model.config import Config, Section
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Location, MachineError, Problem, Problems
from thidua.publish import changes, manifest
from thidua.site.layout import Theme
from thidua.site.planner import Unsure, dead_addresses
from thidua.sources import settings


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
    """Build and publish the site; raise ContentError, ConfigurationError or MachineError when that cannot be, and nothing else."""
    with told_apart(options.config.resolve().parent):
        return _build_locked(options)


def _build_locked(options: Options) -> Result:
    config, sections = load_config(options.config)
    root = options.config.resolve().parent
    output = (options.output or root / config.output).resolve()
    if settings.meets_sources(output, config, root):
        _refuse(output, "output-inside-sources", text=output)
    with locked(output), start_workers(options.jobs) as workers:
        return _build(options, config, sections, output, workers)


def _build(options: Options, config: Config, sections: Mapping[str, Section], output: Path, workers: Executor | None) -> Result:
    clock, crew = _Clock(), Crew(workers=workers)
    root = options.config.resolve().parent
    before = _published(output)
    moment = Moment(options.now, config.zone)
    problems = Problems()
    theme = Theme(folders=theme_folders(root, config.templates, "templates"), language=config.language)
    with clock.stage("read"):
        sources = read_sources(root, config, sections, problems, crew)
    unread = {problem.location.file for problem in problems.errors}
    with clock.stage("catalog"):
        catalog, mistakes = build_catalog(sources, moment, show_all=options.drafts)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread)))
    with clock.stage("plan"):
        templates = template_digests(root, config, problems)
        assets = read_assets(root, catalog, sources, problems)
        sound, plan, mistakes = plan_sound(catalog, mistakes, sources, Ground(moment, options.drafts, assets, templates))
        unsure = None if sound is catalog and not unread else Unsure.of(catalog, names_of(root, unread))
        mistakes += dead_addresses(catalog, {item.path for item in plan.outputs}, unsure) if plan else ()
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread), config=options.config.name))
        _raise_errors(problems)
    assert plan is not None and sound is catalog  # noqa: PT018, S101 # nothing is left out where there are no errors
    with staged(output) as stage:
        with clock.stage("render"):
            files = render(plan, theme, stage, before, crew)
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
