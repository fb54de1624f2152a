"""How many distinct pairs of neighbouring syllables an archive has: what decides how hard its search index is.

Invariant: counted in the Markdown below the front matter, within a paragraph, in lower case. Counting words was rejected:
Vietnamese writes syllables.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_SYLLABLE = re.compile(r"[^\W\d_]+")


class Counts(NamedTuple):
    """What was counted below a folder."""

    entries: int
    syllables: int
    distinct: int
    pairs: int


def count_pairs(folder: Path) -> Counts:
    """Return the counts of the Markdown files in the site's `content/`."""
    files = syllables = 0
    distinct: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for path in (folder / "content").rglob("*.md"):
        files += 1
        for paragraph in path.read_text(encoding="utf-8").partition("\n---\n")[2].split("\n"):
            found = _SYLLABLE.findall(paragraph.partition("](")[0].lower())
            syllables += len(found)
            distinct.update(found)
            pairs.update(pairwise(found))
    return Counts(files, syllables, len(distinct), len(pairs))
