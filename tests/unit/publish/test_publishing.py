"""Publications one after the other: what readers find, what is shared, what is left alone."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.publish.trees import assert_published, prepared, publish, shown, stats
from thidua.digests import content_digest
from thidua.publish import changes, manifest
from thidua.publish.places import spare_folder
from thidua.publish.spare import RECORD

FIRST = {"index.html": b"1", "tin-tuc/a/index.html": b"a", "tin-tuc/b/index.html": b"b", "assets/x.css": b"x"}
SECOND = {**FIRST, "index.html": b"2", "tin-tuc/c/index.html": b"c"}
SMALLER = {path: data for path, data in FIRST.items() if path != "tin-tuc/b/index.html"}
THIRD = {"index.html": b"3", "tin-tuc/b/index.html": b"b", "tin-tuc/c/index.html": b"cc", "assets/x.css": b"x"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder that does not exist yet."""
    return tmp_path / "public"


def test_each_publication_is_what_it_should_be(output: Path) -> None:
    """New, changed, removed and unchanged files, back and forth, are exactly those of the plan; only the first has no spare tree."""
    for count, files in enumerate((FIRST, SECOND, THIRD, FIRST, {}, SECOND, SECOND, THIRD)):
        publish(output, files)
        assert_published(output, files)
        assert spare_folder(output).exists() == (count > 0)


def test_an_empty_folder_becomes_the_site_and_keeps_its_mode(output: Path) -> None:
    """The first publication to a folder that somebody made takes over its mode, and so do those after it."""
    output.mkdir(mode=0o700)
    output.chmod(0o2751)
    for files in (FIRST, SECOND, THIRD):
        publish(output, files)
        assert_published(output, files)
        assert stat.S_IMODE(output.stat().st_mode) == 0o2751


def test_only_its_owner_may_enter_the_spare_tree(output: Path) -> None:
    """What was withdrawn is not to be served from beside the site."""
    for files in (FIRST, SECOND):
        publish(output, files)
    assert stat.S_IMODE(spare_folder(output).stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(output.stat().st_mode) & 0o077


def test_unchanged_files_are_the_same_and_changed_ones_are_others(output: Path) -> None:
    """An unchanged file keeps inode and time and is shared with the spare tree; a changed one is another inode."""
    publish(output, FIRST)
    for files in (SECOND, THIRD, SECOND, THIRD):
        before = {path: (output / path).stat() for path in shown(output)}
        changed = publish(output, files)
        for path in files:
            now = (output / path).stat()
            if path in changed.written:
                assert path not in before or now.st_ino != before[path].st_ino
            else:
                assert (now.st_ino, now.st_mtime_ns, now.st_nlink) == (before[path].st_ino, before[path].st_mtime_ns, 2)


def test_what_a_reader_has_open_stays_what_it_was(output: Path) -> None:
    """A file that was opened before two publications is read to its end as it was published."""
    publish(output, FIRST)
    with (output / "index.html").open("rb") as file:
        publish(output, SECOND)
        publish(output, THIRD)
        publish(output, FIRST)
        assert file.read() == b"1"


def test_what_was_lost_and_is_planned_no_more_is_named_no_more(output: Path) -> None:
    """A file that somebody deleted leaves the manifest with the publication that has it no more, though nothing else changes."""
    publish(output, FIRST)
    (output / "tin-tuc/b/index.html").unlink()
    (output / "tin-tuc/b").rmdir()
    changed = publish(output, SMALLER)
    assert (changed.written, changed.removed) == ((), ())
    assert_published(output, SMALLER)


def test_full_look_believes_files_alone(output: Path, tmp_path: Path) -> None:
    """A link, dangling or to the very bytes, a pipe and a changed file are not what was published; the rest is."""
    publish(output, FIRST)
    (tmp_path / "a").write_bytes(b"a")
    for path, put in (
        ("index.html", lambda place: place.symlink_to("nowhere")),
        ("tin-tuc/a/index.html", lambda place: place.symlink_to(tmp_path / "a")),
        ("tin-tuc/b/index.html", os.mkfifo),
    ):
        (output / path).unlink()
        put(output / path)
    found = manifest.verified(manifest.read_manifest(output), output)
    assert found.files == {**dict.fromkeys(FIRST, manifest.UNKNOWN), "assets/x.css": content_digest(b"x")}


def test_nothing_is_touched_when_nothing_changes(output: Path) -> None:
    """No file and no folder, published or spare, gets another time, inode or content."""
    for files in (FIRST, SECOND, THIRD):
        publish(output, files)
    before = stats(output.parent)
    publish(output, THIRD)
    assert stats(output.parent) == before


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_may_become_a_folder_and_the_reverse(times: int, output: Path) -> None:
    """Also two levels deep, also when both trees have the old form."""
    forms = [
        {"cu.html": b"1", "x": b"-"},
        {"cu.html/a/b.html": b"2", "x": b"-"},
        {"cu.html/a": b"3"},
        {"cu.html/a/b/c": b"4"},
        {"cu.html": b"5"},
    ]
    for form in forms:
        for count in range(times):
            files = {**form, "so": b"%d" % count}
            publish(output, files)
            assert_published(output, files)


# --- what others do to the folder ----------------------------------------------------------------------------------------------------


def test_files_of_others_stay(output: Path) -> None:
    """Files, hidden ones, links (never followed) and a folder's mode survive publications; what is deleted stays deleted."""
    publish(output, FIRST)
    (output / "CNAME").write_text("thi-dua.example.vn")
    (output / ".well-known/acme-challenge").mkdir(parents=True)
    (output / ".well-known/acme-challenge").chmod(0o2775)
    (output / ".well-known/security.txt").write_text("x")
    (output / "tin-tuc/a/index.html.gz").write_bytes(b"gz")
    (output / "anh").symlink_to(output.parent / "elsewhere", target_is_directory=True)
    (output.parent / "elsewhere").mkdir()
    (output.parent / "elsewhere/y").write_bytes(b"y")
    theirs = {"CNAME": b"thi-dua.example.vn", ".well-known/security.txt": b"x", "tin-tuc/a/index.html.gz": b"gz"}
    for files in (SECOND, THIRD, FIRST, SECOND):
        publish(output, files)
        assert shown(output) == {**files, **theirs}
        assert (output / "anh").readlink() == output.parent / "elsewhere"
        assert stat.S_IMODE((output / ".well-known/acme-challenge").stat().st_mode) == 0o2775
    (output / "CNAME").unlink()
    shutil.rmtree(output / ".well-known")
    (output / "anh").unlink()
    for files in (THIRD, FIRST, SECOND):
        publish(output, files)
        assert shown(output) == {**files, "tin-tuc/a/index.html.gz": b"gz"}
        assert not (output / ".well-known").exists()


def test_what_others_do_during_a_build_is_not_lost(output: Path) -> None:
    """A file put, replaced or deleted after the build looked at the folder is so in the new tree, and in the ones after it."""
    publish(output, FIRST)
    for name in ("doi", "xoa"):
        (output / name).write_bytes(b"1")
    changed, stage = prepared(output, SECOND)
    (output / ".well-known/acme-challenge").mkdir(parents=True)
    (output / ".well-known/acme-challenge/ma").write_bytes(b"ma")
    (output / "moi").write_bytes(b"2")
    (output / "moi").replace(output / "doi")
    (output / "xoa").unlink()
    (output / "tin-tuc/c").write_bytes(b"stands where a folder of ours is to be")
    changes.apply(changed, stage, output)
    theirs = {".well-known/acme-challenge/ma": b"ma", "doi": b"2"}
    assert shown(output) == {**SECOND, **theirs}
    for files in (THIRD, FIRST):
        publish(output, files)
        assert shown(output) == {**files, **theirs}


def test_a_file_of_others_at_an_output_s_path_is_replaced(output: Path) -> None:
    """An output wins over a file that was there before it."""
    publish(output, FIRST)
    (output / "tin-tuc/c").mkdir()
    (output / "tin-tuc/c/index.html").write_bytes(b"theirs")
    publish(output, SECOND)
    assert_published(output, SECOND)


@pytest.mark.parametrize("theirs", ["tin-tuc/c", "index.html/a"])
def test_a_file_of_others_in_a_folder_s_way_ends_the_build(theirs: str, output: Path) -> None:
    """Where an output needs a folder and somebody's file stands, or the reverse, the site stays as it was and the file too."""
    publish(output, {"trang": b"1"})
    (output / theirs).parent.mkdir(parents=True)
    (output / theirs).write_bytes(b"theirs")
    before = stats(output)
    with pytest.raises(FileExistsError):
        publish(output, SECOND)
    assert stats(output) == before


def test_an_empty_folder_of_others_gives_way(output: Path) -> None:
    """An empty folder where an output is to be is no file that could be lost."""
    publish(output, FIRST)
    (output / "moi.html/sau").mkdir(parents=True)
    publish(output, {**SECOND, "moi.html": b"m"})
    assert_published(output, {**SECOND, "moi.html": b"m"})


def test_what_was_deleted_by_hand_is_written_again(output: Path) -> None:
    """A file or a folder that is gone is published anew, also when nothing else changes, and is there in later trees."""
    for files in (FIRST, SECOND):
        publish(output, files)
    (output / "assets/x.css").unlink()
    shutil.rmtree(output / "tin-tuc")
    changed = publish(output, SECOND)
    assert set(changed.written) == {path for path in SECOND if path != "index.html"}
    assert_published(output, SECOND)
    for files in (THIRD, SECOND, THIRD):
        publish(output, files)
        assert_published(output, files)


def test_what_was_replaced_by_hand_does_not_come_and_go(output: Path) -> None:
    """A file that somebody changed stays changed until its output does; the spare tree's older one does not come back."""
    for files in (FIRST, SECOND):
        publish(output, files)
    (output / "moi").write_bytes(b"x{}")
    (output / "moi").replace(output / "assets/x.css")
    for number in range(3):
        publish(output, {**SECOND, "index.html": b"%d" % number})
        assert (output / "assets/x.css").read_bytes() == b"x{}"


def test_an_emptied_folder_is_published_anew(output: Path) -> None:
    """Emptied or deleted, with a spare tree beside it or not, the folder gets everything again."""
    for files in (FIRST, SECOND):
        publish(output, files)
    shutil.rmtree(output)
    publish(output, THIRD)
    assert_published(output, THIRD)
    shutil.rmtree(output)
    output.mkdir()
    publish(output, FIRST)
    assert_published(output, FIRST)
    publish(output, SECOND)
    assert_published(output, SECOND)


# --- the spare tree ------------------------------------------------------------------------------------------------------------------


def _half_made(spare: Path) -> None:
    (spare / RECORD).unlink()
    (spare / "index.html").unlink()
    (spare / "tin-tuc/a/index.html").unlink()
    (spare / "tin-tuc/a").rmdir()
    (spare / "tin-tuc/z").mkdir()
    (spare / "tin-tuc/z/index.html").write_bytes(b"withdrawn")
    (spare / f"{RECORD}.new").write_bytes(b'{"fol')


def _copied(spare: Path) -> None:
    copy = spare.with_name("copy")
    shutil.copytree(spare, copy)
    (copy / "assets/x.css").write_bytes(b"another")
    shutil.rmtree(spare)
    copy.rename(spare)


def _garbled(spare: Path) -> None:
    (spare / RECORD).write_bytes(b'{"folder": 7}')
    (spare / "index.html").unlink()


def _without_manifest(spare: Path) -> None:
    (spare / manifest.NAME).unlink()
    (spare / RECORD).unlink()


def _emptied(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.mkdir()


@pytest.mark.parametrize("harm", [_half_made, _copied, _garbled, _without_manifest, _emptied, shutil.rmtree])
def test_a_harmed_spare_tree_is_made_again(harm: Callable[[Path], None], output: Path) -> None:
    """Whatever a killed build or a backup left of the spare tree, publications are what they should be and share their files."""
    for files in (FIRST, SECOND):
        publish(output, files)
    harm(spare_folder(output))
    for files in (THIRD, FIRST, SECOND):
        publish(output, files)
        assert_published(output, files)
    assert (output / "assets/x.css").samefile(spare_folder(output) / "assets/x.css")
