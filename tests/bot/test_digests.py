"""Digests as text and messages: places as people say them, "…" outside the quote, the limits."""

from dataclasses import replace

import pytest

from bot import digests, texts
from bot.messages import LIMIT, units
from index.catalogue import Entry
from retrieval.digests import Digest, Length, Part, Point
from tests.bot.stand_in import PASSAGES, citation

ENTRY = Entry(
    *(7, "nq-12", "12-NQ/TU", "Nghị quyết", None, None, "2026-03-18", "Nghị quyết về học tập"),
    *(None, None, False, "nq-12.txt", 900),
)
POINT = Point(Part.GOALS, citation(1, PASSAGES[0]), ("II", "1"))


def shown(*points: Point, **more: object) -> Digest:
    return replace(Digest(ENTRY, Length.SHORT, points), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "annexed", "said"),
    [
        (("II", "1"), False, "mục II.1"),
        (("Điều 5",), False, "Điều 5"),
        (("Điều 5", "2", "a"), False, "điểm a khoản 2 Điều 5"),
        (("Điều 5",), True, "Điều 5, phần kèm theo"),
        (("V", "Một là"), False, "mục V, Một là"),
        ((), False, "trang 1"),
    ],
)
def test_a_place_is_named_as_people_name_it(
    path: tuple[str, ...], annexed: bool, said: str
) -> None:
    assert digests.place(replace(POINT, path=path, annexed=annexed)) == said


def test_a_line_has_its_heading_its_marks_of_omission_its_place_and_marker() -> None:
    point = replace(POINT, lead="Đến năm 2030", opened=True, closed=True)
    quote = " ".join(point.citation.quote.split())
    line = digests.plain(shown(point)).splitlines()[-1]
    assert line == f"• Đến năm 2030: … {quote}… (mục II.1) [1]"


@pytest.mark.parametrize(("lead", "count"), [("Chỉ tiêu | Năm 2028", 1), ("Sở Nội vụ", 2)])
def test_a_heading_over_several_lines_or_a_table_is_shown_once_above(lead: str, count: int) -> None:
    points = [
        replace(POINT, lead=lead, citation=citation(n + 1, PASSAGES[0])) for n in range(count)
    ]
    lines = digests.plain(shown(*points)).splitlines()[-count - 1 :]
    assert lines[0] == f"{lead}:"
    assert all(line.startswith("– ") for line in lines[1:])


def test_what_must_be_known_comes_first() -> None:
    report = shown(POINT, entry=ENTRY._replace(is_report=True), structured=False)
    lines = digests.plain(report).splitlines()
    assert lines[0] == texts.CARD_REPORT
    assert texts.DIGEST_LOOSE in lines
    assert digests.plain(shown()).endswith(texts.DIGEST_NONE)


def test_a_long_digest_is_split_and_its_buttons_stand_under_the_last_part() -> None:
    points = [replace(POINT, citation=citation(n, PASSAGES[1])) for n in range(1, 26)]
    messages = digests.messages(shown(*points, length=Length.LONG))
    assert all(units(message.text) <= LIMIT for message in messages)
    assert [bool(message.buttons) for message in messages] == [False] * (len(messages) - 1) + [True]
    lengths = [button.label for button in messages[-1].buttons[-1]]
    assert lengths == ["Ngắn", "Vừa", "✓ Dài", texts.CARD_OUTLINE]
    assert [b.data for b in messages[-1].buttons[-1]] == ["g:7:0", "g:7:1", "g:7:2", "o:7:0"]


@pytest.mark.parametrize(
    ("typed", "name", "length"),
    [
        ("57-NQ/TW", "57-NQ/TW", Length.MEDIUM),
        ("57-NQ/TW ngắn", "57-NQ/TW", Length.SHORT),
        ("nq 57 DAI", "nq 57", Length.LONG),
        ("dài", "dài", Length.MEDIUM),
        ("luật lưu trữ", "luật lưu trữ", Length.MEDIUM),
    ],
)
def test_a_word_after_the_number_is_the_length(typed: str, name: str, length: Length) -> None:
    assert digests.asked(typed) == (name, length)


def test_the_record_holds_the_citation_and_the_place() -> None:
    record = digests.record(shown(POINT))
    (point,) = record["points"]
    assert (record["number"], record["date"], record["length"]) == (
        "12-NQ/TU",
        "2026-03-18",
        "ngắn",
    )
    assert point["citation"]["quote"] == POINT.citation.quote
    assert (point["part"], point["place"], point["lead"]) == ("goals", "mục II.1", None)


def test_every_part_has_a_name() -> None:
    assert set(texts.DIGEST) == set(Part)
