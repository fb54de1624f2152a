"""Outputs of several files: what names them is stale whenever they are, and of two processes one makes the single words."""

from __future__ import annotations

from pathlib import Path

from thidua.builder.folders import Making, _is_first, judge_outputs
from thidua.site.outputs import Output
from thidua.state.staleness import Made, Planned, Verdict

MADE = Made(b"plan", "digest")


def test_what_names_a_folder_is_stale_whenever_that_folder_is() -> None:
    """In whatever order they are planned, and without a change of what was given; a key that only looks like a folder's is none."""
    index = Planned("assets/search/index.json", b"plan", ("folder:assets/search/2026/",))
    segment = Planned("assets/search/2026/", b"plan", ("terms:news/a",))
    tag = Planned("tag/index.html", b"plan", ("tag:folder:",))
    changed = {"terms:news/a": True}
    items = [(item.path, item, MADE) for item in (index, segment, tag)]
    assert list(judge_outputs(items, changed, {index.path: "digest", tag.path: "digest"})) == [
        (segment.path, Verdict(segment.path, "read", "terms:news/a")),
        (tag.path, None),
        (index.path, Verdict(index.path, "read", "folder:assets/search/2026/")),
    ]
    assert changed == {"terms:news/a": True}


def test_one_of_two_processes_is_first(tmp_path: Path) -> None:
    """Whoever comes second leaves the single words of that output to the other one."""
    this, other = (Making(Output(path=path, renderer="search-segment"), {}, tmp_path, {}) for path in ("2026/", "before-2026/"))
    assert [_is_first(this), _is_first(this), _is_first(other)] == [True, False, True]
