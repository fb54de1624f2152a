"""sitemap.xml and robots.txt: every page that a search engine should know, with the day its content last changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from thidua.catalog import keys
from thidua.catalog.entries import Card, State
from thidua.model import addresses
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, Place, View
from thidua.site.values import Materials

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the site map and robots.txt."""
    del materials
    yield Output(path=addresses.output_path(addresses.SITEMAP), renderer="sitemap", reads=(keys.SITE, "places:"))
    yield Output(path=addresses.output_path(addresses.ROBOTS), renderer="robots", reads=(keys.SITE,))


def places(outputs: list[Output], cards: dict[str, Card]) -> tuple[Place, ...]:
    """Return what the site map lists: every HTML page but redirects, 404 and entries that are not live."""
    found = []
    for output in outputs:
        if not output.path.endswith("index.html") or output.renderer == "redirect":
            continue
        card = cards.get(output.subject) if output.renderer in {"article", "cluster"} else None
        if card and card.state is not State.LIVE:
            continue
        found.append(Place(path=output.path, changed=_changed(card) if card else None))
    return tuple(sorted(found, key=lambda place: place.address))


def _changed(card: Card) -> str | None:
    day = card.updated or card.when
    if day is None:
        return None
    return sys.intern((day.date() if isinstance(day, datetime) else day).isoformat())


def render_sitemap(view: View, output: Output, theme: Theme) -> bytes:
    """Return sitemap.xml."""
    del output, theme
    frame = Frame(view)
    whole = bytearray(_HEAD.encode())  # of a hundred thousand pages, lines and their sum would be in memory three times
    for place in view["places:"]:
        changed = f"<lastmod>{place.changed}</lastmod>" if place.changed else ""
        whole += f"<url><loc>{escape(frame.links.absolute(place.address))}</loc>{changed}</url>\n".encode()
    whole += b"</urlset>\n"
    return bytes(whole)


def render_robots(view: View, output: Output, theme: Theme) -> bytes:
    """Return robots.txt."""
    del output, theme
    frame = Frame(view)
    return f"User-agent: *\nAllow: /\n\nSitemap: {frame.links.absolute(addresses.SITEMAP)}\n".encode()
