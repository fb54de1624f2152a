"""Which recorded addresses are missed, what an editor then reads, and what a ledger comes to hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from thidua.site.ledger import Holder, missing, record
from thidua.sources.ledger import Ledger, Recorded
from thidua.words.messages import line

FILE = "content/.addresses.yaml"
OLD, NEW = "/tin-tuc/2026/cu/", "/tin-tuc/2026/moi/"
WITHDRAW = 'withdrawn: {date: năm-tháng-ngày, reason: "lý do"}'


def ledger(**entries: str) -> Ledger:
    """Return a ledger of entry ids by the last part of their address below /tin-tuc/2026/, from line 3."""
    return Ledger(
        file=FILE, records={f"/tin-tuc/2026/{name}/": Recorded(entry, number) for number, (name, entry) in enumerate(entries.items(), 3)}
    )


def served(*addresses: str) -> frozenset[str]:
    """Return the output paths of pages."""
    return frozenset(f"{address[1:]}index.html" for address in addresses)


def news(name: str, address: str | None, *aliases: str) -> Holder:
    """Return an article of the file content/news/NAME.md."""
    return Holder(id=f"news/{name}", file=f"content/news/{name}.md", address=address, aliases=aliases)


def told(book: Ledger, paths: frozenset[str], *holders: Holder) -> list[str]:
    """Return the problems as an editor sees them."""
    return [line(problem, "vi") for problem in missing(book, paths, holders)]


def test_what_is_served_is_in_order_and_nobody_is_asked() -> None:
    """A page, a redirect or a notice at each recorded address: no problem, and entries are not even looked at."""

    def never() -> Iterator[Holder]:
        pytest.fail("asked for entries")
        yield

    assert missing(ledger(cu="news/a", moi="news/b"), served(OLD, NEW), never()) == []


def test_an_entry_that_moved_needs_its_old_address() -> None:
    """The hint is the line to add, in the file that moved."""
    (text,) = told(ledger(cu="news/a"), served(NEW), news("a", NEW))
    assert text == (
        f"{FILE}:3:1: error[address-moved]: {OLD} đã được đăng, nhưng content/news/a.md nay ở địa chỉ {NEW} và "
        "địa chỉ cũ không còn mở được\n"
        f"  hint: để địa chỉ cũ dẫn sang địa chỉ mới, thêm vào phần đầu của content/news/a.md một dòng: aliases: [{OLD}]"
    )


def test_an_entry_that_moved_again_keeps_its_aliases() -> None:
    """The line holds those that are there, quoted where YAML wants it: it replaces the one in the file."""
    (text,) = told(ledger(cu="news/a"), served(NEW), news("a", NEW, "/dau/", "/b,c.html"))
    assert text.endswith(
        "\n  hint: để địa chỉ cũ dẫn sang địa chỉ mới, thêm địa chỉ cũ vào “aliases” của content/news/a.md, "
        f'thành: aliases: [/dau/, "/b,c.html", {OLD}]'
    )


@pytest.mark.parametrize("alias", [OLD, OLD.rstrip("/")])
def test_an_alias_that_could_not_be_had_is_another_mistake(alias: str) -> None:
    """The file says already that the old address leads to it; whoever has taken that address is named elsewhere."""
    assert told(ledger(cu="news/a"), served(NEW), news("a", NEW, alias)) == []


def test_a_published_entry_is_no_draft() -> None:
    """An entry that is kept from the site leaves a hole: publish it or withdraw it."""
    (text,) = told(ledger(cu="news/a"), served(), news("a", None, OLD))
    assert text == (
        f"{FILE}:3:1: error[address-hidden]: {OLD} đã được đăng, nhưng content/news/a.md nay là bản nháp hoặc chưa đến giờ đăng "
        "nên địa chỉ này không mở được\n"
        "  hint: để đăng lại, xóa “draft” hoặc “publish_at” trong content/news/a.md; để rút bài, xóa như thế và thêm một dòng: " + WITHDRAW
    )


def test_an_alias_of_a_scheduled_entry_is_not_there_yet() -> None:
    """The entry is gone and the one that replaces it waits: the waiting one is named."""
    (text,) = told(ledger(cu="news/a"), served(), news("b", None, OLD.rstrip("/")))
    assert text.startswith(f"{FILE}:3:1: error[address-hidden]: {OLD} đã được đăng, nhưng content/news/b.md nay là")


def test_an_entry_that_is_gone_leaves_two_ways() -> None:
    """Withdraw it, or let the entry that takes its place have its address."""
    (text,) = told(ledger(cu="news/a"), served(NEW), news("khac", NEW))
    assert text == (
        f"{FILE}:3:1: error[address-lost]: {OLD} đã được đăng (news/a), nhưng nay không còn bài ấy và địa chỉ này không mở được\n"
        f"  hint: nếu có bài khác thay cho bài này, thêm địa chỉ vào “aliases” của bài ấy: aliases: [{OLD}]; nếu rút bài, lấy lại tệp "
        f"và thêm một dòng: {WITHDRAW}"
    )


def test_a_renamed_file_is_suggested() -> None:
    """A new entry with a like name or address is what the old one has probably become; the line is ready for its file."""
    book = ledger(**{"tong-ket-nam-2024": "news/tong-ket-nam-2024"})
    address = "/tin-tuc/2026/hoi-nghi-tong-ket-nam-2024/"
    (text,) = told(book, served(address), news("hoi-nghi-tong-ket-nam-2024", address, "/x/"))
    assert text == (
        f"{FILE}:3:1: error[address-lost]: /tin-tuc/2026/tong-ket-nam-2024/ đã được đăng (news/tong-ket-nam-2024), nhưng nay "
        "không còn bài ấy và địa chỉ này không mở được\n"
        "  hint: nếu bài nay là content/news/hoi-nghi-tong-ket-nam-2024.md, ghi vào phần đầu của tệp ấy: "
        f"aliases: [/x/, /tin-tuc/2026/tong-ket-nam-2024/]; nếu rút bài, lấy lại tệp cũ và thêm một dòng: {WITHDRAW}"
    )


def test_an_entry_that_changed_its_kind_is_suggested() -> None:
    """A file moved to another section has another id and address; its name gives it away."""
    holder = Holder(id="conference/hop-cum", file="content/conferences/hop-cum.md", address="/hoi-nghi/2026/tieu-de-moi/")
    (text,) = told(ledger(cu="news/hop-cum"), served("/hoi-nghi/2026/tieu-de-moi/"), holder)
    assert "nếu bài nay là content/conferences/hop-cum.md" in text


def test_an_entry_that_was_there_before_is_no_renamed_one() -> None:
    """Last year's meeting is alike to a letter; it is recorded, so it is not what this year's was renamed to."""
    book = ledger(**{"tong-ket-2024": "news/tong-ket-2024", "tong-ket-2025": "news/tong-ket-2025"})
    there = "/tin-tuc/2026/tong-ket-2024/"
    (text,) = told(book, served(there), news("tong-ket-2024", there))
    assert "/tin-tuc/2026/tong-ket-2025/ đã được đăng" in text
    assert "nếu bài nay là" not in text


def test_what_another_mistake_hides_is_left_out() -> None:
    """An entry whose file cannot be read has not lost its address: the mistake in the file is told, not its consequence."""
    book = ledger(cu="news/a", moi="news/b")
    found = missing(book, served(), (), may_come=lambda address: address == OLD)
    assert [problem.location.line for problem in found] == [4]


def test_addresses_are_kept_for_ever() -> None:
    """What was recorded stays, whoever serves it now; what is on the site is added; drafts and aliases that never were are not."""
    book = ledger(cu="news/cu", con="news/con", mat="news/mat")
    entries = {"news/cu-moi": NEW, "news/con": "/tin-tuc/2026/con/", "news/nhap": None, "page/a": "/a/"}
    redirects = {OLD: NEW, "/trang-cu/a.html": "/a/", "/chua-tung-ghi/": "/a/"}
    found = record(book, entries, redirects)
    assert found == {
        "/a/": "page/a",
        "/tin-tuc/2026/con/": "news/con",
        OLD: "news/cu-moi",
        "/tin-tuc/2026/mat/": "news/mat",
        NEW: "news/cu-moi",
    }
    assert list(found) == sorted(found)


def test_an_address_goes_to_who_is_there_now() -> None:
    """An entry that took another's address is recorded at it."""
    assert record(ledger(cu="news/a"), {"news/a": NEW, "news/b": OLD}, {}) == {OLD: "news/b", NEW: "news/a"}
