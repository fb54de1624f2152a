"""The same archive as a content tree for Hugo, with the theme beside it that does the same job as thidua's portal.

Invariant: article by article the text, the facts and the pictures are those of `write_archive` for the same number and seed; nothing is
left out to make Hugo slower or faster. Converting the files of a written archive was rejected: it would read all YAML
again and would have to guess what the generator knows.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.archive import BASE_URL, NOTICE, TITLE, Written, series, write_trees
from benchmarks.entries import plan
from benchmarks.frontmatter import front_matter
from benchmarks.names import AUTHORS, MOVEMENTS, TAGS, UNITS_BEFORE, UNITS_SINCE
from benchmarks.words import fold

if TYPE_CHECKING:
    from benchmarks.entries import Plan, Stub

THEME = Path(__file__).parent / "hugo"
SECTIONS = {"news": "Tin tức", "conferences": "Hội nghị", "models": "Điển hình", "documents": "Văn bản"}
TAXONOMIES = {
    "tags": "Chủ đề",
    "units": "Đơn vị",
    "clusters": "Cụm thi đua",
    "movements": "Phong trào",
    "series": "Dòng sự kiện",
    "authors": "Tác giả",
    "years": "Lưu trữ",
    "months": "Lưu trữ theo tháng",
}
NAMING = frozenset({"units", "unit", "lead", "deputy", "tags", "authors"})
MEASURES = frozenset({"%", "xã", "tỷ đồng"})
"""Units that are no units: those of statistics."""
_LINK = re.compile(r"\]\(([\w./-]+)\.md\)")


class HugoTree:
    """The archive as a content tree for Hugo, with its theme."""

    def __init__(self, folder: Path, planned: Plan) -> None:
        self.folder = folder
        self._places = {stub.name: _place(stub) for stub in planned.stubs}

    def prepare(self) -> None:
        """Write the theme, the configuration, and what lists are headed with."""
        shutil.copytree(THEME, self.folder, dirs_exist_ok=True)
        _write_configuration(self.folder / "hugo.toml")
        _write_lists(self.folder / "content")

    def file_of(self, entry: Written) -> tuple[Path, str]:
        """Return an entry's file and its text."""
        path = self.folder / "content" / f"{_place(entry.stub)}.md"
        return path, front_matter(_front(entry)) + "\n" + _body(entry, self._places)


def write_hugo_site(folder: Path, articles: int = 1000, seed: int = 2026) -> int:
    """Write a Hugo site with the same articles into `folder` and return the number of entries."""
    planned = plan(articles, seed)
    return write_trees([HugoTree(folder, planned)], planned)


def _write_configuration(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mark, value in (("@base_url@", BASE_URL), ("@title@", TITLE), ("@notice@", NOTICE)):
        text = text.replace(mark, value)
    path.write_text(text, encoding="utf-8")


def _write_lists(content: Path) -> None:
    """Write the headings of sections, taxonomies and terms that have a name of their own, and the page of awards."""
    heads: dict[str, dict[str, object]] = {name: {"title": title} for name, title in (SECTIONS | TAXONOMIES).items()}
    named = (("units", UNITS_BEFORE + UNITS_SINCE), ("tags", TAGS), ("authors", AUTHORS))
    heads |= {f"{taxonomy}/{fold(name)}": {"title": name, "slug": fold(name)} for taxonomy, names in named for name in names}
    heads |= {f"movements/{name}": {"title": f"Phong trào {name}", "slug": name} for name in MOVEMENTS}
    for record in series():
        heads[f"series/{record['id']}"] = {"title": record["title"], "slug": record["id"], "summary": record["description"]}
    heads["months"] |= {"build": {"render": "never"}}
    heads["pages"] = {"title": "Trang", "build": {"render": "never", "list": "never"}}
    for name, front in heads.items():
        (content / name).mkdir(parents=True, exist_ok=True)
        (content / name / "_index.md").write_text(front_matter(front), encoding="utf-8")
    for name, title, layout in (("khen-thuong", "Khen thưởng", "awards"), ("dinh-chinh", "Đính chính", "corrections")):
        (content / f"{name}.md").write_text(front_matter({"title": title, "slug": name, "layout": layout}), encoding="utf-8")


def _place(stub: Stub) -> str:
    """Return the file below `content/`, without its ending: a cluster is the page of its term."""
    return f"clusters/{stub.name}/_index" if stub.kind == "cluster" else stub.path.removesuffix(".md")


def _front(entry: Written) -> Mapping[str, object]:
    """Return the front matter as Hugo wants it: taxonomies as lists of slugs, what has left the lists built but not listed."""
    front, day = dict(entry.front), entry.stub.day
    author, story = front.pop("author", None), front.pop("series", None)
    front["lastmod"] = front.pop("updated", None)
    front["authors"] = [author] if isinstance(author, str) else author
    front["series"] = [story] if story else None
    front["subtype"] = front.pop("type", None)
    if day:
        front |= {"years": [f"{day:%Y}"], "months": [f"{day:%Y-%m}"]}
    if entry.stub.meeting and entry.stub.meeting.cluster:
        front["clusters"] = [entry.stub.meeting.cluster.name]
    if front.pop("expires", None) or front.get("withdrawn"):
        front["build"] = {"list": "never"}
    return {key: _referring(key, value) for key, value in front.items()}


def _referring(key: str, value: object) -> object:
    """Return the value with names of units, topics and authors as the slugs of their terms, at any depth."""
    if isinstance(value, Mapping):
        return {inner: _referring(inner, item) for inner, item in value.items()}
    if isinstance(value, list):
        return [_referring(key, item) for item in value]
    named = isinstance(value, str) and key in NAMING and not (key == "unit" and value in MEASURES)
    return fold(str(value)) if named else value


def _body(entry: Written, places: Mapping[str, str]) -> str:
    """Return the text with links between entries as Hugo's relref."""

    def relref(found: re.Match[str]) -> str:
        name = found[1].removesuffix("/index").rpartition("/")[2]
        return '({{< relref "/' + places[name].removesuffix("/index") + '" >}})'

    return _LINK.sub(lambda found: "]" + relref(found), entry.body)
