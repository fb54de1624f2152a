"""/tim-kiem/: the form, the words that its script says, examples from the site's own content, and where else to look.

The page holds no result: the engine (`static/search.js`) reads the index, `static/search-page.js` shows what it finds. Examples are the
first of their kind and not the newest, so that publishing an article does not change the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.model import addresses
from thidua.model.kinds import Document, Kind
from thidua.model.registers import Abbreviation
from thidua.site.display import NamedLink
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.pages.groups import names
from thidua.site.reads import unique
from thidua.site.theme import SEARCH
from thidua.site.values import Materials, SectionInfo

TEMPLATE = "search.html"
FACETS = ("section", "unit", "cluster", "year", "author", "source")
NAMED = (*get_args(Kind), "unit", "award", "person", "movement", "series")
"""What a result may be: an entry of a kind, or a page that gathers entries."""

SAID = (
    *("count", "at_least", "apart", "nothing", "partial", "nearest", "outside", "posted"),
    *("counts_at_least", "facet_empty", "facet_failed", "facet_all", "take_away", "no_filters"),
)
"""Sentences that the script says."""
ELSEWHERE = {
    *(addresses.SITE_MAP, addresses.UNITS, addresses.MOVEMENTS, addresses.SERIES, addresses.TAGS, addresses.PEOPLE, addresses.ARCHIVE)
}
"""Where else readers look for something."""
SAYS = ("plain", "phrase", "without", "number", "former", "short")
"""What an example may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question to try: what is typed, a link that asks it, what it shows."""

    query: str
    href: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What search.html shows: the addresses of its files, (name, text) of the script's sentences, (name, title) of facets, examples."""

    module: str
    script: str
    style: str
    sentences: tuple[tuple[str, str], ...]
    facets: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    sections: tuple[NamedLink, ...]
    elsewhere: tuple[NamedLink, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the page, if the site has search."""
    catalog = materials.catalog
    if catalog.config.search.enabled:
        examples = (_first_document(catalog), _first_former(catalog))
        reads = [*frame_reads(TEMPLATE), *map(keys.asset, SEARCH), "register:abbreviations"]
        reads += ["listed-sections:", *map(keys.section, catalog.listed_sections)]
        reads += [keys.query("kind/cluster"), *map(keys.card, catalog.queries["kind/cluster"][:1])]
        reads += ["names:movement", *(keys.register("movement", name) for name in names("movement", catalog)[:1])]
        reads += [keys.front(examples[0])] if examples[0] else []
        reads += [keys.register("unit", examples[1])] if examples[1] else []
        yield Output(path=addresses.output_path(addresses.SEARCH), renderer="search", arguments=examples, reads=unique(reads))


def _first_document(catalog: Catalog) -> str:
    return min(catalog.queries["kind/document"], default="")


def _first_former(catalog: Catalog) -> str:
    """Return the first unit that is part of another one now and has articles of its own."""
    units = catalog.registers.units
    return next((name for name in sorted(units) if units[name].merged_into and catalog.queries[f"unit/{name}"]), "")


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the search page."""
    frame = Frame(view)
    words = frame.words
    module, script, style = (frame.href(view[keys.asset(name)].address) for name in SEARCH)
    sections: list[SectionInfo] = [view[keys.section(name)] for name in view["listed-sections:"]]
    page = SearchPage(
        module=module,
        script=script,
        style=style,
        sentences=tuple(_sentences(frame)),
        facets=tuple((name, words[f"search_facet_{name}"]) for name in FACETS),
        examples=tuple(_examples(frame, *output.arguments)),
        sections=tuple(NamedLink(title=item.title, href=frame.href(item.address)) for item in sections),
        elsewhere=tuple(NamedLink(title=title, href=frame.href(to)) for title, to in frame.view[keys.PAGES] if to in ELSEWHERE),
    )
    return frame.render(theme, TEMPLATE, frame.layout(title=words.search, address=addresses.SEARCH), page)


def _sentences(frame: Frame) -> Iterator[tuple[str, str]]:
    words = frame.words
    for name in SAID:
        yield name.replace("_", "-"), words[f"search_said_{name}"]
    yield "count-one", words.search_one_count
    yield "apart-one", words.search_one_apart
    yield "outside-one", words.search_one_outside
    for name in NAMED:
        yield f"kind-{name}", words[f"kind_{name}"]


def _examples(frame: Frame, document: str, unit: str) -> Iterator[Example]:
    view = frame.view
    clusters = view[keys.query("kind/cluster")]
    if clusters:
        title = view[keys.card(clusters[0])].title
        yield _example(frame, vietnamese.fold(title), "plain", name=title)
    for name in view["names:movement"][:1]:
        yield _example(frame, f"“{view[keys.register('movement', name)].name}”", "phrase")
    yield _example(frame, frame.words.search_example_without, "without")
    if document:
        front: Document = view[keys.front(document)]
        yield _example(frame, front.number, "number")
    if unit:
        yield _example(frame, view[keys.register("unit", unit)].name_on(None), "former")
    short: Abbreviation | None = next((item for item in view["register:abbreviations"] if item.long), None)
    if short:
        yield _example(frame, short.short, "short", name=short.long or "")


def _example(frame: Frame, query: str, form: str, **gaps: str) -> Example:
    href = f"{frame.href(addresses.SEARCH)}?{urlencode({'q': query})}"
    return Example(query=query, href=href, says=frame.words[f"search_says_{form}"].format(**gaps))
