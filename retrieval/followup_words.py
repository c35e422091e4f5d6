"""The words of follow-ups: data, not logic.

Each pattern is written with accents and matched so against what was typed with accents; what was
typed without any is matched by the same pattern folded. "do" is "đó" only where nothing else in
the message has an accent. Hence no capital classes here (folding would turn them round).
"""

import re
from typing import NamedTuple

from index.text import fold, has_accents


class Words(NamedTuple):
    """One pattern for text as it is printed and one for text without accents."""

    printed: re.Pattern[str]
    plain: re.Pattern[str]

    def of(self, text: str) -> re.Pattern[str]:
        """The pattern for a text that was typed this way."""
        return self.printed if has_accents(text) else self.plain


def words(pattern: str) -> Words:
    """Both forms of a pattern, which may be laid out over several lines with spaces."""
    joined = " ".join(pattern.split())
    return Words(re.compile(joined), re.compile(fold(joined).replace("(?p<", "(?P<")))


_ASK = r"(?:cho |xin )?(?:em |mình |tôi |anh |chị )?hỏi(?: thêm)?|cho biết"
_COURTESY = rf"dạ|vâng|ừ|ok|à|ờ|bot(?: ơi)?|{_ASK}"
# What a follow-up may begin and end with. "Thế nào là ..." and "Còn bao nhiêu ..." begin nothing.
LEAD = words(
    rf"^(?:(?:{_COURTESY}|và|rồi|với lại|thế thì|vậy thì|thế(?! nào\b)|vậy"
    r"|còn(?! (?:hiệu lực|giá trị|bao|mấy|ai|gì|nào|những|các|lại|được|phải|thiếu|tồn|có|không)\b))"
    r"(?!\w)[\s,.:;?!]*)*"
)
OPENED = words(r"(?<!\w)(?:còn|thế|vậy|với lại)(?!\w)")
TAIL = words(
    r"(?:[\s,]*(?<!\w)(?:thì (?:sao|thế nào|như thế nào|bao nhiêu)|(?<!vì )(?<!tại )(?<!làm )sao"
    r"|ạ|nhỉ|vậy|à|hả|nhé|nha|bot(?: ơi)?)(?!\w))*[\s.?!…]*$"
)
CLOSED = words(r"(?<!\w)(?:thì (?:sao|thế nào|như thế nào|bao nhiêu)|sao)(?!\w)")

# What documents are called; the first group of names says nothing of the kind.
ANY_DOCUMENT = r"văn bản|tài liệu|văn kiện|cái"
KINDS = (
    r"nghị quyết|chỉ thị|kết luận|quyết định|quy định|quy chế|hướng dẫn|kế hoạch|chương trình"
    r"|thông báo|công văn|tờ trình|báo cáo|nghị định|thông tư|công điện|đề án|luật|pháp lệnh"
    r"|điều lệ"
)
NAMED_KIND = words(rf"(?<!\w)(?:(?:{ANY_DOCUMENT})|(?P<kind>{KINDS}))(?!\w)")
_THAT = (
    rf"(?<!\w)(?:(?:{ANY_DOCUMENT})|(?P<kind>{KINDS})) (?:đó|này|ấy|kia|(?:nói|nêu|ở) trên"
    r"|vừa (?:rồi|nói|nêu)|trên(?= (?:còn|có|do|ai|thì|là|quy định|nói|ban hành|được|bị|thay|ký"
    r"|hết)(?!\w)|[\s?.!]*$))(?!\w)"
)
# "nghị quyết này"; typed plainly, "nghi quyet do tinh uy" and "nghi quyet tren co so" are not.
_AGENT = r"tinh|bo|trung|chinh|uy|hoi|thu|bi thu|chu tich|so|ban (?!hanh)|dang|mat tran|lien doan"
THAT_DOCUMENT = Words(
    words(_THAT).printed,
    re.compile(rf"{words(_THAT).plain.pattern}(?! co so)(?<!do(?= (?:{_AGENT})\b))"),
)
IT = Words(
    re.compile(
        r"^nó(?= (?:có|còn|do|ai|thay|bị|được|nói|quy|hết|ban|gồm|nêu)(?!\w))"
        r"|(?:của|trong|theo) nó(?=[\s?.!]*$| (?:là|có|gồm|ra|thế|như|nói|quy)(?!\w))"
    ),
    re.compile(r"^no(?= (?:con hieu luc|co hieu luc|do ai|thay the|bi thay|noi gi)\b)"),
)
THAT_PERSON = words(r"(?<!\w)(?:ông|bà|đồng chí)(?: ấy| này)(?!\w)|(?<!\w)đồng chí đó(?!\w)")

# "chi tiết hơn", "đọc cả đoạn", "trang sau"
_PLEASE = (
    r"(?:(?:cho|hãy|bạn|em|mình|tôi|anh|giúp|có thể|muốn|cần|được|nói|xem|đọc|mở|trả lời|trình bày"
    r"|giải thích|trích|nêu|ghi) )*"
)
WHOLE = words(
    rf"{_PLEASE}(?:(?:chi tiết|cụ thể|rõ|rõ ràng|đầy đủ|kỹ|nhiều)(?: hơn| thêm| ra| nữa)+"
    r"|(?:chi tiết|đầy đủ|rõ)(?: đi| xem)?|xem thêm|(?:cả|toàn bộ|hết|nguyên|nguyên văn) đoạn"
    r"(?: đó| này| ấy| văn)?|(?:xem|mở|đọc) nguồn)(?: đi| được không| không| xem)*"
)
NEXT = words(
    rf"{_PLEASE}(?:(?:trang|đoạn) (?:sau|tiếp(?: theo)?|kế(?: tiếp)?)|(?:đọc |xem )?tiếp(?: theo)?)"
    r"(?: đi| nữa)*"
)
BEFORE = words(rf"{_PLEASE}(?:trang|đoạn) (?:trước|trước đó|liền trước)(?: đi)*")
ABOUT_WHAT = words(
    r"(?:nói|quy định|viết)(?: về)? (?:những |cái |điều |việc )?gì|về (?:việc |vấn đề |cái )?gì"
    r"|(?:nội dung|nội dung chính|tên|tên đầy đủ)(?: là gì| gì| thế nào)"
)

_NUMERAL = r"(?:\d{1,3}[a-zđ]?|[ivxlc]{1,6}|[a-zđ])"
UNITS = ("điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần", "phụ lục")  # inner first
UNIT = words(rf"(?<!\w)({'|'.join(UNITS)}) ({_NUMERAL})(?!\w)")
ONLY_UNITS = words(
    rf"{_PLEASE}(?:(?:{'|'.join(UNITS)}) {_NUMERAL}(?:[\s,]+|$))+(?:của )?"
    r"(?:(?:thì )?(?:nói|quy định|ghi|nêu|là|có|gồm)(?: về)? ?(?:những )?(?:cái )?gì"
    r"|(?:quy định )?(?:như )?thế nào|quy định ra sao)?"
)

_INTO = r"(?:(?:vào|trong|đến|của|từ|ở|tại|cho|với|về|năm|giai đoạn|thời kỳ) )*"
# What a follow-up may put in the place of its like: the whole of it, with the value as a group, and
# the value as it stands in the question before.
SLOTS = tuple(
    (words(rf"{_INTO}({value})"), words(rf"(?<![\w/.,-]){value}(?![\w/,-])"))
    for value in (
        r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?",
        r"(?:tháng \d{1,2}|quý (?:\d|i{1,3}|iv))",
        r"cấp (?:xã|huyện|tỉnh|trung ương|cơ sở|ủy|bộ|thôn)",
    )
)
PLACE_INTO = words(rf"^{_INTO}(?:tỉnh |thành phố |tp\.? |xã |phường |huyện |quận |thị xã )?")
# A short answerable phrase without a verb: "còn kinh phí?"
QUESTION_WORD = words(
    r"(?<!\w)(?:gì|nào|ai|sao|mấy|bao|đâu|khi|không|chưa|nếu|là|bị|được|phải|đã|sẽ|hay|có)(?!\w)"
)
# Nothing but what is asked, of the same subject as before: "ở đâu?", "mấy người dự?"
_DOES = r"(?: (?:chủ trì|dự|tham dự|tham gia|thực hiện|phụ trách|chịu trách nhiệm|quyết định))?"
_ASKING = (
    r"(?:(?:tổ chức|diễn ra|họp) )?(?:(?:ở|tại) (?:đâu|chỗ nào)"
    r"|(?:vào |từ |đến )?(?:khi nào|bao giờ|lúc nào|hôm nào|ngày nào|tháng nào|năm nào|mấy giờ))"
    rf"|(?:có |hết |gồm )?(?:bao nhiêu|mấy)(?: (?:người|tiền|đại biểu|lần|ngày))?{_DOES}"
    rf"|bao lâu|(?:là |do )?ai{_DOES}|(?:vì|tại) sao"
)
ONLY_ASKING = words(_ASKING)
ASKING = words(rf"(?<!\w)(?:{_ASKING})(?!\w)")
# "còn ngày ký?"
ASKED_SHORTLY = {
    "người ký": "ai ký",
    "ngày ký": "ký ngày nào",
    "ngày ban hành": "ban hành ngày nào",
    "ngày có hiệu lực": "có hiệu lực từ ngày nào",
    "hiệu lực": "có hiệu lực từ ngày nào",
}
