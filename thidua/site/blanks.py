"""What a body leaves to the page that shows it: words in the site's language, types and sizes of files, titles of entries, sources.

Only blocks leave blanks (`sources/block_html.py`), and of a name that is not known here nothing is shown.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from markupsafe import escape

from thidua import vietnamese
from thidua.catalog import keys
from thidua.site.layout import Frame
from thidua.sources.assets import Asset

WORDS = {
    f"word:{name}": name
    for name in (
        "block_duration",
        "block_number",
        "block_photo",
        "block_site",
        "block_video",
        "callout_contact",
        "callout_important",
        "callout_note",
        "callout_warning",
        "gallery",
        "source_short",
    )
}
"""The words that a body may ask for."""

_BLANK = re.compile(r'<span data-(word|file|title)="([^"]*)"></span>')
_LABEL = re.compile(r'(<section aria-label=")(word:gallery)')
_SOURCE = re.compile(r'(<(?:dd|figure)(?: class="[^"]*")?) data-source="entry:([^"#]*)(#[^"]*)?"')


def fill_blanks(frame: Frame, html: str) -> str:
    """Return body HTML with its blanks filled in."""
    if " data-" not in html and '"word:' not in html:
        return html

    def filled(match: re.Match[str]) -> str:
        kind, name = match.groups()
        return str(escape(_FILLERS[kind](frame, name)))

    def sourced(match: re.Match[str]) -> str:
        start, name, anchor = match.groups()
        address = frame.view[keys.address(name)]
        token = f"{frame.href(address)}{anchor or ''}" if address else name.partition("/")[2]
        return f'{start} data-source="{escape(token)}"'

    html = _BLANK.sub(filled, html)
    html = _LABEL.sub(lambda match: f"{match[1]}{escape(_word(frame, match[2]))}", html)
    return _SOURCE.sub(sourced, html)


def file_details(asset: Asset, language: str) -> str:
    """Return type and size of a file to download: "PDF, 123 KB"; of a picture, which is published anew, its pixels."""
    kind = asset.address.rpartition(".")[2].upper()
    if asset.renditions:
        return f"{kind}, {asset.width}×{asset.height}"
    return f"{kind}, {vietnamese.format_number(max(1, round(asset.size / 1024)), language)} KB"


def _word(frame: Frame, name: str) -> str:
    return frame.words[WORDS[name]] if name in WORDS else ""


def _file(frame: Frame, name: str) -> str:
    asset: Asset = frame.view[keys.asset(unquote(name.removeprefix("asset:")))]
    return file_details(asset, frame.words.language)


def _title(frame: Frame, name: str) -> str:
    """Return an entry's title; of one that is not on the site nothing is known."""
    card = frame.view[keys.card(name.removeprefix("entry:").partition("#")[0])]
    return card.title if card else frame.words.kind_document


_FILLERS = {"word": _word, "file": _file, "title": _title}
