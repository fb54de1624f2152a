from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as commands
from benchmarks.__main__ import main
from benchmarks.archive import ThiduaTree, write_trees
from benchmarks.contest import Order, run_rounds
from benchmarks.contestants import Entrant, MissingGeneratorError, copy_program
from benchmarks.entries import plan
from benchmarks.measure import BuildError, Contestant, measure
from benchmarks.tasks import Task, changes

PAGE = """
import pathlib, subprocess, sys, time
out = pathlib.Path("public")
assert not out.exists()
out.mkdir()
(out / "index.html").write_text("x")
(out / "feed.xml").write_text("x")
subprocess.run([sys.executable, "-c", "import time; held = bytearray(80 << 20); time.sleep(0.4)"], check=True)
"""
AGAIN = "import pathlib; assert pathlib.Path('public/index.html').exists(); pathlib.Path('public/index.html').touch()"


def contestant(folder: Path, code: str, name: str = "one", again: str = "", *, primed: bool = False) -> Contestant:
    """A generator that is a few lines of Python."""
    rebuilt = [sys.executable, "-c", again] if again else []
    return Contestant(
        name=name, command=[sys.executable, "-c", code], folder=folder, output=folder / "public", again=rebuilt, primed=primed
    )


def test_measures_process_tree(tmp_path: Path) -> None:
    """Pages and files are counted, a child's memory is seen, and the output of the run before is gone."""
    for _ in range(2):
        run = measure(contestant(tmp_path, PAGE))
        assert (run.pages, run.files) == (1, 2)
        assert run.memory > 80
        assert run.wall >= 0.4
        assert run.processor > 0


@pytest.mark.parametrize(("code", "said"), [("raise SystemExit('no luck')", "no luck"), ("print('done')", "0 pages")])
def test_failed_build_is_an_error(tmp_path: Path, code: str, said: str) -> None:
    """A generator that fails, or succeeds without a page, is not measured but reported with what it said."""
    with pytest.raises(BuildError, match=said):
        measure(contestant(tmp_path, code))


def test_rebuild_finds_the_output(tmp_path: Path) -> None:
    """A build upon the last one has its own command and environment, finds the output, and its report is read."""
    report = '{"outputs": 9, "rendered": 2, "written": ["a", "b"], "bytes_written": 70, "peak_memory_mib": 3.5}'
    (tmp_path / "report.json").write_text(report)
    one = Contestant(
        name="one",
        command=[sys.executable, "-c", PAGE.replace("0.4", "0")],
        again=[sys.executable, "-c", f"import os; assert os.environ['CACHED'] == '1'; {AGAIN}"],
        again_environment={"CACHED": "1"},
        folder=tmp_path,
        output=tmp_path / "public",
        told=tmp_path / "report.json",
    )
    measure(one)
    told = measure(one, fresh=False).told
    assert told is not None
    assert (told.outputs, told.rendered, told.written, told.bytes_written, told.memory) == (9, 2, 2, 70, 3.5)


def test_interrupted_build_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during a build ends it and what it started."""
    started: list[int] = []

    def interrupt(process: int, _options: int) -> None:
        started.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "wait4", interrupt)
    with pytest.raises(KeyboardInterrupt):
        measure(contestant(tmp_path, "import time; time.sleep(60)"))
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_rounds_take_turns_and_start_from_the_same_archive(tmp_path: Path) -> None:
    """Each task is done by everybody in turn; what a task changes is there when they build, and gone before the next round."""
    planned = plan(4, 2026)
    made, tree = changes(planned), ThiduaTree(tmp_path)
    write_trees([tree], planned)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    assert made.edited.body != made.original.body
    seen: list[str] = []
    cold = "import pathlib; pathlib.Path('public').mkdir(); pathlib.Path('public/index.html').touch()"
    entrants = [Entrant(contestant(tmp_path, cold, name, AGAIN, primed=name == "B"), tree) for name in "AB"]
    order = Order(articles=4, runs=2, names=("A", "B"), tasks=(Task.COLD, Task.EDIT, Task.TITLE, Task.ADD))
    records = run_rounds(entrants, made, order, seen.append, lambda: seen.append("checked"))
    assert [f"{record.round} {record.task} {record.contestant}" for record in records][:4] == [
        "1 cold A",
        "1 cold B",
        "1 edit A",
        "1 edit B",
    ]
    assert len(records) == 16
    assert seen[2] == "checked"
    assert seen.count("checked") == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before


@pytest.mark.parametrize("missing", ["hugo_binary", "pelican_python"])
def test_missing_generator_is_said(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Hugo or Pelican the status is 3 and the message says what to type, before anything is written."""

    def fail() -> str:
        raise MissingGeneratorError(missing)

    monkeypatch.setattr(commands, "hugo_binary", lambda: "hugo")
    monkeypatch.setattr(commands, missing, fail)
    result = CliRunner().invoke(main, ["--sizes", "1"])
    assert result.exit_code == 3
    assert "./run bench" in result.output


@pytest.mark.parametrize("wrong", [["--sizes", "0"], ["--sizes", "many"], ["--runs", ""], ["--tasks", "cold,sleep"]])
def test_wrong_usage_is_refused(wrong: list[str]) -> None:
    """Numbers and tasks that are none end with status 2."""
    assert CliRunner().invoke(main, wrong).exit_code == 2


def test_program_is_copied_whole(tmp_path: Path) -> None:
    """The copy of thidua that is measured runs by itself, with its theme and registers beside it."""
    copy_program(tmp_path)
    for part in ("templates/base.html", "static/style.css", "content/registers/units.yaml"):
        assert (tmp_path / part).is_file()
    where = [sys.executable, "-c", "import thidua; print(thidua.__file__)"]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # the copy is not what is tested
    done = subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path, env={**unmeasured, "PYTHONPATH": str(tmp_path)})
    assert done.stdout.startswith(str(tmp_path))


def test_generate_and_pairs(tmp_path: Path) -> None:
    """The archive can be had alone, and its pairs counted."""
    assert CliRunner().invoke(main, ["generate", str(tmp_path), "--articles", "5"]).exit_code == 0
    result = CliRunner().invoke(main, ["pairs", str(tmp_path)])
    assert result.exit_code == 0
    assert "distinct pairs" in result.output
