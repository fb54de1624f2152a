"""The tables in Markdown, from the raw numbers alone.

Invariant: the same numbers give the same text; every time is a median with its range, every ratio is taken within rounds; no folder and
no host is named. Ratios of medians were rejected: they compare runs that did not stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.fairness import DIFFERENCES
from benchmarks.measure import Run, Told
from benchmarks.results import OURS, Results, Share, growth, ratios, spread
from benchmarks.tasks import MEANINGS, Task

CHART = "results.svg"
_MEBIBYTE = 2**20
_SMALL, _LARGE = 10_000, 100_000


def report(results: Results, *, chart: bool = False) -> str:
    """Return the whole text; `chart` says whether the picture lies beside it."""
    lines = ["# Results", "", *_method(results), ""]
    if chart:
        lines += [f"![Seconds by number of articles, both on logarithmic scales]({CHART})", ""]
    if len(results.sizes) > 1:
        lines += [*_growth(results)]
    for articles in results.sizes:
        lines += [*_size(results, articles), ""]
    lines += [*_fairness(results)]
    return "\n".join(lines).rstrip() + "\n"


def _method(results: Results) -> Iterator[str]:
    yield "Written by `python -m benchmarks --write` (`./run bench --write`); the raw numbers are in `results.json`, and"
    yield "`python -m benchmarks tables` writes this page anew from them."
    yield ""
    yield f"Machine: {results.machine}. Versions: {', '.join(f'{name} {version}' for name, version in results.versions.items())}."
    yield ""
    yield f"Every contestant builds the same made-up archive (seed {results.seed}) into folders in memory, as a whole process that is"
    yield "measured from outside. None makes a search index: what one costs stands in `SEARCH.md`."
    yield "A round is, for each task in turn, one build by each contestant; the next round starts from nothing"
    yield "again. Times are seconds on the wall: the median of all rounds and, in brackets, the smallest and the largest. A ratio is taken"
    yield "within each round, and the median of these is given: below 1 thidua is faster. Memory is the largest sum of resident memory"
    yield "over a process and its children (memory they share is counted for each of them); “says itself” is what thidua reports."
    yield ""
    yield from (f"- **{task}**: {MEANINGS[task]}" for task in Task)


def _growth(results: Results) -> Iterator[str]:
    tasks = [task for task in Task if any(task in results.tasks(articles) for articles in results.sizes)]
    yield "## Growth"
    yield ""
    yield "Median seconds; memory is the peak of the cold build in MiB."
    yield ""
    for name in results.contestants():
        yield f"| {name} | " + " | ".join(tasks) + " | memory |"
        yield "| ---: |" + " ---: |" * (len(tasks) + 1)
        for articles in results.sizes:
            if name not in results.contestants(articles):
                continue
            cells = [_median_cell(results.runs(articles, task, name)) for task in tasks]
            memory = [run.memory for run in results.runs(articles, Task.COLD, name)]
            yield f"| {articles:,} | {' | '.join(cells)} | {f'{median(memory):,.0f}' if memory else '–'} |"
        factors = [growth(results, task, name, _SMALL, _LARGE) for task in tasks]
        if any(factors):
            shown = " | ".join(f"×{factor:.1f}" if factor else "–" for factor in factors)
            memories = [[run.memory for run in results.runs(size, Task.COLD, name)] for size in (_SMALL, _LARGE)]
            grown = f"×{median(memories[1]) / median(memories[0]):.1f}" if all(memories) else "–"
            yield f"| {_LARGE:,} ÷ {_SMALL:,} | {shown} | {grown} |"
        yield ""


def _size(results: Results, articles: int) -> Iterator[str]:
    names = results.contestants(articles)
    others = [name for name in names if name != OURS] if OURS in names else []
    tasks = results.tasks(articles)
    rounds = max((len(results.runs(articles, task, name)) for task in tasks for name in names), default=0)
    yield f"## {articles:,} articles, {rounds} {'round' if rounds == 1 else 'rounds'}"
    yield ""
    yield "| seconds | " + " | ".join([*names, *(f"{OURS} ÷ {name}" for name in others)]) + " |"
    yield "| --- |" + " ---: |" * (len(names) + len(others))
    for task in tasks:
        times = [_time_cell(results.runs(articles, task, name)) for name in names]
        compared = [_ratio_cell(ratios(results, articles, task, name)) for name in others]
        yield f"| {task} | " + " | ".join([*times, *compared]) + " |"
    yield ""
    yield "| processor seconds | " + " | ".join(names) + " |"
    yield "| --- |" + " ---: |" * len(names)
    for task in tasks:
        yield f"| {task} | " + " | ".join(_processor_cell(results.runs(articles, task, name)) for name in names) + " |"
    yield ""
    yield "| peak memory, MiB | " + " | ".join([*names, *([f"{OURS} says itself"] if OURS in names else [])]) + " |"
    yield "| --- |" + " ---: |" * (len(names) + (OURS in names))
    for task in tasks:
        memories = [_memory_cell(results.runs(articles, task, name)) for name in names]
        own = [told.memory for told in _told(results.runs(articles, task, OURS))]
        yield f"| {task} | " + " | ".join([*memories, *([f"{median(own):,.0f}" if own else "–"] if OURS in names else [])]) + " |"
    yield ""
    yield from _what_was_done(results, articles)


def _what_was_done(results: Results, articles: int) -> Iterator[str]:
    """Yield what thidua says of its own builds."""
    rows = [(task, told) for task in results.tasks(articles) for told in _told(results.runs(articles, task, OURS))[-1:]]
    if not rows:
        return
    yield f"What {OURS} did, of {rows[0][1].outputs:,} outputs:"
    yield ""
    yield "| | outputs rendered | files written | MiB written |"
    yield "| --- | ---: | ---: | ---: |"
    for task, told in rows:
        yield f"| {task} | {told.rendered:,} | {told.written:,} | {told.bytes_written / _MEBIBYTE:,.2f} |"


def _fairness(results: Results) -> Iterator[str]:
    yield "## The same job"
    yield ""
    if results.shares:
        yield from fairness_table(results.shares)
        yield ""
    yield "What is not alike:"
    yield ""
    yield DIFFERENCES


def fairness_table(shares: tuple[Share, ...]) -> Iterator[str]:
    """Yield what each contestant published, as a table."""
    yield "| articles | | pages of articles | other pages | feeds | pictures | MiB of HTML | links in an article's page |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for share in sorted(shares, key=lambda share: share.articles):
        counts = (share.article_pages, share.other_pages, share.feeds, share.pictures)
        shown = " | ".join(f"{count:,}" for count in counts)
        yield f"| {share.articles:,} | {share.contestant} | {shown} | {share.html:,.1f} | {share.links:.0f} |"


def _told(runs: tuple[Run, ...]) -> list[Told]:
    return [run.told for run in runs if run.told]


def _time_cell(runs: tuple[Run, ...]) -> str:
    if not runs:
        return "–"
    found = spread(run.wall for run in runs)
    return f"{found.median:,.2f} ({found.least:,.2f}–{found.most:,.2f})"


def _median_cell(runs: tuple[Run, ...]) -> str:
    return f"{median(run.wall for run in runs):,.2f}" if runs else "–"


def _processor_cell(runs: tuple[Run, ...]) -> str:
    return f"{median(run.processor for run in runs):,.2f}" if runs else "–"


def _ratio_cell(found: tuple[float, ...]) -> str:
    if not found:
        return "–"
    ratio = spread(found)
    return f"**{ratio.median:.2f}** ({ratio.least:.2f}–{ratio.most:.2f})"


def _memory_cell(runs: tuple[Run, ...]) -> str:
    return f"{median(run.memory for run in runs):,.0f}" if runs else "–"
