"""What is kept between builds: one SQLite file, and the only SQL of the program.

It is a cache and never more: without it, or with a damaged one, a build gives the same bytes. Whatever is read back as bytes was sealed
with a digest of its name and content, so that a flipped bit is seen (`Damaged`) before anything is made of it; a row that is lost makes
something stale, or is missed by its count. A file for each value was rejected: a hundred thousand small files are slower to write
than to render.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NamedTuple

from thidua.digests import SEAL, digest_bytes, seal_of
from thidua.locks import Held, only_holder

NAME = "thidua.sqlite3"
LOCK = "thidua.lock"
_REMARKS = "count of remarks"
PICTURES = "pictures"
"""The folder beside the file in which renditions of pictures are kept; they outlive the file."""

_OWN = frozenset({NAME, f"{NAME}-journal", LOCK})
"""By these a folder is known to be ours; anybody may have one of pictures."""

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (file TEXT PRIMARY KEY, stamp TEXT, content BLOB, draft BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sheets (file TEXT PRIMARY KEY, summary BLOB, matter BLOB, html BLOB, terms BLOB);
CREATE TABLE IF NOT EXISTS remarks (file TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, data BLOB);
CREATE TABLE IF NOT EXISTS pieces (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS digests (key TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, plan BLOB, seal BLOB, reads TEXT, digest TEXT);
"""


class Damaged(Exception):  # noqa: N818 # named for what it says of the file
    """What was read back is not what was written, or what must be there is not."""


DAMAGE = (Damaged, sqlite3.DatabaseError, UnpicklingError, UnicodeDecodeError)
"""What reading or writing a damaged file raises; a `sqlite3.ProgrammingError`, which is one of them, is a mistake of this program."""


class ForeignCache(Exception):  # noqa: N818 # as above
    """The cache folder holds files of something else."""


class SourceRow(NamedTuple):
    """A source as last read: `stamp` is what the disk said of it, `content` the digest of its bytes, `draft` its sealed draft."""

    stamp: str
    content: bytes
    draft: bytes


class OutputRow(NamedTuple):
    """An output as last made: its plan as bytes, what it read (keys, one a line), and the digest of its file."""

    path: str
    plan: bytes
    reads: str
    digest: str


class Store:
    """The state of one site, in `folder` or in memory; made by `open_store`. Nothing is kept before `commit`."""

    def __init__(self, database: sqlite3.Connection, folder: Path | None = None) -> None:
        self._database = database
        self._folder = folder

    # --- facts: one value by name ----------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> bytes | None:
        """Return what was kept under a name."""
        row = self._one("SELECT data FROM facts WHERE name = ?", name)
        return _open(name, row[0]) if row else None

    def keep_fact(self, name: str, data: bytes) -> None:
        """Keep a value under a name."""
        self._run("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, _seal(name, data)))

    # --- sources and their sheets ----------------------------------------------------------------------------------------------------

    def sources(self) -> dict[str, SourceRow]:
        """Return every source by its file; drafts are still sealed."""
        return {
            row[0]: SourceRow(*row[1:]) for row in self._rows("SELECT file, stamp, content, draft FROM sources", str, str, bytes, bytes)
        }

    def stamps(self) -> dict[str, tuple[str, bytes]]:
        """Return stamp and content's digest of every source."""
        return {row[0]: (row[1], row[2]) for row in self._rows("SELECT file, stamp, content FROM sources", str, str, bytes)}

    def draft(self, file: str) -> bytes | None:
        """Return the draft of a source."""
        row = self._one("SELECT draft FROM sources WHERE file = ?", file)
        return _open(file, row[0]) if row else None

    @staticmethod
    def open_draft(file: str, row: SourceRow) -> bytes:
        """Return the draft in a row."""
        return _open(file, row.draft)

    def keep_source(self, file: str, row: SourceRow, sheet: Iterable[bytes], remarks: bytes) -> None:
        """Keep a source that was read: its row, the draft not yet sealed, its sheet (summary, matter, HTML, words), its problems."""
        self._run("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (file, row.stamp, row.content, _seal(file, row.draft)))
        self._run("INSERT OR REPLACE INTO sheets VALUES (?, ?, ?, ?, ?)", (file, *(_seal(file, part) for part in sheet)))
        if remarks:
            self._run("INSERT OR REPLACE INTO remarks VALUES (?, ?)", (file, _seal(file, remarks)))
        else:
            self._run("DELETE FROM remarks WHERE file = ?", (file,))

    def remarks(self) -> dict[str, bytes]:
        """Return the problems of all sources that have any."""
        return {file: _open(file, data) for file, data in self._rows("SELECT file, data FROM remarks", str, bytes)}

    def restamp(self, file: str, stamp: str) -> None:
        """Keep what the disk now says of a source whose bytes are the same."""
        self._run("UPDATE sources SET stamp = ? WHERE file = ?", (stamp, file))

    def forget_sources(self, files: Iterable[str]) -> None:
        """Forget sources that are gone."""
        names = [(file,) for file in files]
        self._many("DELETE FROM sources WHERE file = ?", names)
        self._many("DELETE FROM sheets WHERE file = ?", names)
        self._many("DELETE FROM remarks WHERE file = ?", names)

    def summary(self, file: str) -> bytes:
        """Return the summary of a source; Damaged when it is not there."""
        return self._sheet("SELECT summary FROM sheets WHERE file = ?", file)

    def matter(self, file: str) -> bytes:
        """Return the front matter of a source; Damaged when it is not there."""
        return self._sheet("SELECT matter FROM sheets WHERE file = ?", file)

    def html(self, file: str) -> bytes:
        """Return the HTML of a source; Damaged when it is not there."""
        return self._sheet("SELECT html FROM sheets WHERE file = ?", file)

    def terms(self, file: str) -> bytes:
        """Return what search knows of a source; Damaged when it is not there."""
        return self._sheet("SELECT terms FROM sheets WHERE file = ?", file)

    def _sheet(self, query: str, file: str) -> bytes:
        row = self._one(query, file)
        if row is None:
            raise Damaged(file)
        return _open(file, row[0])

    # --- entries, pieces of data by key, and their digests ---------------------------------------------------------------------------

    def entry(self, name: str) -> bytes | None:
        """Return an entry, no bytes of one that is not on the site; None when nothing was kept."""
        row = self._one("SELECT data FROM entries WHERE id = ?", name)
        return _open(name, row[0]) if row else None

    def keep_entries(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Keep entries (id, data)."""
        self._many("INSERT OR REPLACE INTO entries VALUES (?, ?)", ((name, _seal(name, data)) for name, data in entries))

    def piece(self, key: str) -> bytes:
        """Return the value of a key; Damaged when it is not there."""
        row = self._one("SELECT data FROM pieces WHERE key = ?", key)
        if row is None:
            raise Damaged(key)
        return _open(key, row[0])

    def keep_pieces(self, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Keep values (key, data)."""
        self._many("INSERT OR REPLACE INTO pieces VALUES (?, ?)", ((key, _seal(key, data)) for key, data in pieces))

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Yield every key that an output read, with its digest."""
        return self._rows("SELECT key, digest FROM digests", str, bytes)

    def keep_digests(self, digests: Iterable[tuple[str, bytes]]) -> None:
        """Keep digests by key."""
        self._many("INSERT OR REPLACE INTO digests VALUES (?, ?)", digests)

    def forget(self, table: str, names: Iterable[str]) -> None:
        """Forget entries, pieces, digests or outputs by name."""
        column = {"entries": "id", "pieces": "key", "digests": "key", "outputs": "path"}[table]
        self._many(f"DELETE FROM {table} WHERE {column} = ?", ((name,) for name in names))  # noqa: S608 # both names are ours

    # --- outputs ---------------------------------------------------------------------------------------------------------------------

    def plans(self) -> dict[str, tuple[bytes, str]]:
        """Return (seal, digest) of every output by path; the seal is the digest of all that was planned of it."""
        return {path: (seal, digest) for path, seal, digest in self._rows("SELECT path, seal, digest FROM outputs", str, bytes, str)}

    def outputs(self) -> Iterator[OutputRow]:
        """Yield every output; Damaged when one of them is not what was kept."""
        rows = self._rows("SELECT path, plan, seal, reads, digest FROM outputs", str, bytes, bytes, str, str)
        for path, plan, seal, reads, digest in rows:
            if seal != output_seal(path, plan, reads):
                raise Damaged(path)
            yield OutputRow(path, plan, reads, digest)

    def keep_outputs(self, rows: Iterable[OutputRow]) -> None:
        """Keep outputs."""
        sealed = ((row.path, row.plan, output_seal(row.path, row.plan, row.reads), row.reads, row.digest) for row in rows)
        self._many("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)", sealed)

    # --- the file --------------------------------------------------------------------------------------------------------------------

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 # a name of ours

    def commit(self) -> None:
        """Keep everything so far."""
        self.keep_fact(_REMARKS, str(self.count("remarks")).encode())
        self._database.commit()

    def check_whole(self) -> None:
        """Raise Damaged when a remark is missing: of one that is lost nothing else would tell."""
        if (self.fact(_REMARKS) or b"0") != str(self.count("remarks")).encode():
            raise Damaged(_REMARKS)

    def discard(self) -> None:
        """Close the file and take it away, so that the next build begins anew."""
        self.close()
        if self._folder:
            discard(self._folder)

    def close(self) -> None:
        """Close the file, damaged or not; what was not committed is forgotten."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def _one(self, query: str, name: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._database.execute(query, (name,)).fetchone()
        return found

    def _rows(self, query: str, *types: type) -> Iterator[Any]:
        """Yield rows whose values have these types; Damaged when one has another."""
        for row in self._database.execute(query):
            if not all(map(isinstance, row, types)):
                raise Damaged(query)
            yield row

    def _run(self, query: str, values: Sequence[object] = ()) -> None:
        self._database.execute(query, values)

    def _many(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        self._database.executemany(query, rows)


def output_seal(path: str, plan: bytes, reads: str) -> bytes:
    """Return the digest of all that is planned of an output."""
    return digest_bytes(b"\0".join((path.encode(), plan, reads.encode())))


def _seal(name: str, data: bytes) -> bytes:
    return seal_of(name, data) + data


def _open(name: str, sealed: object) -> bytes:
    """Return what was sealed under a name; Damaged when it is anything else."""
    if not isinstance(sealed, bytes) or sealed[:SEAL] != seal_of(name, sealed[SEAL:]):
        raise Damaged(name)
    return sealed[SEAL:]


class Opened(NamedTuple):
    """A store, and why it does not hold what the last build kept: a message's code, None when it does or there was none."""

    store: Store
    notice: str | None


@contextlib.contextmanager
def open_store(folder: Path, version: str, *, full: bool = False) -> Iterator[Opened]:
    """Open the store in `folder`, which belongs to this version of the program, and close it in the end.

    A file of another version is begun anew (`cache-other-version`), so is one that cannot be read (`cache-damaged`). When it cannot be
    written, or another build has it open, the state is kept in memory and forgotten (`cache-not-kept`). Raises ForeignCache.

    SQLite's own lock was not enough: a build that begins anew takes the file away, and the journal of the one that has it open would be
    taken for that of the new file.
    """
    if folder.is_dir() and not _OWN.intersection(item.name for item in folder.iterdir()) and any(folder.iterdir()):
        raise ForeignCache(str(folder))
    with contextlib.ExitStack() as held:
        notice: str | None
        try:
            held.enter_context(only_holder(folder / LOCK))
        except (Held, OSError):
            store, notice = Store(_connect(None)), "cache-not-kept"
        else:
            if full:
                discard(folder)
            store, notice = _open_file(folder, version)
        held.callback(store.close)
        yield Opened(store, notice)


@contextlib.contextmanager
def memory_store() -> Iterator[Store]:
    """Give a store that nobody will remember."""
    with contextlib.closing(_connect(None)) as database:
        yield Store(database)


def _open_file(folder: Path, version: str) -> tuple[Store, str | None]:
    path = folder / NAME
    try:
        if path.is_symlink():
            raise Damaged(NAME)  # it may lead to the database of another program  # noqa: TRY301 # what follows is the same
        known = path.exists()
        database = _connect(path)
        kept = _version(database) if known else version
        if kept == version:
            store = Store(database, folder)
            store.check_whole()
            _keep_version(database, version)
            return store, None
        database.close()
        notice = "cache-other-version"
    except (sqlite3.Error, Damaged, OSError, UnicodeDecodeError) as error:
        if is_refused(error):
            return Store(_connect(None)), "cache-not-kept"
        notice = "cache-damaged"
    discard(folder)
    try:
        database = _connect(path)
        _keep_version(database, version)
    except (sqlite3.Error, OSError):
        return Store(_connect(None)), "cache-not-kept"
    return Store(database, folder), notice


def is_refused(error: Exception) -> bool:
    """Tell whether the machine, or another program, keeps the store from the file; whatever else goes wrong with it is damage."""
    return isinstance(error, OSError) or getattr(error, "sqlite_errorname", "").startswith(_REFUSED)


_REFUSED = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR")


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open the file, or memory. What a dead process wrote is complete or rolled back; only a power cut may damage it, and that is seen."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path or ":memory:", timeout=0)
    for setting in ("locking_mode = EXCLUSIVE", "synchronous = OFF", "journal_mode = TRUNCATE", "cache_size = -2000"):
        database.execute(f"PRAGMA {setting}")
    database.executescript(_TABLES)
    return database


def _version(database: sqlite3.Connection) -> str:
    """Return the version that a file belongs to; Damaged when it says none, for each has one from the beginning."""
    row = database.execute("SELECT data FROM facts WHERE name = 'version'").fetchone()
    if row is None:
        raise Damaged(NAME)
    return _open("version", row[0]).decode()


def _keep_version(database: sqlite3.Connection, version: str) -> None:
    database.execute("INSERT OR REPLACE INTO facts VALUES ('version', ?)", (_seal("version", version.encode()),))
    database.commit()


def discard(folder: Path) -> None:
    """Remove the store's files; what is in their way is left."""
    for name in (NAME, f"{NAME}-journal"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
