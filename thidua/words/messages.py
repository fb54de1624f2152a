"""The sentences of problems, by code: Vietnamese first, English beside it.

A code is permanent: editors search for it, tests assert it. A message says what happened; a hint says what to do. `{name}` is
filled in with the problem's values. A hint may be shared by several codes (`did-you-mean`).
"""

from __future__ import annotations

from thidua.problems import Problem
from thidua.words import site_messages, source_messages
from thidua.words.text import Text

MESSAGES: dict[str, Text] = source_messages.MESSAGES | site_messages.MESSAGES
HINTS: dict[str, Text] = source_messages.HINTS | site_messages.HINTS

TERMS: dict[str, Text] = {
    # what a contradiction is about
    "lead": Text("đơn vị trưởng cụm (khối)", "the lead"),
    "deputy": Text("đơn vị phó cụm (khối)", "the deputy"),
    "lead-in-year": Text("đơn vị trưởng cụm (khối) năm {year}", "the lead in {year}"),
    "deputy-in-year": Text("đơn vị phó cụm (khối) năm {year}", "the deputy in {year}"),
    "event.start": Text("ngày họp", "the day of the meeting"),
    "event.place.unit": Text("nơi họp", "the place of the meeting"),
    "awards": Text("số khen thưởng (tập thể/cá nhân/hộ)", "the number of awards (collectives/individuals/households)"),
    # why the machine refuses a file
    "No such file or directory": Text("tệp gốc của liên kết không còn", "the file that it links to is not there"),
    "Permission denied": Text("không có quyền đọc", "permission denied"),
    "Too many levels of symbolic links": Text("liên kết dẫn vòng về chính nó", "the link leads back to itself"),
    "not a file": Text("đây không phải là tệp thường", "it is no ordinary file"),
    # what is wrong with a template; {detail} is what Jinja says
    "template-syntax": Text("viết sai cú pháp ({detail})", "its syntax is wrong ({detail})"),
    "template-undefined": Text("dùng một tên không có ({detail})", "it uses a name that there is not ({detail})"),
    "template-computed": Text(
        "tên mẫu được chèn phải viết thẳng trong ngoặc kép, không tính từ biến", "what it includes must be named literally, in quotes"
    ),
    "template-missing": Text("không có mẫu “{detail}”", "there is no template “{detail}”"),
    "template-encoding": Text("tệp không dùng bảng mã UTF-8", "the file is not in UTF-8"),
    "template-failed": Text("không dựng được trang ({detail})", "it cannot be rendered ({detail})"),
}
"""Values of problems that are words: the program knows them by these names, readers see them in their language."""


def message(problem: Problem, language: str) -> str:
    """Return the problem's message in `language` ("vi" or "en")."""
    return _fill(MESSAGES[problem.code], problem, language)


def hint(problem: Problem, language: str) -> str | None:
    """Return what to do about the problem, or None when its code has no hint."""
    text = HINTS.get(problem.hint or problem.code)
    return _fill(text, problem, language) if text else None


def line(problem: Problem, language: str) -> str:
    """Return the problem as shown: `file:line:column: severity[code]: message` and its hint on a line of its own."""
    head = f"{problem.location}: {problem.severity}[{problem.code}]: {message(problem, language)}"
    advice = hint(problem, language)
    return f"{head}\n  hint: {advice}" if advice else head


def _fill(text: Text, problem: Problem, language: str) -> str:
    english = language == "en"
    values = dict(problem.values)
    for name in ("what", "reason"):
        if term := TERMS.get(values.get(name, "")):
            values[name] = (term.en if english else term.vi).format(**values)
    return (text.en if english else text.vi).format(**values)
