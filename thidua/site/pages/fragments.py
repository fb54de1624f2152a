"""Short lists that change with every article, as pages of their own: other pages fetch them and need not change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.model import addresses
from thidua.site import templating
from thidua.site.display import Item, items
from thidua.site.layout import Frame, Theme
from thidua.site.outputs import Output, View
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

TEMPLATE = "fragment.html"
LATEST, MOST_READ = "home/newest", "most-read"
"""The lists that are fragments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentPage:
    """What fragment.html shows."""

    language: str
    site_title: str
    title: str
    canonical: str
    home: str
    items: tuple[Item, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the fragment of the newest articles, and that of those read most, if somebody counts readers."""
    yield _output(addresses.LATEST, LATEST, materials)
    if materials.catalog.queries[MOST_READ]:
        yield _output(addresses.MOST_READ, MOST_READ, materials)


def _output(address: str, query: str, materials: Materials) -> Output:
    listed = materials.catalog.queries[query]
    reads = unique((keys.SITE, f"template:{TEMPLATE}", keys.query(query), *cards(listed)))
    return Output(path=addresses.output_path(address), renderer="fragment", subject=query, reads=reads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A list that a page's script fetches from `address`; without script `link` leads to `elsewhere`."""

    title: str
    address: str
    link: str
    elsewhere: str


def fragments(frame: Frame) -> tuple[Fragment, ...]:
    """Return the fragments that a page offers; it reads `keys.COUNTED`."""
    words = frame.words
    latest, most_read = frame.href(addresses.LATEST), frame.href(addresses.MOST_READ)
    found = (Fragment(title=words.latest, address=latest, link=words.latest_elsewhere, elsewhere=frame.href(addresses.HOME)),)
    if not frame.view[keys.COUNTED]:
        return found
    return (*found, Fragment(title=words.most_read, address=most_read, link=words.most_read_elsewhere, elsewhere=most_read))


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the fragment."""
    frame = Frame(view)
    title, address = {
        LATEST: (frame.words.latest, addresses.LATEST),
        MOST_READ: (frame.words.most_read, addresses.MOST_READ),
    }[output.subject]
    page = FragmentPage(
        language=frame.site.language,
        site_title=frame.site.title,
        title=title,
        canonical=frame.links.absolute(address),
        home=frame.href(addresses.HOME),
        items=items(frame, view[keys.query(output.subject)]),
    )
    view[f"template:{TEMPLATE}"]
    return templating.template(theme.templates, theme.language, theme.version, TEMPLATE).render(page=page).encode()
