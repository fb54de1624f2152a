"""Body text made ready for Python-Markdown: what an editor plainly meant and the parser would read otherwise.

Editors write as in Word: a list or table right below its sentence, a year at the start of a paragraph, 5*3 for a product.
Python-Markdown wants a blank line, makes a list of years and eats the stars. Line for line nothing is lost; what cannot be kept (a
table row with more cells than its head) is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STAR = re.compile(r"\*(?<=\d\*)(?=\d)")  # the star first: looking back from every character would cost more than the rest of `prepare`
_YEAR = re.compile(r"^([ ]{0,3}\d{3,})\.(?=[ ])", re.MULTILINE)
_PROSE = r"^(?![ \t]|[-*+][ ]|\d{1,2}\.[ ]|[>#|:]|$)([^\n]*+)\n"
_LIST_BELOW = re.compile(_PROSE + r"(?=(?:[-*+]|1\.)[ ]+\S)", re.MULTILINE)
_TABLE_BELOW = re.compile(_PROSE + r"(?=\|.*\|[ ]*\n[ ]*\|?[ ]*:?-{2,})", re.MULTILINE)
_HEAD_RULE = re.compile(r"^[ ]*\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)*\|?[ ]*$", re.MULTILINE)
_CELL_END = re.compile(r"(?<!\\)\|")


def prepare(body: str) -> str:
    """Return `body` with blank lines where a list or table follows its sentence, and digits that stay as written."""
    if "*" in body:
        body = _STAR.sub(r"\\*", body)
    body = _YEAR.sub(r"\1\\.", body)
    body = _LIST_BELOW.sub(r"\1\n\n", body)
    return _TABLE_BELOW.sub(r"\1\n\n", body) if "|" in body else body


def overfull_rows(body: str) -> Iterator[tuple[int, int, int]]:
    """Yield (offset of the row, its cells, the head's cells) for each table row whose last cells would be lost."""
    for rule in _HEAD_RULE.finditer(body) if "|" in body else ():
        head = body.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        columns = _cells(body[head : rule.start()])
        if "|" not in body[head : rule.start()]:
            continue
        start = rule.end() + 1
        while start < len(body):
            end = body.find("\n", start)
            row = body[start : end if end >= 0 else len(body)]
            if "|" not in row:
                break
            if _cells(row) > columns:
                yield start, _cells(row), columns
            start += len(row) + 1


def _cells(row: str) -> int:
    """Return how many cells a row has; a bar in code or after a backslash divides nothing."""
    text = re.sub(r"`[^`\n]*`", "", row).strip()
    text = text.removeprefix("|").removesuffix("|") if not text.endswith("\\|") else text.removeprefix("|")
    return len(_CELL_END.findall(text)) + 1
