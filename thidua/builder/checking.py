"""A check: everything that a build reads and plans, and nothing that it publishes."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.builder import loading
from thidua.builder.machine import Crew, start_workers, told_apart
from thidua.builder.planning import plan_run
from thidua.builder.run import Options, Run, load_config
from thidua.builder.survey import survey
from thidua.catalog.lifecycle import Waiting
from thidua.moment import Moment
from thidua.problems import Problems
from thidua.site import ledger
from thidua.sources.ledger import write_ledger
from thidua.state.store import memory_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: `ledger` is the ledger's file, `addresses` how many it holds or is to hold, `added` how many of them are new."""

    articles: int
    entries: int
    problems: Problems
    waiting: Waiting
    ledger: str
    addresses: int
    added: int
    written: bool


def check(options: Options, *, record: bool = False) -> Checked:
    """Read and plan the site and publish nothing; with `record`, write the address ledger. Raises as `build` does."""
    root = options.config.resolve().parent
    with told_apart(root), start_workers(options.jobs) as workers, memory_store() as store:
        config, sections = load_config(options.config)
        run = Run(
            options=options,
            config=config,
            sections=sections,
            root=root,
            output=root,
            store=store,
            crew=Crew(workers=workers, jobs=options.jobs),
            moment=Moment(options.now, config.zone),
            cache=root / config.cache,
        )
        ground = survey(root, options.config, config, sections)
        run.problems.extend(ground.problems)
        plan, recorded = plan_run(run, ground, loading.read_entries(root, ground, store, run.crew, run.problems, searched=False))
        catalog = plan.materials.catalog
        wanted = ledger.record(recorded, catalog.addresses, catalog.redirects)
        written = record and write_ledger(root / recorded.file, wanted)
    return Checked(
        articles=sum(1 for entry in catalog.entries.values() if entry.dated),
        entries=len(catalog.entries),
        problems=run.problems,
        waiting=catalog.waiting,
        ledger=recorded.file,
        addresses=len(wanted),
        added=len(wanted) - len(recorded.records),
        written=written,
    )
