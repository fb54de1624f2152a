"""What an operator meets: files that are none, moments that no calendar has, folders that systems leave things in, reports of yesterday."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import ARTICLE, build
from thidua.cli import run

NOW = "2026-11-21T08:00+07:00"


def _site(folder: Path) -> Path:
    build(folder, {"news/a.md": f"---\n{ARTICLE.format(title='Tin')}---\nThân.\n"})
    return folder / "site"


def _build(site: Path, output: Path, *more: str, now: str = NOW) -> int:
    arguments = ["--config", str(site / "site_config.yaml"), "--output", str(output), "--cache", f"{output}.cache"]
    return run(["build", *arguments, "--jobs", "1", "--now", now, *more])


@pytest.mark.parametrize("what", ["pipe", "endless", "large"])
def test_what_is_no_article_is_refused_unread(tmp_path: Path, what: str) -> None:
    """A pipe, a link to a file without an end and one of gigabytes are problems, told at once and in little memory."""
    path = _site(tmp_path) / "content/news/la.md"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "endless":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(3_000_000_000)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2); "
    script = f"{limit}import sys; from thidua.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "build", "--config", str(tmp_path / "site/site_config.yaml"), "--jobs", "1", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    assert "la.md" in done.stderr
    assert not (tmp_path / "site/public").exists()


@pytest.mark.parametrize("now", ["9999-12-31T23:59:59Z", "9999-12-31", "0001-01-01T00:00:00+14:00"])
def test_moment_that_no_calendar_has_is_wrong_usage(tmp_path: Path, now: str) -> None:
    """A moment at the end of the calendar, or before anything was built, is told and is no traceback."""
    assert _build(_site(tmp_path), tmp_path / "other", now=now) == 2


def test_epoch_that_no_calendar_has_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH has the same bounds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300799")
    site = _site(tmp_path)
    assert run(["build", "--config", str(site / "site_config.yaml"), "--output", str(tmp_path / "other")]) == 2


def test_folder_with_what_systems_leave_is_ours_to_publish_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh volume or a folder that git keeps is published to; a folder with anything else is refused, and one of its files named."""
    site = _site(tmp_path)
    fresh, foreign = tmp_path / "fresh", tmp_path / "foreign"
    (fresh / "lost+found").mkdir(parents=True)
    (fresh / ".gitkeep").touch()
    assert _build(site, fresh) == 0
    assert (fresh / ".gitkeep").exists()
    foreign.mkdir()
    (foreign / "trang-khac.html").touch()
    assert _build(site, foreign) == 2
    assert "trang-khac.html" in capsys.readouterr().err


def test_report_of_an_earlier_build_does_not_stay(tmp_path: Path) -> None:
    """Where a build ends with wrong configuration, what an earlier one reported is gone; a file that is no report is left alone."""
    site, report = _site(tmp_path), tmp_path / "r.json"
    assert _build(site, tmp_path / "other", "--report", str(report)) == 0
    assert json.loads(report.read_text(encoding="utf-8"))["status"] == "built"
    with (site / "site_config.yaml").open("a", encoding="utf-8") as file:
        file.write("tieu_de: sai\n")
    assert _build(site, tmp_path / "other", "--report", str(report)) == 2
    assert not report.exists()
    report.write_text('{"cua": "nguoi khac"}', encoding="utf-8")
    assert _build(site, tmp_path / "other", "--report", str(report)) == 2
    assert report.read_text(encoding="utf-8") == '{"cua": "nguoi khac"}'


def test_explain_tells_a_new_search_folder_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files of a segment that was made anew are one line, not a hundred."""
    site = _site(tmp_path)
    assert _build(site, tmp_path / "other") == 0
    path = site / "content/news/a.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMột câu nữa.\n", encoding="utf-8")
    capsys.readouterr()
    assert _build(site, tmp_path / "other", "--explain") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("assets/search/2026-")]
    assert len(lines) == 1
    assert "được thay bằng thư mục mới" in lines[0]
