"""The plan of a run: sources gathered, catalog made, outputs declared, and everything that is wrong with what editors wrote.

A site that has mistakes is planned too, as far as it is sound, so that every dead address is named in the same run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from thidua.builder import gathering
from thidua.builder.gathering import files_shown
from thidua.builder.loading import Read, all_drafts
from thidua.builder.run import Run
from thidua.builder.survey import Ground
from thidua.catalog.catalog import Catalog, Sources, build_catalog
from thidua.catalog.mistakes import Mistake, fields_of, locate_mistakes, without_consequences
from thidua.moment import Moment
from thidua.problems import ConfigurationError, Problem, Problems, Severity
from thidua.site import ledger
from thidua.site.planner import Plan, Unsure, dead_addresses, plan_site
from thidua.sources.assets import ATTACHMENT_SUFFIXES, PICTURE_SUFFIXES, Asset
from thidua.sources.ledger import NAME as LEDGER
from thidua.sources.ledger import Ledger, read_ledger
from thidua.sources.linked_texts import link_texts
from thidua.sources.reader import matter_of, reference_name
from thidua.vietnamese import slug

SOUND_ROUNDS = 6
"""So often entries that refer to faulty ones are left out, to see what can be said of the rest."""


def plan_run(run: Run, ground: Ground, read: Read) -> tuple[Plan, Ledger]:
    """Return the plan of the whole site, and the ledger of its addresses; ContentError when anything is wrong with what editors wrote."""
    problems, root = run.problems, run.root
    with run.clock.stage("catalog"):
        drafts = all_drafts(read, run.store)
        sources = gathering.gather(
            root=root, config=run.config, sections=run.sections, ground=ground, drafts=drafts, store=run.store, problems=problems
        )
        unread = {problem.location.file for problem in problems.errors}
        unseen = any(_hides_names(problem) for problem in problems.errors)
        catalog, mistakes = build_catalog(sources, run.moment, show_all=run.options.drafts)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread, unseen=unseen)))
    with run.clock.stage("plan"):
        gathering.require_theme(ground)
        templates = gathering.template_digests(root, ground, run.store, problems)
        assets = gathering.read_assets(root, catalog, ground, run.store, crew=run.crew, problems=problems)
        texts, assets, found = link_texts(gathering.published_files(root, ground), assets)
        problems.extend(found)
        stand = Stand(run.moment, run.options.drafts, assets, texts, templates)
        sound, plan, mistakes = plan_sound(catalog, mistakes, sources, stand)
        unsure = None if sound is catalog and not unread else Unsure.of(catalog, names_of(root, unread), unseen=unseen)
        mistakes += dead_addresses(catalog, {item.path for item in plan.outputs}, unsure) if plan else ()
        recorded, found = _recorded(run, catalog, sources, plan, unsure)
        problems.extend(found)
        problems.extend(locate_mistakes(root, without_consequences(mistakes, unread, unseen=unseen), config=run.options.config.name))
        if problems.errors:
            run.store.commit()  # what was read well need not be read again once the rest is mended
        _raise_errors(problems)
    assert plan is not None and sound is catalog  # noqa: PT018, S101 # nothing is left out where there are no errors
    return plan, recorded


def _recorded(run: Run, catalog: Catalog, sources: Sources, plan: Plan | None, unsure: Unsure | None) -> tuple[Ledger, list[Problem]]:
    """Return the address ledger, what is wrong with it, and the addresses in it that the plan no longer serves."""
    file = f"{run.config.content}/{LEDGER}"
    recorded, problems = read_ledger(run.root / file, file)
    if plan:
        paths = {output.path for output in plan.outputs}
        problems += ledger.missing(recorded, paths, _holders(catalog, sources), may_come=unsure.may_be if unsure else None)
    return recorded, problems


def _holders(catalog: Catalog, sources: Sources) -> Iterator[ledger.Holder]:
    """Yield every entry that could be read, those not on the site too; asked for only when an address is missing."""
    for draft in sources.drafts:
        entry = catalog.entries.get(draft.id)
        aliases = entry.aliases if entry else matter_of(sources.shelf, draft.file).front.aliases
        yield ledger.Holder(id=draft.id, file=draft.file, address=catalog.addresses[draft.id], aliases=aliases)


def _hides_names(problem: Problem) -> bool:
    """Tell whether a problem is an entry, a register or a folder that cannot be opened: nobody knows what could be found in it."""
    suffix = PurePosixPath(problem.location.file).suffix.lower()
    return problem.code == "unreadable-file" and suffix not in PICTURE_SUFFIXES | ATTACHMENT_SUFFIXES


def _raise_errors(problems: Problems) -> None:
    """Raise what was found: ConfigurationError when a template is wrong, which no editor can mend, else ContentError."""
    if any(problem.code == "template-error" for problem in problems):
        raise ConfigurationError(problems)
    problems.raise_errors()


@dataclass(frozen=True, slots=True)
class Stand:
    """What a plan stands on besides the sources."""

    moment: Moment
    drafts: bool
    assets: Mapping[str, Asset]
    texts: Mapping[str, str]
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
            return catalog, *plan_site(catalog, stand.assets, stand.texts, stand.templates)
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
        if file in wrong and name not in {"abbreviations", "most-read"}
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
