"""Numbers of lists as a word processor displays them: "Điều 3.", "a)", "II.", "1.2."."""

import re
from dataclasses import dataclass, field

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def spelt(number: int, form: str) -> str:
    """`number` in a form that Word and OpenDocument name; unknown forms are decimal.

    >>> spelt(4, "upperRoman"), spelt(28, "lowerLetter"), spelt(3, "decimalZero")
    ('IV', 'bb', '03')
    """
    match form:
        case "upperRoman" | "I":
            return _roman(number).upper()
        case "lowerRoman" | "i":
            return _roman(number)
        case "upperLetter" | "A":
            return _letters(number).upper()
        case "lowerLetter" | "a":
            return _letters(number)
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """a..z, then aa, bb, ... as Word goes on."""
    if number < 1:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 30)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `text` holds `%1` for the number of the first level and so on."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    only_digits: bool = False  # "isLgl": upper levels are shown in digits here


@dataclass(slots=True)
class Counter:
    """The running numbers of one list."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, levels: dict[int, Level] | None = None) -> str:
        """The label of the next item on `level`, "" where none is shown."""
        shown = levels or self.levels
        own = shown.get(level, Level())
        self.counts[level] = self.counts.get(level, own.start - 1) + 1
        for deeper in [n for n in self.counts if n > level and shown.get(n, own).restarts]:
            del self.counts[deeper]
        if own.form == "bullet":
            return bullet(own.text)
        return _PLACE.sub(lambda place: self._number(int(place[1]) - 1, own, shown), own.text)

    def _number(self, level: int, own: Level, shown: dict[int, Level]) -> str:
        each = shown.get(level, Level())
        form = "decimal" if own.only_digits and each.form != "decimalZero" else each.form
        return spelt(self.counts.setdefault(level, each.start), form)


_PLACE = re.compile(r"%([1-9])")
_PLAIN_BULLETS = "-–—+*•"


def bullet(text: str) -> str:
    """A bullet of a symbol font is a mere dot in any other."""
    mark = text.strip()
    return mark if mark and all(c in _PLAIN_BULLETS for c in mark) else "•"
