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
from thidua.sources.assets import Asset

# Only inside a tag: an article may well quote `src="asset:x.png"` as text, and there nh3 leaves quotation marks as they are.
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*?'
_PLACEHOLDER = re.compile(rf'(<(?:a|img){_ATTRIBUTES} )(href|src)="(entry|asset|site):([^"#]*)(#[^"]*)?"')
_DEAD_LINK = re.compile(rf'<a{_ATTRIBUTES} href="entry:\?"{_ATTRIBUTES}>(.*?)</a>', re.DOTALL)

_KEYS = {"entry": keys.address, "title": keys.card, "asset": keys.asset}


def body_reads(entry: Entry) -> Iterator[str]:
    """Yield what the body of an entry reads: itself, the entries it links to, the files it shows."""
    yield keys.body(entry.id)
    for space, name in entry.placeholders:
        yield _KEYS[space](name)


def resolve_body(frame: Frame, html: str) -> Markup:
    """Return body HTML with its placeholders resolved; a link to an entry that has no page keeps its words only."""
    dead = False

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
        size = f' width="{asset.width}" height="{asset.height}" loading="lazy"' if attribute == "src" and asset.width else ""
        return f'{before}{attribute}="{escape(frame.href(asset.address))}{anchor or ""}"{size}'

    resolved = fill_blanks(frame, _PLACEHOLDER.sub(replacement, html))
    return markup(_DEAD_LINK.sub(r"\1", resolved) if dead else resolved)
