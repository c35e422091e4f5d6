"""Who holds a post ("ai là bí thư đảng ủy cơ quan"): the post asked about, and its holder."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import fold
from retrieval.vocabulary import phrases

Bounds = tuple[int, int]  # half-open
_POSTS = "|".join(
    phrases("""
    tong bi thu, bi thu, chu tich, giam doc, tong giam doc, truong ban, bo truong, thu truong,
    cuc truong, vu truong, vien truong, chanh an, chanh van phong, chu nhiem, hieu truong,
    thu tuong, truong phong, to truong, truong doan, tong kiem toan, truong cong an,
    chi huy truong, chanh thanh tra, tong bien tap, tu lenh, chinh uy
""")
)
_RANKS = r"(?:(?:pho|nguyen|quyen)\s+){0,2}"
_ASKED = (
    rf"\bai (?:(?:hien|nay|dang|duoc|bau|giu|chuc|lam|la) ){{1,4}}({_RANKS}(?:{_POSTS})\b[^?,.;]*)",
    rf"({_RANKS}\b(?:{_POSTS})\b[^?,.;]*?)\s(?:la ai|ten (?:la )?gi|la dong chi nao|la ong nao)\b",
)
_BEYOND = 3  # words behind the post that tell of what it is one
_STOP = re.compile(r"\b(?:hien (?:nay|tai|gio)|nam \d|nhiem ky|luc|vay)\b")
_NEXT, _REACH = 80, 160  # characters between a post and the holder named behind it, before it


@dataclass(frozen=True, slots=True)
class Post:
    """A post that is asked about, over folded text: `named` is how it is written, `taken` how it
    is said that somebody takes it ("Thành lập Ban Chỉ đạo ..., do ... làm Trưởng Ban")."""

    named: re.Pattern[str]
    taken: re.Pattern[str] | None


@lru_cache(maxsize=64)  # every sentence asks it of the same question
def asked(*readings: str) -> Post | None:
    """The post whose holder is asked for; None where none is. Each of `readings` is the question
    in another spelling (abbreviated, written out)."""
    found = [written for reading in readings if (written := _written(fold(reading)))]
    if not found:
        return None
    named, taken = (
        "|".join(filter(None, dict.fromkeys(each))) for each in zip(*found, strict=True)
    )
    return Post(re.compile(named), re.compile(taken) if taken else None)


def _written(plain: str) -> tuple[str, str] | None:
    """Patterns of the post named in a folded question: whole, and taken."""
    plain = re.sub(r"\btw\b", "trung uong", plain.replace(" cua ", " "))
    said = next((found[1] for asks in _ASKED if (found := re.search(asks, plain))), None)
    post = re.match(rf"{_RANKS}(?:{_POSTS})", said.strip()) if said else None
    if said is None or post is None:
        return None
    of = re.findall(r"\w+", _STOP.split(said.strip()[post.end() :])[0])[:_BEYOND]
    own = "" if post[0].split()[0] in ("pho", "nguyen", "quyen") else r"(?<!pho )(?<!nguyen )"
    named = rf"{own}\b{_spaced([*post[0].split(), *of])}\b"
    return named, rf"\b{_spaced(of)}\b[^;]{{0,400}}\blam {_spaced(post[0].split())}\b" if of else ""


def _spaced(words: Sequence[str]) -> str:
    return r"\s+(?:cac\s+)?".join(map(re.escape, words))


def holders(post: Post, text: str, people: Iterable[Bounds]) -> Iterator[Bounds]:
    """Those of the `people` named in `text` who hold the post: named right behind it, else the
    last before it in the same clause. Offsets are half-open."""
    named = list(people)
    for found in post.named.finditer(fold(text)):
        behind = [p for p in named if p[0] >= found.end() and _is_near(text[found.end() : p[0]])]
        before = [p for p in named if p[1] <= found.start()]
        if behind:
            yield behind[0]
        elif before and _is_one_clause(text[before[-1][1] : found.start()]):
            yield before[-1]


def _is_near(between: str) -> bool:
    return len(between) <= _NEXT and not re.search(r"[,;.]", between)


def _is_one_clause(between: str) -> bool:
    """Whether no other person or sentence begins between: other posts of one person may stand."""
    return len(between) <= _REACH and not re.search(r"[;.\n]", between)
