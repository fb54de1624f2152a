"""What the preview answers to a request: a pure function of the request, of what is shown, and of the files on the disk.

Pages get one line that published files never have: the address of the script that follows the board. It is an external script of the same
origin, so that it runs under the strictest policy that a site can have. Nothing is cached without asking again.

Against other sites in the same browser: only the machine's own names are answered to (a name of theirs that they point to 127.0.0.1 is
refused), and no answer may be embedded or read by another origin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from thidua.editing import site_files
from thidua.editing.board import Shown
from thidua.words.sentences import sentence

TOOLS = "/~thidua/"
EVENTS = f"{TOOLS}events"
_BROWSER = Path(__file__).parent / "browser"
_SENT = {f"{TOOLS}reload.js": _BROWSER / "reload.js", f"{TOOLS}panel.css": _BROWSER / "panel.css"}
_HEAD_END = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT = 80

OK, MOVED, NOT_MODIFIED, NOT_FOUND, MISDIRECTED, NOT_YET = 200, 302, 304, 404, 421, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers, and either the body or the file that is the body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    file: Path | None = None


def is_own_host(host: str, port: int) -> bool:
    """Tell whether a Host header names this server by a name that nobody else can give it."""
    name = host.strip().lower()
    return name in {f"{own}:{port}" for own in _NAMES} or (port == _HTTP_PORT and name in _NAMES)


def answer(target: str, headers: Mapping[str, str], shown: Shown, port: int) -> Answer:
    """Return the answer to a GET of `target` (that of EVENTS is the server's own affair); names of headers are in lower case."""
    if not is_own_host(headers.get("host", ""), port):
        return _plain(MISDIRECTED, sentence("preview-other-host", shown.language, port=port))
    path, _, query = target.partition("?")
    if path.startswith(TOOLS):
        return _tool(path, headers, shown)
    if shown.folder is None:
        return _page(NOT_YET, shown.waiting, headers, shown)
    found = site_files.find(shown.folder, shown.mount, path)
    if found and found.moved:
        return Answer(status=MOVED, headers={"Location": quote(found.moved, safe="/%~") + (f"?{query}" if query else "")})
    try:
        return _file(found.path, headers, shown) if found and found.path else _missing(shown, headers)
    except OSError:  # a build took it away meanwhile
        return _missing(shown, headers)


def _tool(path: str, headers: Mapping[str, str], shown: Shown) -> Answer:
    if path == f"{TOOLS}problems" and shown.panel:
        return _made(OK, shown.panel, site_files.HTML, headers)
    if path in _SENT:
        return _made(OK, _SENT[path].read_bytes(), site_files.media_type(_SENT[path]), headers)
    return _plain(NOT_FOUND, sentence("preview-nothing-here", shown.language))


def _missing(shown: Shown, headers: Mapping[str, str]) -> Answer:
    try:
        page = (shown.folder / "404.html").read_bytes() if shown.folder else b""
    except OSError:
        page = b""
    return _page(NOT_FOUND, page, headers, shown) if page else _plain(NOT_FOUND, sentence("preview-nothing-here", shown.language))


def _file(path: Path, headers: Mapping[str, str], shown: Shown) -> Answer:
    kind = site_files.media_type(path)
    if kind == site_files.HTML:
        return _page(OK, path.read_bytes(), headers, shown)
    tag = site_files.tag_of(path)
    own = {"Content-Type": kind, "ETag": tag}
    return Answer(status=NOT_MODIFIED, headers={"ETag": tag}) if _is_known(tag, headers) else Answer(status=OK, headers=own, file=path)


def _page(status: int, page: bytes, headers: Mapping[str, str], shown: Shown) -> Answer:
    return _made(status, with_script(page, shown), site_files.HTML, headers)


def with_script(page: bytes, shown: Shown) -> bytes:
    """Return a page that follows the board: as published, but for one script by its address."""
    marks = shown.marks
    line = f'<script src="{TOOLS}reload.js" data-pages="{marks.pages}" data-styles="{marks.styles}" defer></script>\n'.encode()
    end = _HEAD_END.search(page)
    place = end.start() if end else len(page)
    return page[:place] + line + page[place:]


def _made(status: int, body: bytes, kind: str, headers: Mapping[str, str]) -> Answer:
    tag = site_files.tag_of_bytes(body)
    if status == OK and _is_known(tag, headers):
        return Answer(status=NOT_MODIFIED, headers={"ETag": tag})
    own = {"Content-Type": kind} | ({"ETag": tag} if status == OK else {})
    return Answer(status=status, headers=own, body=body)


def _is_known(tag: str, headers: Mapping[str, str]) -> bool:
    asked = headers.get("if-none-match", "")
    return asked.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in asked.split(","))


def _plain(status: int, text: str) -> Answer:
    return Answer(status=status, headers={"Content-Type": "text/plain; charset=utf-8"}, body=f"{text}\n".encode())
