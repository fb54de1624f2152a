"""What all pages share: the frame around the content, its reads, and the step from a context to bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.model import addresses
from thidua.model.addresses import Links
from thidua.model.config import Link, Owner
from thidua.site import metadata, templating
from thidua.site.linked_data.graph import Node, breadcrumbs, written
from thidua.site.outputs import View
from thidua.site.theme import ThemeFiles
from thidua.site.values import SiteSettings, Trail
from thidua.vietnamese.written import DayInPart
from thidua.words.interface import words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another form of what a page shows, for programs that follow it: media type, link and title."""

    type: str
    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """What readers' programs can follow on a page: the feed of the list at `base`, in three forms if it is `wide`, and a calendar."""

    title: str
    base: str
    feed: bool = True
    wide: bool = False
    calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The frame of every page; addresses are links below the site's root, `canonical` is absolute.

    `current` is the menu's link that the page lies below; `service` leads to the pages about the portal.
    `properties` and `names` are the head's metadata: (property or name, content) each; `linked_data` is JSON-LD or empty.
    """

    site_title: str
    language: str
    notice: str | None
    owner: Owner
    links: tuple[Link, ...]
    title: str
    description: str
    canonical: str | None
    style: str
    preferences: str
    reader: str
    fonts: tuple[str, ...]
    icon: str
    home: str
    menu: Trail
    current: str
    search: str | None
    trail: Trail
    service: Trail
    alternates: tuple[Alternate, ...]
    indexed: bool
    properties: metadata.Pairs
    names: metadata.Pairs
    linked_data: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The templates, in which language they speak, and a text that is another one when any of them is; the same for every output."""

    templates: templating.Files
    language: str
    version: str


def frame_reads(template: str) -> tuple[str, ...]:
    """Return the keys that every page rendered with `template` reads."""
    return (keys.SITE, keys.MENU, keys.PAGES, keys.THEME, f"template:{template}")


class Frame:
    """What a renderer needs of the site around its page: settings, words, links."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.site: SiteSettings = view[keys.SITE]
        self.links = Links(self.site.base_url)
        self.words = words_in(self.site.language)

    def day(self, value: DayInPart) -> str:
        """Return a day, or what is known of it, as lists show it: "01/3/2024", in English "1 Mar 2024"."""
        return vietnamese.short_date(value, self.site.language)

    def period(self, first: DayInPart | None, last: DayInPart | None) -> str:
        """Return "từ 8/2025 đến 12/2026", or the half that is known; empty where neither is."""
        parts = [self.words.fill("from_day", date=self.day(first))] if first else []
        parts += [self.words.fill("to_day", date=self.day(last))] if last else []
        return " ".join(parts)

    def number(self, count: int | None) -> str:
        """Return a number as a table shows it; empty where no source gives one."""
        return "" if count is None else vietnamese.format_number(count, self.site.language)

    def href(self, address: str) -> str:
        """Return a link to an address of the site."""
        return self.links.href(address)

    def layout(  # noqa: PLR0913 # each is a line of the frame that some pages have and others do not
        self,
        *,
        title: str,
        address: str | None,
        trail: Iterable[tuple[str, str]] = (),
        description: str = "",
        follow: Follow | None = None,
        indexed: bool = True,
        particulars: metadata.Particulars = metadata.NO_PARTICULARS,
        nodes: Iterable[Node] = (),
    ) -> Layout:
        """Return the frame of one page; `trail` leads from below the home page to the page's parent."""
        whole = () if address == addresses.HOME else ((self.words.home, addresses.HOME), *trail)
        steps = tuple((name, self.links.absolute(where)) for name, where in whole)
        files: ThemeFiles = self.view[keys.THEME]
        menu = tuple((name, self.href(where)) for name, where in self.view[keys.MENU])
        here = self.href(address or "")
        described = self._described(title, description or self.site.description, address or addresses.HOME, particulars)
        return Layout(
            site_title=self.site.title,
            language=self.site.language,
            notice=self.site.notice,
            owner=self.site.owner,
            links=self.site.links,
            title=title,
            description=described.description,
            canonical=self.links.absolute(address) if address else None,
            style=self.href(files.style),
            preferences=self.href(files.preferences),
            reader=self.href(files.reader),
            fonts=tuple(map(self.href, files.fonts)),
            icon=self.href(files.icon),
            home=self.href(addresses.HOME),
            menu=menu,
            current=max((href for _, href in menu if here.startswith(href)), key=len, default=""),
            search=self.href(addresses.SEARCH) if self.site.search else None,
            trail=tuple((name, self.href(where)) for name, where in whole),
            service=tuple((name, self.href(where)) for name, where in self.view[keys.PAGES]),
            alternates=tuple(self._alternates(follow or Follow(title=self.site.title, base=addresses.HOME, wide=True, calendar=True))),
            indexed=indexed,
            properties=tuple(metadata.properties(described)),
            names=tuple(metadata.names(described)),
            linked_data=written((*([breadcrumbs(steps)] if steps else []), *nodes)),
        )

    def _described(self, title: str, description: str, address: str, particulars: metadata.Particulars) -> metadata.Described:
        """Return the page as its head describes it; the portal's card stands in for a page that has none."""
        site, card = self.site, particulars.card or addresses.HOME
        return metadata.Described(
            title=title,
            description=description,
            address=self.links.absolute(address),
            language=site.language,
            site_title=site.title,
            publisher=site.owner.name,
            picture=self.links.absolute(addresses.card(card)) if site.cards else None,
            picture_text=self.words.fill("card_of", title=title if particulars.card else site.title),
            particulars=particulars,
        )

    def _alternates(self, follow: Follow) -> Iterator[Alternate]:
        base = follow.base
        if follow.feed:
            yield Alternate(type="application/rss+xml", href=self.href(addresses.feed(base)), title=follow.title)
        if follow.wide:
            yield Alternate(type="application/atom+xml", href=self.href(addresses.atom(base)), title=follow.title)
            yield Alternate(type="application/feed+json", href=self.href(addresses.json_feed(base)), title=follow.title)
        if follow.calendar:
            title = self.words.fill("calendar_of", name=follow.title)
            yield Alternate(type="text/calendar", href=self.href(addresses.calendar(base)), title=title)

    def render(self, theme: Theme, name: str, layout: Layout, page: object) -> bytes:
        """Return the page as bytes; the template must be among what the output reads."""
        self.view[f"template:{name}"]
        text = templating.template(theme.templates, theme.language, theme.version, name).render(layout=layout, page=page)
        return text.encode()


def markup(html: str) -> Markup:
    """Mark HTML as safe: only for bodies that were sanitised when they were read."""
    return Markup(html)  # noqa: S704 # the one place; bodies went through nh3
