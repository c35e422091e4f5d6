"""One sentence for every error: the nearest class in the tree wins."""

import re
from collections.abc import Mapping

from index import errors

ERRORS: dict[type[errors.TracuuError], str] = {
    errors.PathMissing: "Không thấy tệp hoặc thư mục {subject}.",
    errors.NotAFolder: "{subject} không phải là thư mục.",
    errors.Emptied: (
        "Thư mục {subject} không có tệp nào mà kho đang giữ văn bản từ đó, nên kho được giữ nguyên:"
        " có thể ổ đĩa chưa được gắn. Nếu đúng là muốn bỏ hết, hãy chạy: tracuu index sync"
        " --emptied {subject}"
    ),
    errors.LinkOutside: (
        "Không đọc {subject} vì đó là liên kết dẫn ra ngoài thư mục được đồng bộ."
    ),
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
    errors.TooDeep: "Tệp {subject} lồng quá {detail} cấp nên không đọc được.",
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
# What a limit counts (`errors.TooLarge`).
UNITS = {
    "members": "{} tệp bên trong",
    "million characters": "{} triệu ký tự",
    "million pixels": "{} triệu điểm ảnh",
    "pages": "{} trang",
    "cells": "{} ô",
    "times packed": "nén quá {} lần",
    "MB unpacked": "{} MB khi giải nén",
}
# Why a file inside another was passed over; the nearest class in the tree wins.
INSIDE: dict[type[errors.TracuuError], str] = {
    errors.FormatUnknown: "loại tệp chưa đọc được",
    errors.NothingToRead: "không có chữ",
    errors.NotText: "không phải văn bản",
    errors.Encrypted: "có mật khẩu",
    errors.TooLarge: "quá lớn",
    errors.TooDeep: "lồng quá sâu",
    errors.NeedsProgram: "cần cài Tesseract",
    errors.Damaged: "bị hỏng",
    errors.TracuuError: "không đọc được",
}
UNEXPECTED = "Có lỗi không lường trước; chi tiết ở nhật ký."
CLI_UNEXPECTED = (
    "Có lỗi không lường trước. Đặt TRACUU_LOG_LEVEL=DEBUG rồi chạy lại để xem chi tiết."
)


def describe(error: Exception) -> str:
    """One polite Vietnamese sentence for an error, with its subject; never a traceback."""
    if not isinstance(error, errors.TracuuError):
        return UNEXPECTED
    sentence = _nearest(ERRORS, type(error))
    return " ".join(sentence.format(subject=error.subject, detail=detail_of(error)).split())


def detail_of(error: errors.TracuuError) -> str:
    """An error's detail in words."""
    if isinstance(error, errors.TooLarge):
        count, _, unit = error.detail.partition(" ")
        return UNITS[unit].format(count) if unit in UNITS else error.detail
    if isinstance(error, errors.BadRecord):
        return _MET.sub(lambda found: f" ({_nearest(INSIDE, _KINDS[found[1]])})", error.detail)
    return error.detail


_KINDS = {kind.__name__: kind for kind in errors.InputError.__subclasses__()}
_MET = re.compile(rf" \(({'|'.join(_KINDS)})\)(?=, |$)")


def _nearest(table: Mapping[type[errors.TracuuError], str], kind: type) -> str:
    return next(table[each] for each in kind.__mro__ if each in table)
