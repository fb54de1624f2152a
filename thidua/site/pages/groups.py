"""Pages that gather articles under a name: movements, running stories, tags, authors, people; and the index of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.catalog.entries import Card, ConferenceFacts, Facts
from thidua.model import addresses
from thidua.model.records import Participant
from thidua.model.registers import Movement, Person
from thidua.site import metadata
from thidua.site.display import NamedLink, Row, Shown, event_days, in_all_roles, mark
from thidua.site.feeds.channels import SPACES
from thidua.site.layout import Follow, Frame, Theme, frame_reads
from thidua.site.linked_data import bodies
from thidua.site.outputs import Output, View
from thidua.site.pages.lists import GROUP_BASES, GROUP_TITLES, Listing, front_reads, list_title, listing, page_count, plan_pages
from thidua.site.reads import source_reads, unique
from thidua.site.values import Materials
from thidua.vietnamese import collation_key

TEMPLATE = "group.html"
INDEX = "group_index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """What group.html shows."""

    kind: str
    title: str
    description: str
    rows: tuple[Row, ...]
    rows_title: str
    listing: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupIndexPage:
    """What group_index.html shows: every movement, story, tag, author or person, in alphabetical order."""

    title: str
    groups: tuple[NamedLink, ...]


def names(space: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of all groups of a space, in alphabetical order of their names; stories without articles are left out."""
    registers = catalog.registers
    shown: dict[str, str]
    if space == "movement":
        shown = {name: record.name for name, record in registers.movements.items()}
    elif space == "person":
        shown = {name: record.name for name, record in registers.people.items()}
    elif space == "series":
        shown = {name: record.title for name, record in registers.series.items() if catalog.queries[f"series/{name}"]}
    elif space == "tag":
        shown = dict(catalog.queries.tags)
    else:
        shown = dict(catalog.queries.authors)
    return tuple(sorted(shown, key=lambda name: (collation_key(shown[name]), name)))


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the pages of all groups, and an index for each space that has any; a story without articles is linked to, not listed."""
    for space, base in GROUP_BASES.items():
        found = names(space, materials.catalog)
        if found:
            reads = (*frame_reads(INDEX), *(f"{space}:{name}" for name in found), f"names:{space}")
            yield Output(path=addresses.output_path(base), renderer="group-index", subject=space, reads=unique(reads))
        for name in materials.catalog.registers.series if space == "series" else found:
            yield from _plan_group(space, name, materials)


def _plan_group(space: str, name: str, materials: Materials) -> Iterator[Output]:
    group, base = f"{space}/{name}", addresses.below(GROUP_BASES[space], name)
    own = f"{space}:{name}"
    yield Output(
        path=addresses.output_path(base),
        renderer="group",
        subject=group,
        arguments=(page_count(group, materials),),
        reads=unique((*frame_reads(TEMPLATE), own, *front_reads(group, materials), *_record_reads(space, name, materials.catalog))),
    )
    yield from plan_pages(group, base, (own,), materials)


def _record_reads(space: str, name: str, catalog: Catalog) -> Iterator[str]:
    if space == "movement":
        yield from source_reads(catalog.registers.movements[name].source)
    elif space == "person":
        if catalog.registers.people[name].other_names:
            yield from source_reads(catalog.registers.people[name].source)
        yield keys.query(f"person/{name}")
        for entry in catalog.queries[f"person/{name}"]:
            yield from (keys.card(entry), keys.facts(entry))
            facts = catalog.facts(entry)
            if isinstance(facts, ConferenceFacts):
                yield from source_reads(facts.event.source)
            for person in _participations(facts, name):
                yield from source_reads(person.source)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the page of one movement, story, tag, author or person."""
    frame = Frame(view)
    group = output.subject
    space, _, name = group.partition("/")
    base = addresses.below(GROUP_BASES[space], name)
    title, trail = list_title(frame, group)
    record = view[f"{space}:{name}"]
    rows: tuple[Row, ...] = ()
    rows_title = frame.words.facts
    if isinstance(record, Movement):
        rows = tuple(_movement(frame, record))
    elif isinstance(record, Person):
        rows, rows_title = tuple(_appearances(frame, record)), frame.words.appearances
    page = GroupPage(
        kind=space,
        title=title,
        description=getattr(record, "description", None) or "",
        rows=rows,
        rows_title=rows_title,
        listing=listing(frame, group, base, output.arguments[0]),
    )
    particulars = metadata.of_list((item.day_iso for item in page.listing.items), card=base if space == "movement" else None)
    follow = Follow(title=title, base=base) if space in SPACES and page.listing.dated else None
    nodes = bodies.person(frame, record) if isinstance(record, Person) else ()
    layout = frame.layout(title=title, address=base, trail=trail, follow=follow, particulars=particulars, nodes=nodes)
    return frame.render(theme, TEMPLATE, layout, page)


def _movement(frame: Frame, record: Movement) -> Iterator[Row]:
    words, own = frame.words, mark(frame, record, f"movement/{record.id}")
    if record.launched_by:
        yield Row(label=words.launched_by, values=(Shown(text=words[f"launched_by_{record.launched_by}"], mark=own),))
    if record.form:
        yield Row(label=words.movement_form, values=(Shown(text=words[f"movement_form_{record.form}"], mark=own),))
    if record.period:
        yield Row(label=words.movement_period, values=(Shown(text=record.period.label(words.language), mark=own),))
    if record.other_names:
        yield Row(label=words.other_names, values=tuple(Shown(text=name, mark=own) for name in record.other_names))


def _appearances(frame: Frame, record: Person) -> Iterator[Row]:
    """Yield one row for each day: what the person did then, with the title of that day."""
    by_day: dict[str, list[Shown]] = {}
    for entry in frame.view[keys.query(f"person/{record.id}")]:
        card: Card = frame.view[keys.card(entry)]
        facts: Facts = frame.view[keys.facts(entry)]
        event = facts.event if isinstance(facts, ConferenceFacts) else None
        days = event_days(frame, event.start, event.end) or frame.words.date_unknown if event else frame.words[f"kind_{card.kind}"]
        for person, roles in in_all_roles(_participations(facts, record.id)).items():
            told = ", ".join(frame.words[f"role_{role}"] for role in roles)
            remark = "; ".join(part for part in (person.title or "", told) if part)
            source = mark(frame, person, entry, within=event if event and event.stated else None)
            by_day.setdefault(days, []).append(Shown(text=card.title, mark=source, href=frame.href(card.address), remark=remark))
    if record.other_names:
        own = mark(frame, record, f"person/{record.id}")
        yield Row(label=frame.words.other_names, values=tuple(Shown(text=name, mark=own) for name in record.other_names))
    for label, values in by_day.items():
        yield Row(label=label, values=tuple(values))


def _participations(facts: Facts | None, person: str) -> tuple[Participant, ...]:
    return tuple(item for item in facts.people if item.person == person) if facts else ()


def render_index(view: View, output: Output, theme: Theme) -> bytes:
    """Return the index of one space."""
    frame = Frame(view)
    space = output.subject
    base = GROUP_BASES[space]
    groups = []
    for name in view[f"names:{space}"]:
        record = view[f"{space}:{name}"]
        title = record if isinstance(record, str) else record.name
        groups.append(NamedLink(title=title, href=frame.href(addresses.below(base, name))))
    title = frame.words[GROUP_TITLES[space]]
    page = GroupIndexPage(title=title, groups=tuple(groups))
    return frame.render(theme, INDEX, frame.layout(title=title, address=base), page)
