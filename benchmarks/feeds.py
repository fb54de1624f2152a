"""`python -m benchmarks.feeds`: what feeds cost of a cold build, and which files one more article rewrites.

One process builds, so that the time in which it renders feeds is a share of its whole time; a build without feeds beside one with them
would differ by less than two builds of the same do. The archive is that of the contest. It has some two hundred lists; to have as many
feeds as a large newsroom, lists of it are said to have been renamed: their feeds are made at the old address too.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.archive import ThiduaTree, write_trees
from benchmarks.entries import plan
from benchmarks.workplace import workplace
from thidua.cli import run
from thidua.site import rendering
from thidua.site.layout import Theme
from thidua.site.outputs import Output, View

SEED = 2026
FORMS = ("rss", "atom", "json-feed")
NAMES = ("feed.xml", "atom.xml", "feed.json")
MOMENT = "2026-11-21T08:00+07:00"
ARTICLE = '---\ntitle: "Bài thêm khi đo"\ndate: 2026-11-21T07:00+07:00\nunits: [hue]\n---\n\nMột đoạn.\n'

Renderer = Callable[[View, Output, Theme], bytes]


class Clock:
    """Seconds, files and bytes by renderer."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.files: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    def timed(self, name: str, render: Renderer) -> Renderer:
        """Return a renderer that is timed."""

        def timed(view: View, output: Output, theme: Theme) -> bytes:
            started = time.perf_counter()
            written = render(view, output, theme)
            self.seconds[name] += time.perf_counter() - started
            self.files[name] += 1
            self.bytes[name] += len(written)
            return written

        return timed


def measure(place: Path, articles: int, feeds: int) -> str:
    """Build an archive of so many articles and about so many feeds, add one, build again, and return what feeds took."""
    site = place / "site"
    write_trees([ThiduaTree(site, searched=False)], plan(articles, SEED))
    _build(place)
    _rename(place, feeds)
    shutil.rmtree(place / "public")
    shutil.rmtree(place / "cache")
    clock = Clock()
    for name in FORMS:
        rendering.RENDERERS[name] = clock.timed(name, rendering.RENDERERS[name])
    started = time.perf_counter()
    _build(place)
    whole = time.perf_counter() - started
    lines = ["| form | files | MB | seconds | of the whole build |", "| --- | ---: | ---: | ---: | ---: |"]
    for label, names in (*((name, (name,)) for name in FORMS), ("all feeds", FORMS)):
        seconds = sum(clock.seconds[name] for name in names)
        files, size = sum(clock.files[name] for name in names), sum(clock.bytes[name] for name in names)
        lines.append(f"| {label} | {files:,} | {size / 1e6:.1f} | {seconds:.2f} | {seconds / whole:.1%} |")
    (site / "content" / "news" / "them-khi-do.md").write_text(ARTICLE, encoding="utf-8")
    written = [path for path in _build(place)["written"] if path.rpartition("/")[2] in NAMES and not path.startswith("cu-")]
    told = f"{articles:,} articles, one process, {whole:.1f} s in all; a feed carries up to 50 articles with their text."
    return "\n".join((told, "", *lines, "", f"One more article rewrites {len(written)} feeds: {', '.join(written)}."))


def _rename(place: Path, feeds: int) -> None:
    """Say of lists that have feeds that they were elsewhere before, until there are so many feeds."""
    found = [path.relative_to(place / "public") for name in NAMES for path in (place / "public").rglob(name)]
    lists = [f"/{path.parent.as_posix()}/" for path in found if path.name == NAMES[0] and len(path.parts) > 1]
    moved = [f"  - {{from: /cu-{number}/, to: {lists[number % len(lists)]}}}\n" for number in range(max(0, feeds - len(found)))]
    with (place / "site" / "site_config.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(("moved:\n", *moved)) if moved else "")


def _build(place: Path) -> dict[str, list[str]]:
    report = place / "report.json"
    arguments = ["--config", str(place / "site" / "site_config.yaml"), "--output", str(place / "public"), "--cache", str(place / "cache")]
    status = run(["build", *arguments, "--now", MOMENT, "--jobs", "1", "--quiet", "--report", str(report)])
    if status:
        message = f"the build ended with {status}"
        raise SystemExit(message)
    found: dict[str, list[str]] = json.loads(report.read_text(encoding="utf-8"))
    return found


@click.command()
@click.option("--articles", default=10_000, show_default=True, type=click.IntRange(min=1))
@click.option("--feeds", default=500, show_default=True, type=click.IntRange(min=1))
def main(articles: int, feeds: int) -> None:
    """Measure what feeds cost of a cold build of a synthetic archive, and print it."""
    with workplace(None) as place:
        click.echo(measure(place, articles, feeds))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.feeds")
