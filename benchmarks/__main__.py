"""`python -m benchmarks`: makes the archive, runs the generators in turns, and prints what came out.

Invariant: nothing is written outside the given or a temporary folder, except RESULTS.md when it is asked for. A set of scripts, one
a generator, was rejected: they would drift apart, and their archives with them.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks.archive import write_archive
from benchmarks.contest import MissingGeneratorError, contestants, report, run_interleaved
from benchmarks.measure import BuildError
from benchmarks.pairs import count_pairs

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
RESULTS = Path(__file__).parent / "RESULTS.md"
SEED = 2026
MACHINE = 3
"""The exit status of a machine that lacks something."""


@click.group(invoke_without_command=True)
@click.option("--articles", default=1000, show_default=True, type=click.IntRange(min=1))
@click.option("--runs", default=5, show_default=True, type=click.IntRange(min=1))
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to build; kept afterwards.")
@click.option("--write", is_flag=True, help="Write benchmarks/RESULTS.md too.")
@click.pass_context
def main(context: click.Context, articles: int, runs: int, folder: Path | None, *, write: bool) -> None:
    """Build one synthetic archive with thidua and with Hugo, cold, in turns."""
    if context.invoked_subcommand:
        return
    try:
        with _workplace(folder) as place:
            entrants = contestants(place, articles, SEED)
            text = report(run_interleaved(entrants, runs, lambda line: click.echo(line, err=True)), articles, SEED)
    except MissingGeneratorError as missing:
        click.echo(f"{missing} is not installed: ./run bench installs it and runs this again.", err=True)
        context.exit(MACHINE)
    except BuildError as failed:
        click.echo(str(failed), err=True)
        context.exit(MACHINE)
    click.echo(text)
    if write:
        RESULTS.write_text(f"# Results\n\nWritten by `python -m benchmarks --write`.\n\n{text}", encoding="utf-8")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--articles", default=1000, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=SEED, show_default=True)
def generate(folder: Path, articles: int, seed: int) -> None:
    """Write the archive as a thidua site and do nothing else."""
    started = time.perf_counter()
    count = write_archive(folder, articles, seed)
    click.echo(f"{count} entries in {time.perf_counter() - started:.1f} s")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
def pairs(folder: Path) -> None:
    """Count distinct pairs of neighbouring syllables."""
    found = count_pairs(folder)
    click.echo(f"{found.entries} entries, {found.syllables} syllables, {found.distinct} distinct, {found.pairs} distinct pairs")


@contextmanager
def _workplace(folder: Path | None) -> Iterator[Path]:
    """Give the folder that was asked for, else one in memory that is removed afterwards."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    place = Path(tempfile.mkdtemp(prefix="thidua-bench-", dir=MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
