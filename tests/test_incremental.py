"""The main property: whatever people do to a site, building it over the last build gives what building it from nothing gives.

A state machine makes real edits of real files, one a step, and after each compares the two builds byte for byte; where one of them fails,
the other fails with the same problems and leaves what is published alone. Building again without an edit does nothing at all.

THIDUA_STEPS says how many steps all tests here take together (2,000 without it), THIDUA_SEED which; without it, the same ones each time.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests import incremental_site, site_checks
from tests.incremental_site import (
    Front,
    Saving,
    Text,
    Tree,
    copy_of,
    fine_clock,
    known_templates,
    marked,
    memory_folder,
    new_workshop,
    png,
    stamps,
)
from thidua import builder
from thidua.builder import attempts
from thidua.problems import ConfigurationError, ContentError
from thidua.site.drawings import country
from thidua.sources.ledger import NAME as LEDGER

STEPS = int(os.environ.get("THIDUA_STEPS", "2000"))
SEED = int(os.environ.get("THIDUA_SEED", "0"))
LANES = max(16, STEPS // 250)
STEPS_IN_A_LIFE = 36
"""Steps that one site lives through: long enough for what an early edit left behind to matter later.

Three lives, with the texts that are edited between builds, are a lane's share.
"""

WORDS = ("một", "hai", "Ba", "bốn")
DATES = ("2026-11-21", "2026-11-20", "2026-11-20 07:30", "2026-11-01", "2025-12-31", "2024-02-29", "2019-05-05", "2026-12-01")
LATER = (None, "2026-11-21 09:00", "2026-11-22", "2026-11-25", "2027-01-01", "2026-11-01")
UNITS = ("tinh-a", "tinh-b", "tinh-b-cu", "so", "Tỉnh B", "bac-kan", "thai-nguyen")
COUNTED = ("/dien-hinh/mot-nguoi/", "/dien-hinh/mot-nhom/", "/hoi-nghi/2026/tong-ket/", "/hoi-nghi/2026/so-ket/", "/van-ban/luat/", "/x/")
TAGS = ("mới", "Mới", "Chuyển đổi số", "bí mật", "tag hiếm")
PEOPLE: tuple[Any, ...] = (
    [{"person": "mot", "name": "Ông Một", "title": "Giám đốc", "unit": "so", "role": "spoke"}],
    [{"person": "hai", "role": "honoured"}],
    [{"name": "Không có trang"}],
    [{"person": "mot", "inferred": True}, {"person": "Người Hai", "unit": "tinh-b-cu"}],
)
FLAG = (None, True)
FOLDERS = ("news", "news/tinh", "news/nam-cu", "models", "pages")
TEMPLATES = ("base.html", "article.html", "parts.html", "home.html", "list_page.html", "cluster.html", "redirect.html", "group.html")

Data = Any
Changes = tuple[tuple[str, ...], tuple[str, ...], int]
"""The paths of what was written and removed, and the bytes written."""


def told_changes(result: builder.Result) -> Changes:
    """Return what a build says that it changed on the disk."""
    return result.written, result.removed, result.bytes_written


def changes(before: Tree, after: Tree) -> Changes:
    """Return what the disk says: the files that are new or others, those that are gone, and how much was written."""
    differ = [path for path in site_checks.differences(before, after) if path != site_checks.MANIFEST]
    written = tuple(path for path in differ if path in after)
    return written, tuple(path for path in differ if path not in after), sum(len(after[path]) for path in written)


class Lives(RuleBasedStateMachine):
    """A site, everything that may happen to it, and the two builds after it."""

    steps = 0
    builds = 0
    cards = True
    """Whether a life begins with social cards: half of its time goes to drawing them, so that others do without at first."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="thidua-", dir=memory_folder()))
        self.patch = pytest.MonkeyPatch()
        self.land = pytest.MonkeyPatch()
        self.land.setattr(country, "TILES", {"tinh-a": (0, 0), "tinh-b": (1, 0)})  # the two provinces of this site have maps
        self.shop = new_workshop(self.folder)
        if not self.cards:
            self.shop.sources.config["images"] = {"cards": False}
        self.sound = copy_of(self.shop.sources)
        self.failures = 0
        self.outputs = (self.shop.output, self.folder / "elsewhere")

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.patch.undo()
        self.land.undo()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- after each step -------------------------------------------------------------------------------------------------------------

    def done(self, data: Data) -> None:
        """Save what was changed, and mostly build; then nothing is edited, or the text of an entry alone."""
        type(self).steps += 1
        savings: list[Saving] = ["write", "replace", "same-mtime", "old-mtime", "future-mtime"]
        self.shop.sync(data.draw(st.sampled_from(savings), label="saving"))
        if data.draw(st.sampled_from((True, True, True, False)), label="build"):
            self.shop.jobs = 2 if data.draw(st.integers(0, 15), label="jobs") == 15 else 1
            output = self.outputs[data.draw(st.sampled_from((0, 0, 0, 0, 0, 1)), label="output")]
            after = data.draw(st.sampled_from(("nothing", "build again", "edit a text")), label="after")
            fine = data.draw(st.booleans(), label="fine clock")
            with fine_clock(self.patch, fine=fine or after == "edit a text"), known_templates(self.patch):
                if self.compare(output) and after == "build again":
                    self.compare_again(output)
                elif after == "edit a text":
                    self.text(data).body += "\nMột câu nữa.\n"
                    self.shop.sync()
                    type(self).steps += 1
                    self.compare(output)

    def compare(self, output: Path) -> bool:
        """Build over the last build and from nothing, compare, and return whether there is a site."""
        type(self).builds += 1
        shop = self.shop
        before, there = stamps(output), site_checks.read_tree(output)
        found = shop.build(output=output)
        clean, wanted = shop.clean()
        assert found.told == clean.told
        if found.result is None:
            assert stamps(output) == before
            self.failures += 1
            if self.failures > 2:
                self.mend()
            return False
        assert site_checks.differences(site_checks.read_tree(output), wanted) == []
        assert told_changes(found.result) == changes(there, wanted)
        assert found.counts == clean.counts
        self.failures, self.sound = 0, copy_of(shop.sources)
        return True

    def compare_again(self, output: Path) -> None:
        """Build once more: nothing is rendered, written or touched."""
        before = stamps(output)
        found = self.shop.build(output=output).result
        assert found is not None
        assert (found.rendered, found.written, found.removed, found.bytes_written) == ((), (), (), 0)
        assert stamps(output) == before

    def mend(self) -> None:
        """Take back everything since the last sound site."""
        self.shop.sources = copy_of(self.sound)
        self.failures = 0
        self.shop.sync()

    # --- what is chosen --------------------------------------------------------------------------------------------------------------

    def path(self, data: Data, *folders: str) -> str:
        """Choose an entry, in one of `folders` if any are named."""
        known = sorted(path for path in self.shop.sources.entries if not folders or path.startswith(folders))
        return cast("str", data.draw(st.sampled_from(known or sorted(self.shop.sources.entries)), label="entry"))

    def text(self, data: Data, *folders: str) -> Text:
        """Choose an entry and return what it says."""
        return self.shop.sources.entries[self.path(data, *folders)]

    def put(self, data: Data, key: str, *values: object, folders: tuple[str, ...] = ()) -> None:
        """Give a field of some entry one of `values`."""
        self.text(data, *folders).front[key] = data.draw(st.sampled_from(values), label=key)

    def records(self, name: str) -> list[Front]:
        """Return the records of a register."""
        return self.shop.sources.registers[name]

    def record(self, data: Data, *names: str) -> Front:
        """Choose a record of one of the registers."""
        name = data.draw(st.sampled_from(names), label="register")
        return cast("Front", data.draw(st.sampled_from(self.records(name) or [{}]), label="record"))


Change = Callable[[Lives, Data], None]


def step(change: Change) -> Change:
    """Make a rule of Lives out of a change: it is made, saved and built."""

    def changed(self: Lives, data: Data) -> None:
        change(self, data)
        self.done(data)

    changed.__name__ = changed.__qualname__ = change.__name__
    changed.__doc__ = change.__doc__
    setattr(Lives, change.__name__, rule(data=st.data())(changed))
    return change


# --- bodies --------------------------------------------------------------------------------------------------------------------------


@step
def write_more(self: Lives, data: Data) -> None:
    """An editor adds a sentence."""
    self.text(data).body += f"\nCâu {data.draw(st.integers(0, 99))} được viết thêm.\n"


@step
def write_first(self: Lives, data: Data) -> None:
    """An editor changes how a text begins, which lists may show."""
    text = self.text(data)
    text.body = f"Mở đầu {data.draw(st.sampled_from(WORDS))}. " + text.body


@step
def write_as_much(self: Lives, data: Data) -> None:
    """An editor exchanges words for others of the same length."""
    text = self.text(data)
    text.body = text.body.translate(str.maketrans("abcdegh", "bcdegha"))


@step
def write_anew(self: Lives, data: Data) -> None:
    """An editor throws a body away."""
    self.text(data).body = data.draw(
        st.sampled_from(("Một đoạn.\n", "", "## Mục\n\nChữ.\n", "## Mục khác {#khac}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"))
    )


@step
def link(self: Lives, data: Data) -> None:
    """An editor links to another entry, a picture, a file or an address."""
    path, text = "", self.text(data)
    path = next(name for name, found in self.shop.sources.entries.items() if found is text)
    up = "../" * path.count("/")
    others = [f"[tới]({up}{other})" for other in sorted(self.shop.sources.entries)]
    rest = [
        f"![ảnh]({up}tep/xanh.png)",
        f"![ảnh khác]({up}tep/do.png)",
        f"[tệp]({up}tep/so.csv)",
        "[khen](/khen-thuong/)",
        "[tag](/chu-de/moi/)",
    ]
    text.body += data.draw(st.sampled_from(rest + others), label="link") + "\n"


@step
def write_block(self: Lives, data: Data) -> None:
    """An editor adds a block: one that shows files and titles of other entries, names a source, or is wrong."""
    path, text = "", self.text(data)
    path = next(name for name, found in self.shop.sources.entries.items() if found is text)
    up = "../" * path.count("/")
    other = data.draw(st.sampled_from(sorted(self.shop.sources.entries)), label="other")
    name = other.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
    blocks = (
        f"::: document\nto: {up}{other}\n:::",
        f"::: document\nto: {up}tep/so.csv\n:::",
        f"::: figure\nsrc: {up}tep/xanh.png\ncaption: Chú thích\ncredit: Ai\n:::",
        f"::: gallery\nimages:\n  - src: {up}tep/xanh.png\n  - src: {up}tep/do.png\n:::",
        f'::: facts\nrows:\n  - {{label: Số, value: "12", source: {name}}}\n:::',
        f"::: quote\nspeaker: Bà Mẫu\nsource: {up}{other}\n---\nLời có [liên kết]({up}{other}).\n:::",
        "::: callout\nkind: warning\n---\nCoi chừng.\n:::",
        "::: callout\nkind: sai\n---\nCoi chừng.",
    )
    block = data.draw(st.sampled_from(blocks), label="block")
    text.body = f"{text.body}\n{block}\n" if data.draw(st.booleans(), label="last") else f"{block}\n\n{text.body}"


@step
def link_to_nowhere(self: Lives, data: Data) -> None:
    """An editor links to what is not there."""
    self.text(data).body += data.draw(
        st.sampled_from(("[x](khong-co.md)\n", "![x](khong-co.png)\n", "[x](/khong/co/)\n", "[x](a.md#khong)\n"))
    )


# --- front matter of any entry -------------------------------------------------------------------------------------------------------


@step
def summarise(self: Lives, data: Data) -> None:
    """A summary is written or taken out."""
    self.put(data, "summary", None, "Tóm tắt.", "Tóm tắt khác.")


@step
def rename_title(self: Lives, data: Data) -> None:
    """A title changes, and with it the address of what has no slug."""
    text = self.text(data)
    text.front["title"] = f"{text.front['title'].partition(' –')[0]} – {data.draw(st.sampled_from(WORDS))}"


@step
def give_slug(self: Lives, data: Data) -> None:
    """A slug is given, with or without the old address."""
    path = self.path(data)
    text = self.shop.sources.entries[path]
    text.front["slug"] = data.draw(st.sampled_from((None, "dia-chi-moi", "dia-chi-khac", path.rpartition("/")[2].removesuffix(".md"))))
    text.front["aliases"] = data.draw(st.sampled_from((None, [f"/cu/{len(path)}/"], [f"/cu/{len(path)}.html", "/tin-tuc/2026/tin-a/"])))


@step
def give_topics(self: Lives, data: Data) -> None:
    """What an entry is about changes."""
    values: dict[str, tuple[object, ...]] = {
        "tags": (None, *([tag] for tag in TAGS), list(TAGS[1:3])),
        "units": (None, *([unit] for unit in UNITS), list(UNITS[:3])),
        "clusters": (None, ["mot"], ["hai", "Cụm Một"]),
        "movements": (None, ["phong-trao-mot"], ["Phong trào Hai"]),
        "series": (None, "chuyen", "Chuyện hai"),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key])


@step
def show_pictures(self: Lives, data: Data) -> None:
    """Pictures and attachments come and go."""
    path = self.path(data)
    up = "../" * path.count("/")
    front = self.shop.sources.entries[path].front
    picture = {"src": f"{up}tep/{data.draw(st.sampled_from(('xanh', 'do')))}.png", "alt": "ảnh", "caption": "Chú thích"}
    front["image"] = data.draw(st.sampled_from((None, picture)), label="image")
    front["gallery"] = data.draw(st.sampled_from((None, [picture], [{"caption": "Chùm", "images": [picture, picture]}])), label="gallery")
    front["attachments"] = data.draw(st.sampled_from((None, [{"file": f"{up}tep/so.csv"}])), label="attachments")


@step
def hide(self: Lives, data: Data) -> None:
    """An entry becomes a draft, or is published."""
    self.put(data, "draft", *FLAG)


@step
def schedule(self: Lives, data: Data) -> None:
    """An entry is to appear or to end at some time."""
    self.put(data, data.draw(st.sampled_from(("publish_at", "expires", "pinned_until")), label="key"), *LATER)


@step
def lead(self: Lives, data: Data) -> None:
    """An entry is featured, or no longer."""
    self.put(data, "featured", *FLAG)


@step
def withdraw(self: Lives, data: Data) -> None:
    """An entry is taken back, or restored."""
    self.put(data, "withdrawn", None, {"date": "2026-11-20", "reason": "Nhầm."}, {"date": "2026-11-20", "reason": "Khác."})


@step
def correct(self: Lives, data: Data) -> None:
    """An entry is corrected."""
    self.put(data, "corrections", None, [{"date": "2026-11-20", "note": "Sửa chữ."}], [{"date": "2026-11-19", "note": "Sửa số."}])


@step
def give_identity(self: Lives, data: Data) -> None:
    """An entry's identity, day of names or sources change."""
    values: dict[str, tuple[object, ...]] = {
        "id": (None, "tag:mau.example.vn,2020:cu"),
        "as_of": (None, "2022", "2026-01"),
        "sources": (None, [{"name": "Báo Mẫu", "url": "https://bao.example.vn/1"}]),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key])


@step
def spell(self: Lives, data: Data) -> None:
    """A file is spelt otherwise: spaces, comments, line ends, a mark at its start."""
    self.text(data).spelling = data.draw(st.integers(0, 34), label="spelling")


@step
def break_file(self: Lives, data: Data) -> None:
    """A front matter is broken, or mended."""
    text = self.text(data)
    text.broken = not text.broken


@step
def misspell_reference(self: Lives, data: Data) -> None:
    """An entry names what is not there, or no longer does."""
    self.put(data, "units", None, ["khong-co"])


# --- front matter of some kinds ------------------------------------------------------------------------------------------------------

ARTICLES = ("news", "conferences", "models", "documents")


@step
def date(self: Lives, data: Data) -> None:
    """An article is dated otherwise."""
    self.put(data, "date", *DATES, folders=ARTICLES)


@step
def credit(self: Lives, data: Data) -> None:
    """Who wrote, photographed, or is in an article, and when it was updated, changes."""
    values: dict[str, tuple[object, ...]] = {
        "author": (None, "Người Viết", ["Người Viết", "Hai"], "NGƯỜI VIẾT"),
        "people": (None, *PEOPLE),
        "updated": (None, "2026-11-20", "2026-11-21 07:00"),
        "photos_by": (None, "Người Chụp"),
        "source": (None, {"type": "own"}, {"type": "from-unit", "name": "Sở Mẫu"}),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key], folders=ARTICLES)


@step
def confer(self: Lives, data: Data) -> None:
    """What a conference states changes; two that differ are a problem."""
    values: dict[str, tuple[object, ...]] = {
        "elected": (
            None,
            {"year": "2025", "lead": "tinh-a"},
            {"year": "2026", "lead": "tinh-b"},
            {"year": "2027", "lead": "so", "disputed": True},
        ),
        "awards": (
            None,
            [{"form": "bang-khen", "status": "trao-tang", "year": "2024", "collectives": 5, "source": "nguon#ten-cu"}],
            [{"form": "co", "status": "de-nghi", "year": "2026", "uncounted": True}],
            [{"form": "co", "status": "trao-tang", "collectives": 5, "breakdown": {"tinh-a": {"collectives": 2}}, "inferred": True}],
        ),
        "models": (None, [{"model": "mot-nguoi", "how": "tham-quan"}], [{"model": "Một nhóm"}]),
        "statistics": (None, [{"label": "Số", "value": "33.191", "unit": "lượt"}], [{"label": "Tỷ lệ", "value": "3,5", "as_of": "2026"}]),
        "event": (
            {"type": "khac", "covers": "2026"},
            {"type": "tong-ket-nam", "cluster": "mot", "covers": "2024", "start": "2025-01-08"},
            {"type": "tong-ket-nam", "cluster": "mot", "covers": "2025", "start": "2026-01", "attending": ["tinh-a", "Khách"]},
            {
                "type": "so-ket-6-thang",
                "cluster": "hai",
                "covers": "2026-H1",
                "place": {"unit": "tinh-b", "city": "Phố"},
                "launches": "2027",
            },
        ),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key], folders=("conferences",))


@step
def gather(self: Lives, data: Data) -> None:
    """What a cluster says of itself changes."""
    values: dict[str, tuple[object, ...]] = {
        "terms": (
            None,
            [{"year": "2026", "lead": "tinh-a"}],
            [{"year": "2026", "lead": "so", "deputy": "tinh-a"}, {"year": "2027", "lead": "tinh-a"}],
        ),
        "members": ([{"unit": "tinh-a"}], [{"unit": "tinh-b"}, {"unit": "so", "inferred": True}], [{"unit": "tinh-b-cu", "from": "2011"}]),
        "other_names": (None, ["Cụm số 1"]),
        "succeeded_by": (None, "hai"),
        "supervisor": (None, {"person": "mot"}),
        "members_complete": (None, False),
        "ended": (None, "2025-06-30"),
        "established": (None, "2011"),
        "type": ("cum-tinh", "khoi-tinh"),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key], folders=("clusters",))


@step
def legislate(self: Lives, data: Data) -> None:
    """What a document does to others, and when it is in force, changes."""
    values: dict[str, tuple[object, ...]] = {
        "amends": (None, ["luat"], ["01/2022/QH"]),
        "replaces": (None, ["luat"], ["nghi-dinh"]),
        "repealed_by": (None, "nghi-dinh"),
        "in_force": (
            None,
            {"from": "2026-11-22", "checked": "2026-11-01"},
            {"from": "2020-01-01", "to": "2026-11-22", "checked": "2026-11-01"},
            {"from": "2027-01-01"},
        ),
        "number": ("01/2022/QH", "09/2024/QH"),
        "form": ("luat", "nghi-dinh"),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key], folders=("documents",))


@step
def describe_model(self: Lives, data: Data) -> None:
    """What a model is changes."""
    values: dict[str, tuple[object, ...]] = {
        "subject": ({"type": "ca-nhan", "name": "Bà Mẫu"}, {"type": "ho-gia-dinh", "name": "Hộ Mẫu"}),
        "place": (None, {"unit": "tinh-b"}, {"unit": "B", "as_of": "2024"}, {"commune": "Xã"}),
        "field": (None, "y-te", "giao-duc"),
        "type": (None, "sang-kien"),
        "results": (None, ["Kết quả"]),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    self.put(data, key, *values[key], folders=("models",))


# --- files -------------------------------------------------------------------------------------------------------------------------------


@step
def publish(self: Lives, data: Data) -> None:
    """An article is added: newest, on a day that others have, or far back."""
    number = len(self.shop.sources.entries)
    front = {"title": f"Tin thêm {number}", "date": data.draw(st.sampled_from(DATES[:-1])), "tags": [data.draw(st.sampled_from(TAGS))]}
    folder = data.draw(st.sampled_from(("news", "news/tinh", "news/nam-cu")))
    if number < 27:
        self.shop.sources.entries[f"{folder}/them-{number}.md"] = Text(front | {"units": ["tinh-a"], "series": "chuyen"})


@step
def delete(self: Lives, data: Data) -> None:
    """An entry is deleted."""
    if len(self.shop.sources.entries) > 12:
        del self.shop.sources.entries[self.path(data, "news", "models", "documents/nghi-dinh", "pages/nguon", "conferences")]


@step
def rename_file(self: Lives, data: Data) -> None:
    """A file gets another name, or a folder of its own."""
    path = self.path(data)
    text = self.shop.sources.entries.pop(path)
    folder, _, name = path.rpartition("/")
    stem = folder.rpartition("/")[2] if name == "index.md" else name.removesuffix(".md")
    above = folder.rpartition("/")[0] if name == "index.md" else folder
    wanted = data.draw(st.sampled_from((f"{above}/{stem}/index.md", f"{above}/{stem}.md", f"{above}/{stem}-moi.md")), label="name")
    self.shop.sources.entries[wanted if wanted not in self.shop.sources.entries else path] = text


@step
def move(self: Lives, data: Data) -> None:
    """A file moves to another folder or section, perhaps of another kind."""
    path = self.path(data, "news", "pages", "models")
    target = f"{data.draw(st.sampled_from(FOLDERS), label='folder')}/{path.rpartition('/')[2]}"
    if target not in self.shop.sources.entries and not path.endswith("index.md"):
        self.shop.sources.entries[target] = self.shop.sources.entries.pop(path)


@step
def change_picture(self: Lives, data: Data) -> None:
    """A picture, an attachment or a static file changes, comes or goes."""
    files = self.shop.sources.files
    name = data.draw(st.sampled_from(("content/tep/xanh.png", "content/tep/do.png", "content/news/d/ben.png")), label="picture")
    files[name] = png(data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6)), data.draw(st.integers(0, 9)))
    way = data.draw(st.integers(0, 9), label="way")
    if way == 0:
        files[name] = files[name][:-20]  # an upload that was broken off
    elif way <= 2:  # one in five: wide enough for several renditions
        files[name] = png(180, data.draw(st.integers(1, 3)), 7)
    files["content/tep/so.csv"] = b"a,b\n%d,2\n" % data.draw(st.integers(1, 3))
    if data.draw(st.integers(0, 9), label="lose it") == 9:
        del files[name]


@step
def change_static(self: Lives, data: Data) -> None:
    """A static file changes, comes or goes; one of them may stand in for the package's own."""
    name = data.draw(st.sampled_from(("static/cua-minh.txt", "static/style.css", "static/sau/hon.js")), label="file")
    content = data.draw(st.sampled_from((None, b"mot\n", b"hai\n", b"body{}\n")), label="content")
    self.shop.sources.files.pop(name, None)
    if content:
        self.shop.sources.files[name] = content


@step
def change_template(self: Lives, data: Data) -> None:
    """A template of the site's own is written, changed or taken away; rarely, it is wrong."""
    name = data.draw(st.sampled_from(TEMPLATES), label="template")
    mark = data.draw(st.integers(-2, 2), label="mark")
    self.shop.sources.files.pop(f"templates/{name}", None)
    if mark >= 0:
        self.shop.sources.files[f"templates/{name}"] = marked(name, mark)
    elif mark == -2 and data.draw(st.booleans(), label="wrong"):
        wrong = data.draw(st.sampled_from((b"{{ page.khong_co }}", b"{% if %}", b"{% include 'khong-co.html' %}")))
        self.shop.sources.files[f"templates/{name}"] = wrong


@step
def touch(self: Lives, data: Data) -> None:
    """Files are saved without a change, or their times are set."""
    paths = sorted(self.shop.on_disk)
    for path in data.draw(st.lists(st.sampled_from(paths), max_size=4), label="files"):
        file = self.shop.site / path
        if data.draw(st.booleans(), label="write"):
            file.write_bytes(file.read_bytes())
        else:
            os.utime(file, ns=(1, data.draw(st.integers(1, 2**60))))


@step
def record_addresses(self: Lives, data: Data) -> None:
    """The address ledger is written, or thrown away."""
    name = f"content/{LEDGER}"
    self.shop.sources.files.pop(name, None)
    if data.draw(st.booleans(), label="record"):
        try:
            builder.check(builder.Options(config=self.shop.site / "site_config.yaml", now=self.shop.now), record=True)
        except (ContentError, ConfigurationError):
            return
        self.shop.sources.files[name] = (self.shop.site / name).read_bytes()


# --- registers and configuration -------------------------------------------------------------------------------------------------------


@step
def rename_record(self: Lives, data: Data) -> None:
    """Something in a register gets another name, or one more."""
    record = self.record(data, "units", "awards", "movements", "people", "series")
    word = data.draw(st.sampled_from(WORDS), label="word")
    if "names" in record:
        record["names"] = [{"name": f"{record['names'][0]['name'][:6]} {word}"}]
    elif "title" in record:
        record["title"] = f"Chuyện {word} {record['id']}"
    elif "name" in record:
        record["name"] = f"Tên {word} {record['id']}"
    if record and data.draw(st.booleans(), label="other name"):
        record["other_names"] = [f"Tên khác của {record['id']}"]


@step
def change_unit(self: Lives, data: Data) -> None:
    """A unit's time, parent or successor changes, or it gets a dated name."""
    values: dict[str, tuple[object, ...]] = {
        "to": (None, "2025-06-30", "2026-12-31", "2026-11-22"),
        "from": (None, "2020", "2025-07-01"),
        "merged_into": (None, "tinh-a", "tinh-b"),
        "parent": (None, "tinh-a", "tinh-b-cu"),
        "kinds": (None, [{"kind": "tinh"}], [{"kind": "tinh", "to": "2024"}, {"kind": "thanh-pho", "from": "2025"}]),
        "names": (
            [{"name": "A"}],
            [{"name": "Cũ", "to": "2025"}, {"name": "Mới", "from": "2026"}],
            [{"name": "Cũ", "to": "2026"}, {"name": "Mới", "from": "2027"}],
        ),
    }
    key = data.draw(st.sampled_from(sorted(values)), label="key")
    record, found = self.record(data, "units"), data.draw(st.sampled_from(values[key]), label="value")
    record[key] = found
    if found is None:
        del record[key]


@step
def add_record(self: Lives, data: Data) -> None:
    """A unit, movement, person or story is added, or one is removed, which may be in use; or their order changes."""
    what = data.draw(st.sampled_from(("unit", "movement", "person", "series", "remove", "turn", "abbreviation", "counts")), label="what")
    if what == "unit" and all(record["id"] != "xa" for record in self.records("units")):
        self.records("units").append({"id": "xa", "names": [{"name": "Xã Mẫu"}], "kinds": [{"kind": "xa"}], "parent": "tinh-a"})
    elif what == "movement" and len(self.records("movements")) < 3:
        self.records("movements").insert(0, {"id": "phong-trao-ba", "name": "Phong trào Ba"})
    elif what == "person" and len(self.records("people")) < 3:
        self.records("people").append({"id": "ba", "name": "Người Ba"})
    elif what == "series" and len(self.records("series")) < 3:
        self.records("series").append({"id": "chuyen-ba", "title": "Chuyện ba"})
    elif what == "abbreviation":
        self.shop.sources.registers["abbreviations"] = [{"short": "TĐKT", "long": "thi đua, khen thưởng"}]
    elif what == "counts":
        asked = data.draw(st.lists(st.sampled_from(COUNTED), unique=True, max_size=3), label="counts")
        self.shop.sources.registers["most-read"] = [{"address": address, "readers": 9} for address in asked]
    elif what == "remove":
        records = self.records(data.draw(st.sampled_from(("movements", "people", "series", "units")), label="register"))
        if records:
            records.pop()
    elif what == "turn":
        self.records(data.draw(st.sampled_from(("movements", "people", "series", "units", "awards")), label="register")).reverse()


CONFIGURED: dict[str, tuple[object, ...]] = {
    "title": ("Cổng mẫu", "Cổng khác"),
    "description": (None, "Lời tả"),
    "base_url": ("https://mau.example.vn/thi-dua/", "https://mau.example.vn/", "https://khac.example.vn/a/b/"),
    "page_size": (1, 2, 3, 20),
    "notice": (None, "Thông báo"),
    "language": (None, "vi", "en"),
    "timezone": (None, "Asia/Ho_Chi_Minh", "America/New_York"),
    "feeds": (None, {"limit": 1}, {"limit": 3, "content": "summary"}, {"limit": 50, "authority": "khac.example.vn"}),
    "menu": (None, [{"to": "news"}], [{"to": "gioi-thieu"}, {"to": "/khen-thuong/", "title": "Khen"}], [{"to": "khong-co"}]),
    "links": (None, [{"title": "Trang khác", "url": "https://khac.example.vn/"}]),
    "owner": (
        {"name": "Cơ quan Mẫu", "email": "thu@mau.example.vn"},
        {"name": "Cơ quan Khác", "email": "thu@mau.example.vn", "phone": "0"},
    ),
    "images": (None, {"max_megapixels": 1}, {"widths": [100]}, {"widths": [100, 120]}, {"cards": False}),
    "feedback": (None, {"endpoint": "https://mau.example.vn/gop-y"}),
    "search": (None, {"enabled": False}),
    "sections": (
        [{"id": "news", "title": "Tin"}, {"id": "news/tinh", "kind": "news", "title": "Tin tỉnh", "slug": "tinh", "parent": "news"}],
        [{"id": "news/tinh", "kind": "news", "title": "Tin các tỉnh", "slug": "cac-tinh", "description": "Lời tả"}],
        [{"id": "news/tinh", "kind": "model", "title": "Điển hình tỉnh", "slug": "tinh", "parent": "models"}],
        [{"id": "news/nam-cu", "kind": "news", "title": "Năm cũ", "parent": "news"}, {"id": "trong", "kind": "news", "title": "Trống"}],
        None,
    ),
    "khong-co": (None, 1),
}


@step
def configure(self: Lives, data: Data) -> None:
    """A line of the configuration changes; it may be wrong."""
    key = data.draw(st.sampled_from(sorted(CONFIGURED)), label="key")
    value = data.draw(st.sampled_from(CONFIGURED[key]), label="value")
    self.shop.sources.config.pop(key, None)
    if value is not None:
        self.shop.sources.config[key] = value


# --- time, options, what is remembered and what is published ---------------------------------------------------------------------------


@step
def let_time_pass(self: Lives, data: Data) -> None:
    """The moment of the build moves, forward or back."""
    seconds = data.draw(st.sampled_from((1, 60, 3600, 86_400, 3 * 86_400, 40 * 86_400, 366 * 86_400, -60, -86_400, -366 * 86_400)))
    self.shop.now += timedelta(seconds=seconds)


@step
def go_to_next_change(self: Lives, data: Data) -> None:
    """The moment moves to when the site is said to differ, or to a second before."""
    with fine_clock(self.patch, fine=True):
        found = self.shop.build().result
    if found and found.next_change:
        self.shop.now = found.next_change - timedelta(seconds=data.draw(st.integers(0, 1), label="before"))


@step
def go_home(self: Lives, data: Data) -> None:
    """The moment is the first one again, and drafts are shown or hidden."""
    self.shop.now = incremental_site.NOW
    self.shop.drafts = data.draw(st.sampled_from((False, False, True)), label="drafts")


@step
def take_back(self: Lives, data: Data) -> None:
    """Everything since the last sound site is taken back."""
    self.mend()


@step
def lose_outputs(self: Lives, data: Data) -> None:
    """Somebody deletes published files, or all of them."""
    output = data.draw(st.sampled_from(self.outputs), label="output")
    files = sorted(path for path in site_checks.read_tree(output) if path != site_checks.MANIFEST)
    if files and data.draw(st.integers(0, 3), label="all") == 3:
        shutil.rmtree(output)
    elif files:
        for path in data.draw(st.lists(st.sampled_from(files), max_size=4, unique=True), label="lost"):
            (output / path).unlink()


@step
def lose_cache(self: Lives, data: Data) -> None:
    """What is remembered is lost or damaged."""
    database = self.shop.cache / "thidua.sqlite3"
    if database.is_file() and data.draw(st.booleans(), label="damaged"):
        self.shop.damage(data.draw(st.integers(0, 10_000), label="seed"))
    else:
        shutil.rmtree(self.shop.cache, ignore_errors=True)


@step
def lose_renditions(self: Lives, data: Data) -> None:
    """Encoded pictures are lost or damaged, some or all."""
    kept = self.shop.cache / "pictures"
    for path in sorted(kept.iterdir()) if kept.is_dir() else ():
        way = data.draw(st.integers(0, 3), label="way")
        if way == 0:
            path.unlink()
        elif way == 1:
            path.write_bytes(path.read_bytes()[:-1] + b"?")


@step
def use_another_program(self: Lives, data: Data) -> None:
    """The program is of another version."""
    version = data.draw(st.sampled_from(("mot", "hai")), label="version")
    self.patch.setattr(attempts, "code_version", lambda: version)


# --- the tests -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("lane", range(LANES))
def test_building_over_the_last_build_equals_building_from_nothing(lane: int) -> None:
    """After any edits, at any moment, with anything remembered, both builds give the same bytes or the same problems."""
    wanted = -(-STEPS // LANES)
    machine = cast("type[Lives]", type(f"Lives{lane}", (Lives,), {"steps": 0, "builds": 0, "cards": lane == 0}))
    for turn in range(100):
        run_state_machine_as_test(
            seed(SEED + 1000 * lane + turn)(machine),
            settings=settings(
                max_examples=max(1, (wanted - machine.steps) // STEPS_IN_A_LIFE),
                stateful_step_count=STEPS_IN_A_LIFE,
                deadline=None,
                database=None,
                derandomize=False,
                phases=(Phase.generate, Phase.shrink) if os.environ.get("THIDUA_SHRINK") else (Phase.generate,),
                suppress_health_check=list(HealthCheck),
                print_blob=False,
            ),
        )
        if machine.steps >= wanted:
            break
    print(f"{machine.steps} steps, {machine.builds} comparisons")  # noqa: T201 # how much was tried
    assert machine.steps >= wanted
