"""A mistake found where the marks are no longer at hand: which file, which place in its tree, what is wrong.

Line and column are looked up only when there is something to report (`locate_mistakes` reads the file again); carrying marks through
ten thousand sound entries was rejected.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as FilePath

from thidua.model.references import Path
from thidua.problems import Location, Problem, Severity
from thidua.sources import frontmatter
from thidua.sources.reader import reference_name
from thidua.sources.yaml_tree import MAX_REGISTER_BYTES, Mapping, Node, Scalar, Sequence, locate, parse_yaml

_REGISTER_OF = {
    "unknown-unit": "units",
    "unknown-award": "awards",
    "unknown-movement": "movements",
    "unknown-person": "people",
    "unknown-series": "series",
}


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


def locate_mistakes(root: FilePath, mistakes: Iterable[Mistake], *, config: str = "") -> list[Problem]:
    """Return the mistakes as problems with the line and column at which each stands; those without a file are in `config`."""
    tree = cache(lambda file: _tree(root, file))
    return [_problem(tree, mistake if mistake.file else replace(mistake, file=config)) for mistake in mistakes]


def without_consequences(mistakes: Iterable[Mistake], unread: Collection[str], *, unseen: bool = False) -> list[Mistake]:
    """Leave out what seems unknown only because its own file, one of `unread`, has errors and was not taken in.

    Where something is `unseen`, a folder that cannot be opened, nobody can tell what else there is: nothing is said to be unknown.
    """
    names = {file.rpartition("/")[2].removesuffix(".yaml") for file in unread if file.endswith(".yaml")}
    names |= {reference_name(file) for file in unread} | set(unread)
    beside = {file.rpartition("/")[2] for file in unread}
    return [mistake for mistake in mistakes if not _is_consequence(mistake, names, beside, unseen=unseen)]


def _is_consequence(mistake: Mistake, names: Collection[str], beside: Collection[str], *, unseen: bool) -> bool:
    if mistake.code == "missing-file":
        return unseen or dict(mistake.values).get("name", "").rpartition("/")[2] in beside
    return mistake.code.startswith("unknown-") and (unseen or not _about(mistake).isdisjoint(names))


def _about(mistake: Mistake) -> set[str]:
    """Return by which names the file that a mistake fails to find may be known: a register, an entry's name, a path."""
    name = dict(mistake.values).get("name", "")
    register = _REGISTER_OF.get(mistake.code)
    file = name.partition("#")[0]
    return {register} if register else {name, file, file.rpartition("/")[2], f"{name}index.md", f"{name}/index.md"}


def fields_of(root: FilePath, file: str) -> tuple[str, ...]:
    """Return the title, slug and aliases that an entry's front matter states, as far as it can be read."""
    tree = _tree(root, file)
    nodes = [tree.entries.get(name) for name in ("title", "slug", "aliases")] if isinstance(tree, Mapping) else []
    parts = [part for node in nodes for part in (node.items if isinstance(node, Sequence) else (node,))]
    return tuple(part.text for part in parts if isinstance(part, Scalar))


def _problem(tree_of: Callable[[str], Node | None], mistake: Mistake) -> Problem:
    line, column = mistake.line, mistake.column
    if not line and mistake.path:
        tree = tree_of(mistake.file)
        line, column = locate(tree, _in_register(tree, mistake.path)) if tree is not None else (0, 0)
    return Problem(
        code=mistake.code,
        location=Location(file=mistake.file, line=line, column=column),
        values=mistake.values,
        hint=mistake.hint,
        severity=mistake.severity,
    )


def _in_register(tree: Node, path: Path) -> Path:
    """Return the path with a register's record, known by its id, as the number that the record has in the file."""
    if not isinstance(tree, Sequence) or isinstance(path[0], int):
        return path
    for number, record in enumerate(tree.items):
        name = record.entries.get("id") if isinstance(record, Mapping) else None
        if isinstance(name, Scalar) and name.text == path[0]:
            return (number, *path[1:])
    return path


def _tree(root: FilePath, file: str) -> Node | None:
    raw = _bytes_of(root / file) or _bytes_of(root / unicodedata.normalize("NFD", file))
    if raw is None:
        return None
    if file.endswith(".md"):
        matter, _ = frontmatter.split(raw, file=file)
        return matter.tree if matter else None
    text, _ = frontmatter.decode(raw, file=file, max_bytes=MAX_REGISTER_BYTES)
    return parse_yaml(text, file=file, max_bytes=MAX_REGISTER_BYTES)[0] if text else None


def _bytes_of(path: FilePath) -> bytes | None:
    """Return what is in a file that may be a source: what lies elsewhere, never ends or is too large was refused, and stays unread."""
    try:
        status = path.lstat()
        may_be = stat.S_ISREG(status.st_mode) and status.st_size <= MAX_REGISTER_BYTES
        return path.read_bytes() if may_be else None
    except OSError:
        return None
