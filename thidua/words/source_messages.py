"""The sentences of problems in files, front matter, YAML and Markdown: what `thidua.sources` finds; merged in `messages`.

They are written for an editor who knows Word and no programming: the Vietnamese calls things by what is seen on the screen.
"""

from __future__ import annotations

from thidua.words.text import Text

MESSAGES: dict[str, Text] = {
    # files
    "empty-file": Text("tệp trống", "the file is empty"),
    "binary-file": Text("tệp này không phải là tệp văn bản", "this is not a text file"),
    "wrong-encoding": Text("tệp không dùng bảng mã UTF-8 (có lẽ là {encoding})", "the file is not in UTF-8 (probably {encoding})"),
    "file-too-large": Text("tệp lớn hơn {limit} MB", "the file is larger than {limit} MB"),
    "missing-folder": Text("không có thư mục này", "this folder does not exist"),
    "unreadable-file": Text("không mở được: {reason}", "cannot be opened: {reason}"),
    "link-leaves-folder": Text("liên kết này dẫn ra ngoài thư mục “{content}”", "this symbolic link leaves the folder “{content}”"),
    "link-loop": Text("liên kết này dẫn ngược về chính thư mục chứa nó", "this symbolic link leads back to a folder that holds it"),
    "duplicate-file-name": Text(
        "có hai tệp cùng tên “{name}”, chỉ khác cách gõ dấu", "two files are named “{name}”; only their Unicode forms differ"
    ),
    "file-name-encoding": Text("tên tệp không đọc được (không phải UTF-8)", "the file's name cannot be read (it is not UTF-8)"),
    "wrong-extension": Text("đuôi tệp “{extension}” không được dùng", "the extension “{extension}” is not used"),
    # style sheets and scripts
    "style-file-missing": Text("tệp trình bày dùng {name}, mà tệp ấy không có", "the style sheet uses {name}, which does not exist"),
    "style-circle": Text(
        "tệp trình bày dùng {name}, mà {name} lại dùng đến chính nó", "the style sheet uses {name}, which uses it in turn"
    ),
    "style-encoding": Text("tệp trình bày không phải chữ UTF-8", "the style sheet is not UTF-8 text"),
    "script-file-missing": Text("kịch bản dùng {name}, mà tệp ấy không có", "the script imports {name}, which does not exist"),
    "script-circle": Text("kịch bản dùng {name}, mà {name} lại dùng đến chính nó", "the script imports {name}, which imports it in turn"),
    # the address ledger
    "merge-conflict": Text(
        "tệp còn dấu “{mark}” của git: hai bản sửa chưa được gộp xong", "git's mark “{mark}” is still here: two changes are not merged yet"
    ),
    "ledger-line": Text("dòng “{text}” không có dạng “địa chỉ: loại/tên”", "the line “{text}” does not have the form “address: kind/name”"),
    "ledger-twice": Text(
        "địa chỉ {address} được ghi hai lần; lần đầu ở dòng {first}", "the address {address} is recorded twice; first on line {first}"
    ),
    # front matter
    "no-front-matter": Text("tệp không có phần đầu nằm giữa hai dòng “---”", "the file has no front matter between two lines “---”"),
    "unclosed-front-matter": Text("phần đầu tệp chưa có dòng “---” kết thúc", "the front matter has no closing line “---”"),
    "front-matter-too-large": Text("phần đầu tệp dài hơn {limit} KB", "the front matter is larger than {limit} KB"),
    # YAML
    "duplicate-key": Text(
        "trường “{key}” được viết hai lần; lần đầu ở dòng {first}", "the field “{key}” is written twice; first on line {first}"
    ),
    "yaml-tab": Text("đầu dòng này có dấu Tab", "this line begins with a tab"),
    "yaml-unquoted-colon": Text(
        "nội dung của “{key}” có dấu hai chấm nên phải đặt trong ngoặc kép", "the value of “{key}” has a colon, so it needs quotes"
    ),
    "yaml-anchor": Text(
        "nội dung bắt đầu bằng dấu “{character}” nên phải đặt trong ngoặc kép", "a value that begins with “{character}” needs quotes"
    ),
    "yaml-tag": Text(
        "nội dung bắt đầu bằng dấu chấm than (“{tag}”) nên phải đặt trong ngoặc kép", "a value that begins with “{tag}” needs quotes"
    ),
    "yaml-quote": Text("dấu ngoặc {quote} mở ở đây chưa được đóng", "the quotation mark {quote} opened here is not closed"),
    "yaml-text-after-quote": Text("sau dấu {quote} còn chữ viết tiếp", "there is text after the closing {quote}"),
    "yaml-backslash": Text("dấu “\\” không viết được trong ngoặc kép", "a “\\” cannot be written in double quotes"),
    "yaml-comma": Text(
        "“{text}” đứng riêng giữa hai dấu phẩy, không có tên trường", "“{text}” stands between commas without a field's name"
    ),
    "yaml-comment": Text("phần “{text}” bị coi là ghi chú và không được dùng", "“{text}” is taken for a remark and not used"),
    "yaml-reserved-character": Text("không thể viết dấu “{character}” ở chỗ này", "the character “{character}” cannot stand here"),
    "yaml-bracket": Text("dấu ngoặc mở ở đây chưa có dấu “{bracket}” đóng lại", "the bracket opened here has no closing “{bracket}”"),
    "yaml-missing-space": Text("thiếu dấu cách sau dấu hai chấm", "a space is missing after the colon"),
    "yaml-missing-colon": Text(
        "dòng “{text}” không có dạng “tên trường: nội dung”", "the line “{text}” does not have the form “field: value”"
    ),
    "yaml-indentation": Text("dòng này thụt vào không khớp với các dòng trên", "this line's indentation does not fit the lines above"),
    "yaml-key": Text("trước dấu hai chấm phải là tên một trường", "the name of a field must stand before the colon"),
    "yaml-documents": Text("dòng này mở một phần thứ hai; mỗi tệp chỉ có một phần", "a second document begins here; a file has one only"),
    "yaml-not-mapping": Text("phần này phải gồm các dòng “tên trường: nội dung”", "this must be lines of the form “field: value”"),
    "yaml-too-large": Text("tệp dữ liệu lớn hơn {limit} KB", "the data file is larger than {limit} KB"),
    "yaml-too-deep": Text("các mục lồng vào nhau quá {limit} tầng", "entries are nested more than {limit} levels deep"),
    "yaml-syntax": Text("không đọc được dòng này", "this line cannot be read"),
    # Markdown
    "body-too-large": Text("bài viết dài hơn {limit} MB", "the article's text is larger than {limit} MB"),
    "markdown-too-deep": Text("danh sách hoặc trích dẫn lồng vào nhau quá nhiều tầng", "lists or quotations are nested too deeply"),
    "markdown-too-complex": Text("đoạn này có quá nhiều dấu “{character}”", "this paragraph has too many “{character}”"),
    "too-many-lines": Text("bài viết có hơn {limit} dòng", "the article has more than {limit} lines"),
    "sanitised": Text("đã bỏ {what}, vì trang web không cho phép", "{what} was dropped: the site does not allow it"),
    "table-cells": Text(
        "dòng này của bảng có {cells} ô, nhiều hơn {columns} cột của bảng",
        "this row has {cells} cells, more than the table's {columns} columns",
    ),
    "empty-link": Text("liên kết hoặc ảnh này chưa có địa chỉ", "this link or picture has no address"),
    "missing-scheme": Text("địa chỉ này thiếu phần đầu “https://” hoặc “mailto:”", "this address lacks its “https://” or “mailto:”"),
    "link-scheme": Text("không dùng được địa chỉ bắt đầu bằng “{scheme}”", "an address cannot begin with “{scheme}”"),
    "link-outside": Text("“{target}” nằm ngoài thư mục “{content}”", "“{target}” is outside the folder “{content}”"),
    "remote-picture": Text("ảnh nằm ở trang web khác: {target}", "the picture is on another site: {target}"),
    "unknown-anchor": Text("trong bài không có mục “#{anchor}”", "there is no “#{anchor}” in this article"),
    "duplicate-anchor": Text("hai chỗ trong bài cùng mang tên “#{anchor}”", "two places in this article are named “#{anchor}”"),
    # blocks
    "unknown-block": Text("không có khối “{name}”", "there is no block “{name}”"),
    "unclosed-block": Text("khối “{name}” mở ở đây chưa được đóng", "the block “{name}” opened here is not closed"),
    "nested-block": Text(
        "khối “{name}” mở ra khi khối ở dòng {first} chưa đóng", "the block “{name}” begins before the one on line {first} has ended"
    ),
    "stray-block-end": Text("dòng “:::” này không đóng khối nào", "this “:::” ends no block"),
    "text-after-block": Text("sau tên khối “{name}” còn chữ", "there is text after the block's name “{name}”"),
    "empty-block": Text("khối “{name}” chưa có nội dung", "the block “{name}” is empty"),
    "block-without-text": Text("khối “{name}” chưa có lời", "the block “{name}” has no text"),
    "block-with-text": Text("khối “{name}” chỉ gồm các trường, không có phần lời", "the block “{name}” has fields only, no text"),
    "block-fields-below": Text(
        "các trường của khối “{name}” nằm dưới dòng “---”", "the fields of the block “{name}” stand below its line “---”"
    ),
    "block-inside-html": Text("khối này nằm giữa một đoạn mã HTML nên không hiện ra", "this block stands inside HTML and is not shown"),
    "too-many-blocks": Text("bài viết có hơn {limit} khối", "the article has more than {limit} blocks"),
    "block-fields-too-large": Text(
        "các trường của mọi khối trong bài dài hơn {limit} KB", "the fields of the article's blocks are larger than {limit} KB"
    ),
    "unknown-footnote": Text("không có chú thích “[^{label}]:” ở cuối bài", "there is no footnote “[^{label}]:”"),
}

_QUOTE_IT = Text("viết: {example}", "write: {example}")

HINTS: dict[str, Text] = {
    "style-file-missing": Text("đặt tệp ấy vào static/ hoặc sửa đường dẫn trong url(…)", "put that file into static/ or mend url(…)"),
    "style-circle": Text("bỏ một trong hai dòng @import", "take one of the two @import lines away"),
    "style-encoding": Text("lưu lại tệp bằng mã UTF-8", "save the file as UTF-8"),
    "script-file-missing": Text("đặt tệp ấy vào static/ hoặc sửa dòng import", "put that file into static/ or mend the import"),
    "script-circle": Text("chuyển phần dùng chung sang một tệp thứ ba", "move what both need to a third file"),
    # files
    "empty-file": Text("viết nội dung vào tệp, hoặc xóa tệp", "write the article, or delete the file"),
    "binary-file": Text(
        "nếu là tài liệu Word, hãy chép nội dung sang một tệp văn bản mới có đuôi .md; nếu là ảnh, hãy trả lại đúng đuôi tệp",
        "if it is a Word document, copy its text to a new .md file; if it is a picture, give it back its extension",
    ),
    "wrong-encoding": Text(
        "mở tệp, chuyển phông chữ sang Unicode rồi chọn “Lưu thành… / Save as” với bảng mã UTF-8",
        "open the file, convert its text to Unicode and choose “Save as” with the encoding UTF-8",
    ),
    "file-too-large": Text("chia bài thành nhiều phần; ảnh để thành tệp riêng", "split the article; pictures belong in files of their own"),
    "register-too-large": Text("xóa bớt những mục không dùng đến", "delete the records that nothing uses"),
    "asset-too-large": Text(
        "nén hoặc thu nhỏ tệp; tệp thật lớn thì để ở trang khác và dẫn liên kết",
        "compress the file, or put it on another site and link to it",
    ),
    "missing-folder": Text(
        "tạo thư mục, hoặc sửa “content” trong site_config.yaml", "make the folder, or mend “content” in site_config.yaml"
    ),
    "unreadable-file": Text("kiểm tra xem tệp còn đó và có quyền đọc không", "check that the file is there and that you may read it"),
    "link-leaves-folder": Text("chép tệp gốc vào thư mục thay cho liên kết", "copy the file itself into the folder"),
    "link-loop": Text("xóa liên kết này", "delete this link"),
    "duplicate-file-name": Text("xóa hoặc đổi tên một trong hai tệp", "delete or rename one of the two"),
    "file-name-encoding": Text("đổi tên tệp, tốt nhất là không dấu", "rename the file, best without marks"),
    "wrong-extension": Text("đổi tên tệp thành “{suggestion}”", "rename the file to “{suggestion}”"),
    # the address ledger
    "ledger-conflict": Text(
        "giữ các dòng địa chỉ của cả hai bên; chỉ xóa những dòng dấu bắt đầu bằng “<<<<<<<”, “=======”, “>>>>>>>”",
        "keep the addresses of both sides; delete only the lines of marks that begin with “<<<<<<<”, “=======”, “>>>>>>>”",
    ),
    "ledger-damaged": Text(
        "lấy lại bản trước của tệp này từ git; nếu cổng chưa từng đăng bài nào, xóa tệp",
        "take the version before from git; if the site has never published anything, delete the file",
    ),
    "ledger-line": Text(
        "lấy lại dòng này từ git, hoặc viết như “/tin-tuc/2026/ten-bai/: news/ten-tep”",
        "take the line from git, or write it like “/tin-tuc/2026/ten-bai/: news/file-name”",
    ),
    "ledger-twice": Text("giữ lại một dòng và xóa dòng kia", "keep one of the lines and delete the other"),
    # front matter
    "no-front-matter": Text(
        "dòng đầu tiên phải là ba dấu gạch ngang “---”, rồi đến “title: …”, “date: …” và một dòng “---” nữa",
        "the first line must be three hyphens “---”, then “title: …”, “date: …”, then “---” again",
    ),
    "unclosed-front-matter": Text(
        "thêm một dòng chỉ có “---” vào giữa phần đầu và nội dung bài", "add a line with only “---” between the front matter and the text"
    ),
    "front-matter-too-large": Text("chuyển nội dung dài xuống dưới dòng “---” thứ hai", "move long text below the second “---”"),
    # YAML
    "duplicate-key": Text("giữ lại một dòng và xóa dòng kia", "keep one of the lines and delete the other"),
    "yaml-tab": Text("thay dấu Tab bằng hai dấu cách", "replace the tab by two spaces"),
    "yaml-unquoted-colon": _QUOTE_IT,
    "yaml-anchor": _QUOTE_IT,
    "yaml-tag": _QUOTE_IT,
    "yaml-quote": Text(
        "thêm dấu {quote} vào cuối nội dung, hoặc bỏ dấu {quote} ở đầu",
        "add {quote} at the end of the value, or remove it at its beginning",
    ),
    "yaml-text-after-quote": _QUOTE_IT,
    "yaml-backslash": Text("dùng dấu “/” thay cho “\\”", "use “/” instead of “\\”"),
    "yaml-comma": Text(
        'trong ngoặc {{ }} nội dung có dấu phẩy phải đặt trong ngoặc kép, ví dụ value: "8,21"',
        'inside {{ }} put what holds a comma in quotes, such as value: "8,21"',
    ),
    "yaml-comment": Text("nếu đó là nội dung, đặt cả dòng trong ngoặc kép", "if it is meant to be shown, put the whole value in quotes"),
    "yaml-reserved-character": _QUOTE_IT,
    "yaml-write": _QUOTE_IT,
    "yaml-quote-it": Text("đặt nội dung này trong ngoặc kép", "put this value in quotes"),
    "yaml-key-character": Text("bỏ dấu “{character}” khỏi tên trường", "remove “{character}” from the field's name"),
    "yaml-bracket": _QUOTE_IT,
    "yaml-missing-space": _QUOTE_IT,
    "yaml-missing-colon": Text(
        "nếu là phần tiếp theo của dòng trên, hãy thụt vào hai dấu cách; nếu là một trường mới, hãy thêm dấu hai chấm sau tên trường",
        "if it continues the line above, indent it by two spaces; if it is a new field, add a colon after its name",
    ),
    "yaml-indentation": Text(
        "các trường cùng cấp phải bắt đầu ở cùng một cột; thụt vào bằng dấu cách",
        "fields of one level begin in the same column; indent with spaces",
    ),
    "yaml-key": Text("viết theo dạng “tên trường: nội dung”", "write “field: value”"),
    "yaml-documents": Text("xóa dòng “---” hoặc “...” thừa", "delete the extra “---” or “...”"),
    "yaml-not-mapping": Text("ví dụ: “title: Hội nghị tổng kết năm 2024”", "for example: “title: Hội nghị tổng kết năm 2024”"),
    "yaml-too-large": Text("chia dữ liệu thành nhiều tệp", "split the data"),
    "yaml-too-deep": Text("kiểm tra các dấu ngoặc và khoảng thụt đầu dòng", "check the brackets and the indentation"),
    "yaml-syntax": Text(
        "xem lại dấu ngoặc kép, dấu hai chấm và khoảng thụt đầu dòng ở dòng này và dòng trên",
        "look at the quotes, colons and indentation of this line and the one above",
    ),
    # Markdown
    "body-too-large": Text("chia bài thành nhiều phần", "split the article"),
    "markdown-too-deep": Text("bớt dấu “>” hoặc khoảng thụt ở đầu dòng", "remove some “>” or indentation at the beginning of lines"),
    "markdown-too-complex": Text("chia đoạn, hoặc xóa các dấu thừa", "split the paragraph, or delete the characters that are too many"),
    "too-many-lines": Text("chia bài thành nhiều phần", "split the article"),
    "table-cells": Text("thêm cột ở dòng đầu bảng, hoặc bỏ bớt dấu “|”", "add a column to the head, or take out a “|”"),
    "empty-link": Text("viết địa chỉ trong ngoặc tròn: [chữ](địa-chỉ)", "write the address in the parentheses: [text](address)"),
    "missing-scheme": Text("viết: {example}", "write: {example}"),
    "link-scheme": Text(
        "dùng https://…, mailto:…, tel:…, hoặc tên một tệp trong thư mục bài viết",
        "use https://…, mailto:…, tel:… or the name of a file beside the article",
    ),
    "local-path": Text(
        "chép tệp vào cùng thư mục với bài viết và chỉ ghi tên tệp", "copy the file into the article's folder and write its name only"
    ),
    "link-outside": Text("chép tệp vào cùng thư mục với bài viết", "copy the file into the article's folder"),
    "remote-picture": Text(
        "tải ảnh về, để cạnh bài viết và chỉ ghi tên tệp ảnh", "download the picture, put it beside the article and write its name only"
    ),
    "unknown-anchor": Text("kiểm tra lại tên mục sau dấu “#”", "check the name after “#”"),
    "duplicate-anchor": Text("đổi một trong hai tên", "change one of the two"),
    # blocks
    "unknown-block": Text("các khối dùng được: {known}", "the blocks are: {known}"),
    "unclosed-block": Text("thêm một dòng chỉ có “:::” vào cuối khối", "add a line with only “:::” at the end of the block"),
    "nested-block": Text(
        "đóng khối trước bằng một dòng “:::” ở phía trên; khối không lồng vào nhau",
        "end the other with a line “:::” above; blocks do not nest",
    ),
    "stray-block-end": Text(
        "xóa dòng này, hoặc viết “::: tên-khối” ở chỗ khối bắt đầu", "delete it, or write “::: name” where the block begins"
    ),
    "text-after-block": Text("viết mỗi trường một dòng ở dưới, ví dụ “title: …”", "write the fields on lines below, such as “title: …”"),
    "empty-block": Text("viết các trường: {known}; hoặc xóa khối", "write its fields: {known}; or delete the block"),
    "block-without-text": Text(
        "sau các trường, thêm một dòng “---” rồi viết lời ở dưới", "add a line “---” after the fields and write the text below it"
    ),
    "block-with-text": Text(
        "xóa dòng “---” này; lời viết bên ngoài khối, hoặc vào một trường", "delete this “---”; write text outside the block, or in a field"
    ),
    "block-fields-below": Text(
        "xóa dòng “---” này: các trường viết ngay dưới tên khối", "delete this “---”: fields stand right below the name"
    ),
    "block-divider": Text(
        "nếu đây là lời của khối, thêm một dòng “---” ở phía trên; nếu là trường, viết “tên trường: nội dung”",
        "if this is the block's text, add a line “---” above it; if it is a field, write “field: value”",
    ),
    "block-inside-html": Text(
        "đưa khối ra ngoài các thẻ HTML, giữa hai dòng trống", "move the block out of the HTML tags, between empty lines"
    ),
    "too-many-blocks": Text("chia bài thành nhiều phần", "split the article"),
    "block-fields-too-large": Text("chia bài thành nhiều phần", "split the article"),
    "unknown-footnote": Text("thêm ở cuối bài: [^{label}]: nội dung chú thích", "add at the end: [^{label}]: text of the footnote"),
}
