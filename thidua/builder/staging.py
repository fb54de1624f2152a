"""Rendering to the stage, in this process or in workers, and the lock and stage that keep the published site whole until then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from thidua.builder.machine import AHEAD, FEW, Crew, spread
from thidua.builder.pictures import make_pictures
from thidua.builder.remembering import Value, Work
from thidua.catalog import keys
from thidua.digests import content_digest
from thidua.locks import Held
from thidua.problems import MachineError
from thidua.publish import changes, manifest
from thidua.publish.lock import only_build
from thidua.site import rendering
from thidua.site.layout import Theme
from thidua.site.outputs import Output

RENDER_BATCH = 1000
"""Keys that the outputs of one batch read: some sixty articles, or one page that counts a year's awards."""


def render(  # noqa: PLR0913 # where from, where to, and by whom
    work: Work, theme: Theme, stage: Path, before: manifest.Manifest, crew: Crew, *, sources: Mapping[str, Path], pictures: Path
) -> dict[str, tuple[str, int]]:
    """Render the stale outputs to the stage; return digest and size by path. Files that are already published are not staged.

    `sources` says where pictures and the files lie that are published as they are, by name; `pictures` is where renditions are kept.
    """
    shown = [output for output in work.outputs if output.renderer == rendering.PICTURE]
    files = make_pictures(shown, work.value, stage, before, crew, sources=sources, kept=pictures)
    pages = [output for output in work.outputs if output.renderer not in {rendering.FILE, rendering.PICTURE}]
    batches = rendering.batches(_measured(work, files), pages, theme, size=RENDER_BATCH)
    tasks = ((batch, stage, {item.path: before.files.get(item.path, "") for item in batch.outputs}) for batch in batches)
    for done in spread(crew, render_to_stage, tasks, ahead=AHEAD if len(pages) > FEW else 0):
        files.update(done)
    files.update(_stage_files([output for output in work.outputs if output.renderer == rendering.FILE], work, stage, before, sources))
    return files


def _measured(work: Work, pictures: Mapping[str, tuple[str, int]]) -> Value:
    """Return the values of keys, with the size in bytes of each published picture: of those made now, and of those that stay."""

    def value(key: str) -> Any:  # noqa: ANN401 # the key decides the type
        found = work.value(key)
        if not key.startswith(_LENGTH):
            return found
        _, size = pictures.get(found) or work.unchanged[found]
        return size

    return value


_LENGTH = keys.length("")


def render_to_stage(batch: rendering.Batch, stage: Path, known: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Render a batch and write to the stage what differs from the digests in `known`; return digest and size by path."""
    made: set[str] = set()
    done = {}
    for path, data in rendering.render_batch(batch):
        digest = content_digest(data)
        if known[path] != digest:
            changes.write_staged(stage, path, data, made)
        done[path] = (digest, len(data))
    return done


def _stage_files(
    outputs: Iterable[Output], work: Work, stage: Path, before: manifest.Manifest, sources: Mapping[str, Path]
) -> dict[str, tuple[str, int]]:
    made: set[str] = set()
    done = {}
    for output in outputs:
        asset = work.value(output.reads[0])
        if before.files.get(output.path) != asset.digest:
            changes.copy_staged(stage, output.path, str(sources[output.subject]), made)
        done[output.path] = (asset.digest, asset.size)
    return done


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keep other builds away from the output folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(only_build(output))
        except Held:
            raise MachineError("another-build", path=output) from None
        except (NotADirectoryError, FileExistsError) as error:
            raise MachineError("not-a-folder", path=output) from error
        yield


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give a stage beside the output folder and take it away whatever happens; stages of killed builds go first."""
    stage = changes.stage_folder(output)
    for stale in changes.stale_stages(output):
        changes.discard(stale)
    try:
        stage.mkdir(parents=True)
        yield stage
    finally:
        changes.discard(stage)
