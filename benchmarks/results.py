"""The raw numbers of a contest, as a file, and what is computed from them.

Invariant: the file holds every run as it was taken, so that all tables can be written again from it; nothing in it names a host or a
folder. Keeping medians alone was rejected: ratios are taken pair by pair within a round.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.contestants import JOBS
from benchmarks.measure import Run, Told
from benchmarks.tasks import Task

OURS = "thidua"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One run: of which size, in which round, which task, by whom."""

    articles: int
    round: int
    task: Task
    contestant: str
    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a contestant published: pages of articles, other HTML pages, feeds, pictures, MiB of HTML, links in an article's page."""

    articles: int
    contestant: str
    article_pages: int
    other_pages: int
    feeds: int
    pictures: int
    html: float
    links: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A whole contest."""

    machine: str
    versions: Mapping[str, str]
    seed: int
    records: tuple[Record, ...]
    shares: tuple[Share, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes that were measured, ascending."""
        return tuple(sorted({record.articles for record in self.records}))

    def contestants(self, articles: int | None = None) -> tuple[str, ...]:
        """Return who took part, at one size or at any, thidua first."""
        found = dict.fromkeys(record.contestant for record in self.records if articles in {None, record.articles})
        return tuple(name for name in self.versions if name in found)

    def runs(self, articles: int, task: Task, contestant: str) -> tuple[Run, ...]:
        """Return the runs of one contestant in the order of their rounds."""
        fitting = [one for one in self.records if (one.articles, one.task, one.contestant) == (articles, task, contestant)]
        return tuple(record.run for record in sorted(fitting, key=lambda record: record.round))

    def tasks(self, articles: int) -> tuple[Task, ...]:
        """Return the tasks that were measured at a size."""
        found = {record.task for record in self.records if record.articles == articles}
        return tuple(task for task in Task if task in found)


class Spread(NamedTuple):
    """A median with the smallest and the largest value."""

    median: float
    least: float
    most: float


def spread(values: Iterable[float]) -> Spread:
    """Return median and range; there must be a value."""
    found = sorted(values)
    return Spread(median(found), found[0], found[-1])


def ratios(results: Results, articles: int, task: Task, other: str) -> tuple[float, ...]:
    """Return thidua's wall time over the other's in the same round, one for each round that both have."""
    pairs = zip(results.runs(articles, task, OURS), results.runs(articles, task, other), strict=False)
    return tuple(own.wall / theirs.wall for own, theirs in pairs)


def growth(results: Results, task: Task, contestant: str, small: int, large: int) -> float | None:
    """Return by how much the median wall time grows from one size to another; None where one was not measured."""
    before, after = results.runs(small, task, contestant), results.runs(large, task, contestant)
    if not before or not after:
        return None
    return median(run.wall for run in after) / median(run.wall for run in before)


def joined(new: Results, old: Results | None) -> Results:
    """Return new results with the sizes that only the old ones have, if machine, seed and versions are the same."""
    if old is None or (old.machine, old.seed) != (new.machine, new.seed):
        return new
    if any(old.versions.get(name, version) != version for name, version in new.versions.items()):
        return new
    measured = set(new.sizes)
    return Results(
        machine=new.machine,
        versions={**old.versions, **new.versions},
        seed=new.seed,
        records=tuple(record for record in old.records if record.articles not in measured) + new.records,
        shares=tuple(share for share in old.shares if share.articles not in measured) + new.shares,
    )


def describe_machine() -> str:
    """Return processors, memory and system, without a name that would tell which machine it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}, {JOBS} jobs"


def write_results(path: Path, results: Results) -> None:
    """Write the raw numbers: one line a run, so that a change can be read."""
    data = asdict(results)
    lines = {key: ",\n    ".join(json.dumps(_rounded(item), ensure_ascii=False) for item in data.pop(key)) for key in ("records", "shares")}
    head = json.dumps(data, ensure_ascii=False, indent=2).removesuffix("\n}")
    body = "".join(f',\n  "{key}": [\n    {text}\n  ]' if text else f',\n  "{key}": []' for key, text in lines.items())
    path.write_text(f"{head}{body}\n}}\n", encoding="utf-8")


def read_results(path: Path) -> Results | None:
    """Return what was written, or None when nothing was."""
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    records = tuple(Record(**{**record, "task": Task(record["task"]), "run": _run(record["run"])}) for record in data.pop("records"))
    return Results(**data | {"records": records, "shares": tuple(Share(**share) for share in data["shares"])})


def _run(data: dict[str, Any]) -> Run:
    told = data.pop("told")
    return Run(**data, told=Told(**told) if told else None)


def _rounded(value: object) -> object:
    """Return the value with seconds to a tenth of a millisecond."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value
