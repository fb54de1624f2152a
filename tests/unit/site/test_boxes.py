"""Fact boxes: what several rows share is said once."""

from __future__ import annotations

from thidua.site.display import Mark, Row, Shown
from thidua.site.pages.boxes import box


def _row(label: str, *notes: str | None, href: str = "/a/") -> Row:
    marks = (Mark(token=href, href=href, words=None, inferred=False, disputed=False, note=note) for note in notes)
    return Row(label=label, values=tuple(Shown(text=label, mark=mark, href=None, remark="") for mark in marks))


def test_note_of_several_rows_is_said_once_below_them() -> None:
    """Two rows with one note lose it to the box; a note that values of a single row share stays with them."""
    found = box((_row("ngày", "in nghiêng"), _row("nơi", "in nghiêng"), _row("số liệu", "theo báo cáo", "theo báo cáo")))
    assert found.notes == ("in nghiêng",)
    assert [[value.mark.note for value in row.values] for row in found.rows] == [[None], [None], ["theo báo cáo", "theo báo cáo"]]


def test_source_of_most_values_is_that_of_the_box() -> None:
    """Where no source has the most, each value says its own."""
    most = box((_row("một", None), _row("hai", None), _row("ba", None, href="/b/")))
    assert most.source
    assert most.source.href == "/a/"
    assert box((_row("một", None), _row("hai", None, href="/b/"))).source is None
