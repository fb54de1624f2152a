from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.chart import HEIGHT, chart
from benchmarks.measure import Run, Told
from benchmarks.report import report
from benchmarks.results import Record, Results, Share, growth, joined, ratios, read_results, spread, write_results
from benchmarks.tasks import Task

SVG = "{http://www.w3.org/2000/svg}"


def run(wall: float, told: Told | None = None) -> Run:
    """A run that took so many seconds."""
    return Run(wall=wall, processor=wall, memory=100 * wall, pages=10, files=12, told=told)


def contest(sizes: tuple[int, ...] = (1000,), walls: tuple[float, ...] = (1.0, 2.0, 6.0)) -> Results:
    """Three rounds of every task; thidua takes `walls`, Hugo two seconds; ten times as many articles take ten times as long."""
    told = Told(outputs=1598, rendered=1, written=2, bytes_written=3 << 20, memory=54.4)
    records = []
    for articles in sizes:
        for number, wall in enumerate(walls, start=1):
            for task in Task:
                larger = articles / 1000
                records += [
                    Record(articles=articles, round=number, task=task, contestant="thidua", run=run(wall * larger, told)),
                    Record(articles=articles, round=number, task=task, contestant="Hugo", run=run(2 * larger)),
                ]
    share = Share(articles=1000, contestant="Hugo", article_pages=1000, other_pages=627, feeds=5, pictures=57, html=16.1, links=36.4)
    return Results(machine="2 cores", versions={"thidua": "1", "Hugo": "2"}, seed=7, records=tuple(records), shares=(share,))


def test_ratios_are_taken_within_rounds() -> None:
    """Each round gives a ratio; medians of times are not divided."""
    assert ratios(contest(), 1000, Task.EDIT, "Hugo") == (0.5, 1.0, 3.0)
    assert ratios(contest(), 1000, Task.EDIT, "Pelican") == ()
    assert spread([3.0, 1.0, 2.0]) == (2.0, 1.0, 3.0)


def test_growth_is_of_medians() -> None:
    """Ten times as many articles took ten times as long; a size that was not measured has no growth."""
    results = contest((10_000, 100_000))
    assert growth(results, Task.COLD, "thidua", 10_000, 100_000) == pytest.approx(10)
    assert growth(results, Task.COLD, "thidua", 1000, 100_000) is None


def test_report_of_one_size() -> None:
    """Times with their range, the ratio in bold, memory, what thidua did, and what everybody published."""
    text = report(contest())
    for line in (
        "## 1,000 articles, 3 rounds",
        "| seconds | thidua | Hugo | thidua ÷ Hugo |",
        "| edit | 2.00 (1.00–6.00) | 2.00 (2.00–2.00) | **1.00** (0.50–3.00) |",
        "| peak memory, MiB | thidua | Hugo | thidua says itself |",
        "| cold | 200 | 200 | 54 |",
        "What thidua did, of 1,598 outputs:",
        "| nothing | 1 | 2 | 3.00 |",
        "| 1,000 | Hugo | 1,000 | 627 | 5 | 57 | 16.1 | 36 |",
    ):
        assert line in text.splitlines()
    assert "## Growth" not in text
    assert "results.svg" not in text


def test_report_of_several_sizes() -> None:
    """A table of growth for each contestant, with the factors from 10,000 to 100,000, where both were measured."""
    text = report(contest((1000, 10_000, 100_000)), chart=True)
    assert "| 10,000 | 20.00 | 20.00 | 20.00 | 20.00 | 20.00 | 2,000 |" in text
    assert "| 100,000 ÷ 10,000 | ×10.0 | ×10.0 | ×10.0 | ×10.0 | ×10.0 | ×10.0 |" in text
    assert "](results.svg)" in text
    alone = replace(contest(), records=tuple(record for record in contest().records if record.contestant == "thidua"))
    assert "÷" not in report(alone).partition("## The same job")[0].partition("## 1,000")[2]


def test_numbers_come_back(tmp_path: Path) -> None:
    """What is written is read again; the tables are written anew from it and name no folder."""
    results = contest((1000, 10_000))
    write_results(tmp_path / "results.json", results)
    assert read_results(tmp_path / "results.json") == results
    assert read_results(tmp_path / "none.json") is None
    done = CliRunner().invoke(main, ["tables", "--into", str(tmp_path)])
    assert done.exit_code == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert set(written) == {"results.json", "results.svg", "RESULTS.md"}
    assert written["RESULTS.md"] == report(results, chart=True)
    assert not any(str(tmp_path) in text for text in written.values())


def test_other_sizes_are_kept() -> None:
    """New results replace their sizes; others stay, unless the machine or a version is another."""
    old, new = contest((1000, 10_000)), contest((1000,), (4.0,))
    assert joined(new, None) == new
    both = joined(new, old)
    assert both.sizes == (1000, 10_000)
    assert both.runs(1000, Task.COLD, "thidua") == new.runs(1000, Task.COLD, "thidua")
    assert both.runs(10_000, Task.COLD, "thidua") == old.runs(10_000, Task.COLD, "thidua")
    assert joined(new, replace(old, machine="8 cores")) == new
    assert joined(new, replace(old, versions={"thidua": "0"})) == new


@pytest.mark.parametrize("sizes", [(1000,), (1000, 10_000, 100_000)])
def test_chart_is_well_formed(sizes: tuple[int, ...]) -> None:
    """Plain SVG: a name for every line as text, no two of them on each other, nothing from elsewhere, colours for light and dark."""
    text = chart(contest(sizes))
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.tag == f"{SVG}svg"
    labels = [label for label in root.iter(f"{SVG}text") if "label" in label.get("class", "")]
    assert len(labels) == len(Task) + 2
    assert {str(label.text).rsplit(" ", 2)[0] for label in labels} >= {"thidua, cold", "thidua, edit", "Hugo, cold", "Hugo, rebuild"}
    heights = sorted(float(label.get("y", "nan")) for label in labels)
    assert all(after - before >= 16 for before, after in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < HEIGHT
    assert "prefers-color-scheme: dark" in text
    assert "href" not in text
    assert "nan" not in text


def test_chart_names_lines_that_end_early() -> None:
    """Who took part at small sizes alone is named beside the last point, not in the margin."""
    results = contest((1000, 10_000))
    early = Record(articles=1000, round=1, task=Task.COLD, contestant="Pelican", run=run(9.0))
    text = chart(replace(results, versions={**results.versions, "Pelican": "4"}, records=(*results.records, early)))
    places = {str(label.text): float(label.get("x", "nan")) for label in ET.fromstring(text).iter(f"{SVG}text")}  # noqa: S314 - our own text
    assert places["Pelican, cold 9.00 s"] < places["Hugo, cold 20.00 s"]
