"""Why an output is rendered, in words that an editor understands: which piece of the site changed."""

from __future__ import annotations

from thidua.words.text import Text

_WHY = {
    "forgotten": Text("dựng toàn bộ: chưa nhớ lần dựng nào trước", "full build: no earlier one is remembered"),
    "new": Text("trang hoặc tệp mới", "a new page or file"),
    "planned": Text("trang liệt kê hoặc dẫn tới những mục khác trước", "the page lists or leads to other things than before"),
    "unpublished": Text(
        "tệp không có trong thư mục xuất bản, hoặc là của lần dựng khác", "the file is not in the output folder, or is another build's"
    ),
    "removed": Text("đã gỡ khỏi cổng", "removed from the site"),
    "read": Text("{what} đã đổi", "{what} changed"),
}
_WHAT = {
    "address": Text("địa chỉ của {name}", "the address of {name}"),
    "card": Text("tiêu đề, địa chỉ, ngày hoặc trạng thái của {name}", "title, address, date or state of {name}"),
    "terms": Text("phần tìm kiếm của {name}", "what search finds {name} by"),
    "summary": Text("phần tóm tắt của {name}", "the summary of {name}"),
    "front": Text("phần thông tin đầu tệp của {name}", "the front matter of {name}"),
    "facts": Text("dữ kiện của {name}", "the facts of {name}"),
    "body": Text("nội dung của {name}", "the text of {name}"),
    "words": Text("độ dài của {name}", "the length of {name}"),
    "syndicated": Text("phần của {name} trong nguồn tin", "what feeds say of {name}"),
    "map": Text("các đơn vị trên sơ đồ của {name}", "the units on the map of {name}"),
    "around": Text("các bài liên quan, cũ hơn, mới hơn của {name}", "the articles around {name}"),
    "query": Text("{name}", "{name}"),
    "history": Text("lịch sử của {name}", "the history of {name}"),
    "clusters": Text("danh sách cụm, khối", "the list of clusters"),
    "meetings": Text("các cuộc họp của {name}", "the meetings of {name}"),
    "lead": Text("đơn vị trưởng gần nhất của {name}", "the last known lead of {name}"),
    "members-of": Text("các cụm mà {name} là thành viên", "the clusters that {name} is a member of"),
    "offices-of": Text("các chức vụ của {name} trong cụm, khối", "the offices of {name} in clusters"),
    "predecessors": Text("các đơn vị hợp thành {name}", "the units merged into {name}"),
    "children": Text("các đơn vị thuộc {name}", "the bodies of {name}"),
    "provinces": Text("các tỉnh, thành phố hiện nay", "today's provinces"),
    "province-of": Text("tỉnh, thành phố nay có {name}", "today's province of {name}"),
    "territory": Text("địa bàn của {name}", "the territory of {name}"),
    "register": Text("danh mục {name}", "the register {name}"),
    "names": Text("danh sách tên: {name}", "the list of names: {name}"),
    "listed-sections": Text("danh sách chuyên mục", "the list of sections"),
    "channel": Text("tên và trang của nguồn tin", "the title and page of a feed"),
    "channels": Text("danh sách nguồn tin", "the list of feeds"),
    "folder": Text("tên thư mục {name}", "the name of the folder {name}"),
    "counted": Text("có danh sách bài đọc nhiều hay không", "whether there is a list of what is read most"),
    "abbreviations": Text("danh mục chữ viết tắt", "the register of abbreviations"),
    "length": Text("dung lượng tệp đã xuất bản", "the size of a published file"),
    "places": Text("danh sách trang của cổng", "the list of all pages"),
    "archive-years": Text("các năm của kho lưu trữ", "the years of the archive"),
    "force": Text("hiệu lực của {name}", "whether {name} is in force"),
    "outdated": Text("{name} còn hiệu lực hay không", "whether {name} holds no longer"),
    "section": Text("chuyên mục {name}", "the section {name}"),
    "setting": Text("{name}", "{name}"),
    "tally": Text("bảng tổng hợp khen thưởng", "the tally of awards"),
    "cluster-awards": Text("khen thưởng của {name}", "the awards of {name}"),
    "unit": Text("đơn vị {name} trong danh mục", "the unit {name} in its register"),
    "award": Text("hình thức khen thưởng {name}", "the award {name}"),
    "movement": Text("phong trào {name}", "the movement {name}"),
    "person": Text("nhân vật {name}", "the person {name}"),
    "series": Text("dòng sự kiện {name}", "the story {name}"),
    "tag": Text("chủ đề {name}", "the tag {name}"),
    "author": Text("tác giả {name}", "the author {name}"),
    "style": Text("tệp trình bày {name}", "the style sheet {name}"),
    "script": Text("tệp kịch bản {name}", "the script {name}"),
    "theme": Text("tệp chung của giao diện", "the theme's common files"),
    "asset": Text("tệp {name}", "the file {name}"),
    "template": Text("mẫu giao diện {name} hoặc mẫu mà nó dùng", "the template {name} or one that it uses"),
}


_SETTINGS = {
    "site": Text("cấu hình chung của cổng", "the configuration of the site"),
    "feeds": Text("cấu hình nguồn tin", "the configuration of feeds"),
    "data": Text("cấu hình dữ liệu mở", "the configuration of the open data"),
    "menu": Text("thanh mục", "the menu"),
    "pages": Text("danh sách các trang thông tin chung", "the list of pages about the portal"),
    "year": Text("năm nay", "this year"),
}
_HOME = {
    "lead": Text("bài đầu trang chủ", "the lead story of the front page"),
    "second": Text("hàng thứ hai của trang chủ", "the second tier of the front page"),
    "newest": Text("khối mới nhất", "the newest articles"),
    "upcoming": Text("khối sắp diễn ra", "what comes next"),
}
_LISTS = {
    "section": Text("chuyên mục {name}", "the section {name}"),
    "unit": Text("đơn vị {name}", "the unit {name}"),
    "cluster": Text("cụm, khối {name}", "the cluster {name}"),
    "movement": Text("phong trào {name}", "the movement {name}"),
    "series": Text("dòng sự kiện {name}", "the story {name}"),
    "tag": Text("chủ đề {name}", "the tag {name}"),
    "author": Text("tác giả {name}", "the author {name}"),
    "person": Text("nhân vật {name}", "the person {name}"),
    "month": Text("tháng {name}", "the month {name}"),
    "home": Text("trang chủ ({name})", "the front page ({name})"),
    "kind": Text("loại {name}", "the kind {name}"),
    "latest": Text("mọi chuyên mục", "all sections"),
    "fresh": Text("48 giờ qua", "the last 48 hours"),
    "corrections": Text("trang đính chính", "the page of corrections"),
    "albums": Text("thư viện ảnh", "the picture library"),
    "most-read": Text("khối đọc nhiều", "what is read most"),
    "presented": Text("hội nghị đã giới thiệu {name}", "conferences that presented {name}"),
    "honoured": Text("hội nghị đã tôn vinh {name}", "conferences that honoured {name}"),
    "amended-by": Text("văn bản sửa đổi {name}", "documents that amend {name}"),
    "replaced-by": Text("văn bản thay thế {name}", "documents that replace {name}"),
    "withdrawn": Text("bài đã rút", "what was withdrawn"),
}
_SLICES = {
    "front": Text("các bài mới nhất của {name}", "the newest articles of {name}"),
    "feed": Text("các bài trong RSS của {name}", "the articles in the feed of {name}"),
    "page": Text("trang {number} của {name}", "page {number} of {name}"),
}
_LIST = Text("danh sách bài của {name}", "the list of {name}")


def reason(why: str, key: str, language: str) -> str:
    """Return why an output is rendered: `why` as staleness says it, `key` the one that changed, if one did."""
    space, _, name = key.partition(":")
    if space == "query":
        name = _query(name, language)
    elif space == "setting":
        name = _in(_SETTINGS[name], language)
    what = _in(_WHAT[space], language).format(name=name) if key else ""
    return _in(_WHY[why], language).format(what=what)


def _query(name: str, language: str) -> str:
    """Return what a list of articles is called: its newest part, a numbered page, or the whole."""
    form, _, rest = name.partition("/")
    if form not in _SLICES:
        return _in(_LIST, language).format(name=_list(name, language))
    number = rest.rpartition("/")[2]
    whole = rest.rpartition("/")[0] if form == "page" else rest
    return _in(_SLICES[form], language).format(name=_list(whole, language), number=number)


def _list(name: str, language: str) -> str:
    space, _, rest = name.partition("/")
    text = _HOME.get(rest, _LISTS["home"]) if space == "home" else _LISTS.get(space)
    return _in(text, language).format(name=rest.rpartition("/")[2]) if text else name


def _in(text: Text, language: str) -> str:
    return text.en if language == "en" else text.vi
