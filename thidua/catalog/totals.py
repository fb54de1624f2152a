"""Sums of award rows by year, level, form or cluster: what charts and their tables show.

Only what was given counts, or only what was decided: the two never add up, nor do nominations. Disputed rows belong in no sum. A row
without a number adds nothing, and its sum says that it is not the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from thidua.catalog.awards import AwardRow, Standing

Part = int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum over rows of one kind; None: no source gives a number. `partial`: more was given than sources count."""

    of: Part
    collectives: int | None
    individuals: int | None
    households: int | None
    direct_workers: int | None
    partial: bool
    entries: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether it has a number at all."""
        return any(count is not None for count in (self.collectives, self.individuals, self.households))


def totals(rows: Iterable[AwardRow], standing: Standing, of: Callable[[AwardRow], Part]) -> tuple[Total, ...]:
    """Return the sums of the rows of one standing by what `of` gives, in the order in which rows come."""
    groups: dict[Part, list[AwardRow]] = {}
    for row in rows:
        if row.standing == standing and not row.disputed:
            groups.setdefault(of(row), []).append(row)
    return tuple(_total(part, group) for part, group in groups.items())


def _total(part: Part, rows: list[AwardRow]) -> Total:
    return Total(
        of=part,
        collectives=_sum(row.collectives for row in rows),
        individuals=_sum(row.individuals for row in rows),
        households=_sum(row.households for row in rows),
        direct_workers=_sum(row.direct_workers for row in rows),
        partial=any(row.uncounted for row in rows),
        entries=tuple(dict.fromkeys(entry for row in rows for entry in row.entries)),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
