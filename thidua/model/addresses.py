"""Every address of the site is made here, and nowhere else.

An address is a path from the site's root ("/tin-tuc/2024/ten-bai/"), the same wherever the site is mounted; `Links` turns it into
what a page or a feed says, below the path of `base_url`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from thidua.model.config import Section
from thidua.model.sections import lineage

HOME = "/"
UNITS = "/don-vi/"
MOVEMENTS = "/phong-trao/"
SERIES = "/dong-su-kien/"
AUTHORS = "/tac-gia/"
PEOPLE = "/nhan-vat/"
TAGS = "/chu-de/"
AWARDS = "/khen-thuong/"
ARCHIVE = "/luu-tru/"
ALBUMS = "/thu-vien-anh/"
CORRECTIONS = "/dinh-chinh/"
SEARCH = "/tim-kiem/"
FRAGMENTS = "/manh/"
LATEST = "/manh/moi-nhat/"
MOST_READ = "/manh/doc-nhieu/"
SITE_MAP = "/so-do/"
FEEDS = "/rss/"
DATA = "/du-lieu/"
ASSETS = "/assets/"
SEARCH_FOLDER = "/assets/search/"
SEARCH_INDEX = "/assets/search/index.json"
NOT_FOUND = "/404.html"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
FEED_FILE = "feed.xml"
ATOM_FILE = "atom.xml"
JSON_FEED_FILE = "feed.json"
FEED_FILES = (FEED_FILE, ATOM_FILE, JSON_FEED_FILE)
CALENDAR_FILE = "lich.ics"
DATA_PACKAGE = "/du-lieu/datapackage.json"
OPML = "/feeds.opml"
NEWS_SITEMAP = "/sitemap-news.xml"
CARD_FILE = "the.png"

RESERVED = frozenset(
    address.strip("/")
    for address in (
        UNITS,
        MOVEMENTS,
        SERIES,
        AUTHORS,
        PEOPLE,
        TAGS,
        AWARDS,
        ARCHIVE,
        ALBUMS,
        CORRECTIONS,
        SEARCH,
        SITE_MAP,
        FEEDS,
        DATA,
        ASSETS,
        FRAGMENTS,
    )
) | {"trang", "quan-tri"}

_FOUR_DIGITS = re.compile(r"\d{4}")
_YEAR = re.compile(r"/(\d{4})/").search


def is_reserved(slug: str, *, at_root: bool) -> bool:
    """Tell whether a slug would stand where the site's own addresses do."""
    return slug == "trang" or bool(_FOUR_DIGITS.fullmatch(slug)) or (at_root and slug in RESERVED)


def section(item: Section, sections: Mapping[str, Section]) -> str:
    """Return a section's address, below its parents'."""
    return "/" + "".join(f"{part.slug}/" for part in lineage(item, sections) if part.slug)


def entry(section_address: str, slug: str, *, year: int | None) -> str:
    """Return an entry's address: with its year where the kind has one."""
    return f"{section_address}{year}/{slug}/" if year else f"{section_address}{slug}/"


def list_page(base: str, number: int) -> str:
    """Return the address of a list's numbered page (from 1, the oldest)."""
    return f"{base}trang/{number}/"


def below(base: str, name: str) -> str:
    """Return the address of one unit, movement, series, author, person or tag."""
    return f"{base}{name}/"


def year(number: int) -> str:
    """Return the address of a year's archive."""
    return f"{ARCHIVE}{number}/"


def month(number: int, month_number: int) -> str:
    """Return the address of a month's archive."""
    return f"{ARCHIVE}{number}/{month_number:02}/"


def feed(base: str) -> str:
    """Return the address of a list's RSS feed."""
    return f"{base}{FEED_FILE}"


def atom(base: str) -> str:
    """Return the address of a list's Atom feed."""
    return f"{base}{ATOM_FILE}"


def json_feed(base: str) -> str:
    """Return the address of a list's JSON Feed."""
    return f"{base}{JSON_FEED_FILE}"


def calendar(base: str) -> str:
    """Return the address of the calendar of the site, or of the cluster whose page is `base`."""
    return f"{base}{CALENDAR_FILE}"


def data_file(table: str, suffix: str) -> str:
    """Return the address of a table of the open data."""
    return f"{DATA}{table}.{suffix}"


def card(page: str) -> str:
    """Return the address of a page's social card."""
    return f"{page}{CARD_FILE}"


def year_in(address: str) -> int | None:
    """Return the year in an entry's address, if it has one."""
    found = _YEAR(address)
    return int(found[1]) if found else None


def sitemap(part: str) -> str:
    """Return the address of the site map, or of one part of a large one."""
    return f"/sitemap-{part}.xml" if part else SITEMAP


def search_segment(name: str) -> str:
    """Return the path below the output folder of a segment of the search index; its digest is put before the last slash."""
    return f"{SEARCH_FOLDER[1:]}{name}/"


def asset(stem: str, digest: str, suffix: str) -> str:
    """Return the address of an asset named by its content."""
    return f"{ASSETS}{stem}.{digest}{suffix}"


def output_path(address: str) -> str:
    """Return the file below the output folder that is served at `address`."""
    return address[1:] + "index.html" if address.endswith("/") else address[1:]


_PLAIN = re.compile(r"[A-Za-z0-9/_.~-]*").fullmatch


def quoted(address: str) -> str:
    """Percent-encode what an address may not hold; ours are plain ASCII, an editor's link need not be."""
    return address if _PLAIN(address) else quote(address, safe="/#?=&:;,+@!$'()*~%")


@cache
def _path_of(base_url: str) -> str:
    return urlsplit(base_url).path or "/"


@dataclass(frozen=True, slots=True)
class Links:
    """Writes addresses as a page says them; `base_url` ends with a slash."""

    base_url: str

    @property
    def root(self) -> str:
        """The path below which the site is mounted, with its slash."""
        return _path_of(self.base_url)

    def href(self, address: str) -> str:
        """Return `address` as a link from any page of the site."""
        return self.root + quoted(address[1:])

    def absolute(self, address: str) -> str:
        """Return `address` in full."""
        return self.base_url + quoted(address[1:])
