"""`python -m benchmarks.kills`: kills builds at random moments and looks at what they leave.

Invariant: after each kill the output folder is a whole site, that of before or that of after (or not there, where none was), and the next
build succeeds and gives what a build from nothing gives. Moments are spread over the whole build, and again over its second half, where
files are put in place. Stopping at known places in the code was rejected: a kill asks nobody.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.archive import write_archive

ROOT = Path(__file__).parent.parent
MOMENT = "2026-11-21T08:00+07:00"
CHANGES = 4
"""So many times do names beside the output folder change in a build, about: the lock, the stage, the spare tree come, move and go."""
POLL_SECONDS = 0.0002
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
WAYS = (("cold", "group"), ("incremental", "group"), ("incremental", "parent"), ("cold", "parent"), ("text", "group"))
"""What is built (from nothing, after edits, after an edit of one text) and who is killed: all its processes, or the first one alone."""
TEXT = 2
"""The state that differs from the one before in the text of one entry."""

Tree = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One kill: what was built, who was killed and when, what was left, and what the next build did.

    When: as a `share` of the whole, or just after change number `change` of names beside the output folder (0: it waited for none).
    `left` is nothing, before, after, or mixed; `next_build` is equal, different, or how it failed. `ended`: the build was faster.
    """

    built: str
    whom: str
    share: float
    change: int = 0
    ended: bool
    left: str
    next_build: str

    @property
    def sound(self) -> bool:
        """Whether everything was as it should be."""
        return self.left != "mixed" and self.next_build == "equal"


class Range:
    """A site in two states, and builds of it that are killed; `switch` writes the state of a number to the site's folder."""

    def __init__(self, place: Path, site: Path, switch: Callable[[int], None]) -> None:
        self._place, self._site, self._switch = place, site, switch
        self._output, self._cache = place / "out" / "public", place / "cache"
        self._wanted: dict[int, Tree] = {}
        self._seconds: dict[str, float] = {}
        for state in (0, 1, TEXT):
            switch(state)
            started = time.perf_counter()
            self._finish(self._start(place / "clean" / "public", place / "clean-cache"))
            self._seconds["cold"] = time.perf_counter() - started
            self._wanted[state] = _read(place / "clean" / "public")
            shutil.rmtree(place / "clean")
            shutil.rmtree(place / "clean-cache")
        for built, state in (("cold", 0), ("incremental", 1), ("text", TEXT)):
            switch(state)
            started = time.perf_counter()
            self._finish(self._start(self._output, self._cache))
            self._seconds[built] = time.perf_counter() - started

    def kill(self, built: str, whom: str, share: float, change: int = 0) -> Killed:
        """Build, kill when `share` of the time that it takes has passed, or after a change number `change`, and look."""
        before = self._prepare(built)
        after = {"cold": 0, "incremental": 1, "text": TEXT}[built]
        self._switch(after)
        process = self._start(self._output, self._cache)
        try:
            if change:
                self._await_change(process, change, share / 200)
            ended = _strike(process, whom, 0 if change else self._seconds[built] * share)
            left, again = self._left(before, after), self._build_again(after)
            return Killed(built=built, whom=whom, share=share, change=change, ended=ended, left=left, next_build=again)
        finally:
            with contextlib.suppress(ProcessLookupError):  # what its first process left, if it alone was killed
                os.killpg(process.pid, signal.SIGKILL)

    def _prepare(self, built: str) -> int | None:
        """Bring the output to where the build starts, and return that state; None for nothing."""
        if built == "cold":
            shutil.rmtree(self._output.parent, ignore_errors=True)
            shutil.rmtree(self._cache, ignore_errors=True)
            self._output.parent.mkdir()
            return None
        before = 0 if built == "incremental" else 1
        self._switch(before)
        self._finish(self._start(self._output, self._cache))
        return before

    def _await_change(self, process: subprocess.Popen[bytes], number: int, delay: float) -> None:
        """Wait until what lies beside the output folder has changed so often, and a few milliseconds more; or until the build has ended."""
        seen = self._beside()
        while number and process.poll() is None:
            found = self._beside()
            if found != seen:
                seen, number = found, number - 1
            time.sleep(POLL_SECONDS)
        time.sleep(delay)

    def _beside(self) -> dict[str, int]:
        with os.scandir(self._output.parent) as items:
            return {item.name: item.inode() for item in items}

    def _left(self, before: int | None, after: int) -> str:
        found = _read(self._output)
        if found == self._wanted[after]:
            return "after"
        if before is None:
            return "mixed" if found else "nothing"
        return "before" if found == self._wanted[before] else "mixed"

    def _build_again(self, state: int) -> str:
        process = self._start(self._output, self._cache)
        _, told = process.communicate()
        if process.returncode:
            lines = told.decode(errors="replace").strip().splitlines() or [""]
            return f"exit {process.returncode}: {lines[-1]}"
        return "equal" if _read(self._output) == self._wanted[state] else "different"

    def _start(self, output: Path, cache: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "thidua", "build", "--quiet", "--jobs", "2", "--now", MOMENT]
        command += ["--config", str(self._site / "site_config.yaml"), "--output", str(output), "--cache", str(cache)]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "THIDUA_LANG": "en"}
        return subprocess.Popen(
            command, cwd=self._place, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def _finish(self, process: subprocess.Popen[bytes]) -> None:
        _, told = process.communicate()
        if process.returncode:
            message = f"exit {process.returncode}: {told.decode(errors='replace')}"
            raise RuntimeError(message)


def _strike(process: subprocess.Popen[bytes], whom: str, seconds: float) -> bool:
    """Kill a build in so many seconds; return whether it had ended by itself."""
    try:
        process.wait(seconds)
        ended = True
    except subprocess.TimeoutExpired:
        ended = False
        if whom == "group":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    if process.stderr:
        process.stderr.close()
    return ended


def _read(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def kills(ground: Range, count: int, seed: int, *, lane: int = 0, lanes: int = 1) -> Iterator[Killed]:
    """Yield so many kills, their moments spread evenly and then shaken; every second one strikes at a change beside the output folder.

    Of several lanes, which may be run at one time, each yields its share of them.
    """
    dice = random.Random(seed)
    for number in range(lane, count, lanes):
        built, whom = WAYS[number % len(WAYS)]
        share = (number + dice.random()) / count * 1.05
        yield ground.kill(built, whom, share, 0 if number % 2 else dice.randint(1, CHANGES))


def site_switch(site: Path) -> Callable[[int], None]:
    """Return what brings a site to a state: 0 as it is; 1 with entries edited, removed and added; 2 the same with one text changed."""
    news = site / "content" / "news"
    entries = sorted(news.rglob("*.md"))
    edited, removed, added = entries[len(entries) // 2], news / "bo-khi-dung.md", news / "them-khi-dung.md"
    before = edited.read_text(encoding="utf-8")

    def switch(state: int) -> None:
        text = before.replace("title: ", "featured: true\ntitle: ", 1) if state else before
        _write(edited, (text + ("\nMột câu sau cùng.\n" if state == TEXT else "")).encode())
        _write(removed, None if state else _article("Bỏ khi dựng"))
        _write(added, _article("Thêm khi dựng") if state else None)

    return switch


def _article(title: str) -> bytes:
    return f'---\ntitle: "{title}"\ndate: 2026-10-20\n---\n\nMột đoạn.\n'.encode()


def _write(path: Path, data: bytes | None) -> None:
    """Write a file or remove it; one that is already so is left alone, so that its times stay."""
    if data is None:
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != data:
        path.write_bytes(data)


def table(found: Iterable[Killed]) -> str:
    """Return what came of kills, by what was built and when."""
    rows: dict[tuple[str, str, str], list[Killed]] = {}
    for kill in found:
        quarter = min(int(kill.share * 4), 4) * 25
        moment = f"change {kill.change}" if kill.change else f"{quarter}–{quarter + 25} %"
        moment = "ended by itself" if kill.ended else moment
        rows.setdefault((kill.built, kill.whom, moment), []).append(kill)
    lines = [
        "| built | killed | after | kills | left nothing | left before | left after | mixed | equal next builds |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    whole = [kill for group in rows.values() for kill in group]
    for (built, whom, moment), group in [*sorted(rows.items()), (("all", "", ""), whole)]:
        left = Counter(kill.left for kill in group)
        numbers = [len(group), *(left[name] for name in ("nothing", "before", "after", "mixed"))]
        equal = sum(kill.next_build == "equal" for kill in group)
        lines.append(f"| {built} | {whom} | {moment} | {' | '.join(map(str, [*numbers, equal]))} |")
    return "\n".join(lines)


@click.command()
@click.option("--count", default=200, show_default=True, type=click.IntRange(min=1))
@click.option("--articles", default=200, show_default=True, type=click.IntRange(min=10))
@click.option("--seed", default=2026, show_default=True)
def main(count: int, articles: int, seed: int) -> None:
    """Kill so many builds of a synthetic archive and print what they left."""
    place = Path(tempfile.mkdtemp(prefix="thidua-kills-", dir=MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None))
    try:
        write_archive(place / "site", articles, seed)
        found = []
        for number, kill in enumerate(kills(Range(place, place / "site", site_switch(place / "site")), count, seed), start=1):
            found.append(kill)
            if not kill.sound:
                click.echo(f"{number}: {kill}", err=True)
        click.echo(f"{count} kills, {articles} articles, 2 jobs, seed {seed}\n\n{table(found)}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if not all(kill.sound for kill in found):
        raise SystemExit(1)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.kills")
