"""The templates: Jinja2, a site's own files before the package's, compiled once in each process.

Templates name what they include and extend literally, so that a template's digest can cover all of them; a name computed at
rendering is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta

from thidua.words.interface import words_in


class ComputedIncludeError(ValueError):
    """A template includes another by a computed name: its digest could not cover it."""


@cache
def environment(folders: tuple[str, ...], language: str) -> Environment:
    """Return the environment that finds templates in `folders`, the first one that has a file wins."""
    found = Environment(
        loader=FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    found.globals["words"] = words_in(language)
    return found


@cache
def template(folders: tuple[str, ...], language: str, name: str) -> Template:
    """Return a compiled template."""
    return environment(folders, language).get_template(name)


def digests(folders: tuple[str, ...]) -> dict[str, str]:
    """Return the digest of every template: its own source and, by way of theirs, all that it includes or extends."""
    names = sorted({path.relative_to(folder).as_posix() for folder in folders for path in Path(folder).rglob("*.html")})
    env = environment(folders, "vi")
    sources = {name: _source(env, name) for name in names}
    parts = {name: _references(env, name, source) for name, source in sources.items()}
    return {name: _digest(_closure(name, parts), sources) for name in names}


def _source(env: Environment, name: str) -> str:
    if env.loader is None:
        return ""
    return env.loader.get_source(env, name)[0]


def _references(env: Environment, name: str, source: str) -> tuple[str, ...]:
    found = list(meta.find_referenced_templates(env.parse(source)))
    if None in found:
        raise ComputedIncludeError(name)
    return tuple(part for part in found if part)


def _closure(name: str, parts: dict[str, tuple[str, ...]]) -> Iterable[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += parts.get(current, ())
    return sorted(seen)


def _digest(names: Iterable[str], sources: dict[str, str]) -> str:
    whole = blake2b(digest_size=16)
    for name in names:
        whole.update(name.encode() + b"\0" + sources.get(name, "").encode() + b"\0")
    return whole.hexdigest()
