"""Texts typed for TCVN3, VNI, VISCII and VPS fonts become Unicode; Unicode stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.legacy_codes import decode
from index.legacy_fonts import convert_runs, detect, encoding_of_font, to_unicode
from index.syllables import is_syllable

TCVN3 = "NghÞ quyÕt cña §¶ng bé tØnh Lam Hµ vÒ ph¸t triÓn kinh tÕ"
VNI = "Nghò quyeát cuûa Ñaûng boä tænh Lam Haø veà phaùt trieån kinh teá"
VISCII = "Ngh\xb8 quy\xaat c\xfca Ð\xe4ng b\xb5 t\xefnh Lam Hà v\xab phát tri\xacn kinh t\xaa"
VPS = "Ngh\xce quy\x89t c\xfba \xf1\xe4ng b\xb6 t\xccnh Lam Hà v\x8a phát tri\x8bn kinh t\x89"
UNICODE = "Nghị quyết của Đảng bộ tỉnh Lam Hà về phát triển kinh tế"


@pytest.mark.parametrize(
    ("text", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni"), (VISCII, "viscii"), (VPS, "vps")]
)
def test_each_encoding_is_found_by_its_words(text: str, encoding: str) -> None:
    assert detect(text) == encoding
    assert to_unicode(text) == UNICODE


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        "Có là và không",
        "La société générale à Besançon, señor Núñez: ¿mañana?",
        "5 m² ± 3°, § 7 «trích» ©",
        "NQ 57",
        "",
    ],
)
@pytest.mark.parametrize("font", [None, "Times New Roman"])
def test_what_is_unicode_stays_untouched(text: str, font: str | None) -> None:
    assert detect(text) is None
    assert to_unicode(text, font) == text


def test_unicode_under_a_legacy_font_stays_untouched() -> None:
    assert to_unicode(UNICODE, ".VnTime") == UNICODE


def test_the_font_decides_where_the_words_do_not() -> None:
    assert to_unicode("®", ".VnTime") == "đ"
    assert to_unicode("ñ", "VNI-Times") == "đ"
    assert to_unicode("®") == "®"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTimeH", "tcvn3"),
        ("BCDEEE+.VnArial", "tcvn3"),
        ("VNSTCVN3", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("VPS Times", "vps"),
        ("VI Times", "viscii"),
        ("Times New Roman", None),
        ("Vni", "vni"),
        (None, None),
    ],
)
def test_names_of_fonts(name: str | None, encoding: str | None) -> None:
    assert encoding_of_font(name) == encoding


def test_lines_of_several_encodings_in_one_text() -> None:
    mixed = "\n".join([TCVN3, UNICODE, VNI, "", TCVN3])
    assert to_unicode(mixed) == "\n".join([UNICODE] * 3 + ["", UNICODE])


def test_runs_of_several_fonts_in_one_line() -> None:
    runs = [
        ("§", ".VnTimeH"),
        ("iÒu 5. ", ".VnTime"),
        ("Hieäu löïc", "VNI-Times"),
        (" và", "Arial"),
    ]
    assert convert_runs(runs) == ["Đ", "iều 5. ", "Hiệu lực", " và"]


def test_a_letter_and_its_mark_may_be_two_runs() -> None:
    runs = [("Ñie", "VNI-Times"), ("àu 5", "VNI-Helve"), ("\n", "VNI-Times")]
    assert "".join(convert_runs(runs)) == "Điều 5\n"


def test_a_font_whose_name_lies_is_read_by_its_words() -> None:
    """Sections of several machines were set in one font afterwards."""
    assert to_unicode(f"{VNI}\n{TCVN3}", "VNSTCVN3") == f"{UNICODE}\n{UNICODE}"


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(0xF000 + ord(c)) if ord(c) > 0x9F else c for c in TCVN3),
        TCVN3.encode("latin-1").decode("cp1258"),
        TCVN3.replace("·", "∙"),
    ],
    ids=["symbol area", "code page 1258", "glyph names of a pdf"],
)
def test_however_the_bytes_were_read(text: str) -> None:
    assert to_unicode(text, ".VnTime") == UNICODE


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("Cña Bé: QUYÕT §ÞNH nµy", "Của Bộ: QUYẾT ĐỊNH này"),
        ("UBND tØnh", "UBND tỉnh"),
    ],
)
def test_capitals_of_tcvn3(typed: str, read: str) -> None:
    """The code has no accented capitals; among capitals a small letter is one."""
    assert decode(typed, "tcvn3") == read


@pytest.mark.parametrize("code", ["viscii", "vps"])
def test_quotation_marks_are_no_letters_but_in_words_of_capitals(code: str) -> None:
    """Their places in the code page hold capitals of these codes ("B“" is "BỘ" in VISCII)."""
    assert decode("“Thay” ba … – “hai”", code) == "“Thay” ba … – “hai”"
    assert decode("B“ V“", code).isupper()
    assert "“" not in decode("B“ V“", code)
    assert decode("2 × 3", "tcvn3") == "2 × 3"
    assert decode("x" * 200_000 + "”", code)[-1] == "”"  # in one pass over a text without spaces


def test_a_unicode_line_stays_among_legacy_ones_without_fonts() -> None:
    line = "ngày 23 tháng 11 năm 2025, ông Ba trình tám trang"
    assert to_unicode(f"{TCVN3}\n{line}\n{TCVN3}").split("\n")[1] == line


@pytest.mark.parametrize("word", ["nghiêng", "gì", "quý", "khuỷu", "Đảng", "ưu", "giếng", "quyền"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["bộn̂", "cuûa", "quyÕt", "tàp", "societé", "ủoự"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from([None, ".VnTime", "VNI-Times"]))))
def test_runs_stay_apart_whatever_they_hold(runs: list[tuple[str, str | None]]) -> None:
    read = convert_runs(runs)
    assert len(read) == len(runs)
    assert all(
        text.isascii() is False or text == out for (text, _), out in zip(runs, read, strict=True)
    )
