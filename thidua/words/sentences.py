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
        "{count} địa chỉ chưa có trong {file}: chạy “thidua check --record”, rồi commit tệp ấy cùng với bài.",
        "{count} addresses are not in {file} yet: run `thidua check --record` and commit that file with the entries.",
    ),
    "summary-recorded": Text(
        "Đã ghi {file}: thêm {added} địa chỉ, tất cả {count}. Hãy commit tệp ấy cùng với bài.",
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
    "sources-changing": Text(
        "Các tệp nguồn của {path} cứ thay đổi trong lúc dựng; hãy đợi xong rồi dựng lại. Cổng đang có vẫn nguyên vẹn.",
        "The sources of {path} keep changing while they are read; wait and build again. The published site is untouched.",
    ),
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
