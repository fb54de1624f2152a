"""Builds that are killed at any moment leave a whole site, and the next build is as if nothing had happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import kills
from tests import site_checks

KILLS = 12
LANES = 2

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def ground(tmp_path: Path) -> kills.Range:
    """The demonstration site, ready to be built and killed."""
    site = site_checks.copy_demo(tmp_path / "site")
    return kills.Range(tmp_path, site, kills.site_switch(site))


@pytest.mark.parametrize("lane", range(LANES))
def test_killed_build_leaves_a_whole_site_and_no_trace(ground: kills.Range, lane: int) -> None:
    """After SIGKILL the site is that of before or of after, never a mixture; the next build succeeds and equals one from nothing."""
    found = list(kills.kills(ground, KILLS, seed=lane, lane=lane, lanes=LANES))
    assert [kill for kill in found if not kill.sound] == []


def test_every_way_to_kill_is_tried_by_time_and_at_a_change() -> None:
    """The kills of all lanes are of every kind."""
    tried = {(number % len(kills.WAYS), number % 2) for lane in range(LANES) for number in range(lane, KILLS, LANES)}
    assert len(tried) == 2 * len(kills.WAYS)


def test_table_counts_every_kill() -> None:
    """The benchmark's table says how many kills there were and what each left."""
    one = kills.Killed(built="cold", whom="group", share=0.42, ended=False, left="nothing", next_build="equal")
    two = kills.Killed(built="cold", whom="group", share=1.04, change=2, ended=True, left="after", next_build="exit 3: x")
    text = kills.table([one, two])
    assert "| cold | group | 25–50 % | 1 | 1 | 0 | 0 | 0 | 1 |" in text
    assert "| cold | group | ended by itself | 1 | 0 | 0 | 1 | 0 | 0 |" in text
    assert text.endswith("| all |  |  | 2 | 1 | 0 | 1 | 0 | 1 |")
    assert (one.sound, two.sound) == (True, False)
