"""The blocks that editors write inside a text (`::: quote` … `:::`): one frozen model each, read like front matter.

A body is read without knowing other files: what a block's fields name is tied to files and entries later, like the links of a text. So
they carry no `Reference` marks, and nothing but files, entries and addresses can be named.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from thidua.model.fields import Duration, Items, LinkPath, SecureAddress, Text, WebAddress
from thidua.model.records import Picture, Record

_SITE = re.compile(r"https?://(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)")


REFERENCE_NAME = re.compile(r"[a-z0-9][a-z0-9/_-]*(?:#[a-z0-9-]+)?")
"""How an entry is called in a source, as in front matter: `tong-ket-2024`, `news/tong-ket-2024#ket-qua`; anything else is words."""


class Figure(Picture):
    """One picture with caption and credit."""


class Gallery(Record):
    """Several pictures under one caption."""

    images: Annotated[Items[Picture], Field(min_length=1)]
    caption: Text | None = None


class Quote(Record):
    """What somebody said, in their words: `title` is their office as printed that day; the words are the block's text."""

    speaker: Text | None = None
    title: Text | None = None
    source: Text | None = None


class FactLine(Record):
    """One fact of a table: `source` is an address, an entry's reference name or file, or words."""

    label: Text
    value: Text
    source: Text | None = None


class Facts(Record):
    """A table of facts."""

    title: Text | None = None
    rows: Annotated[Items[FactLine], Field(min_length=1)]


class DocumentCard(Record):
    """A document to open: an entry or a file (`to`), or one on another site (`url`)."""

    to: LinkPath | None = None
    url: WebAddress | None = None
    title: Text | None = None
    number: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _leads_to_one_place(self) -> Self:
        if self.to is None and self.url is None:
            code = "document-without-target"
            raise PydanticCustomError(code, "")
        if self.to is not None and self.url is not None:
            code = "document-two-targets"
            raise PydanticCustomError(code, "", {"at": "url"})
        return self


class VideoCard(Record):
    """A film on another site, which the reader is led to; nothing of that site is loaded."""

    url: SecureAddress
    title: Text
    duration: Duration | None = None
    source: Text | None = None


CalloutKind = Literal["note", "important", "contact", "warning"]


class Callout(Record):
    """What a reader must not overlook; the words are the block's text."""

    kind: CalloutKind = "note"
    title: Text | None = None


class BlockType(NamedTuple):
    """A kind of block: the model of its fields, and whether a text belongs to it."""

    model: type[Record]
    text: bool


BLOCKS: dict[str, BlockType] = {
    "figure": BlockType(Figure, text=False),
    "gallery": BlockType(Gallery, text=False),
    "quote": BlockType(Quote, text=True),
    "facts": BlockType(Facts, text=False),
    "document": BlockType(DocumentCard, text=False),
    "video": BlockType(VideoCard, text=False),
    "callout": BlockType(Callout, text=True),
}


def site_of(address: str) -> str:
    """Return the site that a web address leads to, as a reader knows it: `youtube.com`."""
    match = _SITE.match(address)
    return match[1].lower() if match else address
