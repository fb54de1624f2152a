"""The front page: what it shows of what was told long after it happened, and of what nobody knows for sure."""

from __future__ import annotations

from pathlib import Path

from tests.small_site import ARTICLE, build

CLUSTER = "---\ntitle: Cụm Mẫu\nslug: cum\ntype: cum-tinh\nmembers: [{{unit: hue}}, {{unit: da-nang}}]\nterms:\n{terms}---\nThân.\n"


def test_conferences_stand_in_the_order_in_which_they_were(tmp_path: Path) -> None:
    """The latest conferences are shown, whenever they were told; of one without a day what it covers tells when it was."""
    events = {
        "nam-2011": "{type: khac, start: 2011-03-25, covers: 2010}",
        "nam-2024": "{type: khac, start: 2024-07-29, covers: 2024-H1}",
        "khong-ngay": "{type: khac, covers: 2023}",
        "thang-ba": "{type: khac, start: 2024-03, covers: 2023}",
    }
    news = {f"news/tin-{number}.md": f"---\n{ARTICLE.format(title=f'Tin {number}')}featured: true\n---\nThân.\n" for number in range(6)}
    written = {
        f"conferences/{name}.md": f"---\n{ARTICLE.format(title=name).replace('11-20', '11-01')}slug: {name}\nevent: {event}\n---\nThân.\n"
        for name, event in events.items()
    }
    page = build(tmp_path, news | written).page("/")
    links = [link.get("href", "") for shown in page.all("ul", class_="diary") for link in shown.iter("a")]
    assert [link.rsplit("/", 2)[1] for link in links] == ["nam-2024", "thang-ba", "khong-ngay", "nam-2011"]


def test_last_lead_is_one_that_a_source_states(tmp_path: Path) -> None:
    """A later lead that is only inferred is passed over; the cluster's own page has it, as inferred."""
    terms = "  - {year: 2019, lead: hue}\n  - {year: 2023, lead: da-nang, inferred: true}\n"
    site = build(tmp_path, {"clusters/cum.md": CLUSTER.format(terms=terms)})
    (shown,) = site.page("/").all("ul", class_="clusters")
    said = "".join(shown.itertext())
    assert "Trưởng năm 2019, gần nhất có nguồn" in said
    assert "suy luận" not in said
    assert "(suy luận)" in "".join(site.page("/cum-thi-dua/cum/").section("Trưởng, phó qua các năm").itertext())
