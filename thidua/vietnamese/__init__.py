"""Vietnamese text, dates and numbers: the lowest layer, which knows nothing of the site.

Invariant: every function depends on its arguments alone (no clock, no locale, no file), and every parser raises nothing but its
documented errors, whatever it is given. Names are gathered here so that callers need not know the modules; libraries that guess
(dateutil, Babel, locale) were rejected, because a wrong date that looks right is worse than a problem that is shown.
"""

from thidua.vietnamese.dates import (
    AmbiguousDate,
    ImpossibleDate,
    PartialDate,
    Period,
    Precision,
    UnreadableDate,
    date_range,
    long_date,
    parse_day,
    parse_moment,
    parse_range,
    parse_time,
    short_date,
    timestamp,
)
from thidua.vietnamese.numbers import (
    AmbiguousNumber,
    Quantity,
    UnreadableNumber,
    format_number,
    format_quantity,
    parse_count,
    parse_number,
    parse_quantity,
)
from thidua.vietnamese.text import (
    bind,
    collation_key,
    comparable,
    fold,
    normalize,
    place_tones,
    reading_minutes,
    same_words,
    slug,
    syllables,
)

__all__ = [
    "AmbiguousDate",
    "AmbiguousNumber",
    "ImpossibleDate",
    "PartialDate",
    "Period",
    "Precision",
    "Quantity",
    "UnreadableDate",
    "UnreadableNumber",
    "bind",
    "collation_key",
    "comparable",
    "date_range",
    "fold",
    "format_number",
    "format_quantity",
    "long_date",
    "normalize",
    "parse_count",
    "parse_day",
    "parse_moment",
    "parse_number",
    "parse_quantity",
    "parse_range",
    "parse_time",
    "place_tones",
    "reading_minutes",
    "same_words",
    "short_date",
    "slug",
    "syllables",
    "timestamp",
]
