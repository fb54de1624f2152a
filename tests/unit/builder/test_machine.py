"""Work that is spread over processes: answers in the order of the tasks, whoever did them, and mistakes in that order too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from thidua.builder.machine import Crew, Memory, begin, spread, start_workers, told_apart
from thidua.problems import MachineError

TASKS = [(number,) for number in range(40)]


@pytest.fixture
def crew() -> Iterator[Crew]:
    """Three processes."""
    with start_workers(3) as workers:
        yield Crew(workers=workers, jobs=3)


def _who(number: int) -> tuple[int, int]:
    time.sleep(0.001 * (number % 7))
    return number, os.getpid()


def _odd_fails(number: int) -> int:
    if number % 2:
        raise ValueError(number)
    return number


def _wait_for(file: Path) -> int:
    while not file.exists():
        time.sleep(0.001)
    return os.getpid()


def _die(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_answers_come_in_the_order_of_tasks_and_every_process_works(crew: Crew) -> None:
    """Workers and this process share the tasks; what each has needed is known."""
    answers = list(spread(crew, _who, TASKS))
    assert [number for number, _ in answers] == [number for (number,) in TASKS]
    processes = {process for _, process in answers}
    assert os.getpid() in processes
    assert len(processes) > 1
    assert crew.memory.peaks.keys() == processes


def test_alone_means_in_this_process(crew: Crew) -> None:
    """With nothing given ahead, and where there are no workers, this process does everything."""
    for given, ahead in ((crew, 0), (Crew(workers=None), 2)):
        assert {process for _, process in spread(given, _who, TASKS, ahead=ahead)} == {os.getpid()}


@pytest.mark.parametrize("ahead", [1, 2])
def test_a_worker_that_has_begun_something_is_not_given_more(tmp_path: Path, ahead: int) -> None:
    """What is spread does not wait behind a long task: this process does it itself."""
    with start_workers(2) as workers:
        crew = Crew(workers=workers, jobs=2)
        end = begin(crew, _wait_for, (tmp_path / "go",))
        try:
            assert {process for _, process in spread(crew, _who, TASKS, ahead=ahead)} == {os.getpid()}
        finally:
            (tmp_path / "go").touch()
        assert end() != os.getpid()
        assert crew.in_hand() == 0
        assert len({process for _, process in spread(crew, _who, TASKS, ahead=ahead)}) > 1


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_first_mistake_is_that_of_the_first_task(crew: Crew, ahead: int) -> None:
    """Which of several mistakes is told does not depend on who was quicker."""
    found: list[int] = []
    with pytest.raises(ValueError, match=r"\A1\Z"):
        found.extend(spread(crew, _odd_fails, TASKS, ahead=ahead))
    assert found == [0]


def test_dead_worker_is_told(crew: Crew, tmp_path: Path) -> None:
    """A worker that the machine kills stops the build with one sentence."""
    with pytest.raises(MachineError) as caught, told_apart(tmp_path):
        list(spread(crew, _die, TASKS[:1]))
    assert caught.value.code == "worker-died"


def test_memory_of_whoever_started_a_process_is_not_its_own() -> None:
    """A process that a large one starts is as small as it is."""
    held = bytearray(200 << 20)
    script = "from thidua.builder.machine import own_peak; print(own_peak()[1])"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert int(said.stdout) < len(held) >> 10


def test_peak_is_of_processes_that_live_together() -> None:
    """What workers held is not added to what this process needed after they had ended, and the largest sum of both times is told."""
    memory = Memory()
    before = memory.peak_mib()
    memory.note((-1, 5000 * 1024))
    memory.note((-1, 4000 * 1024))
    memory.alone()
    memory.note((-2, 1024))
    assert before + 5000 <= memory.peak_mib() < before + 5100
