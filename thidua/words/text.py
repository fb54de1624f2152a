"""One sentence in both languages: the form of every entry in the catalogues of words.

It stands alone so that each part of the package can keep its sentences in a module of its own, which `messages` merges; a `Text` inside
`messages` was rejected, because those modules would then import what imports them.
"""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str
