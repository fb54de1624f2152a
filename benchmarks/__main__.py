"""`python -m benchmarks`: makes the archive, runs the generators in turns, and prints what came out.

Invariant: nothing is written outside the given or a temporary folder, except RESULTS.md, results.json and results.svg when they are asked
for. A set of scripts, one a generator, was rejected: they would drift apart, and their archives with them.

Exit 0: measured; 1: somebody was given less to do; 2: wrong usage; 3: the machine lacks something, or a generator failed.
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from benchmarks.archive import write_archive
from benchmarks.chart import chart
from benchmarks.contest import Order, hold, publish
from benchmarks.contestants import MissingGeneratorError, hugo_binary, pelican_python, said_versions
from benchmarks.measure import BuildError
from benchmarks.pairs import count_pairs
from benchmarks.report import CHART, fairness_table, report
from benchmarks.results import Results, describe_machine, joined, read_results, write_results
from benchmarks.tasks import Task
from benchmarks.workplace import NoRoomError, ensure_room, workplace

PLACE = Path(__file__).parent
SEED = 2026
UNFAIR = 1
MACHINE = 3
"""The exit status of a machine that lacks something."""


def _read_numbers(_context: click.Context, _option: click.Parameter, text: str) -> tuple[int, ...]:
    """Return whole numbers above zero with commas between them."""
    parts = [part.replace("_", "").strip() for part in text.split(",")]
    if not all(part.isdecimal() and int(part) for part in parts):
        message = f"{text} (for example 1000,10000)"
        raise click.BadParameter(message)
    return tuple(map(int, parts))


def _read_tasks(_context: click.Context, _option: click.Parameter, text: str) -> tuple[Task, ...]:
    """Return tasks in the order in which they are done; a cold build always comes first."""
    try:
        found = {Task(part.strip()) for part in text.split(",")}
    except ValueError:
        message = f"{text} (of {', '.join(Task)})"
        raise click.BadParameter(message) from None
    return tuple(task for task in Task if task in found | {Task.COLD})


@click.group(invoke_without_command=True)
@click.option("--sizes", default="1000", show_default=True, callback=_read_numbers, help="How many articles; several with commas.")
@click.option(
    "--runs", default="5", show_default=True, callback=_read_numbers, help="Rounds for each size; the last number is for all further ones."
)
@click.option("--tasks", default=",".join(Task), show_default=True, callback=_read_tasks, help="What is done.")
@click.option("--hugo-limit", default=100_000, show_default=True, help="Above so many articles without Hugo.")
@click.option("--pelican-limit", default=1000, show_default=True, help="Above so many articles without Pelican, which is slow.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to build; kept afterwards.")
@click.option("--write", is_flag=True, help="Write RESULTS.md, results.json and results.svg in benchmarks/ too.")
@click.pass_context
def main(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    sizes: tuple[int, ...],
    runs: tuple[int, ...],
    tasks: tuple[Task, ...],
    hugo_limit: int,
    pelican_limit: int,
    folder: Path | None,
    write: bool,
) -> None:
    """Build one synthetic archive with thidua, Hugo and Pelican: cold, again, after an edit, a new title, a new article."""
    if context.invoked_subcommand:
        return
    orders = [
        Order(
            articles=articles,
            runs=runs[min(place, len(runs) - 1)],
            names=_names(articles, hugo_limit, pelican_limit),
            tasks=tasks,
            seed=SEED,
        )
        for place, articles in enumerate(sizes)
    ]
    try:
        _ensure_installed({name for order in orders for name in order.names})
        measured = _measure(orders, folder, write=write)
    except MissingGeneratorError as missing:
        click.echo(f"{missing} is not installed: ./run bench installs it and runs this again.", err=True)
        context.exit(MACHINE)
    except (BuildError, NoRoomError) as failed:
        click.echo(str(failed), err=True)
        context.exit(MACHINE)
    click.echo(report(measured))


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


@main.command()
@click.option("--articles", default=300, show_default=True, type=click.IntRange(min=1))
@click.pass_context
def fair(context: click.Context, articles: int) -> None:
    """Build once with everybody and compare what was published."""
    names = ("thidua", "Hugo", "Pelican")
    try:
        with workplace(None) as place:
            ensure_room(place, articles, names)
            shares, unfair = publish(Order(articles=articles, runs=1, names=names, seed=SEED), place)
    except MissingGeneratorError as missing:
        click.echo(f"{missing} is not installed: ./run bench installs it and runs this again.", err=True)
        context.exit(MACHINE)
    except (BuildError, NoRoomError) as failed:
        click.echo(str(failed), err=True)
        context.exit(MACHINE)
    click.echo("\n".join(fairness_table(tuple(shares))))
    for line in unfair:
        click.echo(line, err=True)
    context.exit(UNFAIR if unfair else 0)


@main.command()
@click.option("--articles", default=10_000, show_default=True, type=click.IntRange(min=0), help="How many beside the portal's own content.")
@click.option("--rounds", default=1, show_default=True, type=click.IntRange(min=1), help="How often everybody builds.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to build; kept afterwards.")
@click.option("--write", is_flag=True, help="Write SEARCH.md in benchmarks/ too.")
@click.pass_context
def search(context: click.Context, *, articles: int, rounds: int, folder: Path | None, write: bool) -> None:
    """Ask the quality set of the search, and of Pagefind, Lunr and MiniSearch, which npm installs for the time being."""
    from benchmarks.search import contest  # noqa: PLC0415 - Playwright and lxml, which the other commands need not have
    from benchmarks.search import report as tables_of  # noqa: PLC0415 - the same

    try:
        with workplace(folder) as place:
            found = contest.hold(place, articles, SEED, rounds, lambda line: click.echo(line, err=True))
    except (BuildError, NoRoomError, FileNotFoundError) as failed:
        click.echo(str(failed), err=True)
        context.exit(MACHINE)
    text = tables_of.report(found, machine=describe_machine(), seed=SEED)
    if write:
        (PLACE / "SEARCH.md").write_text(text, encoding="utf-8")
    click.echo(text)


@main.command()
@click.option("--into", default=PLACE, type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where results.json is.")
def tables(into: Path) -> None:
    """Write RESULTS.md and results.svg anew from results.json."""
    results = read_results(into / "results.json")
    if results is None:
        raise click.UsageError("There is no results.json: run with --write first.")
    _write(results, into)


def _names(articles: int, hugo_limit: int, pelican_limit: int) -> tuple[str, ...]:
    """Return who takes part at a size."""
    limits = {"Hugo": hugo_limit, "Pelican": pelican_limit}
    return ("thidua", *(name for name, limit in limits.items() if articles <= limit))


def _ensure_installed(names: set[str]) -> None:
    """Raise MissingGeneratorError before anything is written."""
    if "Hugo" in names:
        hugo_binary()
    if "Pelican" in names:
        pelican_python()


def _measure(orders: list[Order], folder: Path | None, *, write: bool) -> Results:
    """Hold the contest at each size, in a folder of its own; write after each, so that nothing is lost."""
    measured: Results | None = None
    for order in orders:
        with workplace(folder) as place:
            ensure_room(place, order.articles, order.names)
            records, shares = hold(order, place / str(order.articles), lambda line: click.echo(line, err=True))
        new = Results(machine=describe_machine(), versions=said_versions(order.names), seed=order.seed, records=records, shares=shares)
        measured = joined(new, measured)
        if write:
            _write(joined(measured, read_results(PLACE / "results.json")), PLACE)
    if measured is None:
        raise click.UsageError("--sizes is empty")
    return measured


def _write(results: Results, folder: Path) -> None:
    write_results(folder / "results.json", results)
    (folder / CHART).write_text(chart(results), encoding="utf-8")
    (folder / "RESULTS.md").write_text(report(results, chart=True), encoding="utf-8")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
