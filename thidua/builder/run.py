"""One run of the program over a site: what it was asked to do, and what every step of it needs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from thidua.builder.machine import Crew
from thidua.model.config import Config, Section
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Location, Problem, Problems, Severity
from thidua.sources import settings
from thidua.state.store import PICTURES, Store


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


@dataclass(slots=True)
class Clock:
    """Seconds since the build began, and those spent in each stage, in all attempts together; for the report only."""

    began: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """How long ago the build began."""
        return round(time.perf_counter() - self.began, 4)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a block as that of a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round(self.stages.get(name, 0) + time.perf_counter() - start, 4)


@dataclass(slots=True, kw_only=True)
class Run:
    """What every step of one run needs; `cache` is the folder of what is kept between runs."""

    options: Options
    config: Config
    sections: Mapping[str, Section]
    root: Path
    output: Path
    store: Store
    crew: Crew
    moment: Moment
    cache: Path
    problems: Problems = field(default_factory=Problems)
    clock: Clock = field(default_factory=Clock)

    @property
    def pictures(self) -> Path:
        """The folder of renditions that are kept."""
        return self.cache / PICTURES

    def tell_of_cache(self, code: str) -> None:
        """Add a notice of the cache, which costs time and nothing else."""
        self.problems.add(Problem.at(Location(file=str(self.cache)), code, severity=Severity.NOTICE))


def refuse_report(report: Path, config_file: Path, config: Config, *, output: Path | None, cache: Path | None) -> None:
    """Raise ConfigurationError when writing the report would write over a source, the site or the cache."""
    root, target = config_file.resolve().parent, report.resolve()
    folders = [root / name for name in (config.content, config.templates, config.static)]
    folders += [output or root / config.output, cache or root / config.cache]
    if target == config_file.resolve() or any(target.is_relative_to(folder.resolve()) for folder in folders):
        refuse(report, "report-over-source")


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


def refuse(folder: Path, code: str, **values: object) -> NoReturn:
    """Raise ConfigurationError about a folder."""
    problems = Problems()
    problems.add(Problem.at(Location(file=str(folder)), code, **values))  # type: ignore[arg-type] # hint and severity are not among the values
    raise ConfigurationError(problems) from None
