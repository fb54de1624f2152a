"""A build in its steps, from a folder of sources to a published site: survey, read, catalog, plan, compare, render, publish, remember.

Each step takes what the one before returned; what takes long and is known to be stale is begun while the rest is compared. Problems are
collected over all files and end the build before anything is published; nothing in the output folder changes until every stale output
has been rendered and staged. What is remembered of the last build only saves work: the same sources at the same moment give the same
bytes without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from thidua.builder import comparing, loading, recalling, remembering
from thidua.builder.folders import Coming, begin_folders, folders_in, outputs_of
from thidua.builder.gathering import published_files
from thidua.builder.loading import Read
from thidua.builder.pictures import PictureChanged, sweep
from thidua.builder.planning import plan_run
from thidua.builder.remembering import Answers, Past, Work
from thidua.builder.run import Run
from thidua.builder.staging import Staging, render, staged
from thidua.builder.survey import Ground, survey
from thidua.catalog.lifecycle import Waiting
from thidua.digests import digest
from thidua.model.config import Config
from thidua.problems import ConfigurationError, ContentError, Problem, Problems
from thidua.publish import changes
from thidua.publish.manifest import Manifest
from thidua.search import terms
from thidua.site import templating
from thidua.site.layout import Theme
from thidua.site.planner import Plan
from thidua.site.rendering import PICTURE, SEARCH_SEGMENT
from thidua.state.staleness import Verdict
from thidua.state.store import DAMAGE, is_refused

Files = Mapping[str, tuple[str, int]]
"""Digest and size of what was rendered, by path."""


@dataclass(slots=True, kw_only=True)
class Result:
    """What a build did; `seconds` in all and `stages` by name, paths relative to the output folder, `rendered` with the reason of each."""

    config: Config
    output: Path
    articles: int
    entries: int
    outputs: int
    unchanged: int
    rendered: tuple[Verdict, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    bytes_written: int
    seconds: float
    stages: Mapping[str, float]
    peak_memory_mib: float
    problems: Problems
    next_change: datetime | None
    waiting: Waiting


class _Replanned(NamedTuple):
    """A new plan of the site, and the entries that were read for it."""

    plan: Plan
    fresh: Iterable[str]


class SourcesChanged(Exception):  # noqa: N818 # named for what happened
    """A source changed after it was read: what was made is of no moment at all."""


def build_site(run: Run, before: Manifest, *, configured: bytes) -> Result:
    """Make of what is published, `before`, what the sources say. `configured` are the bytes that the configuration was read from.

    Raises SourcesChanged when they no longer say what they said at the beginning.
    """
    ground, answers, found = _find_work(run, before, configured)
    if found is None:
        return _unchanged(run, answers)
    sources = published_files(run.root, ground)
    with staged(run.output, run.crew) as stage:
        staging = Staging(stage=stage, output=run.output, before=before, sources=sources, pictures=run.pictures, crew=run.crew)
        work, begun = (found, {}) if isinstance(found, Work) else _compare(run, found, staging)
        del found  # of a hundred thousand entries' outputs the stale ones are asked for from now on
        files = _render(run, work, begun, staging, ground)
        run.crew.dismiss()
        changed = _publish(run, work, files, staging, ground)
    _remember(run, work, files, _record(run, ground, answers, changed))
    return _result(run, answers, tuple(work.verdicts.values()), changed, sum(files[path][1] for path in changed.written))


def _survey(run: Run, configured: bytes) -> Ground:
    """Look at what there is to read, which the configuration must not have changed meanwhile."""
    with run.clock.stage("survey"):
        ground = survey(run.root, run.options.config, run.config, run.sections)
    run.problems.extend(ground.problems)
    if run.options.config.read_bytes() != configured:
        raise SourcesChanged
    return ground


def _find_work(run: Run, before: Manifest, configured: bytes) -> tuple[Ground, Answers, Work | _Replanned | None]:
    """Return what this build stands on, what is true of the site, and what is to be made or compared; None when nothing changed.

    What was read ends here: its place in memory is free when pages are rendered.
    """
    ground = _survey(run, configured)
    past = remembering.last_build(run.store)
    read = _read(run, ground)
    ground = ground.without_entries()
    if past and not run.problems.errors and past.holds(ground, run.moment.now, drafts=run.options.drafts):
        if read.same and not before.lost and past.published == _digest_of(before.files):
            return ground, past.answers, None
        if work := _recall(run, read, past.answers, before):
            return ground, past.answers, work
    changed, known = read.changed, len(run.problems.found)
    plan = _plan(run, ground, read)
    return ground, _answers(run, plan, tuple(run.problems.found[known:])), _Replanned(plan, changed)


def _still_placed(remarks: Iterable[Problem], read: Read) -> bool:
    """Tell whether what was remarked last time still stands on its line."""
    return not any(problem.location.file in read.fresh for problem in remarks)


def _read(run: Run, ground: Ground) -> Read:
    """Read the entries that changed; from then on the last build is no longer what the sources say."""
    with run.clock.stage("read"):
        read = loading.read_entries(run.root, ground, run.store, run.crew, run.problems, searched=run.config.search.enabled)
        terms.forget()
        if not read.same or run.problems.errors:
            remembering.forget_build(run.store)
    return read


def _recall(run: Run, read: Read, answers: Answers, before: Manifest) -> Work | None:
    """Go the short way, if nothing but texts changed."""
    if not _still_placed(answers.problems, read):
        return None
    with run.clock.stage("recall"):
        work = recalling.recall(read, run.store, before.files, count=answers.outputs)
    if work:
        run.problems.extend(answers.problems)
    return work


def _plan(run: Run, ground: Ground, read: Read) -> Plan:
    """Go the long way: plan the whole site, to compare it with what was made."""
    if run.config.search.enabled:  # else workers may not be needed
        run.crew.start()
    try:
        return plan_run(run, ground, read)[0]
    except (ConfigurationError, ContentError, FileNotFoundError):
        _require_same(run, ground)  # a file that went, or was being written when it was read, is no mistake of an editor's
        raise


def _compare(run: Run, new: _Replanned, staging: Staging) -> tuple[Work, Coming]:
    """Return what is to be made of a new plan, and what of it is begun.

    Segments of the search index take long, and workers have nothing to do meanwhile: those that are stale by their plan alone are begun
    before all data is compared. Where nothing was made there is nothing to compare, and pictures come first.
    """
    with run.clock.stage("compare"):
        made = comparing.what_was_made(run.store)
        stale = comparing.planned_otherwise(new.plan, SEARCH_SEGMENT, made) if made else []
    with run.clock.stage("render"):
        begun = begin_folders(stale, comparing.values(new.plan), staging.stage, staging.before, run.crew)
    with run.clock.stage("compare"):
        work = comparing.compare(new.plan, new.fresh, run.store, made, staging.before.files)
    assert begun.keys() <= work.verdicts.keys()  # noqa: S101 # what is planned otherwise is stale
    return work, begun


def _render(run: Run, work: Work, begun: Coming, staging: Staging, ground: Ground) -> Files:
    """Render what is stale; return digest and size by path."""
    with run.clock.stage("render"):
        try:
            return render(work, begun, Theme(language=run.config.language, **templating.loaded(ground.templates)), staging)
        except PictureChanged:
            raise SourcesChanged from None
        except FileNotFoundError:
            _require_same(run, ground)
            raise


def _publish(run: Run, work: Work, files: Files, staging: Staging, ground: Ground) -> changes.ChangeSet:
    """Put in place what was rendered; return the change."""
    with run.clock.stage("publish"):
        _require_same(run, ground)
        changed = changes.change_set(staging.before, _after(work, files, staging.before))
        changes.apply(changed, staging.stage, run.output)
    return changed


def _after(work: Work, files: Files, before: Manifest) -> dict[str, str]:
    """Return the digest of every file that is to be published, by its path."""
    digests = {**work.unchanged, **{path: found for path, (found, _) in files.items()}}
    after = {path: found for path, found in digests.items() if not path.endswith("/")}
    for path, inside in folders_in(before.files).items():
        if path in work.unchanged:
            after |= inside
    return after


def _remember(run: Run, work: Work, files: Files, past: Past) -> None:
    """Keep what was made; the site is published by now, so that a cache that is damaged or cannot be written is worth a notice."""
    with run.clock.stage("remember"):
        try:
            remembering.remember(work, run.store, files)
            remembering.keep_build(run.store, past)
            run.store.commit()
        except sqlite3.ProgrammingError:
            raise
        except DAMAGE as error:
            if is_refused(error):
                run.tell_of_cache("cache-not-kept")
            else:
                run.store.discard()
                run.tell_of_cache("cache-damaged")
        if work.renditions is not None and any(output.renderer == PICTURE for output in work.outputs):
            sweep(run.pictures, work.renditions)


def _require_same(run: Run, ground: Ground) -> None:
    """Raise SourcesChanged when the disk no longer describes what was read."""
    if not survey(run.root, run.options.config, run.config, run.sections).same_as(ground):
        raise SourcesChanged


def _digest_of(files: Mapping[str, str]) -> bytes:
    """Return the digest of what a manifest says."""
    return digest(sorted(files.items()))


def _record(run: Run, ground: Ground, answers: Answers, changed: changes.ChangeSet) -> Past:
    """Return what is to be known of this build by the next one."""
    return Past(
        ground=b"" if ground.young else ground.digest,  # a young file may change and look the same
        drafts=run.options.drafts,
        now=run.moment.now,
        answers=answers,
        published=_digest_of(changed.files),
    )


def _answers(run: Run, plan: Plan, noticed: tuple[Problem, ...]) -> Answers:
    entries = plan.materials.catalog.entries
    return Answers(
        articles=sum(1 for entry in entries.values() if entry.dated),
        entries=len(entries),
        outputs=len(plan.outputs),
        waiting=plan.materials.catalog.waiting,
        problems=noticed,
        next_change=run.moment.next_change,
    )


def _unchanged(run: Run, answers: Answers) -> Result:
    run.problems.extend(answers.problems)
    run.store.commit()
    return _result(run, answers, (), changes.ChangeSet(written=(), removed=(), files={}), 0)


def _result(run: Run, answers: Answers, rendered: tuple[Verdict, ...], changed: changes.ChangeSet, size: int) -> Result:
    return Result(
        config=run.config,
        output=run.output,
        articles=answers.articles,
        entries=answers.entries,
        outputs=answers.outputs,
        unchanged=answers.outputs - len(outputs_of(changed.written)),
        rendered=rendered,
        written=changed.written,
        removed=changed.removed,
        bytes_written=size,
        seconds=run.clock.seconds,
        stages=run.clock.stages,
        peak_memory_mib=run.crew.memory.peak_mib(),
        problems=run.problems,
        next_change=answers.next_change,
        waiting=answers.waiting,
    )
