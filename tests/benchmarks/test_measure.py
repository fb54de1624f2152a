from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import contest
from benchmarks.__main__ import main
from benchmarks.contest import MissingGeneratorError, report, run_interleaved
from benchmarks.measure import BuildError, Contestant, measure

PAGE = """
import pathlib, subprocess, sys, time
out = pathlib.Path("public")
assert not out.exists()
out.mkdir()
(out / "index.html").write_text("x")
(out / "feed.xml").write_text("x")
subprocess.run([sys.executable, "-c", "import time; held = bytearray(80 << 20); time.sleep(0.4)"], check=True)
"""


def contestant(folder: Path, code: str, name: str = "one") -> Contestant:
    """A generator that is a few lines of Python."""
    return Contestant(name=name, version="1.0", command=[sys.executable, "-c", code], folder=folder, output=folder / "public")


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


def test_runs_take_turns_and_report_names_no_path(tmp_path: Path) -> None:
    """A B A B; the report has a row for each, the ratio of each pair and its median, and no folder of the machine."""
    heard: list[str] = []
    code = PAGE.replace("0.4", "0")
    results = run_interleaved([contestant(tmp_path, code, "A"), contestant(tmp_path, code, "B")], 2, heard.append)
    text = report(results, 7, 2026)
    assert [line.split(":")[0] for line in heard] == ["1/2 A", "1/2 B", "2/2 A", "2/2 B"]
    assert "A ÷ B: " in text
    assert "median **" in text
    assert str(tmp_path) not in text
    assert sys.prefix not in text


def test_missing_hugo_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Hugo the status is 3 and the message says what to type."""

    def missing() -> str:
        raise MissingGeneratorError("hugo")

    monkeypatch.setattr(contest, "hugo_binary", missing)
    result = CliRunner().invoke(main, ["--articles", "1", "--folder", str(tmp_path)])
    assert result.exit_code == 3
    assert "./run bench" in result.output


def test_generate_and_pairs(tmp_path: Path) -> None:
    """The archive can be had alone, and its pairs counted."""
    assert CliRunner().invoke(main, ["generate", str(tmp_path), "--articles", "5"]).exit_code == 0
    result = CliRunner().invoke(main, ["pairs", str(tmp_path)])
    assert result.exit_code == 0
    assert "distinct pairs" in result.output
