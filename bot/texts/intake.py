"""Staying in step with a folder: `index watch`, `index problems`."""

from index import errors

CLI_WATCH = "Theo dõi một thư mục: tệp thêm, sửa, đổi chỗ, xóa thì kho đổi theo."
CLI_WATCHING = "Đang theo dõi {folder}. Nhấn Ctrl-C để dừng."
CLI_EMPTIED = "Bỏ cả những gì của một thư mục không còn tệp nào, hoặc không còn nữa."
CLI_PROBLEMS_HELP = "Những tệp chưa đọc được: lý do và cách khắc phục."
CLI_NO_PROBLEMS = "Tệp nào cũng đọc được."

CLI_NOISE = "Những dòng của văn bản không được tìm và không được trích."
NOISE = "Trước khi làm sạch: {words} từ; không tìm, không trích: {marked} từ ({share}), gồm:"
NOISE_NONE = "Mọi dòng của văn bản đều được tìm."

# What a person can do about it; the nearest class in the tree wins.
REMEDIES: dict[type[errors.TracuuError], str] = {
    errors.LinkOutside: "Chép chính tệp đó vào thư mục, hoặc thêm nó riêng: tracuu index add TỆP",
    errors.FormatUnknown: "Lưu lại thành .docx, .pdf hoặc .txt, hoặc bỏ tệp khỏi thư mục.",
    errors.Unreadable: "Cấp quyền đọc cho người chạy tracuu (chmod a+r), rồi đồng bộ lại.",
    errors.NotText: "Kiểm tra phần đuôi của tên tệp, hoặc lưu lại đúng định dạng.",
    errors.NothingToRead: "Mở tệp xem có chữ không; nếu có, lưu lại thành .docx hoặc .pdf.",
    errors.Damaged: "Mở tệp bằng chương trình đã tạo ra nó, lưu lại rồi đồng bộ lại.",
    errors.Encrypted: "Mở tệp bằng mật khẩu, lưu một bản không có mật khẩu vào thư mục.",
    errors.TooLarge: "Chia tệp thành nhiều phần nhỏ hơn.",
    errors.TooDeep: "Mở tệp, lưu lại thành .docx hoặc .pdf; gói trong gói thì lấy tệp ra.",
    errors.TimedOut: "Chia nhỏ tệp, hoặc thử lại khi máy rảnh: tracuu index add TỆP",
    errors.ParserFailed: "Mở tệp rồi lưu lại (tốt nhất là .docx hoặc .pdf), đồng bộ lại.",
    errors.NeedsProgram: "Cài chương trình rồi chạy lại đồng bộ; tệp sẽ được đọc.",
    errors.BadRecord: "Sửa các dòng đó: mỗi dòng là một đối tượng JSON có trường text.",
    errors.PagesUnread: "Cài Tesseract rồi đồng bộ lại; hoặc chụp lại các trang đó cho rõ.",
    errors.BadMember: "Lấy tệp đó ra, lưu lại thành .docx, .pdf hoặc .txt, rồi để vào thư mục.",
    errors.NoneRead: "Mở tệp, lấy những gì cần ra, lưu lại thành .docx, .pdf hoặc .txt.",
    errors.InputError: "Kiểm tra tệp, sửa hoặc bỏ khỏi thư mục rồi đồng bộ lại.",
}


def remedy(error: errors.InputError) -> str:
    """What can be done about a file that could not be read."""
    return next(REMEDIES[kind] for kind in type(error).__mro__ if kind in REMEDIES)
