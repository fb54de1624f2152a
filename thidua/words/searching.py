"""What the search page and its script say."""

from __future__ import annotations

from thidua.words.text import Text

SEARCHING: dict[str, Text] = {
    "search": Text("Tìm kiếm", "Search"),
    "search_go": Text("Tìm", "Search"),
    "search_box": Text("Tìm trên cổng", "Search this site"),
    "search_for": Text("Tìm tin, bài, cụm, đơn vị, văn bản", "Search articles, clusters, units, documents"),
    "search_without_script": Text(
        "Ô tìm kiếm cần JavaScript. Không có nó, bạn có thể tìm theo chuyên mục, đơn vị, chủ đề hoặc thời gian dưới đây.",
        "The search box needs JavaScript. Without it, look by section, unit, topic or time below.",
    ),
    "search_names": Text("Mở thẳng trang", "Go straight to"),
    "search_results": Text("Kết quả", "Results"),
    "search_filters": Text("Thu hẹp", "Narrow down"),
    "search_chosen": Text("Đang thu hẹp theo", "Narrowed by"),
    "search_facet_section": Text("Chuyên mục", "Section"),
    "search_facet_unit": Text("Đơn vị", "Unit"),
    "search_facet_cluster": Text("Cụm, khối", "Cluster"),
    "search_facet_year": Text("Năm đăng", "Year posted"),
    "search_facet_author": Text("Tác giả", "Author"),
    "search_facet_source": Text("Nguồn", "Source"),
    "search_days": Text("Ngày đăng", "Day posted"),
    "search_from": Text("Từ ngày", "From"),
    "search_to": Text("Đến ngày", "To"),
    "search_sort": Text("Xếp theo", "Sort by"),
    "search_by_relevance": Text("phù hợp nhất", "relevance"),
    "search_by_date": Text("mới đăng nhất", "newest"),
    "search_more": Text("Xem thêm kết quả", "More results"),
    "search_near": Text("Có phải bạn tìm", "Did you mean"),
    "search_slow": Text("Đang tìm…", "Searching…"),
    "search_offline": Text(
        "Máy đang không có mạng. Kết quả chỉ gồm những gì đã tải về trước đó.", "You are offline. Results hold only what was loaded before."
    ),
    "search_offline_nothing": Text(
        "Máy đang không có mạng và chưa có sẵn kết quả nào cho câu tìm này.", "You are offline, and nothing about this was loaded before."
    ),
    "search_damaged": Text(
        "Một phần chỉ mục không tải được, nên kết quả có thể thiếu.", "A part of the index could not be loaded, so results may be missing."
    ),
    "search_damaged_nothing": Text("Chưa tải được kết quả.", "Results could not be loaded."),
    "search_emptied": Text(
        "Mọi trang có các từ này đều có cả từ đứng sau dấu trừ, nên không còn kết quả nào.",
        "Every page with these words also has what the minus leaves out.",
    ),
    "search_broken": Text("Không tải được bộ máy tìm kiếm.", "The search engine could not be loaded."),
    "search_again": Text("Thử lại", "Try again"),
    "search_nothing_help": Text(
        "Thử bớt từ, bỏ dấu ngoặc kép, hoặc dùng tên khác của đơn vị, văn bản.",
        "Try fewer words, leave out quotation marks, or use another name of the unit or document.",
    ),
    "search_nothing_here": Text(
        "Không có gì trong phạm vi đã thu hẹp. Bỏ bớt điều kiện ở trên để tìm rộng hơn.",
        "There is nothing within what is chosen. Take away a condition above to search more widely.",
    ),
    "search_reversed": Text("“Từ ngày” muộn hơn “Đến ngày” nên không có kết quả nào.", "“From” is after “To”, so nothing is between them."),
    "search_no_words": Text("Hãy gõ ít nhất một từ hay con số cần tìm.", "Type at least one word or figure to look for."),
    "search_elsewhere": Text("Tìm theo danh mục", "Look by list"),
    "search_how": Text("Cách tìm", "How to search"),
    "search_example_without": Text("khen thưởng -“đề nghị”", "khen thưởng -“đề nghị”"),
    "search_says_plain": Text("không cần gõ dấu: tìm thấy “{name}”", "marks are not needed: this finds “{name}”"),
    "search_says_phrase": Text(
        "trong ngoặc kép: đúng cụm từ ấy, liền nhau; có gõ dấu thì đúng cả dấu",
        "in quotation marks: these words side by side, with the marks typed",
    ),
    "search_says_without": Text(
        "dấu trừ liền trước: bỏ những bài có từ hay cụm từ ấy", "a minus before a word or a phrase: leaves out what has it"
    ),
    "search_says_number": Text("số hiệu văn bản: mở đúng văn bản", "a document’s number: finds that document"),
    "search_says_former": Text("tên cũ của đơn vị: thấy cả bài dùng tên mới", "a unit’s former name: finds the new one too"),
    "search_says_short": Text("chữ viết tắt: thấy cả “{name}”", "an abbreviation: finds “{name}” too"),
    "search_month": Text("tháng {month}/{year}", "{month}/{year}"),
    "search_said_count": Text("{count} kết quả", "{count} results"),
    "search_one_count": Text("1 kết quả", "1 result"),
    "search_said_at_least": Text("Ít nhất {count} kết quả", "At least {count} results"),
    "search_said_apart": Text(
        "{count} trang có đủ các từ, nhưng không liền nhau.",
        "{count} pages have all these words, not side by side.",
    ),
    "search_one_apart": Text(
        "1 trang có đủ các từ, nhưng không liền nhau.",
        "One page has all these words, not side by side.",
    ),
    "search_said_nothing": Text("Không tìm thấy gì.", "Nothing was found."),
    "search_said_partial": Text(
        "Không trang nào có đúng như đã gõ. Dưới đây là những trang có một phần.",
        "Nothing has all of it as typed. Below is what has some of it.",
    ),
    "search_said_nearest": Text(
        "Không trang nào có đúng như đã gõ. Dưới đây là kết quả cho cách viết gần nhất.",
        "Nothing has it as typed. Below is what has the nearest spelling.",
    ),
    "search_said_outside": Text("Bỏ mọi điều kiện: {count} kết quả", "Without conditions: {count} results"),
    "search_one_outside": Text("Bỏ mọi điều kiện: 1 kết quả", "Without conditions: 1 result"),
    "search_said_posted": Text("đăng {date}", "posted {date}"),
    "search_said_counts_at_least": Text("Số đếm là mức tối thiểu.", "Counts are lower bounds."),
    "search_said_facet_empty": Text("Không có mục nào.", "Nothing to choose from."),
    "search_said_facet_failed": Text("Không tải được.", "Could not be loaded."),
    "search_said_facet_all": Text("Xem cả {count} mục", "Show all {count}"),
    "search_said_take_away": Text("bỏ điều kiện này", "take this condition away"),
    "search_said_no_filters": Text("Bỏ mọi điều kiện", "Take all away"),
    "kind_unit": Text("Đơn vị", "Unit"),
    "kind_award": Text("Danh hiệu, hình thức khen thưởng", "Award"),
    "kind_person": Text("Nhân vật", "Person"),
    "kind_movement": Text("Phong trào", "Movement"),
    "kind_series": Text("Dòng sự kiện", "Running story"),
}
