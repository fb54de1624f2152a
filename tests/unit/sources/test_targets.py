from __future__ import annotations

import pytest

from thidua.sources.markdown import Body, MarkdownReader
from thidua.sources.targets import Link
from thidua.words.messages import line

READER = MarkdownReader()


def convert(body: str) -> Body:
    """Convert a body that begins on line 5."""
    return READER.convert(body, file="content/news/2024/x.md", first_line=5)


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("../../models/x.md#a", "entry-file:content/models/x.md#a"),
        ("b/index.md", "entry-file:content/news/2024/b/index.md"),
        ("../b/", "entry-file:content/news/b/index.md"),
        ("/content/models/x.md", "entry-file:content/models/x.md"),
        ("..\\y.md", "entry-file:content/news/y.md"),
        ("t%E1%BB%87p%20s%E1%BB%91%201.pdf", "asset:content/news/2024/tệp số 1.pdf"),
        ("a%23b.pdf", "asset:content/news/2024/a%23b.pdf"),
        ("/gioi-thieu/?a=1&b=2#c", "site:/gioi-thieu/?a=1&amp;b=2#c"),
        ("https://a.vn/?a=1&b=2", "https://a.vn/?a=1&amp;b=2"),
        ("tel:+84123", "tel:+84123"),
    ],
)
def test_addresses_become_placeholders(target: str, href: str) -> None:
    """Links to entries, files and pages of the site hold no address; those to other sites stay."""
    found = convert(f"[a]({target})")
    assert (found.html, found.problems) == (f'<p><a href="{href}">a</a></p>', ())


def test_places_are_those_of_the_file() -> None:
    """Every link knows its line and column, repeated, referenced and raw ones too."""
    found = convert('Xem [a](a.md), a.md và [b](a.md).\n\n[c][1] ![](p.jpg) [d](d.pdf)\n\n<a href="e.md">e</a>\n\n[1]: /trang/\n')
    folder = "content/news/2024"
    assert found.links == (
        Link(f"entry-file:{folder}/a.md", 5, 9),
        Link(f"entry-file:{folder}/a.md", 5, 28),
        Link("site:/trang/", 11, 6),
        Link(f"entry-file:{folder}/e.md", 9, 10),
    )
    assert found.pictures == (Link(f"asset:{folder}/p.jpg", 7, 12),)
    assert found.files == (Link(f"asset:{folder}/d.pdf", 7, 23),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "[a](../../../x.md)",
            "5:5: error[link-outside]: “../../../x.md” nằm ngoài thư mục “content”\n  hint: chép tệp vào cùng thư mục với bài viết",
        ),
        (
            "[a](javascript:x)",
            (
                "5:5: error[link-scheme]: không dùng được địa chỉ bắt đầu bằng “javascript”\n"
                "  hint: dùng https://…, mailto:…, tel:…, hoặc tên một tệp trong thư mục bài viết"
            ),
        ),
        (
            "![a](C:\\anh.jpg)",
            (
                "5:6: error[link-scheme]: không dùng được địa chỉ bắt đầu bằng “C:”\n"
                "  hint: chép tệp vào cùng thư mục với bài viết và chỉ ghi tên tệp"
            ),
        ),
        (
            "[a](www.tinh.vn)",
            "5:5: error[missing-scheme]: địa chỉ này thiếu phần đầu “https://” hoặc “mailto:”\n  hint: viết: https://www.tinh.vn",
        ),
        (
            "x [a]()",
            "5:6: error[empty-link]: liên kết hoặc ảnh này chưa có địa chỉ\n  hint: viết địa chỉ trong ngoặc tròn: [chữ](địa-chỉ)",
        ),
        (
            "![a](http://x.vn/a.jpg)",
            (
                "5:6: error[remote-picture]: ảnh nằm ở trang web khác: http://x.vn/a.jpg\n"
                "  hint: tải ảnh về, để cạnh bài viết và chỉ ghi tên tệp ảnh"
            ),
        ),
        (
            "## Kết quả\n\n[a](#ket-qa)",
            "7:5: error[unknown-anchor]: trong bài không có mục “#ket-qa”\n  hint: có phải bạn muốn viết “#ket-qua”?",
        ),
        (
            "## A {#x}\n\n## B {#x}",
            "7:7: error[duplicate-anchor]: hai chỗ trong bài cùng mang tên “#x”\n  hint: đổi một trong hai tên",
        ),
    ],
)
def test_targets_that_lead_nowhere_are_named(body: str, expected: str) -> None:
    """A wrong address has its exact place and what to do."""
    assert [line(problem, "vi") for problem in convert(body).problems] == [f"content/news/2024/x.md:{expected}"]


@pytest.mark.parametrize("scheme", ["entry-file", "asset", "site", "ASSET", "data", "file", "ftp", "java&#10;script"])
def test_placeholders_cannot_be_written_by_hand(scheme: str) -> None:
    """Neither Markdown nor raw HTML lets a scheme of ours or an unknown one through."""
    found = convert(f'[a]({scheme}:x)\n\n<a href="{scheme}:y">b</a>')
    assert found.html == "<p><a>a</a></p>\n<p><a>b</a></p>"
    assert found.problems


def test_remote_picture_is_never_shown() -> None:
    """A picture on another site is an error, by https too: readers' browsers fetch nothing from third parties."""
    found = convert("![a](https://x.vn/a.jpg)")
    assert "x.vn" not in found.html
    assert [(problem.code, problem.severity) for problem in found.problems] == [("remote-picture", "error")]
