"""What happened in a group: the command line's part."""

CLI_CHATS = "Tóm tắt nhóm chat, có dẫn tới từng tin nhắn."
CLI_CHAT_IMPORT = (
    "Nhập bản xuất của Telegram Desktop (result.json) vào thư mục dữ liệu, giữ trong số ngày"
    " đã cho."
)
CLI_CHAT_SUMMARISE = (
    "Tóm tắt một bản xuất (result.json) hoặc một nhóm đã nhập: quyết định, việc, hạn,"
    " thông báo, câu hỏi còn ngỏ."
)
CLI_CHAT_LIST = "Liệt kê các nhóm đang lưu tin nhắn."
CLI_CHAT_REMOVE = "Xóa mọi tin nhắn đã lưu của một nhóm."
CLI_CHAT_DAYS = "Số ngày giữ tin nhắn kể từ khi nhập, 1 đến 90."
CLI_CHAT_SINCE = (
    'Từ đâu: số tin nhắn (tính sau tin đó), ngày giờ ("2026-03-05", "8h ngày 5/3"), "hôm nay",'
    ' "hôm qua", "3 giờ".'
)
CLI_CHAT_LAST = "Chỉ chừng này tin nhắn cuối."
CLI_CHAT_ABOUT = "Chỉ các trao đổi về một việc."
CLI_CHAT_TOPIC = "Chỉ một chủ đề của nhóm (số của chủ đề)."
CLI_CHAT_ASKED = "Chỉ câu hỏi có số tin nhắn này và các trả lời."
CLI_CHAT_REWORD = "Viết gọn bằng mô hình ngôn ngữ đã cài đặt; câu nào sai nguồn thì giữ lời gốc."
CHAT_NO_MODEL = "Chưa cài đặt mô hình ngôn ngữ (TRACUU_LLM_URL)."
CLI_NAME_CHAT = "TỆP_HOẶC_NHÓM"
CLI_NAME_COUNT = "SỐ"
CLI_NAME_NUMBER_OF_CHAT = "NHÓM"
CLI_NAME_SINCE = "LÚC"

CHAT_IMPORTED = "Đã nhập {count} tin nhắn của “{title}” (nhóm {chat}), giữ {days} ngày."
CHAT_DAMAGED = "{count} tin nhắn trong tệp bị hỏng, đã bỏ qua."
CHAT_UNKNOWN = "Không có tệp hay nhóm đã nhập nào là {subject}."
CHAT_SINCE_UNCLEAR = "Không hiểu “{typed}”. Ví dụ: 120, 2026-03-05, hôm qua, 3 giờ."
CHAT_SEVERAL = "Tệp có {count} nhóm; hãy xuất riêng từng nhóm."
CHAT_NONE = "Chưa lưu tin nhắn của nhóm nào."
CHAT_REMOVED = "Đã xóa mọi tin nhắn đã lưu của nhóm {chat}."
CHAT_LINE = "{chat}  {title}  (giữ {days} ngày)"

CHAT_QUIET = "Không có gì quan trọng trong {count} tin nhắn này."
CHAT_HEAD = "{points} điểm trong {count} tin nhắn."
CHAT_CUT = "Chỉ đọc {count} tin nhắn cuối."
CHAT_KINDS = {
    "decision": "Quyết định",
    "deadline": "Thời hạn",
    "task": "Việc phải làm",
    "announcement": "Thông báo",
    "question_open": "Còn chưa rõ",
    "document": "Văn bản, tài liệu",
}
CHAT_DUE = "hạn hoặc lúc {due}"
CHAT_FOR = "người làm: {people}"
CHAT_MESSAGES = "tin {ids}"
CHAT_DOCUMENTS = "Văn bản được nhắc: {numbers}"
