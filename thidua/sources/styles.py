"""Style sheets, with the names of fonts and pictures beside them put right: what is published is named by its content.

All published files lie in one folder, so a name is enough wherever the site is mounted. A style sheet's own name covers the names in it:
another font gives another style sheet. Reading files by a fixed name was rejected: readers could not keep them for ever.
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

_REFERENCE = re.compile(r"url\(\s*(?P<quote>[\"']?)(?!data:|https?:|#)(?P<target>[^\"')\s]+)(?P=quote)\s*\)")


def read_styles(files: Mapping[str, Path], assets: Mapping[str, Asset]) -> tuple[dict[str, str], dict[str, Asset], list[Problem]]:
    """Return style sheets by name as they are published, the assets with their addresses, and the files that they name in vain.

    `files` gives where the published files lie, `assets` what is known of them, both by the name that the site knows them by.
    """
    styles: dict[str, str] = {}
    named = dict(assets)
    problems: list[Problem] = []
    for name in sorted(name for name in assets if name.endswith(".css")):
        try:
            text = files[name].read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(Problem.at(Location(file=name), "style-encoding"))
            continue
        styles[name], found = _with_names(name, text, assets)
        problems += found
        data = styles[name].encode()
        made = digest_bytes(data).hex()
        named[name] = replace(assets[name], address=asset_address(name, made), digest=made, size=len(data))
    return styles, named, problems


def _with_names(name: str, text: str, assets: Mapping[str, Asset]) -> tuple[str, list[Problem]]:
    problems = []

    def published(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["target"].partition("#")[0]))
        if target in assets:
            return f'url("{posixpath.basename(assets[target].address)}")'
        line = text.count("\n", 0, match.start()) + 1
        column = match.start("target") - (text.rfind("\n", 0, match.start()) + 1) + 1
        place = Location(file=name, line=line, column=column)
        near = Suggestions(assets).nearest(target)
        problems.append(Problem.unknown(place, "style-file-missing", suggestion=near, name=target))
        return match[0]

    return _REFERENCE.sub(published, text), problems
