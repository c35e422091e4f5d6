"""What a Vietnamese syllable can look like: the test of whether letters were read right.

A syllable is an onset and a rhyme; a closed rhyme in p, t, c, ch bears only two of the tones.
Generated, so that rare and dialect syllables count as much as common ones.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh"),
    *("nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_RHYMES = frozenset(
    part + coda
    for parts, codas in (
        ("a ă â oa oă uâ o ô ơ e ê u ư uô ươ iê oe i", "m n p t"),  # more than is used does no harm
        ("a ă â oa oă uâ o ô u ư uô ươ iê e i oo", "ng c"),
        ("a oa ê uê i uy", "nh ch"),
        ("a oa ơ o ô u ư uô ươ", "i"),
        ("a â oa uâ", "y"),
        ("a oa e oe", "o"),
        ("â ê i iê ư ươ yê uy", "u"),
        ("yê uyê", "m n ng t"),
        ("uy", "n p t a"),
        ("a e ê i ia o ô ơ oa oe u ua uê uơ uy ư ưa y", ""),
    )
    for part in parts.split()
    for coda in codas.split() or [""]
)
_AFTER_QU = frozenset(("yt", "ynh", "ych", "yên", "yêt", "yn"))  # its u belongs to these elsewhere
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_STOPPED = re.compile(r"(?:[ptc]|ch)$")


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, any case) has the shape of one Vietnamese syllable.

    >>> is_syllable("Nghị"), is_syllable("NghÞ"), is_syllable("societé")
    (True, False, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    marks = _TONE.findall(parts)
    if len(marks) > 1:
        return False
    bare = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if marks and marks[0] not in "\u0301\u0323" and _STOPPED.search(bare):
        return False
    return any(_fits(bare, onset) for onset in _ONSETS)


def _fits(bare: str, onset: str) -> bool:
    rest = bare[len(onset) :]
    if not bare.startswith(onset):
        return False
    if onset == "gi" and rest == "":
        return True
    return rest in _RHYMES or (onset == "qu" and rest in _AFTER_QU)
