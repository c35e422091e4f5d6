"""The command line and the demo."""

# --- command line ------------------------------------------------------------------------------

CLI_HELP = "Tra cứu văn bản: hỏi một câu, nhận nguyên văn và nguồn."
CLI_DATA = "Thư mục dữ liệu (mặc định: TRACUU_DATA hoặc thư mục của người dùng)."
CLI_INDEX = "Quản lý kho văn bản."
CLI_ADD = "Thêm tệp hoặc thư mục (txt, md, html, jsonl) vào kho."
CLI_ADD_JSON = "In tiến độ và kết quả dạng JSON, mỗi dòng một đối tượng."
CLI_CORRECT = "Sửa số, ngày hoặc tên của văn bản khi máy nhận sai."
CLI_CORRECT_NUMBER = "Số đúng, ví dụ: 12-NQ/TU."
CLI_CORRECT_ISSUED = "Ngày ban hành đúng, ví dụ: 18/03/2026."
CLI_CORRECT_TITLE = "Tên đúng."
CLI_CORRECT_WHAT = "Hãy ghi điều cần sửa: --number, --issued hoặc --title."
CLI_CORRECTED = "Đã sửa văn bản {document}."
CLI_NAME_ID = "MÃ"
CLI_NAME_NUMBER_ONLY = "SỐ"
CLI_NAME_DAY = "NGÀY"
CLI_NAME_TITLE = "TÊN"
CLI_SYNC = "Làm kho khớp với thư mục: thêm, cập nhật, xóa."
CLI_REMOVE = "Xóa văn bản theo mã (xem mã bằng: tracuu index list)."
CLI_LIST = "Liệt kê văn bản trong kho."
CLI_REBUILD = "Lập lại toàn bộ chỉ mục từ các văn bản đã lưu."
CLI_CHECK = "Đối chiếu mọi phần của kho với cơ sở dữ liệu."
CLI_ASK = "Hỏi một câu; không có câu hỏi thì mở cuộc trò chuyện."
CLI_BOT = "Chạy bot Telegram."
CLI_EVAL = "Đo chất lượng trả lời trên các tệp câu hỏi JSONL."
CLI_DOCS = "Danh mục văn bản, lọc theo loại, cơ quan, năm, hiệu lực."
CLI_DOC = "Thẻ của một văn bản: gõ số hoặc tên, có dấu hay không đều được."
CLI_KIND = "Loại văn bản, ví dụ: nghị quyết."
CLI_ISSUER = "Cơ quan ban hành."
CLI_YEAR = "Năm ban hành."
CLI_VALIDITY = "Hiệu lực theo các văn bản trong kho."
CLI_SEARCH = "Chỉ văn bản có các từ này trong tên."
CLI_SECTION = 'Chỉ in một mục, ví dụ: "Điều 5".'
CLI_SUMMARY = "Tóm tắt văn bản bằng chính câu chữ của nó."
CLI_LENGTH = "Độ dài của tóm tắt (mặc định: vừa); gõ không dấu cũng được."
CLI_LENGTH_WHAT = "--length chỉ đi cùng --summary."
CLI_SUMMARY_ALONE = "Chỉ dùng một trong ba: --summary, --section hoặc --noise."
CLI_NAME_LENGTH = "[ngắn|vừa|dài]"
CLI_NAME_NUMBER = "SỐ_HOẶC_TÊN..."
CLI_NAME_WORDS = "TỪ"
CLI_NAME_YEAR = "NĂM"
CLI_NAME_SECTION = "MỤC"
CLI_JSON = "In kết quả dạng JSON."
CLI_BATCH = "Đọc câu hỏi từ tệp JSONL, mỗi dòng một đối tượng."
CLI_REPORT = (
    "Thêm {added}, cập nhật {updated}, giữ nguyên {unchanged}, {moved}xóa {removed} văn bản; "
    "{passages} đoạn mới."
)
CLI_MOVED = "đổi chỗ {count}, "
CLI_NOTHING_NEW = "Không có gì thay đổi: {unchanged} văn bản đã ở trong kho."
CLI_NOTHING_THERE = "Không có tệp nào đọc được ở nơi đã chỉ."
CLI_PROBLEMS = "{count} chỗ không đọc được:"
CLI_INTERRUPTED = "Đã dừng. Phần đã xong vẫn còn; chạy lại lệnh để làm tiếp."
CLI_STOPPED = "Đã dừng."
CLI_REMOVED = "Đã xóa {count} văn bản."
CLI_EMPTY = "Kho chưa có văn bản nào. Thêm bằng: tracuu index add THƯ_MỤC"
CLI_REBUILT = "Đã lập lại chỉ mục: {documents} văn bản, {passages} đoạn."
CLI_SOUND = "Kho lành lặn: {documents} văn bản, {passages} đoạn."
CLI_PROGRESS = "Lập chỉ mục"
CLI_PROGRESS_LINE = "{done}/{total} tệp, {passages}"
CLI_RATE = ", {rate} đoạn/giây"
CLI_LEFT = ", còn khoảng {minutes} phút {seconds:02} giây"
CLI_PASSAGES = "{passages} đoạn"
CLI_PROMPT = "Hỏi> "
CLI_CHAT = (
    "Gõ câu hỏi rồi Enter; hỏi nối tiếp được. Gõ số [n] để xem cả đoạn, "
    "/quen để quên các câu trước, «thoát» để dừng."
)
CLI_PICK = "Chọn văn bản thứ mấy khi số được hỏi là của nhiều văn bản."
CLI_NAME_PLACE = "SỐ_THỨ_TỰ"
CLI_NOT_OFFERED = "Không có văn bản thứ {place} để chọn."
CLI_NO_SOURCE = "Câu trả lời trước không có nguồn số {marker}."
CLI_QUIT = frozenset({"thoát", "thoat", "exit", "quit", "q"})
CLI_BAD_LINE = "Tệp {path}, dòng {line}: không phải câu hỏi dạng JSON."
CLI_ASK_OR_BATCH = "Chỉ dùng một trong hai: câu hỏi hoặc --batch."
CLI_PICK_WHAT = "--pick chỉ đi cùng một câu hỏi."
CLI_BATCH_JSON = "--batch cần đi cùng --json."
CLI_NAME_PATHS = "ĐƯỜNG_DẪN..."
CLI_NAME_FOLDER = "THƯ_MỤC"
CLI_NAME_IDS = "MÃ..."
CLI_NAME_QUESTION = "[CÂU_HỎI]"
CLI_NAME_FILES = "TỆP..."
CLI_NAME_FILE = "TỆP"
CLI_NAME_OPTIONS = "[TÙY_CHỌN]"
CLI_NAME_COMMAND = "LỆNH [THAM_SỐ]..."
# Click's own words; each is a message that Click looks up before it says it.
CLICK = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Show this message and exit.": "In hướng dẫn này rồi thoát.",
    "Show the version and exit.": "In phiên bản rồi thoát.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Error: {message}": "Lỗi: {message}",
    "Aborted!": "Đã dừng.",
    "Try '{command} {option}' for help.": "Xem cách dùng: {command} {option}",
    "Missing argument": "Thiếu",
    "Missing command.": "Thiếu lệnh.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Did you mean {possibility}?": "Có phải {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Có phải một trong: {possibilities}?",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Got unexpected extra argument ({args})": "Thừa: {args}",
    "Got unexpected extra arguments ({args})": "Thừa: {args}",
}
FAULTS = {
    "sqlite": "Cơ sở dữ liệu hỏng: {detail}.",
    "passage": "Đoạn {detail} không khớp với văn bản của nó.",
    "vector": "Đoạn {detail} có vectơ sai cỡ.",
    "model": "Kho chưa lập xong với một mô hình nhúng. Chạy: tracuu index rebuild",
    "missing": "Chưa có chỉ mục đã lập.",
    "stale": "Chỉ mục cũ hơn cơ sở dữ liệu.",
    "file": "Tệp chỉ mục hỏng hoặc thiếu: {detail}.",
    "count": "Chỉ mục thiếu hoặc thừa đoạn: {detail}.",
}
FAULTS_MENDED = "Chỉ mục đã được lập lại từ cơ sở dữ liệu."

# --- the demo ------------------------------------------------------------------------------------

DEMO_INDEXING = "Lập chỉ mục {folder} vào {data}"
# One with accents, one without, one that the samples do not answer.
DEMO_QUESTIONS = (
    "Khi nào nền tảng quản trị dùng chung được đưa vào vận hành chính thức?",
    "kho luu tru co dien tich toi thieu bao nhieu",
    "Học phí mẫu giáo của tỉnh là bao nhiêu?",
)
DEMO_ASK = "Để hỏi tiếp: .venv/bin/tracuu --data {data} ask"
