"""Clusters of units and the conferences they held, without a contradiction.

Invariant: who leads a cluster in a year follows from its members alone, so that whatever states it agrees; a cluster meets
at most once for a type and a time; a meeting lies within its cluster's life. Drawing leaders at random was rejected:
two conferences would disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.names import MERGER, UNITS_BEFORE, UNITS_SINCE, UNITS_THROUGHOUT, units_on
from benchmarks.words import dice_for

MOST_CLUSTERS = 40
ARTICLES_A_CLUSTER = 50
LIVES = (
    (UNITS_BEFORE, 2015, 2025),
    (UNITS_BEFORE, 2015, 2025),
    (UNITS_SINCE, 2026, 2026),
    (UNITS_BEFORE, 2015, 2025),
    (UNITS_THROUGHOUT, 2015, 2026),
    (UNITS_BEFORE, 2015, 2025),
)
"""Units a cluster takes its members from, and its first and last year; clusters take them in turn."""
TYPES = ("cum-tinh", "cum-nganh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster; those until 2025 ended with the merger, those from 2026 were made after it."""

    number: int
    type: str
    members: tuple[str, ...]
    first_year: int
    last_year: int

    @property
    def name(self) -> str:
        """Its slug and reference name."""
        return f"cum-mau-{self.number:02d}"

    @property
    def title(self) -> str:
        """Its name as people say it."""
        return f"Cụm thi đua mẫu số {self.number}"

    def lead(self, year: int) -> str:
        """Return the unit that leads in that year: the members take turns."""
        return self.members[(year + self.number) % len(self.members)]

    def deputy(self, year: int) -> str:
        """Return the deputy of that year, who leads in the next."""
        return self.lead(year + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A conference that was held; without a cluster it is one of a kind."""

    type: str
    covers: str
    year: int
    start: date
    end: date
    host: str
    cluster: Cluster | None = None

    @property
    def title(self) -> str:
        """What it was, in words."""
        words = {
            "tong-ket-nam": "tổng kết năm",
            "so-ket-6-thang": "sơ kết 6 tháng đầu năm",
            "ky-ket-giao-uoc": "ký kết giao ước năm",
            "phat-dong": "phát động thi đua năm",
            "giao-luu-dien-hinh": "giao lưu điển hình năm",
            "khac": "gặp mặt năm",
        }[self.type]
        return f"{words} {self.year} {f'của {self.cluster.title}' if self.cluster else f'tại {self.host}'}"


def plan_clusters(articles: int, seed: int) -> tuple[Cluster, ...]:
    """Return the clusters of an archive of so many articles: few in a small one, never more than MOST_CLUSTERS."""
    return tuple(_cluster(number, seed) for number in range(1, min(MOST_CLUSTERS, max(2, articles // ARTICLES_A_CLUSTER)) + 1))


def meetings(clusters: tuple[Cluster, ...], count: int, seed: int) -> list[Meeting]:
    """Return so many meetings: those of the clusters first, others beside them once every one of theirs is used."""
    possible = [meeting for cluster in clusters for meeting in _of_cluster(cluster, seed)]
    chosen = dice_for(seed, "meetings").sample(possible, min(count, len(possible)))
    return chosen + [_single(number, seed) for number in range(count - len(chosen))]


def _cluster(number: int, seed: int) -> Cluster:
    dice = dice_for(seed, "cluster", number)
    names, first_year, last_year = LIVES[(number - 1) % len(LIVES)]
    members = tuple(dice.sample(names, dice.randint(5, 8)))
    return Cluster(number=number, type=TYPES[number % len(TYPES)], members=members, first_year=first_year, last_year=last_year)


def _of_cluster(cluster: Cluster, seed: int) -> Iterator[Meeting]:
    """Return every meeting a cluster may have held, each on its own days."""
    for year in range(cluster.first_year, cluster.last_year + 1):
        yield _meeting("phat-dong", year, (year, 1, 8), cluster, seed)
        yield _meeting("ky-ket-giao-uoc", year, (year, 2, 10), cluster, seed)
        if date(year, 7, 1) < MERGER or cluster.last_year > MERGER.year:
            yield _meeting("so-ket-6-thang", year, (year, 7, 8), cluster, seed)
            yield _meeting("giao-luu-dien-hinh", year, (year, 9, 5), cluster, seed)
        if year < cluster.last_year:
            yield _meeting("tong-ket-nam", year, (year + 1, 3, 2), cluster, seed)


def _meeting(kind: str, year: int, earliest: tuple[int, int, int], cluster: Cluster, seed: int) -> Meeting:
    dice = dice_for(seed, kind, year, cluster.number)
    start = date(*earliest) + timedelta(days=dice.randint(0, 40))
    return Meeting(
        type=kind,
        covers=f"{year}-H1" if kind == "so-ket-6-thang" else str(year),
        year=year,
        start=start,
        end=start + timedelta(days=dice.randrange(2)),
        host=cluster.deputy(year) if kind == "so-ket-6-thang" else cluster.lead(year),
        cluster=cluster,
    )


def _single(number: int, seed: int) -> Meeting:
    dice = dice_for(seed, "single", number)
    start = date(2015, 1, 12) + timedelta(days=dice.randint(0, 4290))
    return Meeting(type="khac", covers=str(start.year), year=start.year, start=start, end=start, host=dice.choice(units_on(start)))
