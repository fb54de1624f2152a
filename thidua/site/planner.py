"""The plan: every output of the site, declared before anything is rendered.

Addresses of two outputs never meet, and links that editors wrote by address are checked against the plan, so a page that does not
exist cannot be linked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from thidua.catalog.catalog import Catalog
from thidua.catalog.mistakes import Mistake
from thidua.model import addresses
from thidua.problems import nearest
from thidua.site import feeds, listings, sitemap
from thidua.site.outputs import Output
from thidua.site.pages import archives, articles, awards, clusters, groups, home, sections, service, units
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
    service.plan,
    feeds.plan,
    sitemap.plan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every output by path in order, and the materials that give keys their values."""

    outputs: tuple[Output, ...]
    materials: Materials


def plan_site(catalog: Catalog, assets: Mapping[str, Asset], templates: Mapping[str, str]) -> tuple[Plan, list[Mistake]]:
    """Return the plan of the whole site, and the addresses in bodies and menu that lead nowhere."""
    materials = Materials(
        catalog=catalog,
        assets=assets,
        templates=templates,
        slices=listings.slice_lists(catalog.queries.lists, catalog.config.page_size),
        names={space: groups.names(space, catalog) for space in ("movement", "series", "tag", "author", "person")},
        places=(),
    )
    outputs = [output for planner in _PLANNERS for output in planner(materials)]
    outputs += _files(assets)
    mistakes = _clashes(outputs, catalog)
    mistakes += _dead_addresses(catalog, {output.path for output in outputs})
    cards = {name: entry.card for name, entry in catalog.entries.items()}
    whole = replace(materials, places=sitemap.places(outputs, cards))
    return Plan(outputs=tuple(sorted(outputs, key=lambda output: output.path)), materials=whole), mistakes


def _files(assets: Mapping[str, Asset]) -> Iterator[Output]:
    """Yield the files that are published as they are, each address once."""
    seen = set()
    for name, asset in sorted(assets.items()):
        if asset.address not in seen:
            seen.add(asset.address)
            yield Output(path=addresses.output_path(asset.address), renderer="file", subject=name, reads=(f"asset:{name}",))


def _clashes(outputs: list[Output], catalog: Catalog) -> list[Mistake]:
    """Return what would be written twice: a later redirect, tag or page where another already is."""
    aliases = {
        output_path: (entry.file, number)
        for entry in catalog.entries.values()
        for number, alias in enumerate(entry.front.aliases)
        for output_path in (addresses.output_path(alias), addresses.output_path(f"{alias}/"))
    }
    seen: dict[str, Output] = {}
    mistakes = []
    for output in outputs:
        other = seen.setdefault(output.path.casefold(), output)
        if other is output:
            continue
        address = "/" + output.path.removesuffix("index.html")
        if "redirect" in {output.renderer, other.renderer} and output.path in aliases:
            file, number = aliases[output.path]
            mistakes.append(Mistake.at(file, ("aliases", number), "duplicate-output", hint="alias-taken", address=address))
        else:
            mistakes.append(_configured_clash(address, catalog))
    return mistakes


def _configured_clash(address: str, catalog: Catalog) -> Mistake:
    """Return the clash of an address that no entry asked for: the configured section's whose address it is, if one's."""
    for number, item in reversed(tuple(enumerate(catalog.config.sections))):
        base = catalog.section_address(item.id)
        if address.startswith(base) and base != addresses.HOME:
            return Mistake.at("", ("sections", number), "duplicate-output", address=base)
    return Mistake.at("", (), "duplicate-output", address=address)


def _dead_addresses(catalog: Catalog, paths: set[str]) -> list[Mistake]:
    mistakes = []
    for entry in catalog.entries.values():
        for link in entry.body.links:
            if not link.target.startswith("site:"):
                continue
            address = link.target.removeprefix("site:").partition("#")[0].partition("?")[0]
            if addresses.output_path(address) not in paths:
                values = (("name", address),)
                near = nearest(address, ("/" + path.removesuffix("index.html") for path in paths))
                mistakes.append(
                    Mistake(
                        file=entry.file,
                        path=(),
                        code="unknown-address",
                        values=(*values, ("suggestion", near)) if near else values,
                        hint="did-you-mean" if near else None,
                        line=link.line,
                        column=link.column,
                    )
                )
    names = {*catalog.sections, *(entry.name for entry in catalog.entries.values() if entry.kind == "page")}
    for number, item in enumerate(catalog.config.menu):
        if item.to not in names and addresses.output_path("/" + item.to.lstrip("/")) not in paths:
            near = nearest(item.to, names)
            hint = "did-you-mean" if near else None
            mistakes.append(Mistake.at("", ("menu", number, "to"), "unknown-menu-item", hint=hint, name=item.to, suggestion=near or ""))
    return mistakes
