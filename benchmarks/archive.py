"""A deterministic, plainly synthetic archive: a complete site for thidua, of any size.

Invariant: the same number and seed give the same bytes, and writing streams: no more than the plan is in memory. A stored archive was
rejected: 70 MB in the repository, of one size only.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from benchmarks.entries import Plan, Stub, plan
from benchmarks.facts import front_of, picture_record, pictures_of
from benchmarks.frontmatter import block, front_matter
from benchmarks.names import SERIES
from benchmarks.pictures import picture
from benchmarks.text import Link, Prose, body, length
from benchmarks.words import dice_for

if TYPE_CHECKING:
    import random

TITLE = "Cổng thi đua mẫu"
BASE_URL = "https://mau.example.org/"
NOTICE = "Dữ liệu mẫu để thử nghiệm: mọi tên người, đơn vị thành viên và số liệu đều do máy tạo."
LINKED_BACK = 2000
"""How many articles back a link may go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry with all that its file holds."""

    stub: Stub
    front: Mapping[str, object]
    body: str
    pictures: tuple[str, ...]


class Tree(Protocol):
    """The archive as one generator wants it on disk."""

    def prepare(self) -> None:
        """Write what the tree holds beside its entries: configuration, registers, theme."""

    def file_of(self, entry: Written) -> tuple[Path, str]:
        """Return an entry's file and its text; its pictures lie beside it."""


@dataclass(frozen=True, slots=True)
class ThiduaTree:
    """The archive as a site for thidua; for a contest not `searched`: the other generators make no index (SEARCH.md measures it)."""

    folder: Path
    searched: bool = True

    def prepare(self) -> None:
        """Write the configuration and the register of running stories."""
        registers = self.folder / "content" / "registers"
        registers.mkdir(parents=True, exist_ok=True)
        (self.folder / "site_config.yaml").write_bytes(block(site_config(searched=self.searched)).encode())
        (registers / "series.yaml").write_bytes(block(series()).encode())

    def file_of(self, entry: Written) -> tuple[Path, str]:
        """Return an entry's file and its text."""
        return self.folder / "content" / entry.stub.path, front_matter(entry.front) + "\n" + entry.body


def entries(planned: Plan) -> Iterator[Written]:
    """Return every entry of the plan, written, one at a time."""
    return (written(stub, planned) for stub in planned.stubs)


def written(stub: Stub, planned: Plan) -> Written:
    """Return one entry of the plan, or one beside it, written."""
    dice = dice_for(planned.seed, stub.kind, stub.number)
    front = front_of(stub, planned, dice)
    pictures = pictures_of(stub, dice)
    if pictures:
        front["image"] = picture_record(pictures[0], dice)
    earlier = bisect_left(planned.days, stub.day) if stub.day else 0
    links = _links(stub, planned.articles[max(0, earlier - LINKED_BACK) : earlier], dice)
    return Written(stub=stub, front=front, body=body(dice, links, pictures[1:], length(dice)), pictures=pictures)


def write_archive(folder: Path, articles: int = 1000, seed: int = 2026) -> int:
    """Write a site with so many articles into `folder` and return the number of entries; existing files are overwritten."""
    return write_trees([ThiduaTree(folder)], plan(articles, seed))


def write_trees(trees: Sequence[Tree], planned: Plan) -> int:
    """Write the archive for several generators at once, each entry drawn once, and return the number of entries."""
    made: set[Path] = set()
    for tree in trees:
        tree.prepare()
    for entry in entries(planned):
        for tree in trees:
            write_entry(tree, entry, made)
    return len(planned.stubs)


def write_entry(tree: Tree, entry: Written, made: set[Path] | None = None) -> None:
    """Write an entry's file and its pictures; `made` remembers folders that are there."""
    path, text = tree.file_of(entry)
    if made is None or path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        if made is not None:
            made.add(path.parent)
    path.write_bytes(text.encode())
    for name in entry.pictures:
        (path.parent / name).write_bytes(picture(name))


def site_config(*, searched: bool) -> dict[str, object]:
    """Return the configuration of the site, with a search index or without."""
    return {
        "title": TITLE,
        "base_url": BASE_URL,
        "owner": {"name": "Ban biên tập Mẫu", "email": "mau@example.org"},
        "language": "vi",
        "timezone": "Asia/Ho_Chi_Minh",
        "notice": NOTICE,
        "images": {"cards": False},  # the other generators draw no social cards
        "search": {"enabled": searched},
    }


def series() -> list[dict[str, object]]:
    """Return the register of running stories."""
    return [
        {"id": name, "title": title, "description": f"Chuyện mẫu: {Prose(dice_for('series', name)).sentence()}"} for name, title in SERIES
    ]


def _links(stub: Stub, earlier: tuple[Stub, ...], dice: random.Random) -> list[Link]:
    """Return links to earlier articles by relative file path, and in one article of three a link to another site."""
    targets = dice.sample(earlier, min(len(earlier), dice.randint(0, 3)))
    here = posixpath.dirname(stub.path)
    links = [Link(target=posixpath.relpath(target.path, here), label=target.title) for target in targets]
    if dice.randrange(3) == 0:
        links.append(Link(target=f"https://example.org/tham-khao/{dice.randint(1, 999)}", label="Nguồn tham khảo mẫu"))
    return links
