"""site_config.yaml as a frozen model: the portal's name, owner, sections, menu, feeds and links."""

from __future__ import annotations

import posixpath
import re
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from thidua.model.fields import Count, Email, Flag, Items, SitePath, Slug, Text, WebAddress
from thidua.model.kinds import Kind
from thidua.model.records import Record


def _read_time_zone(value: object) -> object:
    if isinstance(value, str):
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            code = "unknown-time-zone"
            raise PydanticCustomError(code, "", {"text": value}) from None
    return value


def _read_base_url(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"https?://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?", value):
            code = "bad-base-url"
            raise PydanticCustomError(code, "", {"text": value})
        return value.rstrip("/") + "/"
    return value


def _read_section_id(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*", value):
        code = "bad-section-id"
        raise PydanticCustomError(code, "", {"text": value})
    return value


SectionId = Annotated[Text, BeforeValidator(_read_section_id)]


def _read_folder(value: object) -> object:
    """Return a folder's name in its one form: "./content/" is "content"."""
    return posixpath.normpath(value) if isinstance(value, str) and value.strip() else value


Folder = Annotated[Text, BeforeValidator(_read_folder)]


class Owner(Record):
    """Who answers for the portal."""

    name: Text
    email: Email
    responsible: Text | None = None
    address: Text | None = None
    phone: Text | None = None


class Section(Record):
    """A part of the portal: `id` is its folder below the content folder."""

    id: SectionId
    kind: Kind
    title: Text
    slug: str
    description: Text | None = None
    parent: Text | None = None


class SectionChange(Record):
    """A section as written in the configuration: what is left out of a default section stays as it is."""

    id: SectionId
    kind: Kind | None = None
    title: Text | None = None
    slug: Slug | None = None
    description: Text | None = None
    parent: Text | None = None


class MenuItem(Record):
    """An entry of the menu: `to` is a section's id, a page's reference name or a path on the site."""

    to: Text
    title: Text | None = None


class Moved(Record):
    """A list that has another address now: a renamed section, a tag spelt otherwise. Its page redirects, its feeds live on there."""

    from_: SitePath = Field(alias="from")
    to: SitePath


class Link(Record):
    """A related body's web site."""

    title: Text
    url: WebAddress


class Feeds(Record):
    """What the feeds say: `authority` names the site in stable identities, `hub` is the WebSub hub that is told of what is new."""

    authority: Text | None = None
    limit: Count = 50
    content: Literal["full", "summary"] = "full"
    hub: WebAddress | None = None


class Data(Record):
    """Under which licence others may use the open data; without it none is stated."""

    license: Text | None = None
    license_url: WebAddress | None = None


WIDTHS = 6
LEAST_WIDTH, MOST_WIDTH = 100, 4000


def _check_widths(value: tuple[int, ...]) -> tuple[int, ...]:
    if not 1 <= len(value) <= WIDTHS or any(not LEAST_WIDTH <= width <= MOST_WIDTH for width in value):
        code = "bad-picture-widths"
        raise PydanticCustomError(code, "", {"count": WIDTHS, "least": LEAST_WIDTH, "most": MOST_WIDTH})
    return value


class Images(Record):
    """What becomes of pictures.

    `max_megapixels` refuses what would exhaust memory, `widths` are the sizes in which one is published, `cards`: social cards are drawn.
    """

    max_megapixels: Count = 60
    widths: Annotated[Items[Count], AfterValidator(_check_widths)] = (360, 720, 1080, 1600)
    cards: Flag = True


class Feedback(Record):
    """Where readers' remarks go: an endpoint for a form; without it, the owner's e-mail address."""

    endpoint: WebAddress | None = None


class Search(Record):
    """Whether the portal has a search page."""

    enabled: Flag = True


class Config(Record):
    """The whole of site_config.yaml; every path is relative to that file."""

    title: Text
    base_url: Annotated[Text, BeforeValidator(_read_base_url)]
    owner: Owner
    description: Text | None = None
    language: Literal["vi", "en"] = "vi"
    timezone: Annotated[Text, BeforeValidator(_read_time_zone)] = "Asia/Ho_Chi_Minh"
    notice: Text | None = None
    content: Folder = "content"
    templates: Folder = "templates"
    static: Folder = "static"
    output: Folder = "public"
    cache: Folder = ".cache"
    sections: Items[SectionChange] = ()
    menu: Items[MenuItem] = ()
    moved: Items[Moved] = ()
    links: Items[Link] = ()
    feeds: Feeds = Feeds()
    data: Data = Data()
    page_size: Count = 20
    images: Images = Images()
    feedback: Feedback = Feedback()
    search: Search = Search()

    @model_validator(mode="before")
    @classmethod
    def _is_not_empty(cls, data: Any) -> Any:  # noqa: ANN401 # pydantic hands over whatever the caller gave
        return data if data is not None else {}

    @model_validator(mode="after")
    def _pages_hold_something(self) -> Self:
        if self.page_size < 1:
            code = "bad-page-size"
            raise PydanticCustomError(code, "")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def authority(self) -> str:
        """The name under which stable identities are made: `feeds.authority`, else the host of `base_url`."""
        return self.feeds.authority or self.base_url.split("/")[2].split(":")[0]
