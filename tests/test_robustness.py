"""What a build does when the machine, a template or a killed build gets in its way: one sentence, an exit status, never a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from thidua import cli
from thidua.builder import comparing, remembering
from thidua.digests import content_digest
from thidua.problems import Suggestions
from thidua.publish import changes, manifest
from thidua.search import segment
from thidua.site import rendering
from thidua.sources.assets import theme_files
from thidua.state.store import Damaged

BASE = Path(__file__).parent / "sites_invalid" / "_base"
NOW = "2026-11-21T08:00+07:00"
FRONT = '---\ntitle: "Bài {0}"\ndate: 2025-03-04\nslug: bai-{0}\n---\n'

Build = Callable[..., int]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sound base site, in which the command runs."""
    shutil.copytree(BASE, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    for name in ("THIDUA_LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "site"


def _build(*arguments: str, jobs: int = 1) -> int:
    return cli.run(["build", "--now", NOW, "--jobs", str(jobs), "--quiet", *arguments])


def _raiser(error: BaseException) -> Callable[..., None]:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


# --- templates -----------------------------------------------------------------------------------------------------------------------


def test_a_template_that_fails_in_a_worker_is_told_the_same(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An undefined name is found by a worker process: the same line, exit 2, nothing published."""
    (site / "templates").mkdir()
    (site / "templates/unit.html").write_text("<!doctype html>\n{{ page.ten_don_vi }}\n", encoding="utf-8")
    told = []
    for jobs in (1, 2):
        assert _build(jobs=jobs) == 2
        told.append(capsys.readouterr().err)
        assert not (site / "public").exists()
    assert told[0] == told[1]
    assert told[0].startswith("templates/unit.html:2: error[template-error]: mẫu trang có lỗi: dùng một tên không có (")
    assert told[0].count("\n") == 3


def test_a_folder_named_like_a_template_is_no_template(site: Path) -> None:
    """A folder `cu.html` among the templates, or a file that begins with a dot, is looked past."""
    (site / "templates/cu.html").mkdir(parents=True)
    (site / "templates/._article.html").write_bytes(b"\0\xff{{")
    assert _build() == 0


# --- the machine ---------------------------------------------------------------------------------------------------------------------


STEPS = ["attempts.load_config", "survey.discover", "planning.build_catalog", "planning.plan_site", "staging.render_to_stage"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy: x/y. Cổng đang có vẫn nguyên vẹn."),
        (errno.EACCES, "Không có quyền đọc hoặc ghi: x/y."),
        (errno.EIO, "Ổ đĩa đọc hoặc ghi bị lỗi: x/y. Hãy kiểm tra ổ đĩa."),
        (errno.EMFILE, "Máy không cho mở thêm tệp: x/y. Hãy thử lại với --jobs 1."),
        (errno.ENAMETOOLONG, "Tên tệp hoặc địa chỉ quá dài: x/y."),
        (errno.ENOENT, "Tệp biến mất trong lúc dựng: x/y. Hãy thử lại khi không ai sửa thư mục của cổng."),
        (errno.ENXIO, "Máy không đọc hoặc ghi được x/y. Hãy kiểm tra ổ đĩa và quyền truy cập rồi thử lại (máy báo: "),
    ],
)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("step", STEPS)
def test_what_the_machine_refuses_is_one_sentence(
    error: int, told: str, step: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever in a build the machine refuses a file, the command says which and what to do, and leaves with exit 3."""
    monkeypatch.setattr(f"thidua.builder.{step}", _raiser(OSError(error, os.strerror(error), "x/y")))
    assert _build() == 3
    text = capsys.readouterr().err
    assert text.startswith(told)
    assert text.count("\n") == 1


@pytest.mark.usefixtures("site")
def test_too_little_memory_is_exit_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """MemoryError is told like a full disk: what happened and what to do."""
    monkeypatch.setattr("thidua.builder.planning.plan_site", _raiser(MemoryError()))
    assert _build() == 3
    assert capsys.readouterr().err.startswith("Máy không đủ bộ nhớ để dựng cổng.")


def test_a_killed_worker_is_exit_3(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A worker that the system kills ends the build with a sentence; no stage is left behind."""
    parent = os.getpid()

    def die(_batch: rendering.Batch) -> list[tuple[str, bytes]]:
        assert os.getpid() != parent
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    with (site / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write("search: {enabled: false}\n")  # a worker that is at a segment is given no pages
    monkeypatch.setattr(rendering, "render_batch", die)
    assert _build(jobs=2) == 3
    assert capsys.readouterr().err.startswith("Một tiến trình dựng cổng bị dừng giữa chừng, có lẽ vì máy hết bộ nhớ.")
    assert not [path for path in site.iterdir() if ".thidua-" in path.name]


def test_a_worker_that_is_late_leaves_no_stage(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rendering fails while a worker is still at a segment of the search index, the stage goes when that worker has ended."""

    def make_late(*arguments: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401 # whatever a segment is made of
        made = list(make(*arguments))
        begun.touch()
        time.sleep(0.3)
        yield from made

    def fail(*_arguments: object, **_options: object) -> None:
        while not begun.exists():
            time.sleep(0.01)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x/y")

    make, begun = segment.segment_files, tmp_path / "begun"
    monkeypatch.setattr(segment, "segment_files", make_late)
    for year in (2010, 2022, 2026):
        (site / f"content/news/{year}.md").write_text(FRONT.format(year).replace("2025", str(year)), encoding="utf-8")
    monkeypatch.setattr(rendering, "batches", fail)
    assert _build(jobs=2) == 3
    assert not [path for path in site.iterdir() if ".thidua-" in path.name]


def test_a_segment_is_begun_before_data_is_compared(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that gets an entry is stale whatever else changed: a worker writes it to the stage meanwhile."""

    def compare(*arguments: Any) -> remembering.Work:  # noqa: ANN401 # whatever is compared
        until = time.monotonic() + 60
        while not [*site.rglob("*-new/*.bin")]:
            assert time.monotonic() < until, "nothing is begun"
            time.sleep(0.01)
        return real(*arguments)

    _build(jobs=2)
    (site / "content/news/moi.md").write_text(FRONT.format("moi"), encoding="utf-8")
    real = comparing.compare
    monkeypatch.setattr(comparing, "compare", compare)
    assert _build(jobs=2) == 0


@pytest.mark.parametrize(("error", "code"), [(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 3), (Damaged("outputs"), 0)])
def test_what_fails_while_a_segment_is_made_leaves_no_stage(
    site: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    """The worker ends before its stage goes; a cache that turns out to be damaged is begun anew."""

    def compare(*arguments: Any) -> remembering.Work:  # noqa: ANN401 # whatever is compared
        if failures:
            raise failures.pop()
        return real(*arguments)

    _build(jobs=2)
    (site / "content/news/moi.md").write_text(FRONT.format("moi"), encoding="utf-8")
    real, failures = comparing.compare, [error]
    monkeypatch.setattr(comparing, "compare", compare)
    assert _build(jobs=2) == code
    assert not failures
    assert not [*changes.stale_stages(site / "public")]


# --- publishing ----------------------------------------------------------------------------------------------------------------------


def _publish(output: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Publish `files` over what is in `output`; return what is there afterwards, without the manifest."""
    stage, made = changes.stage_folder(output), set[str]()
    stage.mkdir()
    for path, data in files.items():
        changes.write_staged(stage, path, data, made)
    before = manifest.read_manifest(output)
    changes.apply(changes.change_set(before, {path: content_digest(data) for path, data in files.items()}), stage, output)
    there = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    there.pop(manifest.NAME)
    return there


def test_a_file_may_become_a_folder_and_the_reverse(tmp_path: Path) -> None:
    """What was published at `cu.html` may be `cu.html/b.html` in the next build, and the other way round."""
    for files in ({"cu.html": b"1", "x": b"-"}, {"cu.html/a/b.html": b"2", "x": b"-"}, {"cu.html": b"3"}, {"CU/index.html": b"4"}):
        assert _publish(tmp_path / "public", files) == files


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//b", "", ".git/config", "a/.htaccess", "a/"])
def test_no_path_leads_out_of_the_output(path: str, tmp_path: Path) -> None:
    """Staging, publishing and a manifest alike refuse a path with `..`, an empty part or one that begins with a dot."""
    with pytest.raises(ValueError, match="not a path below the output folder"):
        changes.write_staged(tmp_path, path, b"", set())
    for written, removed in (((path,), ()), ((), (path,))):
        with pytest.raises(ValueError, match="not a path below the output folder"):
            changes.apply(changes.ChangeSet(files={}, written=written, removed=removed), tmp_path / "stage", tmp_path / "public")
    (tmp_path / manifest.NAME).write_bytes(manifest.Manifest(files={path: "0"}).to_bytes())
    with pytest.raises(manifest.NotOurs):
        manifest.read_manifest(tmp_path)


def test_the_stage_of_a_killed_build_is_discarded(site: Path) -> None:
    """A stage that a killed build left is gone after the next build; folders that only look like it stay."""
    (site / ".public.thidua-99999/tin-tuc").mkdir(parents=True)
    for name in (".public.thidua-x", ".public.thidua-1.thidua-2", ".publicxthidua-1"):
        (site / name).mkdir()
    assert _build() == 0
    assert {path.name for path in site.iterdir() if "thidua-" in path.name} == {
        ".public.thidua-x",
        ".public.thidua-1.thidua-2",
        ".publicxthidua-1",
    }


def test_names_have_sixteen_digits_and_the_manifest_all(site: Path) -> None:
    """A published name holds 64 bits of its content's digest; the manifest holds 128."""
    assert _build() == 0
    names = [path.name for path in (site / "public/assets").iterdir() if path.is_file()]
    assert names
    assert all(re.fullmatch(r"[a-z0-9-]+\.[0-9a-f]{16}\.[a-z0-9]+", name) for name in names)
    files = json.loads((site / "public" / manifest.NAME).read_bytes())["files"]
    assert {len(digest) for digest in files.values()} == {32}


# --- the report ----------------------------------------------------------------------------------------------------------------------


def test_the_report_of_a_failure_has_every_key(site: Path, tmp_path: Path) -> None:
    """`--report` holds the same keys whether the site was published or not, with nothing in those of a failure."""
    reports = []
    for status in (0, 1):
        assert _build("--report", str(tmp_path / "report.json")) == status
        reports.append(json.loads((tmp_path / "report.json").read_bytes()))
        (site / "content/news/hong.md").write_text("---\n---\n", encoding="utf-8")
    built, failed = reports
    assert list(built) == list(failed)
    assert {type(failed[key]) for key in ("written", "removed_paths", "problems")} == {list}
    assert (failed["status"], failed["outputs"], failed["stages"], failed["next_change"]) == ("problems", 0, {}, None)


def test_memory_is_the_sum_over_processes(site: Path, tmp_path: Path) -> None:
    """With workers the report's peak is that of all processes together, so it exceeds one's alone."""
    peaks = []
    for jobs in (1, 2):
        assert _build("--output", str(site / f"public-{jobs}"), "--report", str(tmp_path / "report.json"), jobs=jobs) == 0
        peaks.append(json.loads((tmp_path / "report.json").read_bytes())["peak_memory_mib"])
    assert peaks[1] > peaks[0] * 1.3


# --- many mistakes, and what theme folders hold --------------------------------------------------------------------------------------


def test_hundreds_of_dead_links_are_all_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """800 dead links to files and 800 to addresses, in a site of 800 entries, are each named."""
    for number in range(800):
        dead = f"[a](bai-viet-khong-co-{number}.md) [b](/tin-tuc/2025/bai-viet-khong-co-{number}/)\n"
        (site / f"content/news/bai-{number}.md").write_text(FRONT.format(number) + dead, encoding="utf-8")
    assert _build() == 1
    told = capsys.readouterr().err
    assert told.count("error[unknown-link]") == told.count("error[unknown-address]") == 800
    assert told.endswith("1600 vấn đề; cổng chưa được xuất bản.\n")


def test_suggestions_do_not_grow_with_candidates_and_words() -> None:
    """Of ten thousand addresses a word is compared with two hundred at the most, and after fifty words none is."""
    near = Suggestions(f"/tin-tuc/20{number % 27:02}/hoi-nghi-tong-ket-cum-thi-dua-so-{number}/" for number in range(10_000))
    word = "/tin-tuc/2009/hoi-nghi-tong-ket-cum-thi-dua-so9000/"
    assert len(list(near._pool(word))) <= 200
    found = [near.nearest(f"/tin-tuc/2009/hoi-nghi-tong-ket-cum-thi-dua-so{number}/") for number in range(9_000, 9_800)]
    assert all(found[: Suggestions.LIMIT])
    assert not any(found[Suggestions.LIMIT :])


def test_links_inside_the_site_are_followed(tmp_path: Path) -> None:
    """A link may lead elsewhere in the site; one that leads back to a folder above it is a problem, not an endless walk."""
    (tmp_path / "static/anh").mkdir(parents=True)
    (tmp_path / "chung.css").write_bytes(b"")
    (tmp_path / "static/a.css").symlink_to(tmp_path / "chung.css")
    (tmp_path / "static/anh/lap").symlink_to(tmp_path / "static", target_is_directory=True)
    files, problems = theme_files(tmp_path / "static", name="static", inside=(tmp_path.resolve(),))
    assert list(files) == ["a.css"]
    assert [(problem.code, problem.location.file) for problem in problems] == [("link-loop", "static/anh/lap")]


def test_links_that_lead_out_are_refused_wherever_they_lie(tmp_path: Path) -> None:
    """A link out of the site is told, also in a folder that is itself a link within the site; a site may lie at the root of a disk."""
    site = tmp_path / "site"
    (site / "chung/sau").mkdir(parents=True)
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai/bi-mat.css").write_bytes(b"")
    (site / "chung/sau/ngoai").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    (site / "chung/b.css").symlink_to(tmp_path / "ngoai/bi-mat.css")
    (site / "chung/a.css").write_bytes(b"")
    (site / "static").symlink_to(site / "chung", target_is_directory=True)
    files, problems = theme_files(site / "static", name="static", inside=(site.resolve(),))
    assert list(files) == ["a.css"]
    told = [(problem.code, problem.location.file) for problem in problems]
    assert sorted(told) == [("link-leaves-folder", "static/b.css"), ("link-leaves-folder", "static/sau/ngoai")]
    files, problems = theme_files(site / "static", name="static", inside=(Path("/"),))
    assert list(files) == ["a.css", "b.css", "sau/ngoai/bi-mat.css"]
    assert problems == []
