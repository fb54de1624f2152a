"""The preview: a site that follows what its editors write, on their own machine, for as long as they look.

It builds what they save into folders of its own, beside the cache and never the published ones, so that the next real build finds
everything as it left it. While something is wrong, the last good site stays and the problems are shown with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from thidua.builder import Options, told_apart
from thidua.editing import panel
from thidua.editing.board import Board, Marks, Shown
from thidua.editing.server import PreviewServer
from thidua.editing.watch import Places, Watch
from thidua.editing.workshop import Outcome, Workshop
from thidua.model.addresses import Links
from thidua.model.config import Config
from thidua.problems import Problem
from thidua.publish.manifest import NAME as MANIFEST
from thidua.sources import defaults
from thidua.words.sentences import sentence

SUFFIX = "-xem-truoc"
PUBLIC, CACHE = "public", "cache"
RETRY = 2.0
"""Seconds after which what the machine refused is tried again."""
LONGEST = 3600.0
"""Seconds after which the clock is looked at again at the latest, for what is due by then: a machine may have slept."""


class Speaker(Protocol):
    """Says to the editor at the terminal what happens; the command line is the only one that prints."""

    def language(self, site: str) -> str:
        """Return the language to speak on a site in `site`."""

    def say(self, code: str, /, **values: object) -> None:
        """Say one sentence."""

    def show(self, problems: Sequence[Problem]) -> None:
        """Say problems with their places and hints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a preview is asked for: `now` is the moment at which the site is shown, None the present one, whenever that is."""

    config_file: Path
    config: Config
    port: int = 8000
    jobs: int = 1
    drafts: bool = True
    now: datetime | None = None


def preview(wish: Wish, speaker: Speaker) -> None:
    """Serve the site and follow its sources until Ctrl-C; MachineError when that cannot begin."""
    root = wish.config_file.resolve().parent
    with told_apart(root):
        folder = _own_folder(root, wish.config)
        language = speaker.language(wish.config.language)
        links = Links(wish.config.base_url)
        last = folder / PUBLIC if (folder / PUBLIC / MANIFEST).is_file() else None
        shown = Shown(marks=Marks(), folder=last, mount=links.root, language=language, waiting=panel.waiting_page(language))
        board = Board(shown)
        try:
            with PreviewServer(wish.port, board) as server, Workshop() as workshop, Watch() as watch:
                speaker.say("preview-open", url=f"{server.origin}{links.root}")
                _Session(wish=wish, root=root, folder=folder, speaker=speaker, board=board).run(watch, workshop.build)
        except KeyboardInterrupt:
            speaker.say("preview-ended")


def _own_folder(root: Path, config: Config) -> Path:
    """Return the folder of this site's previews, made so that git does not see it."""
    cache = (root / config.cache).resolve()
    folder = cache.with_name(cache.name + SUFFIX)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


class _Session:
    """What one preview remembers between builds."""

    def __init__(self, *, wish: Wish, root: Path, folder: Path, speaker: Speaker, board: Board) -> None:
        self._wish = wish
        self._root = root
        self._output = folder / PUBLIC
        self._cache = folder / CACHE
        self._speaker = speaker
        self._board = board
        self._config = wish.config
        self._next_change: datetime | None = None
        self._changed: frozenset[str] = frozenset()
        self._last: Outcome | None = None
        self._name = secrets.token_hex(4)
        self._count = 0

    def run(self, watch: Watch, build: Callable[[Options], Outcome]) -> None:
        """Build, tell, wait for the next change, and so on; what changes during a build is built after it."""
        while True:
            if not watch.follow(self._places()):
                self._changed |= watch.wait(self._patience())
            self.take_in(build(self._options()))

    def take_in(self, outcome: Outcome) -> None:
        """Show what came of a build, in the browser and at the terminal."""
        if outcome.refusal:
            self._refuse(outcome)
        elif outcome.config is None:
            self._complain(outcome)
        else:
            self._show(outcome, outcome.config)
        self._last = outcome

    def _options(self) -> Options:
        return Options(
            config=self._wish.config_file.resolve(),
            now=self._now(),
            output=self._output,
            cache=self._cache,
            jobs=self._wish.jobs,
            drafts=self._wish.drafts,
        )

    def _now(self) -> datetime:
        return self._wish.now or datetime.now(UTC)

    def _patience(self) -> float | None:
        """Return how many seconds to wait for a change: no longer than until the site changes by itself."""
        if self._last and self._last.refusal:
            return RETRY
        if self._wish.now or self._next_change is None:
            return None
        return min(max((self._next_change - self._now()).total_seconds(), 0.0), LONGEST)

    def _places(self) -> Places:
        own = (self._config.content, self._config.templates, self._config.static)
        package = (defaults.folder("templates"), defaults.folder("static"), defaults.folder("registers"))
        folders = {(self._root / name).resolve() for name in own} | {path.resolve() for path in package}
        outermost = tuple(sorted(path for path in folders if not any(other in path.parents for other in folders)))
        return Places(folders=outermost, files=(self._wish.config_file.resolve(),))

    def _show(self, outcome: Outcome, config: Config) -> None:
        before, language = self._board.shown, self._speaker.language(config.language)
        marks = before.marks
        if outcome.written or outcome.removed or before.folder is None:
            only_styles = before.folder is not None and self._are_styles()
            marks = replace(marks, styles=self._mark()) if only_styles else replace(marks, pages=self._mark())
        marks = replace(marks, problems="")
        self._config, self._next_change, self._changed = config, outcome.next_change, frozenset()
        mount = Links(config.base_url).root
        self._board.put(replace(before, marks=marks, folder=self._output, mount=mount, language=language, panel=b""))
        self._say_rebuilt(outcome)

    def _are_styles(self) -> bool:
        """Tell whether nothing but style sheets changed since the site that is shown."""
        return bool(self._changed) and all(path.endswith(".css") for path in self._changed)

    def _say_rebuilt(self, outcome: Outcome) -> None:
        remarks = outcome.problems
        if remarks and (self._last is None or remarks != self._last.problems):
            self._speaker.show(remarks)
        seconds = round(outcome.seconds, 2)
        if outcome.rendered:
            paths = ", ".join(outcome.rendered[:3]) + (", …" if len(outcome.rendered) > 3 else "")  # noqa: PLR2004 # as many as a line holds
            self._speaker.say("preview-rebuilt", rendered=len(outcome.rendered), seconds=seconds, paths=paths)
        elif outcome.removed:
            self._speaker.say("preview-removed", removed=len(outcome.removed), seconds=seconds)
        elif self._last is None or self._last.config is None:
            self._speaker.say("preview-same", seconds=seconds)

    def _complain(self, outcome: Outcome) -> None:
        language = self._board.shown.language
        has_site = self._board.shown.folder is not None
        if self._last is None or outcome.problems != self._last.problems or self._last.config is not None:
            self._speaker.show(outcome.problems)
            self._speaker.say("preview-unsound", count=sum(problem.severity == "error" for problem in outcome.problems))
        self._put_panel(panel.problems_panel(outcome.problems, self._root, language, has_site=has_site))

    def _refuse(self, outcome: Outcome) -> None:
        language = self._board.shown.language
        if self._last is None or (outcome.refusal, outcome.values) != (self._last.refusal, self._last.values):
            self._speaker.say(outcome.refusal, **outcome.values)
        text = sentence(outcome.refusal, language, **outcome.values)
        self._put_panel(panel.refusal_panel(text, language, has_site=self._board.shown.folder is not None))

    def _put_panel(self, html: bytes) -> None:
        shown = self._board.shown
        if html != shown.panel:
            self._board.put(replace(shown, panel=html, marks=replace(shown.marks, problems=self._mark())))

    def _mark(self) -> str:
        """Return a text that no earlier state of this or another preview had."""
        self._count += 1
        return f"{self._name}-{self._count}"
