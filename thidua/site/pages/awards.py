"""The awards page: what the titles and forms are, and how many were given, by year, cluster and form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from thidua.catalog import keys
from thidua.catalog.awards import AwardRow
from thidua.model import addresses
from thidua.model.registers import Award
from thidua.site.display import Mark, NamedLink, mark, sentence_case
from thidua.site.drawings.marks import AwardMark, Recipient, award_mark
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.pages.counts import Counts, LegendItem, all_counts, award_legend
from thidua.site.reads import source_reads, unique
from thidua.site.values import Materials

TEMPLATE = "awards.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """One row of award counts; an empty number is one that no source gives."""

    year: str
    cluster: NamedLink | None
    form: str
    level: str
    signs: tuple[Markup, ...]
    standing: str
    collectives: str
    individuals: str
    households: str
    direct_workers: str
    remark: str
    sources: tuple[NamedLink, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardTable:
    """Rows of award counts; whether any has a number of households or of direct workers."""

    lines: tuple[AwardLine, ...]
    households: bool
    direct_workers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One title or form of commendation."""

    id: str
    name: str
    abbreviation: str
    level: str
    signs: tuple[Markup, ...]
    objects: str
    by: str
    kinds: str
    article: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """Titles, or forms of commendation; whether any says for whom it is or where the law has it.

    `source` is that of all of them, which no line says then, empty where they differ.
    """

    lines: tuple[FormLine, ...]
    objects: bool
    articles: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsPage:
    """What awards.html shows."""

    titles: FormTable
    commendations: FormTable
    given: AwardTable
    nominated: AwardTable
    counts: tuple[Counts, ...]
    legend: tuple[LegendItem, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the awards page."""
    catalog = materials.catalog
    reads = [*frame_reads(TEMPLATE), keys.AWARD_TALLY, "register:awards", *award_reads(catalog.awards)]
    for award in catalog.registers.awards.values():
        reads += [keys.register("award", award.id), *source_reads(award.source)]
    yield Output(path=addresses.output_path(addresses.AWARDS), renderer="awards", reads=unique(reads))


def award_reads(rows: Iterable[AwardRow]) -> Iterator[str]:
    """Yield what rows of award counts read: names of forms and clusters, cards of the conferences they were counted from."""
    for row in rows:
        if row.form:
            yield keys.register("award", row.form)
        if row.cluster:
            yield keys.card(row.cluster)
        yield from map(keys.card, row.entries)


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the awards page."""
    del output
    frame = Frame(view)
    rows: tuple[AwardRow, ...] = view[keys.AWARD_TALLY]
    forms: list[Award] = [view[keys.register("award", name)] for name in view["register:awards"]]
    page = AwardsPage(
        titles=_forms(frame, (award for award in forms if award.group == "danh-hieu")),
        commendations=_forms(frame, (award for award in forms if award.group == "khen-thuong")),
        given=award_table(frame, (row for row in rows if row.standing != "nominated")),
        nominated=award_table(frame, (row for row in rows if row.standing == "nominated")),
        counts=all_counts(frame, rows),
        legend=award_legend(frame),
    )
    layout = frame.layout(title=frame.words.awards, address=addresses.AWARDS)
    return frame.render(theme, TEMPLATE, layout, page)


def award_table(frame: Frame, rows: Iterable[AwardRow]) -> AwardTable:
    """Return award counts as shown."""
    lines = tuple(_award_line(frame, row) for row in rows)
    return AwardTable(
        lines=lines,
        households=any(line.households for line in lines),
        direct_workers=any(line.direct_workers for line in lines),
    )


def _award_line(frame: Frame, row: AwardRow) -> AwardLine:
    words, view = frame.words, frame.view
    cluster = view[keys.card(row.cluster)] if row.cluster else None
    sources = [view[keys.card(name)] for name in row.entries]
    return AwardLine(
        year=str(row.year or ""),
        cluster=NamedLink(title=cluster.title, href=frame.href(cluster.address)) if cluster else None,
        form=sentence_case(view[keys.register("award", row.form)].name) if row.form else words.award_no_form,
        level=words[f"level_{row.level}"] if row.level else words.not_printed,
        signs=tuple(award_mark(AwardMark(level=row.level, recipient=kind)) for kind in _received(row)),
        standing=words[f"standing_{row.standing}"],
        collectives=frame.number(row.collectives),
        individuals=frame.number(row.individuals),
        households=frame.number(row.households),
        direct_workers=frame.number(row.direct_workers),
        remark=_remark(frame, row),
        sources=tuple(NamedLink(title=card.title, href=frame.href(card.address)) for card in sources),
        mark=replace(mark(frame, None, row.entries[0]), disputed=row.disputed),
    )


def _remark(frame: Frame, row: AwardRow) -> str:
    """Return what to say of a row of which a part has no number, or all of it."""
    if not row.uncounted:
        return ""
    counted = any(count is not None for count in (row.collectives, row.individuals, row.households))
    return frame.words.counts_partial if counted else frame.words.award_uncounted


def _received(row: AwardRow) -> tuple[Recipient, ...]:
    """Return who received the awards of a row, as far as sources count."""
    counts: tuple[tuple[Recipient, int | None], ...] = (
        ("collective", row.collectives),
        ("individual", row.individuals),
        ("household", row.households),
    )
    return tuple(kind for kind, count in counts if count) or ("unknown",)


_RECIPIENTS: dict[str, Recipient] = {"tap-the": "collective", "ca-nhan": "individual", "ho-gia-dinh": "household"}


def _forms(frame: Frame, awards: Iterable[Award]) -> FormTable:
    lines = tuple(_form(frame, award) for award in awards)
    sources = {line.mark.words for line in lines}
    shared = sources.pop() if len(sources) == 1 and not any(line.mark.href for line in lines) else None
    return FormTable(
        lines=tuple(replace(line, mark=replace(line.mark, words=None)) for line in lines) if shared else lines,
        objects=any(line.objects for line in lines),
        articles=any(line.article for line in lines),
        source=shared or "",
    )


def _form(frame: Frame, award: Award) -> FormLine:
    words = frame.words
    return FormLine(
        id=award.id,
        name=award.name,
        abbreviation=award.abbreviation or "",
        level=words[f"level_{award.level}"],
        signs=tuple(award_mark(AwardMark(level=award.level, recipient=_RECIPIENTS[name])) for name in award.objects),
        objects=", ".join(words[f"subject_{name}"] for name in award.objects),
        by=award.by or "",
        kinds=", ".join(award.kinds) if ", ".join(award.kinds) != award.name else "",
        article=words.fill("article_number", number=award.article) if award.article else "",
        mark=mark(frame, award, f"award/{award.id}"),
    )
