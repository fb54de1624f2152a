"""Where the package keeps the theme and registers that every site starts from.

In a wheel they are mapped below `thidua/defaults/`; in a checkout they are the repository's own folders. There is one copy of each.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: Literal["templates", "static", "registers"]) -> Path:
    """Return the folder of default templates, static files or registers."""
    packed = _PACKAGE / "defaults" / name
    if packed.is_dir():
        return packed
    checkout = _PACKAGE.parent
    return checkout / "content" / "registers" if name == "registers" else checkout / name


DEFAULT_REGISTERS = ("units", "awards", "movements", "abbreviations")
"""The registers that hold for every province; people and running stories are a site's own."""
