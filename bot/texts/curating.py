"""Curating documents from the chat."""

UPLOAD_STEPS = {
    "fetch": "⏳ {name}: đang nhận…",
    "read": "⏳ {name}: đã nhận, đang đọc và tách…",
    "index": "⏳ {name}: đã đọc, đang lập chỉ mục ({passages} đoạn)…",
}
UPLOAD_DONE = "✅ {name}: đã đưa vào kho {count} văn bản. Bạn xem lại những gì máy nhận ra:"
UPLOAD_KNOWN = "{name}: kho đã có tệp này ({count} văn bản)."
UPLOAD_KIND = "Chưa đọc được loại tệp này: {name}. Các loại đọc được: {kinds}"
UPLOAD_LARGE = (
    "Tệp {name} quá lớn: Telegram chỉ cho bot tải tệp đến {limit} MB. "
    "Bạn chép tệp lên máy chủ rồi thêm bằng: tracuu index add"
)
UPLOAD_LOST = "Không tải được tệp {name} từ Telegram. Bạn gửi lại giúp."
UPLOAD_HELD = "⛔ {name} có dấu mật hoặc lưu hành nội bộ: bot không đưa vào kho, không ai tra được."
CORRECT = {"number": "Sửa số", "issued": "Sửa ngày", "title": "Sửa tên"}
CORRECT_COLLECTION = "Đổi bộ sưu tập"
CORRECT_COLLECTION_ASK = "{name} thuộc bộ sưu tập nào?"
COLLECTION_CHOICE = "{name} ({state})"
COLLECTION_MOVED = "{name} nay thuộc bộ sưu tập {collection}."
CORRECT_ASK = {
    "number": "Số đúng của {name} là gì? Bạn trả lời tin này, ví dụ: 12-NQ/TU",
    "issued": "Ngày ban hành đúng của {name}? Bạn trả lời tin này, ví dụ: 18/03/2026",
    "title": "Tên đúng của {name}? Bạn trả lời tin này bằng trích yếu của văn bản.",
}
UNDO = "↩ Hoàn tác: bỏ văn bản này"
REMOVE = "Xóa hẳn"
REMOVE_ASK = "Xóa {name} (tệp {source}) khỏi kho? Không lấy lại được."
REMOVE_USAGE = "Bạn ghi số, tên hoặc mã văn bản sau lệnh, ví dụ: /xoa 12-NQ/TU"
REMOVED = "Đã xóa {name} khỏi kho."
SOURCES_HEAD = "Kho có {count} văn bản."
SOURCE_LINE = "{name}\nmã {id} · tệp {file}"
SOURCE_LINE_SAME = "{name}\ntệp {file}"
