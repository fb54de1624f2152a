"""Which published file a request means, and what it is to a browser.

Invariant: whatever is asked for, only an ordinary file below the published folder is found, under the very name it was published by. Names
that begin with a dot are not published (the manifest is one), symbolic links are not followed out of the folder, and a folder is
never listed.

Rejected: http.server's own handler. It lists folders, follows links, and maps backslashes and encodings as the platform likes.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from thidua.digests import digest_bytes
from thidua.publish.manifest import is_safe

_TYPES = mimetypes.MimeTypes()  # the library's own table: the machine's would make one site many
for _suffix, _type in {
    ".avif": "image/avif",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".opml": "text/x-opml",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}.items():
    _TYPES.add_type(_type, _suffix)

_TEXTUAL = frozenset({"application/json", "application/manifest+json", "application/xml", "image/svg+xml"})
_FORBIDDEN = re.compile(r"[\\\x00-\x1f\x7f]")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A published file, or the address (`moved`) under which the folder that was asked for has its page."""

    path: Path | None = None
    moved: str | None = None


def find(folder: Path, mount: str, target: str) -> Found | None:
    """Return what `target`, the path of a request, means on a site in `folder` that lies below `mount`; None when there is nothing."""
    address = _address(target)
    if address is None:
        return None
    if address != mount and address in {"/", mount.rstrip("/")}:
        return Found(moved=mount)
    if not address.startswith(mount):
        return None
    inside = address.removeprefix(mount)
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return _published(folder, name, target) if is_safe(name) else None


def _published(folder: Path, name: str, target: str) -> Found | None:
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            return None
        if path.is_file():
            return Found(path=path)
        return Found(moved=f"{target}/") if (path / "index.html").is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _address(target: str) -> str | None:
    """Return the decoded path of a request; None for what no address of a site can be."""
    if not target.startswith("/") or target.startswith("//"):
        return None
    try:
        address = unquote_to_bytes(target).decode()
    except UnicodeDecodeError:
        return None
    return None if _FORBIDDEN.search(address) else address


def media_type(path: Path) -> str:
    """Return a file's content type by its name, the same on every machine."""
    kind = _TYPES.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTUAL else kind


def tag_of(path: Path) -> str:
    """Return an entity tag for a file that is not changed but replaced, as published ones are."""
    status = path.stat()
    return _tag(f"{status.st_ino}:{status.st_size}:{status.st_mtime_ns}".encode())


def tag_of_bytes(data: bytes) -> str:
    """Return an entity tag for what was made on the spot."""
    return _tag(data)


def _tag(data: bytes) -> str:
    return f'"{digest_bytes(data).hex()}"'
