"""Files that are published as they are: pictures, attachments and static files, named by their content.

A name that changes with the content lets readers keep a file for ever. Pictures are opened only far enough to know their size; one that
claims more pixels than the configuration allows, or is not a picture at all, is a problem.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from thidua.model import addresses
from thidua.problems import Location, Problem
from thidua.vietnamese import slug

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
ATTACHMENT_SUFFIXES = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".csv", ".zip", ".txt", ".mp3", ".mp4"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A published file: its address, size in bytes, and in pixels when it is a picture; `file` is where it is read from."""

    file: str
    address: str
    digest: str
    size: int
    width: int | None = None
    height: int | None = None


def is_picture(name: str) -> bool:
    """Tell by its ending whether a file is a picture that a page may show."""
    return posixpath.splitext(name)[1].lower() in PICTURE_SUFFIXES


def read_asset(path: Path, *, name: str, max_megapixels: int, trusted: bool = False) -> tuple[Asset | None, list[Problem]]:
    """Read the file at `path`, known to the site as `name`; what cannot be published is a problem.

    Only a `trusted` file (the theme's) may be of any kind: an SVG or HTML file beside an article could run script on the site.
    """
    suffix = posixpath.splitext(name)[1].lower()
    place = Location(file=name)
    if not trusted and suffix not in PICTURE_SUFFIXES | ATTACHMENT_SUFFIXES:
        known = " ".join(sorted(PICTURE_SUFFIXES | ATTACHMENT_SUFFIXES))
        return None, [Problem.at(place, "file-type", extension=suffix or name, known=known)]
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem.at(place, "unreadable-file", reason=error.strerror or "")]
    width = height = None
    if is_picture(name):
        size, problem = _pixels(path, place, max_megapixels)
        if size is None:
            return None, [problem] if problem else []
        width, height = size
    digest = blake2b(data, digest_size=6).hexdigest()
    stem = slug(posixpath.splitext(posixpath.basename(name))[0]) or "tep"
    address = addresses.asset(stem, digest, suffix)
    return Asset(file=str(path), address=address, digest=digest, size=len(data), width=width, height=height), []


def _pixels(path: Path, place: Location, max_megapixels: int) -> tuple[tuple[int, int] | None, Problem | None]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 # costs 60 ms that a site without pictures need not pay

    try:
        Image.MAX_IMAGE_PIXELS = None  # the bound here is the site's own, and nothing is decoded
        with Image.open(path) as picture:
            width, height = picture.size
            if width * height > max_megapixels * 1_000_000:
                return None, Problem.at(place, "picture-too-large", width=width, height=height, limit=max_megapixels)
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None, Problem.at(place, "bad-picture")
    return (width, height), None
