"""Following documents, and the counts for administrators."""

FOLLOW_USAGE = (
    "Bạn ghi điều muốn theo dõi sau lệnh, bot sẽ báo khi có văn bản mới hoặc văn bản bị thay thế:\n"
    "• số văn bản: /theodoi 12-NQ/TU\n"
    "• loại văn bản: /theodoi nghị quyết\n"
    "• các từ trong tên: /theodoi chuyển đổi số"
)
FOLLOW_MOST = "Bạn đã theo dõi {count} mục, nhiều nhất có thể. Bạn bỏ bớt rồi thêm sau."
FOLLOW_HEAD = "Bạn đang theo dõi:"
FOLLOW_KINDS = {
    "number": "văn bản {value}",
    "kind": "loại văn bản «{value}»",
    "words": "văn bản có tên chứa «{value}»",
}
FOLLOW_WHEN = {
    False: "Mỗi ngày bot báo nhiều nhất một tin.",
    True: "Bot báo ngay khi có.",
}
FOLLOW_SWITCH = {False: "Báo ngay khi có", True: "Mỗi ngày một tin"}
FOLLOW_END = "Bỏ: {name}"
NEWS_HEAD = "Tin từ các mục bạn theo dõi:"
NEWS = {
    "arrived": "• Mới có: {what} (theo dõi: {why})",
    "replaces": "• {why} được thay thế bởi {what}",
    "repeals": "• {why} bị bãi bỏ bởi {what}",
    "amends": "• {why} được sửa đổi, bổ sung bởi {what}",
}
NEWS_MORE = "… và {count} văn bản nữa; gửi /vanban để xem danh mục."

STATS_COMMAND = "/thongke"
STATS_HEAD = "{days} ngày qua (không ghi tên ai; số dưới {few} được ẩn)"
STATS = {
    "questions": "Câu hỏi: {count}",
    "answered": "Có trả lời: {count}",
    "refused": "Không trả lời được: {count}",
    "liked": "👍 {count}",
    "disliked": "👎 {count}",
}
STATS_REASON = "   • {reason}: {count}"
STATS_HIDDEN = "dưới {few}"
STATS_TIMES = "Thời gian trả lời: một nửa dưới {p50} ms, 95 % dưới {p95} ms"
STATS_UNANSWERED = "Hay hỏi mà chưa có câu trả lời:"
STATS_GROUP = "• {question} ({count} lần)"
STATS_NEVER = "Văn bản chưa từng được trích ({count}):"
CLI_STATS = "Thống kê câu hỏi gửi bot, không có tên người."
CLI_DAYS = "Số ngày, tính cả hôm nay (mặc định: 30)."
CLI_NAME_DAYS = "SỐ_NGÀY"
