"""The catalogue and digests of documents."""

from retrieval.digests import Part

# --- the catalogue ---------------------------------------------------------------------------

VALIDITY = {
    "replaced": "đã được thay thế (theo các văn bản trong kho)",
    "repealed": "đã bị bãi bỏ (theo các văn bản trong kho)",
    "amended": "đã được sửa đổi một phần (theo các văn bản trong kho)",
    "unknown": "các văn bản trong kho không cho biết",
}
ACTS = {
    "replaces": "Thay thế",
    "repeals": "Bãi bỏ",
    "amends": "Sửa đổi, bổ sung",
    "consolidates": "Hợp nhất",
    "carries_out": "Thực hiện",
    "annexed_to": "Kèm theo",
    "founded_on": "Căn cứ",
    "mentions": "Nhắc đến",
}
CARD = {
    "issuer": "Cơ quan ban hành: {value}",
    "issued": "Ngày ban hành: {value}",
    "signer": "Người ký: {value}",
    "effective": "Có hiệu lực từ: {value}",
    "source": "Nguồn: {value}",
    "copies": "Bản khác: {value}",
}
CARD_VALIDITY = "Hiệu lực: {value}"
CARD_REPORT = "Đây là bài viết, không phải toàn văn của văn bản."
CARD_ABSENT = "{number}: kho không có toàn văn, chỉ có các văn bản nhắc đến."
CARD_OUTLINE = "Mục lục"
CARD_CHANGED = "Bị thay đổi bởi"
CARD_RELATIONS = "Quan hệ"
CARD_MENTIONED = "Được nhắc trong"
DOC_UNKNOWN = "Trong kho không có văn bản nào như «{typed}»."
DOC_CHOOSE = "Có {count} văn bản khớp, hãy ghi rõ hơn (số, cơ quan, nơi ban hành):"
NO_SECTION = "Văn bản này không có mục «{section}»."
DOC_GONE = "Văn bản hoặc mục này không còn trong kho."
DOCS_NONE = "Không có văn bản nào khớp."

# --- digests -----------------------------------------------------------------------------------

DIGEST = {
    Part.PURPOSE: "Mục đích, quan điểm",
    Part.SCOPE: "Phạm vi, đối tượng",
    Part.RESULTS: "Tình hình, kết quả",
    Part.GOALS: "Mục tiêu, chỉ tiêu",
    Part.CONTENT: "Nội dung chính",
    Part.TASKS: "Nhiệm vụ, giải pháp",
    Part.DUTIES: "Tổ chức thực hiện",
    Part.EFFECT: "Hiệu lực",
    Part.POINTS: "Các câu đáng chú ý",
}
DIGEST_HEAD = "Tóm tắt bằng nguyên văn; “…” là chỗ lược bớt."
DIGEST_LOOSE = "Văn bản không có đề mục rõ; dưới đây là các câu có số liệu, thời hạn, nhiệm vụ."
DIGEST_NONE = "Văn bản này không có câu nào đủ để tóm tắt."
DIGEST_PLACE = "mục {path}"
DIGEST_BELOW = ("khoản {label}", "điểm {label}")
DIGEST_ANNEXED = "phần kèm theo"
ARTICLE = "Điều"
DIGEST_SOURCE = "[{marker}] {part}"
DIGEST_SHOWN = "✓ {length}"
DIGEST_USAGE = (
    "Bạn gửi /tomtat kèm số hoặc tên văn bản, thêm «ngắn», «vừa» hay «dài» nếu muốn; "
    "ví dụ: /tomtat 57-NQ/TW ngắn"
)
