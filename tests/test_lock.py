"""One build of an output folder at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from thidua.cli import run
from thidua.locks import Held, only_holder
from thidua.publish.lock import only_build

BASE = Path(__file__).parent / "sites_invalid" / "_base"


def _build(folder: Path) -> int:
    return run(["build", "--config", str(folder / "site_config.yaml"), "--now", "2026-11-21T08:00+07:00", "--jobs", "1", "--quiet"])


HOLD = (
    "import sys, time; from pathlib import Path; from thidua.publish.lock import only_build\n"
    "with only_build(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
)


@contextmanager
def _held(output: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process hold the lock, and kill it in the end."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(output)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_second_build_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build that finds another one at work leaves with exit 3 and says what to do; afterwards it may build."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    output = (tmp_path / "public").resolve()
    with _held(output):
        assert _build(tmp_path) == 3
        assert capsys.readouterr().err == f"Một lần dựng khác đang ghi vào {output}. Hãy đợi nó xong rồi thử lại.\n"
    assert _build(tmp_path) == 0


def test_dead_process_keeps_no_lock(tmp_path: Path) -> None:
    """A process that is killed while it holds the lock gives it back."""
    output = tmp_path / "public"
    with _held(output), pytest.raises(Held), only_build(output):
        pass
    with only_build(output):
        pass


def test_workers_of_a_dead_process_keep_no_lock(tmp_path: Path) -> None:
    """What a build forked does not hold its lock, and ends with it."""
    output = tmp_path / "public"
    with only_build(output):
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
    try:
        with only_build(output):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_lock_that_was_taken_away_meanwhile_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever locks a file that its holder takes away in that moment locks the new one instead."""
    path, real = tmp_path / "lock", fcntl.lockf
    taken: list[int] = []

    def lockf(descriptor: int, command: int) -> None:
        real(descriptor, command)
        if not taken:
            taken.append(path.stat().st_ino)
            path.unlink()

    monkeypatch.setattr(fcntl, "lockf", lockf)
    with only_holder(path):
        assert path.exists()
        held = subprocess.run([sys.executable, "-c", HOLD_FILE, str(path)], check=False, capture_output=True, text=True)
        assert held.stdout == "held by another\n"


HOLD_FILE = (
    "import sys; from pathlib import Path; from thidua.locks import Held, only_holder\n"
    "try:\n    with only_holder(Path(sys.argv[1])):\n        print('held')\nexcept Held:\n    print('held by another')"
)


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link among the files of a site makes no file elsewhere."""
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), only_holder(tmp_path / "lock"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def _foreign(site: Path) -> list[str]:
    (site.parent / "other").mkdir()
    (site.parent / "other/index.html").write_text("cũ", encoding="utf-8")
    return ["--output", str(site.parent / "other")]


def _file(site: Path) -> list[str]:
    (site.parent / "file").write_text("giữ lại", encoding="utf-8")
    return ["--output", str(site.parent / "file")]


def _foreign_cache(site: Path) -> list[str]:
    (site.parent / "mine").mkdir()
    (site.parent / "mine/thesis.txt").write_text("quan trọng", encoding="utf-8")
    return ["--output", str(site.parent / "new/public"), "--cache", str(site.parent / "mine")]


REFUSED: dict[str, tuple[int, Callable[[Path], list[str]]]] = {
    "files of others": (2, _foreign),
    "a file": (3, _file),
    "below a file": (3, lambda site: [*_file(site)[:1], str(site.parent / "file/a/public")]),
    "among the sources": (2, lambda site: ["--output", str(site / "content/public")]),
    "around the cache": (2, lambda site: ["--output", str(site.parent / "new"), "--cache", str(site.parent / "new/cache")]),
    "a cache of others": (2, _foreign_cache),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_output_leaves_nothing(why: str, tmp_path: Path) -> None:
    """No lock, no folder and no cache is made where nothing will be published, and what is there stays as it is."""
    site = Path(shutil.copytree(BASE, tmp_path / "site"))
    status, prepare = REFUSED[why]
    arguments = prepare(site)
    before = sorted(tmp_path.rglob("*"))
    assert run(["build", "--config", str(site / "site_config.yaml"), "--jobs", "1", "--quiet", *arguments]) == status
    assert sorted(tmp_path.rglob("*")) == before


def test_a_first_build_that_fails_leaves_nothing_where_it_would_publish(tmp_path: Path) -> None:
    """Neither the output's folders nor its lock stay when what editors wrote has mistakes; those of a published site do."""
    shutil.copytree(BASE, tmp_path / "site")
    command = ["build", "--config", str(tmp_path / "site/site_config.yaml"), "--now", "2026-11-21T08:00+07:00", "--jobs", "1", "--quiet"]
    command += ["--output", str(tmp_path / "a/b/public")]
    page = tmp_path / "site/content/pages/gioi-thieu.md"
    sound = page.read_bytes()
    page.write_bytes(b"---\n")
    assert run(command) == 1
    assert not (tmp_path / "a").exists()
    page.write_bytes(sound)
    assert run(command) == 0
    page.write_bytes(b"---\n")
    assert run(command) == 1
    assert sorted(path.name for path in (tmp_path / "a/b").iterdir()) == [".public.lock", "public"]
