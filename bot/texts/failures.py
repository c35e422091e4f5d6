"""One sentence for every error: the nearest class in the tree wins."""

from index import errors

ERRORS: dict[type[errors.TracuuError], str] = {
    errors.PathMissing: "Không thấy tệp hoặc thư mục {subject}.",
    errors.NotAFolder: "{subject} không phải là thư mục.",
    errors.FormatUnknown: "Chưa đọc được loại tệp này: {subject}.",
    errors.Unreadable: "Không có quyền đọc {subject}.",
    errors.BadRecord: (
        "Tệp {subject}: bỏ qua mục {detail} vì không đọc được; các mục khác vẫn dùng được."
    ),
    errors.PagesUnread: (
        "Tệp {subject}: chưa nhận dạng được chữ ở trang {detail}; các trang khác vẫn dùng được."
        " Nếu chưa cài, hãy chạy: sudo apt-get install tesseract-ocr tesseract-ocr-vie"
    ),
    errors.BadMember: (
        "Tệp {subject}: bỏ qua {detail} ở bên trong; các tệp khác ở trong đó vẫn dùng được."
    ),
    errors.NoneRead: "Tệp {subject}: không mục nào đọc được: {detail}.",
    errors.BadTable: (
        "Bảng viết tắt {subject}: dòng {detail} sai dạng; mỗi dòng là viết tắt, dấu tab, viết đủ"
        " và có thể thêm dấu tab, dấu hiệu."
    ),
    errors.NotText: "Tệp {subject} không phải là văn bản như tên gọi.",
    errors.NothingToRead: "Tệp {subject} không có chữ nào để đọc.",
    errors.Damaged: "Tệp {subject} bị hỏng hoặc sai định dạng.",
    errors.Encrypted: "Tệp {subject} có mật khẩu: hãy gỡ mật khẩu rồi thêm lại.",
    errors.TooLarge: "Tệp {subject} lớn quá mức đọc được ({detail}): hãy chia nhỏ rồi thêm lại.",
    errors.TimedOut: "Tệp {subject} đọc quá {detail} giây chưa xong nên bị bỏ qua.",
    errors.ParserFailed: (
        "Tệp {subject} làm bộ đọc dừng đột ngột: hãy mở và lưu lại tệp rồi thêm lại."
    ),
    errors.NeedsProgram: (
        "Để đọc {subject} cần cài thêm chương trình: sudo apt-get install {detail}"
    ),
    errors.Classified: (
        "Tệp {subject} có dấu «{detail}» nên đã cách ly, không ai tra được. Xem bằng:"
        " tracuu index quarantine list"
    ),
    errors.BackupNewer: (
        "Bản sao lưu {subject} do phiên bản mới hơn của chương trình tạo ra: hãy cập nhật rồi "
        "khôi phục."
    ),
    errors.DocumentUnknown: "Trong kho không có văn bản mang mã {subject}.",
    errors.BadCollection: (
        "{subject} không dùng làm tên bộ sưu tập được: cần 1-32 chữ cái, chữ số, dấu chấm hoặc"
        " gạch nối."
    ),
    errors.CollectionUnknown: (
        "Chưa có bộ sưu tập {subject}. Xem tên bằng: tracuu collections list"
    ),
    errors.CollectionThere: "Bộ sưu tập {subject} đã có rồi.",
    errors.CollectionInUse: "Bộ sưu tập {subject} còn văn bản hoặc là bộ mặc định, không bỏ được.",
    errors.BadValue: "«{subject}» không phải là số văn bản, ngày (ngày/tháng/năm) hay tên hợp lệ.",
    errors.InputError: "Không dùng được {subject}.",
    errors.Unwritable: "Không ghi được vào {subject}. Hãy kiểm tra quyền của thư mục.",
    errors.DiskFull: "Ổ đĩa đã đầy, không ghi được vào {subject}.",
    errors.Busy: "Một chương trình khác đang ghi vào {subject}. Hãy thử lại khi nó xong.",
    errors.StoreDamaged: (
        "Dữ liệu ở {subject} bị hỏng. Hãy dời thư mục đó đi rồi lập lại bằng: tracuu index add"
    ),
    errors.ModelChanged: (
        "Kho chưa được lập bằng mô hình nhúng đang dùng ({subject}). Hãy chạy: tracuu index rebuild"
    ),
    errors.StoreError: "Không dùng được thư mục dữ liệu {subject}.",
    errors.ModelError: "Không nạp được mô hình nhúng {subject}.",
    errors.TracuuError: "Không làm được việc này với {subject}.",
}
UNEXPECTED = "Có lỗi không lường trước; chi tiết ở nhật ký."
CLI_UNEXPECTED = (
    "Có lỗi không lường trước. Đặt TRACUU_LOG_LEVEL=DEBUG rồi chạy lại để xem chi tiết."
)


def describe(error: Exception) -> str:
    """One polite Vietnamese sentence for an error, with its subject; never a traceback."""
    if not isinstance(error, errors.TracuuError):
        return UNEXPECTED
    sentence = next(ERRORS[kind] for kind in type(error).__mro__ if kind in ERRORS)
    return " ".join(sentence.format(subject=error.subject, detail=error.detail).split())
