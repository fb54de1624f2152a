"""Why an output is rendered is said in words, never in keys, in both languages."""

from __future__ import annotations

import pytest

from thidua.site import values
from thidua.words import reasons


@pytest.mark.parametrize(
    ("why", "key", "vietnamese", "english"),
    [
        ("forgotten", "", "dựng toàn bộ: chưa nhớ lần dựng nào trước", "full build: no earlier one is remembered"),
        ("read", "body:news/bai", "nội dung của news/bai đã đổi", "the text of news/bai changed"),
        ("read", "query:front/tag/a", "các bài mới nhất của chủ đề a đã đổi", "the newest articles of the tag a changed"),
        ("read", "query:page/cluster/cluster/cum-1/5", "trang 5 của cụm, khối cum-1 đã đổi", "page 5 of the cluster cum-1 changed"),
        ("read", "query:feed/latest", "các bài trong RSS của mọi chuyên mục đã đổi", "the articles in the feed of all sections changed"),
        ("read", "query:month/2026-11", "danh sách bài của tháng 2026-11 đã đổi", "the list of the month 2026-11 changed"),
        ("read", "setting:menu", "thanh mục đã đổi", "the menu changed"),
        ("read", "template:a.html", "mẫu giao diện a.html hoặc mẫu mà nó dùng đã đổi", "the template a.html or one that it uses changed"),
        ("read", "query:home/lead", "danh sách bài của bài đầu trang chủ đã đổi", "the list of the lead story of the front page changed"),
        ("read", "query:fresh", "danh sách bài của 48 giờ qua đã đổi", "the list of the last 48 hours changed"),
        ("removed", "", "đã gỡ khỏi cổng", "removed from the site"),
    ],
)
def test_reason_is_a_sentence(why: str, key: str, vietnamese: str, english: str) -> None:
    """Each form of key has its words."""
    assert reasons.reason(why, key, "vi") == vietnamese
    assert reasons.reason(why, key, "en") == english


def test_every_list_has_words() -> None:
    """No list is called by its key alone."""
    for name in ("latest", "fresh", "corrections", "albums", "most-read", "presented/model/a", "amended-by/document/b", "home/tin"):
        said = reasons.reason("read", f"query:{name}", "vi")
        assert name not in said, said


def test_every_space_has_words() -> None:
    """A key of any space can be named."""
    for space in {*values.ENTRY_SPACES, *values._SPACES}:
        key = f"{space}:site" if space == "setting" else f"{space}:x"
        assert reasons.reason("read", key, "vi").endswith(" đã đổi")
