"""The picture library: every article that has a gallery, with its first pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from thidua.catalog import keys
from thidua.catalog.catalog import Catalog
from thidua.model import addresses
from thidua.model.kinds import Front
from thidua.site.beside import gallery
from thidua.site.display import Item, items
from thidua.site.layout import Frame, Theme, frame_reads
from thidua.site.outputs import Output, View
from thidua.site.pictures import PictureShown, picture
from thidua.site.reads import cards, unique
from thidua.site.values import Materials

TEMPLATE = "albums.html"
SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumShown:
    """An article with the first pictures of its gallery, and how many there are."""

    item: Item
    pictures: tuple[PictureShown, ...]
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumsPage:
    """What albums.html shows, newest first."""

    albums: tuple[AlbumShown, ...]


def plan(materials: Materials) -> Iterator[Output]:
    """Yield the picture library."""
    reads = unique(_reads(materials.catalog))
    yield Output(path=addresses.output_path(addresses.ALBUMS), renderer="albums", reads=reads)


def _reads(catalog: Catalog) -> Iterator[str]:
    found = catalog.queries["albums"]
    yield from (*frame_reads(TEMPLATE), keys.query("albums"), *cards(found))
    for name in found:
        yield keys.front(name)
        yield from (keys.asset(path) for space, path in catalog.entries[name].references if space == "picture")


def render(view: View, output: Output, theme: Theme) -> bytes:
    """Return the picture library."""
    del output
    frame = Frame(view)
    page = AlbumsPage(albums=tuple(_album(frame, name) for name in view[keys.query("albums")]))
    return frame.render(theme, TEMPLATE, frame.layout(title=frame.words.albums, address=addresses.ALBUMS), page)


def _album(frame: Frame, name: str) -> AlbumShown:
    (shown,) = items(frame, (name,))
    front: Front = frame.view[keys.front(name)]
    pictures = tuple(gallery(front))
    return AlbumShown(
        item=shown,
        pictures=tuple(picture(frame, one, thumbnail=True) for one in islice(pictures, SHOWN)),
        count=frame.words.fill("picture_count", count=len(pictures)),
    )
