"""The words by which official documents name their parts and say who has to do something.

Data, and four questions that are asked of it. Patterns are over folded text unless said otherwise.
"""

import re

from index.text import fold
from retrieval.digests import Part

# What a heading, without its number, says of the text under it; the first that matches. None:
# grounds and definitions, of which a digest says nothing.
_HEADINGS: tuple[tuple[Part | None, tuple[str, ...]], ...] = (
    (
        None,
        (
            r"giai thich tu ngu|can cu\b|tai lieu vien dan",
            r"(?:cac )?(?:chu|tu) viet tat",
        ),
    ),
    (
        Part.EFFECT,
        (
            r"(?:ngay |ve )?hieu luc|thoi (?:diem|han) (?:co )?hieu luc|bai bo",
            r"(?:cac )?(?:dieu khoan|quy dinh) (?:thi hanh|chuyen tiep|cuoi cung)",
            r"sua doi, bo sung,? (?:thay the|bai bo)|thoi gian thuc hien",
        ),
    ),
    (Part.SCOPE, (r"pham vi\b|doi tuong\b|vi tri(?:,| va) chuc nang",)),
    (
        Part.DUTIES,
        (
            r"(?:cong tac )?to chuc (?:thuc hien|thi hanh|trien khai)|trach nhiem\b|phan cong",
            r"(?:dieu khoan|co quan|don vi) thuc hien|kinh phi|nguon (?:luc|kinh phi|von)",
        ),
    ),
    (
        Part.PURPOSE,
        (
            r"(?:\w+ )?(?:muc dich|quan diem|yeu cau(?!,? dieu kien)|phuong cham)\b",
            r"su can thiet|y nghia|(?:\w+ )?nguyen tac (?:chi dao|chung)\b",
        ),
    ),
    (
        Part.GOALS,
        (
            r"(?:cac |mot so |he thong )?(?:muc tieu|chi tieu)\b|tam nhin\b",
            r"den (?:het )?nam \d{4}|giai doan \d{4}",
        ),
    ),
    (
        Part.RESULTS,
        (
            r"danh gia (?:chung|tinh hinh)|(?:ve )?(?:tinh hinh|(?:nhung )?ket qua|uu diem)\b",
            r"(?:nhung |mot so |ton tai,? )?(?:han che|kho khan|bat cap|nguyen nhan)\b",
            r"thuc trang|hien trang|boi canh|bai hoc",
        ),
    ),
    (
        Part.TASKS,
        (
            r"(?:cac |mot so |nhung |ve |phuong huong,? ?)?(?:nhom )?(?:noi dung|nhiem vu)\b",
            r"(?:cac |mot so |nhung |ve )?(?:nhom )?(?:giai phap|phuong huong|bien phap)\b",
            r".{0,80}\b(?:nhiem vu|giai phap)\b.{0,30}(?:trong tam|chu yeu|sau|:)$",
        ),
    ),
)
_PARTS = tuple((part, re.compile(rf"\W*(?:{'|'.join(said)})")) for part, said in _HEADINGS)
_PAPER = (
    r"(?:bo luat|luat|nghi quyet|nghi dinh|thong tu|quyet dinh|quy dinh|quy che|chi thi|ke hoach"
    r"|huong dan|ket luan|dieu le|noi quy|phap lenh)"
)
# What a sentence says of itself, wherever it stands.
_SENTENCES = (
    (
        Part.EFFECT,
        (
            rf"\b{_PAPER} (?:lien tich )?nay (?:co|het|bat dau co)? ?hieu luc\b",
            r"\bco hieu luc (?:thi hanh )?(?:ke )?tu (?:ngay|khi)\b|\bhet hieu luc\b",
            rf"\b{_PAPER} nay (?:da )?duoc .{{0,90}}\bthong qua\b",
            rf"^{_PAPER} nay (?:duoc )?pho bien\b",
            rf"\b{_PAPER} nay (?:thay the|bai bo)\b|^(?:bai bo|thay the) .{{0,40}}\b{_PAPER}\b",
        ),
    ),
    (Part.SCOPE, (rf"^{_PAPER} nay (?:quy dinh|huong dan|ap dung|dieu chinh|nham)\b",)),
)
_SAID = tuple((part, re.compile("|".join(patterns))) for part, patterns in _SENTENCES)
_ASKS = re.compile(r"\b(?:yeu cau|nhiem vu|giai phap|chi dao|giao|de nghi)\b")
_ASKING_END = 150  # characters of a lead-in in which it says what follows
_CHARGED = re.compile(
    r"\b(?:co trach nhiem|chiu trach nhiem|chu tri|phoi hop|giao|can cu|huong dan|giam sat"
    r"|to chuc thuc hien|thi hanh)\b"
)
# Bodies and people that are given tasks. Over lower case with accents: "Bố trí" is no ministry.
_U = "[uủ][yỷ]"
_BODIES = (
    *(r"sở", r"bộ(?! luật| máy| phận| chỉ| tiêu| tài)", r"ban(?! hành)", rf"{_U} ban", r"ubnd"),
    *(r"chính phủ", r"quốc hội", r"thủ tướng", r"tòa án", r"viện kiểm sát", r"kiểm toán"),
    *(r"hội đồng nhân dân", r"(?:chánh )?văn phòng", r"công an", r"thanh tra", r"tập đoàn"),
    *(r"thủ trưởng", r"giám đốc", r"(?:phó )?chủ tịch", r"bộ trưởng", r"bí thư", r"mặt trận"),
    *(rf"đảng (?:{_U}|đoàn)", rf"(?:tỉnh|thành|huyện|cấp) {_U}", r"hội (?!nghị|thảo|thi)"),
    *(r"đoàn ", r"(?:tỉnh|thành|liên) đoàn", r"báo (?!cáo)", r"đài ", r"kho bạc", r"ngân hàng"),
    *(r"trung tâm", r"cục", r"chi cục", r"vụ ", r"tổng cục", r"cơ quan", r"đơn vị", r"viện"),
    *(r"doanh nghiệp", r"địa phương", r"xã, phường", r"trường(?! hợp)"),
)
_OFFICE = re.compile(
    rf"\W*(?:trách nhiệm (?:của )?)?(?:giao |đề nghị |yêu cầu )?(?:các )?(?:{'|'.join(_BODIES)})\b"
)


def part_of(heading: str) -> tuple[Part | None, bool]:
    """The part that a heading without its number opens, and whether it says so."""
    plain = " ".join(fold(heading).split())
    for part, pattern in _PARTS:
        if pattern.match(plain):
            return part, True
    return (Part.DUTIES, True) if is_office(heading) else (None, False)


def part_said(sentence: str) -> Part | None:
    """The part that a sentence is of by its own words: effect, scope, or what a body has to do."""
    plain = " ".join(fold(sentence).split())
    for part, pattern in _SAID:
        if pattern.search(plain):
            return part
    return Part.DUTIES if is_office(sentence) and _CHARGED.search(plain) else None


def asks(lead_in: str) -> bool:
    """Whether "..., yêu cầu thực hiện các nhiệm vụ sau:" leads in what has to be done."""
    return lead_in.endswith(":") and bool(_ASKS.search(fold(lead_in)[-_ASKING_END:]))


def is_office(words: str) -> bool:
    """Whether words begin with a body or person that can be given a task."""
    return bool(_OFFICE.match(words.lower()))
