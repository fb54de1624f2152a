"""What an editor is told of a field before it is filled in, and the words by which a kind of entry is asked for.

Only fields that a new file cannot fill by itself stand here; `tests/test_new.py` holds them to the model.
"""

from __future__ import annotations

from thidua.words.text import Text

KIND_NAMES: dict[str, tuple[str, ...]] = {
    "news": ("tin", "tin tức", "bài", "tin bài"),
    "conference": ("hội nghị",),
    "model": ("điển hình", "điển hình tiên tiến", "gương điển hình"),
    "cluster": ("cụm", "khối", "cụm thi đua", "khối thi đua"),
    "document": ("văn bản",),
    "page": ("trang", "trang tĩnh"),
}
"""Vietnamese words for each kind, the shortest first; the name of the kind itself will do too."""

FIELDS: dict[str, Text] = {
    "conference:event.type": Text("Bắt buộc: loại hội nghị", "Required: what kind of conference"),
    "conference:event.covers": Text(
        "Bắt buộc: kỳ mà hội nghị nói về, như 2026, 2026-H1 (6 tháng đầu), 2026-Q3 (quý III), 2021-2025",
        "Required: the period it is about, such as 2026, 2026-H1, 2026-Q3 or 2021-2025",
    ),
    "model:subject.type": Text("Bắt buộc: điển hình là ai", "Required: who the model is"),
    "model:subject.name": Text("Bắt buộc: tên người, tập thể hoặc hộ gia đình", "Required: the name of the person, collective or family"),
    "cluster:type": Text("Bắt buộc: loại cụm, khối", "Required: the kind of cluster"),
    "cluster:members": Text(
        "Mỗi thành viên một dòng thụt vào dưới “members:” (thay cho []), như: - {unit: tỉnh Cao Bằng, seen: [2026], source: nơi ghi}",
        "One member a line, below “members:” (in place of []), such as: - {unit: Cao Bằng, seen: [2026], source: where it says so}",
    ),
    "document:number": Text(
        'Bắt buộc: số, ký hiệu trong ngoặc kép, như "12/QĐ-UBND"', 'Required: its number in quotes, such as "12/QĐ-UBND"'
    ),
    "document:form": Text("Bắt buộc: loại văn bản", "Required: the form of the document"),
}

DRAFT = Text(
    "Bản nháp chưa lên cổng. Khi đăng: xóa dòng này và dòng dưới{date}.",
    "A draft is not published. To publish it, delete this line and the next{date}.",
)
DRAFT_DATE = Text(", sửa “date” thành ngày đăng", ", and set “date” to the day of publication")
CHOICES = Text("{words}; một trong: {choices}", "{words}; one of: {choices}")


def told(text: Text, language: str, **values: str) -> str:
    """Return a text in a language with its values filled in; one without values is not read for braces."""
    said = text.en if language == "en" else text.vi
    return said.format(**values) if values else said
