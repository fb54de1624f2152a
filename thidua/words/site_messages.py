"""The sentences of problems in fields, configuration, registers, references and the site as a whole; merged in `messages`."""

from __future__ import annotations

from thidua.words.text import Text

MESSAGES: dict[str, Text] = {
    # fields
    "unknown-key": Text("không có trường “{key}”", "there is no field “{key}”"),
    "missing-field": Text("thiếu trường bắt buộc “{key}”", "the required field “{key}” is missing"),
    "empty-value": Text("trường “{key}” để trống", "the field “{key}” is empty"),
    "unknown-value": Text("“{text}” không phải là giá trị của trường “{key}”", "“{text}” is not a value of the field “{key}”"),
    "expected-text": Text("trường “{key}” phải là một dòng chữ", "the field “{key}” must be one piece of text"),
    "expected-list": Text("trường “{key}” phải là một danh sách", "the field “{key}” must be a list"),
    "expected-mapping": Text("trường “{key}” phải gồm các dòng “tên: giá trị”", "the field “{key}” must hold lines “name: value”"),
    "list-expected": Text("“{text}” có vẻ gồm nhiều mục", "“{text}” looks like several items"),
    "unreadable-flag": Text("“{text}” không cho biết là có hay không", "“{text}” is neither yes nor no"),
    "unreadable-year": Text("“{text}” không phải là một năm", "“{text}” is not a year"),
    "ambiguous-date": Text("ngày “{text}” hiểu được theo hai cách", "the date “{text}” has two readings"),
    "impossible-date": Text("không có ngày “{text}”", "there is no date “{text}”"),
    "unreadable-date": Text("không đọc được ngày “{text}”", "the date “{text}” cannot be read"),
    "unreadable-period": Text("“{text}” không phải là một khoảng thời gian", "“{text}” is not a period"),
    "unreadable-time": Text("“{text}” không phải là giờ trong ngày", "“{text}” is not a time of day"),
    "ambiguous-number": Text("số “{text}” hiểu được theo hai cách", "the number “{text}” has two readings"),
    "unreadable-number": Text("không đọc được số “{text}”", "the number “{text}” cannot be read"),
    "unreadable-count": Text("“{text}” không phải là một số đếm", "“{text}” is not a whole number"),
    "bad-web-address": Text("“{text}” không phải là địa chỉ web", "“{text}” is not a web address"),
    "not-https": Text("địa chỉ “{text}” không bắt đầu bằng https://", "the address “{text}” does not begin with https://"),
    "unreadable-duration": Text("“{text}” không phải là thời lượng", "“{text}” is not a length of time"),
    "document-without-target": Text("khối văn bản chưa dẫn đến đâu", "the document leads nowhere"),
    "document-two-targets": Text("khối văn bản có cả “to” và “url”", "the document has both “to” and “url”"),
    "bad-email": Text("“{text}” không phải là địa chỉ thư điện tử", "“{text}” is not an e-mail address"),
    "bad-id": Text("“{text}” không dùng được làm mã", "“{text}” cannot be an id"),
    "bad-slug": Text("“{text}” không dùng được làm địa chỉ", "“{text}” cannot be part of an address"),
    "bad-address": Text("“{text}” không phải là địa chỉ trên cổng", "“{text}” is not an address on the site"),
    "remote-file": Text("“{text}” nằm ngoài cổng", "“{text}” is outside the site"),
    "incomplete-reprint": Text(
        "bài đăng lại thiếu thông tin về bản gốc: {missing}", "the reprint lacks what names its original: {missing}"
    ),
    "compiled-without-sources": Text("bài tổng hợp chưa ghi nguồn nào", "the compiled article names no sources"),
    "nameless-person": Text("một người chưa có tên", "a person has no name"),
    "ends-before-start": Text("ngày kết thúc {end} trước ngày bắt đầu {start}", "the event ends on {end}, before it starts on {start}"),
    "term-without-time": Text("nhiệm kỳ chưa có năm", "the term has no year"),
    "elected-without-cluster": Text(
        "có kết quả suy tôn nhưng sự kiện chưa ghi cụm thi đua", "somebody was elected but the event names no cluster"
    ),
    # the cache
    "cache-damaged": Text(
        "bộ nhớ đệm bị hỏng nên đã bỏ đi; những gì nó nhớ được làm lại từ đầu",
        "the cache is damaged and was discarded; all that it held is made anew",
    ),
    "cache-other-version": Text(
        "bộ nhớ đệm là của phiên bản khác nên đã bỏ đi; lần này dựng toàn bộ",
        "the cache is another version's and was discarded; this is a full build",
    ),
    "cache-not-kept": Text(
        "không dùng được bộ nhớ đệm: không ghi được, hoặc một lần dựng khác đang dùng; lần này dựng toàn bộ",
        "the cache cannot be used: it cannot be written, or another build has it open; this is a full build",
    ),
    "theme-file-missing": Text("giao diện thiếu tệp này", "the theme lacks this file"),
    "cache-meets-output": Text(
        "thư mục bộ nhớ đệm và thư mục xuất bản trùng hoặc nằm trong nhau",
        "the cache folder and the output folder are one, or one is in the other",
    ),
    "report-over-source": Text(
        "tệp báo cáo nằm trong thư mục nguồn, thư mục xuất bản hoặc bộ nhớ đệm",
        "the report would lie in the sources, the output or the cache",
    ),
    "foreign-cache": Text("thư mục bộ nhớ đệm đang chứa tệp của chương trình khác", "the cache folder holds files of another program"),
    # configuration
    "no-config": Text("không có tệp cấu hình", "there is no configuration file"),
    "unknown-time-zone": Text("không có múi giờ “{text}”", "there is no time zone “{text}”"),
    "bad-base-url": Text("“{text}” không phải là địa chỉ của cổng", "“{text}” is not the address of a site"),
    "bad-section-id": Text("“{text}” không dùng được làm tên thư mục chuyên mục", "“{text}” cannot be a section's folder"),
    "bad-page-size": Text("mỗi trang phải có ít nhất một bài", "a page must hold at least one entry"),
    "unknown-section": Text("không có chuyên mục “{name}”", "there is no section “{name}”"),
    "outside-sections": Text("tệp này không nằm trong thư mục của chuyên mục nào", "this file is in no section's folder"),
    "folder-outside": Text("thư mục “{text}” nằm ngoài thư mục của cổng", "the folder “{text}” is outside the site's folder"),
    "output-inside-sources": Text(
        "thư mục “{text}” trùng hoặc lồng với thư mục nguồn của cổng", "the folder “{text}” meets one that the build reads from"
    ),
    "foreign-output": Text(
        "thư mục xuất bản có tệp không do thidua tạo ra, như “{text}”",
        "the output folder holds files that thidua did not put there, such as “{text}”",
    ),
    "template-error": Text("mẫu trang có lỗi: {reason}", "the template is wrong: {reason}"),
    # registers
    "unknown-register": Text("không có danh mục “{name}”", "there is no register “{name}”"),
    "register-not-list": Text("danh mục phải là một danh sách", "a register must be a list"),
    "unit-cycle": Text("đơn vị “{name}” cuối cùng lại thuộc về chính nó", "the unit “{name}” ends up inside itself"),
    "duplicate-id": Text("mã “{name}” đã có ở dòng {first}", "the id “{name}” is already on line {first}"),
    # references
    "unknown-unit": Text("không có đơn vị “{name}”", "there is no unit “{name}”"),
    "unknown-cluster": Text("không có cụm, khối thi đua “{name}”", "there is no cluster “{name}”"),
    "unknown-movement": Text("không có phong trào “{name}”", "there is no movement “{name}”"),
    "unknown-series": Text("không có dòng sự kiện “{name}”", "there is no running story “{name}”"),
    "unknown-person": Text("không có nhân vật “{name}” trong danh mục", "there is no person “{name}” in the register"),
    "unknown-award": Text("không có danh hiệu hay hình thức khen thưởng “{name}”", "there is no award “{name}”"),
    "unknown-model": Text("không có điển hình “{name}”", "there is no model “{name}”"),
    "unknown-conference": Text("không có hội nghị “{name}”", "there is no conference “{name}”"),
    "unknown-document": Text("không có văn bản “{name}”", "there is no document “{name}”"),
    "unknown-source": Text("nguồn “{name}” không phải là bài nào trên cổng", "the source “{name}” is no entry of the site"),
    "unknown-link": Text("liên kết đến tệp không có: {name}", "a link to a file that is not there: {name}"),
    "unknown-entry-anchor": Text("bài được dẫn không có mục này: {name}", "the linked entry has no such heading: {name}"),
    "unknown-address": Text("liên kết đến địa chỉ không có trên cổng: {name}", "a link to an address that the site does not have: {name}"),
    "unknown-menu-item": Text("“{name}” không phải là chuyên mục hay trang nào của cổng", "“{name}” is no section or page of the site"),
    "missing-file": Text("không có tệp “{name}”", "there is no file “{name}”"),
    "file-outside": Text("tệp “{text}” nằm ngoài thư mục nội dung", "the file “{text}” is outside the content folder"),
    "file-type": Text("không đăng được tệp loại “{extension}”", "files of the kind “{extension}” cannot be published"),
    "bad-picture-widths": Text(
        "mỗi ảnh có từ 1 đến {count} cỡ, rộng từ {least} đến {most} điểm ảnh",
        "a picture is published in 1 to {count} widths, of {least} to {most} pixels",
    ),
    "alt-repeats-caption": Text(
        "“alt” chép lại chú thích: người nghe đọc màn hình sẽ nghe hai lần một câu",
        "“alt” repeats the caption: who listens to the page would hear one sentence twice",
    ),
    "picture-type": Text("“{name}” không phải là ảnh mà trang web hiện được", "“{name}” is not a picture that a page can show"),
    "bad-picture": Text("tệp này không phải là ảnh hoặc đã hỏng", "this file is not a picture, or is damaged"),
    "picture-too-large": Text(
        "ảnh {width}×{height} lớn hơn {limit} triệu điểm ảnh", "the picture of {width}×{height} exceeds {limit} megapixels"
    ),
    **{
        f"ambiguous-{space}": Text("“{name}” là tên của nhiều mục: {candidates}", "“{name}” names several things: {candidates}")
        for space in ("cluster", "movement", "series", "person", "award", "model", "conference", "document", "source")
    },
    "ambiguous-unit": Text(
        "“{name}” là tên của nhiều đơn vị qua thời gian: {candidates}", "“{name}” has named several units: {candidates}"
    ),
    # the whole site
    "duplicate-name": Text("tên tệp “{name}” đã dùng ở {other}", "the name “{name}” is already used by {other}"),
    "duplicate-address": Text("địa chỉ {address} đã thuộc về {other}", "the address {address} already belongs to {other}"),
    "name-clash": Text("“{name}” và “{that}” ({other}) có chung một địa chỉ", "“{name}” and “{that}” ({other}) would have one address"),
    "duplicate-output": Text("địa chỉ {address} đã thuộc về một trang khác của cổng", "the address {address} already has another page"),
    "reserved-slug": Text(
        "“{text}” là từ mà cổng dùng cho địa chỉ của mình", "“{text}” is a word that the site keeps for its own addresses"
    ),
    "reserved-address": Text("địa chỉ {address} là của một chuyên mục", "the address {address} is that of a section"),
    "slug-needed": Text("tên bài “{text}” không có chữ nào làm được địa chỉ", "the title “{text}” has no letter for an address"),
    "future-date": Text("ngày đăng {text} chưa đến", "the publication date {text} has not come yet"),
    "not-yet-happened": Text("ngày {text} chưa đến", "the day {text} has not come yet"),
    "contact-without-consent": Text(
        "có liên hệ của cá nhân nhưng chưa ghi người đó đồng ý", "a person's contact is given without their consent"
    ),
    "part-exceeds-whole": Text("“{part}” ({count}) lớn hơn tổng ({whole})", "“{part}” ({count}) exceeds its whole ({whole})"),
    "same-lead-and-deputy": Text("trưởng và phó là cùng một đơn vị", "lead and deputy are the same unit"),
    "address-moved": Text(
        "{address} đã được đăng, nhưng {file} nay ở địa chỉ {now} và địa chỉ cũ không còn mở được",
        "{address} was published, but {file} is now at {now} and nothing is left at the old address",
    ),
    "address-hidden": Text(
        "{address} đã được đăng, nhưng {file} nay là bản nháp hoặc chưa đến giờ đăng nên địa chỉ này không mở được",
        "{address} was published, but {file} is now a draft or not due yet, so that nothing is there",
    ),
    "address-lost": Text(
        "{address} đã được đăng ({entry}), nhưng nay không còn bài ấy và địa chỉ này không mở được",
        "{address} was published ({entry}), but that entry is gone and nothing is there",
    ),
    "contradiction": Text(
        "mâu thuẫn về {what}: ở đây là {this}, ở {other} là {that}", "a contradiction on {what}: {this} here, {that} in {other}"
    ),
}

HINTS: dict[str, Text] = {
    "did-you-mean": Text("có phải bạn muốn viết “{suggestion}”?", "did you mean “{suggestion}”?"),
    "unknown-key": Text("các trường dùng được: {known}", "the fields are: {known}"),
    "missing-inner-field": Text("thêm “{key}: …” vào “{owner}”", "add “{key}: …” to “{owner}”"),
    "missing-field": Text("thêm một dòng “{key}: …”", "add a line “{key}: …”"),
    "empty-value": Text("viết nội dung hoặc xóa cả dòng", "write something or delete the line"),
    "unknown-value": Text("chọn một trong: {known}", "choose one of: {known}"),
    "expected-text": Text(
        "viết trên một dòng, nếu có dấu “: ” thì đặt trong ngoặc kép", "write it on one line, in quotes if it has a “: ”"
    ),
    "expected-list": Text("viết mỗi mục một dòng, bắt đầu bằng “- ”", "write one item a line, each after “- ”"),
    "expected-mapping": Text(
        "xuống dòng, thụt vào hai dấu cách và viết mỗi trường một dòng; các trường: {known}",
        "write one field a line below it, indented by two spaces; the fields are: {known}",
    ),
    "list-expected": Text("viết thành danh sách: {suggestion}", "write it as a list: {suggestion}"),
    "unreadable-flag": Text("viết true (có) hoặc false (không)", "write true or false"),
    "unreadable-year": Text("viết bốn chữ số, ví dụ 2024", "write four digits, such as 2024"),
    "ambiguous-date": Text("viết {first} hoặc {second} (năm-tháng-ngày)", "write {first} or {second} (year-month-day)"),
    "impossible-date": Text("kiểm tra lại ngày, tháng (và giờ, nếu có)", "check the day and the month (and the time, if any)"),
    "unreadable-date": Text(
        "viết năm-tháng-ngày, năm đủ bốn chữ số, ví dụ 2024-03-15", "write year-month-day, the year in four digits, such as 2024-03-15"
    ),
    "partial-date": Text("viết năm, năm-tháng hoặc năm-tháng-ngày, ví dụ 2024, 2024-03, 2024-03-15", "write 2024, 2024-03 or 2024-03-15"),
    "unreadable-period": Text(
        "viết một năm (2024), nửa năm (2024-H1), quý (2024-Q3) hoặc giai đoạn (2021-2025)",
        "write a year (2024), half a year (2024-H1), a quarter (2024-Q3) or a period (2021-2025)",
    ),
    "unreadable-time": Text("viết giờ:phút, ví dụ 14:30", "write hours:minutes, such as 14:30"),
    "ambiguous-number": Text("viết {first} hoặc {second}", "write {first} or {second}"),
    "unreadable-number": Text("viết bằng chữ số kiểu Việt Nam, ví dụ 33.191 hoặc 8,21", "write figures: 33.191 or 8,21"),
    "unreadable-count": Text("viết số nguyên bằng chữ số, ví dụ 174 hoặc 33.191", "write a whole number in figures, such as 174 or 33.191"),
    "bad-web-address": Text("viết đầy đủ, bắt đầu bằng https://", "write it in full, beginning with https://"),
    "not-https": Text("viết: {suggestion}", "write: {suggestion}"),
    "unreadable-duration": Text(
        "viết phút:giây hoặc giờ:phút:giây, ví dụ 3:25", "write minutes:seconds or hours:minutes:seconds, such as 3:25"
    ),
    "document-without-target": Text(
        "thêm “to: …” (đường dẫn đến tệp của bài hoặc tệp đính kèm) hoặc “url: https://…”",
        "add “to: …” (the path of an entry's file or an attachment) or “url: https://…”",
    ),
    "document-two-targets": Text("giữ lại một trong hai", "keep one of the two"),
    "address-in-url": Text("viết địa chỉ ấy vào trường “url”", "write that address in the field “url”"),
    "bad-email": Text("viết như bientap@tinh.example.vn", "write it like news@province.example.vn"),
    "bad-id": Text("chỉ dùng a-z, 0-9 và gạch nối, ví dụ “{suggestion}”", "use a-z, 0-9 and hyphens only, such as “{suggestion}”"),
    "bad-slug": Text(
        "chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ “{suggestion}”", "use a-z, 0-9 and hyphens only, such as “{suggestion}”"
    ),
    "bad-address": Text("viết như /tin-tuc/2024/ten-bai/", "write it like /tin-tuc/2024/ten-bai/"),
    "remote-file": Text(
        "tải tệp về, đặt cạnh bài viết và chỉ ghi tên tệp", "download the file, put it beside the article and write its name only"
    ),
    "incomplete-reprint": Text(
        "ghi đủ name (cơ quan), author (tác giả), published (thời điểm) và url", "give name (body), author, published (time) and url"
    ),
    "compiled-without-sources": Text("thêm mục “sources:” với ít nhất một nguồn", "add “sources:” with at least one source"),
    "nameless-person": Text("thêm “name: …” hoặc “person: …”", "add “name: …” or “person: …”"),
    "ends-before-start": Text("kiểm tra lại “start” và “end”", "check “start” and “end”"),
    "term-without-time": Text("thêm “year: …” hoặc “from: …”", "add “year: …” or “from: …”"),
    "elected-without-cluster": Text("thêm “cluster: …” vào “event:”", "add “cluster: …” to “event:”"),
    "no-config": Text("chạy lệnh trong thư mục của cổng, hoặc chỉ rõ --config TỆP", "run it in the site's folder, or give --config FILE"),
    "unknown-time-zone": Text("ví dụ Asia/Ho_Chi_Minh", "such as Asia/Ho_Chi_Minh"),
    "bad-base-url": Text("ví dụ https://tinh.example.vn/thi-dua/", "such as https://tinh.example.vn/thi-dua/"),
    "bad-section-id": Text("dùng chữ thường không dấu, ví dụ documents/tinh", "use lower case letters, such as documents/tinh"),
    "unknown-section": Text("các chuyên mục: {known}", "the sections are: {known}"),
    "outside-sections": Text("chuyển tệp vào một trong các thư mục: {known}", "move it to one of the folders: {known}"),
    "bad-page-size": Text("viết số từ 1 trở lên, hoặc xóa dòng này", "write 1 or more, or delete the line"),
    "folder-outside": Text("dùng thư mục nằm trong thư mục của cổng", "use a folder inside the site's folder"),
    "output-inside-sources": Text("chọn thư mục khác, ví dụ public", "choose another folder, such as public"),
    "template-error": Text(
        "sửa mẫu ở dòng này, hoặc xóa tệp để dùng mẫu có sẵn của thidua",
        "mend the template on this line, or delete the file to use the one that comes with thidua",
    ),
    "report-over-source": Text("chọn tệp ở nơi khác", "choose a file elsewhere"),
    "theme-file-missing": Text("lấy lại tệp ấy từ git, hoặc cài lại thidua", "get it back from git, or install thidua anew"),
    "foreign-cache": Text("chọn thư mục khác, hoặc một thư mục trống", "choose another folder, or an empty one"),
    "cache-meets-output": Text("chọn hai thư mục tách rời nhau", "choose two folders that are apart"),
    "cache-damaged": Text("không phải làm gì", "there is nothing to do"),
    "cache-other-version": Text("không phải làm gì", "there is nothing to do"),
    "foreign-output": Text(
        "chọn thư mục khác hoặc dọn trống thư mục này; tệp .thidua.json của lần xuất bản trước phải còn nguyên ở đó",
        "choose another folder, or empty this one; the file .thidua.json of the last publication must be there as it was",
    ),
    "unknown-register": Text("các danh mục: {known}", "the registers are: {known}"),
    "register-not-list": Text("mỗi mục bắt đầu bằng “- id: …”", "each record begins with “- id: …”"),
    "unit-cycle": Text("kiểm tra lại merged_into và parent", "check merged_into and parent"),
    "duplicate-id": Text("đặt mã khác cho một trong hai", "give one of them another id"),
    "unknown-unit": Text(
        "kiểm tra lại tên; đơn vị chưa có thì thêm vào registers/units.yaml", "check the name, or add the unit to registers/units.yaml"
    ),
    **{
        f"unknown-{space}": Text(
            f"kiểm tra lại tên; chưa có thì thêm vào registers/{register}.yaml", f"check the name, or add it to registers/{register}.yaml"
        )
        for space, register in (("movement", "movements"), ("series", "series"), ("award", "awards"))
    },
    **{
        f"unknown-{space}": Text(
            "viết tên tệp (không có đuôi .md) hoặc đúng tên bài", "write the file's name without .md, or the exact title"
        )
        for space in ("cluster", "model", "conference", "document")
    },
    "unknown-entry-anchor": Text("kiểm tra lại tên mục sau dấu “#”", "check the name after “#”"),
    "unknown-menu-item": Text(
        "viết mã chuyên mục, tên tệp của một trang, hoặc một địa chỉ trên cổng", "write a section's id, a page's file name or an address"
    ),
    "unknown-link": Text("kiểm tra lại tên tệp và thư mục", "check the file's name and folder"),
    "unknown-address": Text(
        "kiểm tra lại địa chỉ, hoặc liên kết đến tệp .md của bài", "check the address, or link to the entry's .md file"
    ),
    "unknown-source": Text(
        "viết địa chỉ https://…, tên tệp của một bài, hoặc ghi nguồn bằng lời", "write an address, the name of an entry, or words"
    ),
    "unknown-person": Text("viết “name: …” nếu người này không có trong danh mục", "write “name: …” for a person outside the register"),
    "missing-file": Text("đặt tệp vào cùng thư mục với bài viết", "put the file beside the article"),
    "file-outside": Text("đặt tệp vào cùng thư mục với bài viết", "put the file beside the article"),
    "file-type": Text("dùng một trong các loại: {known}", "use one of: {known}"),
    "bad-picture-widths": Text(
        "viết ví dụ: widths: [720, 1080, 1600], hoặc xóa dòng này", "write widths: [720, 1080, 1600], or delete the line"
    ),
    "alt-repeats-caption": Text(
        "trong “alt”, tả điều nhìn thấy trong ảnh mà chú thích không nói", "in “alt”, say what is to be seen and the caption does not say"
    ),
    "picture-type": Text("lưu ảnh dưới dạng JPEG hoặc PNG", "save the picture as JPEG or PNG"),
    "bad-picture": Text("lưu lại ảnh dưới dạng JPEG hoặc PNG", "save the picture again as JPEG or PNG"),
    "picture-too-large": Text("thu nhỏ ảnh trước khi đăng", "make the picture smaller"),
    **{
        f"ambiguous-{space}": Text("viết một trong các tên đó thay cho tên này", "write one of those names instead")
        for space in ("cluster", "movement", "series", "person", "award", "model", "conference", "document", "source")
    },
    "ambiguous-unit": Text("viết mã của đơn vị muốn nói", "write the id of the one you mean"),
    "duplicate-name": Text("đổi tên một trong hai tệp", "rename one of the two files"),
    "duplicate-address": Text("thêm “slug: …” khác cho một trong hai bài", "give one of the two another “slug: …”"),
    "alias-taken": Text("xóa địa chỉ này khỏi “aliases”", "delete this address from “aliases”"),
    "name-clash": Text("nếu là một, viết giống nhau; nếu không, đổi một trong hai", "write both alike, or change one of the two"),
    "duplicate-output": Text("đổi tên, mã hoặc slug", "change the name, id or slug"),
    "reserved-slug": Text("thêm “slug: …” khác", "give another “slug: …”"),
    "reserved-address": Text("thêm “slug: …” khác", "give another “slug: …”"),
    "slug-needed": Text("thêm “slug: …”", "add “slug: …”"),
    "future-date": Text(
        "nếu muốn hẹn giờ đăng, thêm “publish_at: …”; nếu không, sửa lại ngày", "to schedule it, add “publish_at: …”; else correct the date"
    ),
    "not-yet-happened": Text("kiểm tra lại năm, tháng, ngày", "check the year, month and day"),
    "contact-without-consent": Text(
        "nếu người đó đồng ý, thêm “consent: true”; nếu không, xóa dòng “contact”",
        "with their consent add “consent: true”; else delete “contact”",
    ),
    "part-exceeds-whole": Text("kiểm tra lại hai con số", "check the two numbers"),
    "same-lead-and-deputy": Text("sửa “lead” hoặc “deputy”", "correct “lead” or “deputy”"),
    "address-moved": Text(
        "để địa chỉ cũ dẫn sang địa chỉ mới, thêm vào phần đầu của {file} một dòng: {line}",
        "to lead the old address to the new one, add a line to the front matter of {file}: {line}",
    ),
    "address-moved-again": Text(
        "để địa chỉ cũ dẫn sang địa chỉ mới, thêm địa chỉ cũ vào “aliases” của {file}, thành: {line}",
        "to lead the old address to the new one, add it to “aliases” of {file}, which becomes: {line}",
    ),
    "address-hidden": Text(
        "để đăng lại, xóa “draft” hoặc “publish_at” trong {file}; để rút bài, xóa như thế và thêm một dòng: "
        'withdrawn: {{date: năm-tháng-ngày, reason: "lý do"}}',
        "to publish it again, delete “draft” or “publish_at” in {file}; to withdraw it, do that and add a line: "
        'withdrawn: {{date: year-month-day, reason: "why"}}',
    ),
    "address-lost": Text(
        "nếu có bài khác thay cho bài này, thêm địa chỉ vào “aliases” của bài ấy: aliases: [{address}]; nếu rút bài, lấy lại tệp và thêm "
        'một dòng: withdrawn: {{date: năm-tháng-ngày, reason: "lý do"}}',
        "if another entry takes its place, add the address to “aliases” of that one: aliases: [{address}]; to withdraw it, put the file "
        'back and add a line: withdrawn: {{date: year-month-day, reason: "why"}}',
    ),
    "address-lost-renamed": Text(
        "nếu bài nay là {file}, ghi vào phần đầu của tệp ấy: {line}; nếu rút bài, lấy lại tệp cũ và thêm một dòng: "
        'withdrawn: {{date: năm-tháng-ngày, reason: "lý do"}}',
        "if the entry is now {file}, write in its front matter: {line}; to withdraw it, put the old file back and add a line: "
        'withdrawn: {{date: year-month-day, reason: "why"}}',
    ),
    "contradiction": Text(
        "sửa một trong hai, hoặc ghi “disputed: true” ở cả hai nơi", "correct one of the two, or write “disputed: true” in both places"
    ),
}
