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
        ("read", "setting:menu", "menu đã đổi", "the menu changed"),
        ("read", "template:parts.html", "mẫu giao diện parts.html đã đổi", "the template parts.html changed"),
        ("removed", "", "đã gỡ khỏi cổng", "removed from the site"),
    ],
)
def test_reason_is_a_sentence(why: str, key: str, vietnamese: str, english: str) -> None:
    """Each form of key has its words."""
    assert reasons.reason(why, key, "vi") == vietnamese
    assert reasons.reason(why, key, "en") == english


def test_every_space_has_words() -> None:
    """A key of any space can be named."""
    for space in {*values.ENTRY_SPACES, *values._SPACES}:
        key = f"{space}:site" if space == "setting" else f"{space}:x"
        assert reasons.reason("read", key, "vi").endswith(" đã đổi")
