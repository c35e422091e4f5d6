"""Pinned answers."""

PINNED = "📌 Câu trả lời do người quản trị (mã số {person}) ghim ngày {date}"
PIN_USAGE = (
    "Ghim câu trả lời đúng cho một câu hỏi, gửi một tin ba phần, mỗi phần một dòng:\n"
    "/ghim câu hỏi\n"
    "số văn bản\n"
    "nguyên văn câu trích trong văn bản đó"
)
PIN_DOCUMENT = (
    "Kho không có văn bản «{name}», hoặc có nhiều văn bản như vậy. Bạn ghi đúng số hoặc mã."
)
PIN_NOT_VERBATIM = "Văn bản không có nguyên văn câu này nên chưa ghim. Bạn chép lại từ «Xem nguồn»."
PIN_MOST = "Đã ghim nhiều nhất có thể. Bạn bỏ bớt bằng /ghim."
PIN_DONE = "Đã ghim cho câu «{question}». Người hỏi câu ấy sẽ thấy như sau:"
PIN_LIST = "Các câu trả lời đã ghim ({count}):"
PIN_REMOVE = "Bỏ ghim: {question}"
PIN_REMOVED = "Đã bỏ ghim."
PIN_GONE = "Câu này đã được bỏ ghim."
