"""Groups: what is said when the bot is added, and the settings."""

GROUP_HELLO = (
    "Chào cả nhóm. Bot này tra cứu văn bản, trích nguyên văn và ghi rõ nguồn.\n"
    "Hỏi bằng /hoi kèm câu hỏi, bằng cách nhắc @{username}, hoặc trả lời (reply) một tin của bot; "
    "ngoài ra bot im lặng.\n{privacy}\nQuản trị nhóm chỉnh bằng /caidat."
)
GROUP_PRIVATE = "Bot chỉ nhận được tin gửi cho bot, không thấy các tin khác của nhóm."
GROUP_SEES_ALL = (
    "Telegram chuyển cho bot mọi tin của nhóm, nhưng bot chỉ xử lý tin gửi cho bot và không lưu "
    "tin nào khác."
)
GROUP_OFF = (
    "Chào cả nhóm. Bot tra cứu văn bản này chưa được bật ở đây: cần người quản trị của bot gõ "
    "/caidat trong nhóm và bấm «Bật trả lời»."
)
GROUP_ASK = "Bạn viết câu hỏi sau /hoi hoặc sau @{username}; ví dụ: /hoi 57-NQ/TW ai ký?"
GROUP_ELSEWHERE = "Điều này không trả lời trong nhóm được. Bot đã nhắn riêng cho người hỏi."
GROUP_ELSEWHERE_LINK = (
    "Điều này không trả lời trong nhóm được. Người hỏi bấm nút dưới đây để xem riêng với bot."
)
GROUP_OPEN_PRIVATE = "Xem riêng"
ELSEWHERE_GONE = "Câu hỏi này đã quá một ngày. Bạn hỏi lại giúp bot ở đây."
GROUP_ADMINS_ONLY = "Chỉ quản trị nhóm dùng được lệnh này."
GROUP_ONLY = "Lệnh này chỉ dùng trong nhóm."
GROUP_NOT_APPROVED = "Cần người quản trị của bot bật ở nhóm này trước."

SETTINGS = "Cài đặt của nhóm\n• Trả lời: {answers}\n• Chủ đề: {topics}\n• Văn bản được đọc: {reads}"
SETTINGS_ON = "bật"
SETTINGS_OFF = "tắt"
SETTINGS_UNAPPROVED = "tắt, chờ người quản trị của bot bật"
SETTINGS_TURN_ON = "Bật trả lời"
SETTINGS_TURN_OFF = "Tắt trả lời"
SETTINGS_ALL_TOPICS = "mọi chủ đề"
SETTINGS_SOME_TOPICS = "{count} chủ đề đã chọn{here}"
SETTINGS_HERE = ", có chủ đề này"
SETTINGS_NOT_HERE = ", không có chủ đề này"
SETTINGS_EVERYWHERE = "Mọi chủ đề"
SETTINGS_ONLY_HERE = "Chỉ chủ đề này"
SETTINGS_ADD_HERE = "Thêm chủ đề này"
SETTINGS_DROP_HERE = "Bỏ chủ đề này"
SETTINGS_READS_PUBLIC = "mọi bộ sưu tập mở"
SETTINGS_READS_NONE = "không bộ sưu tập nào"
SETTINGS_COLLECTIONS = "Bộ sưu tập"
SETTINGS_PUBLIC_ALL = "Mọi bộ mở"
SETTINGS_ON_MARK = "✓ {name}"
SETTINGS_BACK = "‹ Cài đặt"
SETTINGS_CHOOSE = (
    "Nhóm này được đọc những bộ sưu tập có dấu ✓: {reads}.\n"
    "Bấm để chọn hay bỏ. Bộ không mở: gõ /caidat và tên bộ. Bạn chỉ cho nhóm đọc được bộ mà chính "
    "bạn đọc được; mọi người trong nhóm sẽ thấy câu trả lời."
)
SETTINGS_NO_COLLECTION = "Không có bộ sưu tập {name}, hoặc bạn không được đọc bộ đó."
