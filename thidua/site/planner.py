"""The plan: every output of the site, declared before anything is rendered.

Addresses of two outputs never meet, nor is one a folder of the other, and links that editors wrote by address are checked against the
plan, so a page that does not exist cannot be linked to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from thidua.catalog import keys
from thidua.catalog.body_links import places_of
from thidua.catalog.catalog import Catalog
from thidua.catalog.mistakes import Mistake
from thidua.model import addresses
from thidua.problems import Suggestions
from thidua.site import calendars, listings, reads, search_index, sitemap
from thidua.site.feeds import channels, publishing
from thidua.site.outputs import Output
from thidua.site.pages import (
    albums,
    archives,
    articles,
    awards,
    clusters,
    fragments,
    groups,
    home,
    open_data,
    search,
    sections,
    service,
    subscriptions,
    units,
)
from thidua.site.social import cards
from thidua.site.values import Materials
from thidua.sources.assets import Asset

_PLANNERS = (
    home.plan,
    sections.plan,
    articles.plan,
    clusters.plan,
    units.plan,
    groups.plan,
    archives.plan,
    awards.plan,
    fragments.plan,
    albums.plan,
    service.plan,
    search.plan,
    subscriptions.plan,
    publishing.plan,
    calendars.plan,
    open_data.plan,
    cards.plan,
    search_index.plan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every output by path in order, and the materials that give keys their values."""

    outputs: tuple[Output, ...]
    materials: Materials


def plan_site(
    catalog: Catalog, assets: Mapping[str, Asset], texts: Mapping[str, str], templates: Mapping[str, str]
) -> tuple[Plan, list[Mistake]]:
    """Return the plan of the whole site, and the outputs that meet; every reference and asset of `catalog` must be there."""
    materials = Materials(
        catalog=catalog,
        assets=assets,
        texts=texts,
        templates=templates,
        slices=listings.slice_lists(catalog.queries.lists, catalog.config.page_size),
        names={space: groups.names(space, catalog) for space in ("movement", "series", "tag", "author", "person")},
        channels=channels.channels(catalog),
        places={},
    )
    outputs = [output for planner in _PLANNERS for output in planner(materials)]
    outputs += _files(assets, texts)
    whole = replace(materials, places=sitemap.in_parts(sitemap.places(outputs, catalog.entries), sitemap.LIMIT))
    outputs += sitemap.plan(whole)
    reads.forget()
    mistakes = _clashes(outputs, catalog)
    return Plan(outputs=tuple(sorted(outputs, key=lambda output: output.path)), materials=whole), mistakes


def _files(assets: Mapping[str, Asset], texts: Mapping[str, str]) -> Iterator[Output]:
    """Yield style sheets, scripts, the files that are published as they are and the renditions of pictures, each address once."""
    seen = set()
    for name, asset in sorted(assets.items()):
        form = "style" if name.endswith(".css") else "script"
        renderer = "picture" if asset.renditions else "text" if name in texts else "file"
        key = f"{form}:{name}" if name in texts else keys.asset(name)
        for address in [item.address for item in asset.renditions] or [asset.address]:
            if address not in seen:
                seen.add(address)
                yield Output(path=addresses.output_path(address), renderer=renderer, subject=name, reads=(key,))


def _clashes(outputs: list[Output], catalog: Catalog) -> list[Mistake]:
    """Return what would be written twice: a later redirect, tag or page where another already is."""
    aliases = {
        output_path: (entry.file, number)
        for entry in catalog.entries.values()
        for number, alias in enumerate(entry.aliases)
        for output_path in (addresses.output_path(alias), addresses.output_path(f"{alias}/"))
    }
    mistakes = []
    for output, other in _meetings(outputs):
        found = next((item for item in (output, other) if item.renderer == "redirect" and item.path in aliases), output)
        address = "/" + found.path.removesuffix("index.html")
        if "redirect" in {output.renderer, other.renderer} and found.path in aliases:
            file, number = aliases[found.path]
            mistakes.append(Mistake.at(file, ("aliases", number), "duplicate-output", hint="alias-taken", address=address))
        else:
            mistakes.append(_configured_clash(address, catalog))
    return mistakes


def _meetings(outputs: list[Output]) -> Iterator[tuple[Output, Output]]:
    """Yield the outputs that cannot both be written, with the one in the way: of the same path, or a file where a folder must be."""
    seen: dict[str, Output] = {}
    for output in outputs:
        other = seen.setdefault(output.path.casefold(), output)
        if other is not output:
            yield output, other
    for path, output in seen.items():
        folder = path.rpartition("/")[0]
        while folder:
            if folder in seen:
                yield output, seen[folder]
            folder = folder.rpartition("/")[0]


def _configured_clash(address: str, catalog: Catalog) -> Mistake:
    """Return the clash of an address that no entry asked for: the configured section's whose address it is, if one's."""
    for number, item in reversed(tuple(enumerate(catalog.config.sections))):
        base = catalog.section_address(item.id)
        if address.startswith(base) and base != addresses.HOME:
            return Mistake.at("", ("sections", number), "duplicate-output", address=base)
    return Mistake.at("", (), "duplicate-output", address=address)


def dead_addresses(catalog: Catalog, paths: Collection[str], unsure: Unsure | None = None) -> list[Mistake]:
    """Return the addresses in bodies and menu that lead to none of the outputs in `paths`.

    Quiet about what may lead somewhere once the mistakes found elsewhere are mended, which `unsure` knows.
    """
    near = Suggestions("/" + path.removesuffix("index.html") for path in paths)
    mistakes = []
    for entry in catalog.entries.values():
        for target in (target for target in entry.draft.targets if target.startswith("site:")):
            address = target.removeprefix("site:").partition("#")[0].partition("?")[0]
            if addresses.output_path(address) not in paths and not (unsure and unsure.may_be(address)):
                mistake = Mistake.at(entry.file, (), "unknown-address", **_suggested(address, near.nearest(address)))
                mistakes += [replace(mistake, line=line, column=column) for line, column in places_of(entry.draft, target, catalog.shelf)]
    mistakes += [
        Mistake.at("", ("moved", number, "to"), "unknown-address", **_suggested(item.to, near.nearest(item.to)))
        for number, item in enumerate(catalog.config.moved)
        if addresses.output_path(item.to) not in paths and not (unsure and unsure.may_be(item.to))
    ]
    return mistakes + list(_dead_menu_items(catalog, paths, unsure))


def _dead_menu_items(catalog: Catalog, paths: Collection[str], unsure: Unsure | None) -> Iterator[Mistake]:
    names = {*catalog.sections, *(entry.name for entry in catalog.entries.values() if entry.kind == "page")}
    near = Suggestions(names)
    for number, item in enumerate(catalog.config.menu):
        if (
            item.to not in names
            and addresses.output_path("/" + item.to.lstrip("/")) not in paths
            and not (unsure and unsure.may_be(item.to))
        ):
            yield Mistake.at("", ("menu", number, "to"), "unknown-menu-item", **_suggested(item.to, near.nearest(item.to)))


def _suggested(name: str, suggestion: str | None) -> dict[str, str]:
    return {"hint": "did-you-mean", "name": name, "suggestion": suggestion} if suggestion else {"name": name}


@dataclass(frozen=True, slots=True)
class Unsure:
    """What a site with mistakes may yet hold: `addresses` of entries, and `names` of entries, tags, units … that may have pages.

    Where something is `unseen`, a folder that cannot be opened, it may hold anything.
    """

    addresses: frozenset[str]
    names: frozenset[str]
    unseen: bool = False

    @classmethod
    def of(cls, catalog: Catalog, unread: Iterable[str], *, unseen: bool = False) -> Unsure:
        """Return what `catalog`, built from everything that could be read, knows, with the names that `unread` entries may go by."""
        known = (address for address in (*catalog.addresses.values(), *catalog.redirects) if address)
        names = {name.rpartition("/")[2] for name in catalog.queries.lists}
        return cls(frozenset(known), frozenset({*names, *unread}), unseen)

    def may_be(self, address: str) -> bool:
        """Tell whether a page may come to be at `address`: a known one, one that ends in a known name, or a part of a list or archive."""
        if (
            self.unseen
            or address in self.addresses
            or f"{address}/" in self.addresses
            or address.startswith((addresses.ARCHIVE, addresses.ASSETS))
        ):
            return True
        parts = [part for part in address.split("/") if part and part not in {*addresses.FEED_FILES, "index.html"}]
        return bool(parts) and (parts[-1] in self.names or "trang" in parts)
