"""The words of document numbers: kinds and issuers, as printed and as people say them. Data only.

Names are folded (lower case, no accents). A code printed on documents is the key.
"""

# Code as printed -> names. A code may name two kinds (QĐ).
KINDS: dict[str, tuple[str, ...]] = {
    "NQ": ("nghi quyet",),
    "CT": ("chi thi",),
    "KL": ("ket luan",),
    "QĐ": ("quyet dinh", "quy dinh"),
    "QyĐ": (),
    "QĐi": (),
    "QC": ("quy che",),
    "QCPH": ("quy che phoi hop",),
    "HD": ("huong dan",),
    "HDLT": ("huong dan lien tich",),
    "HDLN": ("huong dan lien nganh",),
    "KH": ("ke hoach",),
    "KHLT": ("ke hoach lien tich",),
    "KHPH": ("ke hoach phoi hop",),
    "CTr": ("chuong trinh",),
    "CTrHĐ": ("chuong trinh hanh dong",),
    "CTHĐ": (),
    "CTPH": ("chuong trinh phoi hop",),
    "TB": ("thong bao",),
    "TBKL": ("thong bao ket luan",),
    "CV": ("cong van",),
    "TTr": ("to trinh",),
    "BC": ("bao cao",),
    "BB": ("bien ban",),
    "BBLT": ("bien ban lien tich",),
    "NĐ": ("nghi dinh",),
    "TT": ("thong tu",),
    "TTLT": ("thong tu lien tich",),
    "NQLT": ("nghi quyet lien tich",),
    "CĐ": ("cong dien",),
    "ĐA": ("de an",),
    "PA": ("phuong an",),
    "GM": ("giay moi", "thu moi"),
    "GP": ("giay phep",),
    "SL": ("sac lenh",),
    "L": ("luat", "bo luat"),
    "LCT": ("lenh",),
    "PL": ("phap lenh",),
    "VBHN": ("van ban hop nhat",),
    "VBHD": (),
}
# Kinds that people take for one another: what is written "TBKL" is a "thông báo" too.
ALIKE = {
    "QyĐ": "QĐ", "QĐi": "QĐ", "QCPH": "QC", "HDLT": "HD", "HDLN": "HD", "KHLT": "KH",
    "KHPH": "KH", "CTrHĐ": "CTr", "CTHĐ": "CTr", "CTPH": "CTr", "TBKL": "TB", "BBLT": "BB",
    "TTLT": "TT", "NQLT": "NQ", "LCT": "L", "VBHD": "CV",
}  # fmt: skip
# Also words or other abbreviations (đã, lít, phụ lục): only "399/ĐA-CP" counts, not "ĐA 10".
GUARDED = frozenset({"ĐA", "PA", "GM", "GP", "SL", "L", "LCT", "PL", "BB", "CĐ", "VBHD"})
# Numbered anew every year with the year in the number: "Nghị định 30 năm 2020" is 30/2020/NĐ.
YEARLY = frozenset({"NĐ", "TT", "TTLT", "NQLT", "L"})
PARTY = frozenset(
    {
        "NQ", "CT", "KL", "QĐ", "QyĐ", "QĐi", "QC", "QCPH", "HD", "HDLT", "KH", "KHLT", "KHPH",
        "CTr", "CTrHĐ", "CTHĐ", "CTPH", "TB", "TBKL", "CV", "TTr", "BC", "BB", "BBLT", "ĐA",
        "PA", "GM", "CĐ",
    }
)  # fmt: skip

# Issuer's code -> names people say for it.
ISSUERS: dict[str, tuple[str, ...]] = {
    "TW": (
        "bo chinh tri", "ban bi thu", "bct", "bbt", "trung uong dang", "ban chap hanh trung uong",
        "bch trung uong", "bchtw", "bch tw", "trung uong",
    ),
    "TTg": ("thu tuong", "thu tuong chinh phu"),
    "CP": ("chinh phu",),
    "CTN": ("chu tich nuoc",),
    "QH": ("quoc hoi",),
    "UBTVQH": ("uy ban thuong vu quoc hoi", "ubtv quoc hoi", "uy ban tvqh"),
    "HĐBT": ("hoi dong bo truong",),
    "UBND": (
        "uy ban nhan dan", "chu tich ubnd", "chu tich uy ban nhan dan",
        "ct ubnd",
    ),
    "HĐND": ("hoi dong nhan dan",),
    "TU": ("tinh uy", "thanh uy", "ban thuong vu tinh uy", "btv tinh uy", "ban thuong vu thanh uy"),
    "HU": ("huyen uy",),
    "ĐU": ("dang uy", "ban thuong vu dang uy"),
    "ĐUK": ("dang uy khoi",),
    "VPTW": ("van phong trung uong", "van phong trung uong dang"),
    "VPTU": ("van phong tinh uy", "van phong thanh uy"),
    "BTGDVTW": (
        "ban tuyen giao va dan van trung uong", "ban tuyen giao dan van trung uong",
        "ban tuyen giao va dan van tw", "ban tuyen giao dan van tw", "ban tgdv trung uong",
        "ban tgdvtw", "btgdv trung uong",
    ),
    "BTGDVTU": (
        "ban tuyen giao va dan van tinh uy", "ban tuyen giao va dan van thanh uy",
        "ban tuyen giao dan van tinh uy", "ban tuyen giao dan van thanh uy",
    ),
    "BTGTW": ("ban tuyen giao trung uong", "ban tuyen giao tw"),
    "BTGTU": ("ban tuyen giao tinh uy", "ban tuyen giao thanh uy"),
    "BDVTW": ("ban dan van trung uong",),
    "BTCTW": ("ban to chuc trung uong", "ban to chuc tw"),
    "BTCTU": ("ban to chuc tinh uy", "ban to chuc thanh uy"),
    "UBKTTW": ("uy ban kiem tra trung uong", "ubkt trung uong", "ubkt tw"),
    "UBKTTU": ("uy ban kiem tra tinh uy", "ubkt tinh uy"),
    "BNCTW": ("ban noi chinh trung uong",),
    "BKTTW": ("ban kinh te trung uong",),
    "BCSĐ": ("ban can su dang",),
    "MTTW": (),
    "VPCP": ("van phong chinh phu",),
    "VPQH": ("van phong quoc hoi",),
    "TTCP": ("thanh tra chinh phu",),
    "BNV": ("bo noi vu",),
    "BTC": ("bo tai chinh",),
    "BCA": ("bo cong an",),
    "BQP": ("bo quoc phong",),
    "BNG": ("bo ngoai giao",),
    "BCT": ("bo cong thuong",),
    "BXD": ("bo xay dung",),
    "BYT": ("bo y te",),
    "BTP": ("bo tu phap",),
    "BGDĐT": ("bo giao duc va dao tao", "bo giao duc", "bo gddt", "bo gd dt"),
    "BKHCN": ("bo khoa hoc va cong nghe", "bo khoa hoc cong nghe", "bo khcn"),
    "BKHĐT": ("bo ke hoach va dau tu", "bo ke hoach dau tu"),
    "BNNMT": ("bo nong nghiep va moi truong", "bo nong nghiep moi truong"),
    "BNNPTNT": ("bo nong nghiep va phat trien nong thon",),
    "BTNMT": ("bo tai nguyen va moi truong", "bo tai nguyen moi truong"),
    "BTTTT": ("bo thong tin va truyen thong", "bo thong tin truyen thong"),
    "BGTVT": ("bo giao thong van tai",),
    "BVHTTDL": ("bo van hoa the thao va du lich", "bo van hoa, the thao va du lich"),
    "BLĐTBXH": ("bo lao dong", "bo lao dong thuong binh va xa hoi"),
    "BDTTG": ("bo dan toc va ton giao",),
    "NHNN": ("ngan hang nha nuoc",),
    "TANDTC": ("toa an nhan dan toi cao",),
    "VKSNDTC": ("vien kiem sat nhan dan toi cao",),
    "KTNN": ("kiem toan nha nuoc",),
}  # fmt: skip

# Numbers of plenums as words.
ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14,
    "muoi lam": 15, "muoi": 10,
}  # fmt: skip
ROMAN = {
    1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X",
    11: "XI", 12: "XII", 13: "XIII", 14: "XIV", 15: "XV",
}  # fmt: skip

# What is measured is no document number: "kế hoạch 5 năm", "báo cáo 6 tháng".
MEASURED = (
    r"nam(?!\s+(?:19|20)\d\d(?!\s?-))", "thang", "quy", "tuan", r"ngay(?!\s+\d)",
    "gio", "phut", "trieu", "ty", "nghin", "ngan", "dong(?! chi| thoi)", "nguoi", "lan",
    "luot", "diem", "trang", "cap", "cuoc", "dot", "ha", "km", "m2", "kw", "mw", "gb", "mb",
)  # fmt: skip
# What is counted, where the number is small or the kind one that counts its contents:
# "báo cáo 12 chỉ tiêu", but "Nghị quyết 57 nhiệm vụ của tỉnh là gì".
COUNTED = (
    "noi dung", "nhiem vu", "chi tieu", "muc tieu", "nhom", "buoc", "tinh(?! uy)", "xa",
    "phuong", "phan", "chuyen de", "van ban", "loai", "giai doan", "muc", "dong chi", "du an",
    "giai phap", "don vi", "co quan", "hoc sinh", "can bo", "dang vien", "tap the", "ca nhan",
    "tieu chi", "ho", "chuong", "viec", "khong", "bo(?! [a-z])",
)  # fmt: skip
COUNTING = frozenset({"KH", "BC", "CTr", "TB", "HD", "PA", "TTr"})
