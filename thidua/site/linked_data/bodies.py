"""What pages of clusters, units and people say, the home page of the portal, and the open data of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.entries import Card
from thidua.model import addresses
from thidua.model.config import Data
from thidua.model.kinds import Cluster
from thidua.model.records import Member
from thidua.model.registers import Person, Unit
from thidua.site.display import full_name, is_territory
from thidua.site.layout import Frame
from thidua.site.linked_data.articles import publisher
from thidua.site.linked_data.graph import Node, node
from thidua.vietnamese import PartialDate


def website(frame: Frame) -> Iterator[Node]:
    """Yield the portal and its owner, as the home page and its foot show them."""
    site, owner = frame.site, frame.site.owner
    yield node(
        "WebSite",
        name=site.title,
        url=frame.links.absolute(addresses.HOME),
        description=site.description,
        inLanguage=site.language,
        publisher=node("Organization", name=owner.name, email=owner.email, telephone=owner.phone, address=owner.address),
    )


def cluster(frame: Frame, card: Card, front: Cluster) -> Iterator[Node]:
    """Yield a cluster with the members that sources state, each as it was called then; nothing of a withdrawn one."""
    if front.withdrawn:
        return
    yield node(
        "Organization",
        name=card.title,
        alternateName=list(front.other_names),
        url=frame.links.absolute(card.address),
        description=front.summary,
        foundingDate=_written(front.established),
        dissolutionDate=_written(front.ended),
        member=[_member(frame, member) for member in front.members if member.sure],
    )


def _member(frame: Frame, member: Member) -> Node:
    """Return a membership as a role, with the days that the page gives: whoever is named alone is a member today, which no source says."""
    unit: Unit = frame.view[keys.register("unit", member.unit)]
    name, address = full_name(frame, unit, member.attested), addresses.below(addresses.UNITS, unit.id)
    return node(
        "OrganizationRole",
        member=node(_kind(unit), name=name, url=frame.links.absolute(address)),
        startDate=_written(member.from_),
        endDate=_written(member.to),
        description=", ".join(map(vietnamese.short_date, member.seen)),
    )


def _written(day: PartialDate | None) -> str | None:
    return str(day) if day else None


def _kind(unit: Unit) -> str:
    return "AdministrativeArea" if is_territory(unit) else "Organization"


def unit(frame: Frame, record: Unit, title: str) -> Iterator[Node]:
    """Yield a unit of the register as its page names it."""
    if record.sure:
        yield node(_kind(record), name=title, url=frame.links.absolute(addresses.below(addresses.UNITS, record.id)))


def person(frame: Frame, record: Person) -> Iterator[Node]:
    """Yield a person; titles belong to events and stand there."""
    address = frame.links.absolute(addresses.below(addresses.PEOPLE, record.id))
    yield node("Person", name=record.name, alternateName=list(record.other_names), url=address)


def dataset(frame: Frame, *, name: str, title: str, about: str, columns: Iterable[str]) -> Node:
    """Return one table of the open data with its files."""
    terms: Data = frame.view[keys.DATA]
    return node(
        "Dataset",
        {"@id": f"{frame.links.absolute(addresses.DATA)}#{name}"},
        name=title,
        description=about,
        url=f"{frame.links.absolute(addresses.DATA)}#{name}",
        inLanguage=frame.site.language,
        license=terms.license_url or terms.license,
        creator=publisher(frame),
        isAccessibleForFree=True,
        variableMeasured=list(columns),
        distribution=[
            node("DataDownload", encodingFormat=form, contentUrl=frame.links.absolute(addresses.data_file(name, suffix)))
            for suffix, form in (("csv", "text/csv"), ("json", "application/json"))
        ],
    )
