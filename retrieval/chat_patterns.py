"""Patterns over chat, written once with accents and matching also what is typed without them.

"hạn" matches "hạn" and "han", not "hàn": what somebody typed with an accent means that word.
Braces stand for the many spellings of a short word: "{ko}" is "không", "ko", "k", "hông"...
Patterns run over `lowered` text, which is as long as the message.
"""

import re
from functools import lru_cache

from index.text import fold, has_accents, place_tones

SPELLINGS = {
    "ko": "không|khong|ko|k|kg|khg|hk|hok|hông|hong|hem|hổng",
    "dc": "được|duoc|đc|dc|đk|đươc",
    "dchi": "đ/c|đc|d/c|đồng chí|dong chi|đchí",
    "dchis": "(?:các|cac) (?:đ/c|đc|d/c|đồng chí|dong chi)",
    "hon": "anh|chị|em|bác|cô|chú|bạn|thầy|cậu|dì|ông|bà|đồng chí|đ/c|d/c|đchí|a|c|e",
    "all": "các {dchi}|các đồng chí|mọi người|mn|cả nhà|cả tổ|cả phòng|cả lớp|toàn thể|toàn bộ|ae|"
    "anh em|anh chị em|ace|a/c|ac|các anh chị|các anh, chị|các chị|các bác|các bạn|các em|bà con|"
    "các chi bộ|các tổ|các ấp|các thôn|các chi hội|các chi đoàn|các phòng|các đơn vị|các đồng nghiệp|"
    "quý thầy cô|thầy cô|all",
}
_LETTERS = {c: f"[{c}{fold(c)}]" for c in "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"}
_BRACES = re.compile(r"\{([a-z]+)\}")


def _spelt(text: str) -> str:
    while (found := _BRACES.search(text)) and found[1] in SPELLINGS:
        text = f"{text[: found.start()]}(?:{SPELLINGS[found[1]]}){text[found.end() :]}"
    return text


def pattern(text: str) -> re.Pattern[str]:
    """A pattern of whole words. Spaces match any white space; groups and classes are as in `re`."""
    text = "".join(_LETTERS.get(c, c) for c in _spelt(text).replace(" ", r"\s+"))
    return re.compile(rf"(?<!\w)(?:{text})(?!\w)")


def anywhere(text: str) -> re.Pattern[str]:
    """The same, not confined to whole words."""
    return re.compile("".join(_LETTERS.get(c, c) for c in _spelt(text).replace(" ", r"\s+")))


@lru_cache(maxsize=1 << 12)
def lowered(text: str) -> str:
    """Lower case with one placement of tones; as long as `text`."""
    low = place_tones(text)
    return low if len(low) == len(text) else "".join(c.lower()[:1] or c for c in text)


def is_bare(text: str) -> bool:
    """Whether a text of some length was typed without accents."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isupper()]
    return len(words) >= 3 and not any(has_accents(word) for word in words)
