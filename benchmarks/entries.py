"""The plan of an archive: which entries there are, where they lie and when they were published, before a word of them is written.

Invariant: an address is used once, a cluster has at most one conference for a type and a time, and every date lies between
FIRST_DAY and LAST_DAY. Planning and writing in one pass was rejected: a link needs its target to exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.clusters import Cluster, Meeting, meetings, plan_clusters
from benchmarks.names import units_on
from benchmarks.text import Prose
from benchmarks.words import dice_for, fold

if TYPE_CHECKING:
    import random

FIRST_DAY = date(2015, 1, 5)
LAST_DAY = date(2026, 10, 31)
HANOI = timezone(timedelta(hours=7))
SHARES = {"conference": 0.14, "model": 0.04, "document": 0.02}
"""Shares of the articles; the others are news."""
FOLDERS = {
    "news": "news",
    "conference": "conferences",
    "model": "models",
    "document": "documents",
    "cluster": "clusters",
    "page": "pages",
}
PICTURED_SHARE = 0.03
SLUG_LENGTH = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """An entry before it is written: `name` is its slug and its reference name, `day` is None for clusters and pages."""

    kind: str
    number: int
    name: str
    title: str
    day: datetime | None = None
    meeting: Meeting | None = None
    cluster: Cluster | None = None
    pictured: bool = False

    @property
    def path(self) -> str:
        """The file below `content/`."""
        dated = f"{self.day:%Y/%m}/" if self.day and self.kind in {"news", "conference"} else ""
        return f"{FOLDERS[self.kind]}/{dated}{self.name}{'/index' if self.pictured else ''}.md"


@dataclass(frozen=True)
class Plan:
    """Every stub of an archive: articles from the oldest to the newest, then clusters and pages."""

    seed: int
    articles: tuple[Stub, ...]
    clusters: tuple[Stub, ...]
    pages: tuple[Stub, ...]

    @property
    def stubs(self) -> tuple[Stub, ...]:
        """All of them."""
        return self.articles + self.clusters + self.pages

    @cached_property
    def models(self) -> tuple[Stub, ...]:
        """The models, from the oldest."""
        return tuple(stub for stub in self.articles if stub.kind == "model")

    @cached_property
    def days(self) -> tuple[datetime, ...]:
        """When each article was published, from the oldest."""
        return tuple(stub.day for stub in self.articles if stub.day)


def plan(articles: int, seed: int) -> Plan:
    """Return the plan of an archive with so many articles (news, conferences, models and documents together)."""
    clusters = plan_clusters(articles, seed)
    counts = {kind: round(articles * share) for kind, share in SHARES.items()}
    held = meetings(clusters, counts["conference"], seed)
    kinds = chain.from_iterable([kind] * counts[kind] for kind in ("model", "document"))
    others = [*kinds, *["news"] * (articles - sum(counts.values()))]
    dated = [_dated(kind, number, seed) for number, kind in enumerate(others, start=1)]
    dated += [_conference(meeting, len(others) + place, seed) for place, meeting in enumerate(held, start=1)]
    return Plan(
        seed=seed,
        articles=tuple(sorted(dated, key=lambda stub: (stub.day, stub.number))),
        clusters=tuple(
            Stub(kind="cluster", number=place, name=cluster.name, title=cluster.title, cluster=cluster)
            for place, cluster in enumerate(clusters, start=1)
        ),
        pages=tuple(
            Stub(kind="page", number=place, name=f"gioi-thieu-mau-{place}", title=f"Giới thiệu mẫu {place}")
            for place in range(1, min(6, max(1, articles // 200)) + 1)
        ),
    )


def _dated(kind: str, number: int, seed: int) -> Stub:
    dice = dice_for(seed, "stub", number)
    span = (LAST_DAY - FIRST_DAY).days
    day = FIRST_DAY + timedelta(days=int(span * dice.random() ** 0.8))
    words = Prose(dice).phrase(2, 4)
    unit = dice.choice(units_on(day))
    title = {
        "news": f"Bài mẫu {number}: {unit} {words}",
        "model": f"Điển hình mẫu {number}: {words}",
        "document": f"Văn bản thử nghiệm {number} về {words}",
    }[kind]
    return Stub(kind=kind, number=number, name=_slug(title), title=title, day=_at(day, dice), pictured=dice.random() < PICTURED_SHARE)


def _conference(meeting: Meeting, number: int, seed: int) -> Stub:
    dice = dice_for(seed, "stub", number)
    day = min(meeting.end + timedelta(days=dice.randint(0, 3)), LAST_DAY)
    title = f"Hội nghị mẫu {number}: {meeting.title}"
    pictured = dice.random() < PICTURED_SHARE
    return Stub(kind="conference", number=number, name=_slug(title), title=title, day=_at(day, dice), meeting=meeting, pictured=pictured)


def _at(day: date, dice: random.Random) -> datetime:
    return datetime.combine(day, time(dice.randint(6, 20), dice.randrange(60)), HANOI)


def _slug(title: str) -> str:
    """Return the title as a slug; the number in it keeps it the only one."""
    slug = fold(title)
    return slug if len(slug) <= SLUG_LENGTH else slug[:SLUG_LENGTH].rpartition("-")[0]
