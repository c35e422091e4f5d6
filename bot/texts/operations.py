"""Keeping the bot running: what owners are told, health, backups."""

SET_ASIDE = (
    "Có {count} tin nhắn bot không xử lý được nên đã gác lại; người gửi đã nhận lời xin lỗi. "
    "Xem nguyên nhân bằng lệnh tracuu doctor hoặc ở nhật ký."
)
