"""Outputs of several files: the segments of the search index, each published as one folder that is named by its content.

So readers keep a file for ever, and a segment that did not change is not touched. Such an output has a path with a slash at its end; its
folder is published under that name with the beginning of its digest. Planning every file as an output of its own was rejected: which files
there are is known when they are written.

A segment reads the words of thousands of entries. They go to the worker that makes it through a file of the stage, one entry after
another, so that this process never holds more than one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from thidua.builder.machine import Crew, begin, give_back_arrays, trim_memory
from thidua.builder.remembering import Value
from thidua.catalog import keys
from thidua.digests import content_digest
from thidua.model import addresses
from thidua.pickles import dump, load
from thidua.publish import changes
from thidua.publish.manifest import Manifest
from thidua.search import terms
from thidua.search.encoding import File
from thidua.search.findable import Findable
from thidua.search.reading import Reading, read_pages
from thidua.site import search_index
from thidua.site.outputs import Output, View
from thidua.state.staleness import Made, Planned, Verdict, judge

T = TypeVar("T")
Files = dict[str, tuple[str, int]]
"""Digest and size of files by name."""

DIGITS = 16
"""Digits of the content's digest in a folder's name."""

HEAD = "head.bin"
"""The file of a folder that tells of the others: who names the folder says what is in it, so that readers need not ask for it first."""

_FOLDERS = addresses.SEARCH_FOLDER[1:]
_FOLDER = re.compile(rf"{_FOLDERS}.+-[0-9a-f]{{{DIGITS}}}")
_SIZE = 8
_TERMS = keys.terms("")
FOLDER_KEY = keys.folder("")
"""What the keys begin with that folders are named by."""


class Folder(NamedTuple):
    """An output of several files as it was made: the digest and size of all, and those of each file by its path below the output folder."""

    digest: str
    size: int
    files: dict[str, tuple[str, int]]


Coming = dict[str, Callable[[], Folder]]
"""What waits for each of some outputs of several files, by path, or makes it when it is asked for."""


def published_name(path: str, digest: str) -> str:
    """Return the path under which an output of several files is published, with a slash at its end."""
    return f"{path[:-1]}-{digest[:DIGITS]}/"


def published_folder(path: str, digest: str, stage: Path, output: Path) -> tuple[str, bytes]:
    """Return the name of a folder that is made or was published before, and its file that tells of the others."""
    folder = published_name(path, digest)
    place = stage if (stage / folder).is_dir() else output
    return folder.split("/")[-2], (place / folder / HEAD).read_bytes()


def folders_in(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the published files of each output of several files: digests by path below the output folder."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path, digest in files.items():
        if path.startswith(_FOLDERS) and (output := _output_in(path[: path.rfind("/")])):
            found[output][path] = digest
    return found


def outputs_of(files: Iterable[str]) -> set[str]:
    """Return the paths of the outputs that published files belong to."""
    return {(path.startswith(_FOLDERS) and _output_in(path[: path.rfind("/")])) or path for path in files}


@lru_cache(16)
def _output_in(folder: str) -> str:
    """Return the path of the output whose files lie in a published folder; nothing if it is not one that is named by its content."""
    return f"{folder[: -DIGITS - 1]}/" if _FOLDER.fullmatch(folder) else ""


def with_folders(files: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of published files, and of outputs of several files, by path."""
    return {**files, **{path: _digest_of(inside) for path, inside in folders_in(files).items()}}


def judge_outputs(
    items: Iterable[tuple[T, Planned, Made | None]], changed: Mapping[str, bool], published: Mapping[str, str]
) -> Iterator[tuple[T, Verdict | None]]:
    """Yield each item with the verdict on its output, given what is planned of it and what was made; otherwise as `judge`.

    Outputs that name a folder are judged last: they are stale whenever that folder is.
    """
    in_place, stale, later = with_folders(published), set[str](), []
    for item, planned, made in items:
        if any(key.startswith(FOLDER_KEY) for key in planned.reads):
            later.append((item, planned, made))
            continue
        verdict = judge(planned, made, changed, in_place)
        if verdict and planned.path.endswith("/"):
            stale.add(keys.folder(planned.path))
        yield item, verdict
    changed_too = {**changed, **dict.fromkeys(stale, True)}
    for item, planned, made in later:
        yield item, judge(planned, made, changed_too, in_place)


def _digest_of(files: Mapping[str, str]) -> str:
    """Return the digest of a folder's files by their names and digests."""
    return content_digest("\n".join(f"{path.rpartition('/')[2]} {digest}" for path, digest in sorted(files.items())).encode())


def begin_folders(outputs: Collection[Output], value: Value, stage: Path, before: Manifest, crew: Crew) -> Coming:
    """Begin to make outputs of several files, in workers if there are any.

    Of a single one, as after an edit, this process reads the pages, a worker makes the pairs, and whoever comes to them first the single
    words. Several, and one while workers are at others, are made by workers alone.
    """
    published = folders_in(before.files) if outputs else {}  # every published file is looked at
    coming: Coming = {}
    for output in outputs:
        values, entries = _parted(output, value)
        known = {file.rpartition("/")[2]: digest for file, digest in published.get(output.path, {}).items()}
        making = Making(output, values, stage, known)
        if crew.workers is None:
            coming[output.path] = partial(_make_folder, making, entries)
        elif len(outputs) > 1 or crew.in_hand():
            coming[output.path] = begin(crew, _make_spooled, (making, _spooled(making, entries)))
        else:
            coming[output.path] = _begin_folder(making, entries, crew)
    return coming


class Making(NamedTuple):
    """An output to be made: the values of what it reads but for entries, where to, what is published of it."""

    output: Output
    values: Mapping[str, Any]
    stage: Path
    known: Mapping[str, str]

    @property
    def unnamed(self) -> str:
        """Where its files are until their digest is known."""
        return f"{self.output.path[:-1]}-new/"

    @property
    def singles(self) -> Path:
        """What whoever of two processes comes first to its single words leaves on the stage."""
        return self.stage / f".singles-{content_digest(self.output.path.encode())}"


def _parted(output: Output, value: Value) -> tuple[dict[str, Any], Iterator[Any]]:
    """Return the values of what an output reads but for entries, and those of entries, made as they are asked for."""
    others = {key: value(key) for key in output.reads if not key.startswith(_TERMS)}
    return others, (value(key) for key in output.reads if key.startswith(_TERMS))


def _spooled(making: Making, entries: Iterator[Any]) -> Path:
    """Write what an output reads of entries to a file, and return it."""
    spool = making.stage / f".spool-{content_digest(making.output.path.encode())}"
    with spool.open("wb") as file:
        for data in map(dump, entries):
            file.write(len(data).to_bytes(_SIZE, "little") + data)
    return spool


def _make_spooled(making: Making, spool: Path) -> Folder:
    """Make an output whose entries are in a file, in a process that has little memory for it."""
    terms.forget()
    trim_memory()
    give_back_arrays()
    made = _make_folder(making, _read_spool(spool))
    spool.unlink()
    trim_memory()
    return made


def _read_spool(spool: Path) -> Iterator[Any]:
    with spool.open("rb") as file:
        while head := file.read(_SIZE):
            yield load(file.read(int.from_bytes(head, "little")))


def _make_folder(making: Making, entries: Iterator[Any]) -> Folder:
    """Make an output in this process."""
    from thidua.search.segment import segment_files  # noqa: PLC0415 # numpy costs 100 ms that other builds need not pay

    return _named(making, _written(making, segment_files(*_pages(making, entries))))


def _begin_folder(making: Making, entries: Iterator[Any], crew: Crew) -> Callable[[], Folder]:
    """Read the pages of an output, let a worker go on with their words, and return what writes the rest and waits for that."""
    if crew.jobs == 2:  # noqa: PLR2004 # the one worker imports while this process reads; of several it would be another one
        begin(crew, _import_segments, ())
    pages, abbreviations = _pages(making, entries)
    read, columns = read_pages(pages, abbreviations)
    of_words = begin(crew, _write_words, (making._replace(values={}), read))

    def end() -> Folder:
        found = _written(making, columns.files())
        if _is_first(making):
            from thidua.search import segment  # noqa: PLC0415 # as above

            found |= _written(making, segment.single_files(segment.known_words(read)))
        found |= of_words()
        making.singles.unlink()
        return _named(making, found)

    return end


def _import_segments() -> None:
    from thidua.search import segment  # noqa: F401, PLC0415 # as above


def _write_words(making: Making, read: Reading) -> Files:
    """Write the files of pairs, and then, unless the other process is at them, those of single words."""
    from thidua.search import segment  # noqa: PLC0415 # as above

    words = segment.known_words(read)
    found = _written(making, segment.pair_files(replace(words), read.dated))  # who makes pairs leaves no marks
    return found | _written(making, segment.single_files(words)) if _is_first(making) else found


def _is_first(making: Making) -> bool:
    """Tell whether of two processes this one comes first to the single words of an output."""
    try:
        making.singles.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _pages(making: Making, entries: Iterator[Any]) -> tuple[Iterator[Findable], list[tuple[str, str]]]:
    """Return the pages of an output, and the abbreviations that are found both ways."""
    view = View(making.values, making.output.reads)
    return search_index.pages(view, making.output, entries), search_index.abbreviations(view)


def _written(making: Making, files: Iterable[File]) -> Files:
    """Write files of an output to the stage; return digest and size by name."""
    found, made = {}, set[str]()
    for name, data in files:
        changes.write_staged(making.stage, f"{making.unnamed}{name}.bin", data, made)
        found[f"{name}.bin"] = (content_digest(data), len(data))
    return found


def _named(making: Making, found: Files) -> Folder:
    """Give the folder of an output its name, or take it away where it is as what is known; return what it is."""
    output, stage = making.output, making.stage
    digests = {name: digest for name, (digest, _) in found.items()}
    digest = _digest_of(digests)
    folder = published_name(output.path, digest)
    if digests == making.known:
        changes.discard(stage / making.unnamed)
    else:
        (stage / making.unnamed).rename(stage / folder)
    files = {folder + name: item for name, item in found.items()}
    return Folder(digest, sum(size for _, size in found.values()), files)
