"""sitemap.xml, sitemap-news.xml and robots.txt: every page that a search engine should know, with the day its content last changed.

A large site has a file a year, and sitemap.xml lists these: an article published today leaves the years before as they are. Cutting one
long list at every 50,000 addresses was rejected: a new address would move all that stand behind it. A file stays far below the protocol's
50 MB (sitemaps.org): an address has at most some hundred letters.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from thidua.catalog import keys
from thidua.catalog.entries import Card, Entry, State
from thidua.model import addresses
from thidua.site.display import machine_time
from thidua.site.feeds.texts import plain
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, Place, View
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

LIMIT = 50_000
"""So many addresses a file may hold (sitemaps.org)."""

WHOLE = ""
"""The part of a site whose addresses all fit in sitemap.xml itself."""

TIMELESS = "trang"
"""The part of pages whose address has no year."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the site map, in one file or with its parts, and robots.txt."""
    parts = tuple(materials.places)
    for part in parts:
        path = addresses.output_path(addresses.sitemap(part))
        yield Output(path=path, renderer="sitemap", subject=part, reads=(keys.SITE, f"places:{part}"))
    if parts != (WHOLE,):
        yield Output(path=addresses.output_path(addresses.SITEMAP), renderer="sitemap-index", arguments=parts, reads=(keys.SITE,))
    fresh = materials.catalog.queries["fresh"]
    reads = unique((keys.SITE, keys.query("fresh"), *cards(fresh)))
    yield Output(path=addresses.output_path(addresses.NEWS_SITEMAP), renderer="sitemap-news", reads=reads)
    yield Output(path=addresses.output_path(addresses.ROBOTS), renderer="robots", reads=(keys.SITE,))


def in_parts(places: Sequence[Place], limit: int) -> Mapping[str, tuple[Place, ...]]:
    """Return places by the part of the site map that lists them: all in one, else by the year in their address, a full year in several."""
    if len(places) <= limit:
        return {WHOLE: tuple(places)}
    years: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        years[str(addresses.year_in(place.address) or TIMELESS)].append(place)
    return {
        f"{year}-{start // limit + 1}" if start else year: tuple(found[start : start + limit])
        for year, found in sorted(years.items())
        for start in range(0, len(found), limit)
    }


def places(outputs: list[Output], entries: Mapping[str, Entry]) -> tuple[Place, ...]:
    """Return what the site map lists: every HTML page but redirects, fragments, 404 and entries that are not live."""
    found = []
    for output in outputs:
        if not output.path.endswith("index.html") or output.renderer in {"redirect", "fragment"}:
            continue
        entry = entries.get(output.subject) if output.renderer in {"article", "cluster"} else None
        if entry and entry.state is not State.LIVE:
            continue
        changed = entry.last_changed if entry else None
        found.append(Place(path=output.path, changed=sys.intern(changed.isoformat()) if changed else None))
    return tuple(sorted(found, key=lambda place: place.address))


def render_sitemap(view: View, output: Output, theme: Theme) -> bytes:
    """Return a list of addresses: sitemap.xml, or a part of it."""
    del theme
    frame = Frame(view)
    whole = bytearray(f"{_DECLARATION}<urlset {_NAMESPACE}>\n".encode())  # lines and their sum would be in memory three times
    for place in view[f"places:{output.subject}"]:
        changed = f"<lastmod>{place.changed}</lastmod>" if place.changed else ""
        whole += f"<url><loc>{escape(frame.links.absolute(place.address))}</loc>{changed}</url>\n".encode()
    whole += b"</urlset>\n"
    return bytes(whole)


def render_index(view: View, output: Output, theme: Theme) -> bytes:
    """Return sitemap.xml of a large site: where its parts are. When a part changed is not said: of lists nobody states it."""
    del theme
    frame = Frame(view)
    lines = (f"<sitemap><loc>{escape(frame.links.absolute(addresses.sitemap(part)))}</loc></sitemap>\n" for part in output.arguments)
    return f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{''.join(lines)}</sitemapindex>\n".encode()


def render_news(view: View, output: Output, theme: Theme) -> bytes:
    """Return the news site map: the articles of the last 48 hours, as Google News reads them.

    When there are none, the home page stands in it, without being news: the schema of site maps allows none without an address.
    """
    del output, theme
    frame = Frame(view)
    lines = [_news(frame, view[keys.card(name)]) for name in view[keys.query("fresh")]]
    lines = lines or [f"<url><loc>{escape(frame.links.absolute(addresses.HOME))}</loc></url>\n"]
    return f"{_DECLARATION}<urlset {_NAMESPACE} {_NEWS}>\n{''.join(lines)}</urlset>\n".encode()


def _news(frame: Frame, card: Card) -> str:
    site = frame.site
    publication = f"<news:name>{escape(plain(site.title))}</news:name><news:language>{site.language}</news:language>"
    return (
        f"<url><loc>{escape(frame.links.absolute(card.address))}</loc><news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{machine_time(card)}</news:publication_date><news:title>{escape(plain(card.title))}</news:title>"
        "</news:news></url>\n"
    )


def render_robots(view: View, output: Output, theme: Theme) -> bytes:
    """Return robots.txt."""
    del output, theme
    frame = Frame(view)
    maps = "".join(f"Sitemap: {frame.links.absolute(address)}\n" for address in (addresses.SITEMAP, addresses.NEWS_SITEMAP))
    return f"User-agent: *\nAllow: /\n\n{maps}".encode()
