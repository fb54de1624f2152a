"""`thidua serve`: the real command, its real server, and a real browser, on a site that is edited while they run."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.incremental_site import Text, Workshop, new_workshop

SCRIPT = "/~thidua/reload.js"
HOME = "/thi-dua/"
PAGE = f"{HOME}tin-tuc/2026/tin-a/"
PATIENCE = 30.0
"""Seconds within which what an edit leads to must be seen; nothing here measures how long it takes."""


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Preview:
    """A running preview of a workshop's site."""

    shop: Workshop
    process: subprocess.Popen[str]
    origin: str
    home: str

    @property
    def port(self) -> int:
        """The port it answers on."""
        return urlsplit(self.origin).port or 0

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path exactly as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, and fail when it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "nothing came of the edit"
            assert self.process.poll() is None, "the preview ended"
            time.sleep(0.05)

    def edit(self, name: str, body: str) -> None:
        """Save an entry with another text."""
        self.shop.sources.entries[name].body = body
        self.shop.sync()


def _start(shop: Workshop, *options: str) -> Preview:
    command = [sys.executable, "-m", "thidua", "serve", "--port", "0", "--jobs", "1", "--now", "2026-11-21T08:00+07:00", *options]
    process = subprocess.Popen(command, cwd=shop.site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"(http://127\.0\.0\.1:\d+)(/\S*)", line)
    assert found, (line, process.stderr.read() if process.stderr else "")
    preview = Preview(shop, process, found[1], found[2])
    preview.until(lambda: preview.get(HOME).status == 200)
    return preview


def _end(preview: Preview) -> tuple[int, str, str]:
    preview.process.send_signal(signal.SIGINT)
    out, error = preview.process.communicate(timeout=PATIENCE)
    return preview.process.returncode, out, error


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """The small site in a preview."""
    running = _start(new_workshop(tmp_path))
    yield running
    if running.process.poll() is None:
        status, _, error = _end(running)
        assert status == 0, error
        assert "Traceback" not in error


def test_pages_follow_what_is_saved(preview: Preview) -> None:
    """An edit, a new entry, a deletion, drafts and what is scheduled: seen as soon as they are saved."""
    page = preview.get(PAGE)
    assert SCRIPT.encode() in page.body
    assert preview.get(f"{HOME}tin-tuc/2026/nhap/").status == 200, "drafts are shown"
    preview.edit("news/a.md", "Một câu đã sửa.\n")
    preview.until(lambda: "Một câu đã sửa." in preview.get(PAGE).body.decode())
    preview.shop.sources.entries["news/moi.md"] = Text({"title": "Tin vừa viết", "date": "2026-11-21"})
    preview.shop.sync()
    preview.until(lambda: preview.get(f"{HOME}tin-tuc/2026/tin-vua-viet/").status == 200)
    del preview.shop.sources.entries["news/moi.md"]
    preview.shop.sync()
    preview.until(lambda: preview.get(f"{HOME}tin-tuc/2026/tin-vua-viet/").status == 404)


def test_configuration_templates_and_registers_are_followed_too(preview: Preview) -> None:
    """The title, a template, a register's name, and an address that moves."""
    preview.shop.sources.config["title"] = "Cổng đổi tên"
    preview.shop.sync()
    preview.until(lambda: "Cổng đổi tên" in preview.get(HOME).body.decode())
    preview.shop.sources.files["templates/base.html"] += b"<!-- dau -->"
    preview.shop.sync()
    preview.until(lambda: b"<!-- dau -->" in preview.get(HOME).body)
    preview.shop.sources.registers["movements"][0]["name"] = "Phong trào Đổi"
    preview.shop.sync()
    preview.until(lambda: "Phong trào Đổi" in preview.get(f"{HOME}phong-trao/").body.decode())
    preview.shop.sources.config["base_url"] = "https://mau.example.vn/khac/"
    preview.shop.sync()
    preview.until(lambda: preview.get("/khac/").status == 200)
    assert preview.get("/").headers["Location"] == "/khac/"


def test_last_good_site_stays_while_something_is_wrong(preview: Preview) -> None:
    """The panel says what the terminal says, with the line; what editors wrote is text in it; mended, it goes."""
    before = preview.get(PAGE).body
    preview.shop.sources.entries["news/a.md"].front["date"] = "<script>alert(1)</script>"
    preview.shop.sync()
    preview.until(lambda: preview.get("/~thidua/problems").status == 200)
    panel = preview.get("/~thidua/problems").body.decode()
    assert "content/news/a.md:" in panel
    assert "&lt;script&gt;alert(1)" in panel
    assert "<script>" not in panel
    assert preview.get(PAGE).body == before
    preview.shop.sources.entries["news/a.md"].front["date"] = "2026-11-20"
    preview.shop.sync()
    preview.until(lambda: preview.get("/~thidua/problems").status == 404)
    status, out, error = _end(preview)
    assert status == 0
    assert "content/news/a.md:" in error
    assert "1 vấn đề cần sửa; trình duyệt vẫn giữ bản đúng gần nhất." in out


def _events(preview: Preview) -> Iterator[dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    connection.request("GET", "/~thidua/events")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    try:
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])
    finally:
        connection.close()


def test_style_sheet_alone_does_not_load_the_page_anew(preview: Preview) -> None:
    """An edit of a style sheet changes the mark of styles, an edit of a text that of pages."""
    events = _events(preview)
    first = next(events)
    style = preview.shop.site / "static" / "style.css"
    shutil.copyfile(Path(__file__).resolve().parent.parent / "static" / "style.css", style)
    with style.open("a", encoding="utf-8") as file:
        file.write("main { outline: 0 }\n")
    second = next(events)
    assert (second["pages"], second["styles"] != first["styles"]) == (first["pages"], True)
    preview.edit("news/a.md", "Một câu khác nữa.\n")
    third = next(events)
    assert third["pages"] != second["pages"]
    events.close()  # type: ignore[attr-defined]


NOWHERE = (
    "/thi-dua/../site_config.yaml",
    "/thi-dua/%2e%2e/site_config.yaml",
    "/thi-dua/..%2fsite_config.yaml",
    "/thi-dua//etc/passwd",
    "//etc/passwd",
    "/thi-dua/.thidua-manifest.json",
    "/thi-dua/%00",
    "/thi-dua/%ff",
    "/thi-dua/a%5c..%5cb",
    "/~thidua/../preview.py",
    "/~thidua/panel.html",
    "/site_config.yaml",
    "/thi-dua/ngoai/passwd",
    "/thi-dua/" + "a/" * 3000,
)


def test_nothing_but_published_files_is_sent(preview: Preview) -> None:
    """No path leads out of the published folder, and no name that begins with a dot is answered to."""
    (preview.shop.site / ".cache-xem-truoc" / "public" / "ngoai").symlink_to("/etc")
    for path in NOWHERE:
        assert preview.get(path).status == 404, path


def test_only_this_machine_is_answered(preview: Preview) -> None:
    """Another name for 127.0.0.1, as a page of another site would use, gets nothing; no other method does."""
    for host in ("evil.example", f"evil.example:{preview.port}", "", "127.0.0.1"):
        answer = preview.get(HOME, Host=host)
        assert answer.status == 421, host
        assert b"<html" not in answer.body
        assert preview.get("/~thidua/events", Host=host).status == 421
    assert preview.get(HOME, Host=f"localhost:{preview.port}").status == 200
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
    connection.request("POST", HOME, body=b"x")
    assert connection.getresponse().status == 405
    connection.close()


def test_files_are_asked_for_again_and_sent_once(preview: Preview) -> None:
    """A browser that has a file gets 304; one folder without its slash is redirected; media types are right."""
    assert preview.get(PAGE.rstrip("/")).headers["Location"] == PAGE
    for path, kind in ((PAGE, "text/html; charset=utf-8"), (f"{HOME}sitemap.xml", "application/xml; charset=utf-8")):
        first = preview.get(path)
        assert first.headers["Content-Type"] == kind
        again = preview.get(path, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
    missing = preview.get(f"{HOME}khong-co/")
    assert missing.status == 404
    assert SCRIPT.encode() in missing.body, "the page of what is missing follows too"


def test_published_site_and_its_cache_are_left_alone(tmp_path: Path) -> None:
    """A preview with drafts does not touch what the last build made, nor make the next one render anything."""
    shop = new_workshop(tmp_path)
    command = [sys.executable, "-m", "thidua", "build", "--now", "2026-11-21T08:00+07:00", "--jobs", "1"]
    subprocess.run(command, cwd=shop.site, check=True, capture_output=True)
    preview = _start(shop)
    assert _end(preview)[0] == 0
    again = subprocess.run([*command, "--explain"], cwd=shop.site, check=True, capture_output=True, text=True)
    assert again.stdout.startswith("Không có gì thay đổi")
    assert not list((shop.site / "public").rglob("*nhap*"))


def test_port_in_use_is_said(tmp_path: Path) -> None:
    """Another program on the port: exit 3, and what to do."""
    shop = new_workshop(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = subprocess.run(
            [sys.executable, "-m", "thidua", "serve", "--port", port], cwd=shop.site, check=False, capture_output=True, text=True
        )
    assert found.returncode == 3
    assert f"Cổng mạng {port} đang có chương trình khác dùng" in found.stderr


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_preview(tmp_path: Path, way: signal.Signals) -> None:
    """However it ends, the process that builds ends too, and the port is free."""
    preview = _start(new_workshop(tmp_path))
    builders = _children(preview.process.pid)
    assert builders
    preview.process.send_signal(way)
    preview.process.communicate(timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while any(map(_runs, builders)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_builder_that_is_killed_is_replaced(preview: Preview) -> None:
    """The server and the last good page stay, and the next save is built by a new process."""
    for child in _children(preview.process.pid):
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(child, signal.SIGKILL)
    assert preview.get(PAGE).status == 200
    preview.edit("news/a.md", "Một câu sau khi bị dừng.\n")
    preview.until(lambda: "Một câu sau khi bị dừng." in preview.get(PAGE).body.decode())


def test_page_in_a_browser_follows_by_itself(preview: Preview, browser: Browser) -> None:
    """It loads anew after an edit, lays the problems over the page, closes them by Esc, and takes them away when they are mended."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(preview.origin + PAGE)
    preview.edit("news/a.md", "Một câu cho trình duyệt.\n")
    expect(page.get_by_text("Một câu cho trình duyệt.")).to_be_visible(timeout=1000 * PATIENCE)
    preview.shop.sources.entries["news/b.md"].front["tags"] = "<img src=x onerror=alert(1)>: sai"
    preview.shop.sources.entries["news/b.md"].front["date"] = "03/04/2026"
    preview.shop.sync()
    panel = page.get_by_role("region", name=re.compile("cần sửa"))
    expect(panel).to_be_visible(timeout=1000 * PATIENCE)
    expect(panel).to_contain_text("content/news/b.md:")
    expect(page.get_by_text("Một câu cho trình duyệt.")).to_be_attached()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("cần sửa"))).to_be_visible()
    preview.shop.sources.entries["news/b.md"].front |= {"tags": ["mới"], "date": "2026-11-20"}
    preview.shop.sync()
    expect(page.locator("#thidua-preview")).to_have_count(0, timeout=1000 * PATIENCE)
    assert complaints == []
    page.close()
