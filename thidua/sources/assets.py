"""Files that are published as they are: pictures, attachments and static files, named by their content.

A name that changes with the content lets readers keep a file for ever. Pictures are opened only far enough to know their size; one that
claims more pixels than the configuration allows, or is not a picture at all, is a problem.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path

from thidua.digests import content_digest_of
from thidua.model import addresses
from thidua.problems import Location, Problem
from thidua.vietnamese import slug

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
ATTACHMENT_SUFFIXES = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".csv", ".zip", ".txt", ".mp3", ".mp4"}
)
MAX_ASSET_BYTES = 200_000_000
NAME_DIGITS = 16
"""Digits of the content's digest in a published name: 64 bits, so that no two files of one name ever meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A published file: address, digest (32 hexadecimal digits), size in bytes, and in pixels if a picture."""

    address: str
    digest: str
    size: int
    width: int | None = None
    height: int | None = None


def theme_files(folder: Path, *, name: str, inside: tuple[Path, ...]) -> tuple[dict[str, Path], list[Problem]]:
    """Return the files of a folder of templates or static files by their path below it, and the links that lead out of `inside`.

    Names that begin with a dot are skipped. `name` is what the site calls the folder; `inside` are the folders, with links resolved,
    that a link may lead to (the site's, the package's): a link to /etc must not publish what is there.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    waiting: list[tuple[Path, str, frozenset[str]]] = [(folder, "", frozenset())]
    while waiting:
        place, prefix, above = waiting.pop()
        real = os.path.realpath(place)
        if real in above:
            problems.append(Problem.at(Location(file=f"{name}/{prefix}".rstrip("/")), "link-loop"))
        elif not any(Path(real).is_relative_to(parent) for parent in inside):
            problems.append(Problem.at(Location(file=f"{name}/{prefix}".rstrip("/")), "link-leaves-folder", content=inside[0].name))
        elif place.is_dir():
            below = above | {real}
            waiting += [(path, f"{prefix}{path.name}/", below) for path in place.iterdir() if not path.name.startswith(".")]
        elif place.is_file():
            found[prefix.rstrip("/")] = place
        elif place.is_symlink():
            problems.append(
                Problem.at(Location(file=f"{name}/{prefix}".rstrip("/")), "unreadable-file", reason="No such file or directory")
            )
    return dict(sorted(found.items())), problems


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
        bytes_there = path.stat().st_size
        if bytes_there > MAX_ASSET_BYTES:
            return None, [Problem.at(place, "file-too-large", hint="asset-too-large", limit=MAX_ASSET_BYTES // 1_000_000)]
        with path.open("rb") as file:
            digest = content_digest_of(file)
    except OSError as error:
        return None, [Problem.at(place, "unreadable-file", reason=error.strerror or "")]
    width = height = None
    if is_picture(name):
        size, problem = _pixels(path, place, max_megapixels)
        if size is None:
            return None, [problem] if problem else []
        width, height = size
    stem = slug(posixpath.splitext(posixpath.basename(name))[0]) or "tep"
    address = addresses.asset(stem, digest[:NAME_DIGITS], suffix)
    return Asset(address=address, digest=digest, size=bytes_there, width=width, height=height), []


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
