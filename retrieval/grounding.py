"""Whether a rephrased sentence says only what it cites.

A wrong number does real harm, so each check is literal and a sentence that fails one goes: what
remains may be less than was said, never more. Compared are document numbers in canonical form,
dates, numbers with their units and the side they bound ("tối thiểu 40 m2"), proper names, words
that deny or bend, addresses, and how much of the wording stands in the source at all. Pure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from index import references
from index.text import place_tones, sentences, tidy
from retrieval.figures import Piece, figures
from retrieval.grounded_words import DENYING, JOINING, WEIGHTY
from retrieval.types import Citation

# Of the words that say something, so many have to stand in what is cited.
SHARE = 0.75


class Fault(StrEnum):
    """Why a sentence goes."""

    NO_MARKER = "no marker"
    UNKNOWN_MARKER = "unknown marker"
    REFERENCE = "document number"
    FIGURE = "number or date"
    NAME = "name"
    DENIAL = "denial"
    WEIGHT = "weighty word"
    ADDRESS = "address"
    WORDING = "wording"


# --- sentences and their markers ------------------------------------------------------------

_MARKER = re.compile(r"\s*\[\s*([0-9]{1,3}(?:\s*,\s*[0-9]{1,3})*)\s*\]")
_AFTER_DOT = re.compile(rf"([.!?…;]+)((?:{_MARKER.pattern})+)")
_BULLET = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s+")


def kept(text: str, citations: Iterable[Citation]) -> tuple[list[str], list[Fault]]:
    """The sentences of `text` that stand, with their markers, and the faults of those that go."""
    cited = {citation.marker: citation for citation in citations}
    stand: list[str] = []
    faults: list[Fault] = []
    for sentence in split(text):
        found = fault(sentence, cited)
        if found is not None:
            faults.append(found)
        elif sentence not in stand:
            stand.append(sentence)
    return stand, faults


def split(text: str) -> list[str]:
    """Sentences, one a line or several, each with the markers that stand before or after its
    full stop; bullets are taken off."""
    found: list[str] = []
    for line in tidy(text).split("\n"):
        line = _AFTER_DOT.sub(r" \2\1", _BULLET.sub("", line))
        found += [line[start:end] for start, end in sentences(line)]
    return [" ".join(sentence.split()) for sentence in found]


def markers(sentence: str) -> list[int]:
    """The markers of a sentence, in order, each once."""
    numbers = (int(n) for found in _MARKER.findall(sentence) for n in found.split(","))
    return list(dict.fromkeys(numbers))


def fault(sentence: str, cited: Mapping[int, Citation]) -> Fault | None:
    """The first reason why a sentence goes; None when it stands on the citations it marks."""
    marked = markers(sentence)
    if not marked:
        return Fault.NO_MARKER
    if any(marker not in cited for marker in marked):
        return Fault.UNKNOWN_MARKER
    said = _Text(_MARKER.sub("", sentence))
    sources = [_source(cited[marker]) for marker in marked]
    return next((name for name, holds in _CHECKS.items() if not holds(said, sources)), None)


# --- reading a text ---------------------------------------------------------------------------

_PIECE = re.compile(
    r"(?P<date>\x00[\d/]+\x00)"
    r"|\x01(?P<ref>\d+)\x01"
    r"|(?<![^\W\d_])(?P<unit>[kdc]?m[23](?!\w))"
    r"|(?P<number>(?:(?<![^\s(])[-−–])?\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+|[%‰])"
    r"|(?P<stop>[;!?:\n]|\.(?=\s|$))"
)
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<![\w/.-])(?:ngày\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?!\w)",
        r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,?\s+năm\s+(?P<y>\d{4}))?(?!\w)",
        r"\bngày\s+(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\w/])",
        r"\btháng\s+(?P<m>\d{1,2})(?:,?\s+năm\s+|\s?[/-]\s?)(?P<y>\d{4})(?!\w)",
        r"(?<![\w/.,-])(?P<m>\d{1,2})/(?P<y>\d{4})(?![\w/])",
    )
)
_DATED = re.compile(r"[,\s(]*\b(?:ngày|năm|tháng)\b", re.I)  # belongs to the date, not the number
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\w\.(?:com|vn|net|org|me|io)\b)\S*", re.I)


class _Text:
    """What a text says that can be compared: references, figures, words, runs of capitals."""

    def __init__(self, text: str) -> None:
        self.text = tidy(text)
        bare, self.references = _without_references(self.text)
        self._pieces = list(_PIECE.finditer(_with_dates(bare)))
        pieces = [self._piece(match) for match in self._pieces]
        self.words = [place_tones(p["word"]) for p in self._pieces if p["word"]]
        self.pairs = [(v, _next(after)) for (_, v), after in pairwise([*pieces, ("stop", "")])]
        self.figures = list(figures(pieces))
        self.addresses = {found.strip(".,;)") for found in _ADDRESS.findall(self.text)}

    def names(self) -> Iterator[tuple[str, ...]]:
        """Runs of capitalised words. The first word of a text has its capital from there; one
        word alone inside it ("Chính" of "Chính phủ") is given with the next."""
        run: list[str] = []
        for before, match in pairwise([None, *self._pieces, None]):
            word = match["word"] or "" if match else ""
            joined = bool(before and match and match.start() <= before.end() + 1)
            if run and not (joined and word[:1].isupper()):
                inside = len(run) == 1 and before is not self._pieces[0]
                lone = inside and before is not None and not before[0].isupper()
                yield (*run, place_tones(word)) if lone and joined and word else tuple(run)
                run = []
            if word[:1].isupper():
                run.append(place_tones(word))

    def _piece(self, match: re.Match[str]) -> Piece:
        kind = str(match.lastgroup)
        if kind == "ref":
            return kind, self.references[int(match["ref"])]
        if kind in ("word", "unit"):
            return "word", place_tones(match[0])
        return kind, _value(match[0]) if kind == "number" else match[0].strip("\x00")

    def denials(self) -> Counter[tuple[str, str]]:
        """Each with the word that it denies."""
        return Counter(pair for pair in self.pairs if pair[0] in DENYING)


class _Source:
    """What one citation says: its quote, and the number, date, title and place shown with it."""

    def __init__(self, citation: Citation) -> None:
        issued = citation.issued
        dated = f" ngày {issued:%d/%m/%Y}" if issued else ""
        head = [(citation.number or "") + dated, citation.title, citation.section]
        self.quote = _Text(citation.quote)
        self.texts = [self.quote, *map(_Text, filter(None, head))]
        self.clauses = [
            _Text(citation.quote[start:end]) for start, end in sentences(citation.quote)
        ]

    def denials(self, said: _Text) -> Counter[tuple[str, str]]:
        """Those of the sentence of the quote that is nearest to what was said."""
        spoken = set(said.words) - DENYING

        def nearness(clause: _Text) -> tuple[int, int]:
            words = set(clause.words) - DENYING
            return len(spoken & words), -len(words)

        return max(self.clauses, key=nearness).denials() if self.clauses else Counter()


@lru_cache(maxsize=64)
def _source(citation: Citation) -> _Source:
    """Read once: sentences are checked anew as a text grows."""
    return _Source(citation)


def _without_references(text: str) -> tuple[str, list[str]]:
    """The text with a sign for each document number, and these in canonical form. The date that
    a reference may end with stays."""
    found = references.find(text)
    for place, ref in reversed(list(enumerate(found))):
        dated = _DATED.search(text, ref.start, ref.end)
        end = dated.start() if dated and dated.start() > ref.start else ref.end
        text = f"{text[: ref.start]} \x01{place}\x01 {text[end:]}"
    return text, [str(ref) for ref in found]


def _next(piece: Piece) -> str:
    """What a word is followed by: a word, a figure, or the end of a clause."""
    kind, value = piece
    return {"word": value, "number": "#", "date": "#"}.get(kind, "")


def _with_dates(text: str) -> str:
    """Every spelling of a date as one piece: day/month/year, 0 for what is not said."""

    def written(match: re.Match[str]) -> str:
        said = match.groupdict()
        return " \x00{}/{}/{}\x00 ".format(*(int(said.get(part) or 0) for part in "dmy"))

    for pattern in _DATES:
        text = pattern.sub(written, text)
    return text


def _value(digits: str) -> str:
    """ "1.500" is 1500 and "03" is 3; other spellings stay what they are."""
    sign = "-" if digits[0] in "-−–" else ""
    digits = digits.lstrip("-−–")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return sign + (re.sub(r"^0+(?=\d)", "", digits))


# --- the checks -------------------------------------------------------------------------------


def _references_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    return set(said.references) <= {ref for text in _texts(sources) for ref in text.references}


def _figures_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    known = [figure for text in _texts(sources) for figure in text.figures]
    return all(any(figure.stands_as(other) for other in known) for figure in said.figures)


def _names_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    texts = [f" {' '.join(text.words)} " for text in _texts(sources)]

    def stands(run: tuple[str, ...]) -> bool:
        return not run or any(f" {' '.join(run)} " in text for text in texts)

    for position, name in enumerate(said.names()):
        opens = position == 0 and said.words[0] == name[0]
        usual = opens and (name[0] in JOINING or stands(name[:1]))
        if not (stands(name) or (usual and stands(name[1:]))):
            return False
    return True


def _denials_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    """As many as in what is cited: in each alike, or in all together."""
    own, cited = said.denials(), [source.denials(said) for source in sources]
    return all(own == one for one in cited) or own == sum(cited, Counter())


def _weights_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    """Each before the same word: "phải nộp" is not "được nộp"."""
    known = {pair for s in sources for text in (s.quote, *s.clauses) for pair in text.pairs}
    return all(pair in known for pair in said.pairs if pair[0] in WEIGHTY)


def _addresses_stand(said: _Text, sources: Sequence[_Source]) -> bool:
    return said.addresses <= {address for text in _texts(sources) for address in text.addresses}


def _wording_stands(said: _Text, sources: Sequence[_Source]) -> bool:
    known = {word for text in _texts(sources) for word in text.words}
    telling = [word for word in said.words if word not in JOINING]
    return sum(word in known for word in telling) >= max(1, SHARE * len(telling))


def _texts(sources: Iterable[_Source]) -> list[_Text]:
    return [text for source in sources for text in source.texts]


_CHECKS: dict[Fault, Callable[[_Text, Sequence[_Source]], bool]] = {
    Fault.REFERENCE: _references_stand,
    Fault.FIGURE: _figures_stand,
    Fault.NAME: _names_stand,
    Fault.DENIAL: _denials_stand,
    Fault.WEIGHT: _weights_stand,
    Fault.ADDRESS: _addresses_stand,
    Fault.WORDING: _wording_stands,
}
