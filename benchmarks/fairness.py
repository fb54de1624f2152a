"""Whether everybody did the same job: a page for every article, with its title and its text, at the same address.

Invariant: what is compared is what was published, never what a configuration promises. Comparing page by page and byte by byte was
rejected: the themes differ on purpose; DIFFERENCES says how.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from benchmarks.archive import Written, written
from benchmarks.entries import Plan, Stub
from benchmarks.pelican_site import address_of
from benchmarks.results import Share

SAMPLE = 60
"""How many articles are opened and read; whether a page exists is asked for every article."""
DIFFERENCES = """\
- thidua reads and checks more than it is asked to print: every reference, date and fact is validated, each fact on a page is marked with
  its source, units have their history of names and mergers, and awards are counted by cluster. The others print what stands in the file.
- thidua's lists are numbered from the oldest page, so that old pages stay as they are; the front has 20 to 39 entries. Hugo and Pelican
  number from the newest, 20 a page. The number of list pages differs by about one a list.
- thidua has a page for each unit of its register (also those without articles), a site map for people and a page about feeds; Hugo's theme
  has an index of each taxonomy and a menu with more entries. All have the year and month archives and pages of awards and corrections.
- Related articles: thidua weighs story, clusters, movements, topics and units over the older neighbours. Hugo's own related pages look at
  story, clusters and units alone: topics and movements would cost it more than all the rest of a page. Pelican has none; a small plugin
  here looks at neighbours as thidua does.
- Pelican groups by category, tag and author alone: units, clusters, movements and stories are tags, with their index on one page. It writes
  no redirects from old addresses, gives pictures no size, and puts no picture's caption into a figure.
- thidua encodes each distinct picture as AVIF, WebP and a fallback, in a cold build too, and publishes each once, under a name with its
  hash; the pictures here are narrower than its smallest width, so there is one of each. Hugo and Pelican publish the files as they
  are, once an article; Hugo reads each picture's size for its tag.
- Social cards, a picture for each article, are turned off for thidua (`images.cards: false`): the others draw none. Its pages have Open
  Graph and Dublin Core metadata in their heads all the same, some 2 KB a page.
- Feeds are alike: the portal and each section, 50 entries with full texts.
- A cold build of thidua writes its cache too; a cold build of Pelican writes none, and a build that nobody times fills it. Hugo has no
  incremental build: its rebuild is the whole build upon the existing output.
  Pelican's rebuild takes unchanged texts from its cache and writes every page. thidua renders what changed.
"""
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
_PLAIN = re.compile(r"[^\W\d_](?:[^\W\d_]| (?=[^\W\d_])){40,}")


def share_of(name: str, output: Path, planned: Plan) -> Share:
    """Count what a contestant published of a plan."""
    addresses = {f"{address_of(stub)}index.html" for stub in planned.articles}
    counts = {"article_pages": 0, "other_pages": 0, "feeds": 0, "pictures": 0}
    size = 0
    for folder, _, files in os.walk(output):
        for file in files:
            path = os.path.join(folder, file)  # noqa: PTH118 - a Path for each of 100,000 files would take minutes
            if file.endswith(".html"):
                counts["article_pages" if os.path.relpath(path, output) in addresses else "other_pages"] += 1
                size += os.path.getsize(path)  # noqa: PTH202 - the same
            elif file == "feed.xml":
                counts["feeds"] += 1
            elif file.endswith((".png", ".jpg", ".avif", ".webp")):
                counts["pictures"] += 1
    sample = [(output / address_of(stub) / "index.html") for stub in _sampled(planned)]
    links = [path.read_text(encoding="utf-8").count("<a ") for path in sample if path.is_file()]
    return Share(
        articles=len(planned.articles),
        contestant=name,
        html=size / 2**20,
        links=sum(links) / max(1, len(links)),
        **counts,
    )


def find_unfairness(shares: Sequence[Share], outputs: Sequence[Path], planned: Plan) -> list[str]:
    """Return what is not equal: articles without a page, and sampled articles whose page lacks the title or the text."""
    found = [
        f"{share.contestant} published {share.article_pages} of {share.articles} articles"
        for share in shares
        if share.article_pages != share.articles
    ]
    for stub in _sampled(planned):
        entry = written(stub, planned)
        wanted = [str(entry.front["title"]), *([] if entry.front.get("withdrawn") else _texts(entry))]
        for share, output in zip(shares, outputs, strict=True):
            path = output / address_of(stub) / "index.html"
            text = _read(path) if path.is_file() else ""
            found.extend(f"{share.contestant} lacks “{part}” in {address_of(stub)}" for part in wanted if part not in text)
    return found


def _sampled(planned: Plan) -> tuple[Stub, ...]:
    return planned.articles[:: max(1, len(planned.articles) // SAMPLE)]


def _texts(entry: Written) -> list[str]:
    """Return the first and the last long run of plain words of a text."""
    lines = [line for line in entry.body.splitlines() if not line.startswith(("!", "|"))]
    runs = _PLAIN.findall("\n".join(lines))
    return [runs[0], runs[-1]] if runs else []


def _read(path: Path) -> str:
    return _SPACE.sub(" ", unescape(_TAG.sub("", path.read_text(encoding="utf-8"))))
