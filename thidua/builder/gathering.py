"""What a plan stands on beside the entries: registers, templates, pictures, attachments and static files.

What cannot be read is a problem, and the rest goes on: an editor hears of every mistake at once.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from thidua.builder.machine import below
from thidua.builder.survey import Ground
from thidua.catalog.catalog import Catalog, Sources
from thidua.catalog.entries import Entry, State
from thidua.catalog.registers import Registers
from thidua.model.config import Config, Section
from thidua.problems import Problems
from thidua.site import templating
from thidua.sources import settings
from thidua.sources.assets import Asset, read_asset
from thidua.sources.discover import is_young, stamp_of
from thidua.sources.reader import Draft
from thidua.state.store import Store


def gather(  # noqa: PLR0913 # what sources are made of
    *,
    root: Path,
    config: Config,
    sections: Mapping[str, Section],
    ground: Ground,
    drafts: tuple[Draft, ...],
    store: Store,
    problems: Problems,
) -> Sources:
    """Return all sources: the drafts, and the registers and files beside them."""
    names = {Path(item.path).stem: root / item.disk_path for item in ground.found.registers}
    registers, mistakes = settings.read_registers(config.content, names)
    problems.extend(mistakes)
    by_name = registers.records
    return Sources(
        config=config,
        sections=sections,
        drafts=drafts,
        shelf=store,
        registers=Registers(
            **{name: {record.id: record for record in by_name[name]} for name in ("units", "awards", "movements", "people", "series")},  # type: ignore[arg-type,attr-defined] # each register has its own record type
            abbreviations=by_name["abbreviations"],  # type: ignore[arg-type] # as above
        ),
        register_files={str(name): file for name, file in registers.files.items()},
        files={item.path: item.disk_path for item in ground.found.files},
    )


def template_digests(root: Path, ground: Ground, store: Store, problems: Problems) -> dict[str, str]:
    """Return the digest of every template by name; what is wrong with one is a problem."""
    data = store.fact("templates")
    known: templating.Parts = pickle.loads(data) if data else {}  # noqa: S301 # the store's own, sealed
    digests, parts, found = templating.digests(ground.templates, known)
    problems.extend(below(root, problem) for problem in found)
    if parts != known:
        store.keep_fact("templates", pickle.dumps(parts, 5))
    return digests


def read_assets(root: Path, catalog: Catalog, ground: Ground, store: Store, problems: Problems) -> dict[str, Asset]:
    """Return every file that the site publishes as it is: pictures and attachments in use, and static files; others are problems."""
    limit = catalog.config.images.max_megapixels
    known = _known_assets(store, limit)
    files = {item.path: item for item in ground.found.files}
    shown = {name for entry in catalog.entries.values() for name in files_shown(entry)}
    wanted = [(name, root / files[name].disk_path) for name in sorted(shown & files.keys())]
    wanted += [(f"static/{name}", path) for name, path in ground.static.items()]
    now = time.time_ns()
    assets, kept = {}, {}
    for name, path in wanted:
        status = path.stat()
        stamp = f"{path}:{stamp_of(status)}"
        before, asset = known.get(name, ("", None))
        if before != stamp:
            asset, found = read_asset(path, name=name, max_megapixels=limit, trusted=name.startswith("static/"))
            problems.extend(found)
        if asset:
            assets[name] = asset
            kept[name] = ("" if is_young(status, now) else stamp, asset)
    if kept != known:
        store.keep_fact("assets", pickle.dumps((limit, kept), 5))
    return assets


def _known_assets(store: Store, limit: int) -> dict[str, tuple[str, Asset]]:
    """Return the files that were published last time with their stamps, if the same pictures were allowed then."""
    data = store.fact("assets")
    before: tuple[int, dict[str, tuple[str, Asset]]] = pickle.loads(data) if data else (limit, {})  # noqa: S301 # the store's own, sealed
    return before[1] if before[0] == limit else {}


def files_shown(entry: Entry) -> Iterator[str]:
    """Yield the pictures and attachments of an entry that is not withdrawn."""
    if entry.state is not State.WITHDRAWN:
        yield from (name for space, name in entry.references if space in {"file", "picture"})
        yield from (name for space, name in entry.placeholders if space == "asset")
