"""The benchmark of feeds says what it promises, on a small archive."""

from __future__ import annotations

from pathlib import Path

from benchmarks import feeds
from thidua.site import rendering


def test_share_of_feeds_is_told(tmp_path: Path) -> None:
    """Every form has its line, there are as many feeds as asked for, and one more article rewrites a few."""
    before = dict(rendering.RENDERERS)
    try:
        told = feeds.measure(tmp_path, 40, 200)
    finally:
        rendering.RENDERERS.update(before)
    rows = {line.split(" | ")[0].strip("| "): line for line in told.splitlines() if line.startswith("| ")}
    assert {"rss", "atom", "json-feed", "all feeds"} <= rows.keys()
    assert int(rows["all feeds"].split(" | ")[1].replace(",", "")) >= 200
    assert "don-vi/hue/feed.xml" in told
