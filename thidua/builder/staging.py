"""Rendering to the stage, in this process or in workers, and the stage itself, which keeps the published site whole until then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thidua.builder.folders import FOLDER_KEY, Coming, begin_folders, published_folder
from thidua.builder.machine import AHEAD, FEW, Crew, spread, trim_memory
from thidua.builder.pictures import Made, make_pictures
from thidua.builder.remembering import Value, Work
from thidua.catalog import keys
from thidua.digests import content_digest
from thidua.publish import changes, manifest
from thidua.site import rendering
from thidua.site.layout import Theme
from thidua.site.outputs import Output

RENDER_BATCH = 1000
"""Keys that the outputs of one batch read: some sixty articles, or one page that counts a year's awards."""


MANY = 2000
"""An output that reads more keys is rendered here, where a value is made when it is asked for: a worker is given all of them at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """What rendering needs beside the outputs: where to, what there is already, and by whom.

    `before` says what is published in `output`. `sources` says where pictures and the files lie that are published as they are, by name;
    `pictures` is where renditions are kept.
    """

    stage: Path
    output: Path
    before: manifest.Manifest
    sources: Mapping[str, Path]
    pictures: Path
    crew: Crew


def render(work: Work, begun: Coming, theme: Theme, staging: Staging) -> Made:
    """Render the stale outputs to the stage; return digest and size by path. Files that are already published are not staged.

    An output of several files has its own path in what is returned, and one for each file. Workers make these while pages are rendered;
    those that are `begun` they may have made.
    """
    stage, before, crew = staging.stage, staging.before, staging.crew
    outputs = _by_renderer(work.outputs)
    shown, segments = outputs[rendering.PICTURE], outputs[rendering.SEARCH_SEGMENT]
    pictures = make_pictures(shown, work.value, stage, before, crew, sources=staging.sources, kept=staging.pictures)
    coming = begun | begin_folders([output for output in segments if output.path not in begun], work.value, stage, before, crew)
    made = pictures | _render_pages(outputs[_PAGE], _measured(work, pictures, staging), theme, staging)
    folders: Made = {}
    for path, end in coming.items():
        folder = end()
        folders |= {path: (folder.digest, folder.size), **folder.files}
    batches = rendering.batches(_measured(work, folders, staging), outputs[rendering.SEARCH_INDEX], theme, size=RENDER_BATCH)
    return made | folders | _render_here(batches, staging) | _stage_files(outputs[rendering.FILE], work, staging)


_PAGE = "page"
_APART = frozenset({rendering.FILE, rendering.SEARCH_INDEX, rendering.SEARCH_SEGMENT, rendering.PICTURE})
"""Renderers of what is not made like a page."""


def _by_renderer(outputs: Iterable[Output]) -> Mapping[str, Sequence[Output]]:
    """Return outputs by their renderer; all that are made like pages are together."""
    found: dict[str, list[Output]] = defaultdict(list)
    for output in outputs:
        found[output.renderer if output.renderer in _APART else _PAGE].append(output)
    return found


def _render_pages(pages: Sequence[Output], value: Value, theme: Theme, staging: Staging) -> Made:
    """Render pages in batches, here and in workers, and then, one by one, those that read much."""
    made: Made = {}
    large = [page for page in pages if len(page.reads) > MANY]
    batches = rendering.batches(value, (page for page in pages if len(page.reads) <= MANY), theme, size=RENDER_BATCH)
    tasks = (_task(batch, staging) for batch in batches)
    for done in spread(staging.crew, render_to_stage, tasks, ahead=AHEAD if len(pages) > FEW else 0):
        made |= done
    if large:
        trim_memory()
    return made | _render_here((rendering.Batch(outputs=(page,), values=_Asked(value), theme=theme) for page in large), staging)


def _render_here(batches: Iterable[rendering.Batch], staging: Staging) -> Made:
    """Render batches in this process."""
    made: Made = {}
    for batch in batches:
        made |= render_to_stage(*_task(batch, staging))
    return made


def _task(batch: rendering.Batch, staging: Staging) -> tuple[rendering.Batch, Path, dict[str, str]]:
    """Return what `render_to_stage` needs of a batch."""
    return batch, staging.stage, {item.path: staging.before.files.get(item.path, "") for item in batch.outputs}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Values that are made when they are asked for, and not kept."""

    value: Value

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 # the key decides the type
        """Return the value of a key."""
        return self.value(key)


def _measured(work: Work, made: Made, staging: Staging) -> Value:
    """Return the values of keys, with what is known of other outputs once they are `made`, now or before.

    That is the size in bytes of a picture, and of a folder, on the stage or published before, its name and what tells of its files.
    """

    def value(key: str) -> Any:  # noqa: ANN401 # the key decides the type
        found = work.value(key)
        if key.startswith(_LENGTH):
            return made[found][1] if found in made else (staging.output / found).stat().st_size
        if key.startswith(FOLDER_KEY):
            digest = made[found][0] if found in made else work.unchanged[found]
            return published_folder(found, digest, staging.stage, staging.output)
        return found

    return value


_LENGTH = keys.length("")


def render_to_stage(batch: rendering.Batch, stage: Path, known: Mapping[str, str]) -> Made:
    """Render a batch and write to the stage what differs from the digests in `known`; return digest and size by path."""
    made: set[str] = set()
    done = {}
    for path, data in rendering.render_batch(batch):
        digest = content_digest(data)
        if known[path] != digest:
            changes.write_staged(stage, path, data, made)
        done[path] = (digest, len(data))
    return done


def _stage_files(outputs: Iterable[Output], work: Work, staging: Staging) -> Made:
    """Copy to the stage what is published as it is."""
    made: set[str] = set()
    done = {}
    for output in outputs:
        asset = work.value(output.reads[0])
        if staging.before.files.get(output.path) != asset.digest:
            changes.copy_staged(staging.stage, output.path, str(staging.sources[output.subject]), made)
        done[output.path] = (asset.digest, asset.size)
    return done


@contextmanager
def staged(output: Path, crew: Crew) -> Iterator[Path]:
    """Give a stage beside the output folder and take it away whatever happens; stages of killed builds go first.

    Workers that may still write to it end before it goes.
    """
    stage = changes.stage_folder(output)
    for stale in changes.stale_stages(output):
        changes.discard(stale)
    try:
        stage.mkdir(parents=True)
        yield stage
    except BaseException:
        crew.dismiss()
        raise
    finally:
        changes.discard(stage)
