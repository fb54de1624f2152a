from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.archive import entries
from benchmarks.entries import plan
from benchmarks.hugo_site import HugoTree
from benchmarks.pelican_site import THEME, PelicanTree, address_of, write_pelican_site

ARTICLES = 150


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive for Pelican."""
    folder = tmp_path_factory.mktemp("pelican")
    write_pelican_site(folder, ARTICLES)
    return folder


def read(path: Path) -> tuple[dict[str, str], str]:
    """The metadata of an entry by name, and its text."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body


def test_every_entry_is_there(site: Path) -> None:
    """Articles and pages are those of the plan; each line of metadata is read whole, facts are JSON, addresses are those of the others."""
    planned = plan(ARTICLES, 2026)
    files = {path.stem if path.stem != "index" else path.parent.name: path for path in (site / "content").rglob("*.md")}
    assert set(files) == {stub.name for stub in planned.stubs}
    for stub in planned.stubs:
        metadata, body = read(files[stub.name])
        assert metadata["Title"] == stub.title
        assert metadata["Save_as"] == f"{address_of(stub)}index.html"
        assert isinstance(json.loads(metadata["Facts"]), dict)
        assert body.strip()
        assert ("Date" in metadata) is (stub.day is not None)


def test_texts_are_those_of_hugo(site: Path, tmp_path: Path) -> None:
    """Without links and pictures, which each writes in its own way, the text is the same letter by letter."""
    planned = plan(ARTICLES, 2026)
    hugo, pelican = HugoTree(tmp_path, planned), PelicanTree(site, planned)
    address = re.compile(r"\]\([^)]*\)")
    for entry in entries(planned):
        theirs = hugo.file_of(entry)[1].split("---\n", 2)[2].lstrip()
        ours = pelican.file_of(entry)[1].partition("\n\n")[2]
        assert address.sub("]", ours) == address.sub("]", theirs)


def test_groups_become_tags(site: Path) -> None:
    """Units, clusters, movements and stories are tags that say what they are; a conference is in its cluster's."""
    tags = set()
    for path in (site / "content" / "articles").rglob("*.md"):
        metadata, _ = read(path)
        own = metadata["Tags"].rstrip(";").split("; ")
        assert len(own) == len(set(own))
        tags |= set(own)
        facts = json.loads(metadata["Facts"])
        if facts.get("event", {}).get("cluster"):
            assert facts["cluster_title"] in own
    for start in ("Đơn vị ", "Cụm thi đua mẫu số ", "Phong trào ", "Dòng sự kiện mẫu "):
        assert any(tag.startswith(start) for tag in tags), start


def test_links_and_pictures_lead_to_files(site: Path) -> None:
    """Every link between entries names a file below content/, every picture lies beside its article."""
    links = pictures = 0
    for path in (site / "content").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert ".md)" not in re.sub(r"\{filename\}[^)]*", "", text)
        for target in re.findall(r"\{filename\}/([^)]+)\)", text):
            assert (site / "content" / target).is_file()
            links += 1
        for name in re.findall(r"\{static\}([^ )]+)", text):
            assert (path.parent / name).is_file()
            pictures += 1
        source = json.loads(read(path)[0]["Facts"]).get("image", {}).get("src")
        assert source is None or (site / "content" / source).is_file()
    assert links
    assert pictures


def test_settings_are_filled_in(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No mark is left; the cache is on only when it is asked for; every list the others have is asked of Pelican."""
    monkeypatch.delenv("PELICAN_CACHED", raising=False)
    cold = runpy.run_path(str(site / "pelicanconf.py"))
    assert "@" not in f"{cold['SITENAME']}{cold['SITEURL']}{cold['NOTICE']}"
    assert not cold["SITEURL"].endswith("/")
    assert cold["CACHE_CONTENT"] is cold["LOAD_CONTENT_CACHE"] is False
    monkeypatch.setenv("PELICAN_CACHED", "1")
    warm = runpy.run_path(str(site / "pelicanconf.py"))
    assert warm["CACHE_CONTENT"] is warm["LOAD_CONTENT_CACHE"] is True
    assert (cold["FEED_RSS"], cold["CATEGORY_FEED_RSS"], cold["FEED_MAX_ITEMS"]) == ("feed.xml", "{slug}/feed.xml", 50)
    templates = {path.stem for path in (site / "theme" / "templates").iterdir()}
    assert {*cold["DIRECT_TEMPLATES"], *cold["PAGINATED_TEMPLATES"], "article", "page", "period_archives"} <= templates
    assert (site / "theme" / "static" / "site.css").is_file()


def test_plugin_finds_what_is_around() -> None:
    """Older articles of the category, the next newer one, the story's earlier ones, and related ones without those."""
    plugin = runpy.run_path(str(THEME / "plugins" / "around.py"))
    story, topic = SimpleNamespace(name="Dòng sự kiện mẫu 01", url="s/"), SimpleNamespace(name="giáo dục", url="t/")
    home = SimpleNamespace(name="Tin tức")
    articles = [SimpleNamespace(name=number, category=home, tags=[topic] + ([story] if number % 2 else [])) for number in range(6)]
    context: dict[str, object] = {}
    generator = SimpleNamespace(articles=articles, tags=(story, topic), context=context)
    plugin["add_around"](generator)
    assert [other.name for other in articles[1].older] == [2, 3, 4, 5]
    assert articles[1].newer is articles[0]
    assert articles[0].newer is None
    assert [other.name for other in articles[1].earlier] == [3, 5]
    assert [other.name for other in articles[1].related] == [2, 4]
    assert context["tag_urls"] == {"Dòng sự kiện mẫu 01": "s/", "giáo dục": "t/"}
