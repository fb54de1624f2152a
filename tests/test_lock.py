"""One build of an output folder at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from thidua.cli import run
from thidua.publish.lock import AnotherBuild, only_build

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
    with _held(output), pytest.raises(AnotherBuild), only_build(output):
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
