"""Patterns over chat, written once with accents, that match also what is typed without them.

In a text with accents "hạn" matches only "hạn"; in one without any it matches "han". What would be
found too easily among bare words ("chó" is "cho") is asked of `read` text, whose accents have been
put back, by a `strict` pattern. Braces stand for the many spellings of a short word: "{ko}" is
"không", "ko", "k", "hông"... All texts are as long as the message: places are the same in each.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.text import fold, has_accents, place_tones
from retrieval import accents, syllables

SPELLINGS = {
    "ko": "không|khong|ko|k|hok|hông|hong|hem|hổng",
    "dc": "được|duoc|đc|dc|đk|đươc",
    "dchi": "đ/c|đc|d/c|đồng chí|dong chi|đchí",
    "hon": "anh|chị|em|bác|cô|chú|bạn|thầy|cậu|dì|ông|bà|đồng chí|đ/c|d/c|đchí|a|c|e",
    "all": "các {dchi}|các đồng chí|mọi người|mn|cả nhà|cả tổ|cả phòng|cả lớp|toàn thể|toàn bộ|ae|"
    "anh em|anh chị em|ace|a/c|ac|các anh chị|các anh, chị|các chị|các bác|các bạn|các em|bà con|"
    "các chi bộ|các tổ|các ấp|các thôn|các chi hội|các chi đoàn|các phòng|các đơn vị|"
    "các đồng nghiệp|"
    "các cô|các thầy cô|quý thầy cô|thầy cô|các gia đình|các hộ|quý phụ huynh|phụ huynh|"
    "các khu phố|"
    "các khoa|các khối|các bộ phận|các ngành|các nhóm|các đội|các đảng bộ|các đoàn thể|"
    "các ban ngành|"
    "các trường|các xã|các ban|all",
}
_MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_LETTERS = {c: f"[{c}{fold(c)}]" for c in _MARKED}
_BRACES = re.compile(r"\{([a-z]+)\}")
_ANY_MARKED = re.compile(f"[{_MARKED}]")


class Cue:
    """A compiled pattern that chooses between its two forms by whether a text has accents."""

    def __init__(self, text: str, *, strict: bool = False) -> None:
        text = _spelt(text).replace(" ?", r"\s*").replace(" ", r"\s+")
        self.exact = re.compile(text)
        self.loose = self.exact if strict else re.compile("".join(_LETTERS.get(c, c) for c in text))

    def _for(self, low: str) -> re.Pattern[str]:
        return self.exact if is_marked(low) else self.loose

    @lru_cache(maxsize=1 << 14)  # noqa: B019  (cues live as long as the program)
    def search(self, low: str, start: int = 0) -> re.Match[str] | None:
        return self._for(low).search(low, start)

    def match(self, low: str, start: int = 0) -> re.Match[str] | None:
        return self._for(low).match(low, start)

    def fullmatch(self, low: str) -> re.Match[str] | None:
        return self._for(low).fullmatch(low)

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        return self._for(low).finditer(low)

    def meant(self, text: str) -> re.Match[str] | None:
        """What it finds in a text as typed, save what reads otherwise with its accents: of
        "dụng cụ" typed bare no "dừng"."""
        full = read(text)
        for found in self.finditer(lowered(text)):
            said = full[slice(*found.span())]
            if not is_marked(said) or self.exact.search(said):
                return found
        return None

    def count(self, low: str) -> int:
        """How many different things it finds."""
        return len({found[0] for found in self.finditer(low)})


@lru_cache(maxsize=1 << 12)
def is_marked(low: str) -> bool:
    return _ANY_MARKED.search(low) is not None


def _spelt(text: str) -> str:
    while (found := _BRACES.search(text)) and found[1] in SPELLINGS:
        text = f"{text[: found.start()]}(?:{SPELLINGS[found[1]]}){text[found.end() :]}"
    return text


def pattern(text: str, *, strict: bool = False) -> Cue:
    """A pattern of whole words. Spaces match any white space; groups and classes are as in `re`."""
    return Cue(rf"(?<!\w)(?:{text})(?!\w)", strict=strict)


def anywhere(text: str) -> Cue:
    """The same, not confined to whole words."""
    return Cue(text)


@lru_cache(maxsize=1 << 12)
def lowered(text: str) -> str:
    """Lower case with one placement of tones; as long as `text`."""
    low = place_tones(text)
    return low if len(low) == len(text) else "".join(c.lower()[:1] or c for c in text)


def is_bare(text: str) -> bool:
    """Whether a text of some length was typed without accents."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isupper()]
    return len(words) >= 3 and not any(has_accents(word) for word in words)


_READ = 400  # characters of a bare text that are read with accents


@lru_cache(maxsize=1 << 12)
def restored(text: str) -> accents.Restored:
    """A bare text with its accents, where they are sure."""
    return accents.restore(text[:_READ], syllables.shipped())


@lru_cache(maxsize=1 << 12)
def read(text: str) -> str:
    """`lowered`, with accents put back where none were typed."""
    return lowered(restored(text).text + text[_READ:]) if is_bare(text) else lowered(text)
