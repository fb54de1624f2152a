"""The other engines: installed at run time in exact versions, given the same pages, built and measured as processes.

Invariant: everybody indexes the text of `main` of the same pages, with folding where the engine lets us say so. Nothing of them is kept in
the repository. Giving them our list pages too was rejected: Pagefind would answer with tables of contents.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from benchmarks.measure import Contestant, Run, measure

PLACE = Path(__file__).with_name("rivals")
VERSIONS = {"pagefind": "1.6.0", "lunr": "2.3.9", "minisearch": "7.2.0"}
OWN = "thidua"
PAGEFIND, LUNR, MINISEARCH = "Pagefind", "Lunr", "MiniSearch"
_PAGE = re.compile(
    r"(?:don-vi|nhan-vat|phong-trao|cum-thi-dua|dien-hinh)/[^/]+/|van-ban/(?:trung-uong/)?[^/]+/|(?:tin-tuc|hoi-nghi)/(?:[^/]+/)?\d{4}/[^/]+/|[^/]+/"
)
_NO_PAGE = re.compile(
    r"(?:van-ban/trung-uong|tin-tuc|hoi-nghi|dien-hinh|cum-thi-dua|van-ban|don-vi|nhan-vat|phong-trao|dong-su-kien|chu-de|tac-gia|luu-tru|manh|rss|so-do|"
    r"tim-kiem|du-lieu|thu-vien-anh|dinh-chinh|khen-thuong)/"
)
HEAP_MEBIBYTES = 14_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An engine's index: how it was built, its files and their bytes."""

    name: str
    run: Run
    files: int
    size: int


def install(folder: Path) -> None:
    """Install the engines into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{name}@{version}" for name, version in VERSIONS.items()]
    command = ["npm", "install", "--prefix", str(folder), "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([*command, *names], check=True, capture_output=True)


def copy_pages(public: Path, pages: Path) -> int:
    """Copy the pages that a search is to find, without lists and without what is not to be indexed; return how many."""
    count = 0
    for file in sorted(public.rglob("index.html")):
        path = file.relative_to(public).as_posix().removesuffix("index.html")
        if not _PAGE.fullmatch(path) or _NO_PAGE.fullmatch(path):
            continue
        if b'content="noindex"' in file.read_bytes()[:4000]:
            continue
        (pages / path).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, pages / path / "index.html")
        count += 1
    return count


def write_documents(pages: Path, into: Path) -> None:
    """Write what the libraries are given: address, title, summary and text of every page."""
    into.write_text(json.dumps(list(_documents(pages)), ensure_ascii=False), encoding="utf-8")


def _documents(pages: Path) -> Iterator[dict[str, str]]:
    for file in sorted(pages.rglob("index.html")):
        root = lxml.html.document_fromstring(file.read_bytes().decode())
        main = root.find(".//main")
        title, description = root.find(".//h1"), root.find(".//meta[@name='description']")
        yield {
            "url": f"/{file.parent.relative_to(pages).as_posix()}/",
            "title": "" if title is None else " ".join(title.text_content().split()),
            "summary": "" if description is None else description.get("content", ""),
            "body": "" if main is None else " ".join(main.text_content().split()),
        }


def build(tools: Path, pages: Path, documents: Path, served: Path) -> tuple[Built, ...]:
    """Build every engine's index into `served`, one after another, and measure each."""
    modules = tools / "node_modules"
    served.mkdir(parents=True, exist_ok=True)
    for name in ("fold.mjs", "lunr-ask.mjs", "minisearch-ask.mjs", "pagefind-ask.mjs", "thidua-ask.mjs"):
        shutil.copyfile(PLACE / name, served / name)
    shutil.copyfile(modules / "lunr" / "lunr.min.js", served / "lunr.min.js")
    shutil.copyfile(modules / "minisearch" / "dist" / "es" / "index.js", served / "minisearch.js")
    node = ["node", f"--max-old-space-size={HEAP_MEBIBYTES}"]
    commands = {
        PAGEFIND: (
            *(str(modules / ".bin" / "pagefind"), "--site", str(pages), "--output-path", str(served / "pagefind")),
            *("--root-selector", "main", "--quiet"),
        ),
        LUNR: (*node, str(PLACE / "lunr-build.mjs"), str(documents), str(served / "lunr.json"), str(served / "lunr-shown.json")),
        MINISEARCH: (*node, str(PLACE / "minisearch-build.mjs"), str(documents), str(served / "minisearch.json")),
    }
    written = {PAGEFIND: ["pagefind"], LUNR: ["lunr.json", "lunr-shown.json"], MINISEARCH: ["minisearch.json"]}
    return tuple(
        _built(name, Contestant(name=name, command=command, folder=tools, output=pages), [served / part for part in written[name]])
        for name, command in commands.items()
    )


def _built(name: str, contestant: Contestant, written: list[Path]) -> Built:
    for path in written:  # what the last round left
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    run = measure(contestant, fresh=False)
    files = [file for path in written for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    return Built(name=name, run=run, files=len(files), size=sum(file.stat().st_size for file in files))
