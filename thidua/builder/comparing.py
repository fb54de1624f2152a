"""The long way: what is stale of a new plan, by the digests of all data that it reads.

The values themselves are made for stale outputs only. Invariant: an output that is not stale would get the bytes that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from thidua.builder.folders import judge_outputs
from thidua.builder.remembering import Value, Work, written
from thidua.catalog.entries import Entry
from thidua.site.outputs import Output
from thidua.site.planner import Plan
from thidua.site.values import ENTRY_SPACES, value, value_digest
from thidua.state.staleness import Made, Planned, Verdict, is_planned_otherwise
from thidua.state.store import Store, output_seal


def what_was_made(store: Store) -> dict[str, Made]:
    """Return every output that the last builds made, by path; none where nothing is remembered."""
    return {path: Made(*found) for path, found in store.plans().items()}


def planned_otherwise(plan: Plan, renderer: str, made: Mapping[str, Made]) -> list[Output]:
    """Return the outputs of a renderer that are stale by their plan alone, before anything that they read is looked at."""
    outputs = (output for output in plan.outputs if output.renderer == renderer)
    return [output for output in outputs if is_planned_otherwise(_planned(output), made.get(output.path))]


def values(plan: Plan) -> Value:
    """Return what gives keys the values that a plan is made from, without the plan itself."""
    return partial(value, materials=plan.materials)


def compare(plan: Plan, fresh: Iterable[str], store: Store, made: Mapping[str, Made], published: Mapping[str, str]) -> Work:
    """Return what to make of a plan: what was made otherwise, from other data, or is not in place; `fresh` are the entries just read."""
    materials = plan.materials
    read_keys = sorted({key for output in plan.outputs for key in output.reads})
    digests = ((key, value_digest(key, materials)) for key in read_keys)
    changed, known, gone = _difference(store, dict(digests)) if made else ({}, set(), ())
    verdicts = (
        _verdicts(plan.outputs, made, {key: key in known for key in changed}, published)
        if made
        else {output.path: Verdict(output.path, "forgotten") for output in plan.outputs}
    )
    return Work(
        outputs=tuple(output for output in plan.outputs if output.path in verdicts),
        verdicts=verdicts,
        value=values(plan),
        unchanged={output.path: made[output.path].digest for output in plan.outputs if output.path not in verdicts},
        changed=changed.items() if made else digests,  # of a hundred thousand articles nobody holds them all at once
        gone=gone,
        entries=_changed_entries(materials.catalog.entries, changed if made else None, fresh),
        dropped=tuple(made.keys() - {output.path for output in plan.outputs}),
        renditions=frozenset(rendition.key for asset in materials.assets.values() for rendition in asset.renditions),
    )


def _verdicts(
    outputs: Iterable[Output], made: Mapping[str, Made], changed: Mapping[str, bool], published: Mapping[str, str]
) -> dict[str, Verdict]:
    """Return why outputs are stale, by path."""
    judged = judge_outputs(((output, _planned(output), made.get(output.path)) for output in outputs), changed, published)
    return {output.path: verdict for output, verdict in judged if verdict}


def _planned(output: Output) -> Planned:
    return Planned(output.path, output_seal(output.path, *written(output)), output.reads)


def _difference(store: Store, changed: dict[str, bytes]) -> tuple[dict[str, bytes], set[str], tuple[str, ...]]:
    """Take from all digests those that are as they were kept; return what is left, which of it was kept, and what is kept for nothing."""
    known, gone = set(), []
    for key, kept in store.digests():
        if key not in changed:
            gone.append(key)
        elif changed[key] == kept:
            del changed[key]
        else:
            known.add(key)
    return changed, known, tuple(gone)


def _changed_entries(entries: Mapping[str, Entry], changed: Iterable[str] | None, fresh: Iterable[str]) -> dict[str, Entry | None]:
    """Return the entries to keep: those that were read, and those of which a key has `changed`, or all."""
    if changed is None:
        return {**dict.fromkeys(fresh), **entries}
    names = {key.partition(":")[2] for key in changed if key.partition(":")[0] in ENTRY_SPACES}
    return {name: entries.get(name) for name in names.union(fresh)}
