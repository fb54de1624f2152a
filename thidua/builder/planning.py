"""The plan of a site that may have mistakes: what is sound is planned, so that every dead address is named in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from thidua.builder.loading import files_shown
from thidua.catalog.catalog import Catalog, Sources, build_catalog
from thidua.catalog.mistakes import Mistake, fields_of
from thidua.moment import Moment
from thidua.problems import Severity
from thidua.site.planner import Plan, plan_site
from thidua.sources.assets import Asset
from thidua.sources.reader import reference_name
from thidua.vietnamese import slug

SOUND_ROUNDS = 6
"""So often entries that refer to faulty ones are left out, to see what can be said of the rest."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a plan stands on besides the sources."""

    moment: Moment
    drafts: bool
    assets: Mapping[str, Asset]
    templates: Mapping[str, str]


def plan_sound(catalog: Catalog, mistakes: Sequence[Mistake], sources: Sources, stand: Stand) -> tuple[Catalog, Plan | None, list[Mistake]]:
    """Return the plan, the catalog that it is made from, and the outputs that meet.

    Pages cannot be planned from references that lead nowhere. So a site with mistakes is planned without the entries and records that
    they are in, and without those that refer to these, until what is left is sound. The plan is None if that takes too long.
    """
    for _ in range(SOUND_ROUNDS):
        wrong = {mistake.file for mistake in mistakes if mistake.severity is Severity.ERROR}
        wrong |= {entry.file for entry in catalog.entries.values() if any(name not in stand.assets for name in files_shown(entry))}
        if not wrong:
            return catalog, *plan_site(catalog, stand.assets, stand.templates)
        sources = _without(sources, wrong, mistakes)
        catalog, mistakes = build_catalog(sources, stand.moment, show_all=stand.drafts)
    return catalog, None, []


def _without(sources: Sources, files: Iterable[str], mistakes: Iterable[Mistake]) -> Sources:
    """Return the sources without the entries in `files` and without the registers' records that `mistakes` are in."""
    wrong = set(files)
    records = {(mistake.file, mistake.path[0]) for mistake in mistakes if mistake.path}
    kept = {
        name: {key: record for key, record in getattr(sources.registers, name).items() if (file, key) not in records}
        for name, file in sources.register_files.items()
        if file in wrong and name != "abbreviations"
    }
    return replace(
        sources,
        drafts=tuple(draft for draft in sources.drafts if draft.file not in wrong),
        registers=replace(sources.registers, **kept),  # type: ignore[arg-type] # each register keeps its own record type
    )


def names_of(root: Path, files: Iterable[str]) -> set[str]:
    """Return the names that may end the addresses of entries in `files`, which could not be taken in: stem, slug, title, aliases."""
    found: set[str] = set()
    for file in files:
        matter = fields_of(root, file)
        found |= {reference_name(file), *(name for text in matter for name in (text.strip("/").rpartition("/")[2], slug(text)) if name)}
    return found
