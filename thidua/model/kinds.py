"""The six kinds of entry: one frozen model each, the single schema for validation, editors' forms and the reference."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from thidua.model.fields import (
    ClusterRef,
    Day,
    DocumentRef,
    Flag,
    Items,
    MovementRef,
    Names,
    Partial,
    SeriesRef,
    SitePath,
    Slug,
    Text,
    UnitRef,
    When,
)
from thidua.model.records import (
    Attachment,
    AwardFact,
    Correction,
    Elected,
    Event,
    Force,
    GalleryItem,
    Member,
    Origin,
    Participant,
    Picture,
    Place,
    Presentation,
    Record,
    SourceNote,
    Statistic,
    Subject,
    Supervisor,
    Term,
    Withdrawal,
)

Kind = Literal["news", "conference", "model", "cluster", "document", "page"]


class Front(Record):
    """What every entry may say."""

    id: Text | None = None
    title: Text
    summary: Text | None = None
    slug: Slug | None = None
    tags: Items[Text] = ()
    units: Names[UnitRef] = ()
    clusters: Names[ClusterRef] = ()
    movements: Names[MovementRef] = ()
    series: SeriesRef | None = None
    image: Picture | None = None
    gallery: Items[GalleryItem] = ()
    attachments: Items[Attachment] = ()
    aliases: Items[SitePath] = ()
    sources: Items[SourceNote] = ()
    draft: Flag = False
    publish_at: When | None = None
    expires: When | None = None
    withdrawn: Withdrawal | None = None
    corrections: Items[Correction] = ()
    as_of: Partial | None = None
    featured: Flag = False
    pinned_until: When | None = None


class Article(Front):
    """An entry with a date: the day at which this portal published it."""

    date: When
    updated: When | None = None
    author: Names[Text] = ()
    photos_by: Text | None = None
    source: Origin | None = None
    people: Items[Participant] = ()

    @model_validator(mode="after")
    def _compiled_names_its_sources(self) -> Self:
        if self.source and self.source.type == "compiled" and not self.sources:
            code = "compiled-without-sources"
            raise PydanticCustomError(code, "", {"at": "source"})
        return self


class News(Article):
    """A news article or an explainer."""


class Conference(Article):
    """A conference of a cluster (hội nghị): an article about an event."""

    event: Event
    elected: Elected | None = None
    awards: Items[AwardFact] = ()
    statistics: Items[Statistic] = ()
    models: Items[Presentation] = ()

    @model_validator(mode="after")
    def _election_has_a_cluster(self) -> Self:
        if self.elected and self.event.cluster is None:
            code = "elected-without-cluster"
            raise PydanticCustomError(code, "", {"at": "elected"})
        return self


ModelType = Literal["dien-hinh-tien-tien", "guong-nguoi-tot-viec-tot", "mo-hinh-hay-cach-lam-hay", "nhan-to-moi", "sang-kien"]
ModelField = Literal[
    "nong-nghiep",
    "cong-nghiep",
    "thuong-mai-dich-vu",
    "giao-duc",
    "y-te",
    "van-hoa-the-thao",
    "khoa-hoc-cong-nghe-chuyen-doi-so",
    "quoc-phong-an-ninh",
    "cong-tac-dang",
    "cai-cach-hanh-chinh",
    "an-sinh-xa-hoi",
    "moi-truong",
]


class Model(Article):
    """An exemplary model (điển hình tiên tiến): a person, a collective or a household."""

    subject: Subject
    type: ModelType | None = None
    field: ModelField | None = None
    place: Place | None = None
    occupation: Text | None = None
    circumstance: Text | None = None
    done: Text | None = None
    results: Names[Text] = ()
    contact: Text | None = None
    consent: Flag | None = None

    @model_validator(mode="after")
    def _contact_is_consented(self) -> Self:
        if self.contact and self.subject.type != "tap-the" and not self.consent:
            code = "contact-without-consent"
            raise PydanticCustomError(code, "", {"at": "contact"})
        return self


ClusterType = Literal["cum-tinh", "khoi-trung-uong", "khoi-tinh", "cum-huyen-xa", "cum-nganh"]


class Cluster(Front):
    """An emulation cluster or block (cụm, khối thi đua)."""

    type: ClusterType
    other_names: Names[Text] = ()
    members: Items[Member]
    members_complete: Flag = True
    terms: Items[Term] = ()
    supervisor: Supervisor | None = None
    established: Partial | None = None
    ended: Partial | None = None
    succeeded_by: ClusterRef | None = None


DocumentForm = Literal[
    "luat",
    "phap-lenh",
    "nghi-quyet",
    "nghi-dinh",
    "quyet-dinh",
    "thong-tu",
    "chi-thi",
    "ke-hoach",
    "huong-dan",
    "cong-van",
    "thong-bao",
    "bao-cao",
    "khac",
]


class Document(Article):
    """A legal or administrative document."""

    number: Text
    form: DocumentForm
    issuer: Text | None = None
    issued: Day | None = None
    in_force: Force | None = None
    amends: Names[DocumentRef] = ()
    replaces: Names[DocumentRef] = ()
    repealed_by: DocumentRef | None = None


class Page(Front):
    """A page outside the news: about, contact, help."""

    updated: When | None = None


KINDS: dict[Kind, type[Front]] = {
    "news": News,
    "conference": Conference,
    "model": Model,
    "cluster": Cluster,
    "document": Document,
    "page": Page,
}
