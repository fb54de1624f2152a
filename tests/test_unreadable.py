"""A folder or file that may not be opened is told, and not what is missed because of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE = Path(__file__).parent / "sites_invalid" / "_base"

BUILD = """
import os, sys
from thidua.cli import run
run(["build", "--jobs", "1", "--quiet", "--config", sys.argv.pop(1)])
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""
"""Root may open everything, so it runs as nobody; a build of a sound site imports everything before, which nobody might not read."""

LEDGER = "/cum-thi-dua/cum-thi-dua-cac-tinh-trung-du/: cluster/cum-trung-du\n/don-vi/thai-nguyen/: cluster/khong-con\n"
NEWS = """---
title: "Tin dẫn tới mọi thứ"
date: 2025-03-04
units: [thai-nguyen]
clusters: ["Cụm thi đua các tỉnh trung du"]
series: thi-dua-2025
source: {type: compiled}
sources: [{name: "Luật", url: "https://luat.example.vn/"}]
image: {src: le-phat-dong/quang-canh.png, alt: "Quang cảnh", credit: "Nhóm biên soạn"}
people:
  - {person: tran-van-binh, role: attended}
---
[Cụm](../clusters/cum-trung-du.md), [hồ sơ](/cum-thi-dua/cum-thi-dua-cac-tinh-trung-du/), [lễ](le-phat-dong/index.md)
và [tên cũ](/tin-tuc/2024/khong-con/).
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in which everything refers to everything, in a place that everybody may enter and write to."""
    made = Path(shutil.copytree(BASE, tmp_path / "site"))
    (made / "content/.addresses.yaml").write_text(LEDGER, encoding="utf-8")
    with (made / "site_config.yaml").open("a", encoding="utf-8") as file:
        file.write("menu: [{to: news}, {to: gioi-thieu}]\n")
    for folder in (tmp_path, *tmp_path.parents[:4]):
        folder.chmod(folder.stat().st_mode | 0o011)
    made.chmod(0o777)
    return made


def _build(site: Path) -> tuple[int, str]:
    sound = Path(shutil.copytree(BASE, site.parent / "sound"))
    command = [
        sys.executable,
        "-c",
        BUILD,
        str(sound / "site_config.yaml"),
        "build",
        "--config",
        str(site / "site_config.yaml"),
        "--now",
        "2026-11-21T08:00+07:00",
    ]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "THIDUA"))}
    done = subprocess.run([*command, "--jobs", "1", "--quiet"], cwd=ROOT, env=unmeasured, check=False, capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("content/clusters", 0o000),
        ("content/clusters", 0o444),
        ("content/clusters/cum-trung-du.md", 0o000),
        ("content/models/nguyen-thi-hoa.md", 0o000),
        ("content/news/le-phat-dong", 0o000),
        ("content/news/le-phat-dong", 0o666),
        ("content/news/le-phat-dong/quang-canh.png", 0o000),
        ("content/pages", 0o000),
        ("content/registers", 0o000),
        ("content/registers/people.yaml", 0o000),
    ],
)
def test_only_the_cause_is_told(path: str, mode: int, site: Path) -> None:
    """One place that nobody may open is one problem, however much refers to what is in it; nothing is published."""
    (site / "content/news/tin.md").write_text(NEWS.replace("\nvà [tên cũ](/tin-tuc/2024/khong-con/).", ""), encoding="utf-8")
    before = (site / path).stat().st_mode
    (site / path).chmod(mode)
    try:
        assert _build(site) == (
            1,
            (
                f"{path}: error[unreadable-file]: không mở được: không có quyền đọc\n"
                "  hint: kiểm tra xem tệp còn đó và có quyền đọc không\n"
                "1 vấn đề; cổng chưa được xuất bản.\n"
            ),
        )
    finally:
        (site / path).chmod(before)
    assert not (site / "public").exists()


def test_what_is_wrong_beside_the_cause_is_told(site: Path) -> None:
    """A mistake that does not come of what nobody may open is told in the same run."""
    (site / "content/clusters").chmod(0o000)
    (site / "content/news/sai.md").write_text('---\ntitle: "Tin"\ndate: 03/04/2026\n---\n', encoding="utf-8")
    try:
        told = _build(site)[1]
    finally:
        (site / "content/clusters").chmod(0o755)
    assert [line.split(": ")[1] for line in told.splitlines() if ": error[" in line] == ["error[unreadable-file]", "error[ambiguous-date]"]


def test_the_same_site_opened_tells_what_leads_nowhere(site: Path) -> None:
    """Nothing is kept back once everything can be opened."""
    (site / "content/news/tin.md").write_text(NEWS, encoding="utf-8")
    status, told = _build(site)
    assert status == 1
    assert [line.split(": ")[1] for line in told.splitlines() if ": error[" in line] == ["error[unknown-address]"]
