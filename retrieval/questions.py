"""Understanding a question: its words, the documents it names, what kind of thing it asks for."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from index import references
from index.references import Reference
from index.text import LOWER, UPPER, Token, fold, has_accents, tidy, tokens
from retrieval.types import Reason

LONGEST = 2_000  # characters; a longer message is a text, not a question


class Asked(StrEnum):
    """What a question wants to hear."""

    WHO = "who"
    WHEN = "when"
    HOW_MANY = "how_many"
    WHERE = "where"
    DOCUMENT = "document"
    SIGNER = "signer"
    ABOUT = "about"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    `words` are its tokens with abbreviations written out beside them; `content` are the
    syllables that carry its meaning (question words and politeness left out), `rest`
    those of them outside document numbers, folded, and `focus` those next to the question word;
    `embedded` is what the vectors are asked; `accented` tells how it was typed. An answer must not contradict `years` and `references`; `articles` are
    the numbers of the "Điều" asked for, `names` folded proper names, and `now` tells that it is
    about the present moment, of which no document knows.
    """

    text: str
    embedded: str
    words: tuple[Token, ...]
    content: tuple[str, ...]
    rest: tuple[str, ...]
    focus: frozenset[str]
    references: tuple[Reference, ...]
    years: tuple[str, ...]
    articles: tuple[str, ...]
    names: tuple[str, ...]
    now: bool
    asked: Asked
    accented: bool
    english: bool

    def only_names(self, title: str = "") -> bool:
        """Whether nothing is asked beyond which document is meant ("HD 37", "NQ 57 nói về gì"):
        every word is part of a number, of the document's `title`, or says "document"."""
        known = _LOOKUP | {"dieu", *self.articles} | {fold(t.text) for t in tokens(title)}
        return bool(self.references) and not set(self.rest) - known


# What people type around a question and no answering sentence need contain.
_ASKING = (
    "bao nhiêu|là bao nhiêu|mấy|nào|thế nào|như thế nào|ra sao|làm sao|sao|gì|là gì|những gì|về gì|cái gì|vấn đề gì|việc gì"
    "|ở đâu|đâu|khi nào|lúc nào|bao giờ|hôm nào|ngày nào|ngày mấy|tháng mấy|năm nào|ai|là ai|bởi ai|vì sao|tại sao"
    "|không|có không|được không|phải không|có phải|chưa|hay chưa|à|vậy|nhỉ|thế|ạ|hả"
    "|cho hỏi|cho biết|cho xin|xin hỏi|hỏi|giúp|giúp em|giúp anh|giùm|với|bot ơi|bot|ơi|em|anh|chị ơi|mình muốn biết"
    "|liệt kê|kể ra|kể|nêu|hãy|tìm|tra cứu|nói gì|nói|quy định gì|được|thì|là|có|những|các|của|và|về|theo|tại|trong|cho|đến|từ"
    "|ở|do|bị|phải|sẽ|đã|đang|này|kia|khi|nhiều|ít|mà|để|vào|ra|lên|xuống|bằng|một|rồi|đây|cái|còn|kiểu"
    "|nhiều nhất|ít nhất|tối đa|tối thiểu|tổng cộng|bn|ko|k|dc|gì vậy|số mấy|thứ mấy|gồm|việc|vấn đề|nội dung"
)
# Typed without accents, some of them would swallow words of the subject ("Đảng", "cải", "Bí thư").
_AMBIGUOUS = set("dang cai bi da hoi an anh em chi sao tai phai thi ra len do o con ma de tu ke noi hay co la a k".split())
_WORDY = sorted(_ASKING.split("|"), key=len, reverse=True)
_ACCENTED_ASKING = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDY)})(?!\w)")
_FOLDED_ASKING = re.compile(
    rf"(?<!\w)(?:{'|'.join(f for w in _WORDY if (f := fold(w)) not in _AMBIGUOUS)})(?!\w)"
)
# "chi thi 05 so may, ban hanh": words that say which document, not what of it.
_LOOKUP = frozenset(
    "so khoan van ban toan noi dung trung uong tw bo chinh tri ban bi thu thu tuong chinh phu quoc hoi"
    " chi thi nghi quyet ket luan quyet dinh quy huong dan ke hoach thong tu bao luat file"
    " nam ngay cua tinh uy xem mo doc".split()
)

# Folded patterns, the first that matches says what is asked.
_ASKED: tuple[tuple[Asked, str], ...] = (
    (Asked.SIGNER, r"\bai (da )?ky\b|nguoi ky|do ai ky|ky ten la ai"),
    (Asked.DOCUMENT, r"(van ban|nghi quyet|quyet dinh|chi thi|ke hoach|thong tu|nghi dinh|quy dinh|huong dan|luat|nhung \S+ \S+)"
                     r" (nao|so may|so bao nhieu)\b|bang (van ban|nghi quyet|quyet dinh) nao"),
    (Asked.LIST, r"(?<!\d)\d{1,2} (viec|nhiem vu|noi dung|giai phap|chuyen de|muc tieu|diem|yeu cau|nhom)( \S+)? (nao|gi)|liet ke|\bke (cac|ten|ra)|ke ra|\b(nhung|cac) (?!ai\b|nam\b)(\S+ ){1,5}(nao|gi)\b|gom nhung|nhung gi\b"),
    (Asked.WHEN, r"khi nao|luc nao|bao gio|hom nao|ngay nao|ngay may|thang may|thang nao|nam nao|quy nao|quy may|may gio"
                 r"|ngay bao nhieu|thoi gian nao|truoc ngay|han chot|bao lau|when\b|lan cuoi"),
    (Asked.HOW_MANY, r"bao nhieu|may\b|\bbn\b|ty le|so luong|so tien|muc (chi|thuong|ho tro|chuan|phat)|kinh phi|how many|how much"
                     r"|dai nhat|toi da|toi thieu|thu may"),
    (Asked.WHO, r"\bai\b|ten (la )?gi|nguoi nao|dong chi nao|nguoi ky|chu tri boi|don vi nao|co quan nao|so nao|who\b|ben nao"),
    (Asked.WHERE, r"o dau|tai dau|cho nao|noi nao|dia diem|dia chi|where\b|\bdau\b(?! tien| tu)"),
    (Asked.ABOUT, r"ve (viec|van de|noi dung|dieu)? ?gi|noi gi|noi ve|quy dinh gi|la gi|noi dung gi|van de gi|ve cai gi"),
)  # fmt: skip
_FOCUS = 2  # words
_ACCENTED_SHARE = 0.4  # of a question's words; in accented text it is four in five
_ENGLISH = frozenset("how what when where who which many much the of is are did does was in for to and".split())
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d.,]\d)")
_GREETING = re.compile(
    r"\W*(?:(?:xin chao|chao|alo|hello|hi|cam on|thanks|thank you|ok|oke|tam biet|bye|chuc|ngu ngon|buoi sang|khoe khong"
    r"|bot|ban|anh|chi|em|nhe|nha|a|oi|ad|admin|nhieu|rat|lam|minh|ca nha|vang|da|duoc roi|hay qua|tot lam)\W*)+"
)
_NOW = re.compile(r"\b(hien nay|hom nay|toi nay|sang nay|chieu nay|trua nay|thang nay|tuan nay|bay gio|hien tai|luc nay)\b")
_NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+")
# The provinces and cities, before and after July 2025. Folded.
_PROVINCE = re.compile(
    r"\b(an giang|ba ria|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|binh thuan|ca mau"
    r"|can tho|cao bang|da nang|dak lak|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi|ha tinh"
    r"|hai duong|hai phong|hau giang|hoa binh|hung yen|khanh hoa|kien giang|kon tum|lai chau|lam dong|lang son|lao cai"
    r"|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|quang binh|quang nam|quang ngai|quang ninh"
    r"|quang tri|soc trang|son la|tay ninh|thai binh|thai nguyen|thanh hoa|thua thien|tien giang|tra vinh|tuyen quang"
    r"|vinh long|vinh phuc|yen bai)\b"
)
_ARTICLE = re.compile(r"\bdieu (\d{1,3}[a-z]?)\b")


def parse(text: str) -> Query:
    """What `text` (as typed) asks."""
    text = " ".join(tidy(text).split())
    found = tuple(references.find(text))
    folded = fold(text)
    words = tokens(text)
    accented = _is_accented(words)
    kept = _content(text, words, accented=accented)
    asked = _asked(folded)
    english = sum(word.text in _ENGLISH for word in words) >= 2
    return Query(
        text=text,
        embedded=_spelt_out(text),
        words=tuple(_with_expansions(words)),
        content=tuple(dict.fromkeys(token.text for word in kept for token in _expanded(word))),
        rest=tuple(fold(word.text) for word in kept if not _inside(word, found)),
        focus=_focus(folded, kept, asked),
        references=found,
        years=tuple(dict.fromkeys(_YEAR.findall(_without(text, found)))),
        articles=tuple(_ARTICLE.findall(folded)),
        names=tuple(dict.fromkeys(_names(text, found))),
        now=bool(_NOW.search(folded)),
        asked=asked,
        accented=accented,
        english=english,
    )


def fault(query: Query) -> Reason | None:
    """Why a text is no question to look up, if it is none."""
    if not query.text:
        return Reason.EMPTY_QUESTION
    if len(query.text) > LONGEST:
        return Reason.TOO_LONG
    plain = fold(query.text)
    if _GREETING.fullmatch(plain) or not re.search(r"[a-z]", plain):
        return Reason.NOT_A_QUESTION
    return None if query.content or query.references else Reason.NOT_A_QUESTION


def _asked(folded: str) -> Asked:
    return next((kind for kind, pattern in _ASKED if re.search(pattern, folded)), Asked.OTHER)


def _content(text: str, words: list[Token], *, accented: bool) -> list[Token]:
    """The words outside the asking phrases."""
    phrases = _ACCENTED_ASKING if accented else _FOLDED_ASKING
    asking = [match.span() for match in phrases.finditer(text.lower() if accented else fold(text))]
    return [w for w in words if not any(a <= w.start and w.end <= b for a, b in asking)]


def _focus(folded: str, kept: list[Token], asked: Asked) -> frozenset[str]:
    """The words beside what is asked: "có hiệu lực | từ ngày nào", "ai | chủ trì"."""
    pattern = dict(_ASKED).get(asked)
    found = re.search(pattern, folded) if pattern else None
    if found is None:
        return frozenset()
    before = [word for word in kept if word.end <= found.start()][-_FOCUS:]
    after = [word for word in kept if word.start >= found.end()][:_FOCUS]
    near = after if asked is Asked.WHO or not before else before
    return frozenset(token.text for word in near for token in _expanded(word))


def _inside(word: Token, found: tuple[Reference, ...]) -> bool:
    return any(ref.start <= word.start < ref.end for ref in found)


def _is_accented(words: list[Token]) -> bool:
    """Whether the question was typed with its accents; one accented word among many is not."""
    letters = [word for word in words if word.text[0].isalpha()]
    return sum(has_accents(word.text) for word in letters) >= _ACCENTED_SHARE * max(1, len(letters))


def _with_expansions(words: list[Token]) -> list[Token]:
    return [token for word in words for token in ([word] + _expansion(word))]


def _expanded(word: Token) -> list[Token]:
    return _expansion(word) or [word]


def _expansion(word: Token) -> list[Token]:
    full = abbreviations().get(fold(word.text))
    return [Token(token.text, word.start, word.end) for token in tokens(full)] if full else []


def _spelt_out(text: str) -> str:
    pieces, at = [], 0
    for word in tokens(text):
        full = abbreviations().get(fold(word.text))
        if full:
            pieces += [text[at : word.start], full]
            at = word.end
    return "".join(pieces) + text[at:]


def _without(text: str, found: tuple[Reference, ...]) -> str:
    for ref in reversed(found):
        text = text[: ref.start] + " " * (ref.end - ref.start) + text[ref.end :]
    return text


def _names(text: str, found: tuple[Reference, ...]) -> list[str]:
    """Folded proper names: runs of capitalised words, and provinces however they are typed."""
    plain = _without(text, found)
    runs = [] if plain.isupper() else [fold(run[0]) for run in _NAME.finditer(plain)]
    return runs + [match[0] for match in _PROVINCE.finditer(fold(plain))]


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Folded abbreviation -> what it stands for, from `abbreviations.tsv`."""
    lines = files("retrieval").joinpath("abbreviations.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {fold(short): full for short, full in rows}
