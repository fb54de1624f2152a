"""SEARCH.md: the tables of the search's contest, from what was measured alone.

Invariant: the same findings give the same text; ratios of builds are taken within rounds; what went wrong is named, query by query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from benchmarks.measure import Run
from benchmarks.search import rivals
from benchmarks.search.asking import Asked, Cost
from benchmarks.search.cases import WANTED, Category, Score, read_set, scores
from benchmarks.search.contest import ADDED, ADDED_WITHOUT, ADDITIONS, KNOWN, MODULES, WITH, WITHOUT, Findings

MEBIBYTE = 2**20
KILOBYTE = 1000
SHOWN = 20
ENGINES = tuple(MODULES)


def report(found: Findings, *, machine: str, seed: int) -> str:
    """Return the whole text."""
    categories = read_set(archive=found.articles == KNOWN)
    scored = {name: scores(categories, found.answers[name]) for name in ENGINES}
    lines = ["# Search", "", *_method(found, machine, seed), "", *_table(found, scored), "", *_categories(scored), ""]
    lines += [*_costs(found, categories), "", *_builds(found), "", *_wrong(scored[rivals.OWN], found)]
    return "\n".join(lines).rstrip() + "\n"


def _method(found: Findings, machine: str, seed: int) -> Iterator[str]:
    versions = ", ".join(f"{name} {version}" for name, version in rivals.VERSIONS.items())
    yield "Written by `./run bench search --write`; what is asked stands in `benchmarks/search/quality.yaml`."
    yield ""
    yield f"Machine: {machine}. Others: {versions}, Lunr and MiniSearch with folding."
    yield f"Corpus: the portal's own content and {found.articles:,} synthetic articles (seed {seed}). Everybody indexes the same"
    yield f"{found.pages:,} pages."
    yield ""
    yield "Queries are asked in Chromium on loopback, of each engine's module: cold in a browser that has nothing, warm after one"
    yield "other query. Bytes are bodies as sent, texts compressed by the server (gzip), everything that is fetched for the query"
    yield "counted: script, tables, index, ten results with title and summary. Times are milliseconds inside the page."


def _table(found: Findings, scored: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    yield "| | " + " | ".join(ENGINES) + " |"
    yield "| --- |" + " ---: |" * len(ENGINES)
    yield _row("index alone, seconds", (_seconds(found, name) for name in ENGINES))
    yield _row("÷ Pagefind", (_ratio(found, name) for name in ENGINES))
    yield _row("peak memory, MiB", (_memory(found, name) for name in ENGINES))
    yield _row("index, MiB", (f"{found.indexes[name][1] / MEBIBYTE:,.1f}" for name in ENGINES))
    yield _row("index, files", (f"{found.indexes[name][0]:,}" for name in ENGINES))
    for label, which in (("cold query", "cold"), ("warm query", "warm")):
        costs = {name: [cost for asked in found.costs[name] if (cost := getattr(asked, which))] for name in ENGINES}
        yield _row(f"{label}, kB, median", (_kilobytes(costs[name], median) for name in ENGINES))
        yield _row(f"{label}, kB, worst", (_kilobytes(costs[name], max) for name in ENGINES))
        yield _row(f"{label}, ms, median", (f"{median(cost.time for cost in costs[name]):,.0f}" for name in ENGINES))
    yield _row("÷ Pagefind, ms of a cold query", (_quicker(found, name) for name in ENGINES))
    sought = {name: [score for score in scored[name] if not score.category.nothing] for name in ENGINES}
    empty = {name: [score for score in scored[name] if score.category.nothing] for name in ENGINES}
    yield _row("right page first", (_right(sought[name]) for name in ENGINES))
    yield _row("mean reciprocal rank", (f"{_mean(sought[name]):.3f}" for name in ENGINES))
    yield _row("nothing where there is nothing", (_right(empty[name]) for name in ENGINES))
    yield ""
    yield "Memory of thidua is that of the whole build with all pages, of the others that of the index alone. Their time is that of the"
    yield "index, thidua's the difference between builds with and without search; each is a median of rounds."


def _row(label: str, cells: Iterable[str]) -> str:
    return f"| {label} | " + " | ".join(cells) + " |"


def _walls(found: Findings, name: str) -> list[float]:
    """Return the seconds of each round that an engine's index took."""
    if name == rivals.OWN:
        return [full.wall - bare.wall for full, bare in zip(found.builds[WITH], found.builds[WITHOUT], strict=True)]
    return [run.wall for run in found.builds[name]]


def _seconds(found: Findings, name: str) -> str:
    return f"{median(_walls(found, name)):,.1f}"


def _ratio(found: Findings, name: str) -> str:
    return f"{median(_of_rounds(_walls(found, name), _walls(found, rivals.PAGEFIND))):.2f}"


def _of_rounds(own: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return the ratio of each of our times, perhaps several a round, to the other one of its round."""
    each = len(own) // len(others)
    return [time / others[number // each] for number, time in enumerate(own)]


def _memory(found: Findings, name: str) -> str:
    runs = found.builds[WITH if name == rivals.OWN else name]
    return f"{median(run.memory for run in runs):,.0f}"


def _kilobytes(costs: Sequence[Cost], of: object) -> str:
    return f"{of([cost.wire for cost in costs]) / KILOBYTE:,.0f}"  # type: ignore[operator] # median or max


def _quicker(found: Findings, name: str) -> str:
    """Return the median of the ratios to Pagefind's time, over the queries that both were asked cold."""
    times = {asked.query: asked.cold.time for asked in found.costs[name] if asked.cold}
    other = {asked.query: asked.cold.time for asked in found.costs[rivals.PAGEFIND] if asked.cold}
    return f"{median(times[query] / other[query] for query in times if query in other):.2f}"


def _right(scored: Sequence[Score]) -> str:
    return f"{sum(score.right for score in scored)} of {sum(score.count for score in scored)}"


def _mean(scored: Sequence[Score]) -> float:
    return sum(score.rank * score.count for score in scored) / sum(score.count for score in scored)


def _categories(scored: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    yield "## Right first answers and mean reciprocal rank, by category"
    yield ""
    yield "| | queries | " + " | ".join(ENGINES) + " |"
    yield "| --- | ---: |" + " ---: |" * len(ENGINES)
    for place, score in enumerate(scored[rivals.OWN]):
        cells = (f"{scored[name][place].right} · {scored[name][place].rank:.2f}" for name in ENGINES)
        yield _row(f"{score.category.name} ({score.category.about})", (str(score.count), *cells))


def _costs(found: Findings, categories: Sequence[Category]) -> Iterator[str]:
    asked = {item.query: item for item in found.costs[rivals.OWN]}
    yield "## What a query takes, by category"
    yield ""
    yield "kB of thidua's own page with its script (cold), of the module alone (cold, warm); in brackets the worst; “plain” is without the"
    yield "server's compression."
    yield ""
    yield "| | page | page, plain | page, ms | module | warm | warm, ms |"
    yield "| --- |" + " ---: |" * 6
    for category in (*categories, None):
        texts = [query.text for one in categories for query in one.queries if category in {one, None}]
        pages = [found.page[text] for text in texts]
        ones = [asked[text] for text in texts]
        cells = (
            _span([cost.wire / KILOBYTE for cost in pages]),
            _span([cost.plain / KILOBYTE for cost in pages]),
            _span([cost.time for cost in pages]),
            _span([cost.wire / KILOBYTE for cost in _of(ones, "cold")]),
            _span([cost.wire / KILOBYTE for cost in _of(ones, "warm")]),
            _span([cost.time for cost in _of(ones, "warm")]),
        )
        yield _row(category.name if category else "all", cells)
    yield ""
    yield f"Longest piece of work on the page while every tenth query is typed letter by letter: {_held(found.typing)}."


def _held(longest: float) -> str:
    """Return a duration; the browser reports only what takes 50 ms and more."""
    return f"{longest:,.0f} ms" if longest else "below 50 ms"


def _of(asked: Sequence[Asked], which: str) -> list[Cost]:
    return [cost for item in asked if (cost := getattr(item, which))]


def _span(numbers: Sequence[float]) -> str:
    return f"{median(numbers):,.0f} ({max(numbers):,.0f})"


def _builds(found: Findings) -> Iterator[str]:
    yield "## What search costs a build"
    yield ""
    yield "| seconds | with search | without | difference | ÷ Pagefind from nothing |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for label, full, bare in (("cold", WITH, WITHOUT), ("one article added", ADDED, ADDED_WITHOUT)):
        runs, others = found.builds[full], found.builds[bare]
        differences = [run.wall - other.wall for run, other in zip(runs, others, strict=True)]
        ratio = median(_of_rounds(differences, _walls(found, rivals.PAGEFIND)))
        yield f"| {label} | {_wall(runs)} | {_wall(others)} | {median(differences):,.2f} | {ratio:.3f} |"
    told = [run.told.memory for run in found.builds[WITH] if run.told]
    yield ""
    files = found.indexes[rivals.OWN][0]
    yield f"In each round {ADDITIONS} articles are added, one after another. Peak memory of the cold build over all processes, as it says"
    yield f"itself: {median(told):,.0f} MiB. Of the index's {files:,} files"
    yield f"{len(found.rewritten):,} are rewritten after articles are added{':' if found.rewritten else '.'}"
    yield ""
    yield from _folders(found.rewritten)


def _folders(paths: Sequence[str]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for path in paths:
        folder = path.rpartition("/")[0] or path
        counts[folder] = counts.get(folder, 0) + 1
    yield from (f"- `{folder}`: {count:,}" for folder, count in sorted(counts.items()))


def _wall(runs: Sequence[Run]) -> str:
    return f"{median(run.wall for run in runs):,.2f}"


def _wrong(scored: Sequence[Score], found: Findings) -> Iterator[str]:
    lost = {query: share for query, share in found.recall.items() if share < 1}
    yield "## What falls short"
    yield ""
    share = _percent(found.recall.values())
    yield f"Recall of what is typed without marks against the same with marks: {share} over {len(found.recall)} queries."
    low = [score.category.name for score in scored if score.rank < WANTED]
    yield f"Categories below a mean reciprocal rank of {WANTED}: {', '.join(low) or 'none'}."
    wrong = [(score.category.name, query) for score in scored for query in score.wrong]
    if wrong or lost:
        yield ""
    yield from (f"- {name}: `{query}`" for name, query in wrong)
    yield from (f"- found less without marks: `{query}` ({share:.0%})" for query, share in list(lost.items())[:SHOWN])


def _percent(shares: Iterable[float]) -> str:
    found = list(shares)
    return f"{sum(found) / len(found):.1%}" if found else "–"
