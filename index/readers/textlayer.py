"""Whether the text layer of a PDF page says what the page shows."""

import re
from collections.abc import Sequence
from statistics import fmean

from index.readers.pdf_drawn import Drawn
from index.readers.pdf_words import Layer
from index.syllables import is_syllable
from index.text import LOWER, fold

_SCANNED = 0.5  # of the page under pictures: with few words it is a scan
_FEW_WORDS = 60  # an electronic signature, a stamp of arrival
_WHOLE = 0.8  # of the page under pictures: its words are what a scanner recognised
_ACCENTED = 0.1  # words with accents: Vietnamese has them in six of ten
_UNMAPPED = 0.1  # of the letters
_SENSE = 0.5  # words that could be some
_ENOUGH = 20  # words to judge by
_DRAWING = 60  # lines: letters drawn as lines have more
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORT = 6  # letters of a short form
_VOWEL = re.compile("[aeiouy]")
_STRANGE = re.compile(rf"[^{LOWER}]")


def is_blank(layer: Layer, drawn: Drawn) -> bool:
    """Whether nothing to be read is on the page."""
    return not layer.words and drawn.covered < 0.01 and drawn.paths < _DRAWING


def is_trusted(layer: Layer, drawn: Drawn) -> bool:
    """False for scans and for a layer that is missing, broken or a bad recognition."""
    texts = [word.text for word in layer.words]
    if not texts or layer.unmapped > _UNMAPPED:
        return False
    if drawn.covered >= _SCANNED and len(texts) < _FEW_WORDS:
        return False
    words = [word for text in texts for word in _WORD.findall(text)]
    if len(words) < _ENOUGH:
        return _speaks(texts)
    if fmean(map(_could_be, words)) < _SENSE:
        return False
    return drawn.covered < _WHOLE or _accented(words) >= _ACCENTED


def _could_be(word: str) -> bool:
    """A syllable, a word of another language in our letters, or a short form."""
    lower = word.lower()
    if is_syllable(lower) or (word.isupper() and word.isascii() and len(word) <= _SHORT):
        return True
    return not _STRANGE.search(lower) and bool(_VOWEL.search(fold(lower)))


def _accented(words: Sequence[str]) -> float:
    return fmean(fold(word) != word.lower() for word in words)


def _speaks(texts: Sequence[str]) -> bool:
    """Of few words: letters and figures, not signs, make up most."""
    letters = [c for text in texts for c in text if c not in ".…-_"]
    return not letters or fmean(map(str.isalnum, letters)) > _SENSE
