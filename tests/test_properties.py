"""What must hold of every build: the same site from the same sources, nothing written twice, and the right things at the right time."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import site_checks
from tests.site_checks import NOW, ROOT, Page, Site, differences, read_tree, text
from thidua.moment import Moment

pytestmark = pytest.mark.usefixtures("unmeasured")

BASE_URL = "https://thu-nghiem.example.vn/cong/thi-dua/"
HIDDEN = ("tin-tuc/2026/ban-nhap/index.html", "tin-tuc/2026/bai-hen-gio/index.html")
EDITED = frozenset({".md", ".yaml"})

Tree = dict[str, bytes]


@pytest.fixture(scope="module")
def expected(demo: Site) -> Tree:
    """Every published byte of the demonstration site."""
    return read_tree(demo.folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the demonstration site's sources."""
    return site_checks.copy_demo(tmp_path / "site")


def _built(site: Path, *, now: datetime = NOW, drafts: bool = False) -> Tree:
    """Build `site` to a new folder and return every published byte."""
    output = site.with_name(f"public-{len(list(site.parent.iterdir()))}")
    site_checks.build(site, output, now=now, drafts=drafts)
    return read_tree(output)


def _page(tree: Tree, path: str, folder: Path) -> Page:
    """Return one page of a tree as parsed."""
    target = folder / "page" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(tree[path])
    return Site(folder / "page", BASE_URL).pages[path]


# --- the same site from the same sources ---------------------------------------------------------------------------------------------


class _Shuffled:
    """What os.scandir returns, in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self.waiting = iter(entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> os.DirEntry[str]:
        return next(self.waiting)

    def close(self) -> None:
        """Forget the rest."""
        self.waiting = iter(())


@contextmanager
def _shuffled_folders(seed: int) -> Iterator[None]:
    """Let the disk list every folder in another order, as another file system would."""
    order = random.Random(seed)  # noqa: S311 # repeatable on purpose
    real = os.scandir

    def scandir(path: str = ".") -> _Shuffled:
        with real(path) as entries:
            found = list(entries)
        order.shuffle(found)
        return _Shuffled(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        yield


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_the_disk_does_not_matter(site: Path, tmp_path: Path, expected: Tree, seed: int) -> None:
    """However the disk lists folders, the site is the same."""
    with _shuffled_folders(seed):
        site_checks.build(site, tmp_path / "public")
    assert differences(expected, read_tree(tmp_path / "public")) == []


def test_order_in_which_files_were_made_does_not_matter(tmp_path: Path, expected: Tree) -> None:
    """Files written in reverse order, each with a time of its own, give the same site."""
    files = sorted(path for path in site_checks.DEMO.rglob("*") if path.is_file())
    for age, path in enumerate(reversed(files)):
        target = tmp_path / "site" / path.relative_to(site_checks.DEMO)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (1_000_000 + age, 1_000_000 + age))
    assert differences(expected, _built(tmp_path / "site")) == []


@pytest.mark.parametrize("jobs", [2, 3])
def test_number_of_processes_does_not_matter(site: Path, tmp_path: Path, expected: Tree, jobs: int) -> None:
    """Several worker processes build what one builds."""
    site_checks.build(site, tmp_path / "public", jobs=jobs)
    assert differences(expected, read_tree(tmp_path / "public")) == []


def _command(site: Path, output: Path, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Build by the command line from `folder` in an environment of its own."""
    arguments = ["-m", "thidua", "build", "--config", str(site / "site_config.yaml"), "--now", NOW.isoformat(), "--output", str(output)]
    inherited = {name: os.environ[name] for name in os.environ if not name.startswith(("LC_", "LANG", "PYTHON", "TZ", "THIDUA_"))}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"},
    ],
    ids=["new-york", "kiritimati"],
)
def test_machine_does_not_matter(tmp_path: Path, expected: Tree, environment: dict[str, str]) -> None:
    """Time zone, locale, hash seed, the folder's name and the current folder leave no trace in the site."""
    site = site_checks.copy_demo(tmp_path / "một thư mục khác" / "cổng #1")
    done = _command(site, tmp_path / "ra đây", tmp_path, environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert differences(expected, read_tree(tmp_path / "ra đây")) == []


def _rewrite(site: Path, change: Callable[[bytes], bytes]) -> None:
    for path in site.rglob("*"):
        if path.suffix in EDITED:
            path.write_bytes(change(path.read_bytes()))


def _decomposed(data: bytes) -> bytes:
    return unicodedata.normalize("NFD", data.decode()).encode()


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "cr": lambda data: data.replace(b"\n", b"\r"),
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "nfd": _decomposed,
    "all": lambda data: b"\xef\xbb\xbf" + _decomposed(data).replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_form_of_text_files_does_not_matter(site: Path, expected: Tree, change: str) -> None:
    """Line ends, a byte order mark and the composition of letters do not show in the site."""
    _rewrite(site, CHANGES[change])
    assert differences(expected, _built(site)) == []


def test_form_of_file_names_does_not_matter(site: Path, expected: Tree) -> None:
    """Names of files and folders may be decomposed, as an old Mac writes them."""
    for path in sorted(site.rglob("*"), key=lambda found: -len(found.parts)):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    assert differences(expected, _built(site)) == []


# --- publishing ----------------------------------------------------------------------------------------------------------------------


def _times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_publishing_again_writes_nothing(site: Path, tmp_path: Path) -> None:
    """A second build of the same sources writes no byte and touches no file or folder; nothing but the lock stays beside it."""
    first = site_checks.build(site, tmp_path / "public")
    before = _times(tmp_path / "public")
    second = site_checks.build(site, tmp_path / "public")
    assert first.bytes_written == sum(len(data) for path, data in read_tree(tmp_path / "public").items() if path != site_checks.MANIFEST)
    assert (second.written, second.removed, second.bytes_written) == ((), (), 0)
    assert _times(tmp_path / "public") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == [".public.lock"]


def test_build_over_an_old_site_equals_a_clean_one(site: Path, tmp_path: Path) -> None:
    """After entries are added, changed and removed, building over the old site gives what a build from nothing gives."""
    site_checks.build(site, tmp_path / "public")
    shutil.rmtree(site / "content" / "news" / "loat")
    added = "---\ntitle: Tin mới\ndate: 2026-11-20\ntags: [thử nghiệm]\n---\nMới.\n"
    (site / "content" / "news" / "moi.md").write_text(added, encoding="utf-8")
    banner = site / "content" / "news" / "ghim.md"
    banner.write_text(banner.read_text(encoding="utf-8").replace("Bài ghim", "Bài đã đổi tên"), encoding="utf-8")
    site_checks.build(site, tmp_path / "public")
    assert differences(read_tree(tmp_path / "public"), _built(site)) == []


def test_removed_entry_takes_its_page_and_leaves_the_others(site: Path, tmp_path: Path, expected: Tree) -> None:
    """Removing an entry removes its page, its redirects and its lines in lists; the redirects of others stay as they were."""
    site_checks.build(site, tmp_path / "public")
    (site / "content" / "thong-bao" / "thong-bao-mot.md").unlink()
    (site / "content" / "models" / "da-rut.md").unlink()
    result = site_checks.build(site, tmp_path / "public")
    assert set(result.removed) >= {
        "thong-bao/2026/thong-bao-mot/index.html",
        "dien-hinh/da-rut-model/index.html",
        "cu/da-rut-model/index.html",
    }
    after = read_tree(tmp_path / "public")
    assert [path for path, data in after.items() if b"thong-bao-mot/" in data and path != site_checks.MANIFEST] == []
    redirects = [path for path in expected if path.startswith("cu/") and path != "cu/da-rut-model/index.html"]
    assert len(redirects) > 10
    assert [path for path in redirects if after.get(path) != expected[path]] == []
    assert not (tmp_path / "public" / "dien-hinh" / "da-rut-model").exists()


def test_lost_output_is_published_whole(site: Path, tmp_path: Path, expected: Tree) -> None:
    """After the output folder was lost, the next build publishes the whole site again."""
    site_checks.build(site, tmp_path / "public")
    shutil.rmtree(tmp_path / "public")
    site_checks.build(site, tmp_path / "public")
    assert differences(expected, read_tree(tmp_path / "public")) == []


# --- lives of entries ----------------------------------------------------------------------------------------------------------------


def test_drafts_and_scheduled_entries_are_hidden(expected: Tree, site: Path) -> None:
    """A draft and a scheduled entry leave no trace: no page, title, tag, author, redirect or link; --drafts shows them."""
    assert [path for path in HIDDEN if path in expected] == []
    for trace in ("Bản nháp", "Lời của bản nháp", "chi-o-ban-nhap", "Lời của bài hẹn giờ", "tac-gia-hen-gio", "bai-hen-gio/"):
        assert [path for path, data in expected.items() if trace.encode() in data] == [], trace
    assert "cu/nhap/index.html" not in expected
    shown = _built(site, drafts=True)
    assert [path for path in (*HIDDEN, "cu/nhap/index.html", "tac-gia/tac-gia-hen-gio/index.html") if path not in shown] == []
    assert b"bai-hen-gio/" in shown["tin-tuc/index.html"]


def test_link_to_a_scheduled_entry_keeps_its_words(expected: Tree, site: Path, tmp_path: Path) -> None:
    """A link to an entry that is not there yet shows its words; on the day the entry appears it is a link, without an edit."""
    paths = {
        "tin-tuc/2026/du-truong-tin/index.html": "bài hẹn giờ",
        "tin-tuc/2026/bai-co-anh-o-ben/index.html": "liên kết thô tới bài hẹn giờ",
    }
    later = _built(site, now=NOW + timedelta(hours=2))
    for path, words in paths.items():
        before, after = _page(expected, path, tmp_path / "before"), _page(later, path, tmp_path / "after")
        assert words in text(before.one("div", class_="body"))
        assert [text(link) for link in before.root.iter("a") if text(link) == words] == []
        links = [link.get("href") for link in after.one("div", class_="body").iter("a") if text(link) == words]
        assert links == ["/cong/thi-dua/tin-tuc/2026/bai-hen-gio/"]


def test_quoted_code_is_never_taken_for_a_link(expected: Tree) -> None:
    """An article may show what an address looks like inside the program: it stays text."""
    page = expected["tin-tuc/2026/bai-co-anh-o-ben/index.html"].decode()
    assert '<code>src="asset:khong-co.png"</code>' in page
    assert '<code>href="entry:news/khong-co"</code>' in page


def test_expired_entry_leaves_lists_and_keeps_its_page(expected: Tree, tmp_path: Path) -> None:
    """An expired entry keeps its address with a notice and noindex, and is in no list, feed, tag or site map."""
    path = "tin-tuc/2026/bai-da-het-han/index.html"
    page = _page(expected, path, tmp_path)
    assert "Lời của bài đã hết hạn vẫn còn." in text(page.root)
    assert page.all("p", class_="expired")
    assert page.all("meta", name="robots", content="noindex")
    holders = {name for name, data in expected.items() if b"bai-da-het-han/" in data or "Bài đã hết hạn".encode() in data}
    assert holders - {site_checks.MANIFEST} == {path}
    assert "chu-de/chi-o-bai-het-han/index.html" not in expected


@pytest.mark.parametrize(
    "address",
    [
        "tin-tuc/2026/da-rut-news/",
        "hoi-nghi/2026/da-rut-conference/",
        "dien-hinh/da-rut-model/",
        "cum-thi-dua/da-rut-cluster/",
        "van-ban/tinh/da-rut-document/",
        "da-rut-page/",
    ],
)
def test_withdrawn_entry_keeps_a_notice_and_nothing_else(expected: Tree, tmp_path: Path, address: str) -> None:
    """A withdrawn entry of any kind keeps its address, old addresses, title, the day and the reason: no summary, fact, picture or body."""
    page = _page(expected, f"{address}index.html", tmp_path)
    kind = address.strip("/").rpartition("-")[2]
    notice = text(page.one("div", class_="withdrawn"))
    assert "01/11/2026" in notice
    assert f"Lý do rút mẫu ({kind})." in notice
    assert page.all("meta", name="robots", content="noindex")
    assert not page.all("dl")
    assert not page.all("img")
    assert address.encode() in expected[f"cu/da-rut-{kind}/index.html"]


def test_withdrawn_words_and_pictures_are_gone_everywhere(expected: Tree) -> None:
    """What a withdrawn entry said, counted, tagged or showed is in no page, feed or asset of the site."""
    for trace in ("bimatdarut", "9999", "9.999", "the-cua-bai-da-rut", "tac-gia-cua-bai-da-rut"):
        said = re.compile(rb"(?<![0-9a-f])" + re.escape(trace.encode()) + rb"(?![0-9a-f])")  # digests may hold any figures
        assert [path for path, data in expected.items() if said.search(data) or trace in path] == [], trace
    assert [path for path in expected if "anh-phai-mat" in path] == []


# --- time ----------------------------------------------------------------------------------------------------------------------------


def test_next_change_names_every_instant_at_which_the_site_differs(site: Path, tmp_path: Path) -> None:
    """publish_at, pinned_until and expires come up in order; a second before each the site is as it was, at each it differs."""
    now, seen = NOW, []
    current = _built(site)
    for number in range(3):
        change = site_checks.build(site, tmp_path / f"now-{number}", now=now).next_change
        assert change is not None
        assert differences(current, _built(site, now=change - timedelta(seconds=1))) == []
        after = _built(site, now=change)
        assert differences(current, after) != []
        now, current = change, after
        seen.append(change.isoformat())
    assert seen == ["2026-11-21T09:00:00+07:00", "2026-11-21T20:00:00+07:00", "2026-11-21T22:00:00+07:00"]


def test_what_each_instant_changes(site: Path, tmp_path: Path) -> None:
    """At publish_at the entry appears, after pinned_until it no longer leads, at expires it leaves the lists."""

    def lead(tree: Tree, name: str) -> str:
        return text(_page(tree, "index.html", tmp_path / name).one("section", class_="lead")).partition(" Một")[0]

    nine = datetime.fromisoformat("2026-11-21T09:00+07:00")
    at_nine = _built(site, now=nine)
    assert HIDDEN[1] in at_nine
    assert lead(at_nine, "nine") == "Bài ghim"
    at_ten = _built(site, now=datetime.fromisoformat("2026-11-21T22:00+07:00"))
    assert lead(at_ten, "ten") != "Bài ghim"
    assert b"bai-sap-het-han/" in at_nine["tin-tuc/index.html"]
    assert b"bai-sap-het-han/" not in at_ten["tin-tuc/index.html"]
    assert "tin-tuc/2026/bai-sap-het-han/index.html" in at_ten


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
_INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001 # bounds are naive by rule


@given(now=_INSTANTS, asked=st.lists(st.one_of(_DAYS, _INSTANTS), max_size=8), year=st.booleans(), today=st.booleans())
def test_moment_remembers_exactly_when_an_answer_changes(now: datetime, asked: list[date | datetime], *, year: bool, today: bool) -> None:
    """Just before next_change every answer is the same, at it one differs; without next_change none ever will."""

    def answers(instant: datetime) -> tuple[object, ...]:
        moment = Moment(instant, ZONE)
        found = [moment.has_come(value) for value in asked]
        found += [moment.has_ended(value) for value in asked if not isinstance(value, datetime)]
        return (*found, moment.year if year else None, moment.today if today else None)

    witness = Moment(now, ZONE)
    for value in asked:
        witness.has_come(value)
        if not isinstance(value, datetime):
            witness.has_ended(value)
    for wanted, ask in ((year, "year"), (today, "today")):
        if wanted:
            getattr(witness, ask)
    change = witness.next_change
    if change is None:
        assert answers(now) == answers(datetime(2040, 1, 1, tzinfo=ZONE))
    else:
        assert answers(now) == answers(change - timedelta(microseconds=1))
        assert answers(now) != answers(change)
