"""The version of the program, computed and never kept by hand: a digest of its sources, its fonts and the libraries that shape output."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import thidua
from thidua.sources import defaults

_LIBRARIES = (
    *("jinja2", "markupsafe", "markdown", "nh3", "pyyaml", "pydantic", "pydantic-core"),
    *("python-slugify", "text-unidecode", "feedgen", "lxml", "python-dateutil", "pillow", "tzdata"),
)


@cache
def code_version() -> str:
    """Return the version, the same in every process that runs the same code."""
    whole = blake2b(sys.version.encode(), digest_size=16)
    package = Path(thidua.__file__).parent
    for path in sorted(package.rglob("*.py")):
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted((defaults.folder("static") / "fonts").glob("*.woff2")):  # cards are drawn with them
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _LIBRARIES:
        whole.update(f"{name} {_version(name)}\n".encode())
    return whole.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
