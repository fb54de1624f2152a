"""In which sizes and formats a picture is published: a pure function of what is known of it and of the configured widths.

Nothing is encoded to know an address: it is made of the digest of the picture and of the recipe. So pages are planned and rendered before
any picture is, and a picture that was made once is known again by its name.

Rejected: a fallback in every width. Browsers that know neither AVIF nor WebP are too few to publish a third more files for them; they get
the largest. Rejected, too: publishing the file as it came. It may say where and by whom a photograph was taken, and weigh 10 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thidua.digests import content_digest
from thidua.model import addresses

Format = Literal["avif", "webp", "jpeg", "png"]

RECIPE = 1
"""Another number whenever the same settings are to give another picture."""

QUALITY: dict[Format, int] = {"avif": 50, "webp": 74, "jpeg": 80, "png": 100}
MAX_HEIGHT = 12_000
"""Pixels: WebP ends at 16,383, and nobody looks at so long a strip."""

_NEAR = 0.8
"""A width beyond this part of the largest saves a reader too little to be made."""
_DIGITS = 16
_SUFFIX: dict[Format, str] = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg", "png": ".png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of a picture: its size in pixels the right way up, whether anything shows through it, whether it has few colours."""

    width: int
    height: int
    transparent: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in one size and format; `key` is the digest of its content and of all that it is made by, `flat` as in `Seen`."""

    address: str
    key: str
    format: Format
    width: int
    height: int
    quality: int
    flat: bool


def renditions_of(seen: Seen, *, stem: str, digest: str, widths: tuple[int, ...]) -> tuple[Rendition, ...]:
    """Return the renditions of a picture: AVIF and WebP in ascending widths, and last the fallback, in the largest width.

    `digest` is that of the picture's bytes, `stem` begins its addresses. No rendition is wider than the picture.
    """
    chosen = tuple(_widths(seen, widths))
    fallback: Format = "png" if seen.transparent or seen.flat else "jpeg"
    modern: tuple[Format, ...] = ("avif", "webp")
    wanted = [(form, width) for form in modern for width in chosen] + [(fallback, chosen[-1])]
    return tuple(_rendition(seen, stem, digest, form, width) for form, width in wanted)


def _widths(seen: Seen, widths: tuple[int, ...]) -> Iterator[int]:
    largest = max(1, min(seen.width, max(widths), seen.width * MAX_HEIGHT // seen.height))
    yield from (width for width in sorted(set(widths)) if width <= largest * _NEAR)
    yield largest


def _rendition(seen: Seen, stem: str, digest: str, form: Format, width: int) -> Rendition:
    height = max(1, min(MAX_HEIGHT, round(seen.height * width / seen.width)))
    quality = QUALITY[form]
    recipe = f"{RECIPE} {digest} {form} {width} {height} {quality} {seen.flat:d}"
    key = content_digest(recipe.encode())
    return Rendition(
        address=addresses.asset(f"{stem}-{width}", key[:_DIGITS], _SUFFIX[form]),
        key=key,
        format=form,
        width=width,
        height=height,
        quality=quality,
        flat=seen.flat,
    )
