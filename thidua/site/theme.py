"""The theme's own files that every page names: its style sheet, scripts, fonts and icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.sources.assets import Asset

STYLE = "static/style.css"
ICON = "static/icon.svg"
PREFERENCES = "static/preferences.js"
READER = "static/reader.js"
FONTS = ("static/fonts/source-serif-4-regular.woff2", "static/fonts/source-serif-4-semibold.woff2")
SEARCH = ("static/search.js", "static/search-page.js", "static/search.css")
"""What the search page loads beside them: the engine, the page's own script, its style sheet."""

FILES = (STYLE, ICON, PREFERENCES, READER, *FONTS, *SEARCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFiles:
    """Where they are published; `fonts` are those that a page asks for before its style sheet is read."""

    style: str
    icon: str
    preferences: str
    reader: str
    fonts: tuple[str, ...]


def theme_files(assets: Mapping[str, Asset]) -> ThemeFiles:
    """Return the addresses of the theme's files."""
    return ThemeFiles(
        style=assets[STYLE].address,
        icon=assets[ICON].address,
        preferences=assets[PREFERENCES].address,
        reader=assets[READER].address,
        fonts=tuple(assets[name].address for name in FONTS),
    )
