"""The one reading of time: everything a build knows of now, it asks a Moment, which remembers when an answer will change.

`next_change` is the nearest later instant at which any answer given so far would be another one: a deploy need not build before it.
Reading the clock where a comparison is made was rejected: two builds of the same sources would differ without a reason that anyone
could name.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Moment:
    """An instant in the site's time zone; not a value but a witness: it records what it was asked."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        if now.tzinfo is None:
            message = "a Moment needs an instant with its offset"
            raise ValueError(message)
        self.now = now.astimezone(zone)
        self.zone = zone
        self._next: datetime | None = None

    def instant(self, value: date | datetime) -> datetime:
        """Return `value` as an instant: a day begins at midnight in the site's zone, a time without offset is meant there."""
        if not isinstance(value, datetime):
            return datetime.combine(value, time.min, self.zone)
        return value.replace(tzinfo=self.zone) if value.tzinfo is None else value.astimezone(self.zone)

    def has_come(self, value: date | datetime) -> bool:
        """Tell whether `value` is now or past."""
        instant = self.instant(value)
        if instant <= self.now:
            return True
        self._next = instant if self._next is None else min(self._next, instant)
        return False

    def has_ended(self, last_day: date) -> bool:
        """Tell whether the whole of `last_day` is past."""
        return self.has_come(last_day + timedelta(days=1))

    @property
    def today(self) -> date:
        """The day in the site's zone; asking makes the next midnight a change."""
        self.has_come(self.now.date() + timedelta(days=1))
        return self.now.date()

    @property
    def year(self) -> int:
        """The year in the site's zone; asking makes the next New Year a change."""
        self.has_come(date(self.now.year + 1, 1, 1))
        return self.now.year

    @property
    def next_change(self) -> datetime | None:
        """The nearest later instant at which an answer given so far would differ, or None."""
        return self._next
