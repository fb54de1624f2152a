"""Texts on their way into a feed: without characters that XML forbids, addresses in full.

Whoever reads a feed does not know where it came from: a link to a note in the same text must say of which page, too.
"""

from __future__ import annotations

import re
from html import escape

from thidua.site.layout import Frame

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold (Char, section 2.2), not even escaped."""

_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*?'
# Only inside a tag: an article may well quote `href="/x/"` as text.
_LINK = re.compile(rf'(<(?:a|img){_ATTRIBUTES} (?:href|src)=")([#/][^"]*)"')
_SOURCE = re.compile(rf'(<(?:dd|figure){_ATTRIBUTES}) data-source="[^"]*"')
"""Which source a fact has is for programs that read the page; beside it stands the link for people."""


def plain(text: str) -> str:
    """Return a text that any feed may hold: without the characters that XML forbids."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)  # a third of the time


def as_html(text: str) -> str:
    """Return plain text as HTML: what RSS calls a description, and readers show as HTML."""
    return escape(plain(text), quote=False)


def absolute(frame: Frame, html: str, address: str) -> str:
    """Return body HTML with full addresses; those of anchors are on the page at `address`, which is absolute."""
    origin = frame.site.base_url.removesuffix(frame.links.root)

    def full(match: re.Match[str]) -> str:
        before, link = match.groups()
        return f'{before}{address if link[0] == "#" else origin}{link}"'

    found = _LINK.sub(full, plain(html))
    return _SOURCE.sub(r"\1", found) if "data-source" in found else found
