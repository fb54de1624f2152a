"""A build that is killed at any moment leaves one whole site, and the next one goes on from there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.publish.trees import ROOT, A, B, assert_published, publish, shown
from thidua.digests import content_digest
from thidua.publish import manifest

LOOP = """
import sys
from pathlib import Path
from tests.unit.publish.trees import A, B, publish
from thidua.publish import exchange
if sys.argv[2] == "turns":
    exchange._renameat2 = None
print("ready", flush=True)
while True:
    for files in (A, B):
        publish(Path(sys.argv[1]), files)
"""


def _kill_one(output: Path, way: str, seconds: float) -> None:
    with subprocess.Popen([sys.executable, "-c", LOOP, str(output), way], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.kill()


@pytest.mark.parametrize(("way", "seed"), [("at-once", 1), ("turns", 2)])
def test_a_killed_build_leaves_one_whole_site(way: str, seed: int, tmp_path: Path) -> None:
    """After a SIGKILL readers find all of A or all of B with its manifest; without the exchange at worst no folder for a moment."""
    output, chance = tmp_path / "public", random.Random(seed)  # noqa: S311 # moments, not secrets
    publish(output, A)
    for count in range(25):
        _kill_one(output, way, chance.uniform(0, 0.25))
        if output.exists():
            there = shown(output)
            assert there in (A, B)
            assert dict(manifest.read_manifest(output).files) == {path: content_digest(data) for path, data in there.items()}
        else:
            assert way == "turns"
        if count % 3 == 0:
            files = chance.choice((A, B, {**A, "them": b"C"}))
            publish(output, files)
            assert_published(output, files)
            publish(output, A)
    publish(output, B)
    assert_published(output, B)
