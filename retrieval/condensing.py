"""A sentence cut to a line: a span of it that still says something, never a word changed."""

import re
from collections.abc import Iterator

from index import references
from index.text import fold

Bounds = tuple[int, int]

MOST = 35  # words of a line
_OPENING = re.compile(r"[\s*|]*(?:[-–+•]\s+)?(?:\[\d+\]\s*)?")
_CLOSING = re.compile(r"[\s.;:,/*|]*$")
# Words that a cut must not end with; with their accents, as "tử" is no "từ".
_DANGLING = re.compile(
    r"(?:[\s,]+(?:để|và|của|trong|nhằm|là|các|những|với|cho|bảo đảm|đảm bảo|theo|không|tại|hoặc|từ"
    r"|đến|được|phải|có|một|do|về|khi|ở|bằng|việc|sau khi|trước khi|gồm|như|mỗi|trên|dưới"
    r"|qua đó|từ đó))+$",
    re.IGNORECASE,
)
# Verbs with which tasks begin. Over folded text.
VERBS = (
    r"(?:tiep tuc |chu dong |tich cuc |tap trung |khan truong |kip thoi |thuong xuyen |chu trong )*"
    r"(?:nang cao|day manh|tang cuong|hoan thien|hoan thanh|xay dung|phat (?:trien|huy|dong|hanh)"
    r"|thuc (?:hien|day)|to chuc|trien khai|quan triet|tap trung|doi moi|mo rong|huy dong|bao dam"
    r"|dam bao|ban hanh|tham muu|chi dao|lanh dao|chu tri|phoi hop|huong dan|kiem tra|giam sat"
    r"|ra soat|kien toan|sap xep|bo tri|dau tu|ung dung|thu hut|dao tao|boi duong|tuyen truyen"
    r"|pho bien|quan ly|khac phuc|ngan chan|phong|xu ly|giai quyet|tao|gop phan|khuyen khich"
    r"|ho tro|rut ngan|cai cach|chuan (?:bi|hoa)|cu the hoa|phan (?:cong|cap|dau)|giao|sua doi"
    r"|bo sung|bai bo|thay the|tiep tuc|chu dong|xac dinh|khan truong|quyet liet|xoa|cham lo"
    r"|gan|de xuat|theo doi|don doc|tong ket|so ket|danh gia|bao cao|phe duyet|quy dinh|thanh lap"
    r"|dieu chinh|cong bo|lap|ap dung|giu|bao ve|xem xet|hinh thanh|trong dung|chap hanh)\b"
)
# Where a sentence may be cut, the best kind first.
_BORDERS = (
    re.compile(r";"),
    re.compile(
        r",? (?=(?:nhằm|để|trong đó|qua đó|từ đó|đồng thời|góp phần|nhất là|phù hợp|gắn với|cụ thể"
        r"|theo đúng|đáp ứng|làm cơ sở)\b)"
    ),
    re.compile(rf", (?={VERBS})"),  # over folded text
    re.compile(r","),
    re.compile(r" (?=(?:của|trong|trên|cho|đối với|tại|do|bằng|theo)\b)"),
)
_FOLDED = 2
_NEXT = 20  # characters after a cut in which the word that makes it one stands
_EARLIEST = (0.45, 0.5, 0.5, 0.6, 0.7)  # share of `MOST` before which a border is too early
_BRACKETED = re.compile(r"\([^()]*\)|“[^“”]*”")
_DATE = r"(?:ngay )?\d{1,2}(?:/\d{1,2}/| thang \d{1,2} nam )\d{4}"
_NOT_FIGURES = re.compile(
    rf"{_DATE}|\b(?:dieu|khoan|diem|muc|phu luc|chuong|khoa|mau|bieu|so|ky hop thu|tieu chuan|tcvn"
    r"|qcvn)\s+(?:so )?[\divx.:]+|\b(?:ngay|thang|nam|quy|giai doan)\s+\d[\d/]*(?:\s*-\s*\d{4})?"
    r"|\[\d+\]|\(\d+\)|\b\d+g\b|https?://\S+|\b(?:0?2|hai) cap\b|\d{1,2}/\d{4}|\b(?:19|20)\d\d\b"
)
_FIGURE = re.compile(r"\d")
_DEADLINE = re.compile(
    rf"\b(?:truoc|den|het|cham nhat|tu|vao|trong|xong|hoan thanh)\b[^.;]{{0,25}}?(?:{_DATE}"
    r"|ngay \d{1,2}|(?:quy|thang) [\divx]+|nam \d{4})|trong thoi (?:han|gian)|\bdinh ky\b"
    r"|\b(?:hang|hằng|moi|sau) (?:nam|quy|thang|tuan|6 thang)\b|giai doan \d{4}"
    r"|\b\d+ (?:ngay|thang|gio) (?:lam viec|ke tu)?"
)


def figures(text: str) -> int:
    """How many amounts `text` holds; not dates, nor the numbers of documents and articles."""
    if not any(character.isdigit() for character in text):
        return 0
    return len(_FIGURE.findall(re.sub(r"\d[\d.,]*", "1", _without_numbers(text))))


def _without_numbers(text: str) -> str:
    plain = fold(text)
    for found in references.find(text):
        plain = plain[: found.start] + " " * (found.end - found.start) + plain[found.end :]
    return _NOT_FIGURES.sub(" ", plain)


def has_deadline(text: str) -> bool:
    """Whether `text` says by when, or how often."""
    plain = fold(text)
    if "/" not in text and not _DEADLINE.search(plain):
        return False
    for found in references.find(text):  # their days are no deadlines
        after = re.match(rf"[^.;]{{0,12}}{_DATE}", plain[found.end :])
        end = found.end + (after.end() if after else 0)
        plain = plain[: found.start] + " " * (end - found.start) + plain[end:]
    return bool(_DEADLINE.search(plain))


def lines(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Spans of one sentence that fit on a line: from its beginning, then from later clauses."""
    start += len(_OPENING.match(text[start:end])[0])  # type: ignore[index]
    whole = fitted(text, start, end)
    if whole is None:
        return
    yield whole
    if whole[1] >= _closed(text, start, end) - 1:
        return
    for border in re.finditer(r"[;:]\s+", text[start:end]):
        later = fitted(text, start + border.end(), end)
        if later:
            yield later


def fitted(text: str, start: int, end: int) -> Bounds | None:
    """`text[start:end]` without closing punctuation, cut at a border where it is too long."""
    end = _closed(text, start, end)
    words = list(re.finditer(r"\S+", text[start:end]))
    if not words:
        return None
    if len(words) <= MOST:
        return start, end
    full = words[MOST - 1].end()
    bare = _BRACKETED.sub(lambda inside: "\x00" * len(inside[0]), text[start:end])
    for kind, pattern in enumerate(_BORDERS):
        earliest = words[int(MOST * _EARLIEST[kind])].start()
        within = fold(bare) if kind == _FOLDED else bare
        ends = [match.start() for match in pattern.finditer(within, earliest, full + _NEXT)]
        ends = [cut for cut in ends if cut <= full]
        if ends:
            return start, _settled(text, start, start + ends[-1])
    return start, _settled(text, start, start + full)


def _settled(text: str, start: int, end: int) -> int:
    """Where a cut at `end` leaves no word hanging."""
    end = _closed(text, start, end)
    hanging = _DANGLING.search(text[start:end])
    return _closed(text, start, start + hanging.start()) if hanging else end


def _closed(text: str, start: int, end: int) -> int:
    return start + _CLOSING.search(text[start:end]).start()  # type: ignore[union-attr]
