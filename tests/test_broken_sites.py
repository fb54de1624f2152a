"""Broken sites: one folder each in `sites_invalid/`, laid over `_base`, with everything that the editor then reads.

`expected.txt` begins with the exit status; the rest is the whole standard error. A fixture that git or another file system could
not keep (a symbolic link, a name in NFD, megabytes) has its bytes made by `MADE`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from thidua import cli
from thidua.words import messages

FIXTURES = Path(__file__).parent / "sites_invalid"
BASE = FIXTURES / "_base"
CASES = sorted(folder.name for folder in FIXTURES.iterdir() if folder != BASE)
NOW = "2026-11-21T08:00+07:00"
FRONT = '---\ntitle: "Phụ nữ Định Hóa thi đua làm kinh tế"\ndate: 2025-03-04\n---\n'

UNREACHABLE = {
    "cache-damaged": "a notice about the machine, shown by test_cache.py",
    "cache-other-version": "as above",
    "cache-not-kept": "as above",
    "foreign-cache": "as above",
    "cache-meets-output": "as above",
    "report-over-source": "about the command line, shown by test_operating.py",
    "theme-file-missing": "about the installation, shown by test_operating.py",
    "expected-list": "one value is read as a list of one, so nothing else can stand where a list belongs",
    "unknown-conference": "no field refers to a conference yet; links to its file are unknown-link",
    "ambiguous-conference": "as above",
    "yaml-too-large": "front matter and registers are refused by their own bounds before they are parsed; it guards other callers",
}
"""Codes that neither content nor configuration can bring about, and why they are kept."""

pytestmark = pytest.mark.usefixtures("known_templates")

ON_THE_COMMAND_LINE = frozenset({"no-config", "foreign-output"})
"""Codes that depend on how the command is called: they have tests of their own below."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _make_outside_link(site: Path) -> None:
    _write(site.parent / "elsewhere.md", FRONT)
    (site / "content/news/bai-moi.md").symlink_to(site.parent / "elsewhere.md")


def _make_twins(site: Path) -> None:
    for name in ("h\u00f2a.md", "ho\u0300a.md"):
        _write(site / "content/news" / name, FRONT)


def _make_nameless_bytes(site: Path) -> None:
    with open(os.fsencode(site / "content/news") + b"/b\xe0i.md", "w", encoding="utf-8") as file:  # noqa: PTH123 # a Path is text
        file.write(FRONT)


def _made(path: Path) -> Path:
    _write(path, "")
    return path


def _make_theme_links(site: Path) -> None:
    """Make links out of the site's folder, to a file and to a folder, and files that begin with a dot."""
    _write(site / "static/.DS_Store", "bí mật")
    _write(site / "static/sau/.git/config", "bí mật")
    (site / "static/hosts.txt").symlink_to("/etc/hosts")
    (site / "static/sau/etc").symlink_to("/etc", target_is_directory=True)
    (site / "static/mat.css").symlink_to(site / "static/khong-co.css")


def _make_template_link(site: Path) -> None:
    _write(site.parent / "article.html", "ngoài")
    (site / "templates").mkdir()
    (site / "templates/article.html").symlink_to(site.parent / "article.html")


def _cut_off(path: Path) -> None:
    """Write the first half of a photograph, as an upload leaves it that was broken off."""
    Image.linear_gradient("L").resize((400, 300)).save(path, "JPEG")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


MADE: dict[str, Callable[[Path], None]] = {
    "body-too-large": lambda site: _write(site / "content/news/bai-moi.md", FRONT + "Thi đua là yêu nước. " * 100_000),
    "duplicate-file-name": _make_twins,
    "file-name-encoding": _make_nameless_bytes,
    "file-too-large": lambda site: _write(site / "content/news/bai-moi.md", FRONT + "x" * 5_000_000),
    "front-matter-too-large": lambda site: _write(
        site / "content/news/bai-moi.md", FRONT.replace("date:", f'summary: "{"thi đua " * 9000}"\ndate:')
    ),
    "link-leaves-folder": _make_outside_link,
    "link-loop": lambda site: (site / "content/news/lap").symlink_to(site / "content", target_is_directory=True),
    "block-fields-too-large": lambda site: _write(
        site / "content/news/bai-moi.md", FRONT + f'::: callout\ntitle: "{"thi đua " * 8000}"\n---\nLời.\n:::\n'
    ),
    "too-many-blocks": lambda site: _write(site / "content/news/bai-moi.md", FRONT + "::: callout\n---\nLời.\n:::\n" * 203),
    "markdown-too-complex": lambda site: _write(site / "content/news/bai-moi.md", FRONT + "[" * 30_000 + "\n"),
    "too-many-lines": lambda site: _write(site / "content/news/bai-moi.md", FRONT + "x\n\n" * 60_000),
    "unreadable-file": lambda site: (site / "content/news/bai-moi.md").symlink_to(site / "content/news/da-xoa.md"),
    "asset-too-large": lambda site: os.truncate(_made(site / "content/news/phim.mp4"), 200_000_001),
    "picture-cut-off": lambda site: _cut_off(site / "content/news/bai-moi/anh.jpg"),
    "register-too-large": lambda site: _write(site / "content/registers/people.yaml", "# " + "x" * 8_000_000 + "\n"),
    "static-link-leaves-folder": _make_theme_links,
    "template-link-leaves-folder": _make_template_link,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A portal that is already online: what must survive every broken build."""

    folder: Path

    def files(self) -> dict[str, tuple[int, int]]:
        """Return size and time of change of every file beside and below the portal: a stage left behind is seen too."""
        return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in self.folder.parent.rglob("*")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the command line answers: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the base site's portal, built once for every test of this process."""
    folder = tmp_path_factory.mktemp("online") / "public"
    arguments = [
        "build",
        "--config",
        str(BASE / "site_config.yaml"),
        "--now",
        NOW,
        "--jobs",
        "1",
        "--output",
        str(folder),
        "--cache",
        f"{folder}.cache",
        "--quiet",
    ]
    assert cli.run(arguments) == 0
    return Published(folder=folder)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that builds the site in a folder and returns the answer; nothing of the environment comes in."""
    for name in ("THIDUA_LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def start(site: Path, *arguments: str) -> Answer:
        monkeypatch.chdir(site)
        capsys.readouterr()
        status = cli.run(["build", "--now", NOW, "--jobs", "1", *arguments])
        captured = capsys.readouterr()
        return Answer(status=status, out=captured.out, err=captured.err)

    return start


def lay_out(case: str | None, folder: Path) -> Path:
    """Copy the base site to `folder`, then the fixture over it; return the site's folder."""
    site = folder / "site"
    shutil.copytree(BASE, site)
    if case:
        shutil.copytree(FIXTURES / case, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
        if case in MADE:
            MADE[case](site)
    return site


def expected(case: str) -> tuple[int, str]:
    """Return the exit status and the standard error that a fixture states."""
    head, _, text = (FIXTURES / case / "expected.txt").read_text(encoding="utf-8").partition("\n")
    return int(head.removeprefix("exit ")), text


def codes() -> Iterator[str]:
    """Yield the code of every problem that a fixture shows."""
    for case in CASES:
        yield from re.findall(r"(?m)^[^ ].*?: (?:error|warning|notice)\[([a-z0-9-]+)\]: ", expected(case)[1])


def test_the_base_site_is_sound(tmp_path: Path, run: Run) -> None:
    """Without a mistake the base builds in silence: what a fixture shows comes from the fixture."""
    answer = run(lay_out(None, tmp_path), "--quiet")
    assert (answer.status, answer.err) == (0, "")


@pytest.mark.parametrize("case", CASES)
def test_a_broken_site_is_told_whole_and_nothing_is_published(case: str, tmp_path: Path, published: Published, run: Run) -> None:
    """Every mistake is listed in order at its place with what to do; the portal that is online stays as it is, to the last file."""
    status, text = expected(case)
    before = published.files()
    output = published.folder if status else tmp_path / "public"
    answer = run(lay_out(case, tmp_path), "--output", str(output), "--quiet")
    assert answer.err == text
    assert answer.status == status
    assert published.files() == before
    if status:
        assert text.splitlines()[-1] == f"{text.count(': error[')} vấn đề; cổng chưa được xuất bản."


@pytest.mark.parametrize("case", CASES)
def test_every_problem_says_what_to_do(case: str) -> None:
    """An error or warning is followed by its hint; no line shows a placeholder or a word of Python."""
    lines = expected(case)[1].splitlines()
    for number, line in enumerate(lines):
        if ": error[" in line or ": warning[" in line:
            assert lines[number + 1].startswith("  hint: ")
        assert not re.search(r"\bNone\b|Traceback|\{\w+\}: |\['", line)


def test_every_code_has_a_fixture() -> None:
    """A message that no fixture shows is one that nobody has read: each code is shown, called for, or listed with a reason."""
    shown = set(codes())
    assert shown >= set(messages.MESSAGES) - set(UNREACHABLE) - ON_THE_COMMAND_LINE
    assert shown.isdisjoint(UNREACHABLE)
    assert set(UNREACHABLE) <= set(messages.MESSAGES)


def test_a_script_goes_and_the_text_stays(tmp_path: Path, run: Run) -> None:
    """A script in a body is dropped with a notice; the article around it is published."""
    site = lay_out("sanitised-script", tmp_path)
    assert run(site).status == 0
    page = next((site / "public/tin-tuc/2025").glob("phu-nu*/index.html")).read_text(encoding="utf-8")
    assert "Nội dung sau đoạn mã." in page
    assert "alert(" not in page


ENGLISH = {
    "ambiguous-date": "content/news/bai-moi.md:3:7: error[ambiguous-date]: the date “03/04/2026” has two readings\n"
    "  hint: write 2026-04-03 or 2026-03-04 (year-month-day)\n",
    "contradiction-lead": "content/conferences/tong-ket-2024-lai.md:8:29: error[contradiction]: a contradiction on the lead in 2025: "
    "Lạng Sơn (lang-son) here, Thái Nguyên (thai-nguyen) in content/conferences/tong-ket-2024.md\n"
    "  hint: correct one of the two, or write “disputed: true” in both places\n",
    "unknown-unit": "content/news/bai-moi.md:4:9: error[unknown-unit]: there is no unit “Thái Nguyện”\n"
    "  hint: did you mean “Thái Nguyên”?\n",
}


@pytest.mark.parametrize("case", sorted(ENGLISH))
def test_messages_are_in_english_when_asked(case: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """THIDUA_LANG=en changes the sentences and nothing else: codes and places are the same."""
    monkeypatch.setenv("THIDUA_LANG", "en")
    answer = run(lay_out(case, tmp_path))
    assert answer.err == ENGLISH[case] + "Problems: 1; nothing was published.\n"
    assert answer.status == 1


def _told(problem: dict[str, object]) -> str:
    place = ":".join(str(problem[key]) for key in ("file", "line", "column") if problem[key] is not None)
    head = f"{place}: {problem['severity']}[{problem['code']}]: {problem['message']}\n"
    return head + (f"  hint: {problem['hint']}\n" if problem["hint"] else "")


@pytest.mark.parametrize("case", ["several-mistakes", "several-mistakes-across-files", "empty-file"])
def test_the_report_holds_the_same_problems(case: str, tmp_path: Path, run: Run) -> None:
    """`--report` is written for exit 1 too, with every problem that standard error lists."""
    site = lay_out(case, tmp_path)
    answer = run(site, "--report", str(tmp_path / "report.json"))
    assert answer.status == 1
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "problems"
    assert report["generator"].startswith("thidua ")
    assert all(set(problem) == {"code", "severity", "file", "line", "column", "message", "hint"} for problem in report["problems"])
    told = "".join(_told(problem) for problem in report["problems"])
    assert told == "".join(answer.err.splitlines(keepends=True)[:-1])


def test_a_folder_of_someone_else_is_refused(tmp_path: Path, run: Run) -> None:
    """An output folder with files that are not ours is named, and left alone."""
    site = lay_out(None, tmp_path)
    _write(tmp_path / "other/index.html", "cũ")
    answer = run(site, "--output", str(tmp_path / "other"))
    assert answer.err == (
        f"{tmp_path}/other: error[foreign-output]: thư mục xuất bản có tệp không do thidua tạo ra, như “index.html”\n"
        "  hint: chọn thư mục khác hoặc dọn trống thư mục này; tệp .thidua.json của lần xuất bản trước phải còn nguyên ở đó\n"
        "1 vấn đề; cổng chưa được xuất bản.\n"
    )
    assert answer.status == 2
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["index.html"]


@pytest.mark.parametrize("output", ["content/public", ".", "templates", ".."])
def test_the_output_never_meets_the_sources(output: str, tmp_path: Path, run: Run) -> None:
    """`--output` into, over or around the sources is refused before anything is read."""
    site = lay_out(None, tmp_path)
    folder = (site / output).resolve()
    answer = run(site, "--output", output)
    assert answer.err == (
        f"{folder}: error[output-inside-sources]: thư mục “{folder}” trùng hoặc lồng với thư mục nguồn của cổng\n"
        "  hint: chọn thư mục khác, ví dụ public\n"
        "1 vấn đề; cổng chưa được xuất bản.\n"
    )
    assert answer.status == 2
    assert not (site / "content/public").exists()


def test_a_missing_configuration_is_told(tmp_path: Path, run: Run) -> None:
    """Without site_config.yaml the command says where it looked and what to do."""
    answer = run(tmp_path)
    assert answer.err == (
        "site_config.yaml: error[no-config]: không có tệp cấu hình\n"
        "  hint: chạy lệnh trong thư mục của cổng, hoặc chỉ rõ --config TỆP\n"
        "1 vấn đề; cổng chưa được xuất bản.\n"
    )
    assert answer.status == 2


@pytest.mark.parametrize("arguments", [["--khong-co"], ["--jobs", "0"], ["--now", "hôm nay"], ["thua"]])
def test_wrong_usage_is_exit_2(arguments: list[str], tmp_path: Path, run: Run) -> None:
    """An option or argument that there is not, or a value that cannot be, is named; nothing is built."""
    site = lay_out(None, tmp_path)
    answer = run(site, *arguments)
    assert answer.status == 2
    assert arguments[-1] in answer.err
    assert not (site / "public").exists()


@pytest.mark.parametrize("below", ["", "/public", "/sau/public"])
@pytest.mark.parametrize("configured", [True, False])
def test_a_file_where_the_output_should_be_is_exit_3(below: str, *, configured: bool, tmp_path: Path, run: Run) -> None:
    """Where no folder can be made, the machine is to blame: one sentence, and the file there is kept."""
    site = lay_out(None, tmp_path)
    _write(tmp_path / "tep", "giữ lại")
    output = f"{tmp_path}/tep{below}"
    if configured:
        with (site / "site_config.yaml").open("a", encoding="utf-8") as file:
            file.write(f"output: {output}\n")
    answer = run(site, *([] if configured else ["--output", output]))
    assert answer.err == f"{output} không dùng được làm thư mục xuất bản: có một tệp nằm ở chỗ đó.\n"
    assert answer.status == 3
    assert (tmp_path / "tep").read_text(encoding="utf-8") == "giữ lại"


def test_an_output_that_cannot_be_made_is_exit_3(tmp_path: Path, run: Run) -> None:
    """A parent in which nobody may make a folder (root neither: /proc) is told in one sentence."""
    answer = run(lay_out(None, tmp_path), "--output", "/proc/thidua/public")
    assert answer.status == 3
    assert answer.err.count("\n") == 1
    assert "/proc/" in answer.err


def test_a_report_that_cannot_be_written_is_exit_3(tmp_path: Path, run: Run) -> None:
    """`--report` to where no file can be made says so instead of failing with a traceback."""
    answer = run(lay_out(None, tmp_path), "--quiet", "--report", str(tmp_path / "khong-co/report.json"))
    assert answer.status == 3
    assert answer.err == f"Không ghi được báo cáo {tmp_path}/khong-co/report.json: kiểm tra thư mục và quyền ghi.\n"
