"""Random texts that look like official documents."""

from hypothesis import strategies as st

from index.text import tidy

WORDS = (
    *("tỉnh", "ủy", "ban", "nhân", "dân", "nghị", "quyết", "số", "hóa", "tài", "liệu", "xã"),
    *("phường", "Đảng", "bộ", "hội", "năm", "2026", "12-NQ/TU", "1.240", "96,44%", "TP.", "Lam"),
    *("Giang", "“học", "tập”", "(mới)", "a;", "b,"),
)
_STARTS = (
    *("", "", "", "", "1. ", "2) ", "a) ", "đ) ", "- ", "+ ", "Một là, ", "Điều 3. ", "Điều 12: "),
    *(
        "Chương II ",
        "CHƯƠNG I\n",
        "Mục 2. ",
        "I. ",
        "IV- ",
        "PHẦN THỨ NHẤT ",
        "Phụ lục ",
        "QUY CHẾ\n",
    ),
)
_ENDS = (".", ".", ".", ";", ":", "!", "", ",", "./.", " ", "…", ".”")
_GAPS = ("\n", "\n", "\n\n", " ", "\n\n \n", "\n\t")


@st.composite
def documents(draw: st.DrawFn, most: int = 14) -> str:
    """Tidy text of up to `most` paragraphs: headings, items, long and short sentences."""
    text = ""
    for _ in range(draw(st.integers(1, most))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
        body = " ".join(words * draw(st.sampled_from((1, 1, 2, 5, 40))))
        if draw(st.booleans()):
            body = body[:1].upper() + body[1:]
        start, end, gap = (draw(st.sampled_from(some)) for some in (_STARTS, _ENDS, _GAPS))
        text += start + (body.upper() if draw(st.integers(0, 7)) == 0 else body) + end + gap
    return tidy(text)
