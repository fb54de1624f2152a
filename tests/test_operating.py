"""What an operator may do wrong, and what is said then."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests import site_checks
from thidua.builder import attempts, gathering
from thidua.builder.survey import Ground
from thidua.cli import run
from thidua.state import store

BASE = Path(__file__).parent / "sites_invalid" / "_base"
ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-21T08:00+07:00"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site that is sound."""
    return Path(shutil.copytree(BASE, tmp_path / "site"))


def _build(site: Path, *arguments: str) -> int:
    return run(["build", "--config", str(site / "site_config.yaml"), "--now", NOW, "--jobs", "1", "--quiet", *arguments])


@pytest.mark.parametrize(
    "target", ["site_config.yaml", "content/news/x.md", "content/.addresses.yaml", "public/index.html", ".cache/x.json"]
)
def test_a_report_is_written_over_nothing(site: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that would lie among sources, pages or the cache is refused, and nothing is lost."""
    assert _build(site) == 0
    before = site_checks.read_tree(site)
    assert _build(site, "--report", str(site / target)) == 2
    assert "error[report-over-source]" in capsys.readouterr().err
    assert site_checks.read_tree(site) == before


def test_a_full_build_restores_what_was_changed_by_hand(site: Path) -> None:
    """The manifest's digests are believed by every build but a full one."""
    assert _build(site) == 0
    before = site_checks.read_tree(site / "public")
    (site / "public/index.html").write_text("hacked", encoding="utf-8")
    assert _build(site, "--full") == 0
    assert site_checks.read_tree(site / "public") == before


def test_a_theme_that_lacks_a_file_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that pages are made with are asked for by name, before anything is rendered."""
    real = gathering.require_theme

    def without(ground: Ground) -> None:
        real(replace(ground, templates={}, static={}))

    monkeypatch.setattr(gathering, "require_theme", without)
    assert _build(site) == 2
    told = capsys.readouterr().err
    assert "templates/article.html: error[theme-file-missing]: giao diện thiếu tệp này" in told
    assert "static/style.css: error[theme-file-missing]" in told


def test_a_cache_of_another_version_that_cannot_be_written_is_left(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache is neither usable nor removable the build goes on without one."""
    assert _build(site) == 0
    monkeypatch.setattr(attempts, "code_version", lambda: "another")
    monkeypatch.setattr(store, "discard", lambda folder: (folder / store.NAME).write_bytes(b"not a database"))
    assert _build(site) == 0


def _told(site: Path, capsys: pytest.CaptureFixture[str], *arguments: str, command: str = "build", now: str = NOW) -> list[str]:
    capsys.readouterr()
    assert run([command, "--config", str(site / "site_config.yaml"), "--now", now, "--jobs", "1", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def _hidden(site: Path, name: str, *lines: str) -> None:
    front = "".join(f"{line}\n" for line in lines)
    (site / f"content/news/{name}.md").write_text(f'---\ntitle: "{name}"\ndate: 2026-11-20\n{front}---\nLời.\n', encoding="utf-8")


@pytest.mark.parametrize("command", ["build", "check"])
def test_what_waits_is_counted(command: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts and scheduled entries are counted, with the instant at which the first one comes; else nothing is said."""
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    assert len(_told(site, capsys, command=command)) <= 2
    before = _told(site, capsys, command=command)[1:]
    _hidden(site, "nhap", "draft: true")
    _hidden(site, "nhap-hen", "draft: true", "publish_at: 2026-11-21 09:00")
    _hidden(site, "hen", "publish_at: 2026-12-01")
    _hidden(site, "hen-som", "publish_at: 2026-11-22 08:30")
    waiting = [
        "Bản nháp chưa đăng: 2.",
        "Bài hẹn giờ chưa đến lúc đăng: 2; sớm nhất: Chủ nhật, 22/11/2026 08:30 (GMT+7).",
    ]
    for _ in range(2):  # what was remembered says the same
        assert _told(site, capsys, command=command)[-2:] == waiting
    assert _told(site, capsys, "--drafts", command=command)[1:] == [line for line in before if command == "build"]
    (site / "content/news/hen-som.md").unlink()
    assert _told(site, capsys, command=command, now="2026-11-30T23:59+07:00")[-1].endswith(
        "đăng: 1; sớm nhất: Thứ Ba, 01/12/2026 00:00 (GMT+7)."
    )
    assert _told(site, capsys, command=command, now="2026-12-01T00:00+07:00")[-1] == waiting[0]
    monkeypatch.setenv("THIDUA_LANG", "en")
    assert _told(site, capsys, command=command)[-2:] == [
        "Drafts, not published: 2.",
        "Scheduled, not published yet: 1; the first one: Tuesday, 1 December 2026 00:00 (GMT+7).",
    ]


def test_an_edited_text_keeps_what_waits(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way of a build, which makes no catalog, says the same of what waits."""
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    _hidden(site, "nhap", "draft: true")
    _hidden(site, "hien")
    first = _told(site, capsys)
    with (site / "content/news/hien.md").open("a", encoding="utf-8") as file:
        file.write("Thêm một câu.\n")
    second = _told(site, capsys)
    assert first[1:] == second[1:] == ["Bản nháp chưa đăng: 1."]


def test_the_two_checks_are_told_apart() -> None:
    """`./run check` with an option is meant for the content, and says which command that is."""
    found = subprocess.run([str(ROOT / "run"), "check", "--record"], check=False, capture_output=True, text=True)
    assert found.returncode == 2
    assert found.stderr.endswith("    .venv/bin/thidua check --record\n\n")
    assert found.stdout == ""
