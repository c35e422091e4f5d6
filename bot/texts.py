"""Every Vietnamese text of the chat and the command line, in one place.

Only what exists is promised. Braces are filled with `str.format`.
"""

import textwrap

from index import errors
from retrieval.digests import Part
from retrieval.types import Notice, NoticeKind, Reason

# --- chat: first minutes -------------------------------------------------------------------

START = (
    "Chào bạn. Bot này tra cứu chỉ thị, nghị quyết, kế hoạch, báo cáo trong kho văn bản.\n"
    "Bạn gửi câu hỏi, bot trích nguyên văn câu trả lời và ghi rõ nguồn.\n"
    "Gõ có dấu hay không dấu đều được. Gửi /help để xem cách dùng."
)
HELP = (
    "Cách dùng\n"
    "• Gửi câu hỏi bằng một tin nhắn, mỗi tin một câu hỏi.\n"
    "• Nếu biết số văn bản, bạn ghi luôn số vào câu hỏi.\n"
    "• Bấm «Xem nguồn» để đọc cả đoạn; «Trước», «Sau» để đọc các đoạn bên cạnh.\n"
    "• Nếu văn bản không nêu, bot sẽ nói là không thấy và gợi ý đoạn liên quan.\n"
    "• Hỏi nối tiếp được: «ai ký?», «còn năm 2021?», «văn bản đó còn hiệu lực không?»,\n"
    "«điều 7», «chi tiết hơn». Bot chỉ nhớ vài câu vừa hỏi trong một lúc; /quen để xóa ngay.\n"
    "• /vanban SỐ_HOẶC_TÊN mở thẻ của một văn bản; /vanban không kèm gì là danh mục.\n"
    "• /tomtat SỐ_HOẶC_TÊN tóm tắt một văn bản bằng nguyên văn; thêm «ngắn», «vừa», «dài».\n\n"
    "Lệnh: /start, /help, /vanban, /tomtat, /quen"
)

# --- chat: answers -------------------------------------------------------------------------

UNDERSTOOD = "Hiểu là: «{question}»"
WRITING = "Máy đang viết lại từ các câu trích:"
WRITTEN = "Máy viết lại, đã đối chiếu với câu trích:"
QUOTED = "Nguyên văn"
SOURCES = "Nguồn"
RELATED = "Liên quan"
# A quote that is shortened, before its marker.
GOES_ON = "…"
LIST_REST = "Danh sách có {count} mục, trên đây là {shown} mục đầu."
TEXT_REST = "Phần này dài, trên đây mới là đoạn đầu."
READ_ON = "Xem tiếp"
HEADING = "• {heading}"
SEE_SOURCE = "Xem nguồn {markers}"
SEE_CHANGE = "Xem {by}"
PREVIOUS = "‹ Trước"
NEXT = "Sau ›"
NUMBER = "Số {number}"
KIND_NUMBER = "{kind} số {number}"
DATED = "ngày {date}"
PAGE = "trang {page}"
CHOICE = "{position}. {label}"
CHOOSE = "Văn bản {position}"
POSITION = "Đoạn {position}/{count}"

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "Bạn chưa nhập câu hỏi. Bạn hãy viết điều cần hỏi bằng một câu.",
    Reason.TOO_LONG: "Câu hỏi dài quá. Bạn hãy rút gọn còn một, hai câu rồi gửi lại.",
    Reason.NOT_A_QUESTION: (
        "Chưa thấy câu hỏi trong tin này. Bạn hãy viết điều cần hỏi bằng tiếng Việt, "
        "có dấu hay không dấu đều được."
    ),
    Reason.EMPTY_CORPUS: (
        "Kho chưa có văn bản nào nên chưa trả lời được. "
        "Người quản trị thêm văn bản bằng lệnh: tracuu index add"
    ),
    Reason.UNKNOWN_REFERENCE: "Không tìm thấy văn bản bạn hỏi trong kho.",
    Reason.NO_SUCH_PROVISION: "Văn bản không có điều, khoản bạn hỏi.",
    Reason.SEVERAL_PROVISIONS: "Văn bản có nhiều chỗ như bạn hỏi. Bạn hãy ghi rõ hơn.",
    Reason.SEVERAL_DOCUMENTS: "Có nhiều văn bản mang số này. Bạn hỏi văn bản nào?",
    Reason.WHICH_DOCUMENT: (
        "Bạn hỏi về văn bản nào? Hãy ghi thêm số hoặc tên văn bản, hoặc hỏi ngay sau một câu trả "
        "lời có trích văn bản đó."
    ),
    Reason.NO_SUPPORT: "Các văn bản trong kho không nêu điều bạn hỏi.",
    Reason.STANDING_UNKNOWN: (
        "Không thấy văn bản nào trong kho thay thế, bãi bỏ hay sửa đổi văn bản này. Điều đó không "
        "có nghĩa là văn bản còn hiệu lực: kho có thể thiếu văn bản."
    ),
}
NO_ANSWER_MISSING = {
    Reason.NO_SUCH_PROVISION: "Văn bản không có {missing}. Văn bản có:",
    Reason.SEVERAL_PROVISIONS: "Văn bản có nhiều chỗ là {missing}. Bạn hãy ghi rõ hơn; văn bản có:",
    Reason.WHICH_DOCUMENT: "Bạn hỏi {missing} của văn bản nào? Hãy ghi thêm số hoặc tên văn bản.",
    Reason.UNKNOWN_REFERENCE: "Trong kho không có văn bản {missing}.",
    Reason.NO_SUPPORT: (
        "Các văn bản trong kho không nêu điều bạn hỏi; không thấy nhắc tới {missing}."
    ),
    Reason.STANDING_UNKNOWN: (
        "Không thấy văn bản nào trong kho thay thế, bãi bỏ hay sửa đổi {missing}. Điều đó không có "
        "nghĩa là văn bản còn hiệu lực: kho có thể thiếu văn bản."
    ),
}

# "In the corpus" stands in each: nothing is known of documents that are elsewhere.
NOTICE_TITLE = 90  # characters of a title in a notice
NOTICES = {
    NoticeKind.REPLACED: "Lưu ý: theo các văn bản trong kho, {document} đã được {by} thay thế.",
    NoticeKind.REPEALED: "Lưu ý: theo các văn bản trong kho, {document} đã bị {by} bãi bỏ.",
    NoticeKind.AMENDED: (
        "Lưu ý: theo các văn bản trong kho, {document} đã được {by} sửa đổi một phần."
    ),
    NoticeKind.REPORT: "Lưu ý: kho không có toàn văn {document}, chỉ có bài viết: {by}.",
}

# --- the catalogue ---------------------------------------------------------------------------

VALIDITY = {
    "replaced": "đã được thay thế (theo các văn bản trong kho)",
    "repealed": "đã bị bãi bỏ (theo các văn bản trong kho)",
    "amended": "đã được sửa đổi một phần (theo các văn bản trong kho)",
    "unknown": "các văn bản trong kho không cho biết",
}
ACTS = {
    "replaces": "Thay thế",
    "repeals": "Bãi bỏ",
    "amends": "Sửa đổi, bổ sung",
    "consolidates": "Hợp nhất",
    "carries_out": "Thực hiện",
    "founded_on": "Căn cứ",
    "mentions": "Nhắc đến",
}
CARD = {
    "issuer": "Cơ quan ban hành: {value}",
    "issued": "Ngày ban hành: {value}",
    "signer": "Người ký: {value}",
    "effective": "Có hiệu lực từ: {value}",
    "source": "Nguồn: {value}",
    "copies": "Bản khác: {value}",
}
CARD_VALIDITY = "Hiệu lực: {value}"
CARD_REPORT = "Đây là bài viết, không phải toàn văn của văn bản."
CARD_ABSENT = "{number}: kho không có toàn văn, chỉ có các văn bản nhắc đến."
CARD_OUTLINE = "Mục lục"
CARD_CHANGED = "Bị thay đổi bởi"
CARD_RELATIONS = "Quan hệ"
CARD_MENTIONED = "Được nhắc trong"
DOC_UNKNOWN = "Trong kho không có văn bản nào như «{typed}»."
DOC_CHOOSE = "Có {count} văn bản khớp, hãy ghi rõ hơn (số, cơ quan, nơi ban hành):"
NO_SECTION = "Văn bản này không có mục «{section}»."
DOC_GONE = "Văn bản hoặc mục này không còn trong kho."
DOCS_NONE = "Không có văn bản nào khớp."

# --- digests -----------------------------------------------------------------------------------

DIGEST = {
    Part.PURPOSE: "Mục đích, quan điểm",
    Part.SCOPE: "Phạm vi, đối tượng",
    Part.RESULTS: "Tình hình, kết quả",
    Part.GOALS: "Mục tiêu, chỉ tiêu",
    Part.CONTENT: "Nội dung chính",
    Part.TASKS: "Nhiệm vụ, giải pháp",
    Part.DUTIES: "Tổ chức thực hiện",
    Part.EFFECT: "Hiệu lực",
    Part.POINTS: "Các câu đáng chú ý",
}
DIGEST_HEAD = "Tóm tắt bằng nguyên văn; “…” là chỗ lược bớt."
DIGEST_LOOSE = "Văn bản không có đề mục rõ; dưới đây là các câu có số liệu, thời hạn, nhiệm vụ."
DIGEST_NONE = "Văn bản này không có câu nào đủ để tóm tắt."
DIGEST_PLACE = "mục {path}"
DIGEST_BELOW = ("khoản {label}", "điểm {label}")
DIGEST_ANNEXED = "phần kèm theo"
ARTICLE = "Điều"
DIGEST_SOURCE = "[{marker}] {part}"
DIGEST_SHOWN = "✓ {length}"
DIGEST_USAGE = (
    "Bạn gửi /tomtat kèm số hoặc tên văn bản, thêm «ngắn», «vừa» hay «dài» nếu muốn; "
    "ví dụ: /tomtat 57-NQ/TW ngắn"
)

# --- chat: what is not a question ------------------------------------------------------------

NOT_ALLOWED = (
    "Bot này chỉ phục vụ thành viên. Bạn gửi mã số {user_id} cho người quản trị để được thêm vào."
)
NOT_ALLOWED_PRESS = "Bạn chưa được quyền xem văn bản này."
ONLY_TEXT = "Bot chỉ đọc được tin nhắn chữ. Bạn hãy viết câu hỏi bằng chữ."
UNKNOWN_COMMAND = "Bot không có lệnh này. Bạn gửi câu hỏi, hoặc /help để xem cách dùng."
BACKLOG = (
    "Bạn đang có {count} câu chờ trả lời. Câu gửi thêm lúc này chưa được nhận; "
    "bạn hãy gửi lại sau khi có trả lời."
)
FAILED = "Có lỗi khi xử lý, bạn thử lại sau ít phút. Nếu vẫn lỗi, bạn báo người quản trị."
FORGET = "/quen"
FORGOTTEN = "Đã quên các câu vừa hỏi. Câu sau sẽ được hiểu riêng, không nối với câu trước."
NO_MORE = "Không còn đoạn nào nữa ở phía đó của văn bản."
PASSAGE_GONE = "Đoạn này không còn trong kho văn bản."
BUTTON_OLD = "Nút này không dùng được nữa. Bạn hãy gửi lại câu hỏi."

# --- running the bot ---------------------------------------------------------------------------

NO_TOKEN = "Chưa có mã của bot: hãy đặt TELEGRAM_BOT_TOKEN hoặc TELEGRAM_BOT_TOKEN_FILE."  # noqa: S105
BAD_TOKEN = "Telegram không nhận mã của bot: hãy kiểm tra lại TELEGRAM_BOT_TOKEN với BotFather."  # noqa: S105
NO_OWNERS = (
    "Chưa đặt TRACUU_OWNER_IDS nên bot từ chối mọi người. Hãy nhắn cho bot để biết mã số của mình "
    "rồi đặt TRACUU_OWNER_IDS, hoặc đặt TRACUU_ACCESS=open."
)
BOT_STARTED = "Bot @{username} đã chạy. Nhấn Ctrl-C để dừng."
BOT_STOPPED = "Bot đã dừng."
BOT_BROKEN = "Bot dừng vì lỗi không lường trước; chi tiết ở nhật ký."
SET_ASIDE = (
    "Có {count} tin nhắn bot không xử lý được nên đã gác lại; người gửi đã nhận lời xin lỗi. "
    "Xem nguyên nhân bằng lệnh tracuu doctor hoặc ở nhật ký."
)
SECOND_POLLER = (
    "Có một chương trình khác đang nhận tin bằng cùng mã bot. Hãy tắt bớt một bên; "
    "bot này sẽ thử lại."
)
NO_NETWORK = "Chưa nối được tới máy chủ Telegram; bot sẽ tiếp tục thử lại."
NETWORK_BACK = "Đã nối lại được với máy chủ Telegram."

# --- command line ------------------------------------------------------------------------------

CLI_HELP = "Tra cứu văn bản: hỏi một câu, nhận nguyên văn và nguồn."
CLI_DATA = "Thư mục dữ liệu (mặc định: TRACUU_DATA hoặc thư mục của người dùng)."
CLI_INDEX = "Quản lý kho văn bản."
CLI_ADD = "Thêm tệp hoặc thư mục (txt, md, html, jsonl) vào kho."
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
CLI_SUMMARY_ALONE = "Chỉ dùng một trong hai: --summary hoặc --section."
CLI_NAME_LENGTH = "[ngắn|vừa|dài]"
CLI_NAME_NUMBER = "SỐ_HOẶC_TÊN..."
CLI_NAME_WORDS = "TỪ"
CLI_NAME_YEAR = "NĂM"
CLI_NAME_SECTION = "MỤC"
CLI_JSON = "In kết quả dạng JSON."
CLI_BATCH = "Đọc câu hỏi từ tệp JSONL, mỗi dòng một đối tượng."
CLI_REPORT = (
    "Thêm {added}, cập nhật {updated}, giữ nguyên {unchanged}, xóa {removed} văn bản; "
    "{passages} đoạn mới."
)
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
CLI_PROGRESS_LINE = "{done}/{total} tệp, {passages} đoạn"
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

# --- errors: class -> sentence, the nearest class in the tree wins -------------------------------

ERRORS: dict[type[errors.TracuuError], str] = {
    errors.PathMissing: "Không thấy tệp hoặc thư mục {subject}.",
    errors.NotAFolder: "{subject} không phải là thư mục.",
    errors.FormatUnknown: "Chưa đọc được loại tệp này: {subject}.",
    errors.Unreadable: "Không có quyền đọc {subject}.",
    errors.BadRecord: (
        "Tệp {subject}: bỏ qua dòng {detail} vì sai dạng; các dòng khác vẫn dùng được."
    ),
    errors.BadTable: (
        "Bảng viết tắt {subject}: dòng {detail} sai dạng; mỗi dòng là viết tắt, dấu tab, viết đủ"
        " và có thể thêm dấu tab, dấu hiệu."
    ),
    errors.NotText: "Tệp {subject} không phải là văn bản như tên gọi.",
    errors.NothingToRead: "Tệp {subject} không có chữ nào để đọc.",
    errors.Damaged: "Tệp {subject} bị hỏng hoặc sai định dạng.",
    errors.DocumentUnknown: "Trong kho không có văn bản mang mã {subject}.",
    errors.InputError: "Không dùng được {subject}.",
    errors.Unwritable: "Không ghi được vào {subject}. Hãy kiểm tra quyền của thư mục.",
    errors.DiskFull: "Ổ đĩa đã đầy, không ghi được vào {subject}.",
    errors.Busy: "Một chương trình khác đang ghi vào {subject}. Hãy thử lại khi nó xong.",
    errors.StoreDamaged: (
        "Dữ liệu ở {subject} bị hỏng. Hãy dời thư mục đó đi rồi lập lại bằng: tracuu index add"
    ),
    errors.ModelChanged: (
        "Kho chưa được lập bằng mô hình nhúng đang dùng ({subject}). Hãy chạy: tracuu index rebuild"
    ),
    errors.StoreError: "Không dùng được thư mục dữ liệu {subject}.",
    errors.ModelError: "Không nạp được mô hình nhúng {subject}.",
    errors.TracuuError: "Không làm được việc này với {subject}.",
}
UNEXPECTED = "Có lỗi không lường trước; chi tiết ở nhật ký."
CLI_UNEXPECTED = (
    "Có lỗi không lường trước. Đặt TRACUU_LOG_LEVEL=DEBUG rồi chạy lại để xem chi tiết."
)


def describe(error: Exception) -> str:
    """One polite Vietnamese sentence for an error, with its subject; never a traceback."""
    if not isinstance(error, errors.TracuuError):
        return UNEXPECTED
    sentence = next(ERRORS[kind] for kind in type(error).__mro__ if kind in ERRORS)
    return " ".join(sentence.format(subject=error.subject, detail=error.detail).split())


def no_answer(reason: Reason, missing: tuple[str, ...] = ()) -> str:
    """The sentence for "no answer", naming what was asked for and stands nowhere."""
    if missing and reason in NO_ANSWER_MISSING:
        return NO_ANSWER_MISSING[reason].format(missing=", ".join(missing))
    return NO_ANSWER[reason]


def notice(said: Notice) -> str:
    """One line on what happened to a document that is cited."""
    document = said.number or said.document_id
    title = textwrap.shorten(said.by_title.rstrip(". "), NOTICE_TITLE, placeholder="…")
    by = said.by_number or f"«{title}»"
    return NOTICES[said.kind].format(document=document, by=by)
