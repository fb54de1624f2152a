"""What the command line says beside problems: summaries, and what the machine refused."""

from __future__ import annotations

from thidua.words.text import Text

SENTENCES: dict[str, Text] = {
    "summary-problems": Text("{count} vấn đề; cổng chưa được xuất bản.", "Problems: {count}; nothing was published."),
    "summary-built": Text(
        "Đã dựng {outputs} tệp từ {entries} mục ({articles} bài): ghi {written}, xóa {removed}, {seconds} giây → {output}",
        "Built {outputs} files from {entries} entries ({articles} articles): {written} written, {removed} removed, {seconds} s → {output}",
    ),
    "summary-unchanged": Text(
        "Không có gì thay đổi: {outputs} tệp từ {entries} mục ({articles} bài) vẫn như cũ.",
        "Nothing changed: {outputs} files from {entries} entries ({articles} articles) are as they were.",
    ),
    "summary-unsound": Text("{count} vấn đề cần sửa.", "Problems: {count}."),
    "summary-checked": Text(
        "Đã kiểm tra {entries} mục ({articles} bài): không có gì phải sửa. Cổng chưa được dựng.",
        "Checked {entries} entries ({articles} articles): nothing needs mending. Nothing was built.",
    ),
    "summary-unrecorded": Text(
        "{count} địa chỉ chưa có trong {file}: chạy “thidua check --record”, rồi gửi tệp ấy lên kho cùng với bài.",
        "{count} addresses are not in {file} yet: run `thidua check --record` and commit that file with the entries.",
    ),
    "summary-recorded": Text(
        "Đã ghi {file}: thêm {added} địa chỉ, tất cả {count}. Hãy gửi tệp ấy lên kho cùng với bài.",
        "Wrote {file}: {added} addresses added, {count} in all. Commit that file with the entries.",
    ),
    "summary-nothing-to-record": Text(
        "{file} không đổi: {count} địa chỉ đều đã được ghi.", "{file} is unchanged: all {count} addresses are recorded."
    ),
    "summary-drafts": Text("Bản nháp chưa đăng: {count}.", "Drafts, not published: {count}."),
    "summary-scheduled": Text(
        "Bài hẹn giờ chưa đến lúc đăng: {count}; sớm nhất: {when}.", "Scheduled, not published yet: {count}; the first one: {when}."
    ),
    "not-a-moment": Text(
        "“{text}” không phải là một thời điểm, ví dụ 2026-11-21T08:00+07:00", "“{text}” is no moment such as 2026-11-21T08:00+07:00"
    ),
    "not-an-epoch": Text("SOURCE_DATE_EPOCH “{text}” không phải là số giây", "SOURCE_DATE_EPOCH “{text}” is no number of seconds"),
    "record-without-drafts": Text(
        "--record không đi cùng --drafts: địa chỉ của bản nháp chưa được đăng.",
        "--record cannot go with --drafts: the addresses of drafts are not published.",
    ),
    # a new entry
    "new-kind": Text("Không có loại bài “{kind}”. Các loại: {known}.", "There is no kind “{kind}”. The kinds are: {known}."),
    "new-kind-near": Text(
        "Không có loại bài “{kind}”; có phải “{suggestion}”? Các loại: {known}.",
        "There is no kind “{kind}”; did you mean “{suggestion}”? The kinds are: {known}.",
    ),
    "new-section-of-another-kind": Text(
        "Chuyên mục “{section}” dành cho loại {kind}, không phải {asked}. Chọn một trong: {known}.",
        "The section “{section}” is for the kind {kind}, not {asked}. Choose one of: {known}.",
    ),
    "new-title": Text("Chưa có tiêu đề: viết tiêu đề sau loại bài.", "There is no title: write it after the kind."),
    "new-title-too-long": Text("Tiêu đề dài quá {limit} chữ cái.", "The title is longer than {limit} characters."),
    "new-without-date": Text("Loại {kind} không có ngày đăng: bỏ --date.", "The kind {kind} has no date of publication: leave out --date."),
    "new-taken": Text(
        "Đã có {path}; không ghi đè. Hãy sửa tệp ấy, hoặc thêm --slug với tên khác “{slug}”.",
        "There is {path} already, and it is left as it is. Edit that file, or give --slug with another name than “{slug}”.",
    ),
    "new-written": Text("Đã viết bản nháp. Còn phải điền: {fields}.", "A draft is written. Still to be filled in: {fields}."),
    "new-written-whole": Text("Đã viết bản nháp; điền bài vào dưới dòng “---”.", "A draft is written; the text goes below the line “---”."),
    # the preview
    "preview-open": Text("Xem trước tại {url}  (Ctrl-C để dừng)", "Preview at {url}  (Ctrl-C ends it)"),
    "preview-rebuilt": Text("Đã dựng {rendered} tệp, {seconds} giây: {paths}", "Rendered {rendered} files in {seconds} s: {paths}"),
    "preview-removed": Text("Đã bỏ {removed} tệp, {seconds} giây.", "Removed {removed} files in {seconds} s."),
    "preview-same": Text("Không có gì phải dựng lại, {seconds} giây.", "There was nothing to render, {seconds} s."),
    "preview-unsound": Text(
        "{count} vấn đề cần sửa; trình duyệt vẫn giữ bản đúng gần nhất.", "Problems: {count}; the browser keeps the last good site."
    ),
    "preview-ended": Text("Đã dừng xem trước.", "The preview has ended."),
    "preview-building": Text("Đang dựng cổng lần đầu…", "The site is being built for the first time…"),
    "preview-heading": Text("{count} chỗ cần sửa", "To be mended: {count}"),
    "preview-refused": Text("Chưa dựng được cổng", "The site cannot be built"),
    "preview-behind": Text(
        "Trang phía sau là bản đúng gần nhất. Sửa và lưu tệp, trang sẽ tự hiện bản mới.",
        "The page behind is the last good one. Mend and save the file, and the new page appears by itself.",
    ),
    "preview-not-yet": Text(
        "Cổng chưa dựng được lần nào. Sửa và lưu tệp, trang sẽ tự hiện.",
        "The site has not been built yet. Mend and save the file, and the page appears by itself.",
    ),
    "preview-more": Text("… và {count} chỗ nữa; xem ở cửa sổ lệnh.", "… and {count} more; see the terminal."),
    "preview-hint": Text("Cách sửa", "How to mend it"),
    "preview-close": Text("Đóng", "Close"),
    "preview-nothing-here": Text("Không có trang nào ở địa chỉ này.", "There is no page at this address."),
    "preview-other-host": Text(
        "Bản xem trước chỉ mở được từ chính máy này, ở http://127.0.0.1:{port}/.",
        "The preview opens on this machine only, at http://127.0.0.1:{port}/.",
    ),
    "port-in-use": Text(
        "Cổng mạng {port} đang có chương trình khác dùng. Dừng chương trình ấy, hoặc thêm --port với số khác (--port 0: máy tự chọn).",
        "Port {port} is in use by another program. End that one, or give --port with another number (--port 0: any free one).",
    ),
    "port-not-allowed": Text(
        "Máy không cho dùng cổng mạng {port}. Hãy thêm --port với số từ 1024 trở lên, hoặc --port 0.",
        "The machine does not allow port {port}. Give --port with a number from 1024, or --port 0.",
    ),
    "watch-refused": Text(
        "Máy không theo dõi được thêm thư mục nào (máy báo: {reason}). Hãy chạy lại với WATCHFILES_FORCE_POLLING=1, hoặc tăng "
        "fs.inotify.max_user_watches.",
        "The machine watches no more folders (it says: {reason}). Run it again with WATCHFILES_FORCE_POLLING=1, or raise "
        "fs.inotify.max_user_watches.",
    ),
    "builder-died": Text(
        "Tiến trình dựng cổng bị dừng giữa chừng, có lẽ vì máy hết bộ nhớ. Lưu một tệp để thử lại.",
        "The process that builds was ended, perhaps for want of memory. Save a file to try again.",
    ),
    "sources-changing": Text(
        "Các tệp nguồn của {path} cứ thay đổi trong lúc dựng; hãy đợi xong rồi dựng lại. Cổng đang có vẫn nguyên vẹn.",
        "The sources of {path} keep changing while they are read; wait and build again. The published site is untouched.",
    ),
    "replaced-folder": Text("{count} tệp tìm kiếm cũ đã được thay bằng thư mục mới", "{count} search files were replaced by a new folder"),
    "disk-full": Text("Ổ đĩa đã đầy: {path}. Cổng đang có vẫn nguyên vẹn.", "The disk is full: {path}. The published site is untouched."),
    "another-build": Text(
        "Một lần dựng khác đang ghi vào {path}. Hãy đợi nó xong rồi thử lại.", "Another build is writing to {path}. Wait until it is done."
    ),
    "read-only": Text("Ổ đĩa chỉ đọc: {path}.", "The file system is read-only: {path}."),
    "no-permission": Text("Không có quyền đọc hoặc ghi: {path}.", "No permission to read or write: {path}."),
    "worker-died": Text(
        "Một tiến trình dựng cổng bị dừng giữa chừng, có lẽ vì máy hết bộ nhớ. Cổng đang có vẫn nguyên vẹn; hãy thử lại với --jobs 1.",
        "A worker process was killed, perhaps for want of memory. The published site is untouched; try again with --jobs 1.",
    ),
    "no-memory": Text(
        "Máy không đủ bộ nhớ để dựng cổng. Cổng đang có vẫn nguyên vẹn; hãy đóng bớt chương trình khác rồi thử lại với --jobs 1.",
        "There is not enough memory. The published site is untouched; close other programs and try again with --jobs 1.",
    ),
    "file-gone": Text(
        "Tệp biến mất trong lúc dựng: {path}. Hãy thử lại khi không ai sửa thư mục của cổng.",
        "A file vanished during the build: {path}. Try again while nobody changes the site's folder.",
    ),
    "too-many-open-files": Text(
        "Máy không cho mở thêm tệp: {path}. Hãy thử lại với --jobs 1.", "The machine opens no more files: {path}. Try again with --jobs 1."
    ),
    "name-too-long": Text("Tên tệp hoặc địa chỉ quá dài: {path}.", "The name of a file or address is too long: {path}."),
    "disk-fault": Text(
        "Ổ đĩa đọc hoặc ghi bị lỗi: {path}. Hãy kiểm tra ổ đĩa.", "The disk failed to read or write: {path}. Check the disk."
    ),
    "in-the-way": Text(
        "Không ghi được {path}: ở chỗ đó có một tệp hoặc thư mục không do thidua tạo ra. Hãy chuyển nó đi rồi thử lại.",
        "{path} cannot be written: a file or folder that is not thidua's stands there. Move it away and try again.",
    ),
    "no-encoder": Text(
        "Thư viện Pillow trên máy này không ghi được ảnh {name}. Hãy cài lại các thư viện đã khóa: ./run site.",
        "This machine's Pillow cannot write {name} pictures. Install the locked libraries again: ./run site.",
    ),
    "report-not-written": Text(
        "Không ghi được báo cáo {path}: kiểm tra thư mục và quyền ghi.", "The report {path} cannot be written: check its folder."
    ),
    "not-a-folder": Text(
        "{path} không dùng được làm thư mục xuất bản: có một tệp nằm ở chỗ đó.", "{path} cannot be the output folder: a file stands there."
    ),
    "machine": Text(
        "Máy không đọc hoặc ghi được {path}. Hãy kiểm tra ổ đĩa và quyền truy cập rồi thử lại (máy báo: {reason}).",
        "The machine could not read or write {path}. Check the disk and its permissions and try again (it says: {reason}).",
    ),
}


def sentence(code: str, language: str, /, **values: object) -> str:
    """Return a sentence that is not about a problem: a summary, or what the machine refused."""
    text = SENTENCES[code]
    return (text.en if language == "en" else text.vi).format(**values)
