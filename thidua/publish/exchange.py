"""The exchange of two folders in one step: who opens a path during it finds the old tree or the new one, whole, never nothing.

Linux does that with renameat2(RENAME_EXCHANGE). Where the kernel, the file system or the C library does not offer it, two renames do: the
published tree steps aside, the new one takes its place. Between the two there is no folder for a moment; a build that is killed
there is put right by the next one (`repair`) before it does anything else. A symbolic link to numbered trees was rejected: a folder that
is there already cannot become one without that same moment, and web servers may be told not to follow links.

Who keeps the published folder itself open (as its working folder, or mounted somewhere else) keeps the old tree: serve it by its path.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path
from typing import Any

from thidua.publish.places import aside_folder, spare_folder
from thidua.publish.spare import close

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


def _c_function(name: str) -> Any:  # noqa: ANN401 # ctypes gives its functions no type
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return function


_renameat2 = _c_function("renameat2")


def exchange(spare: Path, output: Path) -> None:
    """Let the folders `spare` and `output` change places; OSError when that cannot be, and then nothing has changed."""
    try:
        _exchange_at_once(spare, output)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        _exchange_by_turns(spare, output)


def _exchange_at_once(one: Path, other: Path) -> None:
    if _renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if _renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


def _exchange_by_turns(spare: Path, output: Path) -> None:
    aside = aside_folder(output)
    output.rename(aside)
    try:
        spare.rename(output)
    except BaseException:
        aside.rename(output)
        raise
    aside.rename(spare)


def repair(output: Path) -> None:
    """Put right what a killed build left: between two renames, or with the old tree still open; called first of all under the lock.

    What lies aside is the published tree when nothing stands in its place, else the one before it. An empty folder is nothing: a
    server or a container makes one where it misses its own.
    """
    _close_spare(spare_folder(output))
    aside = aside_folder(output)
    if aside.is_symlink() or not aside.is_dir():
        return
    try:
        aside.rename(output)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        _keep_as_spare(aside, spare_folder(output))


def _keep_as_spare(aside: Path, spare: Path) -> None:
    if spare.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(spare)


def _close_spare(spare: Path) -> None:
    """Let nobody but its owner into the spare tree: what was withdrawn may be in it."""
    if spare.is_dir() and not spare.is_symlink():
        close(spare)
