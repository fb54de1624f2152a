"""A large site's map is cut where later articles change nothing of what is listed already."""

from __future__ import annotations

from thidua.site.outputs import Place
from thidua.site.sitemap import WHOLE, in_parts


def _places(*paths: str) -> tuple[Place, ...]:
    return tuple(Place(path=f"{path}index.html", changed=None) for path in paths)


def test_small_site_has_one_file() -> None:
    """What fits in one file stands in sitemap.xml itself."""
    places = _places("", "tin-tuc/2024/a/")
    assert in_parts(places, limit=2) == {WHOLE: places}


def test_site_without_pages_has_a_file() -> None:
    """sitemap.xml exists, empty too."""
    assert in_parts((), limit=2) == {WHOLE: ()}


def test_large_site_has_a_file_a_year() -> None:
    """Addresses lie by the year in them, those without one in a part of their own; a full year goes on in a second file."""
    places = _places("", "cum/", "tin-tuc/2024/a/", "tin-tuc/2025/b/", "tin-tuc/2025/c/", "tin-tuc/2025/d/")
    parts = in_parts(places, limit=2)
    assert list(parts) == ["2024", "2025", "2025-2", "trang"]
    assert parts["2025"] + parts["2025-2"] == places[3:]
    assert sorted(place.path for part in parts.values() for place in part) == sorted(place.path for place in places)


def test_new_year_leaves_older_ones_alone() -> None:
    """An article of this year changes no part of the years before."""
    before = _places("tin-tuc/2024/a/", "tin-tuc/2024/b/", "tin-tuc/2025/c/")
    after = _places("tin-tuc/2024/a/", "tin-tuc/2024/b/", "tin-tuc/2025/c/", "tin-tuc/2026/a/")
    assert in_parts(after, limit=2)["2024"] == in_parts(before, limit=2)["2024"]
