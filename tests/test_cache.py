"""What is remembered between builds is only a cache: whatever happens to it, the site is the same, and nothing deleted stays online."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.incremental_site import Outcome, Text, Tree, Workshop, damage, fine_clock, marked, new_workshop, png, stamps
from tests.site_checks import MANIFEST, differences, read_tree
from thidua import builder
from thidua.builder import attempts, gathering, loading, pipeline, planning, survey
from thidua.sources import discover
from thidua.state import store
from thidua.state.staleness import Verdict

DATABASE = "thidua.sqlite3"
NOTICES = {"cache-damaged", "cache-other-version", "cache-not-kept"}
SEEDS_A_TEST = 16
KNOWN = 32
"""Of so many sites is known what building them from nothing gives."""

_known: dict[object, tuple[Outcome, Tree]] = {}

pytestmark = pytest.mark.usefixtures("unmeasured", "known_templates")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    """A site that was built once, on a disk whose times are believed at once; without social cards, which take half the time."""
    with fine_clock(monkeypatch, fine=True):
        made = new_workshop(tmp_path)
        made.sources.config["images"] = {"cards": False}
        made.sync()
        assert _notices(made) == []
        yield made


def _clean(shop: Workshop) -> tuple[Outcome, Tree]:
    """Build from nothing; of a site that was built lately what came of it then."""
    site = (frozenset(read_tree(shop.site).items()), shop.now, shop.drafts, shop.jobs)
    _known[site] = _known.pop(site) if site in _known else shop.clean()
    if len(_known) > KNOWN:
        del _known[next(iter(_known))]
    return _known[site]


def _notices(shop: Workshop, cache: Path | None = None) -> list[str]:
    """Build, compare with a build from nothing, and return what was said of the cache."""
    expected, wanted = _clean(shop)
    found = shop.build(cache=cache)
    assert (expected.failure, found.failure) == ("", "")
    assert found.told == expected.told
    assert differences(shop.tree(), wanted) == []
    return [problem.code for problem in found.problems if problem.code.startswith("cache-")]


def _told(found: Outcome) -> list[tuple[str, str]]:
    """Return what a build said of its cache, and which folder it named."""
    return [(problem.code, problem.location.file) for problem in found.problems if problem.code in NOTICES]


class _Turns:
    """A text that has a sentence in every other build."""

    def __init__(self, shop: Workshop) -> None:
        self.shop, self.turn = shop, 0
        self.text = shop.sources.entries["news/b.md"].body

    def notices(self) -> list[str]:
        """Add the sentence or take it away, build, and return what was said of the cache."""
        self.turn += 1
        self.shop.sources.entries["news/b.md"].body = self.text + "\nCâu có ở mọi lần dựng thứ hai.\n" * (self.turn % 2)
        self.shop.sync()
        return _notices(self.shop)


def _edit(shop: Workshop, number: int) -> list[str]:
    """Change nothing, a text, or what lists show of it; return the files that changed."""
    text = shop.sources.entries[("news/a.md", "clusters/mot.md", "documents/luat.md", "news/b.md")[number // 3 % 4]]
    if number % 3 == 1:
        text.body += f"\nCâu {number}.\n"
    elif number % 3 == 2:
        text.front["title"] = f"Tên {number}"
    return shop.sync()


# --- a damaged cache -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(0, 10 * SEEDS_A_TEST, SEEDS_A_TEST))
def test_damaged_cache_is_noticed_or_harmless(shop: Workshop, first: int) -> None:
    """Cut off, overwritten, with bits flipped at any place: the build succeeds, its site is that of a build from nothing."""
    for number in range(first, first + SEEDS_A_TEST):
        _edit(shop, number // 8)
        way = shop.damage(number)
        found = _notices(shop)
        assert set(found) <= NOTICES, (way, number)
        assert found or way not in {"text", "empty"}, (way, number)
        if not found:  # what this build had no need to read, the next one may notice
            found = _notices(shop)
        assert not found or _notices(shop) == [], ("what is remembered after the notice is sound", way, number)


TABLES = ("facts", "sources", "sheets", "remarks", "entries", "pieces", "digests", "outputs")


def _keys(shop: Workshop, table: str) -> list[str]:
    """Return by what the rows of a table are known."""
    with closing(sqlite3.connect(shop.cache / DATABASE)) as database:
        return [row[0] for row in database.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 # ours


def _lose(shop: Workshop, table: str, keys: Iterable[str]) -> None:
    """Take rows of a table away."""
    with closing(sqlite3.connect(shop.cache / DATABASE)) as database, database:
        name = database.execute(f"SELECT * FROM {table} LIMIT 0").description[0][0]  # noqa: S608 # ours
        database.executemany(f"DELETE FROM {table} WHERE {name} = ?", [(key,) for key in keys])  # noqa: S608 # ours


def test_rows_that_are_lost_are_noticed_or_harmless(shop: Workshop) -> None:
    """A row that is gone from any table makes work, and never a site that is wrong."""
    turns = _Turns(shop)
    for table in TABLES:
        for number in range(3):
            keys = _keys(shop, table)
            _lose(shop, table, keys[number * 7 % len(keys) :][:1] if keys else ())
            assert set(turns.notices()) <= NOTICES, (table, number)


def test_rows_of_the_edited_text_that_are_lost_are_noticed_or_harmless(shop: Workshop) -> None:
    """So is a row that tells of the very text that is edited next."""
    turns = _Turns(shop)
    for table in TABLES:
        _lose(shop, table, [key for key in _keys(shop, table) if re.search(r"\bnews/b\b|/tin-b/", key)])
        assert set(turns.notices()) <= NOTICES, table


def test_damage_that_is_found_when_the_site_is_published_hides_nothing(shop: Workshop) -> None:
    """Where what is remembered turns out to be damaged only when it is written, the build still says what it published."""
    with closing(sqlite3.connect(shop.cache / DATABASE)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'digests'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with (shop.cache / DATABASE).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\0")
    shop.sources.entries["news/b.md"].body += "\nMột câu nữa.\n"
    shop.sync()
    found = shop.build()
    assert _told(found) == [("cache-damaged", str(shop.cache))]
    assert found.result
    assert "tin-tuc/2026/tin-b/index.html" in found.result.written
    assert found.result.bytes_written > 0
    assert not (shop.cache / DATABASE).exists()
    assert _notices(shop) == []


def test_notice_names_the_cache_that_was_asked_for(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be written at the end is called by the folder it lies in, which need not be that of the configuration."""

    def refuse(_store: store.Store) -> None:
        raise error

    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    monkeypatch.setattr(store.Store, "commit", refuse)
    _edit(shop, 1)
    found = shop.build()
    assert _told(found) == [("cache-not-kept", str(shop.cache))]


def _columns(shop: Workshop) -> list[tuple[str, str]]:
    """Return table and name of every column."""
    with closing(sqlite3.connect(shop.cache / DATABASE)) as database:
        return [(table, column[1]) for table in TABLES for column in database.execute(f"PRAGMA table_info({table})")]


@pytest.mark.parametrize("value", [None, 7, 1.5, "chữ", b"\x00\xff"], ids=["nothing", "number", "fraction", "text", "bytes"])
def test_values_of_another_type_are_noticed_or_harmless(shop: Workshop, value: object) -> None:
    """A flipped bit may turn a column into nothing, a number, text or bytes: never a traceback, never a site that is wrong."""
    turns = _Turns(shop)
    for table, column in _columns(shop):
        with sqlite3.connect(shop.cache / DATABASE) as database:
            one = f"(SELECT min({column}) FROM {table})"  # noqa: S608 # names of ours
            try:
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = {one}", (value,))  # noqa: S608 # names of ours
            except sqlite3.IntegrityError:
                continue  # the table itself refuses it
            finally:
                database.commit()
        database.close()
        assert set(turns.notices()) <= NOTICES, (table, column)


def _altered(value: Any) -> Any:  # noqa: ANN401 # whatever a column holds
    """Return another value of the same type."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"\1"
    return value + ("~" if isinstance(value, str) else 1) if value is not None else None


def test_values_that_are_not_what_was_kept_are_noticed_or_harmless(shop: Workshop) -> None:
    """Whatever a column holds is seen to be damaged, or is compared with what is so: no value of it is believed and gets to a page."""
    shop.sources.entries["news/b.md"].front["image"] = {"src": "../tep/do.png", "alt": "Ảnh"}  # its feeds say how long the file is
    shop.sync()
    assert _notices(shop) == []
    turns = _Turns(shop)
    for table, column in _columns(shop):
        with closing(sqlite3.connect(shop.cache / DATABASE)) as database, database:
            database.create_function("altered", 1, _altered)
            database.execute(f"UPDATE {table} SET {column} = altered({column})")  # noqa: S608 # names of ours
        assert set(turns.notices()) <= NOTICES, (table, column)


def test_key_that_became_nothing_is_noticed(shop: Workshop) -> None:
    """Damage may make nothing of a key, which no table would take."""
    with sqlite3.connect(shop.cache / DATABASE) as database:
        database.execute("CREATE TABLE loose AS SELECT * FROM digests")
        database.execute("UPDATE loose SET key = NULL WHERE key = (SELECT max(key) FROM loose)")
        database.execute("DROP TABLE digests")
        database.execute("ALTER TABLE loose RENAME TO digests")
    database.close()
    shop.sources.entries["news/b.md"].front["title"] = "Tên khác"
    shop.sync()
    assert _notices(shop) == ["cache-damaged"]
    assert _notices(shop) == []


# --- something else in its place -----------------------------------------------------------------------------------------------------


def _foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE facts (cua_ai TEXT)")
    database.close()


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE khac (a TEXT)")
    database.close()


@pytest.mark.parametrize(
    ("put", "told"),
    [
        pytest.param(lambda path: path.write_bytes(b""), {"cache-damaged"}, id="empty"),
        pytest.param(lambda path: path.write_bytes(b"x" * 5000), {"cache-damaged"}, id="text"),
        pytest.param(_foreign_database, {"cache-damaged"}, id="tables-of-the-same-name"),
        pytest.param(_other_database, {"cache-damaged"}, id="other-tables"),
        pytest.param(lambda path: path.mkdir(), {"cache-not-kept"}, id="folder"),
        pytest.param(lambda path: path.symlink_to("/dev/full"), NOTICES, id="device"),
    ],
)
def test_something_else_in_its_place_is_said(shop: Workshop, put: Callable[[Path], object], told: set[str]) -> None:
    """Whatever stands where the state was, the build says so and succeeds."""
    path = shop.cache / DATABASE
    path.unlink()
    put(path)
    _edit(shop, 2)
    assert set(_notices(shop)) & told


def test_state_of_another_version_is_begun_anew(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program forgets what this one remembered, says so once, and renders everything."""
    monkeypatch.setattr(attempts, "code_version", lambda: "khac")
    found = shop.build()
    assert [problem.code for problem in found.problems if problem not in found.told[1]] == ["cache-other-version"]
    assert found.result
    assert {verdict.why for verdict in found.result.rendered} == {"forgotten"}
    assert (found.result.written, found.result.removed) == ((), ())
    assert _notices(shop) == []


@pytest.mark.parametrize("place", ["tep", "tep/duoi/tep"])
def test_cache_that_cannot_be_written_is_said(shop: Workshop, place: str) -> None:
    """Where no folder can be, a file is in its place, nothing is remembered, and the site is built."""
    (shop.folder / "tep").write_bytes(b"")
    assert _notices(shop, shop.folder / place) == ["cache-not-kept"]
    assert (shop.folder / "tep").read_bytes() == b""


def test_cache_on_a_file_system_that_refuses_is_said(shop: Workshop) -> None:
    """Where even root may not write, nothing is remembered, and the site is built."""
    assert _notices(shop, Path("/proc/thidua-khong-the-ghi")) == ["cache-not-kept"]


def test_cache_that_another_process_holds_is_said(shop: Workshop) -> None:
    """A build whose state another process has open remembers nothing, and leaves what the other one keeps."""
    code = (
        "import sys, sqlite3\nd = sqlite3.connect(sys.argv[1])\nd.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
        "d.execute('BEGIN EXCLUSIVE')\nprint('held', flush=True)\nsys.stdin.read()"
    )
    before = (shop.cache / DATABASE).read_bytes()
    command = [sys.executable, "-c", code, str(shop.cache / DATABASE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        _edit(shop, 2)
        assert _notices(shop) == ["cache-not-kept"]
    assert (shop.cache / DATABASE).read_bytes() == before
    assert _notices(shop) == []


HOLD = """
import sys
from pathlib import Path
from thidua.builder.code import code_version
from thidua.state.store import open_store
with open_store(Path(sys.argv[1]), code_version()) as opened:
    assert opened.notice is None
    opened.store.forget("outputs", [path for path in opened.store.plans()])
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("full", [False, True])
def test_a_build_beside_another_leaves_its_cache_alone(shop: Workshop, *, full: bool) -> None:
    """While one build has the cache open, half written, another one is built without it, in full too; a killed one gives it back."""
    before = sorted(path.name for path in shop.cache.iterdir())
    with subprocess.Popen([sys.executable, "-c", HOLD, str(shop.cache)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        held = {path.name: (path.stat().st_ino, path.read_bytes()) for path in shop.cache.iterdir() if path.is_file()}
        _edit(shop, 2)
        config, output = shop.site / "site_config.yaml", shop.folder / "elsewhere"
        result = builder.build(builder.Options(config=config, now=shop.now, output=output, cache=shop.cache, full=full))
        assert [problem.code for problem in result.problems if problem.code.startswith("cache-")] == ["cache-not-kept"]
        assert differences(read_tree(output), _clean(shop)[1]) == []
        assert {path.name: (path.stat().st_ino, path.read_bytes()) for path in shop.cache.iterdir() if path.is_file()} == held
        process.kill()
    assert _notices(shop) == []
    assert sorted(path.name for path in shop.cache.iterdir()) == before


@pytest.mark.parametrize("name", ["luan-van.txt", "pictures/anh-cuoi.jpg"])
def test_folder_of_something_else_is_refused(shop: Workshop, name: str) -> None:
    """A folder that holds other files, if only pictures, is no cache: nothing is written to it, and nothing is published."""
    folder = shop.folder / "cua-ai"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("quan trọng", encoding="utf-8")
    found = shop.build(output=shop.folder / "elsewhere", cache=folder)
    assert (found.failure, [problem.code for problem in found.problems]) == ("ConfigurationError", ["foreign-cache"])
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] == [name]
    assert not (shop.folder / "elsewhere").exists()


def test_two_builds_share_a_cache(shop: Workshop) -> None:
    """Two builds with one cache at the same time, to different folders, both succeed and give the same site."""
    for number in range(3):
        _edit(shop, 3 * number + 2)
        command = [sys.executable, "-m", "thidua", "build", "--config", str(shop.site / "site_config.yaml"), "--quiet", "--jobs", "1"]
        command += ["--now", shop.now.isoformat(), "--cache", str(shop.cache)]
        outputs = [shop.folder / f"out-{side}" for side in ("one", "two")]
        builds = [subprocess.Popen([*command, "--output", str(output)], stderr=subprocess.PIPE, text=True) for output in outputs]
        told = [build.communicate()[1] for build in builds]
        assert [build.returncode for build in builds] == [0, 0], told
        assert "Traceback" not in "".join(told)
        _, wanted = _clean(shop)
        assert [differences(read_tree(output), wanted) for output in outputs] == [[], []]


# --- what must never stay, or be done twice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("losing", ["lost", "damaged", "kept", "site lost", "elsewhere"])
@pytest.mark.parametrize("going", ["deleted", "withdrawn", "draft", "moved"])
def test_what_was_taken_back_is_gone_from_the_site(shop: Workshop, going: str, losing: str) -> None:
    """An article that is deleted, withdrawn or hidden leaves the site with the next build, whatever became of the cache before."""
    shop.sources.entries["news/x.md"] = Text({"title": "Bài phải mất", "date": "2026-11-20", "tags": ["tag của bài"]}, "Lời bimat.\n")
    shop.sync()
    assert _notices(shop) == []
    assert any(b"bimat" in data for data in shop.tree().values())
    if going == "deleted":
        del shop.sources.entries["news/x.md"]
    elif going == "draft":
        shop.sources.entries["news/x.md"].front["draft"] = True
    elif going == "moved":
        shop.sources.entries["news/x.md"] = Text({"title": "Bài dời đi", "date": "2026-11-20"})
    else:
        shop.sources.entries["news/x.md"].front["withdrawn"] = {"date": "2026-11-21", "reason": "Nhầm."}
    shop.sync()
    if losing == "lost":
        shutil.rmtree(shop.cache)
    elif losing == "damaged":
        damage(shop.cache / DATABASE, 4)
    elif losing == "site lost":
        shutil.rmtree(shop.output)
    elif losing == "elsewhere":
        assert shop.build(output=shop.folder / "elsewhere").failure == ""
    _notices(shop)
    shop.sources.entries["news/a.md"].body += "\nMột câu nữa.\n"  # a text alone goes another way than the rest
    shop.sync()
    assert _notices(shop) == []
    after = shop.tree()
    assert [path for path, data in after.items() if b"bimat" in data] == []
    assert ("tin-tuc/2026/bai-phai-mat/index.html" in after) == (going == "withdrawn")


def test_text_of_what_is_hidden_stays_hidden(shop: Workshop) -> None:
    """An entry that became a draft leaves nothing behind when its text, or that of one that links to it, is edited afterwards."""
    shop.sources.entries["news/a.md"].front["draft"] = True
    shop.sync()
    assert _notices(shop) == []
    for path in ("news/a.md", "news/b.md"):
        shop.sources.entries[path].body += "\nMột câu nữa.\n"
        shop.sync()
        assert _notices(shop) == []


def test_source_that_is_lost_between_two_reads_is_noticed(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged page may give a source by its stamp and not with its draft; then nothing of the cache is believed."""
    whole = store.Store.sources
    monkeypatch.setattr(store.Store, "sources", lambda self: dict(list(whole(self).items())[1:]))
    shop.sources.entries["news/b.md"].front["title"] = "Tin đổi tên"
    shop.sync()
    assert _notices(shop) == ["cache-damaged"]


@pytest.mark.parametrize("path", ["content/news/b.md", "content/registers/units.yaml", "site_config.yaml", "templates/article.html"])
def test_edit_that_fails_and_is_undone_leaves_nothing_to_do(shop: Workshop, path: str) -> None:
    """After a failed build, with the mistake undone, nothing is rendered, written or touched."""
    file = shop.site / path
    before, published = file.read_bytes() if file.exists() else None, stamps(shop.output)
    file.write_bytes(b"---\ntitle: [\n{% if %}")
    assert shop.build().failure in {"ContentError", "ConfigurationError"}
    assert stamps(shop.output) == published
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    found = shop.build().result
    assert found
    assert (found.rendered, found.written, found.removed) == ((), (), ())
    assert stamps(shop.output) == published
    assert _notices(shop) == []


FEEDS_OF_B = (
    *("atom.xml", "feed.json", "feed.xml", "tin-tuc/atom.xml", "tin-tuc/feed.json", "tin-tuc/feed.xml"),
    *("cum-thi-dua/cum-mot/feed.xml", "dong-su-kien/chuyen/feed.xml", "phong-trao/phong-trao-mot/feed.xml"),
)


def test_edited_text_makes_what_shows_it_and_nothing_else(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page, the feeds that carry it, its segment of the search index and what names that; neither catalog nor plan is made for it."""
    shop.sources.entries["news/b.md"].front["summary"] = "Lists show this."
    shop.sync()
    assert _notices(shop) == []
    monkeypatch.delattr(planning, "build_catalog")
    shop.sources.entries["news/b.md"].body += "\nMột câu nữa.\n"
    shop.sync()
    found = shop.build().result
    assert found
    assert sorted(found.rendered) == sorted(
        Verdict(path, "read", key)
        for path, key in (
            ("tin-tuc/2026/tin-b/index.html", "body:news/b"),
            *((path, "body:news/b") for path in FEEDS_OF_B),
            ("assets/search/2026/", "terms:news/b"),
            ("assets/search/index.json", "folder:assets/search/2026/"),
        )
    )


def test_edit_beside_a_failed_build_is_made_good(shop: Workshop) -> None:
    """What was edited in the same breath as a mistake is published once the mistake is mended."""
    shop.sources.entries["news/c.md"].body += "\nSửa cùng lúc.\n"
    shop.sources.entries["news/a.md"].broken = True
    shop.sync()
    assert shop.build().failure == "ContentError"
    shop.sources.entries["news/a.md"].broken = False
    shop.sync()
    assert _notices(shop) == []
    assert "Sửa cùng lúc" in shop.tree()["tin-tuc/2026/tin-c/index.html"].decode()


def test_published_files_that_were_lost_come_back(shop: Workshop) -> None:
    """Files that somebody deleted are published again, without a source having changed."""
    for path in ("index.html", "tin-tuc/2026/tin-a/index.html", "feed.xml"):
        (shop.output / path).unlink()
    assert _notices(shop) == []


def test_full_build_replaces_a_link_that_leads_nowhere(shop: Workshop) -> None:
    """Whoever builds in full looks at every published file; a link in place of one is replaced by it."""
    _, wanted = _clean(shop)
    (shop.output / "index.html").unlink()
    (shop.output / "index.html").symlink_to("nowhere")
    config = shop.site / "site_config.yaml"
    result = builder.build(builder.Options(config=config, now=shop.now, output=shop.output, cache=shop.cache, full=True))
    assert result.written == ("index.html",)
    assert not (shop.output / "index.html").is_symlink()
    assert differences(shop.tree(), wanted) == []


def test_what_the_manifest_names_for_nothing_is_named_no_more(shop: Workshop) -> None:
    """Where a path is neither there nor planned, the manifest is put right, without a source having changed."""
    manifest = shop.output / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"index.html"', b'"gone.html": "0",\n"index.html"'))
    assert b"gone.html" in manifest.read_bytes()
    assert _notices(shop) == []


# --- sources that change meanwhile ---------------------------------------------------------------------------------------------------


def _edits(shop: Workshop) -> dict[str, Callable[[int], None]]:
    """Return what may be edited in the middle of a build."""

    def entry(number: int) -> None:
        shop.sources.entries["news/a.md"].front["title"] = f"Giữa chừng {number}"

    def text(number: int) -> None:
        shop.sources.entries["news/a.md"].body = f"Giữa chừng {number}.\n"

    def added(number: int) -> None:
        shop.sources.entries[f"news/giua-chung-{number}.md"] = Text({"title": f"Giữa chừng {number}", "date": "2026-11-20"})

    def removed(number: int) -> None:
        shop.sources.entries.pop("news/e.md" if number else "news/ghim.md", None)

    def register(number: int) -> None:
        shop.sources.registers["units"][0]["names"] = [{"name": f"A {number}"}]

    def config(number: int) -> None:
        shop.sources.config["title"] = f"Cổng {number}"

    def file(number: int) -> None:
        shop.sources.files["content/tep/xanh.png"] = png(number + 7, 3)

    def template(number: int) -> None:
        shop.sources.files["templates/article.html"] = marked("article.html", number)

    def gone(_number: int) -> None:
        shop.sources.files.pop("static/cua-minh.txt", None)

    return {change.__name__: change for change in (entry, text, added, removed, register, config, file, gone, template)}


SEAMS = [
    "attempts.load_config",
    "pipeline.survey",
    "loading.read_entries",
    "planning.build_catalog",
    "gathering.read_assets",
    "pipeline.render",
]
MODULES = {"attempts": attempts, "pipeline": pipeline, "loading": loading, "planning": planning, "gathering": gathering}


def _editing(monkeypatch: pytest.MonkeyPatch, seam: str, change: Callable[[], None]) -> None:
    """Make `change` as soon as a step of the build has done its work."""
    module, _, name = seam.partition(".")
    real = getattr(MODULES[module], name)

    def step(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 # whatever the step takes and gives
        answer = real(*arguments, **options)
        change()
        return answer

    monkeypatch.setattr(MODULES[module], name, step)


@pytest.mark.parametrize("what", ["entry", "text", "added", "removed", "register", "config", "file", "gone", "template"])
@pytest.mark.parametrize("seam", SEAMS)
def test_edit_in_the_middle_of_a_build_is_published(shop: Workshop, monkeypatch: pytest.MonkeyPatch, seam: str, what: str) -> None:
    """A file that is edited while a build reads, plans or renders is in the site that it publishes, or in the next one; never a mixture."""
    before, changes, left = shop.tree(), _edits(shop), [1]
    shop.sources.entries["news/c.md"].front["title"] = "Trước đó"
    shop.sync()
    _, old = _clean(shop)

    def change() -> None:
        if left:
            changes[what](left.pop())
            shop.sync()

    with monkeypatch.context() as patch:
        _editing(patch, seam, change)
        assert shop.build().failure == ""
    assert not left
    found = shop.tree()
    _, new = _clean(shop)
    assert differences(found, new) == [] or differences(found, old) == []
    assert differences(found, before) != []
    assert _notices(shop) == []


def test_file_that_is_replaced_while_it_is_listed_is_no_mistake(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not there at the moment when it is looked at, and then is again, is no file that cannot be read."""

    def look(self: Any, full: str, path: str, status: os.stat_result) -> None:  # noqa: ANN401 # a walk
        if left and path == "content/news/a.md":
            raise FileNotFoundError(errno.ENOENT, left.pop())
        real(self, full, path, status)

    real, left = discover._Walk.file, ["No such file or directory"]
    monkeypatch.setattr(discover._Walk, "file", look)
    shop.sources.entries["news/a.md"].front["title"] = "Tin đổi tên"
    shop.sync()
    assert shop.build().failure == ""
    assert not left
    assert _notices(shop) == []


def test_time_of_every_attempt_is_told(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a build took is what went by since it was asked for, the attempt that came to nothing among it."""

    def change() -> None:
        if left:
            time.sleep(0.2)
            _edits(shop)["text"](left.pop())
            shop.sync()

    left = [1]
    _editing(monkeypatch, "pipeline.survey", change)
    began = time.perf_counter()
    shop.sources.entries["news/c.md"].body += "\nTrước đó.\n"
    shop.sync()
    found = shop.build().result
    assert found
    assert 0.2 < sum(found.stages.values()) < found.seconds < time.perf_counter() - began
    assert {"look", "survey", "remember"} <= found.stages.keys()


@pytest.mark.parametrize("what", ["entry", "register", "config", "file", "template"])
def test_sources_that_never_rest_are_not_published(shop: Workshop, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """When files change in every attempt, the build gives up, publishes nothing, and the next one is right."""
    before, changes, times = stamps(shop.output), _edits(shop), iter(range(99))

    def change() -> None:
        changes[what](next(times))
        shop.sync()

    shop.sources.entries["news/c.md"].body += "\nTrước đó.\n"
    shop.sync()
    with monkeypatch.context() as patch:
        _editing(patch, "pipeline.render", change)
        assert shop.build().failure == "sources-changing"
    assert next(times) == attempts.ATTEMPTS
    assert stamps(shop.output) == before
    assert [
        path.name for path in shop.folder.iterdir() if path.name.startswith(f".{shop.output.name}.thidua-") and "spare" not in path.name
    ] == []
    assert _notices(shop) == []


# --- disks with coarse clocks --------------------------------------------------------------------------------------------------------

OLD_NS, YOUNG_NS = 0, 10**18


@pytest.mark.parametrize("first", ["cold", "warm"])
@pytest.mark.parametrize("what", ["entry", "register", "static", "template", "picture", "attachment"])
def test_second_edit_within_a_tick_of_the_clock_is_seen(shop: Workshop, monkeypatch: pytest.MonkeyPatch, what: str, first: str) -> None:
    """On a disk that counts in two seconds, an edit of the same size just after a build is in the next build, however late that comes."""
    edits: dict[str, Callable[[str], None]] = {
        "entry": lambda word: shop.sources.entries["news/a.md"].front.update(title=f"Tin {word}"),
        "register": lambda word: shop.sources.registers["units"][0].update(names=[{"name": f"Tỉnh {word}"}]),
        "static": lambda word: shop.sources.files.update({"static/cua-minh.txt": word.encode()}),
        "template": lambda word: shop.sources.files.update({"templates/article.html": marked("article.html", len(word) + (word == "sau"))}),
        "picture": lambda word: shop.sources.files.update({"content/tep/xanh.png": png(3, 2, 7 if word == "sau" else 9)}),
        "attachment": lambda word: shop.sources.files.update({"content/tep/so.csv": word.encode()}),
    }

    def stamp_of(status: os.stat_result) -> str:
        return f"{status.st_size}:{status.st_ino}"

    monkeypatch.setattr(discover, "stamp_of", stamp_of)
    monkeypatch.setattr(survey, "stamp_of", stamp_of)
    monkeypatch.setattr(gathering, "stamp_of", stamp_of)
    if first == "cold":
        shutil.rmtree(shop.cache)
    for word, age in (("đầu", YOUNG_NS), ("sau", YOUNG_NS), ("sau", OLD_NS), ("sau", OLD_NS)):
        monkeypatch.setattr(discover, "YOUNG_NS", age)
        edits[what](word if word == "sau" else "dau")
        shop.sync()
        if (word, age) != ("sau", YOUNG_NS):
            assert _notices(shop) == []


def test_manifest_is_the_same_whatever_was_remembered(shop: Workshop) -> None:
    """The list of what is published, too, is that of a build from nothing."""
    _edit(shop, 2)
    assert _notices(shop) == []
    assert (shop.output / MANIFEST).read_bytes() == _clean(shop)[1][MANIFEST]


def test_options_to_forget_begin_anew(shop: Workshop) -> None:
    """A store opened to forget holds nothing."""
    with store.open_store(shop.cache, "mot", full=True) as opened:
        assert opened.notice is None
        assert opened.store.count("outputs") == 0
