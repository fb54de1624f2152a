"""What a plan stands on beside the entries: registers, templates, pictures, attachments and static files.

What cannot be read is a problem, and the rest goes on: an editor hears of every mistake at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from thidua.builder.machine import AHEAD, Crew, below, spread
from thidua.builder.survey import Ground
from thidua.catalog.catalog import Catalog, Sources
from thidua.catalog.entries import Entry, State
from thidua.catalog.registers import Registers
from thidua.model.config import Config, Section
from thidua.pickles import dump, load
from thidua.problems import ConfigurationError, Location, Problem, Problems
from thidua.site import templating
from thidua.site.rendering import TEMPLATES
from thidua.site.theme import FILES
from thidua.sources import settings
from thidua.sources.assets import Asset, is_picture, read_asset, with_renditions
from thidua.sources.discover import is_young, stamp_of
from thidua.sources.reader import Draft
from thidua.state.store import Store

_STATIC = "static/"
READ_BATCH = 8
"""So many pictures are looked at in one go: half a second of photographs."""


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
    names = {Path(item.path).stem: root / item.disk_path for item in ground.registers}
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
            most_read=by_name["most-read"],  # type: ignore[arg-type] # as above
        ),
        register_files={str(name): file for name, file in registers.files.items()},
        files={item.path: item.disk_path for item in ground.files},
    )


def require_theme(ground: Ground) -> None:
    """Raise ConfigurationError when a file that pages are made with is neither the site's nor the package's."""
    problems = Problems()
    for name in sorted({*TEMPLATES} - {*ground.templates}):
        problems.add(Problem.at(Location(file=f"templates/{name}"), "theme-file-missing"))
    for name in sorted({*FILES} - {f"{_STATIC}{name}" for name in ground.static}):
        problems.add(Problem.at(Location(file=name), "theme-file-missing"))
    if problems.errors:
        raise ConfigurationError(problems)


def template_digests(root: Path, ground: Ground, store: Store, problems: Problems) -> dict[str, str]:
    """Return the digest of every template by name; what is wrong with one is a problem."""
    data = store.fact("templates")
    known: templating.Parts = load(data) if data else {}
    digests, parts, found = templating.digests(ground.templates, known)
    problems.extend(below(root, problem) for problem in found)
    if parts != known:
        store.keep_fact("templates", dump(parts))
    return digests


class _Task(NamedTuple):
    """A file to read: what it is called, where it lies, what was read of it before."""

    name: str
    path: Path
    known: Asset | None


_Answer = tuple[str, Asset | None, list[Problem]]


def read_assets(  # noqa: PLR0913 # where from, by whom, and what is said of it
    root: Path, catalog: Catalog, ground: Ground, store: Store, *, crew: Crew, problems: Problems
) -> dict[str, Asset]:
    """Return every file that the site publishes beside pages: pictures and attachments in use, and static files; others are problems."""
    images = catalog.config.images
    known = _known_assets(store, images.max_megapixels)
    files = published_files(root, ground)
    shown = {name for entry in catalog.entries.values() for name in files_shown(entry)}
    now = time.time_ns()
    stamps, found, tasks = {}, {}, []
    for name, path in files.items():
        if name in shown or name.startswith(_STATIC):
            status = path.stat()
            stamp = f"{path}:{stamp_of(status)}"
            before, asset = known.get(name, ("", None))
            stamps[name] = "" if is_young(status, now) else stamp
            found[name] = asset if before == stamp else None  # in the order of the files, whoever reads them
            if before != stamp:
                tasks.append(_Task(name, path, asset))
    for name, asset, wrong in _read(tasks, images.max_megapixels, crew):
        problems.extend(wrong)
        found[name] = asset
    kept = {name: (stamps[name], asset) for name, asset in found.items() if asset}
    if kept != known:
        store.keep_fact("assets", dump((images.max_megapixels, kept)))
    return {
        name: asset if name.startswith(_STATIC) else with_renditions(asset, name=name, widths=images.widths)
        for name, (_, asset) in kept.items()
    }


def _read(tasks: Sequence[_Task], limit: int, crew: Crew) -> Iterator[_Answer]:
    """Yield what came of reading files; workers help with pictures, each of which is decoded."""
    cuts = [tasks[start : start + READ_BATCH] for start in range(0, len(tasks), READ_BATCH)]
    many = sum(is_picture(task.name) for task in tasks) > READ_BATCH
    for found in spread(crew, _read_batch, ((cut, limit) for cut in cuts), ahead=AHEAD if many else 0):
        yield from found


def _read_batch(tasks: Sequence[_Task], limit: int) -> list[_Answer]:
    return [
        (name, *read_asset(path, name=name, max_megapixels=limit, trusted=name.startswith(_STATIC), known=known))
        for name, path, known in tasks
    ]


def published_files(root: Path, ground: Ground) -> dict[str, Path]:
    """Return where each file lies that may be published as it is, by the name that the site knows it by."""
    beside = {item.path: root / item.disk_path for item in ground.files}
    return beside | {f"{_STATIC}{name}": path for name, path in ground.static.items()}


def _known_assets(store: Store, limit: int) -> dict[str, tuple[str, Asset]]:
    """Return the files that were published last time with their stamps, if the same pictures were allowed then."""
    data = store.fact("assets")
    before: tuple[int, dict[str, tuple[str, Asset]]] = load(data) if data else (limit, {})
    return before[1] if before[0] == limit else {}


def files_shown(entry: Entry) -> Iterator[str]:
    """Yield the pictures and attachments of an entry that is not withdrawn."""
    if entry.state is not State.WITHDRAWN:
        yield from (name for space, name in entry.references if space in {"file", "picture"})
        yield from (name for space, name in entry.placeholders if space == "asset")
