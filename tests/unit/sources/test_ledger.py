from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from thidua.sources.ledger import MAX_LEDGER_BYTES, NAME, Ledger, Recorded, read_ledger, to_bytes, write_ledger
from thidua.words.messages import line

FILE = f"content/{NAME}"
GIT = "lấy lại bản trước của tệp này từ git; nếu cổng chưa từng đăng bài nào, xóa tệp"
BACK = "lấy lại dòng này từ git, hoặc viết như “/tin-tuc/2026/ten-bai/: news/ten-tep”"
KEEP_BOTH = "giữ các dòng địa chỉ của cả hai bên; chỉ xóa những dòng dấu bắt đầu bằng “<<<<<<<”, “=======”, “>>>>>>>”"


def read(folder: Path, data: str | bytes) -> tuple[Ledger, list[str]]:
    """Return what is read from a ledger of these bytes, and the problems as an editor sees them."""
    path = folder / NAME
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    ledger, problems = read_ledger(path, FILE)
    return ledger, [line(problem, "vi") for problem in problems]


def test_without_a_file_nothing_was_published(tmp_path: Path) -> None:
    """A site's first build needs no ledger."""
    assert read_ledger(tmp_path / NAME, FILE) == (Ledger(file=FILE), [])


def test_each_line_is_an_address(tmp_path: Path) -> None:
    """Addresses come with their entry and line; remarks and empty lines count as lines and say nothing."""
    ledger, told = read(tmp_path, "# sổ\n\n/gioi-thieu/: page/gioi-thieu\n  # nữa\n/tin-tuc/2026/a/: 'news/a: b''c'  \n")
    assert told == []
    assert ledger.records == {"/gioi-thieu/": Recorded("page/gioi-thieu", 3), "/tin-tuc/2026/a/": Recorded("news/a: b'c", 5)}


@pytest.mark.parametrize("change", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data, lambda data: data[:-1]])
def test_what_editors_programs_do_to_files_does_not_matter(change: object, tmp_path: Path) -> None:
    """CRLF, a byte order mark and a lacking last line end give the same ledger."""
    assert callable(change)
    entries = {"/a/": "page/a", "/tin-tuc/2026/b/": "news/hội-nghị"}
    ledger, told = read(tmp_path, change(to_bytes(entries)))
    assert told == []
    assert {address: recorded.entry for address, recorded in ledger.records.items()} == entries


@pytest.mark.parametrize(
    "wrong",
    [
        "/a/",
        "/a/:page/a",
        "/a: page/a",
        "a/: page/a",
        "/A/: page/a",
        "/../: page/a",
        "/a/: trang/a",
        "/a/: page/",
        "/a/: page/a/b",
        "/a/: page/a # ghi chú",
        "/a/: page/a: b",
        "/a/: 'page/a",
        ' /a/: "page/a"',
        "- /a/: page/a",
    ],
)
def test_a_line_of_another_form_is_named(wrong: str, tmp_path: Path) -> None:
    """Nothing is guessed: a line that is no address with its entry is a problem, and the lines around it are read."""
    ledger, told = read(tmp_path, f"/b/: page/b\n{wrong}\n/c/: page/c\n")
    assert told == [f"{FILE}:2:1: error[ledger-line]: dòng “{wrong.strip()}” không có dạng “địa chỉ: loại/tên”\n  hint: {BACK}"]
    assert set(ledger.records) == {"/b/", "/c/"}


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    """A file that is something else does not fill the screen."""
    _, told = read(tmp_path, "x" * 5000)
    assert told[0].startswith(f"{FILE}:1:1: error[ledger-line]: dòng “{'x' * 79}…” không")


def test_an_address_stands_once(tmp_path: Path) -> None:
    """The second line of an address is named with the first; the first counts."""
    ledger, told = read(tmp_path, "/a/: page/a\n/b/: page/b\n/a/: page/c\n")
    assert told == [
        (f"{FILE}:3:1: error[ledger-twice]: địa chỉ /a/ được ghi hai lần; lần đầu ở dòng 1\n  hint: giữ lại một dòng và xóa dòng kia")
    ]
    assert ledger.records["/a/"] == Recorded("page/a", 1)


def test_a_conflict_of_git_is_called_so(tmp_path: Path) -> None:
    """A place that git could not merge is one problem, whatever both sides hold; their lines are read."""
    text = "<<<<<<< HEAD\n/a/: page/a\n||||||| 1a2b3c4\n=======\n/a/: page/b\n/b/: page/b\n>>>>>>> bai-moi\n/c/: page/c\n"
    ledger, told = read(tmp_path, text)
    message = "tệp còn dấu “<<<<<<<” của git: hai bản sửa chưa được gộp xong"
    assert told == [f"{FILE}:1:1: error[merge-conflict]: {message}\n  hint: {KEEP_BOTH}"]
    assert set(ledger.records) == {"/a/", "/b/", "/c/"}


def test_a_mark_left_over_is_found(tmp_path: Path) -> None:
    """Each conflict is a problem, and so is a mark that was forgotten when one was settled."""
    _, told = read(tmp_path, "<<<<<<< a\n=======\n>>>>>>> b\n/a/: page/a\n=======\n<<<<<<< a\n=======\n>>>>>>> b\n")
    assert [text.partition(": error")[0] for text in told] == [f"{FILE}:1:1", f"{FILE}:5:1", f"{FILE}:6:1"]


def test_what_is_no_text_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Another encoding, an empty file and one beyond all bounds are one problem each; the hint is for a file that a program writes."""
    _, told = read(tmp_path, "/a/: page/hội-nghị\n".encode("cp1258", "replace").replace(b"?", b"\xf2"))
    assert told[0].startswith(f"{FILE}:1:")
    assert "error[wrong-encoding]" in told[0]
    assert told[0].endswith(f"\n  hint: {GIT}")
    assert read(tmp_path, " \n")[1] == [f"{FILE}: error[empty-file]: tệp trống\n  hint: {GIT}"]
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(MAX_LEDGER_BYTES + 1)
    _, problems = read_ledger(tmp_path / NAME, FILE)
    assert [line(problem, "vi") for problem in problems] == [f"{FILE}: error[file-too-large]: tệp lớn hơn 20 MB\n  hint: {GIT}"]


@pytest.mark.parametrize("target", ["khong-co", "/etc/hostname"])
def test_a_link_is_not_followed(target: str, tmp_path: Path) -> None:
    """A ledger is an ordinary file: a link would show lines of a file elsewhere, or be taken for no ledger when it is broken."""
    (tmp_path / NAME).symlink_to(target)
    ledger, problems = read_ledger(tmp_path / NAME, FILE)
    assert [line(problem, "vi") for problem in problems] == [
        (
            f"{FILE}: error[unreadable-file]: không mở được: đây không phải là tệp thường\n"
            "  hint: kiểm tra xem tệp còn đó và có quyền đọc không"
        )
    ]
    assert ledger == Ledger(file=FILE)


def test_the_bytes_are_these(tmp_path: Path) -> None:
    """A remark in both languages, then the addresses in order, a line each: git merges lines."""
    assert write_ledger(tmp_path / NAME, {"/tin-tuc/2026/b/": "news/b 1", "/a/": "page/it's: #1"})
    assert (tmp_path / NAME).read_text(encoding="utf-8") == (
        "# Sổ địa chỉ: các địa chỉ bài đã đăng, phải luôn mở được. Lệnh “thidua check --record” ghi tệp này; hãy commit nó cùng với bài.\n"
        "# The address ledger: where entries were published, for ever to be served. `thidua check --record` writes it; "
        "commit it with the entries.\n"
        "/a/: 'page/it''s: #1'\n"
        "/tin-tuc/2026/b/: news/b 1\n"
    )


def test_it_is_written_only_when_it_changes(tmp_path: Path) -> None:
    """The same ledger leaves the file alone; nothing is left beside it."""
    path = tmp_path / NAME
    assert write_ledger(path, {"/a/": "page/a"})
    before = path.stat()
    assert not write_ledger(path, {"/a/": "page/a"})
    assert path.stat().st_ino == before.st_ino
    assert write_ledger(path, {"/a/": "page/b"})
    assert [item.name for item in tmp_path.iterdir()] == [NAME]


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger is replaced whole or not at all, and no stage stays behind."""
    path = tmp_path / NAME
    write_ledger(path, {"/a/": "page/a"})

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_ledger(path, {"/b/": "page/b"})
    assert path.read_bytes() == to_bytes({"/a/": "page/a"})
    assert [item.name for item in tmp_path.iterdir()] == [NAME]


_ADDRESS = st.from_regex(r"/(?:[a-z0-9]{1,8}(?:-[a-z0-9]{1,4})?/){1,3}", fullmatch=True)
_NAME = st.text(min_size=1, max_size=20).filter(lambda text: "/" not in text and bool(text.strip()))
_ENTRY = st.builds("{}/{}".format, st.sampled_from(["news", "conference", "page"]), _NAME)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for every example of a property."""
    return tmp_path_factory.mktemp("ledger")


@given(st.dictionaries(_ADDRESS, _ENTRY, max_size=8))
def test_what_is_written_is_read_back(folder: Path, entries: dict[str, str]) -> None:
    """Whatever files are named: no problem, all addresses, and bytes that a second writing repeats."""
    data = to_bytes(entries)
    ledger, told = read(folder, data)
    read_back = {address: recorded.entry for address, recorded in ledger.records.items()}
    assert told == []
    assert set(read_back) == set(entries)
    assert to_bytes(read_back) == data


@given(st.dictionaries(_ADDRESS, st.from_regex(r"news/[\w .~()+,:#'\"&@!%-]{0,20}[\w]", fullmatch=True), max_size=8))
def test_it_is_yaml(entries: dict[str, str]) -> None:
    """Other tools read the same from it: an ordinary YAML mapping, in order."""
    one_line = {address: entry for address, entry in entries.items() if entry.isprintable()}
    data = yaml.safe_load(to_bytes(one_line)) or {}
    assert list(data) == sorted(one_line)
    assert all(isinstance(entry, str) and entry.startswith("news/") for entry in data.values())
