"""Whether an output is stale, and why: five cases, which are its specification."""

from __future__ import annotations

from thidua.state.staleness import Made, Planned, Verdict, is_planned_otherwise, judge

PAGE = Planned("a/index.html", b"plan", ("body:news/a", "setting:site"))
MADE = Made(b"plan", "digest")
IN_PLACE = {"a/index.html": "digest"}


def test_what_was_never_made_is_new() -> None:
    """Whatever lies in its place."""
    assert judge(PAGE, None, {"body:news/a": True}, IN_PLACE) == Verdict("a/index.html", "new")


def test_what_reads_a_changed_key_names_it() -> None:
    """One that the last build read is the better reason; of several the first."""
    assert judge(PAGE, MADE, {"setting:site": True, "body:news/a": False}, {}) == Verdict("a/index.html", "read", "setting:site")
    assert judge(PAGE, MADE, {"setting:site": True, "body:news/a": True}, {}) == Verdict("a/index.html", "read", "body:news/a")


def test_what_is_planned_otherwise_is_stale() -> None:
    """Its number, its renderer, or what it reads."""
    assert judge(PAGE, Made(b"other", "digest"), {}, IN_PLACE) == Verdict("a/index.html", "planned")


def test_what_is_planned_otherwise_is_known_before_anything_is_compared() -> None:
    """Never made, or planned otherwise: whatever it reads, it is stale."""
    assert [is_planned_otherwise(PAGE, made) for made in (None, Made(b"other", "digest"), MADE)] == [True, True, False]
    assert all(judge(PAGE, made, {}, IN_PLACE) for made in (None, Made(b"other", "digest")))


def test_what_is_not_in_place_is_stale() -> None:
    """Its file is gone, or is another one."""
    assert judge(PAGE, MADE, {}, {}) == Verdict("a/index.html", "unpublished")
    assert judge(PAGE, MADE, {}, {"a/index.html": "other"}) == Verdict("a/index.html", "unpublished")


def test_all_else_is_as_it_was() -> None:
    """A key that it does not read, or a file of another path, is nothing to it."""
    assert judge(PAGE, MADE, {"body:news/b": True}, {**IN_PLACE, "b/index.html": "x"}) is None
