"""Understanding a question: its words, the documents it names, what kind of thing it asks for."""

import re
from dataclasses import dataclass, replace

from index import references
from index.lexical import WordIndex
from index.references import Reference
from index.text import LOWER, UPPER, Token, fold, has_accents, place_tones, tidy, tokens
from retrieval import abbreviations, accents, english, localities, provisions, syllables, vocabulary
from retrieval.abbreviation_table import Pair
from retrieval.abbreviations import Abbreviations, Expansion
from retrieval.provisions import Level, Provision
from retrieval.types import Reason
from retrieval.vocabulary import Asked

LONGEST = 2_000  # characters; a longer message is a text, not a question


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    `words` are its tokens as typed, then with abbreviations written out, then with the short
    forms of what is written out; `pairs` are the abbreviations that this took; `content` the
    syllables that carry its meaning (question words and politeness left out), `rest` those
    outside document numbers and provisions, `focus` those beside the question word; `embedded`
    is what the vectors are asked. `provisions` are those asked for ("khoản 2 Điều 5"), `names`
    proper names as typed, in small letters; `now` tells that it is about the present moment,
    `cites` that it is about what cites the documents named, `accented` that its words have their
    accents. `understood` is the text with the accents that were missing and doubtful
    abbreviations written out, or what was English in Vietnamese; None when that changes nothing.
    """

    text: str
    understood: str | None
    embedded: str
    words: tuple[Token, ...]
    pairs: tuple[Pair, ...]
    content: tuple[str, ...]
    rest: tuple[str, ...]
    focus: frozenset[str]
    references: tuple[Reference, ...]
    years: tuple[str, ...]
    provisions: tuple[Provision, ...]
    names: tuple[str, ...]
    now: bool
    cites: bool
    asked: Asked
    accented: bool

    def only_names(self, title: str = "") -> bool:
        """Whether nothing is asked beyond which document is meant ("HD 37", "NQ 57 nói về gì"):
        every word is part of a number, of the document's `title`, or says "document"."""
        known = vocabulary.LOOKUP | {fold(t.text) for t in tokens(title)}
        named = self.references or self.provisions
        return bool(named) and not set(map(fold, self.rest)) - known

    @property
    def articles(self) -> tuple[str, ...]:
        """The numbers of the "Điều" asked for."""
        steps = (step for provision in self.provisions for step in provision.steps)
        return tuple(step.label for step in steps if step.level is Level.ARTICLE)

    def inside(self, whose: str) -> "Query":
        """The same asked of the documents that it names: their numbers no longer matter, nor the
        provinces that their heads (`whose`) say them to be of."""
        own = [n for n in self.names if localities.is_province(n) and localities.stands(n, whose)]
        syllables_of = {fold(syllable) for name in own for syllable in name.split()}
        rest = tuple(word for word in self.rest if fold(word) not in syllables_of)
        if not rest:  # nothing is asked but of which document it is
            return replace(self, content=self.rest) if self.rest else self
        return replace(self, content=rest, names=tuple(n for n in self.names if n not in own))


_FOCUS = 2  # words
_ACCENTED_SHARE = 0.4  # of a question's words; in accented text it is four in five
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d.,]\d)")
_NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+")


def parse(text: str, corpus: WordIndex | None = None, known: Abbreviations | None = None) -> Query:
    """What `text` (as typed) asks; `corpus` helps to put back missing accents, `known` are the
    abbreviations, without it those of the table that comes with the package."""
    known = known or Abbreviations()
    typed = " ".join(tidy(text).split())
    text = _vietnamese(typed, corpus)
    inside = provisions.find(text)
    found = tuple(references.find(text)) or _bare_number(text, inside)
    folded = fold(text)
    shorts = known.expansions(text, [(ref.start, ref.end) for ref in found])
    read = _accented(text, shorts, corpus)
    words = tokens(read)
    accented = _is_accented(words)
    kept = _content(read, words, accented=accented)
    asked, place = _asked(text)
    contractions = known.contractions(abbreviations.spelt(words, shorts))
    return Query(
        text=text,
        understood=_understood(typed, read, shorts),
        embedded=abbreviations.written_out(read, shorts),
        words=_searched(tokens(text), shorts, contractions),
        pairs=_pairs(shorts, contractions),
        content=_texts(kept, shorts),
        rest=tuple(
            t.text
            for t in abbreviations.spelt(
                (w for w in kept if not _inside(w, (*found, *inside))), shorts
            )
        ),
        focus=frozenset(_texts(_focus(kept, asked, place), shorts)),
        references=found,
        years=tuple(dict.fromkeys(_YEAR.findall(_without(text, found)))),
        provisions=inside,
        names=tuple(dict.fromkeys(_names(text, found))),
        cites=bool(found and vocabulary.CITING.search(_marked(folded, found))),
        now=bool(vocabulary.NOW.search(folded)),
        asked=asked,
        accented=accented,
    )


def _vietnamese(text: str, corpus: WordIndex | None) -> str:
    """What is typed, or its Vietnamese if it is English."""

    def name(typed: str) -> str:
        return accents.restore(typed, syllables.shipped(), corpus).text

    return english.translated(text, name) if english.is_english(text) else text


def _searched(
    typed: list[Token], shorts: list[Expansion], contractions: list[tuple[int, int, Pair]]
) -> tuple[Token, ...]:
    spelt = abbreviations.spelt(typed, shorts)
    return (
        *typed,
        *(spelt if shorts else ()),
        *abbreviations.shortened(spelt, contractions),
    )


def _texts(words: list[Token], shorts: list[Expansion]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.text for token in abbreviations.spelt(words, shorts)))


def _pairs(shorts: list[Expansion], contractions: list[tuple[int, int, Pair]]) -> tuple[Pair, ...]:
    read = [Pair(short.short, short.full) for short in shorts]
    return tuple(dict.fromkeys([*read, *(pair for _, _, pair in contractions)]))


def _accented(text: str, shorts: list[Expansion], corpus: WordIndex | None) -> str:
    """`text` with its accents, as long as it was, abbreviations as they are printed."""
    for short in shorts:  # capitals among small letters have no accents to be put back
        text = _put(text, short, text[short.start : short.end].upper())
    read = text
    if len(text) <= LONGEST:
        read = accents.restore(text, syllables.shipped(), corpus).text
    for short in shorts:
        typed = text[short.start : short.end]
        read = _put(read, short, short.short if len(short.short) == len(typed) else typed)
    return read


def _put(text: str, short: Expansion, written: str) -> str:
    return text[: short.start] + written + text[short.end :]


def _understood(text: str, read: str, shorts: list[Expansion]) -> str | None:
    """How the question was read, where a person could not take that for granted."""
    doubtful = [short for short in shorts if short.doubtful]
    if read.lower() == text.lower() and not doubtful:
        return None
    return abbreviations.written_out(read, doubtful)


def fault(query: Query) -> Reason | None:
    """Why a text is no question to look up, if it is none."""
    if not query.text:
        return Reason.EMPTY_QUESTION
    if len(query.text) > LONGEST:
        return Reason.TOO_LONG
    plain = fold(query.text)
    spoken = query.references or re.search(r"[a-z]", plain)
    if vocabulary.GREETING.fullmatch(plain) or not spoken:
        return Reason.NOT_A_QUESTION
    speaks = any(word[0].isalpha() for word in query.content)
    return None if speaks or query.references else Reason.NOT_A_QUESTION


def asking(text: str) -> tuple[int, int]:
    """Where the question word of `text` stands; an empty span when it has none."""
    return _asked(text)[1]


def _asked(text: str) -> tuple[Asked, tuple[int, int]]:
    """What is asked, and where the question word stands."""
    folded = _without_alike(text)
    for kind, pattern in vocabulary.ASKED:
        if found := re.search(pattern, folded):
            return kind, found.span()
    return Asked.OTHER, (0, 0)


def _without_alike(text: str) -> str:
    """Folded `text` with signs in the place of words that only look like question words."""
    folded = vocabulary.folded(text)
    for word in tokens(text):
        spelt = vocabulary.SPELT.get(fold(word.text), word.text)
        if has_accents(word.text) and word.text != spelt:
            folded = folded[: word.start] + "@" * (word.end - word.start) + folded[word.end :]
    return folded


def _content(text: str, words: list[Token], *, accented: bool) -> list[Token]:
    """The words outside the asking phrases."""
    phrases = vocabulary.ACCENTED_ASKING if accented else vocabulary.FOLDED_ASKING
    asking = [match.span() for match in phrases.finditer(text.lower() if accented else fold(text))]
    if accented:
        whole = [match.span() for match in vocabulary.WHOLE.finditer(text.lower())]
        asking = [(a, b) for a, b in asking if not any(c < b and a < d for c, d in whole)]
    asking = [(a, b) for a, b in asking if not vocabulary.DENIED.match(fold(text), a)]
    asking += [match.span() for match in vocabulary.GIVEN.finditer(fold(text))]
    return [w for w in words if not any(a <= w.start and w.end <= b for a, b in asking)]


def _focus(kept: list[Token], asked: Asked, place: tuple[int, int]) -> list[Token]:
    """The words beside the question word: "có hiệu lực | từ ngày nào", "ai | chủ trì"; of a
    list what its items are called: "những | chuyên đề tập huấn | nào"."""
    if asked is Asked.OTHER:
        return []
    if asked is Asked.LIST and (called := [w for w in kept if place[0] <= w.start < place[1]]):
        return called
    before = [word for word in kept if word.end <= place[0]][-_FOCUS:]
    after = [word for word in kept if word.start >= place[1]][:_FOCUS]
    return after if asked is Asked.WHO or not before else before


def _inside(word: Token, found: tuple[Reference | Provision, ...]) -> bool:
    return any(ref.start <= word.start < ref.end for ref in found)


def _is_accented(words: list[Token]) -> bool:
    """Whether the question was typed with its accents; one accented word among many is not."""
    letters = [word for word in words if word.text[0].isalpha()]
    return sum(has_accents(word.text) for word in letters) >= _ACCENTED_SHARE * max(1, len(letters))


def _bare_number(text: str, inside: tuple[Provision, ...]) -> tuple[Reference, ...]:
    """A question that is only a number ("57", "số 57") asks for the documents that carry it, and
    so does one behind a provision ("Điều 5 của 57")."""
    said = _ONLY_NUMBER.fullmatch(fold(text))
    if inside:
        said = _OF_NUMBER.match(fold(text), inside[-1].end)
    if said is None or _YEAR.fullmatch(said[1]):
        return ()
    return (Reference(said[1], text=said[1], start=said.start(1), end=said.end(1)),)


_OF_NUMBER = re.compile(
    r",?\s*(?:(?:cua|trong|tai|theo)\s+)?(?:van ban )?(?:so )?"
    r"(\d{2,5})(?![\w%/]|[.,-]\w| \w+ (?:nao|gi)\b)"
)
_ONLY_NUMBER = re.compile(r"\W*(?:(?:van ban )?so\s+)?(\d{1,5})\W*")


def _marked(folded: str, found: tuple[Reference, ...]) -> str:
    """The question with a sign in the place of every document number."""
    for ref in reversed(found):
        folded = f"{folded[: ref.start]}@{folded[ref.end :]}"
    return folded


def _without(text: str, found: tuple[Reference, ...]) -> str:
    for ref in reversed(found):
        text = text[: ref.start] + " " * (ref.end - ref.start) + text[ref.end :]
    return text


def _names(text: str, found: tuple[Reference, ...]) -> list[str]:
    """Proper names as typed, in small letters: runs of capitalised words, and provinces however
    they are typed."""
    plain = _without(text, found)
    folded = fold(plain)
    runs = [] if plain.isupper() else [run.span() for run in _NAME.finditer(plain)]
    provinces = [  # "cáp quang năm 2030" is not of Quảng Nam
        place.span()
        for place in vocabulary.PROVINCE.finditer(folded)
        if "năm" not in plain[place.start() : place.end()].lower()
    ]
    typed = [
        localities.called(part, folded[:a]) if first else part
        for a, b in runs
        for first, part in _parts(place_tones(" ".join(plain[a:b].split())))
    ]
    return [*typed, *(localities.called(folded[a:b], folded[:a]) for a, b in provinces)]


def _parts(run: str) -> list[tuple[bool, str]]:
    """The names that a run of capitalised words is made of, and whether it begins with them;
    without provinces that are noticed anyhow."""
    parts = localities.split(run)
    return [(p == parts[0], p) for p in parts if not vocabulary.PROVINCE.fullmatch(fold(p))]
