"""What an editor plainly meant: lists and tables below their sentence, years, products, rows with too many cells."""

from __future__ import annotations

import pytest

from thidua.sources.markdown import MarkdownReader
from thidua.sources.markdown_source import overfull_rows, prepare


def html(body: str) -> str:
    """Return the body's HTML on one line."""
    return MarkdownReader().convert(body, file="content/news/x.md", first_line=1).html.replace("\n", "")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Gồm:\n- A\n- B", "<p>Gồm:</p><ul><li>A</li><li>B</li></ul>"),
        ("Gồm:\n1. A\n2. B", "<p>Gồm:</p><ol><li>A</li><li>B</li></ol>"),
        ("1945. Năm ấy.\n\n1948. Năm sau.", "<p>1945. Năm ấy.</p><p>1948. Năm sau.</p>"),
        ("Phòng 5*3*2 m", "<p>Phòng 5*3*2 m</p>"),
        ("Một *chữ* nghiêng", "<p>Một <em>chữ</em> nghiêng</p>"),
        ("Dòng một\nnăm 2019. Dòng hai", "<p>Dòng mộtnăm 2019. Dòng hai</p>"),
    ],
)
def test_body_reads_as_it_was_meant(body: str, expected: str) -> None:
    """A list below its sentence is a list, a year begins no list, a product keeps its stars."""
    assert html(body) == expected


def test_table_below_its_sentence_is_a_table() -> None:
    """A table needs no blank line before it."""
    assert "<table>" in html("Bảng:\n| A | B |\n| --- | --- |\n| 1 | 2 |")


def test_prepared_text_stays_prepared() -> None:
    """Preparing twice changes nothing more."""
    body = "Gồm:\n- A\n\nBảng:\n| A |\n| --- |\n| 1 |\n"
    assert prepare(prepare(body)) == prepare(body)


def test_row_with_more_cells_than_its_head_is_found() -> None:
    """A cell that the table has no column for is named, not lost; bars in code or behind a backslash divide nothing."""
    body = "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |\n| `a|b` | 2 |\n| a\\|b | 2 |\n\nVăn | bản | thường"
    assert [(cells, columns) for _, cells, columns in overfull_rows(body)] == [(3, 2)]
