"""The site that is searched: the portal's own content, and beside it the synthetic archive.

Invariant: one folder of sources for every engine. The archive alone was rejected: nobody's real queries could be asked of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from benchmarks.archive import write_archive
from benchmarks.frontmatter import block

ROOT = Path(__file__).parent.parent.parent
MOMENT = "1795827600"
"""2026-11-28 00:00 in Hà Nội, as SOURCE_DATE_EPOCH: after the newest article of both."""


def write_corpus(folder: Path, articles: int, seed: int) -> None:
    """Write the portal's content, and with `articles` above zero so many synthetic ones beside it."""
    registers = folder / "content" / "registers"
    if articles:
        write_archive(folder, articles, seed)
    stories = _records(registers / "series.yaml")
    shutil.copytree(ROOT / "content", folder / "content", dirs_exist_ok=True)
    (registers / "series.yaml").write_bytes(block([*_records(registers / "series.yaml"), *stories]).encode())
    (folder / "content" / ".addresses.yaml").unlink(missing_ok=True)
    config = yaml.safe_load((ROOT / "site_config.yaml").read_text(encoding="utf-8"))
    (folder / "site_config.yaml").write_bytes(block({**config, "images": {"cards": False}}).encode())


def _records(path: Path) -> list[dict[str, object]]:
    found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return list(found or ())
