"""The chat: answers, and what is not a question."""

import textwrap

from bot import texts
from retrieval.types import Notice, NoticeKind, Reason

# --- chat: answers -------------------------------------------------------------------------

UNDERSTOOD = "Hiểu là: «{question}»"
WRITING = "Máy đang viết lại từ các câu trích:"
WRITTEN = "Máy viết lại, đã đối chiếu với câu trích:"
QUOTED = "Nguyên văn"
SOURCES = "Nguồn"
RELATED = "Liên quan"
# A quote that is shortened, before its marker.
GOES_ON = "…"
ALSO = "Cũng nêu tại: {documents}"
DIFFERING = "Lưu ý: các văn bản nêu khác nhau. Văn bản mới nhất đứng trước; xin xem kỹ từng nguồn."
LIST_REST = "Danh sách có {count} mục, trên đây là {shown} mục đầu."
TEXT_REST = "Phần này dài, trên đây mới là đoạn đầu."
READ_ON = "Xem tiếp"
HEADING = "• {heading}"
SEE_SOURCE = "Xem nguồn {markers}"
SEE_CHANGE = "Xem {by}"
CARD_OF = "Văn bản"
COPY = "Chép [{marker}]"
COPIED = "“{quote}” ({source})"
CUT_SHORT = "[…]"
VOTE_UP = "👍"
VOTE_DOWN = "👎"
VOTED = "{label} ✓"
VOTE_WHY = "Cảm ơn bạn. Chưa đúng ở đâu? Bạn bấm một nút bên dưới nếu muốn."
# Why an answer did not help.
VOTE_REASONS = {
    "wrong": "Sai nội dung",
    "off": "Không đúng câu hỏi",
    "short": "Thiếu ý",
    "old": "Văn bản cũ",
}
VOTE_TAKEN = "Cảm ơn bạn."
VOTE_UNDONE = "Đã bỏ."
FOLLOW_UP = "Hỏi tiếp"
FOLLOW = "Hỏi tiếp về {document}: bấm một câu, hoặc gõ câu của bạn."
FOLLOW_LABELS = {
    "signer": "Ai ký?",
    "effective": "Có hiệu lực từ ngày nào?",
    "replaces": "Thay thế văn bản nào?",
    "standing": "Còn hiệu lực không?",
}
# What is asked of the documents, which are in Vietnamese.
FOLLOW_QUESTIONS = {
    "signer": "ai ký?",
    "effective": "có hiệu lực từ ngày nào?",
    "replaces": "thay thế văn bản nào?",
    "standing": "còn hiệu lực không?",
}
FOLLOW_DIGEST = "Tóm tắt ngắn"
PREVIOUS = "‹ Trước"
NEXT = "Sau ›"
NUMBER = "Số {number}"
KIND_NUMBER = "{kind} số {number}"
DATED = "ngày {date}"
PAGE = "trang {page}"
COLUMNS = "Các cột: {columns}"
CHOICE = "{position}. {label}"
CHOOSE = "Văn bản {position}"
POSITION = "Đoạn {position}/{count}"

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "Bạn chưa nhập câu hỏi. Bạn hãy viết điều cần hỏi bằng một câu.",
    Reason.TOO_LONG: "Câu hỏi dài quá. Bạn hãy rút gọn còn một, hai câu rồi gửi lại.",
    Reason.NOT_A_QUESTION: (
        "Bạn cần tra cứu điều gì, cứ viết thành một câu hỏi bằng tiếng Việt, "
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
        "Các văn bản trong kho không nêu điều bạn hỏi; đoạn gần nhất không nêu về {missing}."
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

# --- chat: what is not a question ------------------------------------------------------------

NOT_ALLOWED = (
    "Bot này chỉ phục vụ thành viên. Bạn bấm «Xin tham gia», hoặc gửi mã số {user_id} cho người "
    "quản trị để được thêm vào."
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
ANSWER_GONE = (
    "Văn bản dùng để trả lời vừa được gỡ, hoặc nơi này không còn được đọc. Bạn hỏi lại giúp bot."
)
PASSAGE_GONE = "Đoạn này không còn trong kho văn bản."
BUTTON_OLD = "Nút này không dùng được nữa. Bạn hãy gửi lại câu hỏi."


def no_answer(reason: Reason, missing: tuple[str, ...] = ()) -> str:
    """The sentence for "no answer", naming what was asked for and stands nowhere."""
    if missing and reason in texts.NO_ANSWER_MISSING:
        return texts.NO_ANSWER_MISSING[reason].format(missing=", ".join(missing))
    return texts.NO_ANSWER[reason]


def notice(said: Notice) -> str:
    """One line on what happened to a document that is cited."""
    document = said.number or said.document_id
    title = textwrap.shorten(said.by_title.rstrip(". "), NOTICE_TITLE, placeholder="…")
    by = said.by_number or f"«{title}»"
    return texts.NOTICES[said.kind].format(document=document, by=by)
