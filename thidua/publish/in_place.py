"""Publishing file by file, for an output folder that cannot be exchanged with another one.

Every file is whole, old or new, at any time; the site as a whole is a mix while this runs, and stays one when it is killed. So before the
first file is touched the manifest says of every one that will be that its content is not known: the next build writes them all
again, whatever they are to be then.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from thidua.publish.manifest import NAME, UNKNOWN, Manifest
from thidua.publish.places import RESERVED
from thidua.publish.tree import folders_of

_MEANWHILE = f"{RESERVED}-meanwhile.json"


def put_in_place(stage: Path, output: Path, *, written: Collection[str], removed: Collection[str], files: Mapping[str, str]) -> None:
    """Put the staged files in place, remove the old ones, then the manifest `stage` holds for `files`.

    Old files that stand where a folder is to be, or the reverse, go first; the others go last, so that a page that readers have open
    never lacks what it is made of. PermissionError for a folder that is not ours to write to, before anything is touched.
    """
    output.mkdir(parents=True, exist_ok=True)
    _refuse_locked(output, (*written, *removed))
    unknown = dict.fromkeys((*written, *removed), UNKNOWN)
    (stage / _MEANWHILE).write_bytes(Manifest(files={**files, **unknown}).to_bytes())
    os.replace(stage / _MEANWHILE, output / NAME)  # noqa: PTH105 # says what it does: atomic
    blocking = _in_the_way(written, removed)
    for path in blocking:
        _remove(output, path)
    for folder in sorted(folders_of(written)):
        (output / folder).mkdir(exist_ok=True)
    for path in written:
        _replace(f"{stage}/{path}", f"{output}/{path}")
    for path in removed:
        if path not in blocking:
            _remove(output, path)
    os.replace(stage / NAME, output / NAME)  # noqa: PTH105 # as above


def _refuse_locked(output: Path, paths: Collection[str]) -> None:
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        place = output / folder
        while not place.is_dir():
            place = place.parent
        if not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def _replace(staged: str, target: str) -> None:
    """Put a staged file in place of the file there, or of an empty folder that somebody made there."""
    try:
        os.replace(staged, target)  # noqa: PTH105 # as above
    except IsADirectoryError:
        os.rmdir(target)  # noqa: PTH106 # as above
        os.replace(staged, target)  # noqa: PTH105 # as above


def _in_the_way(written: Collection[str], removed: Collection[str]) -> set[str]:
    """Return the removed paths that are a folder of a written one, or have a written one as a folder."""
    folders, files = folders_of(written), set(written)
    return {path for path in removed if path in folders or not files.isdisjoint(folders_of([path]))}


def _remove(output: Path, path: str) -> None:
    """Remove one file and the folders that it leaves empty."""
    target = output / path
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == output:
            return
        try:
            folder.rmdir()
        except OSError:
            return
