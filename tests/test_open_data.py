"""Open data, read back by the libraries that others read it with."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from tests import site_checks
from tests.site_checks import BASE_URL, Site, text
from tests.small_site import ARTICLE, build

_PANDAS = {"string": "string", "integer": "Int64", "boolean": "boolean", "date": "string", "time": "string"}


def _tables(site: Site) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = json.loads(site.read("du-lieu/datapackage.json"))["resources"]
    return tables


def test_tables_read_back_with_their_dictionary(demo: Site) -> None:
    """Every CSV reads in pandas with the types of the dictionary; JSON has the same rows; required cells are filled, closed ones known."""
    for table in _tables(demo):
        raw = (demo.folder / "du-lieu" / table["path"]).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        fields = {field["name"]: field for field in table["schema"]["fields"]}
        types: Any = {name: _PANDAS[field["type"]] for name, field in fields.items()}
        frame = pd.read_csv(io.BytesIO(raw), dtype=types, keep_default_na=False, na_values=[""])
        assert list(frame.columns) == list(fields)
        rows = json.loads(demo.read(f"du-lieu/{table['name']}.json"))
        assert len(rows) == len(frame) > 0
        plain = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        assert [[_cell(value) for value in row.values()] for row in rows] == [list(row.values()) for row in plain]
        for name, field in fields.items():
            limits = field.get("constraints", {})
            assert not limits.get("required") or frame[name].notna().all(), (table["name"], name)
            assert "enum" not in limits or set(frame[name].dropna()) <= set(limits["enum"]), (table["name"], name)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_row_has_a_source_that_is_there(demo: Site) -> None:
    """Every row's source is an address on the site that exists, one elsewhere, or words."""
    for table in _tables(demo):
        for row in json.loads(demo.read(f"du-lieu/{table['name']}.json")):
            assert row["source"]
            for part in row["source"].split():
                if part.startswith(BASE_URL):
                    assert not site_checks.broken_link(demo, part), part


def test_page_describes_every_column(demo: Site) -> None:
    """The dictionary for people names each column of each table, with the words that the one for programs has."""
    page = demo.page("/du-lieu/")
    for table in _tables(demo):
        lines = [[text(cell) for cell in line] for body in page.section(table["title"]).iter("tbody") for line in body]
        for field, (name, _, meaning) in zip(table["schema"]["fields"], lines, strict=True):
            assert name == field["name"]
            assert meaning.startswith(field["description"])


def test_nothing_inferred_or_disputed_is_data(tmp_path: Path) -> None:
    """A conference, a member and a term that are inferred or disputed are in no table."""
    cluster = (
        "---\ntitle: Cụm Một\ntype: cum-tinh\nmembers:\n  - {unit: ha-noi, seen: [2020], inferred: true}\n  - {unit: hue, seen: [2021]}\n"
        "terms:\n  - {year: 2021, lead: hue}\n  - {year: 2022, lead: ha-noi, inferred: true}\n---\nThân.\n"
    )
    event = f"---\n{ARTICLE.format(title='Họp')}event: {{type: khac, start: 2022-05-05, covers: 2022, disputed: true}}\n---\nThân.\n"
    site = build(tmp_path, {"clusters/mot.md": cluster, "conferences/a.md": event})
    data = {name: json.loads(site.read(f"du-lieu/{name}.json")) for name in ("thanh-vien", "nhiem-ky", "hoi-nghi")}
    assert [row["unit"] for row in data["thanh-vien"]] == ["hue"]
    assert [(row["year"], row["unit"]) for row in data["nhiem-ky"]] == [(2021, "hue")]
    assert data["hoi-nghi"] == []


def test_award_without_a_number_is_uncounted(tmp_path: Path) -> None:
    """A row of awards that has no number says so, whether or not the source is said to print none."""
    front = (
        "event: {type: khac, start: 2026-05-05, covers: 2026}\nawards: [{form: bang-khen-tinh}, {form: bang-khen-ttcp, collectives: 2}]\n"
    )
    site = build(tmp_path, {"conferences/a.md": f"---\n{ARTICLE.format(title='Họp')}{front}---\nThân.\n"})
    rows = json.loads(site.read("du-lieu/khen-thuong.json"))
    assert {(row["form"], row["collectives"], row["uncounted"]) for row in rows} == {
        ("bang-khen-tinh", None, True),
        ("bang-khen-ttcp", 2, False),
    }


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A title that begins as a formula does is text to a spreadsheet; JSON has it as it is."""
    front = 'title: "=1+1"\nslug: mot\ndate: 2026-11-20\nevent: {type: khac, covers: 2026}\n'
    site = build(tmp_path, {"conferences/a.md": f"---\n{front}---\nThân.\n"})
    (row,) = csv.DictReader(io.StringIO(site.read("du-lieu/hoi-nghi.csv")))
    assert row["title"] == "'=1+1"
    assert json.loads(site.read("du-lieu/hoi-nghi.json"))[0]["title"] == "=1+1"
