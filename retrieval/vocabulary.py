"""The words of questions: data, not logic. Everything but `ASKING` is folded.

What is said here of Vietnamese is said once; `questions.py` reads questions with it.
"""

import re
from enum import StrEnum

from index.text import fold


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


# What has a value that can be pointed at.
VALUED = frozenset(
    (Asked.WHO, Asked.WHEN, Asked.HOW_MANY, Asked.WHERE, Asked.DOCUMENT, Asked.SIGNER)
)


def folded(text: str) -> str:
    """Folded `text`, as long, where the "kỷ" of discipline is not taken for signing ("ký")."""
    return fold(_DISCIPLINE.sub("@@", text))


_DISCIPLINE = re.compile(r"kỷ(?= luật| niệm| nguyên)", re.IGNORECASE)


# What a body is made of, as it is asked and as it is told.
_COMPOSED = r"\bgom (?:nhung |cac |may |bao nhieu )?(?:phong|ban|khoa|bo phan|trung tam)\b"
_COMPOSING = r"\bgom\b|\bco cau\b|\bto chuc bo may\b|\btruc thuoc\b|\bthanh lap\b"
COMPOSED, COMPOSING = re.compile(_COMPOSED), re.compile(_COMPOSING)

# What happens to a thing, of which a day is asked.
EVENT = re.compile(r"\b(?:khai mac|ket thuc|be mac|khoi cong)\b")
# What is forbidden.
_FORBIDDEN = (
    r"\bkhong duoc (?:phep )?(?:lam|thuc hien)\b|\bcam (?:lam |nhung )?(?:gi|hanh vi|viec)\b"
)
_FORBIDDING = r"\bkhong duoc\b|\bnghiem cam\b|\bcam (?!ket|on|nang)"
FORBIDDEN = re.compile(_FORBIDDEN)

# What is asked of a thing, and how it is called where it is stated. Folded.
ATTRIBUTES = (
    (r"\bchu tri\b", r"\bchu tri\b|\bdau moi\b"),
    (r"\bphoi hop\b", r"\bphoi hop\b"),
    (r"\bdan so\b", r"\bdan so\b|\bnhan khau\b|\bso dan\b"),
    (r"\bdien tich\b", r"\bdien tich\b|\bm2\b|\bha\b|\bkm2\b|\bhecta\b"),
    (r"\bdien thoai\b|\bsdt\b|\bhotline\b", r"\bdien thoai\b|\bdt\b|\bhotline\b|\b0\d{8,}"),
    (r"\bdia chi\b|\btru so\b|\bduong nao\b", r"\bdia chi\b|\btru so\b|\bduong\b|\bso nha\b"),
    (_FORBIDDEN, _FORBIDDING),
    (r"\be-?mail\b", r"\bmail\b|@"),
    (_COMPOSED, _COMPOSING),
    (
        r"\btu (?:(?:luc|khi|thoi diem|ngay|thang|nam) (?:nao|may)|bao gio)\b",
        r"\b(?:tu|vao) (?:ngay|thoi diem|luc|khi|thang|nam|quy|sau|\d)",
    ),
    (r"\b(?:co )?hieu luc\b", r"\bhieu luc\b|\bthi hanh (?:ke )?tu\b|\bap dung (?:ke )?tu\b"),
    (r"\bnhiet do\b", r"\bnhiet do\b|°|\bdo c\b"),
    (r"\bdo am\b", r"\bdo am\b"),
    (r"\ble phi\b", r"\bphi\b"),
    (r"\bhoc phi\b", r"\bhoc phi\b"),
    (r"\bhoi phi\b", r"\bhoi phi\b"),
    (r"\bdang phi\b", r"\bdang phi\b"),
    (r"\bgia (?:ve|vang|xang|thue|dat|bao nhieu|la bao)\b|\bve (?:vao|xem)\b", r"\bgia\b|\bphi\b"),
    (r"\bsinh (?:nam|ngay)\b|\bnam sinh\b|\btuoi\b", r"\bsinh\b|\btuoi\b"),
    (r"\bque (?:o|quan|dau)\b", r"\bque\b|\bnguyen quan\b"),
    (r"\bmat khau\b", r"\bmat khau\b"),
    (r"\bkhai mac\b", r"\bkhai mac\b|\bto chuc\b.{0,60}\b(?:ngay|tu)\b"),
    (r"\bkhoi cong\b", r"\bkhoi cong\b"),
    (r"\bbe mac\b", r"\bbe mac\b"),
    (
        r"\bket thuc (?:khi|luc|ngay|vao|hom|bao)",
        r"\bket thuc\b|\b(?:den|het) (?:het )?(?:ngay|thang|nam)\b",
    ),
    (r"\bdoi tuong\b", r"\bdoi tuong\b"),
    (
        r"\bap dung (?:cho|voi|doi voi) (?:nhung |cac )?(?:ai|doi tuong|nguoi|don vi|co quan)\b",
        r"\bap dung (?:cho|voi|doi voi)\b|\bdoi tuong ap dung\b",
    ),
    (r"\bphat\b(?! (?:trien|dong|hanh|huy|hien|song|thanh|bieu|ban|giac))", r"\bphat\b"),
    (r"\btu (?:may|bao nhieu) nam\b|\bphat tu\b", r"\btu\b.{0,20}\bnam\b"),
    (r"\b(?:nao|ai|dau)\b.{0,25}\bnhat\b(?! tri)", r"\bnhat\b|\bdan dau\b|\bdung dau\b"),
    (r"\bvi sao\b|\btai sao\b", r"\bvi\b|\bdo\b|\bnham\b|\bnguyen nhan\b|\bboi\b|\bde\b"),
)


def phrases(text: str) -> list[str]:
    """Comma-separated phrases, the longest first, so that an alternation takes the longest."""
    return sorted((" ".join(phrase.split()) for phrase in text.split(",")), key=len, reverse=True)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


# What people type around a question and no answering sentence need contain.
ASKING = phrases("""
    bao nhiêu, là bao nhiêu, chiếm bao nhiêu, đạt bao nhiêu, mấy, nào, thế nào, như thế nào,
    ra sao, làm sao, sao, gì, là gì,
    những gì, về gì, cái gì, vấn đề gì, việc gì, ở đâu, đâu, khi nào, lúc nào, bao giờ, hôm
    nào, ngày nào, ngày mấy, tháng mấy, năm nào, ai, là ai, bởi ai, vì sao, tại sao, không, có
    không, được không, phải không, có phải, chưa, hay chưa, à, vậy, nhỉ, thế, ạ, hả, cho hỏi,
    cho biết, cho xin, xin hỏi, hỏi, giúp, giúp em, giúp anh, giùm, với, bot ơi, bot, ơi, em,
    anh, chị ơi, mình muốn biết, liệt kê, kể ra, kể, nêu, hãy, tìm, tra cứu, nói gì, nói, quy
    định gì, được, thì, là, có, những, các, của, và, về, theo, tại, trong, cho, đến, từ, ở,
    do, bị, phải, sẽ, đã, đang, này, kia, khi, nhiều, ít, mà, để, vào, ra, lên, xuống, bằng,
    một, rồi, đây, cái, còn, xong, làm gì, làm những gì, làm việc gì, kiểu, nhiều nhất, ít nhất,
    tối đa, tối thiểu, tổng cộng, bn, ko, k, dc, gì vậy, số mấy, thứ mấy, gồm, việc,
    vấn đề, nội dung
""")
# What a body has to do, and the word of it that says nothing: the document gives it to all.
_DOING = (
    r"(?<!\bde )(?<!\bdung )(?<!\bduoc )\b(?:lam|thuc hien) (?:nhung )?(?:viec )?gi\b"
    r"|\b(?:nhiem vu|trach nhiem) (?:gi|nao)\b"
)
DOING, GIVEN = re.compile(_DOING), re.compile(rf"\bgiao\b(?=.*(?:{_DOING}))")
# "Xã nào không sắp xếp": a "không" in the middle denies, one at the end asks.
DENIED = re.compile(
    r"(?:khong|chua) (?!a\b|nhi\b|vay\b|the\b|ha\b|bot\b|em\b|anh\b|chi\b|va\b|hay\b)(?=\w)"
)
# Typed without accents, these would swallow words of the subject ("Đảng", "cải", "Bí thư").
_AMBIGUOUS = frozenset(
    phrases("""
    dang, cai, bi, da, hoi, an, anh, em, chi, sao, tai, phai, thi, ra, len, do, o, con, ma,
    de, tu, ke, noi, hay, co, la, a, k
""")
)
# Words of which one half would be swallowed.
WHOLE = _any_of(
    phrases("""
    dự bị, thiết bị, chuẩn bị, trang bị, văn bằng, công bằng, cân bằng, bằng khen, bằng cấp,
    bằng lái, trẻ em, thay thế, thế giới, thế chấp, thế hệ, vị thế, công việc,
    việc làm, việc cưới, việc tang, từ chức, từ thiện, từ chối, từ trần, nhà ở, đất ở,
    giúp đỡ, giúp việc, cho vay, cho thuê, cho phép, ra quân, vào đảng, để tang
""")
)
ACCENTED_ASKING = _any_of(ASKING)
FOLDED_ASKING = _any_of([plain for phrase in ASKING if (plain := fold(phrase)) not in _AMBIGUOUS])

# Words that say which document is meant, not what of it.
LOOKUP = frozenset(
    phrases("""
    so, khoan, van, ban, toan, noi, dung, trung, uong, tw, bo, chinh, tri, bi, thu, tuong,
    phu, quoc, hoi, chi, thi, nghi, quyet, ket, luan, dinh, quy, huong, dan, ke, hoach, thong,
    tu, bao, luat, file, nam, ngay, cua, tinh, uy, xem, mo, doc, nguyen, trich, day, du, hanh, che
""")
)

_COURTESY = phrases("""
    xin chao, chao, alo, hello, hi, cam on, thanks, thank you, ok, oke, tam biet, bye, chuc,
    ngu ngon, buoi sang, khoe khong, bot, ban, anh, chi, em, nhe, nha, a, oi, ad, admin,
    nhieu, rat, lam, minh, ca nha, vang, da, duoc roi, hay qua, tot lam
""")
GREETING = re.compile(rf"\W*(?:{_any_of(_COURTESY).pattern}\W*)+")

# Questions about what cites a document, not about what it says; "@" stands for its number.
CITING = re.compile(
    "|".join(
        (
            r"\b(ai|don vi nao|co quan nao|noi nao|tinh nao|dia phuong nao|so nao|nhung dau)\b"
            r"[^@]{0,20}\b(trien khai|thuc hien|quan triet|cu the hoa|huong dan)\b[^@]{0,25}@",
            r"\b(van ban|nghi quyet|quyet dinh|chi thi|ke hoach|thong tu|nghi dinh|quy dinh"
            r"|huong dan|luat|tai lieu) (nao|gi)\b[^@]{0,25}\b(thay|thay the|thay cho|bai bo"
            r"|sua doi|bo sung|huong dan|trien khai|thuc hien|cu the hoa|nhac|nhac den|nhac toi"
            r"|dan chieu|can cu|vien dan|quy dinh chi tiet)\b[^@]{0,25}@",
            r"@[^@]{0,15}\b(bi|duoc) (thay|thay the|bai bo|sua doi|nhac|nhac den|nhac toi|huong dan"
            r"|trien khai|cu the hoa)\b[^@]{0,15}\b(boi|o|trong|bang)\b",
            r"\b(huong dan|ke hoach|chuong trinh|chi thi)\s+(thuc hien|trien khai|thi hanh"
            r"|quan triet)( thuc hien)?[\s\W]*@",
            r"\b(van ban|nhung gi|cho nao) (trich dan|dan chieu|nhac den|nhac toi)[\s\W]*@",
        )
    )
)

# What the items of an enumeration are called.
ITEMS = phrases("""
    nhiem vu, giai phap, noi dung, nguyen tac, dieu kien, truong hop, muc tieu, quan diem, yeu cau,
    hinh thuc, quyen, nghia vu, trach nhiem, tieu chi, tieu chuan, buoc, nhom, dot pha, hanh vi,
    doi tuong, chi tieu, linh vuc, viec, thanh phan, loai, phuong phap, bien phap, giay to
""")
ITEM = _any_of(ITEMS)
_ITEMS = ITEM.pattern
# What asks for all of them, whatever else is asked ("có mấy giải pháp" wants to hear which).
LISTED = re.compile(
    rf"\bliet ke\b|\bgom (?:nhung |cac )?(?:gi|nao)\b|\bnhung (?:gi|ai)\b"
    rf"|\b(?:may|bao nhieu|\d{{1,2}}) {_ITEMS}"
    rf"|\b(?:gom |nhung |cac ){_ITEMS}(?: \S+){{0,4}} (?:nao|gi)\b"
    rf"|{_DOING}"
    rf"|\b(?:can|phai|dap ung|gom)(?: co| du| dap ung)? {_ITEMS} (?:nao|gi)\b"
)
# What does so where nothing else is asked ("các nhiệm vụ của Sở Nội vụ").
PERHAPS_LISTED = re.compile(rf"\b(?:nhung|cac) {_ITEMS}")

# The present moment, of which no document knows.
NOW = _any_of(
    phrases("""
    hien nay, hom nay, toi nay, sang nay, chieu nay, trua nay, thang nay, tuan nay, bay gio,
    hien tai, luc nay
""")
)

# The provinces and cities, before and after July 2025.
PROVINCE = _any_of(
    phrases("""
    an giang, ba ria, bac giang, bac kan, bac lieu, bac ninh, ben tre, binh dinh, binh duong,
    binh phuoc, binh thuan, ca mau, can tho, cao bang, da nang, dak lak, dak nong, dien bien,
    dong nai, dong thap, gia lai, ha giang, ha nam, ha noi, ha tinh, hai duong, hai phong, hau
    giang, hoa binh, hung yen, khanh hoa, kien giang, kon tum, lai chau, lam dong, lang son,
    lao cai, long an, nam dinh, nghe an, ninh binh, ninh thuan, phu tho, phu yen, quang binh,
    quang nam, quang ngai, quang ninh, quang tri, soc trang, son la, tay ninh, thai binh, thai
    nguyen, thanh hoa, thua thien, tien giang, tra vinh, tuyen quang, vinh long, vinh phuc,
    yen bai
""")
)

# How question words are spelt; folded they look like others ("máy", "dầu", "ải").
SPELT = {"may": "mấy", "ai": "ai", "dau": "đâu", "nao": "nào", "gi": "gì", "sao": "sao"}

# "Mấy" without its accents, which is not the "máy" of machines.
HOW_FEW = (
    r"(?<!thu )\bmay\b(?! (?:moc|tinh|bay|phat|in|lanh|giat|cay|say|bom|xuc|keo|photo|anh|scan|chu"
    r"|may|cong cu|dien|o|quay|chieu|cat|khau|do)\b)"
)

# Patterns over folded questions, the surest first: the first that matches tells what is asked.
ASKED: tuple[tuple[Asked, str], ...] = (
    (Asked.SIGNER, r"\bai (da )?ky\b|\bnao (da )?ky\b(?! luat)|nguoi ky|do ai ky|ky ten la ai"),
    (
        Asked.DOCUMENT,
        r"(van ban|nghi quyet|quyet dinh|chi thi|ke hoach|thong tu|nghi dinh|quy dinh|huong dan"
        r"|ket luan|thong bao|cong van|to trinh|bao cao|luat) (nao|so may|so bao nhieu)\b",
    ),
    (
        Asked.LIST,
        r"(?<!\d)\d{1,2} (viec|nhiem vu|noi dung|giai phap|chuyen de|muc tieu|diem|yeu cau|nhom)"
        r"( \S+)? (nao|gi)",
    ),
    (Asked.LIST, r"\b(nhung|cac) (?!ai\b|nam\b)(\S+ ){1,5}(nao|gi)\b"),
    (Asked.LIST, r"liet ke|\bke (cac|ten|ra)|gom nhung|nhung gi\b"),
    (
        Asked.WHEN,
        r"khi nao|luc nao|bao gio|hom nao|ngay (nao|may|bao nhieu)|thang (nao|may)|nam nao",
    ),
    (Asked.WHEN, r"quy (nao|may)|may gio|thoi gian nao|truoc ngay|han chot|bao lau|lan cuoi"),
    (Asked.HOW_MANY, rf"bao nhieu|{HOW_FEW}|\bbn\b"),
    (Asked.OTHER, r"\b(kinh phi|tien|nguon|von|ngan sach)\b.*\b(o|tu) dau\b"),
    (Asked.WHO, r"\bai\b|ten (la )?gi|(nguoi|dong chi|don vi|co quan|so|ben) nao|chu tri boi"),
    (Asked.WHERE, r"(o|tai) dau|(cho|noi) nao|dia (diem|chi)|\bdau\b(?! tien| tu)"),
    (
        Asked.ABOUT,
        r"ve (viec|van de|noi dung|dieu)? ?gi|noi (gi|ve)|quy dinh gi|la gi|noi dung gi|van de gi"
        r"|ve cai gi",
    ),
    (Asked.HOW_MANY, r"ty le|so luong|so tien|muc (chi|thuong|ho tro|chuan|phat)|kinh phi"),
    (Asked.HOW_MANY, r"dai nhat|toi da|toi thieu"),
)
