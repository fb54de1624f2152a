"""Script modules published as one: what a module imports, and nobody else does, is put into it.

A module of many files is what engineers read; a reader's browser would ask for each of them, and for those at the end of a chain only
when the others have come. A module is put inside where that changes nothing but the number of files: where one published module alone
needs it and imports it in a statement of its own, and where all that it exports is constants, functions and classes. Any other one stays
a file of its own, so that it still is there once. Only the theme's own modules are joined: they keep to imports before all else, to no
`var`, to exports that are never assigned, and to one name for one thing; nobody promises that of a site's own scripts.

A bundler was rejected: it would be the only thing here that needs Node.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

PART: Final = "$part"
"""How what a part exports is called in the whole, with a number behind it."""

_NAMES: Final = r"\{(?P<names>[^{}]*)\}\s*from\s*|\*\s*as\s+(?P<all>[\w$]+)\s+from\s*"
_IMPORT: Final = re.compile(rf"^import\s*(?:{_NAMES})?(?P<quote>[\"'])(?P<target>[^\"'\n]+)(?P=quote);?[ \t]*(?://.*)?$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export\s+(?=(?:const|function|class|async\s+function)\b[\s*]*(?P<name>[\w$]+))", re.MULTILINE)
_EXPORTS: Final = re.compile(r"^export\s*\{(?P<names>[^{}]*)\};?[ \t]*$", re.MULTILINE)
_STATEMENT: Final = re.compile(r"^(?:import\b(?!\s*[(.])|export\b|var\b)", re.MULTILINE)
_RENAMED: Final = re.compile(r"\s+as\s+")
_MODULE: Final = re.compile(r"^(?:import|export)\b", re.MULTILINE)
_REMARKS: Final = re.compile(r"^[ \t]*(?://.*|/\*(?!!)(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)
_LEADING: Final = re.compile(r"^[ \t\n]+", re.MULTILINE)


def lean(script: str) -> str:
    """Return a module without indentation and without remarks on lines of their own: a third of what readers would load of it.

    Other scripts stay as they are, and so does one with a text over several lines, of which these may be part.
    """
    if not _MODULE.search(script) or _has_long_text(script):
        return script
    return _LEADING.sub("", _REMARKS.sub("", script))


def _has_long_text(script: str) -> bool:
    return any(line.count("`") % 2 for line in script.split("\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """What a module says: `imports` the names that it takes of others, `exports` its own, `named` all files that it names.

    `plain` says that these are all, so that it may be put into another one.
    """

    imports: Mapping[str, frozenset[str]]
    exports: frozenset[str]
    named: frozenset[str]
    plain: bool


def module_of(text: str, named: Mapping[str, str]) -> Module:
    """Return what a module says, a `lean` text; `named` gives the files that it names by what it calls them."""
    sure = PART not in text and not _has_long_text(text)
    found = tuple(_IMPORT.finditer(text))
    imports: dict[str, frozenset[str]] = {}
    for match in found if sure else ():
        call = match["target"]
        if call in named and sum(text.count(call + quote) for quote in "\"'") == 1:
            imports[named[call]] = frozenset(name for name, _ in _pairs(match["names"] or ""))
    known = len(found) + len(_EXPORT.findall(text)) + len(_EXPORTS.findall(text))
    return Module(
        imports=imports,
        exports=frozenset(exported for exported, _ in _exported(text)),
        named=frozenset(named.values()),
        plain=sure and known == len(_STATEMENT.findall(text)) and len(imports) == len(found),
    )


def inside(modules: Mapping[str, Module], own: Collection[str]) -> set[str]:
    """Return the modules that are put into others, of all modules by name; those that are not our `own`, and what these name, stay."""
    outside = set(modules) - {name for module in modules.values() for name in module.named} | set(modules) - set(own)
    outside |= {name for module in outside & set(modules) - set(own) for name in modules[module].named}
    for module in modules.values():
        outside |= module.named - set(module.imports)
        outside |= {name for name, names in module.imports.items() if name in modules and not names <= modules[name].exports}
    outside |= {name for name, module in modules.items() if not module.plain}
    while True:
        homes: dict[str, set[str]] = defaultdict(set)
        for home in outside & set(modules):
            for name in _reached(home, modules, outside):
                homes[name].add(home)
        left = set(modules) - outside
        apart = {name for name in left if len(homes[name]) != 1 or not outside.isdisjoint(modules[name].imports)}
        if not apart:
            return left
        outside |= apart


def _reached(home: str, modules: Mapping[str, Module], outside: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = [home]
    while waiting:
        new = {name for name in modules[waiting.pop()].imports if name in modules} - outside - found
        found |= new
        waiting += new
    return found


def joined(text: str, parts: Mapping[str, str]) -> str:
    """Return a module with those of `parts` in it that it needs, each in a block of its own, in the order in which a browser runs them.

    An import of one of these names it as `parts` does.
    """
    numbers: dict[str, int] = {}
    blocks: list[str] = []

    def written(text: str) -> str:
        for match in _IMPORT.finditer(text):
            name = match["target"]
            if name in parts and name not in numbers:
                body = written(parts[name])
                numbers[name] = len(numbers)
                blocks.append(_block(body, f"{PART}{numbers[name]}"))
        return _IMPORT.sub(lambda match: _taken(match, numbers), text)

    whole = written(text)
    return "".join((*blocks, whole))


def _taken(match: re.Match[str], numbers: Mapping[str, int]) -> str:
    """Return what stands for an import: names of what a part exports, nothing where only the part itself was wanted."""
    if match["target"] not in numbers:
        return match[0]
    part = f"{PART}{numbers[match['target']]}"
    if match["all"]:
        return f"const {match['all']} = {part};"
    names = ", ".join(name if name == own else f"{name}: {own}" for name, own in _pairs(match["names"] or ""))
    return f"const {{ {names} }} = {part};" if names else ""


def _block(text: str, part: str) -> str:
    names = ", ".join(exported if exported == own else f"{exported}: {own}" for exported, own in _exported(text))
    body = _EXPORTS.sub("", _EXPORT.sub("", text)).strip()
    return f"const {part} = {{}};\n{{\n{body}\nObject.assign({part}, {{ {names} }});\n}}\n"


def _exported(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names under which a module exports, and what it calls that itself."""
    for match in _EXPORT.finditer(text):
        yield match["name"], match["name"]
    for match in _EXPORTS.finditer(text):
        for own, exported in _pairs(match["names"]):
            yield exported, own


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """Yield the names in braces: the first one, and the one behind `as`, else the same."""
    for name in filter(None, map(str.strip, names.split(","))):
        first, *renamed = _RENAMED.split(name)
        yield first, renamed[0] if renamed else first
