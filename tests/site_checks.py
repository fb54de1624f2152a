"""Reads built sites as a browser, a feed reader and a search engine do, and names what is wrong with them.

Every check returns the faults that it finds as sentences, so that a test shows all of them at once. Pages are parsed by the HTML standard
(html5lib); pattern matching was rejected, because it accepts what browsers repair.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest

from thidua import builder
from thidua.builder import comparing, planning, remembering
from thidua.builder.code import code_version
from thidua.catalog import catalog
from thidua.catalog.catalog import Catalog, Sources
from thidua.catalog.mistakes import Mistake
from thidua.moment import Moment
from thidua.site import rendering
from thidua.site.layout import Theme
from thidua.site.outputs import Output
from thidua.site.planner import Plan
from thidua.state.store import Opened, open_store

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "tests" / "site_demo"
HARD = ROOT / "tests" / "site_hard"
BASE_URL = "https://thu-nghiem.example.vn/cong/thi-dua/"
"""Where the demonstration site is mounted: below a path, where addresses that forget it lead nowhere."""
MOVED = {"tin-cu": "tin-tuc", "chu-de/ten-cu": "chu-de/du-truong", "cu/cum": "cum-thi-dua/du-truong-cum"}
"""Its lists that were renamed."""

NOW = datetime.fromisoformat("2026-11-21T08:00+07:00")
CONFIG = "site_config.yaml"
ENGLISH = "site_config.en.yaml"
PORTAL_URL = "https://thidua.example.vn/"
MANIFEST = ".thidua.json"
VIETNAM = timedelta(hours=7)
"""How far its clocks are ahead of UTC."""

_BASE_URL = re.compile(r"(?m)^base_url:.*$")
_LINKING = (("a", "href"), ("area", "href"), ("link", "href"), ("img", "src"), ("source", "src"), ("script", "src"), ("form", "action"))
_FOREIGN = ("mailto:", "tel:")
_SITEMAP_LOC = re.compile(r"<loc>([^<]*)</loc>")


# --- building ------------------------------------------------------------------------------------------------------------------------


def copy_demo(target: Path) -> Path:
    """Copy the demonstration site to `target` and return it."""
    shutil.copytree(DEMO, target)
    return target


def copy_portal(target: Path) -> Path:
    """Copy the real portal's sources to `target` and return it."""
    target.mkdir(parents=True)
    shutil.copy(ROOT / CONFIG, target)
    for name in ("content", "templates", "static"):
        shutil.copytree(ROOT / name, target / name)
    return target


def mount(site: Path, base_url: str, *, config: str = CONFIG) -> None:
    """Write `base_url` into the configuration of the copy in `site`."""
    path = site / config
    path.write_text(_BASE_URL.sub(f'base_url: "{base_url}"', path.read_text(encoding="utf-8")), encoding="utf-8")


def build(  # noqa: PLR0913 # what a command line may say
    site: Path, output: Path, *, config: str = CONFIG, now: datetime = NOW, drafts: bool = False, jobs: int = 1, full: bool = False
) -> builder.Result:
    """Build the site in the folder `site` and publish it to `output`; what is remembered lies beside the output."""
    cache = output.with_name(f"{output.name}.cache")
    return builder.build(builder.Options(config=site / config, now=now, output=output, cache=cache, drafts=drafts, jobs=jobs, full=full))


@dataclass(frozen=True)
class Inside:
    """What a build makes on its way: what was read, what was planned, with which theme, and what it reported."""

    sources: Sources
    plan: Plan
    theme: Theme
    result: builder.Result
    kept: AbstractContextManager[Opened]


def build_open(site: Path, output: Path, *, config: str = CONFIG) -> Inside:
    """Build as `build` does and return what passed between its steps; every step is the real one."""
    seen: dict[str, Any] = {}

    def build_catalog(sources: Sources, moment: Moment, *, show_all: bool = False) -> tuple[Catalog, list[Mistake]]:
        seen["sources"] = sources
        return catalog.build_catalog(sources, moment, show_all=show_all)

    def compare(plan: Plan, *others: Any) -> remembering.Work:  # noqa: ANN401 # what else is compared does not matter here
        seen["plan"] = plan
        return real_compare(plan, *others)

    def batches(value: remembering.Value, outputs: Iterable[Output], theme: Theme, *, size: int) -> Iterator[rendering.Batch]:
        seen["theme"] = theme
        return real_batches(value, outputs, theme, size=size)

    real_batches, real_compare = rendering.batches, comparing.compare
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "build_catalog", build_catalog)
        patch.setattr(comparing, "compare", compare)
        patch.setattr(rendering, "batches", batches)
        result = build(site, output, config=config, full=True)
    store = open_store(output.with_name(f"{output.name}.cache"), code_version())
    shelf = store.__enter__().store  # as long as somebody holds the build open
    materials = seen["plan"].materials
    plan = replace(seen["plan"], materials=replace(materials, catalog=replace(materials.catalog, shelf=shelf)))
    return Inside(sources=replace(seen["sources"], shelf=shelf), plan=plan, theme=seen["theme"], result=result, kept=store)


def publish(site: Path, output: Path, base_url: str, *, config: str = CONFIG) -> Site:
    """Mount the site in the folder `site` at `base_url`, build it to `output`, and return what was published."""
    mount(site, base_url, config=config)
    return Site(output, base_url, articles=build(site, output, config=config).articles)


def publish_demo(folder: Path, *, config: str = CONFIG) -> Site:
    """Build a copy of the demonstration site in `folder`, mounted below a path."""
    return publish(copy_demo(folder / "site"), folder / "public", BASE_URL, config=config)


def publish_portal(folder: Path) -> Site:
    """Build a copy of the real portal in `folder`, at the root of its host."""
    return publish(copy_portal(folder / "site"), folder / "public", PORTAL_URL)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by path."""
    found = {}
    beyond = len(f"{folder}/")
    for here, _, names in os.walk(folder):
        for path in (f"{here}/{name}" for name in names):
            with open(path, "rb") as file:  # noqa: PTH123 # thousands of files
                found[path[beyond:]] = file.read()
    return found


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the paths at which two trees differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def listed(faults: Iterable[str]) -> str:
    """Return faults one a line: an assertion that compares it with "" shows all of them."""
    return "\n".join(faults)


# --- reading -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """One built page: its path below the output folder, its address from the site's root, and its tree."""

    path: str
    address: str
    root: Element

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with `tag` whose attributes have these values ("" stands for any; `class_` and `data_x` are spelt so)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [element for element in self.root.iter(tag) if all(_has(element, name, value) for name, value in wanted.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only element with `tag` and these attributes."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{self.path}: {len(found)} × <{tag}> {attributes}"
        return found[0]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id on the page, in order."""
        return tuple(element.attrib["id"] for element in self.root.iter() if "id" in element.attrib)

    @property
    def is_redirect(self) -> bool:
        """Whether the page leads on to another address."""
        return any(element.get("http-equiv") == "refresh" for element in self.root.iter("meta"))

    @property
    def title(self) -> str:
        """The text of its h1."""
        return text(self.one("h1"))

    def section(self, heading: str) -> Element:
        """Return the section under the h2 with the words `heading`."""
        for section in self.root.iter("section"):
            if any(text(child) == heading for child in section if child.tag == "h2"):
                return section
        message = f"{self.path}: no section {heading}"
        raise AssertionError(message)

    def facts(self) -> dict[str, list[Element]]:
        """Return the values of every row of facts by the row's label."""
        found: dict[str, list[Element]] = {}
        for group in self.root.iter("dl"):
            for row in group:
                label = "".join(text(part) for part in row if part.tag == "dt")
                found.setdefault(label, []).extend(part for part in row if part.tag == "dd")
        return found


def _has(element: Element, name: str, value: str) -> bool:
    found = element.get(name)
    if found is None:
        return False
    return not value or found == value or (name == "class" and value in found.split())


def text(element: Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


class Site:
    """A built site: its folder, where it is mounted, and how many articles its build counted."""

    def __init__(self, folder: Path, base_url: str, *, articles: int = 0) -> None:
        self.folder = folder
        self.base_url = base_url
        self.articles = articles
        self.files = frozenset(read_tree(folder)) - {MANIFEST}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path."""
        return {path: self._page(path) for path in sorted(self.files) if path.endswith(".html")}

    @property
    def real_pages(self) -> Iterator[Page]:
        """Every page that is neither a redirect nor a list for other pages to fetch."""
        return (page for page in self.pages.values() if not page.is_redirect and not page.path.startswith("manh/"))

    def page(self, address: str) -> Page:
        """Return the page at an address from the site's root."""
        return self.pages[_path(address)]

    def named(self, name: str) -> list[str]:
        """Return the paths of all files with this name."""
        return sorted(path for path in self.files if path.rpartition("/")[2] == name)

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.folder / path).read_text(encoding="utf-8")

    def _page(self, path: str) -> Page:
        root = html5lib.parse(
            (self.folder / path).read_bytes(), treebuilder="etree", namespaceHTMLElements=False, transport_encoding="utf-8"
        )
        address = "/" + (path.removesuffix("index.html") if path.endswith("index.html") else path)
        return Page(path=path, address=address, root=root)

    def absolute(self, address: str) -> str:
        """Return an address from the site's root in full."""
        return self.base_url + address[1:]

    def inside(self, url: str) -> str | None:
        """Return the address from the site's root of a full address, None when it is another site's."""
        if url.startswith(self.base_url):
            return "/" + url.removeprefix(self.base_url)
        return None


def _path(address: str) -> str:
    """Return the file that a server answers an address with."""
    path = unquote(urlsplit(address).path)[1:]
    return path + "index.html" if not path or path.endswith("/") else path


# --- links ---------------------------------------------------------------------------------------------------------------------------


def links_of(page: Page) -> Iterator[tuple[str, str]]:
    """Yield (where it stands, what it says) of every address on a page."""
    for tag, attribute in _LINKING:
        yield from ((f"<{tag} {attribute}>", element.attrib[attribute]) for element in page.root.iter(tag) if attribute in element.attrib)
    for element in page.root.iter():
        candidates = filter(None, map(str.strip, element.get("srcset", "").split(",")))
        yield from (("srcset", candidate.split()[0]) for candidate in candidates)
        if element.get("http-equiv") == "refresh":
            yield "refresh", element.get("content", "").partition("url=")[2]
        if element.get("data-source", "").startswith("/"):
            yield "data-source", element.attrib["data-source"]


def broken_link(site: Site, url: str) -> str | None:
    """Return what is wrong with a full address, None when it is another site's or leads somewhere."""
    if url.startswith(_FOREIGN):
        return None
    if not url.startswith(("http://", "https://")):
        return "no address"
    address = site.inside(url)
    if address is None:
        same_host = urlsplit(url).netloc == urlsplit(site.base_url).netloc
        return "leaves the folder where the site is mounted" if same_host else None
    path, _, anchor = address.partition("#")
    if _path(path) not in site.files:
        return "nothing there"
    page = site.pages.get(_path(path))
    if anchor and page and unquote(anchor) not in page.ids:
        return "no such anchor"
    return None


def broken_links(site: Site) -> list[str]:
    """Return every link, picture, style sheet, feed and anchor on the pages that leads nowhere."""
    found = []
    for page in site.pages.values():
        for place, written in links_of(page):
            wrong = broken_link(site, urljoin(site.absolute(page.address), written))
            if wrong:
                found.append(f"{page.path}: {place} {written}: {wrong}")
    return found


def listed_addresses(site: Site) -> list[str]:
    """Return every address of the site map, of a large one's parts too."""
    whole = site.read("sitemap.xml")
    found = _SITEMAP_LOC.findall(whole)
    if "<sitemapindex" not in whole:
        return found
    return [place for part in found for place in _SITEMAP_LOC.findall(site.read(_path(site.inside(part) or "/")))]


def broken_sitemap(site: Site) -> list[str]:
    """Return what is wrong with the site map: dead or foreign places, doubles, pages that are redirects or not to be indexed."""
    places = listed_addresses(site)
    found = [f"{place}: another site" for place in places if not site.inside(place)]
    found += [f"{place}: dead" for place in places if broken_link(site, place)]
    found += [f"{place}: twice" for place, count in Counter(places).items() if count > 1]
    listed = {_path(site.inside(place) or "/") for place in places}
    for page in site.pages.values():
        indexed = not page.all("meta", name="robots", content="noindex")
        if indexed != (page.path in listed):
            found.append(f"{page.path}: {'not listed' if indexed else 'listed, but not to be indexed'}")
    return found


# --- what every page promises --------------------------------------------------------------------------------------------------------


def frame_faults(page: Page, site: Site, language: str) -> Iterator[str]:
    """Yield what a page lacks of the hooks that CONTRACT.md promises for every page."""
    if page.root.get("lang") != language:
        yield "html[lang]"
    mains = page.all("main")
    if [main.get("id") for main in mains] != ["noi-dung"]:
        yield "main#noi-dung"
    first = next(iter(page.root.iter("a")), None)
    if first is None or first.get("href") != "#noi-dung":
        yield "the first link is no skip link to #noi-dung"
    canonical = [link.get("href", "") for link in page.all("link", rel="canonical")]
    if len(canonical) != 1 or not canonical[0].startswith(site.base_url):
        yield f"canonical {canonical}"
    elif not page.is_redirect and canonical[0] != site.absolute(page.address):
        yield f"canonical {canonical[0]} is another page's"
    if page.path != "index.html" and not any(nav.get("aria-label") for nav in page.all("nav") if nav.get("class") != "menu"):
        yield "no breadcrumb nav[aria-label]"
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} h1"
    if not text(page.one("title")):
        yield "no title"
    yield from _unclean(page)


_DUBLIN_CORE = ("DC.title", "DC.creator", "DC.description", "DC.publisher", "DC.identifier", "DC.language")


def metadata(page: Page) -> dict[str, list[str]]:
    """Return the contents of a page's metadata by name or property, each list in order."""
    found: dict[str, list[str]] = {}
    for element in page.root.iter("meta"):
        name = element.get("property") or element.get("name")
        if name:
            found.setdefault(name, []).append(element.get("content", ""))
    return found


def metadata_faults(page: Page, site: Site) -> Iterator[str]:
    """Yield what is wrong with the metadata of a page that is no redirect: missing, twice, empty, or other than the page says."""
    found = metadata(page)
    yield from (f"no {name}" for name in (*_DUBLIN_CORE, "og:type", "og:locale", "og:site_name", "twitter:card") if name not in found)
    yield from (f"empty {name}" for name, contents in found.items() if not all(content.strip() for content in contents))
    once = {name: contents for name, contents in found.items() if name.startswith("og:") or name in {*_DUBLIN_CORE} - {"DC.creator"}}
    yield from (f"{name} {contents}" for name, contents in once.items() if len(contents) != 1)
    canonical = page.one("link", rel="canonical").get("href")
    yield from (f"{name} is not canonical" for name in ("og:url", "DC.identifier") if found.get(name) != [canonical])
    title = text(page.one("title")).removesuffix(f" – {found['og:site_name'][0]}")
    yield from (f"{name} is not the title" for name in ("og:title", "DC.title") if found.get(name) != [title])
    yield from (f"{name} is not the description" for name in ("og:description", "DC.description") if found[name] != found["description"])
    for picture in found.get("og:image", ()):
        if broken_link(site, picture) or not (site.inside(picture) or "").endswith("/the.png"):
            yield f"og:image {picture}"
    if ("og:image" in found) != ("og:image:alt" in found) or ("og:image" in found) != ("summary_large_image" in found["twitter:card"]):
        yield "og:image without text or kind of card"


_DATA = frozenset({"application/ld+json", "application/json"})


def _unclean(page: Page) -> Iterator[str]:
    yield from (f"#{name} twice" for name, count in Counter(page.ids).items() if count > 1)
    for element in page.root.iter():
        if element.tag == "style" or "style" in element.attrib:
            yield f"inline style in <{element.tag}>"
        if element.tag == "script" and "src" not in element.attrib and element.get("type") not in _DATA:
            yield "inline script"
        yield from (f"<{element.tag} {name}>" for name in element.attrib if str(name).startswith("on"))
        if element.tag == "img" and "alt" not in element.attrib:
            yield "img without alt"
        if element.tag == "a" and not text(element) and not element.get("aria-label") and not list(element):
            yield f"empty link to {element.get('href')}"
    for placeholder in ("entry:", "asset:", "site:", "entry-file:"):
        if any(value.startswith(placeholder) for _, value in links_of(page)):
            yield f"a placeholder {placeholder} was left"


def headings_out_of_order(page: Page) -> list[str]:
    """Return headings that skip a level downwards."""
    found, last = [], 0
    for element in page.root.iter():
        if re.fullmatch("h[1-6]", str(element.tag)):
            level = int(str(element.tag)[1])
            if level > last + 1:
                found.append(f"<{element.tag}> {text(element)} after h{last}")
            last = level
    return found


_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")


def article_faults(site: Site) -> Iterator[str]:
    """Yield what is wrong with article pages: how many there are, and the hooks that each must have."""
    found = [(page, article) for page in site.pages.values() for article in page.all("article", data_article="")]
    if len(found) != site.articles:
        yield f"{len(found)} article[data-article], {site.articles} articles"
    yield from (f"{path} twice" for path, count in Counter(page.path for page, _ in found).items() if count > 1)
    for page, article in found:
        times = [element.get("datetime", "") for element in article.iter("time")]
        if not times or not all(map(_TIME.fullmatch, times)):
            yield f"{page.path}: time[datetime] {times}"
        if not page.all("link", rel="alternate", type="application/rss+xml"):
            yield f"{page.path}: no feed"


def facts_without_source(page: Page) -> list[str]:
    """Return every row of facts that says neither where it comes from nor that it is inferred; stated gaps and dictionaries are none."""
    stated = [value for values in page.facts().values() for value in values]
    for table in page.root.iter("table"):
        rows = (
            []
            if _in_body(page, table) or table.get("class") == "dictionary"
            else [row for body in table if body.tag == "tbody" for row in body]
        )
        stated += [cell for row in rows if not _is_sourced(row) for cell in row if cell.tag == "td"]
    return [text(fact) for fact in stated if not any(_is_sourced(element) or _is_gap(element) for element in fact.iter())]


def _in_body(page: Page, table: Element) -> bool:
    """Tell whether a table was written by an editor in the text of an article."""
    return any(table is element for body in page.all("div", class_="body") for element in body.iter("table"))


def _is_sourced(element: Element) -> bool:
    token = element.get("data-source")
    return "data-inferred" in element.attrib or (token is not None and token not in {"", "None"})


def _is_gap(element: Element) -> bool:
    return element.get("class") == "gap"


# --- feeds ---------------------------------------------------------------------------------------------------------------------------


def feed_faults(site: Site, path: str, *, full: bool) -> list[str]:
    """Return what is wrong with one RSS feed for a reader's program."""
    feed = feedparser.parse((site.folder / path).read_bytes())
    found = [f"not well-formed: {feed.get('bozo_exception')}"] if feed.bozo else []
    if feed.version != "rss20":
        found.append(f"version {feed.version}")
    own = site.absolute("/" + lives_at(path))
    links = {link["rel"]: link["href"] for link in feed.feed.get("links", ())}
    if links.get("self") != own or broken_link(site, links.get("alternate", "")):
        found.append(f"links {links}")
    times = [entry.get("published_parsed") for entry in feed.entries]
    if None in times or times != sorted(times, reverse=True):
        found.append("items are not newest first")
    identities = Counter(entry.id for entry in feed.entries)
    found += [f"{identity} twice" for identity, count in identities.items() if count > 1]
    for entry in feed.entries:
        found += [f"{entry.title}: {fault}" for fault in _item_faults(site, entry, full=full)]
    return found


def lives_at(path: str) -> str:
    """Return where a feed of the demonstration site says that it is: one of a list that was renamed names its new address."""
    for old, new in MOVED.items():
        path = path.replace(f"{old}/", f"{new}/")
    return path


def _item_faults(site: Site, entry: feedparser.FeedParserDict, *, full: bool) -> Iterator[str]:
    address = site.inside(entry.link)
    if address is None or broken_link(site, entry.link):
        yield f"link {entry.link}"
        return
    page = site.page(address)
    if entry.title != page.title:
        yield f"title is not “{page.title}”"
    content = entry.get("content", [{"value": ""}])[0]["value"] if full else ""
    body = html5lib.parseFragment(content, treebuilder="etree", namespaceHTMLElements=False)
    said = list(_said(page))
    if full and not (text(body).startswith(said[0]) and all(part in text(body) for part in said)):  # and what stands around the text
        yield "content is not the article's"
    if not full and "content" in entry:
        yield "content in a feed of summaries"
    for tag, attribute in _LINKING:
        for element in body.iter(tag):
            if not urlsplit(element.get(attribute, "")).scheme and not element.get(attribute, "").startswith("#"):
                yield f"relative {element.get(attribute)}"
            elif element.get(attribute, "").startswith("http") and broken_link(site, element.get(attribute, "")):
                yield f"dead {element.get(attribute)}"


def _said(page: Page) -> Iterator[str]:
    """Yield what a feed has of an article's page: its text and below it the corrections, or that it was withdrawn."""
    notices = page.all("div", class_="withdrawn")
    bodies = page.all("div", class_="body")  # an article may have no text
    yield text((notices or bodies)[0]) if notices or bodies else ""
    for section in page.all("section", class_="corrections") if not notices else ():
        yield from map(text, section.iter("li"))


def feeds_of(site: Site) -> Iterable[str]:
    """Return the paths of all RSS feeds."""
    return sorted(path for path in site.files if path.rpartition("/")[2] == "feed.xml")
