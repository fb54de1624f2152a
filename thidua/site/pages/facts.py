"""The fact boxes of articles: what a conference, a model or a document states, line by line, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from thidua import vietnamese
from thidua.catalog import keys
from thidua.catalog.entries import Card, ConferenceFacts
from thidua.catalog.resolve import days_of
from thidua.model import addresses
from thidua.model.kinds import Article, Conference, Document, Front, Model
from thidua.model.records import AwardFact, Event, Fact, Participant, Place, Recipients, Statistic, Subset
from thidua.model.registers import Unit
from thidua.site.display import Mark, Row, Shown, event_days, full_name, in_all_roles, mark, sentence_case, unit_name
from thidua.site.drawings.marks import AwardMark, award_mark
from thidua.site.emblems import level_of, recipients
from thidua.site.layout import Frame
from thidua.vietnamese import Quantity
from thidua.words.interface import Words

_SAYS_ITS_KIND = re.compile(
    r"(?:thôn|bản|làng|ấp|buôn|khóm|khu phố|tổ dân phố|tdp|xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp)\b", re.IGNORECASE
)


class FactBox:
    """Collects the rows of one entry's facts."""

    def __init__(self, frame: Frame, entry: str, day: date | None) -> None:
        """Units are named as on `day`."""
        self.frame = frame
        self.words = frame.words
        self.entry = entry
        self.day = day

    @classmethod
    def of(cls, frame: Frame, entry: str, front: Front) -> FactBox:
        """Return the box of an entry, units named as on the first day that it is about."""
        meant = days_of(front)
        return cls(frame, entry, meant[0] if meant else None)

    def rows(self, front: Front) -> tuple[Row, ...]:
        """Return the rows of an entry's facts; none for kinds without facts."""
        if isinstance(front, Conference):
            return tuple(self._conference(front))
        if isinstance(front, Model):
            return (*self._model(front), *self._people(front))
        if isinstance(front, Document):
            return (*self._document(front), *self._people(front))
        return tuple(self._people(front)) if isinstance(front, Article) else ()

    def _people(self, front: Article) -> Iterator[Row]:
        yield from self._row("event_people", *(self.person(person, roles) for person, roles in in_all_roles(front.people).items()))

    def _mark(self, fact: Fact | None, within: Fact | None = None) -> Mark:
        return mark(self.frame, fact, self.entry, within=within)

    def _shown(
        self, text: str, fact: Fact | None = None, *, within: Fact | None = None, href: str | None = None, remark: str = ""
    ) -> Shown:
        return Shown(text=text, mark=self._mark(fact, within), href=href, remark=remark)

    def _row(self, label: str, *values: Shown) -> Iterator[Row]:
        if values:
            yield Row(label=self.words[label], values=values)

    def _text(self, label: str, text: str | None, fact: Fact | None = None) -> Iterator[Row]:
        if text:
            yield from self._row(label, self._shown(text, fact))

    def _card(self, entry: str, fact: Fact | None = None, *, remark: str = "") -> Iterator[Shown]:
        """Yield another entry by its title; nothing of one that is not (yet) on the site."""
        card: Card | None = self.frame.view[keys.card(entry)]
        if card:
            yield self._shown(card.title, fact, href=self.frame.href(card.address), remark=remark)

    def _cards(self, entries: Iterable[str]) -> Iterator[Shown]:
        return (shown for entry in entries for shown in self._card(entry))

    def unit(self, unit: str, fact: Fact | None = None, *, within: Fact | None = None, remark: str = "", day: date | None = None) -> Shown:
        """Return a unit as it was named on the day that the facts are about."""
        named = unit_name(self.frame, unit, day or self.day)
        remarks = [part for part in (remark, named.remark) if part]
        return self._shown(named.name, fact, within=within, href=named.href, remark="; ".join(remarks))

    def _unit_or_words(self, text: str, fact: Fact) -> Shown:
        key = keys.register("unit", text)
        return self.unit(text, fact) if key in self.frame.view else self._shown(text, fact)

    # --- conferences -------------------------------------------------------------------------------------------------------------

    def _conference(self, front: Conference) -> Iterator[Row]:
        event = front.event
        yield from self._row("event_type", self._shown(self.words[f"type_{event.type}"], event))
        if event.cluster:
            yield from self._row("event_cluster", *self._card(event.cluster, event))
        yield from self._when(event)
        yield from self._where(event)
        yield from self._text("event_covers", sentence_case(event.covers.label(self.words.language)), event)
        yield from self._text("event_launches", sentence_case(event.launches.label(self.words.language)) if event.launches else None, event)
        activities = [self._shown(sentence_case(self.words.get(f"activity_{text}", text)), event) for text in event.activities]
        yield from self._row("event_activities", *activities)
        yield from self._people(front)
        yield from self._row("event_attending", *(self._unit_or_words(text, event) for text in event.attending))
        yield from self._elected(front)
        yield from self._row(
            "event_models", *(shown for item in front.models for shown in self._card(item.model, item, remark=self._how(item.how)))
        )
        yield from self._row("statistics", *(self._statistic(item) for item in front.statistics))
        yield from self._row("awards", *(self.award(item) for item in front.awards))

    def _when(self, event: Event) -> Iterator[Row]:
        days = event_days(self.frame, event.start, event.end) or self.words.date_unknown
        time = f" {event.time:%H:%M}" if event.time and event.start else ""
        yield from self._row("event_date", self._shown(days + time, event))
        yield from self._text("event_status", self.words[f"event_status_{event.status}"] if event.status else None, event)

    def _where(self, event: Event) -> Iterator[Row]:
        place = event.place
        if place is None:
            return
        spots = [self._shown(text, place, within=event) for text in (place.venue, place.city) if text]
        if place.unit:
            spots.append(self.unit(place.unit, place, within=event))
        yield from self._row("event_place", *spots)

    def _elected(self, front: Conference) -> Iterator[Row]:
        elected = front.elected
        if elected is None:
            return
        posts = ((self.words.lead, elected.lead), (self.words.deputy, elected.deputy))
        values = [self.unit(unit, elected, remark=self._office(post, elected.year)) for post, unit in posts if unit]
        yield from self._row("event_elected", *values)

    def _office(self, post: str, year: int) -> str:
        return self.words.fill("unit_office", post=post.lower(), year=year)

    def _how(self, how: str | None) -> str:
        return self.words[f"how_{how}"] if how else ""

    def person(self, person: Participant, roles: Iterable[str]) -> Shown:
        """Return a person with the title printed that day and what they did; the unit where the title does not say it."""
        href = None
        name = person.name or ""
        if person.person:
            record = self.frame.view[keys.register("person", person.person)]
            name = person.name or record.name
            href = self.frame.href(addresses.below(addresses.PEOPLE, person.person))
        remarks = [part for part in (person.title, ", ".join(self.words[f"role_{role}"] for role in roles)) if part]
        unit: Unit | None = self.frame.view[keys.register("unit", person.unit)] if person.unit else None
        if unit and unit.name_on(self.day) not in (person.title or ""):
            remarks.append(full_name(self.frame, unit, self.day))
        return self._shown(name, person, href=href, remark="; ".join(remarks))

    def _statistic(self, item: Statistic) -> Shown:
        quantity = Quantity(value=item.value, unit=item.unit, qualifier=item.qualifier)
        text = f"{item.label}: {vietnamese.format_quantity(quantity, self.words.language)}"
        remarks = [item.scope] if item.scope else []
        if item.year:
            remarks.append(self.words.fill("archive_year", year=item.year).lower())
        if item.as_of:
            remarks.append(self.words.fill("to_day", date=self.frame.day(item.as_of)))
        return self._shown(text, item, remark="; ".join(remarks))

    def award(self, fact: AwardFact) -> Shown:
        """Return awards of one form in words; a nomination says that it is one."""
        words = self.words
        award = self.frame.view[keys.register("award", fact.form)] if fact.form else None
        name = award.name if award else words.award_no_form
        counts = counted(words, fact)
        if fact.uncounted and not counts:
            counts = words.award_uncounted
        remarks = [] if fact.status in {None, "trao-tang"} else [_status(words, fact)]
        remarks += [words[f"level_{fact.level}"]] if fact.level else []
        remarks += [", ".join(fact.by)] if fact.by else []
        remarks += [words.fill("archive_year", year=fact.year).lower()] if fact.year else []
        remarks += [", ".join(self._named(text) for text in fact.to)] if fact.to else []
        remarks += [fact.for_] if fact.for_ else []
        remarks += subset(words, fact.of_which) if fact.of_which else []
        for unit, part in fact.breakdown.items():
            name_then = full_name(self.frame, self.frame.view[keys.register("unit", unit)], self.day)
            remarks.append(words.fill("part_of", name=name_then, counts=counted(words, part) or words.award_uncounted))
        text = f"{sentence_case(name)}: {counts}" if counts else sentence_case(name)
        return replace(self._shown(text, fact, remark="; ".join(remarks)), signs=self._signs(fact))

    def _signs(self, fact: AwardFact) -> tuple[Markup, ...]:
        """Return the marks of awards; the level is said where the words beside it do not."""
        level = level_of(self.frame, fact)
        told = self.words[f"level_{level}"] if level and not fact.level else ""
        return tuple(
            award_mark(AwardMark(level=level, recipient=kind, label=told if place == 0 else ""))
            for place, kind in enumerate(recipients(fact))
        )

    def _named(self, text: str) -> str:
        key = keys.register("unit", text)
        return full_name(self.frame, self.frame.view[key], self.day) if key in self.frame.view else text

    # --- models ------------------------------------------------------------------------------------------------------------------

    def _model(self, front: Model) -> Iterator[Row]:
        words = self.words
        yield from self._row("subject", self._shown(front.subject.name, remark=words[f"subject_{front.subject.type}"]))
        yield from self._text("model_type", words[f"model_type_{front.type}"] if front.type else None)
        yield from self._text("field", words[f"field_{front.field}"] if front.field else None)
        if front.place:
            yield from self._row("place", *self._place(front.place))
        yield from self._text("occupation", front.occupation)
        yield from self._text("circumstance", front.circumstance)
        yield from self._text("done", front.done)
        yield from self._row("results", *(self._shown(text) for text in front.results))
        yield from self._text("contact", front.contact)
        query = keys.query(f"presented/{self.entry}")
        yield from self._row("presented_at", *(shown for name in self.frame.view[query] for shown in self._presented(name)))
        yield from self._row("awards", *self._stating(self.frame.view[keys.query(f"honoured/{self.entry}")]))

    def _place(self, place: Place) -> list[Shown]:
        words = self.words
        parts = [
            name if _SAYS_ITS_KIND.match(name) else words.fill(level, name=name)
            for level, name in (("hamlet", place.hamlet), ("commune", place.commune), ("district", place.district))
            if name
        ]
        shown = [self._shown(sentence_case(", ".join(parts)), place)] if parts else []
        remark = words.fill("place_as_of", date=self.frame.day(place.as_of)) if place.as_of else ""
        if place.unit:
            shown.append(self.unit(place.unit, place, remark=remark, day=place.as_of.first if place.as_of else None))
        return shown

    def _presented(self, conference: str) -> Iterator[Shown]:
        """Yield how a conference presented this model: told there, visited, filmed; the conference is the source."""
        facts: ConferenceFacts = self.frame.view[keys.facts(conference)]
        card: Card = self.frame.view[keys.card(conference)]
        for item in facts.models:
            if item.model == self.entry:
                source = mark(self.frame, item, conference)
                yield Shown(text=card.title, mark=source, href=self.frame.href(card.address), remark=self._how(item.how))

    def _stating(self, entries: Iterable[str]) -> Iterator[Shown]:
        """Yield other entries that state something of this one: each is its own source."""
        for entry in entries:
            card: Card | None = self.frame.view[keys.card(entry)]
            if card:
                yield Shown(text=card.title, mark=mark(self.frame, None, entry), href=self.frame.href(card.address))

    # --- documents ---------------------------------------------------------------------------------------------------------------

    def _document(self, front: Document) -> Iterator[Row]:
        yield from self._text("document_number", front.number)
        yield from self._text("document_form", self.words[f"form_{front.form}"])
        yield from self._text("document_issuer", front.issuer)
        yield from self._text("document_issued", self.frame.day(front.issued) if front.issued else None)
        yield from self._force(front)
        view, entry = self.frame.view, self.entry
        yield from self._row("amends", *self._cards(front.amends))
        yield from self._row("amended_by", *self._stating(view[keys.query(f"amended-by/{entry}")]))
        yield from self._row("replaces", *self._cards(front.replaces))
        yield from self._row("replaced_by", *self._stating(view[keys.query(f"replaced-by/{entry}")]))

    def _force(self, front: Document) -> Iterator[Row]:
        words, force = self.words, front.in_force
        state = self.frame.view[f"force:{self.entry}"]
        remarks = [self.frame.period(force.from_, force.to)] if force and (force.from_ or force.to) else []
        if force and force.checked:
            remarks.append(words.fill("document_checked", date=self.frame.day(force.checked)))
        yield from self._row("document_state", self._shown(words[f"state_{state}"], force, remark="; ".join(remarks)))


def counted(words: Words, part: Recipients) -> str:
    """Return "8 tập thể, 6 cá nhân"; empty when no number is given."""
    counts = (("count_collectives", part.collectives), ("count_individuals", part.individuals), ("count_households", part.households))
    return ", ".join(words.fill(name, count=vietnamese.format_number(count, words.language)) for name, count in counts if count is not None)


def subset(words: Words, part: Subset) -> list[str]:
    """Return the parts of a whole in words."""
    counts = (
        ("award_small_collectives", part.small_collectives),
        ("award_workers", part.direct_workers),
        ("award_non_leading", part.non_leading_workers),
        ("award_women", part.women),
        ("award_ethnic_minorities", part.ethnic_minorities),
        ("award_leaders", part.leaders),
        ("award_enterprises", part.enterprises),
    )
    return [words.fill(name, count=vietnamese.format_number(count, words.language)) for name, count in counts if count is not None]


def _status(words: Words, fact: AwardFact) -> str:
    standing = {"de-nghi": "nominated", "quyet-dinh": "decided", "thu-hoi": "revoked"}[fact.status or ""]
    return words[f"standing_{standing}"]
