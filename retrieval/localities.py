"""Communes, wards and districts by name: "xã Quỳnh Lưu" is not "huyện Quỳnh Lưu", "phường Sóc
Trăng" not the province, "Nghĩa Dân" not "Nghĩa Đàn", "Tân Hưng" not "Vĩnh Tân Hưng". Pure.

A syllable typed with accents is only itself, one typed without is every reading of it.
"""

import re
from collections.abc import Iterable, Sequence

from index.text import LOWER, UPPER, fold, has_accents, place_tones
from retrieval import vocabulary

_KINDS = r"xa|phuong|thi tran|huyen|quan|thi xa|dac khu"
_ALL = rf"{_KINDS}|tinh|thanh pho|tp"
# "các phường Cần Thơ" are of it.
_BEFORE = re.compile(rf"(?<!\bcac )(?<!\bnhung )(?<!\bmay )(?<!\bcap )\b({_KINDS}) $")
_CALLED = re.compile(rf"({_KINDS}) (.+)")
_OTHER = re.compile(rf"\b({_ALL})\.? $")
_ASKED_OF = re.compile(rf"(?<!\bcac )(?<!\bnhung )(?<!\bmay )(?<!\bcap )\b(?:{_KINDS}) (?=[a-z])")
_STARTS = r"(?:\b|(?<=phuong)|(?<=xa)|(?<=tran)|(?<=huyen))"  # some write "phườngChí Linh"
_LONGEST = 4  # syllables of a name
# A place that is asked about in small letters without accents and stands nowhere in what was
# found: "xa vinh loc nhap tu nhung xa nao". Words that tell of what sort a commune is are none.
_UNKNOWN = re.compile(
    r"((?:(?!(?:vung|bien|mien|khu|dao|bai|nong|dat|dac|nghe|loai|trong|tren|thuoc|cua|do|va|nao|moi|"
    r"nay|hoi|vien|minh|gom|nhap|co|duoc|la|khong|phai|lam|can|hoac|con)\b)[a-z]+ ){2,3})"
    r"(?:nhap|gom|duoc|sap nhap|hinh thanh|thuoc|o dau|cu nao|bao gom|sap xep)\b"
)
# How texts write names of places: "các xã Thủ Sỹ, Phương Nam (huyện Vân Canh) và Tân Hưng".
_WRITTEN_KIND = (
    r"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Đđ]ặc khu|[Tt]ỉnh|[Tt]hành phố)"
)
_PART = rf"[{UPPER}][{LOWER}]*"
_NAME = rf"{_PART}(?:[ '’]{_PART})*(?: \d+)?"
_EACH = rf"{_NAME}(?: \([^()]{{0,40}}\))?"
_WRITTEN = re.compile(rf"{_WRITTEN_KIND}\s+({_EACH}(?:, {_EACH})*(?:,? và {_NAME})?)")
_DATELINE = re.compile(rf"({_NAME}), ngày \d")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# A name goes on where a capitalised word stands right beside it.
_GOES_ON = re.compile(rf" (?:{_PART}[ .,;:)\n]|{_PART}$)")
_BEGAN = re.compile(
    rf"(?<![{UPPER}{LOWER}])(?!(?:Tại|Ở|Từ|Của|Cho|Và|Các|Theo|Trên|Nhập|Giao|Với|Về|Đến) )"
    rf"{_PART} $"
)
_NAMED = re.compile(_NAME)
_FEWEST = 3  # syllables of what may be two names


def called(name: str, before: str) -> str:
    """A name with the kind of place that stands before it in a question, if one does; `before`
    is folded."""
    kind = _BEFORE.search(before)
    return f"{kind[1]} {name}" if kind else name


def is_called(name: str) -> bool:
    """Whether a name says what kind of place it is of."""
    return bool(_CALLED.fullmatch(name))


def alone(name: str) -> str:
    """A name without the kind of place that it is of."""
    return _apart(name)[1]


def split(name: str) -> tuple[str, ...]:
    """A name in parts, where the last is a province: "Nghĩa Dân Hưng Yên" is Nghĩa Dân of Hưng
    Yên."""
    words = name.split()
    for size in (3, 2, 1):
        if len(words) > size + 1 and is_province(" ".join(words[-size:])):
            return " ".join(words[:-size]), " ".join(words[-size:])
    return (name,)


def is_province(name: str) -> bool:
    """Whether a name, as typed in small letters, is that of a province or a city."""
    return bool(vocabulary.PROVINCE.fullmatch(fold(name))) or name in ("huế", "thừa thiên huế")


def share(names: Sequence[str], there: str) -> float:
    """The share of names that stand in a text; 1 where there are none."""
    if not names:
        return 1.0
    plain = fold(there)
    return sum(_stands(name, there, plain) for name in names) / len(names)


def stands(name: str, there: str) -> bool:
    """Whether a name stands in a text, not as that of a place of another kind."""
    return _stands(name, there, fold(there))


def is_another(name: str, there: str) -> bool:
    """Whether a text speaks of a place of nearly that name, and not of that."""
    kind, of = _apart(name)
    plain = fold(there)
    return bool(kind) and fold(of) in plain and not _stands(name, there, plain)


def _stands(name: str, there: str, plain: str) -> bool:
    kind, of = _apart(name)
    written = re.escape(fold(of)).replace(r"\ ", r"\s+")
    return any(
        _is_alike(of, there[slice(*at.span())]) and (not kind or _is_that(kind, at, there, plain))
        for at in re.finditer(rf"{_STARTS}{written}\b", plain)
    )


def _apart(name: str) -> tuple[str, str]:
    """The kind of a place, "" for none, and its name."""
    found = _CALLED.fullmatch(name)
    if not found or vocabulary.PROVINCE.fullmatch(fold(found[2])):
        return "", name
    return found[1], found[2]


def _is_that(kind: str, at: re.Match[str], there: str, plain: str) -> bool:
    """Whether the name that stands at a place is whole, and no other kind is before it."""
    other = _OTHER.search(plain[max(0, at.start() - 12) : at.start()])
    right = (
        other[1] == kind if other else not _BEGAN.search(there[max(0, at.start() - 9) : at.start()])
    )
    return right and not _goes_on(there, at.end())


def _goes_on(there: str, end: int) -> bool:
    """Whether the name that ends at a place goes on; a province behind it says where it is."""
    goes_on = _GOES_ON.match(there[end : end + 12])
    return bool(goes_on) and not vocabulary.PROVINCE.match(fold(there[end + 1 : end + 14]))


def _is_alike(typed: str, written: str) -> bool:
    """Whether syllables as typed may be those that are written, which fold to the same."""
    pairs = zip(place_tones(typed).split(), place_tones(written).split(), strict=True)
    return all(a == b or not has_accents(a) for a, b in pairs)


def read(text: str, names: tuple[str, ...], there: Sequence[str]) -> tuple[str, ...]:
    """The names of a question that is typed as `text`, with those that only what was found
    shows: places typed in small letters ("xa an thi moi"), and two that are typed as one ("xã
    Nghĩa Dân Khoái Châu"). `there` are texts in which such places may be written."""
    plain = fold(text)
    asked = [found.end() for found in _ASKED_OF.finditer(plain)]
    whole = [name for name in names if len(name.split()) > _FEWEST]
    if not asked and not whole:
        return names
    known = _known(there)
    found = [part for name in names for part in _taken_apart(name, known, there)]
    for at in asked:
        name = _longest(text[at:], known) or _unknown(text, plain[at:])
        if name and not any(fold(each).endswith(fold(name)) for each in found):
            found.append(called(name, plain[:at]))
    return tuple(found)


def _known(there: Iterable[str]) -> dict[str, set[str]]:
    """The names of places that texts write with what they are, by their folded names."""
    known: dict[str, set[str]] = {}
    for text in there:
        for listed in (*_WRITTEN.finditer(text), *_DATELINE.finditer(text)):
            for name in _NAMED.findall(_IN_BRACKETS.sub("", listed[1])):
                known.setdefault(fold(name), set()).add(name)
    return known


def _taken_apart(name: str, known: dict[str, set[str]], there: Sequence[str]) -> tuple[str, ...]:
    """A name that stands nowhere in the two places that it is made of, else as it is."""
    kind, of = _apart(name)
    words = of.split()
    for cut in range(1, len(words)) if len(words) >= _FEWEST else ():
        two = " ".join(words[:cut]), " ".join(words[cut:])
        if all(_is_known(each, known) for each in two) and not any(stands(name, t) for t in there):
            return f"{kind} {two[0]}".strip(), two[1]
    return (name,)


def _longest(typed: str, known: dict[str, set[str]]) -> str | None:
    """The longest known name with which a text begins."""
    words = re.findall(r"[^\W_]+", typed.split(",")[0])[:_LONGEST]
    names = (" ".join(words[:size]) for size in range(len(words), 1, -1))
    return next((name for name in names if _is_known(name, known)), None)


def _unknown(text: str, typed: str) -> str | None:
    """The name with which what is typed without accents goes on, though nothing found has it."""
    found = _UNKNOWN.match(typed) if not has_accents(text) else None
    return found[1].strip() if found else None


def _is_known(typed: str, known: dict[str, set[str]]) -> bool:
    return any(_is_alike(typed, written) for written in known.get(fold(typed), ()))
