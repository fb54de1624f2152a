"""What the machine may refuse: an exchange, a link, a folder, space on the disk. The site is whole, and the next build goes on."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.publish.trees import ROOT, assert_published, prepared, publish, shown, stats
from thidua.publish import changes, exchange, in_place, manifest, places
from thidua.publish.places import aside_folder, spare_folder
from thidua.publish.spare import RECORD

FIRST = {"index.html": b"1", "tin-tuc/a/index.html": b"a", "tin-tuc/b/index.html": b"b", "assets/x.css": b"x"}
SECOND = {"index.html": b"2", "tin-tuc/a/index.html": b"a", "tin-tuc/c/index.html": b"c", "assets/x.css": b"x"}
THIRD = {"index.html": b"3", "tin-tuc/a": b"a", "tin-tuc/c/index.html": b"c", "assets/x.css": b"xx"}

Patch = pytest.MonkeyPatch


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder to which FIRST was published."""
    publish(tmp_path / "public", FIRST)
    return tmp_path / "public"


def _refusing(number: int) -> Callable[..., int]:
    def refuse(*_arguments: object, **_options: object) -> int:
        raise OSError(number, os.strerror(number), "x")

    return refuse


def _c_refusing(number: int) -> Callable[..., int]:
    def refuse(*_arguments: object) -> int:
        ctypes.set_errno(number)
        return -1

    return refuse


# --- the exchange --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [None, *map(_c_refusing, (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP))])
def test_two_renames_do_what_one_exchange_does(function: Callable[..., int] | None, output: Path, monkeypatch: Patch) -> None:
    """Without renameat2, or where it is not offered, the same trees result."""
    monkeypatch.setattr(exchange, "_renameat2", function)
    for files in (SECOND, THIRD, FIRST, SECOND):
        publish(output, files)
        assert_published(output, files)


@pytest.mark.parametrize("renames", [1, 2])
@pytest.mark.parametrize("empty", [False, True])
def test_a_kill_between_renames_is_put_right(renames: int, output: Path, *, empty: bool) -> None:
    """The next build finds the old tree or the new one in its place, also where a server has made an empty folder meanwhile."""
    publish(output, SECOND)
    output.rename(aside_folder(output))
    if renames == 2:
        spare_folder(output).rename(output)
    elif empty:
        output.mkdir()
    exchange.repair(output)
    (output / RECORD).unlink(missing_ok=True)
    assert shown(output) == (SECOND if renames == 1 else FIRST)
    for files in (THIRD, FIRST):
        publish(output, files)
        assert_published(output, files)


def test_the_lock_puts_right_before_anybody_looks(output: Path) -> None:
    """A build that begins after such a kill reads the manifest of the tree that was put back."""
    publish(output, SECOND)
    output.rename(aside_folder(output))
    assert publish(output, SECOND).written == ()
    assert_published(output, SECOND)


def test_a_second_rename_that_fails_takes_back_the_first(output: Path, monkeypatch: Patch) -> None:
    """The published tree is in its place again, and the build says what the machine refused."""
    monkeypatch.setattr(exchange, "_renameat2", None)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == spare_folder(output):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        publish(output, SECOND)
    assert_published(output, FIRST)


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM])
def test_where_no_exchange_is_possible_files_are_put_in_place(number: int, output: Path, monkeypatch: Patch) -> None:
    """The same bytes result, the folder itself stays the same one."""
    monkeypatch.setattr(exchange, "_renameat2", _c_refusing(number))
    folder = output.stat().st_ino
    for files in (SECOND, THIRD, FIRST, THIRD):
        publish(output, files)
        assert_published(output, files)
        assert output.stat().st_ino == folder


# --- links ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_where_links_are_refused_files_are_copied(number: int, output: Path, monkeypatch: Patch) -> None:
    """A copy has the time of what it is a copy of; links of others are copied as links."""
    monkeypatch.setattr(os, "link", _refusing(number))
    (output / "duong").symlink_to("khong-co")
    before = (output / "assets/x.css").stat()
    for files in (SECOND, {**SECOND, "index.html": b"5"}):
        publish(output, files)
        assert shown(output) == files
        assert (output / "duong").readlink() == Path("khong-co")
        assert (output / "assets/x.css").stat().st_mtime_ns == before.st_mtime_ns
        assert (output / "assets/x.css").stat().st_nlink == 1


def test_where_nothing_can_be_linked_beside_files_are_put_in_place(output: Path, monkeypatch: Patch) -> None:
    """A link across file systems says that no folder can be exchanged either."""
    monkeypatch.setattr(os, "link", _refusing(errno.EXDEV))
    folder = output.stat().st_ino
    for files in (SECOND, THIRD):
        publish(output, files)
        assert_published(output, files)
        assert output.stat().st_ino == folder


# --- a folder apart ------------------------------------------------------------------------------------------------------------------


def test_a_folder_apart_has_stage_and_lock_inside(output: Path, monkeypatch: Patch) -> None:
    """A mount point, or a folder whose parent is not ours: nothing is made beside it, and of what is inside only the lock stays."""
    beside = sorted(output.parent.iterdir())
    monkeypatch.setattr(places, "_mounts", lambda: [str(output)])
    folder = output.stat().st_ino
    (output / "CNAME").write_bytes(b"theirs")
    (output / f".thidua-stage-{2**22 + 1}/a").mkdir(parents=True)
    for files in (SECOND, THIRD, FIRST):
        publish(output, files)
        there = shown(output)
        assert there.pop(".thidua.lock") == b""
        assert there == {**files, "CNAME": b"theirs"}
        assert output.stat().st_ino == folder
        assert [path.name for path in output.iterdir() if path.is_dir() and path.name.startswith(".")] == []
    assert sorted(output.parent.iterdir()) == beside


def test_an_empty_mount_point_is_a_first_build(tmp_path: Path, monkeypatch: Patch) -> None:
    """The lock in an empty volume does not make it somebody else's."""
    output = tmp_path / "public"
    output.mkdir()
    monkeypatch.setattr(places, "_mounts", lambda: [str(output / "uploads")])
    publish(output, FIRST)
    assert {path: data for path, data in shown(output).items() if path != ".thidua.lock"} == FIRST


def test_a_kill_in_place_is_made_good_whatever_comes_next(output: Path, monkeypatch: Patch) -> None:
    """After a half-made publication the next one is right, also when it takes back what that one changed."""
    monkeypatch.setattr(exchange, "_renameat2", _c_refusing(errno.EBUSY))
    for files in (FIRST, SECOND, THIRD):
        with monkeypatch.context() as patch:
            patch.setattr(in_place, "_remove", _refusing(errno.EIO))
            with pytest.raises(OSError, match="Input/output"):
                publish(output, {"index.html": b"half", "moi/index.html": b"half"})
        assert (output / "index.html").read_bytes() == b"half"
        publish(output, files)
        assert_published(output, files)


def test_mount_points_are_read_with_their_spaces(monkeypatch: Patch) -> None:
    """The kernel writes a space as a backslash and 040."""
    line = b"36 35 98:0 / /srv/cong\\040thong\\040tin rw,noatime - ext3 /dev/root rw\n"
    monkeypatch.setattr(Path, "read_bytes", lambda _path: line)
    assert places._mounts() == ["/srv/cong thong tin"]


# --- space and permission ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["mkdir", "link", "unlink", "rmdir", "replace"])
def test_a_disk_that_fills_leaves_the_site_alone(step: str, output: Path, monkeypatch: Patch) -> None:
    """At whatever step the disk is full, the site is untouched, and the next build is right."""
    publish(output, SECOND)
    publish(output, FIRST)
    before = stats(output)
    changed, stage = prepared(output, {**THIRD, "tin-tuc/b/index.html": b"b", "sau/trang/index.html": b"-"})
    with monkeypatch.context() as patch:
        patch.setattr(os, step, _refusing(errno.ENOSPC))
        with pytest.raises(OSError, match="No space"):
            changes.apply(changed, stage, output)
    changes.discard(stage)
    assert {path: info[:4] for path, info in stats(output).items()} == {path: info[:4] for path, info in before.items()}
    assert spare_folder(output).stat().st_mode & 0o077 == 0
    for files in (THIRD, FIRST):
        publish(output, files)
        assert_published(output, files)


READ_ONLY_PARENT = """
import os, sys
from pathlib import Path
from tests.unit.publish.trees import publish, shown
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
output = Path(sys.argv[1])
for number in (b"1", b"2", b"3"):
    publish(output, {"index.html": number, "a/b": b"-"})
    there = shown(output)
    assert there.pop(".thidua.lock") == b"" and there == {"index.html": number, "a/b": b"-"}
(output / "a").chmod(0o500)
try:
    publish(output, {"index.html": b"4"})
except PermissionError:
    assert shown(output)["index.html"] == b"3"
else:
    sys.exit("a folder that may not be written to was")
"""


def test_a_parent_that_is_not_ours_is_no_obstacle(tmp_path: Path) -> None:
    """Somebody who may write to the output folder alone publishes; a folder in it that is closed to them ends that before it begins."""
    parent = tmp_path / "www"
    (parent / "public").mkdir(parents=True)
    (parent / "public").chmod(0o777)
    parent.chmod(0o555)
    for folder in (tmp_path, *tmp_path.parents[:4]):
        folder.chmod(folder.stat().st_mode | 0o011)
    command = [sys.executable, "-c", READ_ONLY_PARENT, str(parent / "public")]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # it could not write its data
    result = subprocess.run(command, cwd=ROOT, env=unmeasured, check=False, capture_output=True, text=True)
    assert result.stderr == ""
    assert result.returncode == 0


def test_a_manifest_of_nothing_is_published(tmp_path: Path) -> None:
    """A site without a file is a folder with a manifest."""
    publish(tmp_path / "public", {})
    assert manifest.read_manifest(tmp_path / "public").files == {}
    assert_published(tmp_path / "public", {})
