"""The first minutes: what /start and /help say, and Telegram's menu of commands."""

START = (
    "Chào bạn. Bot này tra cứu chỉ thị, nghị quyết, kế hoạch, báo cáo trong kho văn bản.\n"
    "Bạn gửi câu hỏi, bot trích nguyên văn câu trả lời và ghi rõ nguồn.\n"
    "Gõ có dấu hay không dấu đều được. Gửi /help để xem cách dùng."
)
START_EXAMPLES = "Thử bấm một câu:"
HELP = (
    "Cách dùng\n"
    "• Gửi câu hỏi bằng một tin nhắn, mỗi tin một câu hỏi.\n"
    "• Nếu biết số văn bản, bạn ghi luôn số vào câu hỏi.\n"
    "• Bấm «Xem nguồn» để đọc cả đoạn; «Trước», «Sau» để đọc các đoạn bên cạnh.\n"
    "• Nếu văn bản không nêu, bot sẽ nói là không thấy và gợi ý đoạn liên quan.\n"
    "• Hỏi nối tiếp được: «ai ký?», «còn năm 2021?», «văn bản đó còn hiệu lực không?», "
    "«điều 7», «chi tiết hơn». Bot chỉ nhớ vài câu vừa hỏi trong một lúc.\n"
    "• Ở cuộc trò chuyện khác: gõ @{username} và số hoặc vài chữ để chèn văn bản công khai."
)
HELP_COMMANDS = "Lệnh"
HELP_COMMAND = "{command} – {about}"
# Telegram's menu; the order is that of the menu.
COMMAND_MENU = {
    "/hoi": "Hỏi một câu: /hoi NQ 57 ai ký?",
    "/vanban": "Thẻ của một văn bản, hoặc danh mục",
    "/tomtat": "Tóm tắt một văn bản; thêm ngắn, vừa, dài",
    "/quen": "Quên ngay các câu vừa hỏi",
    "/theodoi": "Báo cho tôi khi có văn bản mới",
    "/nguon": "Các văn bản đang có (quản trị bot)",
    "/xoa": "Xóa một văn bản khỏi kho (quản trị bot)",
    "/thongke": "Thống kê câu hỏi (quản trị bot)",
    "/ghim": "Ghim câu trả lời đúng cho một câu hỏi (quản trị bot)",
    "/moi": "Liên kết mời một người (quản trị bot)",
    "/thanhvien": "Thành viên, đổi vai trò, gỡ (quản trị bot)",
    "/quyen": "Đổi vai trò: /quyen MÃ_SỐ khách (quản trị bot)",
    "/go": "Gỡ một người: /go MÃ_SỐ (quản trị bot)",
    "/bosuutap": "Bộ sưu tập nào ai được đọc (quản trị bot)",
    "/nhom": "Cho người trong nhóm này hỏi bot (quản trị bot)",
    "/nhatky": "Lưu tin nhắn của nhóm để tóm tắt: bat, tat, boqua",
    "/bantin": "Bản tóm tắt định kỳ của nhóm (quản trị nhóm)",
    "/caidat": "Cài đặt của nhóm (quản trị nhóm)",
    "/start": "Bắt đầu, câu hỏi mẫu",
    "/help": "Cách dùng",
}
# Questions of the documents, which are in Vietnamese.
EXAMPLE_QUESTIONS = {
    "h": "{heading} theo {number}?",
    "s": "{number} ai ký?",
    "e": "{number} có hiệu lực từ ngày nào?",
    "r": "{number} thay thế văn bản nào?",
    "t": "{title}: nhiệm vụ là gì?",
    "k": "{title}: kết quả thế nào?",
    "w": "{title}: ai chủ trì?",
}
INLINE_OPEN = "Hỏi riêng với bot"
INLINE_NOT_ALLOWED = "Bạn chưa được dùng bot này"
INLINE_NOTHING = "Không thấy; bấm để hỏi riêng với bot"
