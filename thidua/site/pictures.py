"""Pictures as a page shows them: the smallest file that will do, from formats that the reader's browser knows.

The space of a picture is kept while it loads (width and height), only the first one of a page is fetched at once, and whatever repeats its
caption is not said twice. Front matter's pictures come to pages as `PictureShown` and are written by templates (parts.html); those in
bodies are written by `element`. Both write the same, and a test holds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape

from thidua.catalog import keys
from thidua.model.records import Picture
from thidua.site.layout import Frame
from thidua.sources.assets import Asset
from thidua.vietnamese import same_words

SIZES = "(min-width: 45rem) 42rem, calc(100vw - 2rem)"
"""How wide a picture in a text is: the column on wide screens, the screen without its margins on others.

Browsers take the first width that is not too narrow: so 720 serves the common phones and the column (672 px), 1080 the sharp ones.
"""
THUMBNAIL_SIZES = "(min-width: 45rem) 11rem, 45vw"
"""How wide a picture of a gallery is until it is enlarged: 360 serves nearly all screens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSource:
    """One format of a picture: its media type, and the addresses of its widths as `srcset` has them."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureShown:
    """A picture with its published addresses and size; caption and credit appear once, and `alt` never repeats the caption.

    `src` is the largest file in a format that every program knows; `sources` come before it; `first`: it is fetched at once.
    """

    src: str
    sources: tuple[PictureSource, ...]
    sizes: str
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str
    first: bool


def shown(  # noqa: PLR0913 # what is said of a picture
    frame: Frame, asset: Asset, *, alt: str = "", caption: str = "", credit: str = "", first: bool = False, thumbnail: bool = False
) -> PictureShown:
    """Return a published picture as a page shows it; `thumbnail`: in a gallery."""
    return PictureShown(
        src=frame.href(asset.address),
        sources=tuple(_source(frame, asset, form) for form in ("avif", "webp") if asset.renditions),
        sizes=THUMBNAIL_SIZES if thumbnail else SIZES,
        width=asset.width,
        height=asset.height,
        alt="" if same_words(alt, caption) else alt,
        caption=caption,
        credit=credit,
        first=first,
    )


def picture(frame: Frame, written: Picture, *, first: bool = False, thumbnail: bool = False) -> PictureShown:
    """Return a picture of the front matter as a page shows it."""
    return shown(
        frame,
        frame.view[keys.asset(written.src)],
        alt=written.alt or "",
        caption=written.caption or "",
        credit=frame.words.fill("photo_credit", name=written.credit) if written.credit else "",
        first=first,
        thumbnail=thumbnail,
    )


def element(found: PictureShown, attributes: Iterable[tuple[str, str]], *, plain: bool = False) -> str:
    """Return a picture of a body, with its other attributes as they stand there; `plain`: without formats and hints, as for a feed."""
    said = "".join(f' {name}="{value}"' for name, value in attributes)
    size = f' width="{found.width}" height="{found.height}"' if found.width else ""
    if plain:
        return f'<img src="{escape(found.src)}"{said}{size}>'
    sources = "".join(f'<source type="{source.type}" srcset="{escape(source.srcset)}" sizes="{found.sizes}">' for source in found.sources)
    hints = 'fetchpriority="high"' if found.first else 'loading="lazy" decoding="async"'
    img = f'<img src="{escape(found.src)}"{said}{size} {hints}>'
    return f"<picture>{sources}{img}</picture>" if sources else img


def _source(frame: Frame, asset: Asset, form: str) -> PictureSource:
    files = [f"{frame.href(item.address)} {item.width}w" for item in asset.renditions if item.format == form]
    return PictureSource(type=f"image/{form}", srcset=", ".join(files))
