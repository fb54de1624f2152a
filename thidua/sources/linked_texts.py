"""Style sheets and script modules, with the names of the files in them put right: what is published is named by its content.

All published files lie in one folder, so a name is enough wherever the site is mounted. A text's own name covers the names in it: what it
names is named first, so that another font gives another style sheet, and readers keep every file for ever and never mix two versions.
Fixed names were rejected: they could not be kept. So was an import map: it would have to stand in every page, inline, which a strict
policy forbids. A module that one other needs is part of that one (`script_modules`). Any other text is published as it is, but for the
remarks of modules.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from thidua.digests import content_digest
from thidua.problems import Location, Problem, Suggestions
from thidua.sources.assets import Asset, asset_address
from thidua.sources.defaults import folder
from thidua.sources.script_modules import Module, inside, joined, lean, module_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How texts of one kind name others: the pattern's `target`, what stands before a published name, and the codes of what goes wrong.

    A text that is not UTF-8 is a problem where `encoding` names it; else it is of a time that had no such names.
    """

    pattern: re.Pattern[str]
    before: str
    remark: re.Pattern[str]
    missing: str
    circle: str
    encoding: str | None


_FORMS = {
    ".css": _Form(
        pattern=re.compile(
            r"(?:url\(\s*|@import\s+)(?P<quote>[\"']?)(?!data:|https?:|//|#|url\()(?P<target>[^\"')\s#]+)(?:#[^\"')\s]*)?(?P=quote)"
        ),
        before="",
        remark=re.compile(r"\s*/\*"),
        missing="style-file-missing",
        circle="style-circle",
        encoding="style-encoding",
    ),
    ".js": _Form(
        pattern=re.compile(r"""(?<![\w$.])(?:from\s*|import\s*\(?\s*)(?P<quote>["'])(?P<target>\.{1,2}/[^"'\s]+)(?P=quote)"""),
        before="./",
        remark=re.compile(r"\s*(?://|/?\*)"),
        missing="script-file-missing",
        circle="script-circle",
        encoding=None,
    ),
}


def link_texts(
    files: Mapping[str, Path], assets: Mapping[str, Asset], theme: Path | None = None
) -> tuple[dict[str, str], dict[str, Asset], list[Problem]]:
    """Return by name the texts that are not published as they are, the assets with their addresses, and what is wrong.

    `files` gives where the published files lie, `assets` what is known of them, both by the name that the site knows them by. Modules in
    the folder `theme` may be put into one another; what is part of another one is no longer among the assets.
    """
    linking = _Linking(files, assets, theme or folder("static"))
    for name in sorted(assets):
        linking.settle(name, ())
    return linking.texts, {name: asset for name, asset in linking.named.items() if name not in linking.parts}, linking.problems


class _Linking:
    """Puts texts right one after another, those that are named first."""

    def __init__(self, files: Mapping[str, Path], assets: Mapping[str, Asset], theme: Path) -> None:
        self.texts: dict[str, str] = {}
        self.named = dict(assets)
        self.problems: list[Problem] = []
        self._files = files
        self._read: dict[str, str] = {}
        self._found: dict[str, tuple[re.Match[str], ...]] = {}
        self._settled: set[str] = set()
        modules = {name: self._module(name) for name in assets if name.endswith(".js")}
        own = {name for name in modules if files[name].is_relative_to(theme)}
        self.parts = dict.fromkeys(inside(modules, own), "")

    def settle(self, name: str, above: tuple[str, ...]) -> None:
        """Put a text right, and first all that it names; `above` leads from the text asked for to the one that names this."""
        form = _FORMS.get(posixpath.splitext(name)[1])
        if form is None or name in self._settled:
            return
        text = self._text(name, form)
        pieces = []
        end = 0
        for match in self._named_in(name, form):
            pieces += [text[end : match.start("target")], self._published(name, text, match, form, (*above, name))]
            end = match.end("target")
        self._settled.add(name)
        whole = "".join((*pieces, text[end:]))
        if name.endswith(".js"):
            whole = lean(whole)
        if name in self.parts:
            self.parts[name] = whole
            return
        whole = joined(whole, self.parts)
        if whole != text:
            self.texts[name] = whole
            data = whole.encode()
            made = content_digest(data)
            self.named[name] = replace(self.named[name], address=asset_address(name, made), digest=made, size=len(data))

    def _module(self, name: str) -> Module:
        """Return what a module says."""
        text = self._text(name, _FORMS[".js"])
        named = {match["target"]: _target_of(name, match) for match in self._named_in(name, _FORMS[".js"])}
        return module_of(lean(text), named)

    def _text(self, name: str, form: _Form) -> str:
        """Return a text, read once."""
        if name not in self._read:
            try:
                self._read[name] = self._files[name].read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self._read[name] = ""
                if form.encoding:
                    self.problems.append(Problem.at(Location(file=name), form.encoding))
        return self._read[name]

    def _named_in(self, name: str, form: _Form) -> tuple[re.Match[str], ...]:
        """Return where a text names a file, but for lines that are remarks; looked for once."""
        if name not in self._found:
            text = self._text(name, form)
            found = form.pattern.finditer(text)
            self._found[name] = tuple(
                match for match in found if not form.remark.match(text, text.rfind("\n", 0, match.start()) + 1, match.start())
            )
        return self._found[name]

    def _published(self, name: str, text: str, match: re.Match[str], form: _Form, above: tuple[str, ...]) -> str:
        """Return what a text is to call a file that it names."""
        target = _target_of(name, match)
        if target in self.named and target not in above:
            self.settle(target, above)
            if target in self.parts:
                return target
            return form.before + posixpath.basename(self.named[target].address)
        line = text.count("\n", 0, match.start()) + 1
        column = match.start("target") - (text.rfind("\n", 0, match.start()) + 1) + 1
        place = Location(file=name, line=line, column=column)
        if target in above:
            self.problems.append(Problem.at(place, form.circle, name=target))
        else:
            near = Suggestions(self.named).nearest(target)
            self.problems.append(Problem.unknown(place, form.missing, suggestion=near, name=target))
        return match["target"]


def _target_of(name: str, match: re.Match[str]) -> str:
    """Return which file a text names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), match["target"]))
