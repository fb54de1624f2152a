from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as commands
from benchmarks import workplace as places
from benchmarks.__main__ import main
from benchmarks.entries import plan
from benchmarks.fairness import find_unfairness, share_of
from benchmarks.pelican_site import address_of
from benchmarks.workplace import NoRoomError, ensure_room, workplace


class Usage(NamedTuple):
    """What `shutil.disk_usage` returns."""

    total: int
    used: int
    free: int


def fill(end: type[BaseException]) -> None:
    """Make a place, write into it, and end."""
    with workplace(None) as place:
        (place / "deep").mkdir()
        (place / "deep" / "file").touch()
        raise end


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError])
def test_folder_is_gone_whatever_happens(end: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure, an exit and Ctrl-C leave nothing behind."""
    monkeypatch.setattr(places, "MEMORY_FOLDER", tmp_path)
    with pytest.raises(end):
        fill(end)
    assert list(tmp_path.iterdir()) == []


def test_folder_is_gone_after_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGTERM ends with its status and leaves nothing behind."""
    monkeypatch.setattr(places, "MEMORY_FOLDER", tmp_path)
    with pytest.raises(SystemExit) as left, workplace(None):
        os.kill(os.getpid(), signal.SIGTERM)
    assert left.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is not places._leave


def test_folder_that_was_asked_for_is_kept(tmp_path: Path) -> None:
    """It is made, and stays."""
    with workplace(tmp_path / "mine") as place:
        (place / "file").touch()
    assert (tmp_path / "mine" / "file").is_file()


def test_too_little_space_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too small a disk and too little memory are said before anything is written, with status 3."""
    names = ("thidua", "Hugo")
    ensure_room(tmp_path, 10, names)
    monkeypatch.setattr(places, "_available_memory", lambda: 2**30)
    with pytest.raises(NoRoomError, match=r"100,000 articles need about \d+\.\d GiB of memory, and 1\.0 GiB are available\."):
        ensure_room(tmp_path, 100_000, names)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**31, 2**30, 2**30))
    with pytest.raises(NoRoomError, match=r"100,000 articles need about 9\.2 GiB of files, and 1\.0 GiB are free\."):
        ensure_room(tmp_path, 100_000, names)
    monkeypatch.setattr(commands, "_ensure_installed", lambda _: None)
    result = CliRunner().invoke(main, ["--sizes", "100000", "--folder", str(tmp_path)])
    assert result.exit_code == 3
    assert len(result.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_missing_page_and_missing_text_are_unfair(tmp_path: Path) -> None:
    """An article without a page is counted, a page without the title or the text is named; all that is there is fair."""
    planned = plan(6, 2026)
    for stub in planned.articles:
        path = tmp_path / address_of(stub) / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<h1>{stub.title}</h1>", encoding="utf-8")
    (tmp_path / "index.html").write_text("<a href='/'>x</a>", encoding="utf-8")
    (tmp_path / "feed.xml").touch()
    share = share_of("one", tmp_path, planned)
    assert (share.article_pages, share.other_pages, share.feeds) == (6, 1, 1)
    lacking = find_unfairness([share], [tmp_path], planned)
    assert all(line.startswith("one lacks “") for line in lacking)
    assert len(lacking) >= 6
    (tmp_path / address_of(planned.articles[0]) / "index.html").unlink()
    share = share_of("one", tmp_path, planned)
    assert "one published 5 of 6 articles" in find_unfairness([share], [tmp_path], planned)
