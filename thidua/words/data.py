"""The dictionary of the open data: what tables and columns mean, in both languages."""

from __future__ import annotations

from functools import cache

from thidua.words.text import Text

_TITLES = {
    "khen-thuong": Text("Khen thưởng", "Awards"),
    "nhiem-ky": Text("Nhiệm kỳ của cụm, khối", "Terms of clusters"),
    "thanh-vien": Text("Thành viên của cụm, khối", "Members of clusters"),
    "hoi-nghi": Text("Hội nghị", "Conferences"),
    "dien-hinh": Text("Điển hình tiên tiến", "Exemplary models"),
    "don-vi": Text("Đơn vị", "Units"),
    "ten-don-vi": Text("Tên đơn vị theo thời gian", "Names of units over time"),
}

_ABOUT = {
    "khen-thuong": Text(
        "Một dòng là một hình thức trong một năm, của một cụm, ở một bước: đề nghị, quyết định, trao tặng hoặc thu hồi. "
        "Các bước không cộng với nhau.",
        "A row is one form in one year, of one cluster, at one step: nominated, decided, given or revoked. Steps do not add up.",
    ),
    "nhiem-ky": Text(
        "Một dòng là một đơn vị giữ một chức danh của một cụm, trong một năm hoặc giữa hai ngày, theo một nguồn.",
        "A row is a unit in one post of a cluster, in a year or between two days, as one source says.",
    ),
    "thanh-vien": Text(
        "Một dòng là một đơn vị trong một cụm; thời gian là lúc nguồn ghi nhận, không phải toàn bộ thời gian tham gia.",
        "A row is a unit in a cluster; its times are those at which sources attest it, not the whole of its membership.",
    ),
    "hoi-nghi": Text(
        "Một dòng là một bài của cổng về một hội nghị; một hội nghị có thể được nhiều bài kể.",
        "A row is an article of this portal about a conference; several articles may tell of one.",
    ),
    "dien-hinh": Text(
        "Một dòng là một điển hình đã đăng; nơi ở ghi đến cấp xã.", "A row is a published model; its place is given down to the commune."
    ),
    "don-vi": Text(
        "Một dòng là một đơn vị, hiện có hoặc đã kết thúc, và đơn vị hiện nay của nó.",
        "A row is a unit, of today or former, and what it is today.",
    ),
    "ten-don-vi": Text("Một dòng là một tên của một đơn vị trong một thời gian.", "A row is a name of a unit in a period."),
}

_COLUMNS = {
    "id": Text("định danh bền vững của bài", "the stable identity of the article"),
    "title": Text("tên bài", "the title of the article"),
    "published": Text("ngày cổng đăng bài", "the day on which this portal published the article"),
    "url": Text("địa chỉ trang", "the address of the page"),
    "source": Text(
        "nguồn của dòng: địa chỉ (cách nhau bằng dấu cách nếu nhiều), hoặc tên nguồn không có địa chỉ",
        "the source of the row: an address (several with spaces between them), or the name of a source that has none",
    ),
    "year": Text("năm", "the year"),
    "cluster": Text("mã cụm, khối", "the id of the cluster"),
    "cluster_name": Text("tên cụm, khối", "the name of the cluster"),
    "form": Text("mã danh hiệu hoặc hình thức khen thưởng", "the id of the award"),
    "form_name": Text("tên danh hiệu hoặc hình thức khen thưởng", "the name of the award"),
    "level": Text("cấp khen thưởng", "the level of the award"),
    "standing": Text(
        "bước: given trao tặng, decided quyết định, nominated đề nghị, revoked thu hồi",
        "the step: given, decided, nominated or revoked",
    ),
    "collectives": Text("số tập thể; trống là nguồn không ghi, không phải số không", "collectives; empty is unknown, not zero"),
    "individuals": Text("số cá nhân; trống là nguồn không ghi", "individuals; empty is unknown"),
    "households": Text("số hộ gia đình; trống là nguồn không ghi", "households; empty is unknown"),
    "direct_workers": Text("trong số cá nhân: người trực tiếp lao động", "of the individuals: those who work with their hands"),
    "uncounted": Text("true: một phần hoặc toàn bộ không được nguồn ghi số lượng", "true: of some or all of it no source gives a number"),
    "from": Text("từ ngày; có thể chỉ biết năm hoặc tháng", "the first day; perhaps a year or month alone"),
    "to": Text("đến hết ngày; có thể chỉ biết năm hoặc tháng", "the last day; perhaps a year or month alone"),
    "post": Text("lead: cụm trưởng, khối trưởng; deputy: cụm phó, khối phó", "lead or deputy"),
    "unit": Text("mã đơn vị, xem bảng don-vi", "the id of the unit, see the table don-vi"),
    "unit_name": Text("tên đơn vị vào ngày mà dòng nói đến", "the name of the unit on the day that the row is about"),
    "seen": Text("những ngày, tháng, năm nguồn ghi nhận, cách nhau bằng dấu cách", "the times at which sources attest it"),
    "type": Text("loại", "the kind"),
    "covers": Text(
        "thời gian mà hội nghị tổng kết: năm, nửa năm hoặc giai đoạn", "what the conference reviews: a year, half-year or period"
    ),
    "start": Text("ngày bắt đầu; có thể chỉ biết tháng hoặc năm", "its first day; perhaps a month or year alone"),
    "end": Text("ngày kết thúc", "its last day"),
    "time": Text("giờ khai mạc, theo giờ địa phương", "when it opened, local time"),
    "city": Text("thành phố hoặc địa danh nơi họp, như đã in", "the place where it met, as printed"),
    "venue": Text("nhà, phòng họp", "the venue"),
    "status": Text("hoan: hoãn; huy: đã hủy; trống: không có nguồn nói khác", "hoan: postponed; huy: cancelled; else empty"),
    "subject_type": Text("cá nhân, tập thể hay hộ gia đình", "an individual, a collective or a household"),
    "subject": Text("tên người, tập thể, hộ gia đình", "the name of the person, collective or household"),
    "field": Text("lĩnh vực", "the field"),
    "commune": Text("xã, phường vào lúc ghi", "the commune at that time"),
    "district": Text("huyện, quận vào lúc ghi", "the district at that time"),
    "place_as_of": Text("lúc mà địa chỉ được ghi", "when the place was true"),
    "name": Text("tên, không có loại đơn vị", "the name, without its kind"),
    "kind": Text("loại đơn vị", "the kind of unit"),
    "code_gso": Text("mã của Cục Thống kê, bộ mã gần nhất", "the code of the statistics office, the last one"),
    "code_iso": Text("mã ISO 3166-2", "the ISO 3166-2 code"),
    "merged_into": Text("đơn vị mà nó hợp nhất vào", "the unit that it was merged into"),
    "now": Text("đơn vị hiện nay, sau mọi lần hợp nhất", "what it is today, after all mergers"),
    "now_name": Text("tên đơn vị hiện nay", "the name of what it is today"),
    "parent": Text("đơn vị cấp trên", "the unit that it belongs to"),
}

_OWN = {
    ("don-vi", "id"): Text("mã đơn vị", "the id of the unit"),
    ("nhiem-ky", "unit_name"): Text("tên đơn vị vào cuối nhiệm kỳ", "the name of the unit at the end of the term"),
    ("hoi-nghi", "unit"): Text("mã đơn vị nơi họp, xem bảng don-vi", "the id of the unit where it met, see the table don-vi"),
}
"""What a column means in one table, where that is more than it means in all."""


class DataWords:
    """The dictionary in one language."""

    def __init__(self, language: str) -> None:
        self._place = 1 if language == "en" else 0

    def title(self, table: str) -> str:
        """Return the name of a table."""
        return _TITLES[table][self._place]

    def about(self, table: str) -> str:
        """Return what a row of a table is."""
        return _ABOUT[table][self._place]

    def column(self, table: str, column: str) -> str:
        """Return what a column of a table means."""
        return _OWN.get((table, column), _COLUMNS[column])[self._place]


@cache
def data_words(language: str) -> DataWords:
    """Return the dictionary in one language."""
    return DataWords(language)
