"""Everyday words find the words of documents."""

from importlib.resources import files

import pytest

from retrieval.library import Library
from retrieval.synonyms import alternatives


def test_a_phrase_may_be_said_otherwise() -> None:
    found = alternatives(["đám", "ma", "ở", "xã"])
    assert frozenset({"việc_tang"}) in found["đám_ma"]
    assert frozenset({"việc_tang"}) in found["ma"]
    assert "ở" not in found


def test_without_accents_only_phrases_count() -> None:
    assert frozenset({"việc_tang"}) in alternatives(["dam", "ma"])["dam"]
    assert alternatives(["tien"]) == {}


def test_longer_phrases_come_first() -> None:
    found = alternatives(["điện", "thoại", "thông", "minh"])
    assert frozenset({"smartphone"}) in found["điện"]
    assert frozenset({"số_điện", "điện_thoại"}) not in found["điện"]


def test_every_line_of_the_table_says_one_thing_in_several_ways() -> None:
    text = files("retrieval").joinpath("synonyms.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(len({each.strip() for each in line.split(",")}) > 1 for line in lines)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("kho lưu trữ của xã phải rộng ít nhất mấy mét vuông?", "diện tích tối thiểu 40 m2"),
        ("Tổ công nghệ số giờ được tỉnh cho mấy trăm nghìn một tháng?", "600.000 đồng/tổ/tháng"),
    ],
)
def test_everyday_words_are_answered(library: Library, question: str, words: str) -> None:
    assert any(words in citation.quote for citation in library.answer(question).citations)
