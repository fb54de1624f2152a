"""Script modules, with the names of the modules that they import put right: what is published is named by its content.

As in a style sheet, a name is enough wherever the site is mounted, and a module's own name covers the names in it: what a module imports
is named first. So readers keep every module for ever, and never mix two versions of one script. An import map was rejected: it would
have to stand in every page, inline, which a strict policy forbids. A module that imports nothing is published as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from thidua.digests import digest_bytes
from thidua.problems import Location, Problem, Suggestions
from thidua.sources.assets import Asset, asset_address

_IMPORT = re.compile(r"""(?<![\w$.])(?:from\s*|import\s*\(?\s*)(?P<quote>["'])(?P<target>\.{1,2}/[^"'\s]+)(?P=quote)""")
_REMARK = re.compile(r"\s*(?://|/?\*)")


def read_scripts(files: Mapping[str, Path], assets: Mapping[str, Asset]) -> tuple[dict[str, str], dict[str, Asset], list[Problem]]:
    """Return by name the modules that import others as they are published, the assets with their addresses, and what is wrong.

    `files` gives where the published files lie, `assets` what is known of them, both by the name that the site knows them by.
    """
    reading = _Reading(files, assets)
    for name in sorted(name for name in assets if name.endswith(".js")):
        reading.settle(name, ())
    return reading.scripts, reading.named, reading.problems


class _Reading:
    """Puts modules right one after another, those that are imported first."""

    def __init__(self, files: Mapping[str, Path], assets: Mapping[str, Asset]) -> None:
        self.scripts: dict[str, str] = {}
        self.named = dict(assets)
        self.problems: list[Problem] = []
        self._files = files
        self._settled: set[str] = set()

    def settle(self, name: str, above: tuple[str, ...]) -> None:
        """Put a module right, and first all that it imports; `above` leads from the module asked for to the one that imports this."""
        if name in self._settled:
            return
        try:
            text = self._files[name].read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a script of another time, which no module can be
            text = ""
        pieces = []
        end = 0
        for match in _IMPORT.finditer(text):
            if not _REMARK.match(text, text.rfind("\n", 0, match.start()) + 1, match.start()):
                pieces += [text[end : match.start("target")], self._published(name, text, match, (*above, name))]
                end = match.end("target")
        self._settled.add(name)
        if pieces:
            self.scripts[name] = "".join((*pieces, text[end:]))
            data = self.scripts[name].encode()
            made = digest_bytes(data).hex()
            self.named[name] = replace(self.named[name], address=asset_address(name, made), digest=made, size=len(data))

    def _published(self, name: str, text: str, match: re.Match[str], above: tuple[str, ...]) -> str:
        """Return what a module is to call another one that it imports."""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["target"]))
        if target in self.named and target not in above:
            if target.endswith(".js"):
                self.settle(target, above)
            return f"./{posixpath.basename(self.named[target].address)}"
        line = text.count("\n", 0, match.start()) + 1
        column = match.start("target") - (text.rfind("\n", 0, match.start()) + 1) + 1
        place = Location(file=name, line=line, column=column)
        if target in above:
            self.problems.append(Problem.at(place, "script-circle", name=target))
        else:
            near = Suggestions(self.named).nearest(target)
            self.problems.append(Problem.unknown(place, "script-file-missing", suggestion=near, name=target))
        return match["target"]
