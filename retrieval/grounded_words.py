"""The words that a rephrased sentence may not add, lose or move (see `grounding`)."""

from index.text import fold
from retrieval.vocabulary import phrases

# Said or not said: they must be the same in a sentence and in what it cites. Also as typed
# without accents; "without", "never": a model may fall into English.
_DENYING = phrases("""
    không, chưa, chẳng, chả, đừng, trừ, cấm, miễn, vô, ngoại, thôi, ngừng, dừng, hủy, huỷ, bỏ,
    not, no, never, without, except
""")
DENYING = frozenset(_DENYING) | {fold(word) for word in ("không", "chưa", "trừ")}

# They bend what is said ("phải", "có thể"; "tăng", "giảm"): only where they stand.
WEIGHTY = frozenset(
    phrases("""
    phải, buộc, chỉ, nên, thể, mọi, đều, toàn, tất, cả, luôn, duy, nhất, thiểu, đa, hơn, kém, quá,
    trước, sau, trên, dưới, tăng, giảm, nâng, hạ, thay, thế, hết, hoặc, nếu, khi, khoảng, gần,
    thêm, bớt, ngoài, đã, sẽ, đang, được, bị, hằng, hàng, mỗi, từng
""")
)

# Before a number or a date they say to which side of it: "tối thiểu 40", "trước ngày 5/3".
BOUNDING = frozenset(
    phrases("thiểu, đa, nhất, trước, sau, trên, dưới, quá, hơn, kém, khoảng, gần, tới, đến, từ")
)

# A number after one of these is a name: "Điều 10".
LABELS = frozenset(phrases("điều, khoản, chương, mục, phần, lục, mẫu, bảng"))

# What a number counts or is measured in; several follow one another: "tỷ đồng/người/năm".
UNITS = frozenset(
    phrases("""
    %, ‰, phần, trăm, mươi, chục, nghìn, ngàn, vạn, triệu, tỷ, tỉ, rưỡi, đồng, usd, đô, la, euro,
    mm, cm, dm, m, km, cm2, dm2, m2, km2, m3, ha, mét, héc, ta, hecta, lít, kg, g, gam, tạ, tấn,
    yến, mw, kw, kwh, gb, tb, giây, phút, giờ, buổi, ngày, tuần, tháng, quý, năm, nhiệm, kỳ,
    lần, lượt, làm, việc, người, hộ, điểm, độ, bậc, cấp
""")
)

# Numbers in words. The second set only goes on with one: "tư" is mostly of "đầu tư".
DIGITS = frozenset(
    phrases("một, hai, ba, bốn, năm, sáu, bảy, bẩy, tám, chín, mười, nửa, đôi, trăm, nghìn, ngàn")
)
FURTHER = DIGITS | frozenset(
    phrases("mươi, mốt, tư, lăm, nhăm, linh, lẻ, rưỡi, chục, vạn, triệu, tỷ, tỉ")
)

# What a sentence may be joined with; it says nothing by itself.
JOINING = frozenset(
    phrases("""
    theo, tại, ở, là, và, của, các, những, về, thì, mà, như, gồm, bao, quy, định, nêu, rõ, này,
    đó, để, với, cho, cùng, còn, có, việc, do, bởi, vì, nên, ra, đồng, thời, văn, bản,
    yêu, cầu, cụ, nội, dung, nhằm, trong, số, ngày, tháng, năm
""")
)
