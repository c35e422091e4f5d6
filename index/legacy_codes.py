"""The tables of `index/legacy_fonts.py`: what each code's bytes mean.

Text arrives as whatever a file's reader made of the bytes: Windows-1252, Latin-1, the Vietnamese
code page 1258, the symbol area U+F0xx, or what PDF fonts call the glyphs. All are read.
Sources: TCVN 5712:1993 (VN3), RFC 1456 (VISCII), the charts of the Vietnamese Unicode project.
"""

import re
import unicodedata
from collections.abc import Callable

# Bytes 0x80-0xFF of each code, in order; "." where the byte keeps its Western meaning.
_HIGH = {
    "tcvn3": "." * 33 + "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ......."
    "ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ.",
    "viscii": "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
    "vps": "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ.ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầ"
    "ÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ.àáâãảạă.èéêẽìí.ĩẴĐòóôõ.Ơụùúủ.ỶẼỳ",
}
_LOW = {  # VISCII and VPS put capitals on control characters too
    "tcvn3": {},
    "viscii": dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)),
    "vps": dict(
        zip(
            "\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d",
            "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ",
            strict=True,
        )
    ),
}
_GLYPHS = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5", "\u02c9": "\xaf", "\u2010": "\xad"}
_SYMBOLS = {0xF000 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x20, 0x100)}
_VIETNAMESE_1258 = re.compile("[\u0300\u0301\u0303\u0309\u0323ĂĐƠƯăđơư₫]")
_MODERN = re.compile("[Ạ-ỹ]")


# Signs that are capitals of some code within words of capitals; elsewhere they are what they are.
_SIGN = re.compile(r"[“”…]|(?<![^\s\d])[×–](?![^\s\d])")
_CAPITALS = re.compile(r"[^a-z]*[A-Z\x80-\uffff]")
_LONGEST_WORD = 30  # characters before a sign that are looked at
_ASIDE = 0xF0000  # where such signs are kept while a text is read
_PUT_ASIDE = re.compile("[\U000f0000-\U000f2fff]")


def _aside(found: re.Match[str]) -> str:
    """The sign, put aside where it is no capital of the word that it ends or stands in."""
    before = found.string[max(0, found.start() - _LONGEST_WORD) : found.start()]
    word = "" if before[-1:].isspace() else re.split(r"[\s“”…]", before)[-1]
    is_letter = found[0] in "“”…" and _CAPITALS.fullmatch(word)
    return found[0] if is_letter else chr(ord(found[0]) + _ASIDE)


def _of_1258() -> dict[int, int]:
    """Where code page 1258 differs from Latin-1: its characters -> the bytes."""
    table = {}
    for byte in range(0xC0, 0x100):
        letter = bytes([byte]).decode("cp1258", "ignore")
        if letter and ord(letter) != byte:
            table[ord(letter)] = byte
    return table


_OF_1258 = _of_1258()


def decode(text: str, encoding: str) -> str:
    """`text`, typed for a font of `encoding`, in Unicode (NFC)."""
    text = text.translate(_SYMBOLS)
    if _VIETNAMESE_1258.search(text) and not _MODERN.search(text):
        text = text.translate(_OF_1258)
    text = _SIGN.sub(_aside, text)
    read = unicodedata.normalize("NFC", _DECODERS[encoding](text))
    return _PUT_ASIDE.sub(lambda sign: chr(ord(sign[0]) - _ASIDE), read)


def _surfaces(byte: int) -> set[str]:
    western = bytes([byte]).decode("cp1252", "ignore")
    return {chr(byte), *western}


def _single(encoding: str) -> Callable[[str], str]:
    """A decoder of one byte a letter."""
    table = str.maketrans(_LOW[encoding])
    for byte, letter in enumerate(_HIGH[encoding], start=0x80):
        if letter != ".":
            table |= str.maketrans(dict.fromkeys(_surfaces(byte), letter))
    table |= {ord(glyph): table[ord(byte)] for glyph, byte in _GLYPHS.items() if ord(byte) in table}
    return lambda text: text.translate(table)


def _tcvn3() -> Callable[[str], str]:
    """TCVN3 has no accented capitals: a line of capitals is typed with small ones among them."""
    single = _single("tcvn3")
    return lambda text: _LINE.sub(_capitals, single(text))


_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def _capitals(line: re.Match[str]) -> str:
    letters = [c for c in line[0] if c.isascii() and c.isalpha()]
    if all(map(str.isupper, letters)) and any(map(_is_capital, _WORD.findall(line[0]))):
        return line[0].upper()
    return _WORD.sub(lambda word: word[0].upper() if _is_capital(word[0]) else word[0], line[0])


def _is_capital(word: str) -> bool:
    """ "QUYếT" is "QUYẾT"; "Bộ", typed "Bé", may be either, and "TT" says nothing."""
    letters = [c for c in word if c.isascii()]
    vowels = len(letters) < len(word) or not set("AEIOUY").isdisjoint(letters)
    return len(letters) > 1 and vowels and all(map(str.isupper, letters))


# VNI: a letter, then its hat, breve or tone; seven letters stand alone.
_ALONE = dict(zip("ñòóæîôöÑÒÓÆÎÔÖ", "địĩỉỵơưĐỊĨỈỴƠƯ", strict=True))
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = dict(zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_BREVES = dict(zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
_MARKS = (
    ("aeo", {mark: "\u0302" + tone for mark, tone in _HATS.items()}),
    ("a", {mark: "\u0306" + tone for mark, tone in _BREVES.items()}),
    ("aeouyôö", _TONES),
)


def _vni() -> Callable[[str], str]:
    table = dict(_ALONE)
    for bases, marks in _MARKS:
        for base in bases + bases.upper():
            for mark, signs in marks.items():
                letter = unicodedata.normalize("NFC", _ALONE.get(base, base) + signs)
                table[base + mark] = table[base + mark.upper()] = letter
    pattern = re.compile("|".join(sorted(table, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda match: table[match[0]], text)


_DECODERS = {
    "tcvn3": _tcvn3(),
    "vni": _vni(),
    "viscii": _single("viscii"),
    "vps": _single("vps"),
}
