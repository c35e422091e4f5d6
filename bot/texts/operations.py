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
DOUBTFUL = (
    "Do trục trặc mạng, có thể câu trả lời chưa tới nơi. Nếu chưa thấy, xin vui lòng hỏi lại."
)
CLI_WEBHOOK = (
    "Nhận tin ở địa chỉ https này, qua proxy chuyển tới 127.0.0.1 cổng TRACUU_WEBHOOK_PORT."
)
CLI_NAME_URL = "ĐỊA_CHỈ"
CLI_BACKUP = "Sao lưu cả thư mục dữ liệu vào một tệp; bot vẫn chạy."
CLI_RESTORE = "Đưa một bản sao lưu trở lại thư mục dữ liệu; bot phải dừng."
CLI_NAME_ARCHIVE = "TỆP"
BACKUP_MADE = "Đã sao lưu vào {path} ({size:.1f} MB). Tệp có dữ liệu nội bộ: hãy giữ kín."
BACKUP_RESTORED = "Đã khôi phục {count} tệp vào {folder} và lập lại chỉ mục."
RESTORE_BUSY = (
    "Thư mục {folder} đang có bot hoặc lệnh index làm việc: hãy dừng nó rồi khôi phục. "
    "Chưa có gì bị thay đổi."
)
RESTORE_DAMAGED = "Bản sao lưu {path} bị hỏng hoặc không phải bản sao lưu; dữ liệu vẫn như cũ."
CLI_DOCTOR = "Kiểm tra mã bot, quyền, mạng, đồng hồ, ổ đĩa, kho; nêu cách sửa từng điều."
DOCTOR_LINE = {
    "ok": "[tốt] {message}",
    "warn": "[lưu ý] {message}",
    "broken": "[hỏng] {message}",
}
DOCTOR_REMEDY = "        → {remedy}"
DOCTOR_SOUND = "Không có gì hỏng."
DOCTOR_BROKEN = "Có {count} điều cần sửa."
# What is found, and what to do about it.
DOCTOR = {
    "FOLDER": (
        "Không ghi được vào thư mục dữ liệu {folder}.",
        "Xem lại TRACUU_DATA, và chạy lệnh bằng đúng tài khoản của bot.",
    ),
    "DISK": ("Ổ đĩa còn trống {free:.1f} GB.", ""),
    "DISK_FULL": (
        "Ổ đĩa chỉ còn trống {free:.2f} GB.",
        "Dọn bớt tệp hoặc chuyển TRACUU_DATA sang ổ đĩa rộng hơn.",
    ),
    "EMPTY": ("Kho chưa có văn bản nào.", "Thêm bằng: tracuu index add THƯ_MỤC"),
    "INDEX": ("Kho lành lặn: {passages} đoạn.", ""),
    "RESTORE": ("", "Khôi phục bản sao lưu bằng: tracuu restore TỆP"),
    "CHECK": ("", "Chạy: tracuu index check"),
    "REBUILD": ("", "Chạy: tracuu index rebuild; còn lỗi thì tracuu restore TỆP"),
    "MODEL": ("Mô hình nhúng chạy được.", ""),
    "MODEL_BROKEN": ("", "Xem lại TRACUU_EMBEDDING_MODEL; để trống là dùng mô hình kèm sẵn."),
    "MODEL_OTHER": (
        "Kho được lập bằng mô hình nhúng khác với mô hình đang đặt.",
        "Đặt lại TRACUU_EMBEDDING_MODEL như cũ, hoặc chạy: tracuu index rebuild",
    ),
    "STORE": (
        "Sổ việc của bot (bot.db) bị hỏng.",
        "Dừng bot, chạy tracuu restore TỆP; không có bản sao lưu thì dời bot.db đi.",
    ),
    "ASIDE": (
        "Trong 24 giờ qua có {count} tin nhắn bot không xử lý được ({reasons}).",
        "Xem các dòng «set aside» ở nhật ký và báo cho nhóm phát triển.",
    ),
    "WAITING": (
        "Có {count} tin nhắn chưa trả lời xong, lâu nhất {minutes} phút.",
        "Xem bot có đang chạy không, và nhật ký có báo mất mạng hay bị hạn chế gửi không.",
    ),
    "POLLER_SEEN": (
        "{minutes} phút trước có chương trình khác nhận tin bằng cùng mã bot.",
        "Tắt chương trình ấy; không rõ ở đâu thì vào BotFather gửi /revoke để đổi mã.",
    ),
    "POLLER": (
        "Có chương trình khác đang nhận tin bằng cùng mã bot.",
        "Tắt chương trình ấy; không rõ ở đâu thì vào BotFather gửi /revoke để đổi mã.",
    ),
    "OCR": ("Đọc được bản quét tiếng Việt (tesseract).", ""),
    "OCR_MISSING": (
        "Chưa có tesseract với tiếng Việt nên chưa đọc được bản quét.",
        "Cần đọc bản quét thì chạy: sudo apt-get install {packages}",
    ),
    "OWNERS": (
        "Chưa ai được hỏi bot.",
        "Đặt TRACUU_OWNER_IDS, hoặc TRACUU_ACCESS=open để ai cũng hỏi được.",
    ),
    "TOKEN_NONE": (
        "Chưa có mã của bot.",
        "Đặt TELEGRAM_BOT_TOKEN hoặc TELEGRAM_BOT_TOKEN_FILE.",
    ),
    "TOKEN_FORM": (
        "Không đọc được mã của bot, hoặc mã không đúng dạng.",
        "Chép lại mã từ BotFather: số, dấu hai chấm, chuỗi ký tự.",
    ),
    "TOKEN_BAD": (
        "Telegram không nhận mã của bot.",
        "Lấy mã mới ở BotFather (/mybots, API Token) và đặt lại.",
    ),
    "TOKEN": ("Mã của bot @{username} dùng được.", ""),
    "NETWORK": (
        "Không hỏi được máy chủ Telegram {api} ({kind}).",
        "Xem mạng, tường lửa, proxy; dùng máy chủ riêng thì xem TRACUU_TELEGRAM_API.",
    ),
    "CLOCK": ("Đồng hồ máy đúng (lệch {seconds} giây).", ""),
    "CLOCK_OFF": (
        "Đồng hồ máy lệch {seconds} giây.",
        "Bật chỉnh giờ tự động: sudo timedatectl set-ntp true",
    ),
    "PRIVACY_ON": (
        "Chế độ riêng tư đang bật: trong nhóm bot chỉ thấy tin gọi tên nó. Muốn tóm tắt nhóm thì "
        "gửi /setprivacy cho BotFather hoặc cho bot làm quản trị viên nhóm.",
        "",
    ),
    "PRIVACY_OFF": ("Chế độ riêng tư đang tắt: trong nhóm bot nhận mọi tin nhắn.", ""),
    "NO_GROUPS": (
        "Bot không được vào nhóm.",
        "Muốn dùng trong nhóm thì gửi /setjoingroups cho BotFather.",
    ),
    "HOOK": ("Webhook chạy tốt ({pending} tin đang đợi).", ""),
    "HOOK_FOREIGN": (
        "Telegram đang gửi tin của bot này tới một webhook khác với nơi đã đặt.",
        "Có chương trình khác dùng mã bot này thì tắt nó; bot khởi động lại sẽ đặt như cài đặt.",
    ),
    "HOOK_GONE": (
        "Webhook của bot đã bị gỡ nên bot không nhận được tin.",
        "Tắt chương trình khác đang dùng mã bot này; bot tự đặt lại webhook trong một phút.",
    ),
    "HOOK_FAILS": (
        "Telegram gửi tin tới webhook không được lúc {at}: {reason}.",
        "Xem proxy có chuyển tới 127.0.0.1 đúng cổng TRACUU_WEBHOOK_PORT, chứng chỉ còn hạn không.",
    ),
    "MUTED": (
        "Bot bị cấm viết trong nhóm {chat}.",
        "Nhờ quản trị viên nhóm cho bot quyền gửi tin.",
    ),
    "LEFT": (
        "Bot không còn ở trong nhóm {chat}.",
        "Nhờ quản trị viên nhóm thêm lại bot, nếu vẫn cần.",
    ),
}
