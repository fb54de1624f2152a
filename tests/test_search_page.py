"""The search page in a real browser: what is typed, narrowed and gone back to; what it says when it has nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.search.cases import Answer, read_set, scores
from tests import browsing
from tests.site_checks import Site

READY = "document.documentElement.dataset.search === 'ready'"
ASK = """async ([query]) => {
  const { search } = await import(document.querySelector("link[data-search]").href);
  const { results, total, near } = await search(query, { limit: 10 });
  return { urls: results.map(({ url }) => url), total, near: Boolean(near) };
}"""
SHARDS = re.compile(r"/assets/search/[^/]+/")
"""The files of the index beside its entry."""
TEN = 10
FACETS = ("section", "unit", "cluster", "year", "author", "source")


@pytest.fixture(scope="module")
def site(portal: Site) -> Iterator[str]:
    """The address of the real portal."""
    with browsing.served(portal.folder) as origin:
        yield origin


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    """The empty search page at a desk, whose complaints fail the test."""
    opened, complaints = browsing.opened(browser, f"{site}tim-kiem/", 1280)
    opened.wait_for_function(READY)
    yield opened
    opened.context.close()
    assert complaints == []


def ask(page: Page, query: str) -> None:
    """Put a query into the field, as typing does, and wait for its answer."""
    page.evaluate("document.documentElement.dataset.search = 'typed'")
    page.locator("#q").fill(query)
    page.wait_for_function(READY)


def count(page: Page) -> int:
    """Return the number of results that the page states."""
    return int(page.locator("[data-result-count]").get_attribute("data-result-count") or "-1")


def asked(page: Page) -> dict[str, str]:
    """Return what the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def settled(page: Page, part: str) -> None:
    """Wait until the address holds `part` and its answer is shown."""
    page.wait_for_url(re.compile(re.escape(part)))
    page.wait_for_function(READY)


def test_question_in_the_address_is_answered(site: str, browser: Browser) -> None:
    """A link with a question shows its answer, ten lines of it, each with one link to a page that is there, what matched marked."""
    page, complaints = browsing.opened(browser, f"{site}tim-kiem/?{urlencode({'q': 'thi đua'})}", 360)
    page.wait_for_function(READY)
    lines = page.locator("ol[data-results] > li")
    assert lines.count() == 10 < count(page)
    assert page.evaluate(
        "[...document.querySelectorAll('ol[data-results] > li')].every((line) => line.querySelectorAll('a[href]').length === 1)"
    )
    assert page.request.get(site + (lines.first.locator("a").get_attribute("href") or "")[1:]).ok
    assert "thi" in (page.locator("[data-results] mark").first.text_content() or "").lower()
    page.get_by_role("button", name="Xem thêm kết quả").click()
    page.wait_for_function("document.querySelectorAll('ol[data-results] > li').length > 10")
    assert page.evaluate("document.activeElement === document.querySelectorAll('[data-results] a')[10]")
    assert page.title().startswith("thi đua – Tìm kiếm")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert complaints == []
    page.context.close()


def test_typing_keeps_the_address_in_step(page: Page) -> None:
    """Typing changes the address without new steps, a choice makes one, and the first letter after it; Back undoes each."""
    steps = page.evaluate("history.length")
    ask(page, "bac")
    ask(page, "bac kan")
    assert asked(page) == {"q": "bac kan"}
    assert page.evaluate("history.length") == steps
    page.get_by_role("link", name="mới đăng nhất").click()
    settled(page, "sort=date")
    expect(page.get_by_role("link", name="mới đăng nhất")).to_have_attribute("aria-current", "true")
    ask(page, "bac g")
    ask(page, "bac giang")
    page.go_back()
    settled(page, "sort=date")
    expect(page.locator("#q")).to_have_value("bac kan")
    page.go_back()
    page.wait_for_function(f"!location.search.includes('sort') && {READY}")
    assert asked(page) == {"q": "bac kan"}
    ask(page, "")
    expect(page.get_by_role("heading", name="Cách tìm")).to_be_visible()
    assert asked(page) == {}


def test_results_say_where_they_belong_and_when_what_they_tell_of_was(site: str, browser: Browser) -> None:
    """A result names its section as the page lists it, of a conference when it was, of a document whether it holds."""
    page, _ = browsing.opened(browser, f"{site}tim-kiem/?{urlencode({'q': 'so ket 6 thang dau nam 2022 trung du'})}", 360)
    page.wait_for_function(READY)
    expect(page.locator("[data-results] > li").first.locator(".found-kind")).to_have_text("Hội nghịhọp 7/2022")
    ask(page, "doc dai nhiem ky")
    expect(page.locator("[data-results] > li").first.locator(".found-kind")).to_have_text("Giải thích21/11/2026")
    for query, told in {
        "06/2026/QH16": "ban hành 23/4/2026",
        "06/2022/QH15": "đăng 21/11/2026",
        "98/2023/NĐ-CP": "đã hết hiệu lực",
        "01/2024/TT-BNV": "đã được thay thế",
    }.items():
        ask(page, query)
        expect(page.locator("[data-results] > li").first.locator(".found-kind")).to_have_text(f"Văn bản trung ương{told}")
    ask(page, "ha giang")
    expect(page.locator("[data-results] > li").first.locator(".found-kind")).to_have_text("Đơn vịnay thuộc tỉnh Tuyên Quang")
    page.context.close()


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_facets_narrow_and_say_how_many(site: str, browser: Browser, width: int) -> None:
    """A facet's values come when it is opened; choosing one gives as many results as it says, is in the address, and can be taken away."""
    page, complaints = browsing.opened(browser, f"{site}tim-kiem/?{urlencode({'q': 'thi đua'})}", width)
    page.wait_for_function(READY)
    whole = count(page)
    if width < 1000:
        page.locator("[data-narrow] > summary").click()
    for name in FACETS if width > 1000 else FACETS[:1]:
        box = page.locator(f"[data-facet={name}]")
        expect(box.locator("a")).to_have_count(0)
        box.locator("summary").click()
        value = box.locator("a").first
        promised = int((value.locator(".counted").text_content() or "").replace(".", ""))
        value.click()
        settled(page, f"&{name}=")
        expect(page.locator("[data-result-count]")).to_be_in_viewport()
        assert 0 < count(page) == promised <= whole
        expect(page.locator("[data-chosen] a").first).to_contain_text(box.locator("summary").text_content() or "?")
        page.locator("[data-chosen] a").first.click()
        page.wait_for_function(f"!location.search.includes('&{name}=') && {READY}")
        assert count(page) == whole
        box.locator("summary").click()
    assert complaints == []
    page.context.close()


def test_days_narrow(page: Page) -> None:
    """A range of days narrows, and is in the address."""
    ask(page, "thi đua")
    whole = count(page)
    page.locator("[data-days] summary").click()
    page.get_by_label("Từ ngày").fill("2026-11-22")
    settled(page, "from=2026-11-22")
    assert count(page) < whole
    page.go_back()
    page.wait_for_function(READY)
    expect(page.get_by_label("Từ ngày")).to_have_value("")


def test_nothing_found_is_said_with_what_is_near(page: Page) -> None:
    """Where nothing is found the page says so; pages that have some of the words follow, called that, and what may have been meant."""
    ask(page, "kangaroo")
    assert count(page) == 0
    expect(page.locator("[data-result-count]")).to_have_text("Không tìm thấy gì.")
    expect(page.locator("[data-results] > li")).to_have_count(0)
    expect(page.locator(".search-help a[href$='/khen-thuong/'], .search-help a[href$='/hoi-nghi/']").first).to_be_visible()
    ask(page, "hương ngàn kangaroo")
    assert count(page) == 0
    expect(page.locator("[data-result-count]")).to_contain_text("Không trang nào có đúng như đã gõ")
    expect(page.locator("[data-results] a").first).to_contain_text("Hương Ngàn")
    ask(page, "hương ngàm")
    page.locator("[data-near] a").click()
    settled(page, "h%C6%B0%C6%A1ng+ng%C3%A0n")
    expect(page.locator("#q")).to_have_value("hương ngàn")
    expect(page.locator("[data-near]")).to_be_hidden()
    assert count(page) > 0


def test_words_that_do_not_stand_together_are_told(page: Page) -> None:
    """Where no page has all words side by side, pages that have one of them elsewhere are given, and the page says so."""
    ask(page, "hợp tác xã nghệ")
    assert count(page) > 0
    expect(page.locator("[data-result-count]")).to_contain_text("nhưng không liền nhau")
    ask(page, "hợp tác xã")
    expect(page.locator("[data-result-count]")).not_to_contain_text("nhưng không liền nhau")


def test_more_goes_on_where_it_stopped_though_a_line_is_missing(site: str, browser: Browser) -> None:
    """A file of results that does not come leaves out its lines; others are neither repeated nor lost, and at the end the button goes."""
    page, _ = browsing.opened(browser, f"{site}tim-kiem/", 1280)
    page.route(re.compile(r"/assets/search/.*/d0\.bin$"), lambda route: route.abort())
    ask(page, "thi đua")
    total = count(page)
    page.wait_for_function(READY)
    assert total > 2 * TEN
    for _ in range(total // TEN + 1):
        if page.locator("[data-more]").is_visible():
            page.evaluate("document.documentElement.dataset.search = 'clicked'")
            page.locator("[data-more]").click()
            page.wait_for_function(READY)
    assert page.locator("[data-more]").is_hidden()
    shown = page.locator("[data-results] h3 a").evaluate_all("links => links.map((link) => link.href)")
    assert len(shown) == len(set(shown))
    assert total - 4 <= len(shown) < total  # a file of results holds four
    page.context.close()


def test_what_was_searched_for_is_not_lost_by_typing_on(page: Page) -> None:
    """After Enter, slow typing of something else is a step of its own: Back brings the first search again."""
    for query in ("bac kan", "ha giang"):
        ask(page, query)
        page.keyboard.press("Enter")
        page.wait_for_function(READY)
    page.go_back()
    settled(page, "bac+kan")
    expect(page.locator("#q")).to_have_value("bac kan")


@pytest.mark.parametrize(
    ("address", "notice", "lines"),
    [
        ("?q=...", "no-words", 0),
        ("?q=-khen", "no-words", 0),
        ("?q=thi+dua&from=2026-11-20&to=2026-11-01", "reversed", 0),
        ("?q=thi+dua&from=abc&year=moi", None, TEN),
        ("?q=hoang+dihn+que", None, None),
        ("?section=van-ban", None, TEN),
        ("?q=l%C3%A0o+cai+-l%C3%A0o", "emptied", 0),
        ("?q=zzzz&section=van-ban", "nothing", 0),
    ],
)
def test_what_an_address_means_is_told(site: str, browser: Browser, address: str, notice: str | None, lines: int | None) -> None:
    """A question that cannot be answered says why; what is no day narrows nothing; conditions alone list what fulfils them."""
    page, complaints = browsing.opened(browser, f"{site}tim-kiem/{address}", 1280)
    page.wait_for_function(READY)
    shown = page.locator("[data-notice]:not([hidden])")
    if notice:
        expect(shown).to_have_attribute("data-notice", notice)
    assert (shown.get_attribute("data-notice") if notice else shown.count()) == (notice or 0)
    found = page.locator("[data-results] > li").count()
    assert found == lines if lines is not None else found > 0
    assert complaints == []
    page.context.close()


def test_conditions_that_leave_nothing_say_how_much_is_outside(page: Page) -> None:
    """The number of results without conditions is a link that takes them away; to empty the field keeps them."""
    page.goto(page.url + "?q=que&year=1999")
    page.goto(page.url + "&unit=ha-noi")
    expect(page.locator("[data-chosen]")).to_contain_text("Đơn vị: Thành phố Hà Nội")
    page.get_by_role("link", name=re.compile("Bỏ mọi điều kiện: ")).click()
    page.wait_for_function(f"!location.search.includes('year') && {READY}")
    assert count(page) > 0
    page.goto(page.url.partition("?")[0] + "?q=que&section=dien-hinh")
    page.wait_for_function(READY)
    ask(page, "")
    assert asked(page) == {"section": "dien-hinh"}
    listed = count(page)
    assert listed > 0
    expect(page.locator("[data-chosen] a")).to_contain_text("Chuyên mục: Điển hình")
    page.reload()
    page.wait_for_function(READY)
    ask(page, "trang")
    page.go_back()
    page.wait_for_function(f"!location.search.includes('trang') && {READY}")
    assert count(page) == listed


def test_on_a_phone_results_are_in_sight_while_one_types(site: str, browser: Browser) -> None:
    """A phone's keyboard takes half of its height: the field goes to the top, so that the first result is above the middle."""
    page, complaints = browsing.opened(browser, f"{site}tim-kiem/", 360)
    page.wait_for_function(READY)
    ask(page, "bac ka")
    top = page.evaluate("document.querySelector('[data-results] > li').getBoundingClientRect().top")
    assert 0 < top < page.evaluate("innerHeight") / 2
    assert complaints == []
    page.context.close()


def test_day_is_typed_digit_by_digit(page: Page) -> None:
    """A year that is not whole yet asks nothing; the panel stays though nothing is found, so that the day can be put right."""
    ask(page, "hội nghị")
    page.locator("[data-days] summary").click()
    for digits, value in (("2024-12-31", "0002-12-31"), ("2024-12-31", "2024-12-31")):
        page.locator("#to").fill(value)
        page.locator("#to").dispatch_event("change")
        page.wait_for_function(READY)
        assert ("to=" in page.url) == (value == digits)
    expect(page.locator("#to")).to_be_visible()
    assert count(page) == 0


def test_space_behind_half_a_word_is_no_end(page: Page) -> None:
    """What a phone's keyboard puts behind a word does not say that the word is whole; documents are found as people call them."""
    for query in ("bac ka ", "nghi dinh 152 ", "nđ 152"):
        ask(page, query)
        assert count(page) > 0, query
    expect(page.locator("[data-results] h3 a").first).to_contain_text("152/2025")


def test_results_are_reached_by_arrows_and_announced_once(page: Page) -> None:
    """Arrows lead from the field to the results and back, Escape too; screen readers hear of the last answer alone."""
    page.evaluate(
        """() => {
          window.heard = [];
          new MutationObserver(() => heard.push(document.querySelector("[data-said]").textContent))
            .observe(document.querySelector("[data-said]"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.evaluate(
        """(typed) => {
          const field = document.querySelector("#q");
          for (const text of typed) {
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }""",
        ["thôn", "thôn ph", "thôn phiêng an"],
    )
    expect(page.locator("[data-said]")).to_have_text(re.compile(r"\d+ kết quả"))
    assert len(page.evaluate("heard")) == 1
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('[data-names] a, [data-results] a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"


def test_quality_set_is_answered_as_it_must_be(page: Page) -> None:
    """Of the queries about the real content the right page is first, and what must find nothing does; benchmarks/ asks more."""
    categories = read_set(archive=False)
    answers = {}
    for query in (query for category in categories for query in category.queries):
        told = page.evaluate(ASK, [query.text])
        answers[query.text] = Answer(urls=tuple(told["urls"]), total=told["total"], near=told["near"])
    found = scores(categories, answers)
    assert {text for score in found for text in score.wrong} == set()


def test_names_of_pages_are_suggested(page: Page) -> None:
    """A cluster, a unit or a model whose name is being typed is a link above the results."""
    ask(page, "trung du")
    expect(page.locator("[data-names] a").first).to_contain_text("Trung du và miền núi phía Bắc")
    ask(page, "")
    expect(page.locator("[data-names]")).to_be_hidden()


HOSTILE = (
    "a" * 10_000,
    "thi đua " * 1250,
    '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script><b>thi đua</b>',
    '"><svg onload=window.hurt=1>',
    ".*+?^${}()|[]\\/ (?:thi|đua)+",
    '!!! ??? … -- "" “” --- -',
    "😀🎉👨‍👩‍👧‍👦 thi đua",
    "thi\u0000 \u0007đua\u202e\u2028\ud800",
    unicodedata.normalize("NFD", "hội nghị tổng kết"),
    "Вắс Kạn аbс",
    "-thi -đua",
    '"thi đua',
    "__proto__ constructor toString",
    "%00 %ff &q=x #y",
)


def test_hostile_questions_only_ever_become_text(page: Page) -> None:
    """Whatever is typed, the page answers, the browser does not complain, and nothing of it becomes markup."""
    known = page.evaluate("[...new Set([...document.querySelectorAll('*')].map((one) => one.localName))]")
    for query in HOSTILE:
        ask(page, query)
        page.keyboard.press("Enter")
        page.wait_for_function(READY)
        assert page.evaluate("document.documentElement.dataset.found") in {"some", "none"}, query
        assert count(page) > 0 or query not in {'"thi đua', "😀🎉👨‍👩‍👧‍👦 thi đua"}, query
    now = page.evaluate("[...new Set([...document.querySelectorAll('*')].map((one) => one.localName))]")
    assert {*now} - {*known} <= {"mark", "time", "h3", "li", "span", "a"}
    assert page.evaluate("window.hurt === undefined")


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_damaged_index_gives_the_rest_and_says_so(site: str, browser: Browser, damage: str) -> None:
    """Where a part of the index cannot be had or read, the page says so and shows what it has."""
    context = browser.new_context()
    page = context.new_page()
    broken: list[str] = []

    def fail(route: Route) -> None:
        broken.append(route.request.url)
        if damage == "missing":
            route.fulfill(status=404, body="not here")
        else:
            route.fulfill(status=200, body=b"\x00\xff not what it was \xfe" * 9)

    page.goto(f"{site}tim-kiem/?q=h%E1%BB%99i+ngh%E1%BB%8B")
    page.wait_for_function(READY)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(SHARDS, fail)
    ask(page, "trang trại tuần hoàn")
    assert broken
    expect(page.locator("[data-notice=damaged-nothing]")).to_be_visible()
    assert page.locator("[data-results] > li").count() == 0
    expect(page.locator("[data-more]")).to_be_hidden()
    page.unroute(SHARDS)
    page.locator("[data-notice=damaged-nothing] [data-again]").click()
    page.wait_for_function(READY)
    expect(page.locator("[data-notice=damaged-nothing]")).to_be_hidden()
    expect(page.locator("[data-results] a").first).to_contain_text("Hoàng Đình Quê")
    assert errors == []
    context.close()


def test_without_network_it_says_so_and_answers_when_it_is_back(site: str, browser: Browser) -> None:
    """Offline the page says so and keeps working with what it has; when the network is back the question is answered."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}tim-kiem/?q=h%E1%BB%99i+ngh%E1%BB%8B")
    page.wait_for_function(READY)
    context.set_offline(True)
    expect(page.locator("[data-notice=offline]")).to_be_visible()
    ask(page, "trang trại tuần hoàn")
    expect(page.locator("[data-notice=offline-nothing]")).to_be_visible()
    context.set_offline(False)
    expect(page.locator("[data-notice=offline-nothing]")).to_be_hidden()
    expect(page.locator("[data-results] a").first).to_contain_text("Hoàng Đình Quê")
    context.close()


def test_engine_that_does_not_come_is_told(site: str, browser: Browser) -> None:
    """Where the engine itself cannot be loaded the page says so and shows the other ways."""
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"/search\.[0-9a-f]+\.js$"), lambda route: route.abort())
    page.goto(f"{site}tim-kiem/?q=thi")
    page.wait_for_function(READY)
    expect(page.locator("[data-notice=broken]")).to_be_visible()
    expect(page.get_by_role("heading", name="Tìm theo danh mục", exact=True)).to_be_visible()
    assert count(page) == 0
    context.close()


def test_page_explains_itself_without_script(site: str, browser: Browser) -> None:
    """Without script the page says why it cannot search and leads on; the box is a plain link, and nothing pretends to work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}tim-kiem/?q=thi")
    expect(page.locator(".without-script")).to_be_visible()
    expect(page.locator("main input:visible, main button:visible")).to_have_count(0)
    for way in ("Chủ đề", "Lưu trữ", "Sơ đồ trang"):
        expect(page.get_by_role("main").get_by_role("link", name=way, exact=True)).to_be_visible()
    page.goto(site)
    expect(page.get_by_role("link", name="Tìm kiếm", exact=True)).to_be_visible()
    context.close()


def test_box_on_every_page_loads_nothing_and_leads_to_the_answer(site: str, browser: Browser) -> None:
    """The small box fits a phone, costs no request until it is used, and its question is answered on the search page."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{site}tin-tuc/", wait_until="networkidle")
    assert [address for address in requests if "search" in address] == []
    box = page.get_by_role("searchbox", name="Tìm trên cổng")
    place = box.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 360
    box.fill("Phiêng An")
    box.press("Enter")
    page.wait_for_function(READY)
    expect(page.locator("#q")).to_have_value("Phiêng An")
    expect(page.locator("[data-results] a").first).to_contain_text("Thôn Phiêng An")
    context.close()
