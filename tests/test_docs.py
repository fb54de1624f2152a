"""What the documentation says is tried out: its templates build, its codes, commands, values, keys and modules exist."""

from __future__ import annotations

import io
import re
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from thidua.cli import commands, run
from thidua.model import kinds, records, registers
from thidua.model.blocks import BLOCKS
from thidua.model.sections import merge_sections
from thidua.site import values
from thidua.sources import defaults
from thidua.sources.settings import read_config
from thidua.words.messages import MESSAGES

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
HANDBOOK = ROOT / "docs" / "bien-tap.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCS = (README, HANDBOOK, ARCHITECTURE, CONTRIBUTING, ROOT / "docs" / "compliance.md")
PACKAGE = ROOT / "thidua"

NOW = "2026-11-21T08:00+07:00"
CONFIG = 'title: "Cổng mẫu"\nbase_url: "https://mau.example.vn/"\nowner: {name: "Ban biên tập", email: "ban@mau.example.vn"}\n'
REGISTERS = "content/registers/"

_BLOCK = re.compile(r"(?:^`(?P<path>content/[^`\n]+)`\n\n)?^```(?P<language>[a-z]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_BESIDE = re.compile(r"(?:\b(?:src|file): |\bto: (?=[\w-]+\.pdf)|!\[[^\]]*\]\()([\w.-]+)")


class Block(NamedTuple):
    """A fenced block of a page, and the path of the file that the page says it goes to."""

    path: str
    language: str
    text: str


def _blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(match["path"] or "", match["language"], match["text"]) for match in _BLOCK.finditer(text)]


def _write_site(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a site with these files and whatever pictures and attachments they name; return its configuration."""
    for path, text in {"site_config.yaml": CONFIG, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        for name in _BESIDE.findall(text):
            (target.parent / name).write_bytes(_picture() if name.endswith(".jpg") else b"%PDF-1.7\n")
    return folder / "site_config.yaml"


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 6)).save(data, "JPEG")
    return data.getvalue()


def _build(config: Path) -> int:
    return run(["build", "--config", str(config), "--now", NOW, "--jobs", "1", "--quiet"])


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THIDUA_LANG", raising=False)


def test_every_template_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The templates of the handbook and the README's example, copied as they stand, make a site without a single remark."""
    templates = [block for page in (HANDBOOK, README) for block in _blocks(page) if block.path]
    files = {block.path: block.text for block in templates}
    assert len(files) == len(templates), "two templates have one path"
    units = defaults.folder("registers") / "units.yaml"
    files[f"{REGISTERS}units.yaml"] = units.read_text(encoding="utf-8") + files[f"{REGISTERS}units.yaml"]

    status = _build(_write_site(tmp_path, files))

    assert capsys.readouterr().err == ""
    assert status == 0


def test_every_kind_has_a_template() -> None:
    """The handbook shows one file of each kind, free of comments."""
    templates = [block for block in _blocks(HANDBOOK) if block.language == "markdown"]
    folders = {block.path.split("/")[1] for block in templates}
    config, _, _ = read_config(ROOT / "site_config.yaml")
    assert config is not None
    sections, _ = merge_sections(config)
    assert {sections[folder].kind for folder in folders} == set(kinds.KINDS)
    assert not [block.path for block in templates if re.search(r"(?m)^\s*#", block.text.split("\n---\n")[0])]


@pytest.mark.parametrize("fragment", [block.text for block in _blocks(HANDBOOK) if block.language == "yaml" and not block.path])
def test_every_fragment_builds(fragment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fragment of front matter from the handbook fits into a plain article."""
    article = f'---\ntitle: "Bài mẫu"\ndate: 2026-11-15\n{fragment}---\nNội dung.\n'
    status = _build(_write_site(tmp_path, {"content/news/bai-mau/index.md": article}))
    assert capsys.readouterr().err == ""
    assert status == 0


def test_every_block_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The handbook shows each block, and its examples, in an article beside the templates that they link to, bring no remark."""
    shown = "\n".join(block.text for block in _blocks(HANDBOOK) if block.language == "md")
    assert set(re.findall(r"(?m)^::: (\w+)$", shown)) == set(BLOCKS)
    files = {block.path: block.text for block in _blocks(HANDBOOK) if block.path}
    units = defaults.folder("registers") / "units.yaml"
    files[f"{REGISTERS}units.yaml"] = units.read_text(encoding="utf-8") + files[f"{REGISTERS}units.yaml"]
    files["content/news/cac-khoi/index.md"] = f'---\ntitle: "Các khối"\ndate: 2026-11-15\n---\nMột đoạn.\n\n{shown}'
    assert _build(_write_site(tmp_path, files)) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", BLOCKS)
def test_every_field_of_a_block_is_listed(name: str) -> None:
    """The handbook's table of blocks gives the fields of each, the required ones in bold, and whether it has a text."""
    row = next(line for line in HANDBOOK.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{name}` |"))
    cells = row.split("|")
    fields = BLOCKS[name].model.model_fields
    listed = set(re.findall(r"`([a-z]+)`", cells[2]))
    assert listed >= set(fields)
    assert {field for field in fields if fields[field].is_required()} <= set(re.findall(r"\*\*`([a-z]+)`", cells[2]))
    assert (cells[3].strip() == "có") is BLOCKS[name].text


def test_the_message_shown_is_the_message_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sample message of the handbook is what that mistake brings, word for word."""
    sample = next(block.text for block in _blocks(HANDBOOK) if block.language == "text")
    article = '---\ntitle: "Họp bàn kế hoạch"\ndate: 03/04/2026\n---\nNội dung.\n'
    assert _build(_write_site(tmp_path, {"content/news/hop-ban-ke-hoach.md": article})) == 1
    assert capsys.readouterr().err.startswith(sample)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_problem_code_exists(page: Path) -> None:
    """Codes in sample messages and in tables of codes have a message."""
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:error|warning|notice)\[([a-z-]+)\]", text)) | set(re.findall(r"(?m)^\| `([a-z]+(?:-[a-z]+)+)` \|", text))
    named |= set(re.findall(r"(?:lỗi|báo|problem) `([a-z]+(?:-[a-z]+)+)`", text))
    assert named - set(MESSAGES) == set()


_VALUES: dict[str, object] = {
    "`event.type`": records.EventType,
    "`people.role`": records.Role,
    "`models.how`": records.Presentation.model_fields["how"].annotation,
    "`awards.status`": records.AwardStatus,
    "`awards.level`": records.Level,
    "`subject.type`": records.Subject.model_fields["type"].annotation,
    "`type` (điển hình)": kinds.ModelType,
    "`field`": kinds.ModelField,
    "`type` (cụm)": kinds.ClusterType,
    "`form` (văn bản)": kinds.DocumentForm,
    "`source.type`": records.SourceType,
    "`kinds.kind` (đơn vị)": registers.UnitKind,
}


@pytest.mark.parametrize("field", _VALUES)
def test_every_closed_value_is_listed(field: str) -> None:
    """The handbook's table gives exactly the values that the model takes."""
    row = next(line for line in HANDBOOK.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {field} |"))
    listed = re.findall(r"`([a-z0-9-]+)`", row.removeprefix(f"| {field} |"))
    assert listed == list(_literals(_VALUES[field]))


def _literals(annotation: object) -> tuple[str, ...]:
    """Return the values of a Literal, or of the one inside `Literal | None`."""
    arguments = typing.get_args(annotation)
    inner = next((part for part in arguments if typing.get_origin(part) is typing.Literal), annotation)
    return typing.get_args(inner)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_command_exists(page: Path) -> None:
    """`./run WORD` is a case of the script; `--options` beside it or beside `thidua build` are options of that command."""
    text = page.read_text(encoding="utf-8")
    cases = re.findall(r"(?m)^([a-z]+(?: \| [a-z-]+)*)\)", (ROOT / "run").read_text(encoding="utf-8"))
    known = {word for case in cases for word in case.split(" | ")}
    assert set(re.findall(r"\./run ([a-z]+)", text)) - known == set()
    options = {option for parameter in commands.commands["build"].params for option in parameter.opts}
    lines = re.findall(r"(?:\./run build|thidua build|build\.py)((?: [^`\n|]+)?)", text)
    assert {option for line in lines for option in re.findall(r"--[a-z-]+", line)} - options == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    """Relative links and pictures of a page exist, and so do the headings that it links to."""
    text = page.read_text(encoding="utf-8")
    plain = _BLOCK.sub("", text)
    plain = re.sub(r"`[^`\n]*`", "", plain)
    for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", plain):
        path, _, anchor = next(filter(None, target)).partition("#")
        if "://" in path:
            continue
        there = page.parent / path if path else page
        assert there.exists(), target
        if anchor:
            assert anchor in _anchors(there.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to headings."""
    headings = re.findall(r"(?m)^#{1,6} (.+)$", _BLOCK.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_key_space_is_described() -> None:
    """The table of keys names each space that has values, and no other."""
    section = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## Keys\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = {space for cell in cells for space in re.findall(r"`([a-z-]+):", cell)}
    assert named == {*values.ENTRY_SPACES, *values._SPACES}


def test_every_module_is_described() -> None:
    """Each package and module of the top two levels is named, and what is named as a module exists."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    modules = {path.relative_to(PACKAGE).as_posix() for pattern in ("*.py", "*/*.py") for path in PACKAGE.glob(pattern)}
    folders = {f"{path.parent.relative_to(PACKAGE).as_posix()}/" for pattern in ("*/*.py", "*/*/*.py") for path in PACKAGE.glob(pattern)}
    there = {name for name in modules if not name.endswith("__init__.py")} | folders
    assert {name for name in there if f"`{name}`" not in text} == set()
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text))
    assert {name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()} == set()
