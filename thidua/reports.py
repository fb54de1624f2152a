"""What commands tell of what they did: sentences for whoever reads the terminal, and the report, which is data for programs.

Nothing here prints; the command line does.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import thidua
from thidua.problems import MachineError, Problem, Problems
from thidua.vietnamese import timestamp
from thidua.words import messages, reasons
from thidua.words.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.builder import Checked, Result, Waiting

_SEARCH_FILES = "assets/search/"

_NOTHING: dict[str, Any] = {
    "status": "problems",
    **dict.fromkeys(("articles", "entries", "outputs", "rendered", "unchanged", "removed", "bytes_written", "seconds"), 0),
    "stages": {},
    "peak_memory_mib": 0,
    "written": [],
    "removed_paths": [],
    "problems": [],
    "next_change": None,
    "generator": "",
}
"""The report of a build that published nothing: the same keys as any other, with nothing in them."""


# --- Sentences -----------------------------------------------------------------------------------------------------------------------


def built(result: Result, language: str) -> Iterator[str]:
    """Yield what a build says of itself."""
    if not (result.rendered or result.written or result.removed):
        yield sentence("summary-unchanged", language, outputs=result.outputs, entries=result.entries, articles=result.articles)
    else:
        yield sentence(
            "summary-built",
            language,
            articles=result.articles,
            entries=result.entries,
            outputs=result.outputs,
            written=len(result.written),
            removed=len(result.removed),
            seconds=round(result.seconds, 2),
            output=result.output,
        )
    yield from _waiting(result.waiting, language)


def explained(result: Result, language: str) -> Iterator[str]:
    """Yield a line for each output that was made or removed: why; the files of an index that was replaced are one line a folder."""
    for verdict in result.rendered:
        yield f"{verdict.path}: {reasons.reason(verdict.why, verdict.key, language)}"
    in_index = [path for path in result.removed if path.startswith(_SEARCH_FILES)]
    for path in result.removed:
        if not path.startswith(_SEARCH_FILES):
            yield f"{path}: {reasons.reason('removed', '', language)}"
    for folder, files in Counter(path.rpartition("/")[0] for path in in_index).items():
        yield f"{folder}/: {sentence('replaced-folder', language, count=files)}"


def checked(result: Checked, language: str, *, record: bool, drafts: bool) -> Iterator[str]:
    """Yield what a check without errors says: what it read, and how the address ledger stands."""
    yield sentence("summary-checked", language, entries=result.entries, articles=result.articles)
    if record:
        code = "summary-recorded" if result.written else "summary-nothing-to-record"
        yield sentence(code, language, file=result.ledger, added=result.added, count=result.addresses)
    elif result.added and not drafts:
        yield sentence("summary-unrecorded", language, file=result.ledger, count=result.added)
    yield from _waiting(result.waiting, language)


def _waiting(waiting: Waiting, language: str) -> Iterator[str]:
    """Yield what is said of entries that are not on the site yet; nothing where there are none."""
    if waiting.drafts:
        yield sentence("summary-drafts", language, count=waiting.drafts)
    if waiting.first:
        when = timestamp(waiting.first, language)
        yield sentence("summary-scheduled", language, count=waiting.scheduled, when=when)


# --- The report ----------------------------------------------------------------------------------------------------------------------


def of_build(result: Result, language: str) -> dict[str, Any]:
    """Return the report of a build that published a site; the handbook tells of its keys."""
    return {
        "status": "built",
        "articles": result.articles,
        "entries": result.entries,
        "outputs": result.outputs,
        "rendered": len(result.rendered),
        "unchanged": result.unchanged,
        "removed": len(result.removed),
        "bytes_written": result.bytes_written,
        "seconds": result.seconds,
        "stages": dict(result.stages),
        "peak_memory_mib": result.peak_memory_mib,
        "written": list(result.written),
        "removed_paths": list(result.removed),
        "problems": _as_data(result.problems, language),
        "next_change": result.next_change.isoformat() if result.next_change else None,
        "generator": _generator(),
    }


def of_problems(problems: Problems, language: str) -> dict[str, Any]:
    """Return the report of a build that published nothing."""
    return _NOTHING | {"problems": _as_data(problems, language), "generator": _generator()}


def forget(path: Path) -> None:
    """Remove what an earlier build said of itself, so that nobody takes it for what this one says; any other file is left alone."""
    try:
        said = json.loads(path.read_bytes())
        if isinstance(said, dict) and str(said.get("generator", "")).startswith("thidua ") and said.keys() == _NOTHING.keys():
            path.unlink()
    except (OSError, ValueError):
        return


def write(path: Path, data: dict[str, Any]) -> None:
    """Write a report; raises MachineError where that cannot be."""
    try:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise MachineError("report-not-written", path=path) from error


def _generator() -> str:
    return f"thidua {thidua.__version__}"


def _as_data(problems: Problems, language: str) -> list[dict[str, Any]]:
    return [_problem_as_data(problem, language) for problem in problems]


def _problem_as_data(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "file": problem.location.file,
        "line": problem.location.line or None,
        "column": problem.location.column or None,
        "message": messages.message(problem, language),
        "hint": messages.hint(problem, language),
    }
