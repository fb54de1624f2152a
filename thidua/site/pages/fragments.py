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
    """Yield the fragment of the newest articles."""
    query = keys.query("home/newest")
    newest = materials.catalog.queries["home/newest"]
    reads = unique((keys.SITE, f"template:{TEMPLATE}", query, *cards(newest)))
    yield Output(path=addresses.output_path(addresses.LATEST), renderer="fragment", reads=reads)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the fragment."""
    del output
    frame = Frame(view)
    page = FragmentPage(
        language=frame.site.language,
        site_title=frame.site.title,
        title=frame.words.latest,
        canonical=frame.links.absolute(addresses.LATEST),
        home=frame.href(addresses.HOME),
        items=items(frame, view[keys.query("home/newest")]),
    )
    view[f"template:{TEMPLATE}"]
    return templating.template(theme.templates, theme.language, theme.version, TEMPLATE).render(page=page).encode()
