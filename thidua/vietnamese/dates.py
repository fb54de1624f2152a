"""Vietnamese dates: the one place from which the rest of the house imports them.

Invariant: everything named here is defined in `days` (days, times, moments, the errors), `periods` (partial dates, periods, ranges) or
`written` (what pages say); this module only gathers them. One module for all was rejected at 500 lines, three import paths because
callers think of "dates", not of how their reading is divided.
"""

from thidua.vietnamese.days import AmbiguousDate, ImpossibleDate, UnreadableDate, parse_day, parse_moment, parse_time
from thidua.vietnamese.periods import PartialDate, Period, Precision, parse_range
from thidua.vietnamese.written import date_range, long_date, short_date, timestamp

__all__ = [
    "AmbiguousDate",
    "ImpossibleDate",
    "PartialDate",
    "Period",
    "Precision",
    "UnreadableDate",
    "date_range",
    "long_date",
    "parse_day",
    "parse_moment",
    "parse_range",
    "parse_time",
    "short_date",
    "timestamp",
]
