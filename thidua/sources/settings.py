"""Reads site_config.yaml and the registers: trees with marks, validated like front matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thidua.model.config import Config, Section
from thidua.model.records import Record
from thidua.model.registers import REGISTERS, RegisterName
from thidua.model.sections import merge_sections
from thidua.problems import Location, Problem, nearest
from thidua.sources import defaults, frontmatter
from thidua.sources.validate import validate
from thidua.sources.yaml_tree import MAX_REGISTER_BYTES, Node, Sequence, locate, parse_yaml
from thidua.sources.yaml_tree import Mapping as Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFiles:
    """The records of every register as read, and the file that each register came from."""

    records: Mapping[RegisterName, tuple[Record, ...]]
    files: Mapping[RegisterName, str]


def read_config(path: Path) -> tuple[Config | None, dict[str, Section], list[Problem]]:
    """Read the configuration at `path`; None with the problems when it is wrong."""
    tree, problems = _read_tree(path, path.name)
    if tree is None:
        return None, {}, problems or [Problem.at(Location(file=path.name), "empty-file")]
    if not isinstance(tree, Tree):
        return None, {}, [Problem.at(Location(file=path.name, line=1, column=1), "yaml-not-mapping")]
    config, found = validate(Config, tree, file=path.name)
    problems += found
    if config is None:
        return None, {}, problems
    sections, mistakes = merge_sections(config)
    for mistake in mistakes:
        line, column = locate(tree, ("sections", mistake.index, mistake.field))
        problems.append(Problem(code=mistake.code, location=Location(file=path.name, line=line, column=column), values=mistake.values))
    problems += _unsafe_folders(config, tree, path)
    return (None if problems else config), sections, problems


def _unsafe_folders(config: Config, tree: Node, path: Path) -> list[Problem]:
    """Name the folders that would make the build write over what it reads, or read outside the site."""
    problems = []
    file = path.name
    for name in ("content", "templates", "static"):
        value = getattr(config, name)
        if value.startswith("/") or ".." in value.split("/"):
            line, column = locate(tree, (name,))
            problems.append(Problem.at(Location(file=file, line=line, column=column), "folder-outside", text=value))
    for name in ("output", "cache"):
        value = getattr(config, name)
        if meets_sources(path.parent / value, config, path.parent):
            line, column = locate(tree, (name,))
            problems.append(Problem.at(Location(file=file, line=line, column=column), "output-inside-sources", text=value))
    return problems


def meets_sources(folder: Path, config: Config, root: Path) -> bool:
    """Tell whether writing to `folder` would write over, into or around what the site at `root` is read from."""
    target = folder.resolve()
    sources = [(root / name).resolve() for name in (config.content, config.templates, config.static)]
    return any(source == target or source in target.parents or target in source.parents for source in sources)


def read_registers(content: str, found: Mapping[str, Path]) -> tuple[RegisterFiles, list[Problem]]:
    """Read the site's registers, and the package's for those that it does not have.

    `found` maps the names of the files in the registers folder, without `.yaml`, to their paths.
    """
    problems = []
    for name in sorted(set(found) - set(REGISTERS)):
        place = Location(file=f"{content}/registers/{name}.yaml")
        known = ", ".join(REGISTERS)
        problems.append(Problem.unknown(place, "unknown-register", suggestion=nearest(name, REGISTERS), name=name, known=known))
    records: dict[RegisterName, tuple[Record, ...]] = {}
    files: dict[RegisterName, str] = {}
    for name, model in REGISTERS.items():
        path = found.get(name)
        if path is None and name in defaults.DEFAULT_REGISTERS:
            path = defaults.folder("registers") / f"{name}.yaml"
        files[name] = f"{content}/registers/{name}.yaml"
        records[name], mistakes = _read_register(path, files[name], model) if path else ((), [])
        problems += mistakes
    return RegisterFiles(records=records, files=files), problems


def _read_register(path: Path, file: str, model: type[Record]) -> tuple[tuple[Record, ...], list[Problem]]:
    tree, problems = _read_tree(path, file)
    if tree is None:
        return (), problems
    if not isinstance(tree, Sequence):
        return (), [*problems, Problem.at(Location(file=file, line=1, column=1), "register-not-list")]
    records: list[Record] = []
    seen: dict[str, int] = {}
    for node in tree.items:
        record, mistakes = validate(model, node, file=file)
        problems += mistakes
        if record is not None:
            problems += _duplicates(record, node, file, seen)
            records.append(record)
    return tuple(records), problems


def _duplicates(record: Any, node: Node, file: str, seen: dict[str, int]) -> list[Problem]:  # noqa: ANN401 # any register's record
    name = str(next(getattr(record, key) for key in ("id", "short", "address") if hasattr(record, key)))
    if name in seen:
        line, column = locate(node, ("id",))
        return [Problem.at(Location(file=file, line=line, column=column), "duplicate-id", name=name, first=seen[name])]
    seen[name] = node.line
    return []


def _read_tree(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML file as a tree; an empty one is no tree and, for a register, no problem."""
    try:
        if path.stat().st_size > MAX_REGISTER_BYTES:
            limit = MAX_REGISTER_BYTES // 1_000_000
            return None, [Problem.at(Location(file=file), "file-too-large", hint="register-too-large", limit=limit)]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem.at(Location(file=file), "unreadable-file", reason=error.strerror or "")]
    text, problem = frontmatter.decode(raw, file=file, max_bytes=MAX_REGISTER_BYTES)
    if text is None:
        return None, [problem] if problem else []
    return parse_yaml(text, file=file, max_bytes=MAX_REGISTER_BYTES)
