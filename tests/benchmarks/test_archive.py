from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.archive import write_archive
from benchmarks.clusters import plan_clusters
from benchmarks.entries import LAST_DAY, plan
from benchmarks.frontmatter import block
from benchmarks.hugo_site import write_hugo_site
from benchmarks.names import UNITS_BEFORE, UNITS_SINCE
from benchmarks.pairs import count_pairs
from benchmarks.words import syllables, valid_syllables

ARTICLES = 150
PERSON = re.compile(r"Người Mẫu \d{3}|(?:Ông|Bà) Thử Nghiệm \w+")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive."""
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder, ARTICLES)
    return folder


def digests(folder: Path) -> dict[str, str]:
    """Every file below the folder, with a digest of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def fronts(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The front matter of every entry, read as YAML."""
    for path in sorted((folder / "content").rglob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        assert body.strip()
        yield path, yaml.safe_load(front)


def entry_name(path: Path) -> str:
    """The reference name: the file's stem or its folder."""
    return path.parent.name if path.stem == "index" else path.stem


def test_same_seed_gives_same_bytes(site: Path, tmp_path: Path) -> None:
    """The same number and seed write the same files; another seed does not."""
    write_archive(tmp_path / "again", ARTICLES)
    write_archive(tmp_path / "other", ARTICLES, seed=7)
    assert digests(tmp_path / "again") == digests(site)
    assert digests(tmp_path / "other") != digests(site)


def test_front_matter_loads(site: Path) -> None:
    """Every entry has YAML front matter with a title and a slug that is its file's name; every kind has its folder."""
    kinds = Counter(path.relative_to(site / "content").parts[0] for path, _ in fronts(site))
    assert set(kinds) == {"news", "conferences", "models", "documents", "clusters", "pages"}
    assert sum(kinds[name] for name in ("news", "conferences", "models", "documents")) == ARTICLES
    for path, front in fronts(site):
        assert front["title"]
        assert front["slug"] == entry_name(path)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", front["slug"])
        assert len(front["slug"]) <= 80


def test_names_are_plainly_synthetic(site: Path) -> None:
    """No article, person, author or credit could be taken for a real one."""
    for _, front in fronts(site):
        assert re.search("mẫu|thử nghiệm", front["title"])
        for person in front.get("people", []):
            assert PERSON.fullmatch(person["name"])
        for author in [front.get("author", [])] if isinstance(front.get("author"), str) else front.get("author", []):
            assert author.startswith("Phóng viên Mẫu ")
        if "image" in front:
            assert PERSON.fullmatch(front["image"]["credit"])


@pytest.mark.parametrize("articles", [1, 2, 10, 3000])
def test_addresses_are_unique(articles: int) -> None:
    """No name is used twice at any size: no two entries meet at one address, no reference is ambiguous."""
    planned = plan(articles, 2026)
    assert len(planned.articles) == articles
    assert len({stub.name for stub in planned.stubs}) == len(planned.stubs)
    assert len({stub.path for stub in planned.stubs}) == len(planned.stubs)


def test_conferences_do_not_contradict() -> None:
    """One conference at most for a cluster, type and time; hosts are members; nothing happens after the last day."""
    stubs = [stub for stub in plan(10000, 2026).articles if stub.meeting]
    meetings = [stub.meeting for stub in stubs if stub.meeting]
    known = [(meeting.cluster.name, meeting.type, meeting.covers) for meeting in meetings if meeting.cluster]
    assert len(stubs) == 1400
    assert len(known) == len(set(known))
    assert all(meeting.host in meeting.cluster.members for meeting in meetings if meeting.cluster)
    assert all(stub.day and stub.meeting and stub.meeting.end <= stub.day.date() <= LAST_DAY for stub in stubs)
    assert all(meeting.host in (UNITS_BEFORE if meeting.start < date(2025, 7, 1) else UNITS_SINCE) for meeting in meetings)


def test_leaders_agree(site: Path) -> None:
    """What a conference says of next year's leaders is what the cluster's turns say."""
    clusters = {cluster.name: cluster for cluster in plan_clusters(ARTICLES, 2026)}
    elected = [(front["event"], front["elected"]) for _, front in fronts(site) if "elected" in front]
    assert elected
    for event, chosen in elected:
        cluster = clusters[event["cluster"]]
        assert (chosen["lead"], chosen["deputy"]) == (cluster.lead(chosen["year"]), cluster.deputy(chosen["year"]))


def test_links_and_pictures_exist(site: Path) -> None:
    """Every relative link of a text leads to a file of the archive."""
    for path in (site / "content").rglob("*.md"):
        for target in re.findall(r"\]\(([^)\s]+)", path.read_text(encoding="utf-8")):
            assert target.startswith("https://example.org/") or (path.parent / target).is_file()


def test_syllables_are_many_and_valid() -> None:
    """Enough syllables, spelt as the rules say."""
    assert len(set(syllables())) >= 2500
    assert {"hòa", "thúy", "quý", "nghiêng", "ghép", "yêu", "đường", "quốc", "kiểm", "giữ"} <= set(valid_syllables())
    assert not {"ngiêng", "gép", "cế", "oca", "hoà", "càt"} & set(valid_syllables())


def test_pairs_grow(site: Path) -> None:
    """Even a small archive has tens of thousands of pairs of neighbouring syllables."""
    found = count_pairs(site)
    assert found.pairs > 20_000
    assert 400 <= found.syllables / found.entries <= 1200


def test_small_sizes(tmp_path: Path) -> None:
    """One article is an archive too."""
    write_archive(tmp_path, 1)
    assert (tmp_path / "site_config.yaml").is_file()
    assert len(list(fronts(tmp_path))) == 4


def test_hugo_has_the_same_articles(site: Path, tmp_path: Path) -> None:
    """The Hugo tree holds the same texts, its links as relref, and a filled-in configuration."""
    write_hugo_site(tmp_path, ARTICLES)
    ours = {entry_name(path) for path, front in fronts(site) if "date" in front}
    theirs = {entry_name(path): path for path in (tmp_path / "content").rglob("*.md")}
    assert ours <= set(theirs)
    texts = [path.read_text(encoding="utf-8") for path in theirs.values()]
    assert not any(".md)" in text for text in texts)
    assert any("{{< relref " in text for text in texts)
    assert "@" not in (tmp_path / "hugo.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "value",
    '14:30|2022-H1|yes|no|08|33.191|8,21|a: b|# x|- x|Cụm mẫu 3|x |%|“trích”|"q"|2022|null|tin: mẫu|a #b|a\\b|~|1e3'.split("|"),
)
def test_scalars_come_back(value: str) -> None:
    """What the emitter writes, YAML reads as the same text."""
    assert yaml.safe_load(block({"key": value, "list": [value, {"key": [value]}]})) == {"key": value, "list": [value, {"key": [value]}]}


def test_dates_and_numbers_come_back() -> None:
    """Dates, times, numbers and truth keep their type."""
    when = datetime.fromisoformat("2024-03-01T08:05:00+07:00")
    values = {"day": date(2024, 3, 1), "when": when, "number": 33191, "truth": True}
    assert yaml.safe_load(block(values)) == values
