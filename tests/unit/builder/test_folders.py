"""Outputs of several files: what names them is stale whenever they are, and which of them can be begun before data is compared."""

from __future__ import annotations

from dataclasses import replace

from thidua.builder.comparing import planned_otherwise
from thidua.builder.folders import judge_outputs
from thidua.builder.remembering import written
from thidua.site.outputs import Output
from thidua.state.staleness import Made, Planned, Verdict
from thidua.state.store import output_seal

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


def test_what_is_planned_otherwise_is_stale_whatever_it_reads() -> None:
    """A segment that reads one entry more, that another one is among, or that is new; not one that is planned as it was made."""
    still = Output(path="assets/search/before-2026/", renderer="search-segment", reads=("terms:news/a",))
    newest = replace(still, path="assets/search/2026/", reads=("terms:news/b",))
    made = {output.path: Made(output_seal(output.path, *written(output)), "digest") for output in (still, newest)}
    more, other = replace(newest, reads=("terms:news/b", "terms:news/c")), replace(still, arguments=("unit/bac-kan",))
    new = replace(still, path="assets/search/2021-2025/")
    assert planned_otherwise((still, newest), made) == []
    assert planned_otherwise((still, more, other, new), made) == [more, other, new]
