"""Bodies on their way into a page or feed: what their HTML reads, and its placeholders resolved.

Body HTML holds no address (`entry:ID#anchor`, `asset:PATH`, `site:/path/`), so an entry that moves restales the pages that link to
it and no body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markupsafe import Markup, escape

from thidua.catalog import keys
from thidua.catalog.entries import Entry
from thidua.site.blanks import fill_blanks
from thidua.site.layout import Frame, markup
from thidua.site.pictures import element, shown
from thidua.sources.assets import Asset
from thidua.sources.block_html import THUMBNAIL

# Only inside a tag: an article may well quote `src="asset:x.png"` as text, and there nh3 leaves quotation marks as they are.
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*?'
_PLACEHOLDER = re.compile(rf'(<(?:a|img){_ATTRIBUTES} )(href|src)="(entry|asset|site):([^"#]*)(#[^"]*)?"')
_PICTURE = re.compile(rf'<img({_ATTRIBUTES}) src="asset:([^"#]*)(?:#[^"]*)?"({_ATTRIBUTES})>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_DEAD_LINK = re.compile(rf'<a{_ATTRIBUTES} href="entry:\?"{_ATTRIBUTES}>(.*?)</a>', re.DOTALL)

OPENING = 400
"""Characters of HTML before a picture that still counts as the beginning of a text."""

_KEYS = {"entry": keys.address, "title": keys.card, "asset": keys.asset}


def body_reads(entry: Entry) -> Iterator[str]:
    """Yield what the body of an entry reads: itself, the entries it links to, the files it shows."""
    yield keys.body(entry.id)
    for space, name in entry.placeholders:
        yield _KEYS[space](name)


def resolve_body(frame: Frame, html: str, *, opens: bool = False, plain: bool = False) -> Markup:
    """Return body HTML with its placeholders resolved; a link to an entry that has no page keeps its words only.

    A picture at the beginning of a body that `opens` the page is loaded first. `plain`: pictures and tables are as a feed's reader can
    show them.
    """
    dead = False
    if "<img " in html:
        html = _with_pictures(frame, html, opens=opens, plain=plain)

    def replacement(match: re.Match[str]) -> str:
        nonlocal dead
        before, attribute, space, name, anchor = match.groups()
        if space == "site":
            return f'{before}{attribute}="{escape(frame.href(name))}{anchor or ""}"'
        if space == "entry":
            address = frame.view[keys.address(name)]
            if address is None:
                dead = True
                return f'{before}href="entry:?"'
            return f'{before}{attribute}="{escape(frame.href(address))}{anchor or ""}"'
        asset: Asset = frame.view[keys.asset(unquote(name))]
        return f'{before}{attribute}="{escape(frame.href(asset.address))}{anchor or ""}"'

    resolved = fill_blanks(frame, _PLACEHOLDER.sub(replacement, html))
    if "<table" in resolved and not plain:
        resolved = _with_regions(frame, resolved)
    return markup(_DEAD_LINK.sub(r"\1", resolved) if dead else resolved)


def _with_regions(frame: Frame, html: str) -> str:
    """Return HTML in which each table lies in a region that scrolls, by keyboard too; within attributes nh3 leaves no "<"."""
    parts = html.split("<table")
    opened = (
        f'<div class="table-wrap" role="region" tabindex="0" aria-label="{frame.words.fill("table_number", number=number)}"><table{part}'
        for number, part in enumerate(parts[1:], start=1)
    )
    return parts[0] + "".join(opened).replace("</table>", "</table></div>")


def _with_pictures(frame: Frame, html: str, *, opens: bool, plain: bool) -> str:
    start = html.find("<img ")

    def replacement(match: re.Match[str]) -> str:
        before, name, after = match.groups()
        attributes = {"alt": "", **dict(_ATTRIBUTE.findall(before + after))}
        first = opens and match.start() == start < OPENING
        thumbnail = attributes.get("class") == THUMBNAIL
        found = shown(frame, frame.view[keys.asset(unquote(name))], first=first, thumbnail=thumbnail)
        return element(found, attributes.items(), plain=plain)

    return _PICTURE.sub(replacement, html)
