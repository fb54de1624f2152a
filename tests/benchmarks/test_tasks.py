from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.archive import ThiduaTree, Tree
from benchmarks.entries import LAST_DAY, plan
from benchmarks.hugo_site import HugoTree
from benchmarks.pelican_site import PelicanTree
from benchmarks.tasks import MARK, SENTENCE, Task, apply, changes, restore

PLANNED = plan(60, 2026)


@pytest.mark.parametrize("tree", [ThiduaTree(Path("t")), HugoTree(Path("h"), PLANNED), PelicanTree(Path("p"), PLANNED)])
def test_changes_are_the_same_for_everybody(tree: Tree) -> None:
    """In each generator's form the edit adds one sentence at the end, the title alone changes then, and the new article is new."""
    made = changes(PLANNED)
    path, before = tree.file_of(made.original)
    assert tree.file_of(made.edited) == (path, f"{before}\n{SENTENCE}\n")
    _, titled = tree.file_of(made.titled)
    assert MARK in titled
    assert titled.replace(MARK, "").replace('"', "") == tree.file_of(made.edited)[1].replace('"', "")
    assert tree.file_of(made.added)[0] != path


def test_changed_article_stands_in_the_middle_and_in_lists() -> None:
    """It is a piece of news of the middle of the archive that nothing has taken out of lists; the new one is after all others."""
    made = changes(PLANNED)
    place = PLANNED.articles.index(made.original.stub)
    assert abs(place - len(PLANNED.articles) // 2) < 10
    assert made.original.stub.kind == "news"
    assert not {"withdrawn", "expires"} & {key for key, value in made.original.front.items() if value}
    newest = made.added.stub.day
    assert newest is not None
    assert newest > max(PLANNED.days)
    assert newest.date() == LAST_DAY
    assert made.added.stub.name not in {stub.name for stub in PLANNED.stubs}


def test_what_a_round_changes_is_taken_back(tmp_path: Path) -> None:
    """After a round the files are those of before; nothing and cold change none."""
    made, tree = changes(PLANNED), ThiduaTree(tmp_path)
    restore(made, [tree])
    before = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")}
    for task in Task:
        apply(task, made, [tree])
    assert SENTENCE in tree.file_of(made.original)[0].read_text(encoding="utf-8")
    assert tree.file_of(made.added)[0].is_file()
    restore(made, [tree])
    assert {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")} == before
