"""The sentences of problems, by code: Vietnamese first, English beside it.

A code is permanent: editors search for it, tests assert it. A message says what happened; a hint says what to do. `{name}` is filled in with the
problem's values. A hint may be shared by several codes (`did-you-mean`).
"""

from __future__ import annotations

from typing import NamedTuple

from thidua.problems import Problem


class Text(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str


MESSAGES: dict[str, Text] = {
    "unknown-key": Text("không có trường “{key}”", "there is no field “{key}”"),
    "missing-field": Text("thiếu trường bắt buộc “{key}”", "the required field “{key}” is missing"),
}

HINTS: dict[str, Text] = {
    "did-you-mean": Text("có phải bạn muốn viết “{suggestion}”?", "did you mean “{suggestion}”?"),
    "missing-field": Text("thêm một dòng “{key}: …” vào phần đầu tệp", "add a line “{key}: …” to the front matter"),
}


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
    return (text.en if language == "en" else text.vi).format(**dict(problem.values))
