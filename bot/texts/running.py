"""What a running bot says to the person who runs it."""

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
SECOND_POLLER = (
    "Có một chương trình khác đang nhận tin bằng cùng mã bot. Hãy tắt bớt một bên; "
    "bot này sẽ thử lại."
)
NO_NETWORK = "Chưa nối được tới máy chủ Telegram; bot sẽ tiếp tục thử lại."
NETWORK_BACK = "Đã nối lại được với máy chủ Telegram."
