"""The log of a group, its summaries and bulletins."""

LOG_ON = (
    "Nhóm này đang lưu tin nhắn để tóm tắt: người gửi, giờ gửi và chữ, giữ {days} ngày rồi tự xóa; "
    "tệp và ghi âm chỉ ghi tên. Nếu cơ quan có đặt mô hình ngôn ngữ thì mô hình đó đọc các câu "
    "được chọn để viết gọn.\n"
    "• /tomtat: tóm tắt từ lần trước của bạn\n"
    "• /nhatky boqua: không lưu tin của bạn, xóa tin đã lưu; /nhatky quaylai để lưu lại\n"
    "• /nhatky tat (quản trị nhóm): thôi lưu và xóa tất cả"
)
LOG_BLIND = (
    "Bot chưa thấy được tin nhắn của nhóm: hãy đặt bot làm quản trị viên của nhóm, hoặc tắt chế độ "
    "riêng tư của bot ở @BotFather (/setprivacy) rồi thêm lại bot vào nhóm."
)
LOG_OFF = "Đã thôi lưu tin nhắn của nhóm và xóa tất cả tin đã lưu."
LOG_NONE = (
    "Nhóm này không lưu tin nhắn để tóm tắt. Quản trị nhóm bật bằng: /nhatky bat\n"
    "Tóm tắt một văn bản: /tomtat 57-NQ/TW"
)
LOG_LEFT = "Từ nay không lưu tin của bạn trong nhóm này; tin đã lưu của bạn đã được xóa."
LOG_BACK = "Từ nay tin của bạn trong nhóm này lại được lưu để tóm tắt."
SUMMARY_LINK = "↗ tin {id}"
SUMMARY_VALIDITY = "• {name}: hiệu lực {validity}"
SUMMARY_ANSWER = "↳ {source} nêu: “{quote}”"
SUMMARY_OPEN = "Mở tin nhắn"
SUMMARY_RANGES = {"s": "Từ lần trước", "t": "Hôm nay", "y": "Hôm qua", "h": "100 tin"}
SUMMARY_PRIVATELY = "Gửi riêng cho tôi"
SUMMARY_PRIVATE = "Đã gửi riêng. Nếu chưa thấy, bạn mở chat riêng với bot, bấm Start rồi thử lại."
REMIND = "⏰ Nhắc tôi: {due}"
CALENDAR = "📅 Lịch"
CALENDAR_SENT = (
    "Đã gửi riêng tệp lịch. Nếu chưa thấy, bạn mở chat riêng với bot, bấm Start rồi thử lại."
)
SUMMARY_GONE = "Điều này không còn trong nhật ký của nhóm."
CALENDAR_FILE = "Mở tệp này để đưa vào lịch của điện thoại."
SUMMARY_MORE = "Xem thêm {count} điểm"
SUMMARY_REST = "Các điểm còn lại:"
SUMMARY_WORDED = "Máy viết gọn, đã đối chiếu với tin nhắn; mở từng tin để đọc nguyên văn."
REMINDER_SET = "Bot sẽ nhắc riêng bạn lúc {at}."
REMINDER_PAST = "Đã quá giờ để nhắc."
REMINDER = "⏰ Nhắc việc. {sender} đã viết:\n{text}"
BULLETIN_USAGE = "Cách dùng: /bantin 18:00 (mỗi ngày), /bantin thứ sáu 16:30, /bantin tắt"
BULLETIN_ON = "Nhóm sẽ có bản tóm tắt {day} lúc {at}; lúc không có gì quan trọng thì bỏ qua."
BULLETIN_OFF = "Đã tắt bản tóm tắt định kỳ của nhóm."
BULLETIN_NONE = "Nhóm không có bản tóm tắt định kỳ."
BULLETIN_DAILY = "mỗi ngày"
WEEKDAYS = (
    "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật",
)  # fmt: skip
BULLETIN_JOIN = "Nhận riêng"
BULLETIN_LEAVE = "Thôi nhận"
BULLETIN_JOINED = {
    True: "Bạn sẽ nhận riêng bản tóm tắt. Hãy bấm Start trong chat riêng với bot nếu chưa.",
    False: "Bạn sẽ không nhận riêng bản tóm tắt nữa.",
}
