"""Vietnamese of the 1990s: texts typed for TCVN3 (ABC), VNI, VISCII and VPS fonts -> Unicode.

Such a file stores bytes that only its font draws as Vietnamese; read without the font they come
out as Western letters ("NghÞ ®Þnh", "Nghò ñònh"). `to_unicode` reads one text, `convert_runs` the
runs of a whole document with their fonts. Both weigh the name of the font against what the words
say: of every reading, how many words are Vietnamese syllables. Names err (fonts were renamed,
text was pasted between them), and Unicode text under a legacy font stays untouched.

Letters keep the case they were typed in: ".VnTimeH" draws small letters as capitals.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from index.legacy_codes import decode
from index.syllables import is_syllable

_NAMES = (  # the first that fits; subset tags of PDFs ("ABCDEF+") are cut off before
    ("vni", re.compile(r"vni\b|vni[-_ ]", re.I)),
    ("vps", re.compile(r"vps", re.I)),
    ("tcvn3", re.compile(r"\.vn|vn(?:time|arial|book|avant|helv|centu)(?!s)|.*tcvn|abc", re.I)),
    (
        "viscii",
        re.compile(r"vi (?:times|arial)|.*viscii|(?:hoangyen|minhquan|phuongthao|thahuong)", re.I),
    ),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_READINGS: tuple[str | None, ...] = (None, "tcvn3", "vni", "viscii", "vps")
_NAME_WEIGHT = 5.0  # a font's name against what its words say (2 a word)
_HOME_WEIGHT = 3.0  # what a font holds elsewhere against what one line says
_ENOUGH = 2.0  # to call a text without any named font legacy

_CHUNK = re.compile(r"[^ \t\n]*[^\x00-\x01\x07-\x0f\x16-\x18\x1a-\x1b\x1f-\x7f][^ \t\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile("[¡-©«-±´-¹»-¿×÷\x02-\x06\x10-\x15\x19\x1c-\x1e]")  # signs, no letters
_GLUED = re.compile(rf"(?<=[^\W\d_]){_FOREIGN.pattern}|{_FOREIGN.pattern}(?=[^\W\d_])")
_MODERN = re.compile("[Ạ-ỹ]")  # no legacy text looks like this
_VIETNAMESE = re.compile("[ĂăĐđƠơƯư]")  # in words: hardly legacy, whatever its font holds
_VOWEL = re.compile("[aeiouyà-ãè-êìíò-õùúýăĩũơưạ-ỹ]", re.I)
_QUOTES = "«»\"'“”‘’()[]{}.,;:!?…-–—/*+"


def encoding_of_font(name: str | None) -> str | None:
    """`tcvn3`, `vni`, `viscii`, `vps`, or None for a font that says nothing.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("BCDEFG+VNI-Times")
    ('tcvn3', 'vni')
    """
    plain = _SUBSET.sub("", (name or "").strip())
    return next((code for code, pattern in _NAMES if pattern.match(plain)), None)


def detect(text: str) -> str | None:
    """The legacy encoding most of `text` is in; None for Unicode or no Vietnamese at all."""
    return fitting(text)[0]


def fitting(text: str) -> tuple[str | None, float]:
    """The same, and how well it fits: above 0 where more words are Vietnamese than not."""
    counts = Counter(_CHUNK.findall(text))
    if _reads_well(counts):
        return None, sum(_evidence(chunk, None) * n**0.5 for chunk, n in counts.items())
    scores = _scores(counts)
    best = _best(scores)
    known = min(scores[best], scores[best] - scores[None]) >= _ENOUGH
    return (best, scores[best]) if known else (None, scores[None])


def to_unicode(text: str, font_name: str | None = None) -> str:
    """`text` in Unicode (NFC where anything was changed); untouched where it already is."""
    return convert_runs([(text, font_name)])[0]


def convert_runs(runs: Sequence[tuple[str, str | None]]) -> list[str]:
    """The texts of `runs`, pairs of text and font name, in Unicode, one for one.

    Give all runs of a document at once, paragraphs ended by "\\n": what one font holds is
    weighed over the document, then line by line, so that mixtures come out right.
    """
    homes = _homes(runs)
    pieces = [
        (index, line, homes[font])
        for index, (text, font) in enumerate(runs)
        for line in text.splitlines(keepends=True)
    ]
    done: dict[int, list[str]] = defaultdict(list)
    for group in _units(pieces):
        whole = "".join(text for _, text, _ in group)
        for index, text in _shared_out(whole, group, _reading(whole, group[0][2])):
            done[index].append(text)
    return ["".join(done[index]) for index in range(len(runs))]


_Piece = tuple[int, str, str | None]  # run, text, what its font holds for the most part


def _homes(runs: Sequence[tuple[str, str | None]]) -> dict[str | None, str | None]:
    """What each font holds for the most part."""
    texts: dict[str | None, list[str]] = defaultdict(list)
    for text, font in runs:
        texts[font].append(text)
    return {font: _home(font, "\n".join(parts)) for font, parts in texts.items()}


def _home(font: str | None, text: str) -> str | None:
    named = encoding_of_font(font)
    if named is None:
        return detect(text)
    scores = _scores(Counter(_CHUNK.findall(text)))
    scores[named] += _NAME_WEIGHT
    return _best(scores)


def _units(pieces: Iterable[_Piece]) -> Iterable[list[_Piece]]:
    """Neighbours of one line whose fonts hold the same: letter and mark may be two runs."""
    line = 0
    marked = []
    for piece in pieces:
        marked.append(((line, piece[2]), piece))
        line += piece[1].endswith("\n")
    for _, group in groupby(marked, key=lambda item: item[0]):
        yield [piece for _, piece in group]


def _shared_out(whole: str, group: list[_Piece], encoding: str | None) -> Iterable[tuple[int, str]]:
    """`whole` read and cut where its runs met; a letter and its mark stay with the first."""
    if encoding is None:
        yield from ((index, part) for index, part, _ in group)
        return
    whole = decode(whole, encoding)
    at, before = 0, ""
    for index, part, _ in group[:-1]:
        before += part
        stop = max(at, len(decode(before, encoding)))
        yield index, whole[at:stop]
        at = stop
    yield group[-1][0], whole[at:]


def _reading(text: str, home: str | None) -> str | None:
    """What one line is in; `home`: what its font holds elsewhere."""
    counts = Counter(_CHUNK.findall(text))
    if not counts or (home is None and _reads_well(counts)):
        return home
    if _VIETNAMESE.search(text) and _reads_well(counts):
        return None
    scores = _scores(counts)
    scores[home] += _HOME_WEIGHT
    return _best(scores)


def _reads_well(counts: Counter[str]) -> bool:
    """Whether the text is Vietnamese as it stands: nearly all words are, and none is broken."""
    seen = [_evidence(chunk, None) for chunk in counts]
    return min(seen, default=0) > -2 and sum(seen) > 0.8 * len(seen)


def _scores(counts: Counter[str]) -> dict[str | None, float]:
    """How well each reading fits; a word counts less, the oftener it comes."""
    return {
        reading: sum(_evidence(chunk, reading) * n**0.5 for chunk, n in counts.items())
        for reading in _READINGS
    }


def _best(scores: dict[str | None, float]) -> str | None:
    """The highest; of equals the first of `_READINGS`, so Unicode before all."""
    return max(_READINGS, key=lambda reading: scores[reading])


@lru_cache(maxsize=1 << 17)
def _evidence(chunk: str, reading: str | None) -> float:
    """1 for a chunk that reads as Vietnamese, down to -2 for one that no language writes."""
    chunk = chunk.strip(_QUOTES)
    if reading and _MODERN.search(chunk):
        return -1.0
    read = decode(chunk, reading) if reading else chunk
    if _GLUED.search(read):
        return -2.0
    if not any(map(str.isalpha, chunk)):
        return 0.0
    words = [word for word in _WORD.findall(read) if not word.isascii() and _VOWEL.search(word)]
    if not words:
        return 0.0
    return 1.0 if all(map(is_syllable, words)) else -1.0
