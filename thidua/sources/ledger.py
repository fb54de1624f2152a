"""Reads and writes the address ledger, `.addresses.yaml` in the content folder: every address at which an entry has been published.

One line an address (`/tin-tuc/2026/ten-bai/: news/ten-tep`), sorted, so that git merges two editors' articles by itself. It is YAML for
people and their tools; this program reads it by line, strictly, because a hundred thousand lines must cost a blink of every build.

Invariant: what `to_bytes` writes is read back without a problem and as the same ledger, and the same ledger is always the same bytes.

Rejected: `yaml_tree` (a hundred times slower, and a ledger needs no nesting); the output folder's manifest instead (it is not committed,
so a review could not see what a rename breaks); remembering aliases too (they follow from entries, which are remembered).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from thidua.model.kinds import KINDS
from thidua.problems import Location, Problem
from thidua.sources import frontmatter
from thidua.vietnamese import normalize

NAME = ".addresses.yaml"
MAX_LEDGER_BYTES = 20_000_000
"""Three hundred thousand addresses."""

_HEADER = """\
# Sổ địa chỉ: các địa chỉ bài đã đăng, phải luôn mở được. Lệnh “thidua check --record” ghi tệp này; hãy commit nó cùng với bài.
# The address ledger: where entries were published, for ever to be served. `thidua check --record` writes it; commit it with the entries.
"""
_KINDS = "|".join(KINDS)
_PLAIN_NAME = r"[\w.~()+,-]+(?: [\w.~()+,-]+)*"
_IS_PLAIN = re.compile(rf"(?:{_KINDS})/{_PLAIN_NAME}").fullmatch
_LINE = re.compile(rf"(/(?:[a-z0-9-]+/)+): (?:((?:{_KINDS})/{_PLAIN_NAME})|'((?:{_KINDS})/(?:[^'/]|'')*)')[ \t]*").fullmatch
_NOTHING = re.compile(r"[ \t]*(?:#.*)?").fullmatch
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?").fullmatch
_SHOWN = 80


class Recorded(NamedTuple):
    """Who was published at an address (`kind/reference-name`), and the line of the ledger that says so."""

    entry: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was recorded, by address; `file` is the ledger's path from the site's folder."""

    file: str
    records: Mapping[str, Recorded] = field(default_factory=dict)


def read_ledger(path: Path, file: str) -> tuple[Ledger, list[Problem]]:
    """Return the ledger at `path`, shown as `file`, and everything wrong with it; where there is none, nothing was published yet."""
    raw, problem = _read_bytes(path, file)
    if raw is None:
        return Ledger(file=file), [problem] if problem else []
    text, problem = frontmatter.decode(raw, file=file, max_bytes=MAX_LEDGER_BYTES)
    if text is None:
        return Ledger(file=file), [_advised(problem)] if problem else []
    return _read_lines(text, file)


def _read_bytes(path: Path, file: str) -> tuple[bytes | None, Problem | None]:
    """Return what is in the file; a link is not followed, because a problem shows the line that it is about."""
    whole = Location(file=file)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None, Problem.at(whole, "unreadable-file", reason="not a file")
        if status.st_size > MAX_LEDGER_BYTES:
            return None, _advised(Problem.at(whole, "file-too-large", limit=MAX_LEDGER_BYTES // 1_000_000))
        return path.read_bytes(), None
    except FileNotFoundError:
        return None, None
    except OSError as error:
        return None, Problem.at(whole, "unreadable-file", reason=error.strerror or "")


def _advised(problem: Problem) -> Problem:
    """Return the problem with the hint that fits a ledger: nobody writes it by hand, so its last sound version is in git."""
    return replace(problem, hint="ledger-damaged") if problem.code != "unreadable-file" else problem


def _read_lines(text: str, file: str) -> tuple[Ledger, list[Problem]]:
    records: dict[str, Recorded] = {}
    problems: list[Problem] = []
    odd: list[tuple[int, str]] = []
    twice: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE(line)
        if match is None:
            odd.append((number, line))
            continue
        address, plain, quoted = match.groups()
        if address in records:
            twice.append((number, address))
        else:
            records[address] = Recorded(plain or quoted.replace("''", "'"), number)
    conflicts = list(_conflicts(odd, file))
    problems += conflicts
    problems += _malformed(odd, file)
    if not conflicts:  # both sides of a conflict may hold a line
        places = ((Location(file=file, line=number, column=1), address) for number, address in twice)
        problems += [Problem.at(place, "ledger-twice", address=address, first=records[address].line) for place, address in places]
    return Ledger(file=file, records=records), problems


def _conflicts(odd: list[tuple[int, str]], file: str) -> Iterator[Problem]:
    """Yield each place where git could not merge: one problem for its three or four marks, one for a mark that was left over."""
    inside = False
    for number, line in odd:
        match = _CONFLICT(line)
        if match is None:
            continue
        mark = match[1]
        if not inside or mark.startswith("<"):
            yield Problem.at(Location(file=file, line=number, column=1), "merge-conflict", hint="ledger-conflict", mark=mark)
        inside = (inside or mark.startswith("<")) and not mark.startswith(">")


def _malformed(odd: list[tuple[int, str]], file: str) -> Iterator[Problem]:
    for number, line in odd:
        if not _NOTHING(line) and not _CONFLICT(line):
            text = line.strip()
            shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
            yield Problem.at(Location(file=file, line=number, column=1), "ledger-line", text=shown)


def to_bytes(entries: Mapping[str, str]) -> bytes:
    """Return the ledger of `entries` (entry id by address) as it is written."""
    return (_HEADER + "".join(f"{address}: {_scalar(entry)}\n" for address, entry in sorted(entries.items()))).encode()


def _scalar(entry: str) -> str:
    """Return an entry's id as YAML has it, on one line; a file's name may hold what only quotes let stand."""
    text = " ".join(normalize(entry).split())
    return text if _IS_PLAIN(text) else "'" + text.replace("'", "''") + "'"


def write_ledger(path: Path, entries: Mapping[str, str]) -> bool:
    """Write the ledger of `entries` to `path`, whole or not at all, and tell whether that changed it; OSError when it cannot be."""
    data = to_bytes(entries)
    if path.is_file() and path.read_bytes() == data:
        return False
    stage = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        stage.write_bytes(data)
        stage.replace(path)
    finally:
        stage.unlink(missing_ok=True)
    return True
