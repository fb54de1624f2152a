"""The version of the program, computed and never kept by hand: a digest of its sources and of the libraries that shape its output."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import thidua
from thidua.digests import digest, digest_bytes

_LIBRARIES = (
    *("jinja2", "markupsafe", "markdown", "nh3", "pyyaml", "pydantic", "pydantic-core"),
    *("python-slugify", "text-unidecode", "feedgen", "lxml", "python-dateutil", "pillow", "tzdata"),
)


@cache
def code_version() -> str:
    """Return the version, the same in every process that runs the same code."""
    package = Path(thidua.__file__).parent
    modules = [(path.relative_to(package).as_posix(), digest_bytes(path.read_bytes()).hex()) for path in sorted(package.rglob("*.py"))]
    return digest((sys.version, modules, [(name, _version(name)) for name in _LIBRARIES])).hex()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
