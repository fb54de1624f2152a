"""The version of the program, computed and never kept by hand: a digest of its sources, its fonts and the libraries that shape output."""

from __future__ import annotations

import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import thidua
from thidua.digests import digest, digest_bytes
from thidua.sources import defaults

_LIBRARIES = (
    *("jinja2", "markupsafe", "markdown", "nh3", "pyyaml", "pydantic", "pydantic-core"),
    *("python-slugify", "text-unidecode", "feedgen", "lxml", "python-dateutil", "icalendar", "pillow", "tzdata", "numpy"),
)


@cache
def code_version() -> str:
    """Return the version, the same in every process that runs the same code."""
    package = Path(thidua.__file__).parent
    files = [*sorted(package.rglob("*.py")), *sorted((defaults.folder("static") / "fonts").glob("*.woff2"))]  # cards are drawn with these
    parts = [("/".join(path.parts[-3:]), digest_bytes(path.read_bytes()).hex()) for path in files]
    return digest((sys.version, zlib.ZLIB_RUNTIME_VERSION, parts, [(name, _version(name)) for name in _LIBRARIES])).hex()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
