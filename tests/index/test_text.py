"""What is compared and where sentences end."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import text
from tests.index.strategies import documents

TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *TONES)
] + ["đ", "Đ"]


class TestFold:
    @pytest.mark.parametrize("letter", LETTERS)
    def test_every_vietnamese_letter_becomes_one_plain_letter(self, letter: str) -> None:
        folded = text.fold(letter)
        assert len(letter) == len(folded) == 1
        assert "a" <= folded <= "z"

    @given(st.text())
    def test_length_is_kept_whatever_is_typed(self, typed: str) -> None:
        tidied = text.tidy(typed)
        assert len(text.fold(tidied)) == len(tidied)

    @given(st.text(st.sampled_from(LETTERS + list(" .,/-0157abz"))))
    def test_folding_twice_changes_nothing(self, typed: str) -> None:
        assert text.fold(text.fold(typed)) == text.fold(typed)


class TestTidy:
    @given(st.text())
    def test_tidying_twice_changes_nothing(self, typed: str) -> None:
        once = text.tidy(typed)
        assert text.tidy(once) == once
        assert unicodedata.is_normalized("NFC", once)

    @given(st.text())
    def test_no_control_character_is_left(self, typed: str) -> None:
        controls = {c for c in text.tidy(typed) if unicodedata.category(c) == "Cc"}
        assert controls <= {"\n", "\t"}


class TestTones:
    @pytest.mark.parametrize(
        ("typed", "placed"),
        [
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("thuỷ", "thủy"),
            ("Hoà Bình", "hòa bình"),
            ("THUỶ LỢI", "thủy lợi"),
            pytest.param("hoàn", "hoàn", id="closed syllable"),
            pytest.param("quý", "quý", id="qu is a consonant"),
            pytest.param("hòa", "hòa", id="placed already"),
            pytest.param("loé sáng", "lóe sáng", id="oe"),
        ],
    )
    def test_one_placement(self, typed: str, placed: str) -> None:
        assert text.place_tones(typed) == placed


class TestTokens:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            pytest.param("Hồ Chí MinhBan Tuyên giáo", "hồ chí minh ban tuyên giáo", id="joined"),
            pytest.param("mở VNeID, 5 kWh, IoT", "mở vneid 5 kwh iot", id="one word"),
            pytest.param("NQ57", "nq 57", id="letters and digits"),
            pytest.param("12-NQ/TU", "12 nq tu", id="number of a document"),
            pytest.param("9.000 hộ", "9000 hộ", id="thousands"),
            pytest.param("1.234.567", "1234567", id="millions"),
            pytest.param("đạt 96,44%", "đạt 96,44", id="decimal comma"),
            pytest.param("UBND TỈNH", "ubnd tỉnh", id="capitals"),
            pytest.param("😀 … –", "", id="no words"),
        ],
    )
    def test_syllables_and_numbers(self, typed: str, found: str) -> None:
        assert " ".join(token.text for token in text.tokens(typed)) == found

    @given(st.one_of(st.text(), documents(), st.text("hoàHOÀthuỷMinhBan.,90 ")))
    def test_syllables_are_those_of_the_tokens(self, typed: str) -> None:
        assert text.syllables(typed) == [token.text for token in text.tokens(typed)]

    @given(st.text())
    def test_tokens_lie_in_order_where_they_say(self, typed: str) -> None:
        typed = text.tidy(typed)
        end = 0
        for token in text.tokens(typed):
            assert end <= token.start < token.end <= len(typed)
            assert token.text
            end = token.end


def sentences(typed: str) -> list[str]:
    return [typed[start:end] for start, end in text.sentences(typed)]


class TestSentences:
    @pytest.mark.parametrize(
        "typed",
        [
            pytest.param(["Họp ngày 5.", "Kết thúc lúc 11 giờ."], id="full stops"),
            pytest.param(["Ai chủ trì?", "Không rõ!", "“Đúng.”", "Xong."], id="other marks"),
            pytest.param(["Họp tại TP. Lam Giang vào thứ Hai."], id="abbreviated city"),
            pytest.param(["GS. Nguyễn A và TS. Trần B dự."], id="academic titles"),
            pytest.param(["1. Mục tiêu chung của kế hoạch."], id="numbering"),
            pytest.param(["1.2. Chỉ tiêu cụ thể."], id="numbering with two levels"),
            pytest.param(["a) Nâng cao nhận thức."], id="lettered item"),
            pytest.param(["Đạt 96.44 điểm, chi 1.240 triệu đồng."], id="dots inside numbers"),
            pytest.param(["Có hiệu lực từ ngày ký./."], id="end of a document"),
        ],
    )
    def test_borders_on_a_line(self, typed: list[str]) -> None:
        assert sentences(" ".join(typed)) == typed

    def test_a_line_end_closes_a_sentence(self) -> None:
        assert sentences("NGHỊ QUYẾT\nvề chuyển đổi số\n\nI. TÌNH HÌNH") == [
            "NGHỊ QUYẾT",
            "về chuyển đổi số",
            "I. TÌNH HÌNH",
        ]

    def test_a_line_wrapped_at_the_margin_goes_on(self) -> None:
        wrapped = (
            "Ban Thường vụ yêu cầu các cấp ủy đảng trong toàn tỉnh tiếp tục\n"
            "quán triệt và tổ chức thực hiện tốt các nhiệm vụ sau đây."
        )
        assert sentences(wrapped) == [wrapped]

    def test_an_item_after_a_long_line_is_not_its_wrap(self) -> None:
        first = "a) Hoàn thành việc bàn giao tài liệu của các đơn vị hành chính cũ trước 30/6,"
        second = "b) Chỉnh lý dứt điểm tài liệu tồn đọng."
        assert sentences(f"{first}\n{second}") == [first, second]

    @given(documents())
    def test_sentences_cover_every_visible_character_once(self, typed: str) -> None:
        spans = text.sentences(typed)
        assert spans == sorted(spans)
        assert "".join("".join(typed[a:b].split()) for a, b in spans) == "".join(typed.split())

    @given(documents(), st.integers(0, 300), st.integers(0, 300))
    def test_a_part_of_a_text_gives_spans_inside_it(self, typed: str, one: int, two: int) -> None:
        start, end = sorted((min(one, len(typed)), min(two, len(typed))))
        for a, b in text.sentences(typed, start, end):
            assert start <= a < b <= end
            assert typed[a:b] == typed[a:b].strip()
