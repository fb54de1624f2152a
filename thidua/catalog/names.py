"""Finds what a name means: ids, names and other names of everything that front matter may refer to.

Names are compared without regard to case and tone placement; marks count, so that a name without them becomes a suggestion and
never a guess. A unit's name may have belonged to several units in turn: the span of days that is meant decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.model.registers import Unit
from thidua.problems import Suggestions
from thidua.vietnamese import comparable, fold

Days = tuple[date, date]

_KIND_WORDS = re.compile(
    r"^(tỉnh|thành phố|tp\.?|t\.p\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|cụm thi đua|khối thi đua|phong trào)\s+",
)
_KINDS_OF: dict[str, frozenset[str]] = {
    "tỉnh": frozenset({"tinh"}),
    "thành phố": frozenset({"thanh-pho"}),
    "tp": frozenset({"thanh-pho"}),
    "t.p": frozenset({"thanh-pho"}),
    "huyện": frozenset({"huyen"}),
    "quận": frozenset({"quan"}),
    "thị xã": frozenset({"thi-xa"}),
    "thị trấn": frozenset({"thi-tran"}),
    "xã": frozenset({"xa"}),
    "phường": frozenset({"phuong"}),
    "đặc khu": frozenset({"dac-khu"}),
    "cụm thi đua": frozenset(),
    "khối thi đua": frozenset(),
    "phong trào": frozenset(),
}


class Unknown(Exception):  # noqa: N818 # named for what it says: the name is unknown
    """Nothing has that name; `suggestion` is the nearest name that something has."""

    def __init__(self, suggestion: str | None) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion


class Ambiguous(Exception):  # noqa: N818 # named for what it says: the name is ambiguous
    """Several things have that name; `candidates` are their ids."""

    def __init__(self, candidates: tuple[str, ...]) -> None:
        super().__init__(candidates)
        self.candidates = candidates


@dataclass(slots=True)
class Names:
    """The names of one space (units, clusters, movements …)."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, Days | None], str] = field(default_factory=dict)
    _near: Suggestions | None = None

    def add(self, target: str, *, ids: Iterable[str], names: Iterable[str]) -> None:
        """Make `target` findable by `ids` and `names`."""
        self._near = None
        for name in ids:
            self.ids[name] = target
        for name in names:
            form = comparable(name)
            if target not in self.names[form]:
                self.names[form].append(target)
                self.shown.setdefault(fold(name), name)

    def find(self, text: str, days: Days | None = None, units: Mapping[str, Unit] | None = None) -> str:
        """Return what `text` means; raise Unknown or Ambiguous. `units` and `days` tell the extents of one name apart."""
        known = self._found.get((text, days))
        if known is None:
            known = self._found[text, days] = self._find(text, days, units)
        return known

    def _find(self, text: str, days: Days | None, units: Mapping[str, Unit] | None) -> str:
        if text in self.ids:
            return self.ids[text]
        form = comparable(text)
        targets = self.names.get(form) or self._of_kind(form, units)
        if len(targets) > 1 and units is not None and days is not None:
            targets = [target for target in targets if _overlaps(units[target], days)] or targets
        if len(targets) == 1:
            return targets[0]
        if targets:
            raise Ambiguous(tuple(sorted(targets)))
        raise Unknown(self.suggest(text))

    def _of_kind(self, form: str, units: Mapping[str, Unit] | None) -> list[str]:
        """Return what is named by a kind word and a name: for units, only those that have ever been of that kind."""
        word = _KIND_WORDS.match(form)
        if word is None:
            return []
        targets = self.names.get(form[word.end() :], [])
        kinds = _KINDS_OF[word[1].rstrip(".")]
        if units is None or not kinds:
            return targets
        known = [units[target] for target in targets if target in units]
        return [unit.id for unit in known if not unit.kinds or kinds & {item.kind for item in unit.kinds}]

    def suggest(self, text: str) -> str | None:
        """Return the known name or id most like `text`, as it would be written; none when only the kind of unit differs."""
        word = _KIND_WORDS.match(comparable(text))
        if word and _KINDS_OF[word[1].rstrip(".")] and comparable(text)[word.end() :] in self.names:
            return None
        if self._near is None:
            self._near = Suggestions((), fold={**{fold(name): name for name in self.ids}, **self.shown}, cutoff=0.75)
        return self._near.nearest(fold(_KIND_WORDS.sub("", comparable(text))))


def _overlaps(unit: Unit, days: Days) -> bool:
    first, last = days
    return not (unit.from_ and last < unit.from_.first) and not (unit.to and first > unit.to.last)
