"""Candidates for a digest: the lines of a document, each with what it is worth within its part.

A line is a weighted sum of features that are read off it and off its place. The weights were
chosen by reading digests of official and party documents, not fitted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text import fold, tokens
from retrieval import condensing, headings
from retrieval.digests import Part
from retrieval.statements import Statement

_FEWEST, _FEWEST_ALONE = 5, 9  # words of a line, and of one from a text without parts
_MOST_FIGURES = 4  # more make a line no better
_OFTEN = 3  # how often the document says what is central to it
_TITLED = 0.7  # share of words that a line has from the title
_WORTH = 1.0  # of a line without any feature
# A feature's weight, and that in one part where it differs. Without a default it counts there only.
_WEIGHTS: dict[str | tuple[str, Part], float] = {
    "opening": 0.3,
    "depth": -0.12,
    "inner": -0.25,
    "late": -0.3,
    "central": 0.4,
    "figures": 0.12,
    ("figures", Part.GOALS): 0.35,
    ("figures", Part.POINTS): 0.2,
    "deadline": 0.15,
    ("deadline", Part.GOALS): 0.3,
    ("deadline", Part.TASKS): 0.3,
    ("deadline", Part.DUTIES): 0.3,
    ("obliges", Part.TASKS): 0.25,
    ("obliges", Part.DUTIES): 0.25,
    ("obliges", Part.CONTENT): 0.25,
    ("obliges", Part.POINTS): 0.2,
    ("charged", Part.DUTIES): 0.3,
    ("in_force", Part.EFFECT): 0.4,
    ("states_scope", Part.SCOPE): 0.4,
    ("heading", Part.TASKS): 0.3,
    ("heading", Part.CONTENT): 0.3,
    ("titled", Part.SCOPE): -0.25,
    ("annexed", Part.SCOPE): -0.3,
    ("annexed", Part.EFFECT): -0.3,
    ("annexed", Part.DUTIES): -0.3,
    ("lower", Part.POINTS): -0.5,
    "leans": -0.6,
    "hollow": -0.7,
    "for_all": -1.2,
    "bare_item": -0.4,
    "orphan_item": -0.2,
    "aside": -2.0,
    "bare_row": -0.2,
    "footnote": -0.2,
    "later_clause": -0.2,
    "cut": -0.15,
    "undone": -0.6,
    "pointless": -0.7,
    "short": -2.0,
}
# Openings that lean on a sentence before them.
_LEANS = re.compile(
    r"^(?:(?:qua|theo|trong|ben canh|tu|cung voi) do|do (?:do|vay)|vi vay|nhu vay|dong thoi"
    r"|tuy nhien|tuy vay|ngoai ra|mat khac|day la|dieu nay|viec nay|co the noi|nham|cu the"
    r"|van ban nay|tren day la|tren co so|can cu|ong|ba|dong chi|noi)\b"
)
# What every document says.
_HOLLOW = re.compile(
    r"phat sinh|vuong mac|can cu chuc nang|tong hop,? bao cao.{0,40}xem xet|trang thong tin"
    r"|thuc hien (?:theo|nghiem) quy dinh|dang (?:cong bao|tai)|(?:co|chiu) trach nhiem thi hanh"
    r"|to chuc, ca nhan co lien quan$|cac to chuc, ca nhan khac|\bthong qua ngay"
    r"|^(?:cac |nhung )?(?:\w+ ){1,3}khac\b|tran trong thong bao"
    r"|nay (?:duoc )?pho bien den chi bo(?!.*hieu luc)"
)
_FOR_ALL = re.compile(r"chiu trach nhiem thi hanh")  # who is merely named as bound by it
_OBLIGES = re.compile(
    r"\b(?:phai|bao dam|dam bao|hoan thanh|xay dung|ban hanh|thuc hien|to chuc|tang cuong|day manh"
    r"|chu tri|trien khai|nghiem cam|khong duoc|duoc|chiu trach nhiem|tham muu|phe duyet|quyet dinh"
    r"|thanh lap|muc|bao cao|kiem tra|phan dau|dat)\b"
)
_ACTS = re.compile(condensing.VERBS)
_DONE = re.compile(rf"(?<!viec )\b{condensing.VERBS}")
# What a line of a part must not lose when it is cut.
_ESSENCE = {
    Part.EFFECT: re.compile(r"hieu luc|thay the|bai bo"),
    Part.DUTIES: re.compile(r"\b(?:trach nhiem|chu tri|phoi hop|giam sat|kiem toan)\b"),
}
_IN_FORCE = re.compile(r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|sau|trong)\b")
# A target, also where it stands among tasks.
_TARGET = re.compile(r"\b(?:phan dau|toi thieu|it nhat|tren|dat|giam|tang)\b.{0,60}\d")
_AIMED = (Part.TASKS, Part.DUTIES, Part.PURPOSE)


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` of one statement; `worth` compares it with lines of the same part."""

    said: Statement
    start: int
    end: int
    part: Part
    words: frozenset[str]
    worth: float


def candidates(
    text: str, said: Sequence[Statement], title: str, structured: bool = True
) -> list[Line]:
    """The lines worth showing; all are `Part.POINTS` where a text is not `structured`."""
    common, named = _common(text), _content(title)
    sizes = Counter(each.part for each in said)
    seen: Counter[Part | None] = Counter()
    groups: set[tuple[Part | None, int]] = set()
    made: list[Line] = []
    for each in said:
        own = each.part if structured else Part.POINTS
        of_place = {
            "late": seen[each.part] / sizes[each.part],
            "opening": float((each.part, each.group) not in groups),
        }
        seen[each.part] += 1
        groups.add((each.part, each.group))
        for line in _lines(text, each, own) if own else ():
            quote = text[line.start : line.end]
            of_text = {
                "central": _central(quote, common),
                "titled": float(_share(line.words, named) > _TITLED),
            }
            made.append(_weighed(line, {**of_place, **of_text, **_features(text, line)}))
    return [line for line in made if line.worth > 0]


def is_ruled(said: Statement) -> bool:
    """Whether a statement stands in an article."""
    return any(fold(label).startswith("dieu") for label in said.path)


def _lines(text: str, said: Statement, own: Part) -> Iterator[Line]:
    """A statement as lines; later clauses only where they set a target in figures."""
    for number, (start, end) in enumerate(condensing.lines(text, said.start, said.end)):
        line = text[start:end]
        part = Part.GOALS if _aims(said, line) else own
        if not number or (part is Part.GOALS and condensing.figures(line)):
            yield Line(said, start, end, part, _content(line), _WORTH)


def _aims(said: Statement, line: str) -> bool:
    """Whether a plan sets a target here, among its tasks; articles set rules, not targets."""
    target = "%" in line and bool(_TARGET.search(fold(line)))
    return target and said.part in _AIMED and not is_ruled(said)


def _weighed(line: Line, features: dict[str, float]) -> Line:
    worth = _WORTH + sum(
        _WEIGHTS.get((name, line.part), _WEIGHTS.get(name, 0.0)) * value
        for name, value in features.items()
    )
    return Line(line.said, line.start, line.end, line.part, line.words, worth)


def _features(text: str, line: Line) -> dict[str, float]:
    """What is read off a line and off its place; names as in `_WEIGHTS`."""
    said, quote = line.said, text[line.start : line.end]
    plain, whole = fold(quote), fold(text[said.start : said.end])
    figures = condensing.figures(quote)
    deadline = condensing.has_deadline(quote)
    acts = bool(_ACTS.match(plain))
    fewest = _FEWEST_ALONE if line.part is Part.POINTS else _FEWEST
    found = {
        "depth": max(0, said.depth),
        "inner": not said.first and not (line.part is Part.GOALS and figures),
        "figures": min(figures, _MOST_FIGURES),
        "deadline": deadline,
        "obliges": _OBLIGES.search(plain),
        "charged": said.lead or headings.is_office(quote),
        "in_force": _IN_FORCE.search(plain),
        "states_scope": headings.part_said(quote) is Part.SCOPE,
        "heading": said.heading,
        "annexed": said.annexed,
        "lower": not quote[:1].isupper(),
        "leans": _LEANS.match(plain),
        "hollow": _HOLLOW.search(plain),
        "for_all": _FOR_ALL.search(whole),
        "bare_item": said.listed and not (acts or figures or deadline),
        "orphan_item": said.listed and said.lead is None,
        "aside": quote.startswith(("(", "“", '"')),
        "bare_row": "|" in quote and not figures,
        "footnote": re.search(r"\[\d+\]", quote),
        "later_clause": text[said.start : line.start].strip(" -–+•*|"),
        "short": len(quote.split()) < fewest,
        **_lost(text, line, whole),
    }
    return {
        name: value if type(value) is int else float(bool(value)) for name, value in found.items()
    }


def _lost(text: str, line: Line, whole: str) -> dict[str, bool]:
    """What a cut takes away: the verb of what is done, the effect or the charge itself."""
    if not re.search(r"\w", text[line.end : line.said.end]):
        return {}
    kept = fold(text[line.said.start : line.end]).partition(" ")[2]
    pattern = _ESSENCE.get(line.part)
    pointless = pattern is not None and bool(pattern.search(whole)) and not pattern.search(kept)
    return {"cut": True, "undone": not _DONE.search(kept), "pointless": pointless}


def _content(line: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(line) if len(token.text) > 1)


def _common(text: str) -> Counter[tuple[str, str]]:
    """How often each pair of syllables stands in the document."""
    return Counter(pairwise(token.text for token in tokens(text)))


def _central(line: str, common: Counter[tuple[str, str]]) -> float:
    """Share of the pairs of syllables that the document keeps coming back to, in [0, 1]."""
    pairs = list(pairwise(token.text for token in tokens(line)))
    return sum(common[pair] >= _OFTEN for pair in pairs) / len(pairs) if pairs else 0.0


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the words of the smaller set that both have."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0
