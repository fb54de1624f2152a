"""The same archive as a content tree for Pelican, with its settings, a theme and a small plugin that do the same job as thidua's portal.

Pelican groups articles by category, tag and author alone. Sections become categories; topics become tags, and so do units, clusters,
movements and running stories, each under a name that says what it is ("Đơn vị Hà Nội"), so that each has a page with its articles. The
dossier of a cluster is a Pelican page. Metadata are lines of text: facts with parts (an event, awards, people) are one line of JSON, which
the theme reads.

Invariant: article by article the text, the facts and the pictures are those of `write_archive` for the same number and seed. Redirects
from old addresses are the one thing left out: Pelican has none without a further plugin.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.archive import BASE_URL, NOTICE, TITLE, Written, write_trees
from benchmarks.entries import plan
from benchmarks.names import SERIES

if TYPE_CHECKING:
    from benchmarks.entries import Plan, Stub

THEME = Path(__file__).parent / "pelican"
STYLE = Path(__file__).parent / "hugo" / "static" / "site.css"
CATEGORIES = {"news": "Tin tức", "conference": "Hội nghị", "model": "Điển hình", "document": "Văn bản"}
SLUGS = {"news": "tin-tuc", "conference": "hoi-nghi", "model": "dien-hinh", "document": "van-ban", "cluster": "cum-thi-dua"}
PLAIN = frozenset({"title", "slug", "date", "updated", "summary", "author", "tags", "units", "clusters", "movements", "series", "aliases"})
"""Fields that are metadata of their own or have no meaning for Pelican; all others are facts."""
UNIT = "Đơn vị "
MOVEMENT = "Phong trào "
_LINK = re.compile(r"\]\(([\w./-]+)\.md\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\((hinh-mau-[\w.-]+)")


class PelicanTree:
    """The archive as a content tree for Pelican, with its settings, theme and plugin."""

    def __init__(self, folder: Path, planned: Plan) -> None:
        self.folder = folder
        self._titles = {stub.name: stub.title for stub in planned.stubs if stub.kind in {"cluster", "model"}}

    def prepare(self) -> None:
        """Write the settings, the theme and the plugin."""
        shutil.copytree(THEME, self.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        static = self.folder / "theme" / "static"
        static.mkdir(parents=True, exist_ok=True)
        shutil.copy(STYLE, static)
        settings = self.folder / "pelicanconf.py"
        text = settings.read_text(encoding="utf-8")
        for mark, value in (("@base_url@", BASE_URL.rstrip("/")), ("@title@", TITLE), ("@notice@", NOTICE)):
            text = text.replace(mark, value)
        settings.write_text(text, encoding="utf-8")
        for folder in ("articles", "pages"):
            (self.folder / "content" / folder).mkdir(parents=True, exist_ok=True)

    def file_of(self, entry: Written) -> tuple[Path, str]:
        """Return an entry's file and its text: lines of metadata, an empty line, Markdown."""
        head = "\n".join(f"{name}: {value}" for name, value in self._metadata(entry))
        return self.folder / "content" / _place(entry.stub), f"{head}\n\n{_body(entry)}"

    def _metadata(self, entry: Written) -> Iterator[tuple[str, str]]:
        stub, front = entry.stub, entry.front
        address = address_of(stub)
        yield "Title", str(front["title"])
        yield "Slug", stub.name
        yield "URL", address
        yield "Save_as", f"{address}index.html"
        if stub.day:
            yield "Date", stub.day.isoformat()
            yield "Category", CATEGORIES[stub.kind]
            yield "Authors", "; ".join(_texts(front.get("author")))
            yield "Tags", "; ".join(self._tags(entry)) + ";"
            yield "Lead", str(front.get("summary", ""))
            updated = front.get("updated")
            if isinstance(updated, date):
                yield "Modified", updated.isoformat()
            if front.get("withdrawn") or front.get("expires"):
                yield "Status", "hidden"
            if front.get("corrections"):
                yield "Corrected", "yes"
        yield "Facts", json.dumps(self._facts(entry), ensure_ascii=False, default=_said)

    def _tags(self, entry: Written) -> list[str]:
        front, story, meeting = entry.front, entry.front.get("series"), entry.stub.meeting
        clusters = [self._titles[name] for name in _texts(front.get("clusters"))]
        if meeting and meeting.cluster:
            clusters.append(meeting.cluster.title)
        return [
            *_texts(front.get("tags")),
            *(UNIT + name for name in _texts(front.get("units"))),
            *dict.fromkeys(clusters),
            *(MOVEMENT + name for name in _texts(front.get("movements"))),
            *(title for name, title in SERIES if name == story),
        ]

    def _facts(self, entry: Written) -> Mapping[str, object]:
        """Return what the theme shows beside the text, with the titles that it cannot look up."""
        facts = {key: value for key, value in entry.front.items() if key not in PLAIN and value not in (None, [])}
        if entry.stub.meeting and entry.stub.meeting.cluster:
            facts["cluster_title"] = entry.stub.meeting.cluster.title
        models, picture = facts.get("models"), facts.get("image")
        if isinstance(models, list):
            facts["models"] = [{**model, "title": self._titles[model["model"]]} for model in models]
        if isinstance(picture, Mapping):
            facts["image"] = {**picture, "src": posixpath.join(posixpath.dirname(_place(entry.stub)), str(picture["src"]))}
        return facts


def write_pelican_site(folder: Path, articles: int = 1000, seed: int = 2026) -> int:
    """Write a Pelican site with the same articles into `folder` and return the number of entries."""
    planned = plan(articles, seed)
    return write_trees([PelicanTree(folder, planned)], planned)


def address_of(stub: Stub) -> str:
    """Return the address of an entry's page, below the site's root and ending in a slash: the same for every generator."""
    year = f"{stub.day:%Y}/" if stub.day and stub.kind in {"news", "conference"} else ""
    return f"{SLUGS[stub.kind]}/{year}{stub.name}/" if stub.kind in SLUGS else f"{stub.name}/"


def _place(stub: Stub) -> str:
    """Return the file below `content/`: what has no date is a page."""
    return f"{'articles' if stub.day else 'pages'}/{stub.path}"


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _said(value: object) -> str:
    """Return a date as people read it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _body(entry: Written) -> str:
    """Return the text with links between entries and pictures as Pelican writes them."""
    here = posixpath.dirname(entry.stub.path)

    def linked(found: re.Match[str]) -> str:
        return f"]({{filename}}/articles/{posixpath.normpath(posixpath.join(here, found[1]))}.md)"

    return _PICTURE.sub(r"![\1]({static}\2", _LINK.sub(linked, entry.body))
