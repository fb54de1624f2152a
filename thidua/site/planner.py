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
    mistakes = _clashes(outputs)
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


def _clashes(outputs: list[Output]) -> list[Mistake]:
    """Return what would be written twice: a later redirect, tag or page where another already is."""
    seen: dict[str, Output] = {}
    mistakes = []
    for output in outputs:
        other = seen.setdefault(output.path.casefold(), output)
        if other is not output:
            mistakes.append(Mistake.at("", (), "duplicate-output", address=f"/{output.path}", one=_named(other), other=_named(output)))
    return mistakes


def _named(output: Output) -> str:
    return f"{output.renderer} {output.subject}".strip()


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
    for number, item in enumerate(catalog.config.menu):
        is_named = item.to in catalog.sections or f"page/{item.to}" in catalog.entries
        if not is_named and addresses.output_path("/" + item.to.lstrip("/")) not in paths:
            mistakes.append(Mistake.at("", ("menu", number, "to"), "unknown-address", name=item.to))
    return mistakes
