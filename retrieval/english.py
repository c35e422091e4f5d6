"""Questions in English, put into Vietnamese word by word: the documents are Vietnamese.

Words and terms of official texts come from `english.tsv`, the longest at a place. A noun goes
before what describes it ("official delegates" -> "đại biểu chính thức"), question words go where
Vietnamese has them. Names, numbers and words that the table lacks stay as they are, so that a
question of unknown words finds no support instead of a guess.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import groupby, takewhile

from index import references
from index.text import fold, has_accents
from retrieval.syllables import is_syllable

_LEAST, _SHARE = 2, 0.4  # of the words: English ones that are no Vietnamese syllables
_CHUNK = re.compile(r"[\w./%'’-]*\w%?|(?<= )[-–](?= )")
_NOUN, _OTHER = "n", "v"
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEAR = re.compile(rf"\b(?:in|of|for|during) (?={_YEAR.pattern}\b)", re.IGNORECASE)
_BEGINS = r"(?:^|(?<=[:,.] ))\W*(?:(?:by|in|at|on|for|from|to|of|within|until) )?"

# How a question begins: in English, then what Vietnamese says before and behind what follows,
# and behind the noun that follows next.
_ASKING: tuple[tuple[str, str, str, str], ...] = (
    (r"how many", "bao nhiêu", "", ""),
    (r"how much(?: money)?", "", "bao nhiêu tiền", ""),
    (r"how long", "", "bao lâu", ""),
    (r"how often", "", "mấy năm một lần", ""),
    (r"how old", "", "bao nhiêu tuổi", ""),
    (r"(?:what|which) percentage(?: of)?", "bao nhiêu phần trăm", "", ""),
    (r"what (?:is|was) the (?:maximum|highest) (?:number|amount) of", "tối đa bao nhiêu", "", ""),
    (r"what (?:is|was) the minimum (?:number|amount) of", "tối thiểu bao nhiêu", "", ""),
    (r"what (?:is|was) the (?:total )?number of", "bao nhiêu", "", ""),
    (r"(?:what date|when) (?=must|should)", "trước ngày nào", "", ""),
    (r"(?:what|which) (?:date|day)", "", "ngày nào", ""),
    (r"when", "", "ngày nào", ""),
    (r"what time", "", "mấy giờ", ""),
    (r"where", "", "ở đâu", ""),
    (r"why", "vì sao", "", ""),
    (r"how", "", "như thế nào", ""),
    (r"who (?:is|are|was|were)", "ai là", "", ""),
    (r"who", "ai", "", ""),
    (r"list", "liệt kê", "", ""),
    (r"what does (?=.* say)", "", "quy định gì", ""),
    (r"what (?:is|was) (?=.* about\W*$)", "", "về việc gì", ""),
    (r"what (?:is|was) the (?=(?:\w+ )?(?:fine|fee|price|rent|cost|rate|amount|population|area|"
     r"salary|allowance|benefit|compensation|budget|age|deadline|term)\b)", "", "là bao nhiêu", ""),
    (r"what (?:is|was)", "", "là gì", ""),
    (r"what (?:are|were)(?: the)?", "những", "", "nào"),
    (r"(?:what|which)", "", "", "nào"),
    (r"(?:is|are|was|were|does|do|did|has|have)", "", "không", ""),
    (r"(?:can|may)", "", "được không", ""),
    (r"(?:must|should)", "phải", "không", ""),
)  # fmt: skip
_SAID = re.compile(r"\b(?:say|about)\W*$|\bsay(?= about\b)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the question: its class and its Vietnamese."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question without its question word, and the Vietnamese for that."""

    before: str
    after: str
    front: str = ""
    end: str = ""
    behind: str = ""


def is_english(text: str) -> bool:
    """Whether a question is in English; names and numbers of documents may be Vietnamese."""
    for ref in reversed(list(references.find(text))):
        text = text[: ref.start] + text[ref.end :]
    said = [fold(chunk) for chunk in _CHUNK.findall(text) if chunk[0].isalpha()]
    spoken = [w for w in said if not is_syllable(w) and (_stem(w) or w in _asking_words())]
    accented = sum(map(has_accents, _CHUNK.findall(text)))
    return len(spoken) >= max(_LEAST, _SHARE * len(said), 2 * accented)


def translated(text: str, name: Callable[[str], str] = str) -> str:
    """`text` in Vietnamese; `name` puts accents back into a proper name."""
    asked = _asked(_IN_YEAR.sub("", text))
    pieces = [*_pieces(asked.before, name), _Piece(_OTHER, asked.front)]
    said = _ordered(pieces)
    for run in _runs(_pieces(asked.after, name)):
        said += _ordered(run)
        if asked.behind and run[0].kind == _NOUN:
            said.append(asked.behind)
            asked = replace(asked, behind="")
    return " ".join(filter(None, [*said, asked.behind, asked.end]))


def _runs(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    return [list(run) for _, run in groupby(pieces, key=lambda piece: piece.kind)]


def _ordered(pieces: Iterable[_Piece]) -> list[str]:
    """Their Vietnamese, in every noun phrase the head first."""
    return [
        piece.text
        for run in _runs(pieces)
        for piece in (reversed(run) if run[0].kind == _NOUN else run)
    ]


def _asked(text: str) -> _Asked:
    """Where the question word stands, and what Vietnamese says in its place."""
    for said, front, end, behind in _ASKING:
        if found := re.search(_BEGINS + said + r"\b", text, re.IGNORECASE):
            after = _SAID.sub("", text[found.end() :])
            return _Asked(text[: found.start()], after, front, end, behind)
    return _Asked("", text)


def _pieces(text: str, name: Callable[[str], str]) -> Iterator[_Piece]:
    """The stretches of a text; words that say nothing part the others."""
    numbers = list(references.find(text))
    chunks = list(_CHUNK.finditer(text))
    while chunks:
        size, piece = _next(chunks, name)
        if any(ref.start <= chunks[0].start() < ref.end for ref in numbers):
            piece = replace(piece, kind=_OTHER)
        yield piece
        chunks = chunks[size:]


def _next(chunks: Sequence[re.Match[str]], name: Callable[[str], str]) -> tuple[int, _Piece]:
    """How many chunks the next stretch takes, and what it is."""
    size, known = _term([fold(chunk[0]) for chunk in chunks[: _longest()]])
    run = [chunk[0] for chunk in takewhile(_is_name, chunks)]
    if len(run) > max(1, size):
        return len(run), _Piece(_NOUN, name(" ".join(run)))
    if known:
        return size, known
    word = chunks[0][0]
    if _YEAR.fullmatch(word):
        return 1, _Piece(_OTHER, f"năm {word}")
    return 1, _Piece(_NOUN if word[0].isupper() else _OTHER, word)


def _term(words: Sequence[str]) -> tuple[int, _Piece | None]:
    """The longest term of the table with which the words begin."""
    for size in range(len(words), 0, -1):
        if known := _terms().get(tuple(_stem(word) or word for word in words[:size])):
            return size, _Piece(*known)
    return 0, None


def _is_name(chunk: re.Match[str]) -> bool:
    """Whether it may be part of a Vietnamese name."""
    return chunk[0][0].isupper() and is_syllable(chunk[0])


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """The word as the table has it, "" where it has none."""
    ends = ("", "s", "es", "ed", "d", "ing", "'s", "’s", "s'", "s’", "’", "'")
    forms = [word.removesuffix(end) for end in ends]
    forms += [f"{word[:-3]}y"] if word.endswith("ies") else []
    forms += [f"{word[:-3]}e"] if word.endswith("ing") else []
    return next((form for form in forms if form in _words()), "")


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, tuple[str, ...], str]]:
    lines = files("retrieval").joinpath("english.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        (kind, tuple(phrase.split()), said)
        for kind, english, said in rows
        for phrase in english.split(", ")
    ]


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word for _, phrase, _ in _table() for word in phrase)


@lru_cache(maxsize=1)
def _terms() -> dict[tuple[str, ...], tuple[str, str]]:
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind, phrase, said in _table():
        found.setdefault(tuple(_stem(word) or word for word in phrase), (kind, said))
    return found


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _terms()))


@lru_cache(maxsize=1)
def _asking_words() -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", " ".join(said for said, *_ in _ASKING)))
