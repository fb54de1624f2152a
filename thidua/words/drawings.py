"""What stands in and beside drawings: maps, ribbons, strips, charts and cards, and the tables that say the same."""

from __future__ import annotations

from thidua.words.text import Text

DRAWINGS: dict[str, Text] = {
    "map_filled": Text("ô tô đậm: {names}", "filled: {names}"),
    "map_ringed": Text("ô khoanh tròn: {names}", "ringed: {names}"),
    "map_caption": Text("sơ đồ, không phải bản đồ hành chính", "a schematic, not an administrative map"),
    "map_skip": Text("Bỏ qua sơ đồ, đến danh sách", "Skip the map, go to the list"),
    "map_members": Text("Các thành viên trên sơ đồ 34 tỉnh, thành phố", "Members on a schematic of the 34 provinces and cities"),
    "map_described": Text(
        "Mỗi ô là một tỉnh, thành phố hiện nay, kèm Hoàng Sa (Đà Nẵng) và Trường Sa (Khánh Hòa). Bảng thành viên có cùng nội dung.",
        "One tile a province or city of today, with Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hòa). The table of members says the same.",
    ),
    "map_units": Text("Sơ đồ 34 tỉnh, thành phố", "A schematic of the 34 provinces and cities"),
    "map_units_described": Text(
        "Mỗi ô dẫn đến trang một tỉnh, thành phố; có Hoàng Sa (Đà Nẵng), Trường Sa (Khánh Hòa). Danh sách bên dưới có cùng nội dung.",
        "Each tile leads to a province's or city's page; Hoàng Sa (Đà Nẵng), Trường Sa (Khánh Hòa) too. The list below says the same.",
    ),
    "map_member": Text("thành viên: {names}", "member: {names}"),
    "map_host": Text("nơi họp: {names}", "host: {names}"),
    "map_key_member": Text("thành viên", "member"),
    "map_key_former": Text(
        "thành viên trước đây, nay là một phần của tỉnh, thành phố này", "former member, now part of this province or city"
    ),
    "map_key_host": Text("nơi đã họp", "where it met"),
    "map_key_inferred": Text("nét đứt: suy luận", "dashed: inferred"),
    "map_key_merged": Text("số ô nhỏ dưới tên: số đơn vị đã hợp nhất", "small cells below a name: the units that were merged"),
    "merged_from_all": Text("{name}, hợp nhất từ: {names}", "{name}, merged from: {names}"),
    "seen_on": Text("ghi nhận {dates}", "attested {dates}"),
    "unit_former_clusters": Text(
        "Cụm, khối thi đua của các đơn vị trước khi hợp nhất", "Clusters to which the units that were merged into it belonged"
    ),
    "disputed_short": Text("nguồn khác nhau", "sources differ"),
    "ribbon_described": Text(
        "Một hàng cho cấp trưởng, một hàng cho cấp phó. Bảng bên dưới có cùng nội dung.",
        "A row for the lead and one for the deputy. The table below says the same.",
    ),
    "strip_described": Text(
        "Mỗi năm một dòng chia mười hai tháng. Bảng bên dưới có cùng nội dung.",
        "A line of twelve months for each year. The table below says the same.",
    ),
    "chart_described": Text("Bảng bên dưới có cùng các số.", "The table below has the same numbers."),
    "days_led": Text("Ai phụ trách vào ngày nào", "Who led on a given day"),
    "days_unknown": Text(
        "Nguồn chỉ ghi theo năm, không ghi ngày bắt đầu và ngày kết thúc.", "Sources give years alone, no first and last days."
    ),
    "days": Text("Thời gian", "Days"),
    "counts_by_year": Text("Theo năm ({standing})", "By year ({standing})"),
    "counts_by_level": Text("Theo cấp ({standing})", "By level ({standing})"),
    "counts_by_form": Text("Theo hình thức ({standing})", "By form ({standing})"),
    "counts_by_cluster": Text("Theo cụm, khối ({standing})", "By cluster ({standing})"),
    "counts_partial": Text("chưa đủ: còn phần nguồn không ghi số lượng", "not the whole: some was given uncounted"),
    "not_printed": Text("nguồn không ghi", "not printed"),
    "award_totals": Text("Tổng hợp số liệu", "Totals"),
    "award_key": Text("Ký hiệu khen thưởng", "Award marks"),
    "part_of": Text("trong đó {name}: {counts}", "of these {name}: {counts}"),
    "count_collectives": Text("{count} tập thể", "{count} collectives"),
    "count_individuals": Text("{count} cá nhân", "{count} individuals"),
    "card_of": Text("Thẻ giới thiệu: {title}", "Card: {title}"),
    "card_members": Text("thành viên, theo đơn vị hiện nay", "members, as units of today"),
    "card_hosts": Text("nơi tổ chức", "host"),
    "card_places": Text("địa bàn", "place"),
    "count_households": Text("{count} hộ gia đình", "{count} households"),
}
