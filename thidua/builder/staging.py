"""Rendering to the stage, in this process or in workers, and the lock and stage that keep the published site whole until then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thidua.builder.folders import FOLDER, make_folders, published_folder
from thidua.builder.machine import AHEAD, FEW, Crew, spread, trim_memory
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


MANY = 2000
"""An output that reads more keys is rendered here, where a value is made when it is asked for: a worker is given all of them at once."""


def render(  # noqa: PLR0913 # where from, where to, and by whom
    work: Work,
    theme: Theme,
    stage: Path,
    before: manifest.Manifest,
    crew: Crew,
    *,
    output: Path,
    sources: Mapping[str, Path],
    pictures: Path,
) -> dict[str, tuple[str, int]]:
    """Render the stale outputs to the stage; return digest and size by path. Files that are already published are not staged.

    An output of several files has its own path in what is returned, and one for each file. `sources` says where pictures and the files
    lie that are published as they are, by name; `pictures` is where renditions are kept, `output` what is published now.
    """
    shown = [item for item in work.outputs if item.renderer == rendering.PICTURE]
    files = make_pictures(shown, work.value, stage, before, crew, sources=sources, kept=pictures)
    folders = make_folders([item for item in work.outputs if item.renderer == rendering.FOLDER], work.value, stage, before, crew)
    late = [item for item in work.outputs if item.renderer == rendering.SEARCH_INDEX]
    pages = [item for item in work.outputs if item.renderer not in _NOT_PAGES]
    large = [page for page in pages if len(page.reads) > MANY]
    value = _measured(work, files, stage, output)
    batches = rendering.batches(value, (page for page in pages if len(page.reads) <= MANY), theme, size=RENDER_BATCH)
    tasks = ((batch, stage, {item.path: before.files.get(item.path, "") for item in batch.outputs}) for batch in batches)
    for done in spread(crew, render_to_stage, tasks, ahead=AHEAD if len(pages) > FEW else 0):
        files.update(done)
    if large:
        trim_memory()
    for page in large:
        batch = rendering.Batch(outputs=(page,), values=_Asked(value), theme=theme)
        files.update(render_to_stage(batch, stage, {page.path: before.files.get(page.path, "")}))
    for path, folder in folders:
        files.update({path: (folder.digest, folder.size), **folder.files})
    for batch in rendering.batches(value, late, theme, size=RENDER_BATCH):
        files.update(render_to_stage(batch, stage, {item.path: before.files.get(item.path, "") for item in batch.outputs}))
    files.update(_stage_files([item for item in work.outputs if item.renderer == rendering.FILE], work, stage, before, sources))
    return files


@dataclass(frozen=True, slots=True)
class _Asked:
    """Values that are made when they are asked for, and not kept."""

    value: Value

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 # the key decides the type
        """Return the value of a key."""
        return self.value(key)


def _measured(work: Work, made: Mapping[str, tuple[str, int]], stage: Path, output: Path) -> Value:
    """Return the values of keys, with what is known of other outputs once they are made, now or before.

    That is the size in bytes of a picture, and of a folder, on the stage or published before, its name and what tells of its files.
    """

    def value(key: str) -> Any:  # noqa: ANN401 # the key decides the type
        found = work.value(key)
        if not key.startswith((_LENGTH, FOLDER)):
            return found
        if key.startswith(_LENGTH):
            return made[found][1] if found in made else (output / found).stat().st_size
        return published_folder(found, made[found][0] if found in made else work.unchanged[found], stage, output)

    return value


_LENGTH = keys.length("")
_NOT_PAGES = {rendering.FILE, rendering.FOLDER, rendering.PICTURE, rendering.SEARCH_INDEX}


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
