"""What a cluster's dossier counts and tells, on small sites: a cluster, and one file for each source that tells of its meetings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import site_checks
from tests.site_checks import Inside
from thidua.catalog.awards import AwardRow
from thidua.catalog.catalog import Catalog
from thidua.catalog.history import Post
from thidua.problems import ContentError
from thidua.words import messages

CONFIG = """title: "Cổng thử"
base_url: "https://thu.example.vn/"
owner: {name: "Ban thử", email: "thu@thu.example.vn"}
"""
CLUSTER = 'title: "Cụm thử"\nslug: cum\ntype: cum-tinh\nmembers: [{unit: cao-bang}, {unit: lang-son}]\n'
CLUSTER_FILE = "content/clusters/cum.md"
EVENT = "event: {type: tong-ket-nam, cluster: cum, covers: 2024}\n"
INFERRED = EVENT.replace("2024}", "2024, inferred: true}")
DISPUTED = EVENT.replace("2024}", "2024, disputed: true}")


class Folder:
    """A site being written: `told` are its conferences by file name, each the lines of its front matter."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def build(self, *, cluster: str = "", models: str = "", **told: str) -> Inside:
        """Build the site; a conference `a` is content/conferences/a.md; `models` are people's names with commas between."""
        files = {"clusters/cum": CLUSTER + cluster}
        files |= {f"conferences/{name}": f'title: "{name}"\ndate: 2025-01-20\n{front}' for name, front in told.items()}
        files |= {
            f"models/{number}": f'title: "Bài {number}"\ndate: 2025-01-01\nsubject: {{type: ca-nhan, name: "{name}"}}\n'
            for number, name in enumerate(filter(None, models.split(", ")))
        }
        for name, front in files.items():
            path = self.root / "content" / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{front}---\nLời.\n", encoding="utf-8")
        (self.root / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
        return site_checks.build_open(self.root, self.root / "public")

    def catalog(self, *, cluster: str = "", models: str = "", **told: str) -> Catalog:
        """Build the site and return what it knows."""
        return self.build(cluster=cluster, models=models, **told).plan.materials.catalog

    def problems(self, *, cluster: str = "", **told: str) -> list[str]:
        """Return the problems that building the site brings, each with its file and message."""
        with pytest.raises(ContentError) as caught:
            self.build(cluster=cluster, **told)
        return [f"{problem.location.file}: {messages.message(problem, 'en')}" for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty site."""
    return Folder(tmp_path)


def awards(*records: str, event: str = EVENT) -> str:
    """Return the front matter of a conference that tells of these awards."""
    return event + "awards:\n" + "".join(f"  - {{{record}}}\n" for record in records)


def shown(row: AwardRow) -> str:
    """Return a row of counts as one line."""
    numbers = "/".join("–" if number is None else str(number) for number in (row.collectives, row.individuals, row.households))
    remarks = [word for word, holds in (("uncounted", row.uncounted), ("disputed", row.disputed)) if holds]
    return " ".join([f"{row.form} {row.standing} {numbers}", *remarks])


def counts(catalog: Catalog) -> list[str]:
    """Return every row of counts."""
    return [shown(row) for row in catalog.awards]


# --- awards told by several entries --------------------------------------------------------------------------------------------------


def test_a_second_entry_repeats_a_sum_in_other_words(folder: Folder) -> None:
    """Sums are compared, not records: status or level left out, recipients named or not, one line or two, is the same award."""
    catalog = folder.catalog(
        a=awards('form: bang-khen-tinh, collectives: 3, for: "Việc một"', 'form: bang-khen-tinh, collectives: 5, for: "Việc hai"'),
        b=awards("form: bang-khen-tinh, status: trao-tang, level: bo-tinh, collectives: 8"),
    )
    assert counts(catalog) == ["bang-khen-tinh given 8/–/–"]
    assert catalog.awards[0].entries == ("conference/a",)


def test_what_only_the_second_entry_tells_is_added(folder: Folder) -> None:
    """A kind of number, and a form, that the first entry does not give come from the second, which is then a source too."""
    catalog = folder.catalog(
        a=awards("form: bang-khen-tinh, collectives: 8"),
        b=awards("form: bang-khen-tinh, individuals: 12", "form: bang-khen-ttcp, collectives: 1"),
    )
    assert counts(catalog) == ["bang-khen-ttcp given 1/–/–", "bang-khen-tinh given 8/12/–"]
    assert [row.entries for row in catalog.awards] == [("conference/b",), ("conference/a", "conference/b")]


def test_sums_that_differ_are_a_contradiction(folder: Folder) -> None:
    """Two entries that count one kind differently are a problem, also when only one of them says that sources differ."""
    message = (
        "content/conferences/b.md: a contradiction on the number of awards (collectives/individuals/households): 9/–/– here, 8/–/– in "
    )
    for remark in ("", ", disputed: true"):
        problems = folder.problems(
            a=awards("form: bang-khen-tinh, collectives: 8"), b=awards(f"form: bang-khen-tinh, collectives: 9{remark}")
        )
        assert problems == [message + "content/conferences/a.md"]


def test_uncounted_contradicts_no_number(folder: Folder) -> None:
    """Where one entry prints the number and another says only that awards were given, the number stands."""
    catalog = folder.catalog(a=awards("form: bang-khen-tinh, uncounted: true"), b=awards("form: bang-khen-tinh, collectives: 9"))
    assert counts(catalog) == ["bang-khen-tinh given 9/–/–"]
    assert catalog.awards[0].entries == ("conference/b",)


def test_disputed_on_both_sides_is_shown_twice_and_summed_nowhere(folder: Folder) -> None:
    """Both versions are rows of their own, marked in the dossier and on the awards page, each with its source."""
    disputed = "form: bang-khen-tinh, disputed: true, collectives"
    inside = folder.build(a=awards(f"{disputed}: 8"), b=awards(f"{disputed}: 9"))
    rows = inside.plan.materials.catalog.awards
    assert [shown(row) for row in rows] == ["bang-khen-tinh given 8/–/– disputed", "bang-khen-tinh given 9/–/– disputed"]
    for page in ("khen-thuong", "cum-thi-dua/cum"):
        html = (inside.result.output / page / "index.html").read_text(encoding="utf-8")
        assert html.count("các nguồn nói khác nhau") == 2
        assert '<tr data-source="a">' in html
        assert '<tr data-source="b">' in html


def test_disputed_in_one_entry_alone_is_not_counted(folder: Folder) -> None:
    """With nothing to compare it with, a disputed award makes no row."""
    assert counts(folder.catalog(a=awards("form: bang-khen-tinh, collectives: 8, disputed: true"))) == []


@pytest.mark.parametrize("event", [INFERRED, DISPUTED])
def test_awards_of_an_unsure_conference_are_not_counted(folder: Folder, event: str) -> None:
    """A conference that is itself inferred or disputed gives no counts."""
    assert counts(folder.catalog(a=awards("form: bang-khen-tinh, collectives: 8", event=event))) == []


# --- totals --------------------------------------------------------------------------------------------------------------------------

TOTAL = "total_of: [bang-khen-tinh, giay-khen]"


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (["form: bang-khen-tinh, collectives: 5", f"collectives: 20, {TOTAL}"], ["None given 20/–/–"]),
        (
            ["form: bang-khen-tinh, collectives: 5", f"uncounted: true, {TOTAL}"],
            ["bang-khen-tinh given 5/–/–", "None given –/–/– uncounted"],
        ),
        (
            ["form: bang-khen-tinh, collectives: 5, individuals: 2", f"collectives: 20, {TOTAL}"],
            ["bang-khen-tinh given –/2/–", "None given 20/–/–"],
        ),
        ([f"form: bang-khen-tinh, collectives: 20, {TOTAL}"], ["bang-khen-tinh given 20/–/–"]),
        ([f"form: bang-khen-tinh, collectives: 20, {TOTAL}", "form: bang-khen-tinh, collectives: 5"], ["bang-khen-tinh given 20/–/–"]),
    ],
    ids=["whole", "uncounted whole", "whole of one kind", "names its own form", "own form with a part"],
)
@pytest.mark.parametrize("entries", [1, 2])
def test_a_part_is_never_added_to_its_whole(folder: Folder, records: list[str], expected: list[str], entries: int) -> None:
    """Totals hold their parts, in the same entry or in another about the same meeting, and only the kinds of number that they give."""
    told = {"a": awards(*records)} if entries == 1 else {f"a{number}": awards(record) for number, record in enumerate(records)}
    assert counts(folder.catalog(**told)) == expected


def test_totals_that_name_each_other_keep_the_first(folder: Folder) -> None:
    """Awards do not vanish between two totals that claim to hold one another."""
    told = awards("form: bang-khen-tinh, collectives: 20, total_of: giay-khen", "form: giay-khen, collectives: 5, total_of: bang-khen-tinh")
    assert counts(folder.catalog(a=told)) == ["bang-khen-tinh given 20/–/–"]


# --- leadership ----------------------------------------------------------------------------------------------------------------------


def held(catalog: Catalog, year: int, post: Post = "lead") -> tuple[str, ...]:
    """Return who held a post in a year."""
    office = catalog.histories["cluster/cum"].office(year, post)
    return office.units if office else ()


def test_a_dated_term_leads_in_the_years_that_it_overlaps(folder: Folder) -> None:
    """The front page names this year's lead from a term with dates; one without an end lasts until the next begins."""
    inside = folder.build(cluster="terms:\n  - {from: 2025-02, to: 2025-12, lead: cao-bang}\n  - {from: 2026-03, lead: lang-son}\n")
    catalog = inside.plan.materials.catalog
    assert [held(catalog, year) for year in (2024, 2025, 2026)] == [(), ("cao-bang",), ("lang-son",)]
    assert "tỉnh Lạng Sơn" in (inside.result.output / "index.html").read_text(encoding="utf-8")


def test_two_terms_within_a_year_are_both_shown(folder: Folder) -> None:
    """One lead after another in one year: the year has both, each period its own row, with its deputy beside it."""
    terms = "terms:\n  - {from: 2025-01, to: 2025-06, lead: cao-bang, deputy: lang-son}\n  - {from: 2025-07, to: 2025-12, lead: lang-son}\n"
    inside = folder.build(cluster=terms)
    assert held(inside.plan.materials.catalog, 2025) == ("cao-bang", "lang-son")
    html = (inside.result.output / "cum-thi-dua/cum/index.html").read_text(encoding="utf-8")
    first, second = html.partition("data-from")[0].split('<th scope="row">Từ ')[1:]
    assert first.index("Cao Bằng") < first.index("Lạng Sơn")
    assert "Lạng Sơn" in second


def test_a_year_contradicts_a_dated_term_over_most_of_it(folder: Folder) -> None:
    """Another unit elected for the year is a problem when the dated term takes more than half of it, and is shown beside it otherwise."""
    elected = EVENT + "elected: {year: 2025, lead: lang-son}\n"
    assert folder.problems(cluster="terms: [{from: 2025-01, to: 2025-09, lead: cao-bang}]\n", a=elected) == [
        "content/conferences/a.md: a contradiction on the lead in 2025: Lạng Sơn (lang-son) here, Cao Bằng (cao-bang) in " + CLUSTER_FILE
    ]
    catalog = folder.catalog(cluster="terms: [{from: 2025-01, to: 2025-05, lead: cao-bang}]\n", a=elected)
    assert set(held(catalog, 2025)) == {"cao-bang", "lang-son"}


def test_what_an_inferred_conference_elected_is_inferred(folder: Folder) -> None:
    """It is shown as inferred, and gives way to a stated term without a contradiction."""
    elected = "elected: {year: 2025, lead: lang-son}\n"
    office = folder.catalog(a=INFERRED + elected).histories["cluster/cum"].office(2025, "lead")
    assert office is not None
    assert office.inferred
    catalog = folder.catalog(cluster="terms: [{year: 2025, lead: cao-bang}]\n", a=INFERRED + elected)
    assert held(catalog, 2025) == ("cao-bang",)


# --- meetings ------------------------------------------------------------------------------------------------------------------------


def event(**said: str) -> str:
    """Return the front matter of a final review of 2024 of which `said` is known."""
    return EVENT.replace("2024}", ", ".join(["2024", *(f"{name}: {value}" for name, value in said.items())]) + "}")


def test_a_meeting_is_merged_field_by_field(folder: Folder) -> None:
    """The more exact day, the place where any entry gives it, stated before inferred; every entry is linked."""
    inside = folder.build(
        a=event(start="2024-12"),
        b=event(start="2024-12-20", place="{unit: cao-bang}"),
        c=event(start="2024-11-01", place="{unit: lang-son}", inferred="true"),
    )
    (meeting,) = inside.plan.materials.catalog.histories["cluster/cum"].meetings
    assert [str(account.event.start) for account in meeting.days] == ["2024-12-20"]
    assert [account.host for account in meeting.hosts] == ["cao-bang"]
    html = (inside.result.output / "cum-thi-dua/cum/index.html").read_text(encoding="utf-8")
    table = html[html.index('<th scope="row">Năm 2024') :]
    assert all(f'<a href="/hoi-nghi/2025/{name}/">' in table[: table.index("</tr>")] for name in ("a", "b", "c"))


def test_days_that_cannot_both_be_right_contradict(folder: Folder) -> None:
    """A month and a day outside it are a problem; a day within it is not."""
    assert folder.problems(a=event(start="2024-12"), b=event(start="2025-01-02")) == [
        "content/conferences/b.md: a contradiction on the day of the meeting: 2025-01-02 here, 2024-12 in content/conferences/a.md"
    ]


def test_disputed_meetings_keep_every_value(folder: Folder) -> None:
    """Two entries that both say that sources differ give two days and two hosts."""
    (meeting,) = (
        folder.catalog(
            a=event(start="2024-12-20", place="{unit: cao-bang}", disputed="true"),
            b=event(start="2024-12-21", place="{unit: lang-son}", disputed="true"),
        )
        .histories["cluster/cum"]
        .meetings
    )
    assert [str(account.event.start) for account in meeting.days] == ["2024-12-20", "2024-12-21"]
    assert [account.host for account in meeting.hosts] == ["cao-bang", "lang-son"]


# --- honours -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize(
    ("record", "honoured"),
    [
        ("collectives: 1", True),
        ("status: quyet-dinh", True),
        ("status: trao-tang", True),
        ("status: thu-hoi", False),
        ("status: de-nghi", False),
        ("inferred: true", False),
        ("disputed: true", False),
    ],
)
def test_a_model_is_honoured_by_what_was_surely_given(folder: Folder, record: str, honoured: bool) -> None:  # noqa: FBT001 # a table
    """Only stated, undisputed awards that were given or decided honour a model."""
    catalog = folder.catalog(models="Nông Thị Thử", a=awards(f'form: bang-khen-tinh, to: ["Nông Thị Thử"], {record}'))
    assert catalog.queries["honoured/model/0"] == (("conference/a",) if honoured else ())


def test_a_name_that_two_models_have_honours_neither(folder: Folder) -> None:
    """Two people of one name cannot be told apart by it."""
    told = awards('form: bang-khen-tinh, to: ["Nông Thị Thử"]') + 'people: [{name: "Nông Thị Thử", role: honoured}]\n'
    catalog = folder.catalog(models="Nông Thị Thử, Nông Thị Thử", a=told)
    assert catalog.queries.starting_with("honoured/") == []
