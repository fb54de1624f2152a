"""What an editor can mend (Problem) and what only an operator can (the exception tree).

A Problem carries a permanent code, a place and values; its sentences are looked up in `thidua.words.messages` when it is shown, so
that the language is chosen at the edge and tests can assert whole messages. Formatting at the place of discovery was rejected: it
would spread two languages over every module.

The exception tree::

    ThiduaError
    ├── ContentError         problems in what editors wrote                  exit 1
    ├── ConfigurationError   wrong usage or configuration                    exit 2
    ├── RequestError         a command asks for what cannot be               exit 2
    └── MachineError         disk, permission, lock, missing dependency      exit 3
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error keeps the site from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a source file: path relative to the site's folder, line and column from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, without the parts that are not known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: `code` selects the message, `values` fill it in, `hint` selects another hint than the code's own."""

    code: str
    location: Location
    values: tuple[tuple[str, str], ...] = ()
    hint: str | None = None
    severity: Severity = Severity.ERROR

    @classmethod
    def at(
        cls,
        location: Location,
        code: str,
        *,
        hint: str | None = None,
        severity: Severity = Severity.ERROR,
        **values: object,
    ) -> Problem:
        """Make a problem with its values given by keyword."""
        texts = tuple((name, str(value)) for name, value in values.items())
        return cls(code=code, location=location, values=texts, hint=hint, severity=severity)

    @classmethod
    def unknown(cls, location: Location, code: str, *, suggestion: str | None, **values: object) -> Problem:
        """Make a problem about a name that nothing has; with a near miss its hint suggests that instead of listing what there is."""
        if suggestion is None:
            return cls.at(location, code, **values)  # type: ignore[arg-type] # hint and severity are not among the values
        return cls.at(location, code, hint="did-you-mean", suggestion=suggestion, **values)  # type: ignore[arg-type] # as above

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By place, then by code: the order in which problems are listed."""
        return (self.location, self.code, self.values)


@dataclass(slots=True)
class Problems:
    """Collects every problem of a run; `errors` decides whether the site may be published."""

    found: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Remember one problem."""
        self.found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Remember several problems."""
        self.found.extend(problems)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the site from being published, each once."""
        return [problem for problem in self if problem.severity is Severity.ERROR]

    def __iter__(self) -> Iterator[Problem]:
        """All problems in the order in which they are listed, each once."""
        return iter(sorted(set(self.found), key=lambda problem: problem.sort_key))

    def raise_errors(self) -> None:
        """Raise ContentError if anything was found that keeps the site from being published."""
        if self.errors:
            raise ContentError(self)


def nearest(word: str, candidates: Iterable[str], *, fold: Mapping[str, str] | None = None, cutoff: float = 0.6) -> str | None:
    """Return the candidate most like `word`, or None when nothing is near; `fold` maps a comparable form to its candidate."""
    forms = dict(fold) if fold is not None else {candidate.lower(): candidate for candidate in candidates}
    matches = difflib.get_close_matches(word.lower(), sorted(forms), n=1, cutoff=cutoff)
    return forms[matches[0]] if matches else None


class Suggestions:
    """Near misses among many candidates, for many wrong names: as `nearest`, in time that does not grow with their product.

    Only candidates that share rare groups of three letters with a word are compared with it, and after LIMIT words none is: an editor
    with that many mistakes of one kind has one cause to mend, not fifty.
    """

    LIMIT = 50
    _POOL = 200

    def __init__(self, candidates: Iterable[str], *, fold: Mapping[str, str] | None = None, cutoff: float = 0.6) -> None:
        self._cutoff = cutoff
        self._forms = dict(fold) if fold is not None else {candidate.lower(): candidate for candidate in candidates}
        self._index: dict[str, list[str]] = {}
        self._asked = 0

    def nearest(self, word: str) -> str | None:
        """Return the candidate most like `word`; None when nothing is near, or when too many were asked for."""
        self._asked += 1
        if self._asked > self.LIMIT:
            return None
        exact = self._forms.get(word)
        return exact or nearest(word, (), fold={form: self._forms[form] for form in self._pool(word.lower())}, cutoff=self._cutoff)

    def _pool(self, word: str) -> Iterable[str]:
        if len(self._forms) <= self._POOL:
            return self._forms
        if not self._index:
            for form in sorted(self._forms):
                for part in _trigrams(form):
                    self._index.setdefault(part, []).append(form)
        shared: Counter[str] = Counter()
        rarest = sorted((self._index[part] for part in _trigrams(word) if part in self._index), key=lambda forms: (len(forms), forms))
        for forms in rarest[:12]:
            shared.update(forms)
        return [form for form, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: self._POOL]]


def _trigrams(text: str) -> set[str]:
    return {text[start : start + 3] for start in range(max(1, len(text) - 2))}


class ThiduaError(Exception):
    """Whatever thidua raises on purpose."""


class ContentError(ThiduaError):
    """What editors wrote has problems; `problems` holds every one of them."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems.errors)} problems")
        self.problems = problems


class ConfigurationError(ThiduaError):
    """The command or site_config.yaml is wrong; `problems` says where."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems.errors)} problems")
        self.problems = problems


class RequestError(ThiduaError):
    """A command asks for what cannot be; `code` and `values` select the message. Nothing was done."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


class MachineError(ThiduaError):
    """The machine does not allow it (disk, permission, lock); `code` and `values` select the message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
