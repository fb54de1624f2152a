"""The words of the interface: Vietnamese first, English beside it, one key for both.

Templates say `words.latest`; a key that is missing fails the rendering, a key that no template uses fails a test.
"""

from __future__ import annotations

from functools import cache

from thidua.words.drawings import DRAWINGS
from thidua.words.searching import SEARCHING
from thidua.words.subscriptions import SUBSCRIPTIONS
from thidua.words.text import Text
from thidua.words.vocabulary import VOCABULARY

WORDS: dict[str, Text] = {
    "skip": Text("Chuyển đến nội dung", "Skip to content"),
    "home": Text("Trang chủ", "Home"),
    "menu": Text("Mục chính", "Main menu"),
    "breadcrumb": Text("Đường dẫn", "Breadcrumb"),
    "about_site": Text("Về cổng này", "About this site"),
    "text_size": Text("Cỡ chữ", "Text size"),
    "text_smaller": Text("Chữ nhỏ hơn", "Smaller text"),
    "text_larger": Text("Chữ to hơn", "Larger text"),
    "high_contrast": Text("Tương phản cao", "High contrast"),
    "picture_count": Text("{count} ảnh", "{count} pictures"),
    "no_albums": Text("Chưa có ảnh nào.", "There are no pictures yet."),
    "albums": Text("Thư viện ảnh", "Picture library"),
    "details": Text("Chi tiết", "Details"),
    "source_of_box": Text("Nguồn của các dữ kiện trên", "Source of these facts"),
    "save_page": Text("Lưu bài", "Save"),
    "print_page": Text("In trang", "Print"),
    "copy_link": Text("Chép liên kết", "Copy link"),
    "link_copied": Text("Đã chép liên kết.", "The link was copied."),
    "share": Text("Chia sẻ", "Share"),
    "send_by_mail": Text("Gửi qua thư", "Send by mail"),
    "feedback": Text("Góp ý", "Feedback"),
    "previous_picture": Text("Ảnh trước", "Previous picture"),
    "next_picture": Text("Ảnh sau", "Next picture"),
    "close": Text("Đóng", "Close"),
    "enlarge": Text("Phóng to", "Enlarge"),
    "most_read": Text("Đọc nhiều", "Most read"),
    "most_read_elsewhere": Text("Xem các bài được đọc nhiều", "See what is read most"),
    "latest_elsewhere": Text("Xem tin mới nhất ở trang chủ", "See the latest on the home page"),
    "upcoming": Text("Sắp diễn ra", "Coming up"),
    "latest": Text("Mới nhất", "Latest"),
    "lead_story": Text("Tin chính", "Lead story"),
    "more_in": Text("Xem tất cả", "See all"),
    "older": Text("Tin đã đưa", "Earlier articles"),
    "older_page": Text("Cũ hơn", "Older"),
    "newer_page": Text("Mới hơn", "Newer"),
    "newer": Text("Tin mới hơn", "Newer article"),
    "related": Text("Tin liên quan", "Related articles"),
    "earlier_in_story": Text("Tin đã đưa trong dòng sự kiện", "Earlier in this story"),
    "pages": Text("Các trang", "Pages"),
    "page_number": Text("trang {number}", "page {number}"),
    "nothing_yet": Text("Chưa có bài nào.", "Nothing has been published here yet."),
    "author": Text("Tác giả", "Author"),
    "authors": Text("Tác giả", "Authors"),
    "photos_by": Text("Ảnh", "Photographs"),
    "held_on": Text("họp {date}", "held {date}"),
    "issued_on": Text("ban hành {date}", "issued {date}"),
    "published_on": Text("đăng", "published"),
    "updated": Text("Cập nhật", "Updated"),
    "source": Text("Nguồn", "Source"),
    "sources": Text("Nguồn tham khảo", "Sources"),
    "source_short": Text("nguồn", "source"),
    "inferred": Text("suy luận", "inferred"),
    "disputed": Text("các nguồn nói khác nhau", "sources differ"),
    "no_source": Text("chưa có nguồn", "no source yet"),
    "original": Text("bản gốc", "original"),
    "facts": Text("Thông tin", "Facts"),
    "event_type": Text("Loại", "Type"),
    "event_cluster": Text("Cụm, khối", "Cluster"),
    "event_date": Text("Thời gian", "Date"),
    "event_place": Text("Địa điểm", "Place"),
    "event_covers": Text("Kỳ", "Covers"),
    "event_launches": Text("Phát động thi đua", "Launches"),
    "event_activities": Text("Hoạt động", "Activities"),
    "event_attending": Text("Tham dự", "Attending"),
    "event_people": Text("Người tham gia", "People"),
    "event_elected": Text("Bầu cấp trưởng, cấp phó", "Elected"),
    "event_models": Text("Điển hình được giới thiệu", "Models presented"),
    "statistics": Text("Số liệu", "Figures"),
    "awards": Text("Khen thưởng", "Awards"),
    "subject": Text("Chủ thể", "Subject"),
    "model_type": Text("Loại điển hình", "Type"),
    "field": Text("Lĩnh vực", "Field"),
    "place": Text("Địa chỉ", "Address"),
    "place_as_of": Text("địa chỉ tại thời điểm {date}", "address as of {date}"),
    "occupation": Text("Nghề nghiệp, công việc", "Occupation"),
    "circumstance": Text("Hoàn cảnh", "Circumstances"),
    "done": Text("Việc đã làm", "What was done"),
    "results": Text("Kết quả", "Results"),
    "contact": Text("Liên hệ", "Contact"),
    "presented_at": Text("Được giới thiệu tại", "Presented at"),
    "document_number": Text("Số, ký hiệu", "Number"),
    "document_form": Text("Loại văn bản", "Form"),
    "document_issuer": Text("Cơ quan ban hành", "Issuer"),
    "document_issued": Text("Ngày ban hành", "Issued"),
    "document_state": Text("Hiệu lực", "State"),
    "document_checked": Text("kiểm tra ngày {date}", "checked on {date}"),
    "from_day": Text("từ {date}", "from {date}"),
    "to_day": Text("đến {date}", "until {date}"),
    "amends": Text("Sửa đổi, bổ sung", "Amends"),
    "amended_by": Text("Được sửa đổi bởi", "Amended by"),
    "replaces": Text("Thay thế", "Replaces"),
    "replaced_by": Text("Được thay thế bởi", "Replaced by"),
    "tags": Text("Chủ đề", "Topics"),
    "units": Text("Đơn vị", "Units"),
    "unit": Text("Đơn vị", "Unit"),
    "clusters": Text("Cụm, khối thi đua", "Clusters"),
    "movements": Text("Phong trào thi đua", "Emulation movements"),
    "movement": Text("Phong trào", "Movement"),
    "series": Text("Dòng sự kiện", "Running stories"),
    "people": Text("Nhân vật", "People"),
    "attachments": Text("Tệp đính kèm", "Attachments"),
    "gallery": Text("Ảnh", "Pictures"),
    "photo_credit": Text("Ảnh: {name}", "Photograph: {name}"),
    "block_photo": Text("Ảnh:", "Photograph:"),
    "block_number": Text("Số", "No."),
    "block_site": Text("Mở ở trang", "Opens at"),
    "block_video": Text("Video ở trang", "Video at"),
    "block_duration": Text("thời lượng", "length"),
    "corrections": Text("Đính chính", "Corrections"),
    "correction_on": Text("Đính chính ngày {date}", "Corrected on {date}"),
    "withdrawn": Text("Bài đã được rút ngày {date}", "Withdrawn on {date}"),
    "withdrawn_mark": Text("đã rút", "withdrawn"),
    "reason": Text("Lý do", "Reason"),
    "expired": Text("Nội dung này đã hết thời hạn đăng.", "This content has expired."),
    "no_corrections": Text("Chưa có đính chính nào.", "There are no corrections yet."),
    "members": Text("Thành viên", "Members"),
    "members_incomplete": Text("Danh sách chưa đầy đủ theo nguồn hiện có.", "The list is incomplete in the sources at hand."),
    "member_unit": Text("Đơn vị (tên lúc đó)", "Unit (name at that time)"),
    "member_seen": Text("Thời điểm ghi nhận", "Attested"),
    "member_now": Text("Nay là", "Today"),
    "leadership": Text("Cụm trưởng, cụm phó qua các năm", "Lead and deputy by year"),
    "leadership_ribbon": Text("Dải nhiệm kỳ", "Ribbon of terms"),
    "lead": Text("Trưởng", "Lead"),
    "lead_last_known": Text("Trưởng năm {year}, gần nhất có nguồn", "Lead of {year}, the last in the sources"),
    "deputy": Text("Phó", "Deputy"),
    "year": Text("Năm", "Year"),
    "meetings": Text("Các lần họp", "Meetings"),
    "meeting": Text("Hội nghị", "Meeting"),
    "date": Text("Ngày", "Date"),
    "date_unknown": Text("không rõ ngày", "day not known"),
    "host": Text("Nơi tổ chức", "Host"),
    "supervisor": Text("Ủy viên Hội đồng phụ trách", "Supervising council member"),
    "cluster_type": Text("Loại", "Type"),
    "other_names": Text("Tên khác", "Other names"),
    "established": Text("Thành lập", "Established"),
    "ended": Text("Kết thúc", "Ended"),
    "succeeded_by": Text("Kế tục bởi", "Succeeded by"),
    "articles": Text("Tin, bài", "Articles"),
    "award_form": Text("Hình thức", "Form"),
    "award_level": Text("Cấp", "Level"),
    "award_standing": Text("Tình trạng", "Standing"),
    "award_collectives": Text("Tập thể", "Collectives"),
    "award_individuals": Text("Cá nhân", "Individuals"),
    "award_households": Text("Hộ gia đình", "Households"),
    "award_direct_workers": Text("Lao động trực tiếp", "Direct workers"),
    "award_small_collectives": Text("trong đó {count} tập thể nhỏ", "of these {count} small collectives"),
    "award_non_leading": Text("{count} người lao động không giữ chức vụ lãnh đạo", "{count} workers without a leading post"),
    "award_workers": Text("{count} người trực tiếp lao động", "{count} direct workers"),
    "award_women": Text("{count} nữ", "{count} women"),
    "award_ethnic_minorities": Text("{count} người dân tộc thiểu số", "{count} of ethnic minorities"),
    "award_leaders": Text("{count} lãnh đạo, quản lý", "{count} leaders and managers"),
    "award_enterprises": Text("{count} doanh nghiệp", "{count} enterprises"),
    "award_uncounted": Text("nguồn không ghi số lượng", "the source prints no number"),
    "award_none": Text("Chưa có số liệu khen thưởng.", "No award figures yet."),
    "award_no_form": Text("không ghi hình thức", "form not printed"),
    "award_objects": Text("Đối tượng", "Recipients"),
    "award_titles": Text("Danh hiệu thi đua", "Emulation titles"),
    "award_commendations": Text("Hình thức khen thưởng", "Forms of commendation"),
    "award_counts": Text("Khen thưởng theo năm và cụm", "Awards by year and cluster"),
    "award_nominations": Text("Đề nghị, suy tôn (không cộng vào số đã trao)", "Nominations (never added to awards)"),
    "award_article": Text("Điều luật", "Article of the law"),
    "article_number": Text("Điều {number} Luật Thi đua, khen thưởng", "Article {number}, Law on Emulation and Commendation"),
    "unit_now": Text("Đơn vị hiện nay", "Units today"),
    "unit_former": Text("Đơn vị trước đây", "Former units"),
    "unit_bodies": Text("Cơ quan, tổ chức", "Bodies"),
    "unit_names": Text("Tên gọi, loại đơn vị", "Names and kinds"),
    "unit_codes": Text("Mã số", "Codes"),
    "unit_merged_from": Text("Hợp nhất từ", "Merged from"),
    "unit_merged_into": Text("Nay thuộc", "Now part of"),
    "unit_ended_on": Text("Tồn tại đến hết ngày", "Existed until"),
    "unit_since": Text("Từ ngày", "Since"),
    "unit_parent": Text("Thuộc", "Belongs to"),
    "unit_children": Text("Cơ quan, tổ chức trực thuộc", "Bodies belonging to it"),
    "unit_clusters": Text("Cụm, khối thi đua đã tham gia", "Clusters it has belonged to"),
    "unit_office": Text("{post} năm {year}", "{post} in {year}"),
    "unit_office_between": Text("{post} {period}", "{post} {period}"),
    "unit_former_articles": Text("Tin, bài về các đơn vị tiền thân", "Articles about its predecessors"),
    "code_gso": Text("mã đơn vị hành chính", "statistical code"),
    "code_iso": Text("mã ISO 3166-2", "ISO 3166-2 code"),
    "now_part_of": Text("nay thuộc {name}", "now part of {name}"),
    "extent_before": Text("địa giới trước {date}", "as bounded before {date}"),
    "now_named": Text("nay là {name}", "now {name}"),
    "hamlet": Text("thôn {name}", "{name} hamlet"),
    "commune": Text("xã {name}", "{name} commune"),
    "district": Text("huyện {name}", "{name} district"),
    "launched_by": Text("Nơi phát động", "Launched by"),
    "movement_form": Text("Hình thức", "Form"),
    "movement_period": Text("Giai đoạn", "Period"),
    "appearances": Text("Tham gia các sự kiện", "At these events"),
    "archive": Text("Lưu trữ", "Archive"),
    "archive_year": Text("Năm {year}", "{year}"),
    "archive_month": Text("Tháng {month}/{year}", "{year}-{month}"),
    "article_count": Text("{count} bài", "{count} articles"),
    "site_map": Text("Sơ đồ trang", "Site map"),
    "sections": Text("Chuyên mục", "Sections"),
    "event_status": Text("Tình trạng", "Status"),
    "not_found": Text("Không tìm thấy trang", "Page not found"),
    "not_found_help": Text(
        "Địa chỉ này không có trên cổng. Bạn có thể bắt đầu từ trang chủ, sơ đồ trang hoặc lưu trữ theo thời gian.",
        "There is no page at this address. You could start from the home page, the site map or the archive.",
    ),
    "moved": Text("Trang đã chuyển", "This page has moved"),
    "moved_to": Text("Nội dung này nay ở địa chỉ:", "It is now at:"),
    "owner": Text("Chủ quản", "Owner"),
    "responsible": Text("Chịu trách nhiệm", "Responsible"),
    "address": Text("Địa chỉ", "Address"),
    "phone": Text("Điện thoại", "Telephone"),
    "email": Text("Thư điện tử", "E-mail"),
    "links": Text("Liên kết website", "Links"),
    "made_with": Text("Xuất bản bằng Thi Đua", "Published with Thi Đua"),
    "clusters_this_year": Text("Cụm, khối thi đua năm {year}", "Clusters in {year}"),
    "reading_time": Text("{minutes} phút đọc", "{minutes} min read"),
    "name": Text("Tên", "Name"),
    **VOCABULARY,
    **SEARCHING,
    **SUBSCRIPTIONS,
    **DRAWINGS,
}


class Words:
    """The interface's words in one language: `words.latest`, `words["level_co-so"]`, `words.fill("archive_year", year=2024)`."""

    __slots__ = ("_texts", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        place = 1 if language == "en" else 0
        self._texts = {name: text[place] for name, text in WORDS.items()}

    def __getattr__(self, name: str) -> str:
        try:
            return self._texts[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> str:
        """Return the word under `name`."""
        return self._texts[name]

    def get(self, name: str, fallback: str) -> str:
        """Return the word under `name`, else `fallback` (for vocabularies that editors may extend in their own words)."""
        return self._texts.get(name, fallback)

    def fill(self, name: str, /, **values: object) -> str:
        """Return the sentence under `name` with its gaps filled."""
        return self._texts[name].format(**values)


@cache
def words_in(language: str) -> Words:
    """Return the words of one language; there are two of these in a process, not one a page."""
    return Words(language)
