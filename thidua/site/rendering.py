"""Renders outputs: in this process or in workers, always from a view that holds what the output declares and nothing else.

Work for a worker is a Batch: outputs with the values of all they read. Whoever renders it has the bytes of each path and puts them where
they belong; a renderer asks nothing of the rest of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from thidua.site import calendars, search_index, sitemap
from thidua.site.feeds import publishing
from thidua.site.layout import Theme
from thidua.site.outputs import Output, Values, View
from thidua.site.pages import (
    albums,
    archives,
    articles,
    awards,
    clusters,
    fragments,
    groups,
    home,
    lists,
    open_data,
    search,
    sections,
    service,
    subscriptions,
    units,
)
from thidua.site.social import cards

Renderer = Callable[[View, Output, Theme], bytes]

SEARCH_INDEX = "search-index"
"""The renderer of the file that names the folders of the search index, when these are made."""

RENDERERS: dict[str, Renderer] = {
    "home": home.render,
    "section": sections.render,
    "list-page": lists.render,
    "article": articles.render,
    "cluster": clusters.render,
    "unit": units.render,
    "units": units.render_index,
    "group": groups.render,
    "group-index": groups.render_index,
    "archive": archives.render,
    "archive-month": archives.render_month,
    "awards": awards.render,
    "corrections": service.render_corrections,
    "site-map": service.render_site_map,
    "feeds": subscriptions.render,
    "not-found": service.render_not_found,
    "redirect": service.render_redirect,
    "rss": publishing.render_rss,
    "atom": publishing.render_atom,
    "json-feed": publishing.render_json_feed,
    "opml": publishing.render_opml,
    "open-data": open_data.render,
    "data-csv": open_data.render_csv,
    "data-json": open_data.render_json,
    "data-package": open_data.render_package,
    "calendar": calendars.render,
    "sitemap": sitemap.render_sitemap,
    "sitemap-index": sitemap.render_index,
    "sitemap-news": sitemap.render_news,
    "robots": sitemap.render_robots,
    "albums": albums.render,
    "fragment": fragments.render,
    "search": search.render,
    SEARCH_INDEX: search_index.render_index,
    "text": service.render_text,
    "card": cards.render,
}

TEMPLATES = frozenset(
    {
        *(
            page.TEMPLATE
            for page in (
                albums,
                articles,
                awards,
                clusters,
                fragments,
                groups,
                home,
                lists,
                open_data,
                search,
                sections,
                subscriptions,
                units,
            )
        ),
        *(archives.INDEX, archives.MONTH, groups.INDEX, units.INDEX),
        *(service.CORRECTIONS, service.SITE_MAP, service.NOT_FOUND, service.REDIRECT),
    }
)
"""The templates that pages are made with."""

FILE = "file"
"""A renderer that is none: the file is published as it is."""

SEARCH_SEGMENT = "search-segment"
"""A renderer of several files, which are published in a folder that is named by their content."""

PICTURE = "picture"
"""A renderer that is none here: a rendition of a picture is made from the file, not from what a View shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Outputs to render and the values of every key that any of them reads."""

    outputs: tuple[Output, ...]
    values: Values
    theme: Theme


def batches(value: Callable[[str], Any], outputs: Iterable[Output], theme: Theme, *, size: int) -> Iterator[Batch]:
    """Cut `outputs` in batches that read about `size` keys, each with the values of its keys, which `value` gives."""
    for cut in _cuts(outputs, size):
        wanted = dict.fromkeys(key for output in cut for key in output.reads)
        yield Batch(outputs=cut, values={key: value(key) for key in wanted}, theme=theme)


def _cuts(outputs: Iterable[Output], size: int) -> Iterator[tuple[Output, ...]]:
    waiting: list[Output] = []
    keys = 0
    for output in outputs:
        if waiting and keys + len(output.reads) > size:
            yield tuple(waiting)
            waiting, keys = [], 0
        waiting.append(output)
        keys += len(output.reads)
    if waiting:
        yield tuple(waiting)


def render_batch(batch: Batch) -> list[tuple[str, bytes]]:
    """Return each output's path and bytes."""
    return [(output.path, RENDERERS[output.renderer](View(batch.values, output.reads), output, batch.theme)) for output in batch.outputs]
