"""The contest: rounds of tasks, each task by every contestant in turn.

Invariant: runs are interleaved (A B A B …), so that a machine that slows down slows all, and a ratio is of two neighbouring runs. Every
round starts from the same archive and from nothing built. The best of several runs was rejected: it rewards luck.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.archive import write_trees
from benchmarks.contestants import Entrant, contestants
from benchmarks.entries import plan
from benchmarks.fairness import find_unfairness, share_of
from benchmarks.measure import BuildError, Contestant, Run, measure
from benchmarks.results import Record, Share
from benchmarks.tasks import Changes, Task, apply, changes, restore

SETTLED_SECONDS = 2.1
"""Files that are younger than two seconds are read again by thidua, which trusts their times no more than it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be measured at one size."""

    articles: int
    runs: int
    names: tuple[str, ...]
    tasks: tuple[Task, ...] = tuple(Task)
    seed: int = 2026


def hold(order: Order, folder: Path, told: Callable[[str], None]) -> tuple[tuple[Record, ...], tuple[Share, ...]]:
    """Write the archive, check that everybody does the same job, run all rounds; raise BuildError when somebody does not."""
    started = time.perf_counter()
    planned = plan(order.articles, order.seed)
    entrants = contestants(folder, planned, order.names)
    write_trees([entrant.tree for entrant in entrants], planned)
    told(f"{order.articles:,} articles written for {', '.join(order.names)} in {time.perf_counter() - started:.0f} s")
    shares: list[Share] = []

    def check() -> None:
        shares.extend(share_of(entrant.contestant.name, entrant.contestant.output, planned) for entrant in entrants)
        unfair = find_unfairness(shares, [entrant.contestant.output for entrant in entrants], planned)
        if unfair:
            raise BuildError("\n".join(unfair[:20]))

    time.sleep(SETTLED_SECONDS)
    records = run_rounds(entrants, changes(planned), order, told, check)
    return tuple(records), tuple(shares)


def run_rounds(
    entrants: Sequence[Entrant], made: Changes, order: Order, told: Callable[[str], None], check: Callable[[], None]
) -> list[Record]:
    """Return every run; `told` hears about each as it ends, `check` is called once, when all have built for the first time."""
    trees = [entrant.tree for entrant in entrants]
    records = []
    for number in range(1, order.runs + 1):
        for task in order.tasks:
            apply(task, made, trees)
            for entrant in entrants:
                run = take(entrant.contestant, task)
                records.append(Record(articles=order.articles, round=number, task=task, contestant=entrant.contestant.name, run=run))
                told(f"{number}/{order.runs} {task} {entrant.contestant.name}: {_cost(run)}")
            if task is Task.COLD:
                if number == 1:
                    check()
                _prime(entrants)
        restore(made, trees)
    return records


def take(contestant: Contestant, task: Task) -> Run:
    """Build once for a task; only a cold build starts from nothing."""
    return measure(contestant, fresh=task is Task.COLD)


def publish(order: Order, folder: Path) -> tuple[list[Share], list[str]]:
    """Build once with everybody and return what each published and what is not equal."""
    planned = plan(order.articles, order.seed)
    entrants = contestants(folder, planned, order.names)
    write_trees([entrant.tree for entrant in entrants], planned)
    for entrant in entrants:
        measure(replace(entrant.contestant, told=None))
    outputs = [entrant.contestant.output for entrant in entrants]
    shares = [share_of(entrant.contestant.name, output, planned) for entrant, output in zip(entrants, outputs, strict=True)]
    return shares, find_unfairness(shares, outputs, planned)


def _prime(entrants: Sequence[Entrant]) -> None:
    """Let those whose cold build wrote no cache fill it."""
    for entrant in entrants:
        if entrant.contestant.primed:
            measure(entrant.contestant, fresh=False)


def _cost(run: Run) -> str:
    rendered = f", {run.told.rendered:,} rendered" if run.told else ""
    return f"{run.wall:.2f} s, {run.processor:.2f} s processor, {run.memory:.0f} MiB, {run.pages:,} pages{rendered}"
