"""A mistake found where the marks are no longer at hand: which file, which place in its tree, what is wrong.

Line and column are looked up only when there is something to report (`locate_mistakes` reads the file again); carrying marks through
ten thousand sound entries was rejected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as FilePath

from thidua.model.references import Path
from thidua.problems import Location, Problem, Severity
from thidua.sources import frontmatter
from thidua.sources.yaml_tree import Node, locate, parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong at `path` of the front matter (or register) in `file`."""

    file: str
    path: Path
    code: str
    values: tuple[tuple[str, str], ...] = ()
    hint: str | None = None
    severity: Severity = Severity.ERROR
    line: int = 0
    column: int = 0

    @classmethod
    def at(cls, file: str, path: Path, code: str, *, hint: str | None = None, **values: object) -> Mistake:
        """Make a mistake with its values given by keyword."""
        return cls(file=file, path=path, code=code, hint=hint, values=tuple((name, str(value)) for name, value in values.items()))


def locate_mistakes(root: FilePath, mistakes: Iterable[Mistake]) -> list[Problem]:
    """Return the mistakes as problems with the line and column at which each stands."""
    return [_problem(root, mistake) for mistake in mistakes]


def _problem(root: FilePath, mistake: Mistake) -> Problem:
    line, column = mistake.line, mistake.column
    if not line:
        tree = _tree(root, mistake.file)
        line, column = locate(tree, mistake.path) if tree is not None else (0, 0)
    return Problem(
        code=mistake.code,
        location=Location(file=mistake.file, line=line, column=column),
        values=mistake.values,
        hint=mistake.hint,
        severity=mistake.severity,
    )


def _tree(root: FilePath, file: str) -> Node | None:
    path = root / file
    if not path.is_file():
        return None
    raw = path.read_bytes()
    if file.endswith(".md"):
        matter, _ = frontmatter.split(raw, file=file)
        return matter.tree if matter else None
    return parse_yaml(raw.decode(errors="replace"), file=file)[0]
