"""An entry's facts lead to units of today, and only what is sure is on a map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import site_checks
from thidua.catalog.whereabouts import NOWHERE, Whereabouts, successor
from thidua.model.registers import Unit, UnitName
from thidua.site.values import Materials, value

CONFIG = 'title: "Cổng"\nbase_url: "https://mau.example.vn/"\nowner: {name: "Ban", email: "ban@mau.example.vn"}\n'
MEMBERS = (
    "{unit: phu-tho}, {unit: bac-kan, from: 2020, to: 2025-06-30}, {unit: hue, from: 2026}, {unit: ha-noi, inferred: true}, {unit: da-nang}"
)
FILES = {
    "clusters/cum.md": f'title: "Cụm"\ntype: cum-tinh\nmembers: [{MEMBERS}]\n',
    "conferences/hop.md": 'title: "Họp"\ndate: 2026-01-02\n'
    "event: {type: khac, cluster: cum, start: 2023-05, covers: 2023, place: {unit: bac-kan}}\n",
    "conferences/doan.md": 'title: "Đoán"\ndate: 2026-01-02\nunits: [ca-mau]\n'
    "event: {type: khac, covers: 2023, place: {unit: hue, inferred: true}}\n",
    "models/nguoi.md": 'title: "Người"\ndate: 2026-01-02\nsubject: {type: ca-nhan, name: "Bà Mẫu"}\nplace: {unit: bac-kan}\nunits: [hue]\n',
    "news/tin.md": 'title: "Tin"\ndate: 2026-01-02\nunits: [hue, bac-kan, thai-nguyen]\n',
    "news/cua-cum.md": 'title: "Của cụm"\ndate: 2026-01-02\nclusters: [cum]\n',
    "news/noi-ro.md": 'title: "Nói rõ"\ndate: 2026-01-02\nclusters: [cum]\nunits: [ca-mau]\n',
    "news/chung.md": 'title: "Chung"\ndate: 2026-01-02\n',
    "news/rut.md": 'title: "Rút"\ndate: 2026-01-02\nunits: [hue]\nwithdrawn: {date: 2026-01-03, reason: "Nhầm."}\n',
}


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Materials:
    """A site whose entries name units of then and now; the register is the package's."""
    folder = tmp_path_factory.mktemp("where")
    site = folder / "site"
    site.mkdir()
    (site / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    for name, front in FILES.items():
        path = site / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}---\nLời.\n", encoding="utf-8")
    return site_checks.build_open(site, Path(folder / "public")).plan.materials


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ("cluster/cum", Whereabouts(members=("phu-tho", "hue", "da-nang"))),
        ("conference/hop", Whereabouts(members=("phu-tho", "thai-nguyen", "da-nang"), hosts=("thai-nguyen",))),
        ("conference/doan", Whereabouts(places=("ca-mau",))),
        ("model/nguoi", Whereabouts(places=("thai-nguyen",))),
        ("news/tin", Whereabouts(places=("hue", "thai-nguyen"))),
        ("news/cua-cum", Whereabouts(members=("phu-tho", "hue", "da-nang"))),
        ("news/noi-ro", Whereabouts(places=("ca-mau",))),
        ("news/chung", NOWHERE),
        ("news/rut", NOWHERE),
        ("unit/bac-kan", Whereabouts(places=("thai-nguyen",))),
        ("unit/hue", Whereabouts(places=("hue",))),
    ],
)
def test_entry_leads_to_units_of_today(materials: Materials, entry: str, where: Whereabouts) -> None:
    """Members are those of the event's day, hosts and places what they became; what is inferred or withdrawn is nowhere."""
    assert value(f"map:{entry}", materials) == where


def test_body_is_where_its_province_is() -> None:
    """A department stands for its province only where that is asked for; a circle in the register ends."""
    names = (UnitName(name="Tên"),)
    units = {
        "so": Unit(id="so", names=names, parent="cu"),
        "cu": Unit(id="cu", names=names, merged_into="moi"),
        "moi": Unit(id="moi", names=names),
        "vong": Unit(id="vong", names=names, merged_into="quanh"),
        "quanh": Unit(id="quanh", names=names, merged_into="vong"),
    }
    assert successor("so", units, through_parents=True) == "moi"
    assert successor("so", units) == "so"
    assert successor("vong", units) in {"vong", "quanh"}
    assert successor("khong-co", units) == "khong-co"
