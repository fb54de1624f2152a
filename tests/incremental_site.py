"""A small site of all six kinds that tests edit like people do, and builds of it that can be compared.

The site is held as values (front matter, bodies, registers, configuration) and written to the disk by `Workshop.sync`, so that an edit is a
change of a value and every way of saving a file can be tried on it. The demonstration site was not taken: it is five times as large, and
thousands of builds are to be made.
"""

from __future__ import annotations

import copy
import io
import json
import os
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image

from tests import site_checks
from tests.site_checks import ROOT
from thidua import builder
from thidua.problems import ConfigurationError, ContentError, MachineError, Problem
from thidua.site import templating
from thidua.sources import discover

NOW = datetime.fromisoformat("2026-11-21T08:00+07:00")
BROKEN = "---\ntitle: [\n---\n"
EARLIER_NS = 10_000_000_000_000

Front = dict[str, Any]
Saving = Literal["write", "replace", "same-mtime", "old-mtime", "future-mtime"]
Tree = dict[str, bytes]


@dataclass(slots=True)
class Text:
    """An entry: front matter, body, and how its file is spelt."""

    front: Front
    body: str = "Một đoạn văn.\n"
    broken: bool = False
    spelling: int = 0

    def to_bytes(self) -> bytes:
        """Return the file."""
        if self.broken:
            return BROKEN.encode()
        colon = ": " if self.spelling % 2 == 0 else ":   "
        comment = f"# lần {self.spelling}\n" if self.spelling % 3 else ""
        lines = "".join(f"{key}{colon}{_yaml(value)}\n" for key, value in self.front.items() if value is not None)
        text = f"---\n{comment}{lines}---\n\n{self.body}"
        data = text.replace("\n", "\r\n").encode() if self.spelling % 5 == 4 else text.encode()
        return b"\xef\xbb\xbf" + data if self.spelling % 7 == 6 else data


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def png(width: int, height: int, shade: int = 0) -> bytes:
    """Return a tiny picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), (shade % 256, 90, 160)).save(file, "PNG")
    return file.getvalue()


@cache
def marked(template: str, mark: int) -> bytes:
    """Return the package's template with a mark on the first element that it writes."""
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    return re.sub(r"<(html|h1|h2|p|li|a|div|section|ul)\b", rf'<\1 data-mark="{mark}"', text, count=1).encode()


def _news(title: str, date: str, body: str = "Một đoạn văn của bài.\n", **more: object) -> Text:
    return Text({"title": title, "date": date, **more}, body)


def _entries() -> dict[str, Text]:
    return {
        "news/a.md": _news("Tin A", "2026-11-20", tags=["Chuyển đổi số", "mới"], units=["tinh-a"], author="Người Viết"),
        "news/b.md": _news(
            "Tin B",
            "2026-11-20 07:30",
            "Xem [tin A](a.md), [cụm](../clusters/mot.md#muc) và ![ảnh](../tep/xanh.png).\n",
            series="chuyen",
            clusters=["mot"],
            movements=["phong-trao-mot"],
        ),
        "news/c.md": _news("Tin C", "2026-10-31", "Xem [hẹn giờ](hen-gio.md) và [nháp](nhap.md).\n", tags=["mới"], series="chuyen"),
        "news/d/index.md": _news(
            "Tin D", "2025-12-31", "![bên](ben.png) [tệp](../../tep/so.csv)\n", image={"src": "ben.png", "alt": "bên"}
        ),
        "news/e.md": _news("Tin E", "2024-02-29", "Xem [khen thưởng](/khen-thuong/).\n", units=["Tỉnh B"], author=["Người Viết", "Hai"]),
        "news/hen-gio.md": _news("Hẹn giờ", "2026-11-22", publish_at="2026-11-22 06:00", tags=["mới"]),
        "news/het-han.md": _news("Hết hạn", "2026-11-01", expires="2026-11-23", units=["tinh-a"]),
        "news/ghim.md": _news("Ghim", "2026-09-01", pinned_until="2026-11-24", featured=True),
        "news/nhap.md": _news("Nháp", "2026-11-19", draft=True, tags=["bí mật"]),
        "news/tinh/t.md": _news("Tin tỉnh", "2026-11-18", people=[{"person": "mot", "name": "Ông Một", "role": "spoke", "unit": "tinh-a"}]),
        "conferences/tk.md": Text(
            {
                "title": "Tổng kết",
                "date": "2025-01-10",
                "event": {"type": "tong-ket-nam", "cluster": "mot", "start": "2025-01-08", "covers": "2024", "place": {"unit": "tinh-a"}},
                "elected": {"year": "2025", "lead": "tinh-b-cu", "deputy": "tinh-a"},
                "awards": [{"form": "bang-khen", "status": "trao-tang", "year": "2024", "collectives": 7, "individuals": 9}],
                "models": [{"model": "mot-nguoi", "how": "tham-luan"}],
                "statistics": [{"label": "Số điển hình", "value": "12"}],
            }
        ),
        "conferences/sk.md": Text(
            {
                "title": "Sơ kết",
                "date": "2026-07-10",
                "event": {"type": "so-ket-6-thang", "cluster": "hai", "start": "2026-07-08", "covers": "2026-H1"},
                "awards": [{"form": "co", "status": "trao-tang", "year": "2026", "collectives": 3, "to": ["tinh-a"]}],
            }
        ),
        "models/mot-nguoi.md": Text(
            {"title": "Một người", "date": "2026-08-01", "subject": {"type": "ca-nhan", "name": "Bà Mẫu"}, "place": {"unit": "Tỉnh B"}}
        ),
        "models/mot-nhom.md": Text({"title": "Một nhóm", "date": "2026-11-02", "subject": {"type": "tap-the", "name": "Nhóm Mẫu"}}),
        "clusters/mot.md": Text(
            {
                "title": "Cụm Một",
                "type": "cum-tinh",
                "members": [{"unit": "tinh-a", "seen": ["2024"]}, {"unit": "tinh-b-cu", "to": "2025-06-30"}, {"unit": "bac-kan"}],
                "terms": [{"year": "2026", "lead": "tinh-a"}],
            },
            "## Mục\n\nĐoạn của cụm, từ [giới thiệu](../pages/gioi-thieu.md).\n",
        ),
        "clusters/hai.md": Text({"title": "Khối Hai", "type": "khoi-tinh", "members": [{"unit": "so"}], "succeeded_by": "mot"}),
        "documents/luat.md": Text(
            {
                "title": "Luật",
                "date": "2026-01-02",
                "number": "01/2022/QH",
                "form": "luat",
                "in_force": {"from": "2026-11-25", "to": "2027-03-01", "checked": "2026-11-01"},
            }
        ),
        "documents/nghi-dinh.md": Text(
            {"title": "Nghị định", "date": "2026-02-02", "number": "02/2023/ND", "form": "nghi-dinh", "amends": ["luat"]}
        ),
        "pages/gioi-thieu.md": Text({"title": "Giới thiệu"}, "Về cổng này, theo [luật](../documents/luat.md).\n"),
        "pages/nguon.md": Text({"title": "Nguồn", "tags": ["mới"]}, "## Tên cũ\n\nNguồn[^khong-co].\n"),
    }


def _registers() -> dict[str, list[Front]]:
    return {
        "units": [
            {"id": "tinh-a", "names": [{"name": "A"}], "kinds": [{"kind": "tinh"}]},
            {"id": "tinh-b", "names": [{"name": "B"}], "kinds": [{"kind": "tinh"}], "from": "2025-07-01"},
            {"id": "tinh-b-cu", "names": [{"name": "B"}], "kinds": [{"kind": "tinh"}], "to": "2025-06-30", "merged_into": "tinh-b"},
            {"id": "so", "names": [{"name": "Sở Mẫu"}], "kinds": [{"kind": "so-nganh"}], "parent": "tinh-a"},
            # These have a tile on the small map of social cards.
            {"id": "thai-nguyen", "names": [{"name": "Thái Nguyên"}], "kinds": [{"kind": "tinh"}]},
            {
                "id": "bac-kan",
                "names": [{"name": "Bắc Kạn"}],
                "kinds": [{"kind": "tinh"}],
                "to": "2025-06-30",
                "merged_into": "thai-nguyen",
            },
        ],
        "awards": [
            {"id": "bang-khen", "name": "Bằng khen", "group": "khen-thuong", "level": "bo-tinh"},
            {"id": "co", "name": "Cờ thi đua", "group": "danh-hieu", "level": "chinh-phu"},
        ],
        "movements": [
            {"id": "phong-trao-mot", "name": "Phong trào Một"},
            {"id": "phong-trao-hai", "name": "Phong trào Hai", "period": "2025"},
        ],
        "people": [{"id": "mot", "name": "Người Một"}, {"id": "hai", "name": "Người Hai"}],
        "series": [{"id": "chuyen", "title": "Chuyện dài"}, {"id": "chuyen-hai", "title": "Chuyện hai"}],
        "abbreviations": [],
        "most-read": [],
    }


def _config() -> Front:
    return {
        "title": "Cổng mẫu",
        "base_url": "https://mau.example.vn/thi-dua/",
        "owner": {"name": "Cơ quan Mẫu", "email": "thu@mau.example.vn"},
        "sections": [
            {"id": "news", "title": "Tin tức"},
            {"id": "news/tinh", "kind": "news", "title": "Tin tỉnh", "slug": "tinh", "parent": "news"},
        ],
        "menu": [{"to": "news"}, {"to": "gioi-thieu", "title": "Về cổng"}],
        "links": [{"title": "Trang khác", "url": "https://khac.example.vn/"}],
        "feeds": {"limit": 3, "content": "full"},
        "page_size": 2,
    }


def _files() -> dict[str, bytes]:
    return {
        "content/tep/xanh.png": png(3, 2),
        "content/tep/do.png": png(4, 4, 200),
        "content/tep/so.csv": b"a,b\n1,2\n",
        "content/news/d/ben.png": png(2, 5, 50),
        "static/cua-minh.txt": b"mot\n",
        "templates/base.html": marked("base.html", 0),
    }


@dataclass(slots=True)
class Sources:
    """All that people edit."""

    entries: dict[str, Text] = field(default_factory=_entries)
    registers: dict[str, list[Front]] = field(default_factory=_registers)
    config: Front = field(default_factory=_config)
    files: dict[str, bytes] = field(default_factory=_files)

    def to_files(self) -> dict[str, bytes]:
        """Return every file by its path from the site's folder."""
        found = {f"content/{path}": text.to_bytes() for path, text in self.entries.items()}
        for name, records in self.registers.items():
            found[f"content/registers/{name}.yaml"] = ("".join(f"- {_yaml(record)}\n" for record in records) or "[]\n").encode()
        found["site_config.yaml"] = "".join(f"{key}: {_yaml(value)}\n" for key, value in self.config.items()).encode()
        return found | self.files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: its result, or the kind and the problems of its failure."""

    result: builder.Result | None
    failure: str
    problems: tuple[Problem, ...]

    @property
    def told(self) -> tuple[str, tuple[Problem, ...]]:
        """What two builds of the same sources tell alike: everything but what is said of the cache."""
        return self.failure, tuple(problem for problem in self.problems if not problem.code.startswith("cache-"))

    @property
    def counts(self) -> tuple[object, ...]:
        """What two builds of the same sources count alike."""
        found = self.result
        return (found.articles, found.entries, found.outputs, found.next_change, found.waiting) if found else ()


@dataclass(slots=True)
class Workshop:
    """A site in `folder`, its sources as values and as files, and the builds of it."""

    folder: Path
    sources: Sources = field(default_factory=Sources)
    now: datetime = NOW
    drafts: bool = False
    jobs: int = 1
    on_disk: dict[str, bytes] = field(default_factory=dict)
    cleans: int = 0

    @property
    def site(self) -> Path:
        """The sources' folder."""
        return self.folder / "site"

    @property
    def output(self) -> Path:
        """Where every build publishes to."""
        return self.folder / "public"

    @property
    def cache(self) -> Path:
        """What builds remember."""
        return self.folder / "cache"

    # --- the disk --------------------------------------------------------------------------------------------------------------------

    def sync(self, saving: Saving = "write") -> list[str]:
        """Make the disk what the sources say and return the paths of files that changed, went or came."""
        wanted = self.sources.to_files()
        changed = [path for path in sorted(wanted.keys() | self.on_disk.keys()) if wanted.get(path) != self.on_disk.get(path)]
        for path in changed:
            if path not in wanted:
                self._remove(path)
        for path in changed:
            if path in wanted:
                _save(self.site / path, wanted[path], saving)
        self.on_disk = wanted
        return changed

    def _remove(self, path: str) -> None:
        target = self.site / path
        target.unlink()
        for parent in target.parents:
            if parent == self.site or any(parent.iterdir()):
                return
            parent.rmdir()

    # --- builds ----------------------------------------------------------------------------------------------------------------------

    def build(self, *, output: Path | None = None, cache: Path | None = None) -> Outcome:
        """Build with what is remembered."""
        options = builder.Options(
            config=self.site / "site_config.yaml",
            now=self.now,
            output=output or self.output,
            cache=cache or self.cache,
            drafts=self.drafts,
            jobs=self.jobs,
        )
        try:
            result = builder.build(options)
        except (ContentError, ConfigurationError) as error:
            return Outcome(None, type(error).__name__, tuple(error.problems))
        except MachineError as error:
            return Outcome(None, error.code, ())
        return Outcome(result, "", tuple(result.problems))

    def clean(self) -> tuple[Outcome, Tree]:
        """Build from nothing to a new folder; return what came of it and every published byte."""
        place = self.folder / f"clean-{self.cleans}"
        self.cleans += 1
        try:
            outcome = self.build(output=place / "public", cache=place / "cache")
            return outcome, site_checks.read_tree(place / "public")
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def tree(self) -> Tree:
        """Return every published byte."""
        return site_checks.read_tree(self.output)

    def damage(self, seed: int) -> str:
        """Damage the cache in a way that `seed` decides, and say how."""
        return damage(self.cache / "thidua.sqlite3", seed)


def _save(path: Path, data: bytes, saving: Saving) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else None
    if saving == "replace":
        beside = path.with_name(f".{path.name}.tam")
        beside.write_bytes(data)
        beside.replace(path)
    else:
        path.write_bytes(data)
    status = path.stat()
    if saving == "same-mtime" and before is not None:
        os.utime(path, ns=(status.st_atime_ns, before))
    elif saving == "old-mtime":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - EARLIER_NS))
    elif saving == "future-mtime":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + EARLIER_NS))


def damage(database: Path, seed: int) -> str:
    """Damage a database file in a way that `seed` decides, and say how."""
    dice = random.Random(seed)  # noqa: S311 # repeatable, not secret
    data = bytearray(database.read_bytes())
    way = ("cut", "flip", "flips", "zeros", "page", "end", "text", "empty")[seed % 8]
    if way == "cut":
        del data[dice.randrange(len(data)) :]
    elif way in {"flip", "flips"}:
        for _ in range(1 if way == "flip" else dice.randint(2, 400)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif way == "zeros":
        start = dice.randrange(len(data))
        data[start : start + 512] = bytes(len(data[start : start + 512]))
    elif way == "page":  # heads of pages hold what ties the tables together
        for _ in range(dice.randint(1, 3)):
            data[dice.randrange(len(data) // 4096) * 4096 + dice.randrange(120)] = dice.randrange(256)
    elif way == "end":
        data += dice.randbytes(dice.randint(1, 9000))
    else:
        data = bytearray(b"" if way == "empty" else "một tệp chữ, không phải bộ nhớ đệm\n".encode() * 50)
    database.write_bytes(bytes(data))
    return way


def memory_folder() -> Path | None:
    """Return a folder in memory, if the machine has one: thousands of builds are no test of its disk."""
    folder = Path("/dev/shm")  # noqa: S108 # a folder of its own is made in it
    return folder if os.access(folder, os.W_OK) else None


def new_workshop(folder: Path) -> Workshop:
    """Return the site, written to `folder`."""
    shop = Workshop(folder)
    shop.sync()
    return shop


def copy_of(sources: Sources) -> Sources:
    """Return sources that may be changed without the first ones."""
    return copy.deepcopy(sources)


@contextmanager
def fine_clock(patch: pytest.MonkeyPatch, *, fine: bool) -> Iterator[None]:
    """Let the disk's clock be so fine that no file is too young to be believed: a change's time cannot be set back, nor waited for."""
    if not fine:
        yield
        return
    with patch.context() as inner:
        inner.setattr(discover, "YOUNG_NS", 0)
        yield


@contextmanager
def known_templates(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parse each template once for all builds: what is found in one depends on its text and the others' names alone, and takes longest."""
    with patch.context() as inner:
        inner.setattr(templating, "_references", _known_references)
        yield


_parsed: dict[object, Any] = {}
_parse = templating._references


def _known_references(source: str, path: Path, files: Mapping[str, Path]) -> Any:  # noqa: ANN401 # what _parse returns
    key = (source, path, tuple(files))
    if key not in _parsed:
        _parsed[key] = _parse(source, path, files)
    return _parsed[key]


def stamps(folder: Path) -> Mapping[str, tuple[int, int, int]]:
    """Return (inode, mtime, size) of every file below a folder: what no build that changes nothing may change."""
    found = {}
    for here, _, names in os.walk(folder):
        for name in names:
            status = os.stat(f"{here}/{name}")  # noqa: PTH116 # thousands of files
            found[f"{here}/{name}"] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found
