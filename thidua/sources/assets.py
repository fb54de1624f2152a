"""Files that articles show and offer: pictures, attachments and static files, published under names that change with their content.

So readers may keep a file for ever. Attachments and static files are published as they are, pictures beside articles never: of them their
renditions are. A picture is decoded once before it is believed; one that has more pixels than the configuration allows, is damaged,
or is not a picture at all, is a problem.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, replace
from pathlib import Path

from thidua.digests import content_digest_of
from thidua.model import addresses
from thidua.problems import Location, Problem
from thidua.sources.discover import is_below, readable
from thidua.sources.renditions import Rendition, Seen, renditions_of
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
    """A published file: address, digest (32 hexadecimal digits), size in bytes, and in pixels if a picture.

    Of a picture with `renditions`, digest and size are those of the file that they are made from; the address is that of the last
    rendition, which every program can show, and so are width and height.
    """

    address: str
    digest: str
    size: int
    width: int | None = None
    height: int | None = None
    seen: Seen | None = None
    renditions: tuple[Rendition, ...] = ()


def theme_files(folder: Path, *, name: str, inside: tuple[Path, ...]) -> tuple[dict[str, Path], list[Problem]]:
    """Return the files of a folder of templates or static files by their path below it, and the links that lead out of `inside`.

    Names that begin with a dot are skipped. `name` is what the site calls the folder; `inside` are the folders, with links resolved,
    that a link may lead to (the site's, the package's): a link to /etc must not publish what is there.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    waiting = [(folder, "", "", frozenset[str]())]
    while waiting:
        place, home, prefix, above = waiting.pop()
        is_folder = place.is_dir()
        # A plain file is where its folder is, so that only folders and links are resolved.
        real = os.path.realpath(place) if is_folder or place.is_symlink() else f"{home}/{place.name}"
        if real in above:
            problems.append(Problem.at(Location(file=f"{name}/{prefix}".rstrip("/")), "link-loop"))
        elif not any(is_below(real, str(parent)) for parent in inside):
            problems.append(Problem.at(Location(file=f"{name}/{prefix}".rstrip("/")), "link-leaves-folder", content=inside[0].name))
        elif readable(prefix) != prefix:
            problems.append(Problem.at(Location(file=f"{name}/{readable(prefix)}".rstrip("/")), "file-name-encoding"))
        elif is_folder:
            around = above | {real}
            waiting += [(path, real, f"{prefix}{path.name}/", around) for path in place.iterdir() if not path.name.startswith(".")]
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


def read_asset(
    path: Path, *, name: str, max_megapixels: int, trusted: bool = False, known: Asset | None = None
) -> tuple[Asset | None, list[Problem]]:
    """Read the file at `path`, known to the site as `name`; what cannot be published is a problem.

    Only a `trusted` file (the theme's) may be of any kind: an SVG or HTML file beside an article could run script on the site. `known` is
    what was read of this name before: a picture whose bytes are still the same is not decoded again.
    """
    suffix = posixpath.splitext(name)[1].lower()
    place = Location(file=name)
    if not trusted and suffix not in PICTURE_SUFFIXES | ATTACHMENT_SUFFIXES:
        allowed = " ".join(sorted(PICTURE_SUFFIXES | ATTACHMENT_SUFFIXES))
        return None, [Problem.at(place, "file-type", extension=suffix or name, known=allowed)]
    try:
        bytes_there = path.stat().st_size
        if bytes_there > MAX_ASSET_BYTES:
            return None, [Problem.at(place, "file-too-large", hint="asset-too-large", limit=MAX_ASSET_BYTES // 1_000_000)]
        with path.open("rb") as file:
            digest = content_digest_of(file)
        if known and known.digest == digest:
            return known, []
        seen = _look_at(path, place, max_megapixels) if is_picture(name) else None
    except OSError as error:
        return None, [Problem.at(place, "unreadable-file", reason=error.strerror or "")]
    if isinstance(seen, Problem):
        return None, [seen]
    size = (seen.width, seen.height) if seen else (None, None)
    address = asset_address(name, digest)
    return Asset(address=address, digest=digest, size=bytes_there, width=size[0], height=size[1], seen=seen), []


def asset_address(name: str, digest: str) -> str:
    """Return where a file is published: its name, and enough of its content's digest that no two files of one name ever meet."""
    return addresses.asset(_stem(name), digest[:NAME_DIGITS], posixpath.splitext(name)[1].lower())


def with_renditions(asset: Asset, *, name: str, widths: tuple[int, ...]) -> Asset:
    """Return a picture as its renditions in these widths are published; any other file as it is."""
    if asset.seen is None:
        return asset
    found = renditions_of(asset.seen, stem=_stem(name), digest=asset.digest, widths=widths)
    last = found[-1]
    return replace(asset, address=last.address, width=last.width, height=last.height, renditions=found)


def _stem(name: str) -> str:
    return slug(posixpath.splitext(posixpath.basename(name))[0]) or "tep"


def _look_at(path: Path, place: Location, max_megapixels: int) -> Seen | Problem:
    from thidua.sources import pictures  # noqa: PLC0415 # Pillow costs 60 ms that a site without pictures need not pay

    try:
        return pictures.look_at(path, max_megapixels)
    except pictures.TooLarge as error:
        return Problem.at(place, "picture-too-large", width=error.width, height=error.height, limit=max_megapixels)
    except pictures.BadPicture:
        return Problem.at(place, "bad-picture")
