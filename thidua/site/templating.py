"""The templates: Jinja2, a site's own files before the package's, compiled once in each process.

Templates name what they include and extend literally, so that a template's digest can cover all of them; a name computed at
rendering is refused. Whatever is wrong with a template, before or while it renders, is a TemplateError with its line.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import jinja2
from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes

from thidua.digests import digest, digest_bytes
from thidua.problems import Location, Problem
from thidua.words.interface import words_in


class TemplateError(ValueError):
    """A template cannot be used; `problem` says why, its file is the path on the disk. It travels between processes as it is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


Files = tuple[tuple[str, str], ...]
"""The templates: name and path of each. No other file can be had: what the digests do not cover cannot be included."""


class Loaded(TypedDict):
    """The templates of a build, and a text that is another one when any of them is."""

    templates: Files
    version: str


def loaded(files: Mapping[str, Path]) -> Loaded:
    """Return templates with the version that their content gives them; OSError for one that is gone."""
    contents = [(name, digest_bytes(path.read_bytes()).hex()) for name, path in files.items()]
    return Loaded(templates=tuple((name, str(path)) for name, path in files.items()), version=digest(contents).hex())


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template, and the paths of all."""

    compiled: jinja2.Template
    paths: frozenset[str]

    def render(self, **context: object) -> str:
        """Return the text; raise TemplateError for whatever the template does wrong."""
        try:
            return self.compiled.render(**context)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # a template is code that a site wrote: it may raise anything
            raise TemplateError(_problem(error, self.paths, str(self.compiled.filename))) from error


@lru_cache(maxsize=2)
def environment(files: Files, language: str, version: str) -> Environment:
    """Return the environment that knows `files`; one for each version of them. Nothing in it gives another text each time."""
    del version
    paths = dict(files)

    def source(name: str) -> tuple[str, str, None] | None:
        return (Path(paths[name]).read_bytes().decode(), paths[name], None) if name in paths else None

    found = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.globals["words"] = words_in(language)
    del found.globals["lipsum"], found.filters["random"]
    return found


@lru_cache(maxsize=256)
def template(files: Files, language: str, version: str, name: str) -> Template:
    """Return a compiled template; raise TemplateError when it cannot be compiled."""
    paths = frozenset(path for _, path in files)
    try:
        return Template(environment(files, language, version).get_template(name), paths)
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise TemplateError(_problem(error, paths, dict(files).get(name, name))) from error


Parts = dict[str, tuple[str, ...]]
"""What sound templates include, import and extend, by the text of each."""


def digests(files: Mapping[str, Path], known: Parts) -> tuple[dict[str, str], Parts, list[Problem]]:
    """Return the digest of every template by name, the parts of each text, and what is wrong; `files` gives templates' files by name.

    A digest covers the template's own source and, by way of theirs, all that it includes or extends. `known` are parts found earlier, of
    texts that need not be compiled again. Files of problems are paths on the disk.
    """
    sources: dict[str, str] = {}
    parts: Parts = {}
    texts: Parts = {}
    problems: list[Problem] = []
    waiting = [name for name in files if name.endswith(".html")]
    for name in waiting:
        path = files[name]
        try:
            sources[name] = path.read_bytes().decode()
            parts[name], found = _parts(sources[name], path, files, known)
            problems += found
            waiting += [part for part in parts[name] if part in files and part not in waiting]
            texts |= {} if found else {sources[name]: parts[name]}
        except UnicodeDecodeError as error:
            problems.append(_wrong(path, error.object[: error.start].count(b"\n") + 1, "template-encoding"))
        except jinja2.TemplateSyntaxError as error:
            problems.append(_wrong(path, error.lineno, "template-syntax", error.message))
    whole = {name: [(part, sources.get(part)) for part in _closure(name, parts)] for name in sources}
    return {name: digest(read).hex() for name, read in whole.items()}, texts, problems


def _parts(source: str, path: Path, files: Mapping[str, Path], known: Parts) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the names of what a template includes, imports and extends, and those that are computed or missing."""
    parts = known.get(source)
    return (parts, []) if parts is not None and all(name in files for name in parts) else _references(source, path, files)


def _references(source: str, path: Path, files: Mapping[str, Path]) -> tuple[tuple[str, ...], list[Problem]]:
    """Return what `_parts` does, from the compiled template."""
    env = Environment(autoescape=True)  # it is on; nothing is rendered here
    tree = env.parse(source)
    env.compile(source)
    found: list[str] = []
    problems = []
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        names = _literal_names(node.template)  # type: ignore[attr-defined] # all four have one
        found += names or ()
        if names is None:
            problems.append(_wrong(path, node.lineno, "template-computed"))
        elif not any(name in files for name in names) and not getattr(node, "ignore_missing", False):
            problems.append(_wrong(path, node.lineno, "template-missing", ", ".join(names)))
    return tuple(found), problems


def _literal_names(node: nodes.Expr) -> list[str] | None:
    """Return the names that a template writes for another, None when they are computed."""
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    names = [item.value for item in items if isinstance(item, nodes.Const) and isinstance(item.value, str)]
    return names if len(names) == len(items) else None


def _problem(error: Exception, paths: Collection[str], file: str) -> Problem:
    """Return what went wrong in a template as a problem at the innermost template's line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in paths]
    place, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else (file, 0)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _wrong(Path(error.filename or place), error.lineno, "template-syntax", error.message)
    if isinstance(error, jinja2.TemplateNotFound):
        return _wrong(Path(place), line, "template-missing", error.message or "")
    if isinstance(error, jinja2.UndefinedError):
        return _wrong(Path(place), line, "template-undefined", error.message)
    if isinstance(error, UnicodeDecodeError):
        return _wrong(Path(place), line, "template-encoding")
    return _wrong(Path(place), line, "template-failed", f"{type(error).__name__}: {error}")


def _wrong(path: Path, line: int, reason: str, detail: str | None = "") -> Problem:
    """Return a problem; of what Jinja says in several lines only the first is kept."""
    told = (detail or "").partition("\n")[0]
    return Problem.at(Location(file=str(path), line=line), "template-error", reason=reason, detail=told)


def _closure(name: str, parts: dict[str, tuple[str, ...]]) -> Iterable[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += parts.get(current, ())
    return sorted(seen)
