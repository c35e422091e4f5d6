"""The fourth, "IV", "4" and "tư" are one; another of the kind is not what is asked."""

import pytest

from retrieval import ordinals, synonyms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đại hội đại biểu lần thứ IV", {("lan thu", 4)}),
        ("dai hoi lan thu tu", {("lan thu", 4)}),
        ("Đại hội XIV", {("lan thu", 14)}),
        ("Hội nghị Trung ương 6 khoá XII", {("trung uong", 6), ("khoa", 12)}),
        ("quý II/2026 của hộ nhóm 3", {("quy", 2), ("nhom", 3)}),
        ("ngành khoa học cấp 5 tỷ đồng", set()),
    ],
)
def test_ordinals_are_found_however_they_are_written(
    text: str, found: set[ordinals.Ordinal]
) -> None:
    assert ordinals.find(text) == found


def test_a_sentence_with_another_of_the_kind_disagrees() -> None:
    asked = ordinals.find("cháy rừng cấp V do ai chỉ đạo")
    ours, other, none = map(ordinals.find, ("khi cháy rừng cấp 5", "cháy rừng cấp IV", "cháy rừng"))
    nothing = frozenset[ordinals.Ordinal]()
    said, unlike, unsaid = (
        list(ordinals.agreement(asked, s, nothing)) for s in (ours, other, none)
    )
    assert said == [1.0]
    assert unlike == [0.0]
    assert 0 < unsaid[0] < 1


def test_a_question_finds_the_other_spelling() -> None:
    alternatives = synonyms.alternatives(["dự", "đại", "hội", "lần", "thứ", "tư"])
    assert frozenset({"lần_thứ", "thứ_iv"}) in alternatives["tư"]


def test_a_number_that_belongs_to_a_name_tells_it_from_its_neighbours() -> None:
    counts = {"khe_3": 2, "khe_4": 2, "gom_4": 9, "gom_3": 9}
    asked = ordinals.labels("xã Tân Khê 4 gồm 4 thôn nào", lambda term: counts.get(term, 0))
    assert asked == {("khe", 4)}
    ours, other = (ordinals.labelled(asked, f"Xã Tân Khê {n} | 80") for n in (4, 3))
    assert list(ordinals.agreement(asked, ours, other)) == [1.0]
    assert list(ordinals.agreement(asked, other, other)) == [0.0]
