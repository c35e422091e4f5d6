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
