"""The problems of a site as a piece of HTML that the preview lays over the page.

It says what the terminal says, and shows the line that is meant, from the mark to its end. What editors wrote stands in it as text and
never as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import jinja2

from thidua.problems import Location, Problem, Severity
from thidua.words import messages
from thidua.words.sentences import sentence

MAX_SHOWN = 100
MAX_LINE = 240
_MAX_BYTES = 8_000_000
_FOLDER = Path(__file__).parent / "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One problem as it is shown; `before` and `after` are its line, cut at the mark."""

    place: str
    severity: str
    code: str
    message: str
    hint: str | None
    number: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the template gets: a heading, what the page behind is, and the items, of which `more` are left out."""

    language: str
    heading: str
    behind: str
    hint: str
    close: str
    items: tuple[Item, ...] = ()
    text: str = ""
    more: str = ""


def problems_panel(problems: Sequence[Problem], root: Path, language: str, *, has_site: bool) -> bytes:
    """Return the problems of the site at `root` as a page whose only section is the panel, the errors first."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    ordered = sorted(problems, key=lambda problem: (problem.severity is not Severity.ERROR, problem.sort_key))
    left = len(problems) - MAX_SHOWN
    frame = _frame(language, sentence("preview-heading", language, count=errors), has_site=has_site)
    items = tuple(_item(problem, root, language) for problem in ordered[:MAX_SHOWN])
    return _render(replace(frame, items=items, more=sentence("preview-more", language, count=left) if left > 0 else ""))


def refusal_panel(text: str, language: str, *, has_site: bool) -> bytes:
    """Return what the machine refused, in the same form."""
    return _render(replace(_frame(language, sentence("preview-refused", language), has_site=has_site), text=text))


def waiting_page(language: str) -> bytes:
    """Return the page that stands everywhere until there is a site."""
    return _template("waiting.html").render(language=language, text=sentence("preview-building", language)).encode()


def _frame(language: str, heading: str, *, has_site: bool) -> Panel:
    return Panel(
        language=language,
        heading=heading,
        behind=sentence("preview-behind" if has_site else "preview-not-yet", language),
        hint=sentence("preview-hint", language),
        close=sentence("preview-close", language),
    )


def _item(problem: Problem, root: Path, language: str) -> Item:
    line = source_line(root, problem.location)
    column = max(problem.location.column - 1, 0)
    start = max(0, column - MAX_LINE // 2) if len(line) > MAX_LINE else 0
    return Item(
        place=str(problem.location),
        severity=str(problem.severity),
        code=problem.code,
        message=messages.message(problem, language),
        hint=messages.hint(problem, language),
        number=problem.location.line,
        before=line[start:column],
        after=line[column : start + MAX_LINE],
    )


def source_line(root: Path, location: Location) -> str:
    """Return the line that a problem is about, as its file has it now; nothing for a file as a whole, or outside the site."""
    path = root / location.file
    try:
        if not location.line or not path.resolve().is_relative_to(root.resolve()) or not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        lines = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError):
        return ""
    return lines[location.line - 1] if location.line <= len(lines) else ""


def _render(panel: Panel) -> bytes:
    return _template("panel.html").render(panel=panel).encode()


@cache
def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_FOLDER)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True).get_template(name)
