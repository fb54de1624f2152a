"""What pages say of feeds, calendars and open data."""

from __future__ import annotations

from thidua.words.text import Text

SUBSCRIPTIONS: dict[str, Text] = {
    "feeds": Text("Theo dõi qua RSS", "Follow by RSS"),
    "feeds_about": Text(
        "Nguồn tin RSS giúp bạn nhận bài mới trong trình đọc tin mà không cần đăng ký hay để lại địa chỉ. "
        "Sao chép một địa chỉ dưới đây vào trình đọc tin của bạn.",
        "RSS feeds bring new articles to your feed reader without registration. Copy one of these addresses into your reader.",
    ),
    "feeds_content_full": Text("Mỗi bài trong nguồn tin có toàn văn.", "Every article in a feed has its full text."),
    "feeds_content_summary": Text("Mỗi bài trong nguồn tin có tóm tắt và liên kết.", "Every article in a feed has its summary and a link."),
    "feeds_opml": Text("Tất cả nguồn tin trong một tệp, để nhập vào trình đọc", "All feeds in one file, to import into a reader"),
    "feeds_how": Text(
        "Trong trình đọc tin, chọn “Thêm nguồn” rồi dán địa chỉ; muốn lấy tất cả, chọn “Nhập OPML” và đưa tệp ở trên vào.",
        "In your reader choose “Add feed” and paste an address; to take them all, choose “Import OPML” and give it the file above.",
    ),
    "calendars": Text("Lịch của từng cụm, khối", "Calendars by cluster"),
    "calendars_how": Text(
        "Trong ứng dụng lịch, chọn “Thêm lịch từ URL” và dán địa chỉ: lịch tự cập nhật khi hội nghị đổi ngày hay bị hủy.",
        "In your calendar choose “Add calendar from URL” and paste an address: it follows when a conference is moved or cancelled.",
    ),
    "feed_space_latest": Text("Toàn cổng", "The whole portal"),
    "feed_purpose_latest": Text("Mọi tin, bài mới, thuộc mọi chuyên mục.", "Every new article of every section."),
    "feed_space_section": Text("Theo chuyên mục", "By section"),
    "feed_purpose_section": Text(
        "Dành cho người chỉ theo dõi một loại tin: hội nghị, điển hình, văn bản.",
        "For those who follow one kind of news: conferences, models, documents.",
    ),
    "feed_space_cluster": Text("Theo cụm, khối thi đua", "By cluster"),
    "feed_purpose_cluster": Text(
        "Dành cho thành viên và cơ quan thường trực của cụm, khối; mỗi cụm, khối còn có lịch hội nghị.",
        "For members of a cluster and those who run it; each cluster has a calendar of its conferences too.",
    ),
    "feed_space_movement": Text("Theo phong trào thi đua", "By movement"),
    "feed_purpose_movement": Text("Tin, bài về từng phong trào.", "Articles about each movement."),
    "feed_space_series": Text("Theo dòng sự kiện", "By running story"),
    "feed_purpose_series": Text("Diễn biến của một sự việc, từ bài đầu tiên.", "How one story goes on, from its first article."),
    "feed_space_unit": Text("Theo đơn vị", "By unit"),
    "feed_purpose_unit": Text(
        "Tin, bài về từng tỉnh, thành phố, cơ quan. Đơn vị đã hợp nhất vẫn giữ nguồn tin, kèm tên đơn vị hiện nay.",
        "Articles about each province, city or body. A unit that was merged keeps its feed, which names the unit of today.",
    ),
    "feed_space_tag": Text("Theo chủ đề", "By tag"),
    "feed_purpose_tag": Text("Tin, bài cùng một chủ đề.", "Articles with the same tag."),
    "feed_carries_section": Text("Tin, bài của chuyên mục {name}.", "Articles of the section {name}."),
    "feed_carries_cluster": Text("Tin, bài về {name}.", "Articles about {name}."),
    "feed_carries_movement": Text("Tin, bài về phong trào {name}.", "Articles about the movement {name}."),
    "feed_carries_series": Text("Dòng sự kiện: {name}.", "Running story: {name}."),
    "feed_carries_unit": Text("Tin, bài về {name}.", "Articles about {name}."),
    "feed_carries_tag": Text("Tin, bài về chủ đề {name}.", "Articles tagged {name}."),
    "feed_succeeded": Text("Đơn vị này có đến hết {date}, nay thuộc {name}.", "This unit existed until {date} and is now part of {name}."),
    "feed_followed": Text(
        "Đơn vị này có đến hết {date}, nay thuộc {name}: hãy theo dõi thêm nguồn tin của {name} hiện nay.",
        "This unit existed until {date} and is now part of {name}: follow the feed of today’s {name} too.",
    ),
    "feed_now": Text("nay thuộc", "now part of"),
    "feed_form_rss": Text("RSS", "RSS"),
    "feed_form_atom": Text("Atom", "Atom"),
    "feed_form_json-feed": Text("JSON Feed", "JSON Feed"),
    "calendar": Text("Lịch hội nghị", "Calendar of conferences"),
    "calendar_all": Text("Lịch mọi hội nghị, để đăng ký trong ứng dụng lịch", "A calendar of all conferences, to subscribe to"),
    "opens_at": Text("Khai mạc lúc {time}", "Opens at {time}"),
    "calendar_of": Text("Lịch hội nghị: {name}", "Calendar of conferences: {name}"),
    "open_data": Text("Dữ liệu mở", "Open data"),
    "open_data_about": Text(
        "Khen thưởng, nhiệm kỳ, thành viên, hội nghị, điển hình và đơn vị dưới dạng bảng, mỗi dòng kèm nguồn.",
        "Awards, terms, memberships, conferences, models and units as tables, each row with its source.",
    ),
    "data_license": Text("Giấy phép", "Licence"),
    "data_no_license": Text(
        "chưa nêu; hãy hỏi cơ quan chủ quản trước khi dùng lại", "none is stated; ask the owner before you use the data"
    ),
    "data_package": Text("Mô tả cho máy đọc (Data Package)", "Description for programs (Data Package)"),
    "data_rules": Text(
        "Chỉ có điều nguồn đã ghi: suy luận và điều các nguồn ghi khác nhau không có trong dữ liệu. "
        "Ô trống là chưa có nguồn, không phải số không. Tên đơn vị, chức danh là tên vào ngày mà dòng nói đến. "
        "Tên bảng và tên cột không đổi; nếu phải đổi, thay đổi được ghi trong nhật ký thay đổi.",
        "Only what sources state: nothing inferred, nothing on which sources differ. An empty cell is unknown, not zero. "
        "Units are named as on the day that a row is about. Names of tables and columns are stable; a change is noted in the change log.",
    ),
    "data_dictionary": Text("Các cột của bảng", "The columns of the table"),
    "data_column": Text("Cột", "Column"),
    "data_type": Text("Kiểu", "Type"),
    "data_meaning": Text("Ý nghĩa", "Meaning"),
    "data_type_string": Text("chuỗi", "text"),
    "data_type_integer": Text("số nguyên", "whole number"),
    "data_type_boolean": Text("true hoặc false", "true or false"),
    "data_type_date": Text("ngày (năm-tháng-ngày)", "day (year-month-day)"),
    "data_type_time": Text("giờ (giờ:phút:giây)", "time (hour:minute:second)"),
    "feed_of": Text("Nguồn tin RSS của mục này", "RSS feed of this list"),
}
