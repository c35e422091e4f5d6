"""Keeping the bot running: what owners are told, health, backups."""

SET_ASIDE = (
    "Có {count} tin nhắn bot không xử lý được nên đã gác lại; người gửi đã nhận lời xin lỗi. "
    "Xem nguyên nhân bằng lệnh tracuu doctor hoặc ở nhật ký."
)
PORT_TAKEN = "Không mở được cổng {port} ở 127.0.0.1: có chương trình khác đang dùng cổng ấy."
WEBHOOK_REFUSED = "Telegram không nhận địa chỉ webhook: {reason}."
WEBHOOK_TAKEN = (
    "Có chương trình khác đã đổi webhook của bot này (hoặc đang nhận tin bằng cùng mã bot). "
    "Bot đặt lại webhook; hãy tắt chương trình kia."
)
WEBHOOK_FAILING = "Telegram gửi tin tới webhook không được: {reason}. Hãy xem lại proxy và cổng."
CLI_WEBHOOK = (
    "Nhận tin ở địa chỉ https này, qua proxy chuyển tới 127.0.0.1 cổng TRACUU_WEBHOOK_PORT."
)
CLI_NAME_URL = "ĐỊA_CHỈ"
