"""What all lists of articles share: the front's items, the numbered pages below it, and the redirect that follows the last of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.model import addresses
from thidua.site import metadata
from thidua.site.display import Item, quoted_items
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.reads import quotes, unique
from thidua.site.values import Materials, Trail

TEMPLATE = "list_page.html"

GROUP_BASES = {
    "movement": addresses.MOVEMENTS,
    "series": addresses.SERIES,
    "tag": addresses.TAGS,
    "author": addresses.AUTHORS,
    "person": addresses.PEOPLE,
}
GROUP_TITLES = {"movement": "movements", "series": "series", "tag": "tags", "author": "authors", "person": "people"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The newest entries of a list on its front, and a link to the older ones."""

    items: tuple[Item, ...]
    older: str | None

    @property
    def dated(self) -> bool:
        """Whether articles are among them: what has a date has a feed."""
        return any(item.day for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One numbered page of a list: `older` and `newer` are links, `front` is the list's own page."""

    title: str
    number: int
    items: tuple[Item, ...]
    older: str | None
    newer: str
    front: str


def front_reads(name: str, materials: Materials) -> Iterator[str]:
    """Yield what the front of a list reads."""
    yield keys.query(f"front/{name}")
    if name in materials.slices:
        yield from quotes(materials.slices[name].front)


def page_count(name: str, materials: Materials) -> str:
    """Return how many numbered pages a list has, as an argument of its front."""
    return str(len(materials.slices[name].pages)) if name in materials.slices else "0"


def listing(frame: Frame, name: str, base: str, count: str) -> Listing:
    """Return the front of a list that has `count` numbered pages below `base`."""
    older = frame.href(addresses.list_page(base, int(count))) if int(count) else None
    return Listing(items=quoted_items(frame, frame.view[keys.query(f"front/{name}")]), older=older)


def plan_pages(name: str, base: str, reads: tuple[str, ...], materials: Materials) -> Iterator[Output]:
    """Yield a list's numbered pages and the redirect after the last; `reads` are what gives the list its title."""
    pages = materials.slices[name].pages if name in materials.slices else ()
    for number, ids in enumerate(pages, start=1):
        key = keys.query(f"page/{name}/{number}")
        yield Output(
            path=addresses.output_path(addresses.list_page(base, number)),
            renderer="list-page",
            subject=name,
            arguments=(base, str(number)),
            reads=unique((*frame_reads(TEMPLATE), *reads, key, *quotes(ids))),
        )
    if pages:
        yield redirect(addresses.list_page(base, len(pages) + 1), base)


def redirect(old: str, new: str) -> Output:
    """Return the page that leads from an old address to a new one."""
    return Output(
        path=addresses.output_path(old), renderer="redirect", subject=old, arguments=(new,), reads=(keys.SITE, "template:redirect.html")
    )


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return one numbered page of a list."""
    frame = Frame(view)
    name, (base, number) = output.subject, output.arguments
    title, trail = list_title(frame, name)
    address = addresses.list_page(base, int(number))
    heading = f"{title} – {frame.words.fill('page_number', number=number)}"
    page = ListPage(
        title=title,
        number=int(number),
        items=quoted_items(frame, view[keys.query(f"page/{name}/{number}")]),
        older=frame.href(addresses.list_page(base, int(number) - 1)) if int(number) > 1 else None,
        newer=frame.href(addresses.list_page(base, int(number) + 1)),
        front=frame.href(base),
    )
    particulars = metadata.of_list(item.day_iso for item in page.items)
    layout = frame.layout(title=heading, address=address, trail=(*trail, (title, base)), particulars=particulars)
    return frame.render(theme, TEMPLATE, layout, page)


def list_title(frame: Frame, name: str) -> tuple[str, Trail]:
    """Return a list's title and the trail to it, from the key that names it."""
    space, _, subject = name.partition("/")
    words, view = frame.words, frame.view
    if space == "section":
        section = view[keys.section(subject)]
        return section.title, section.trail[:-1]
    if space == "cluster":
        card = view[keys.card(subject)]
        return card.title, view[keys.section(card.section)].trail
    if space == "unit":
        unit = view[keys.register("unit", subject)]
        return unit.name_on(None), ((words.units, addresses.UNITS),)
    record = view[f"{space}:{subject}"]
    return record if isinstance(record, str) else record.name, ((words[GROUP_TITLES[space]], GROUP_BASES[space]),)
