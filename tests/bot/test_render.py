"""Answers as messages: verbatim quotes, right offsets, the limits of Telegram, phone layout."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import cardpages, render, texts
from bot.messages import LIMIT, Message, Text, cut, units
from bot.records import answer_record
from index.types import Document, Passage
from retrieval.types import Answer, Citation, Outline, PassagePage, Reason, Rest
from tests.bot.stand_in import ANSWER, NO_ANSWER, PASSAGES, SEVERAL, WRITTEN, StandIn, citation


def covered(message: Message) -> list[tuple[str, str]]:
    """(type, text) of each entity, read as Telegram reads it: in UTF-16."""
    raw = message.text.encode("utf-16-le")
    return [
        (entity.type, raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16"))
        for entity in message.entities
    ]


def test_an_answer_comes_before_its_sources() -> None:
    (message,) = render.answer(ANSWER)
    first, second = ANSWER.citations
    assert message.text.startswith(f"{first.quote} [1]\n\n{second.quote} [2]\n\n{texts.SOURCES}\n")
    assert covered(message) == [
        ("blockquote", f"{first.quote} [1]"),
        ("expandable_blockquote", f"{second.quote} [2]"),
        ("bold", texts.SOURCES),
        ("bold", "[1] [2] Nghị quyết số 12-NQ/TU, ngày 07/05/2024"),
    ]
    assert message.text.endswith(
        "\nVề phát triển học tập suốt đời\n[1] Điều 1, trang 1\n[2] Điều 2, trang 2"
    )


def test_an_answer_says_first_how_it_understood_the_question() -> None:
    given_answer = replace(ANSWER, understood="hồ sơ gồm những gì")
    (message,) = render.answer(given_answer)
    line = "Hiểu là: «hồ sơ gồm những gì»"
    assert message.text.startswith(f"{line}\n\n{ANSWER.citations[0].quote}")
    assert render.plain(given_answer, 80).startswith(line)
    assert answer_record(given_answer)["understood"] == "hồ sơ gồm những gì"
    assert render.answer(replace(NO_ANSWER, understood="a"))[0].text.startswith("Hiểu là: «a»")


def test_buttons_stand_two_in_a_row() -> None:
    cited = tuple(citation(number, PASSAGES[number - 1]) for number in (1, 2, 3))
    (message,) = render.answer(Answer("", citations=cited))
    assert [len(row) for row in message.buttons] == [2, 1, 2]
    assert message.buttons[1][0].label == "Xem nguồn [3]"


def test_items_of_one_passage_share_a_button_and_a_list_says_how_long_it_is() -> None:
    cited = tuple(replace(citation(number, PASSAGES[0]), more=True) for number in (1, 2, 3))
    (message,) = render.answer(Answer("", citations=cited, rest=Rest(7, shown=3, count=40)))
    assert [[button.label for button in row] for row in message.buttons] == [
        ["Xem nguồn [1]–[3]"],
        [texts.READ_ON],
        [texts.CARD_OF, texts.FOLLOW_UP],
    ]
    assert message.buttons[1][0].data == "s:7:0"
    assert texts.LIST_REST.format(count=40, shown=3) in message.text
    assert f"{cited[0].quote} {texts.GOES_ON} [1]" in message.text


def test_a_copied_quote_fits_its_button_with_where_it_stands() -> None:
    (message,) = render.answer(Answer("", citations=(citation(1, PASSAGES[2]),)), "x")
    ((copy,), last) = message.buttons[1:]
    quote = " ".join(PASSAGES[2].text.split())
    source = "Nghị quyết số 12-NQ/TU, ngày 07/05/2024, Điều 3, trang 3"
    assert copy.copy == f"“{quote}” ({source})"
    assert [button.data for button in last] == ["b:3", "f:3", "v:x:1", "v:x:0"]
    for quote, section in (("Một câu vừa phải. " * 40, "Mục " * 99), ("dài" * 300, "")):
        long = replace(citation(1, PASSAGES[0]), quote=quote, section=section, title="Tên " * 99)
        copied = render.copied(long)
        assert units(copied) <= 256
        assert f" {texts.CUT_SHORT}”" in copied


def test_a_missing_provision_comes_with_what_the_document_has() -> None:
    outline = Outline("d1", "08-HD/TU", "Hướng dẫn", ("Điều 1. Một", "Điều 2. Hai"), 1)
    told = Answer("", reason=Reason.NO_SUCH_PROVISION, missing=("Điều 9",), outline=outline)
    (message,) = render.answer(told)
    assert message.text.startswith(texts.no_answer(Reason.NO_SUCH_PROVISION, ("Điều 9",)))
    assert message.text.endswith("• Điều 1. Một\n• Điều 2. Hai")


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("missing", [(), ("57-NQ/TW", "năm 1999")])
def test_every_reason_has_a_sentence(reason: Reason, missing: tuple[str, ...]) -> None:
    given_answer = Answer("", reason=reason, missing=missing)
    (message,) = render.answer(given_answer)
    assert message == Message(render.answer_text(given_answer))
    assert message.text.strip()
    assert "{" not in message.text


def test_no_answer_offers_related_passages_but_never_as_the_answer() -> None:
    (message,) = render.answer(NO_ANSWER)
    sentence, blank, heading, *_ = message.text.split("\n")
    assert sentence.endswith("không nêu về năm 1999.")
    assert (blank, heading) == ("", texts.RELATED)
    assert message.buttons[0][0].label == "Xem nguồn [1]"
    assert render.answer_text(NO_ANSWER) == sentence


def test_text_for_json_is_the_quotes_with_their_markers() -> None:
    first, second = ANSWER.citations
    assert render.answer_text(ANSWER) == f"{first.quote} [1]\n{second.quote} [2]"


def test_what_a_machine_wrote_says_so_and_the_quotes_stay_beneath() -> None:
    written = replace(ANSWER, written=f"{WRITTEN}\nKinh phí là 12 tỷ đồng [2].")
    (message,) = render.answer(written)
    first, second = ANSWER.citations
    assert message.text.startswith(
        f"{texts.WRITTEN}\n{WRITTEN}\nKinh phí là 12 tỷ đồng [2].\n\n"
        f"{texts.QUOTED}\n{first.quote} [1]\n\n{second.quote} [2]\n\n{texts.SOURCES}\n"
    )
    assert [text for kind, text in covered(message) if "quote" in kind] == [
        f"{first.quote} [1]",
        f"{second.quote} [2]",
    ]
    assert message.buttons == render.answer(ANSWER)[0].buttons
    record = answer_record(written)
    assert (record["written_by"], record["text"]) == ("model", written.written)
    assert record["citations"] == answer_record(ANSWER)["citations"]
    assert answer_record(ANSWER)["written_by"] is None


def test_a_draft_fits_one_message() -> None:
    assert render.draft(WRITTEN) == f"{texts.WRITING}\n{WRITTEN}"
    assert units(render.draft("📌 dài " * LIMIT)) <= LIMIT


@pytest.mark.parametrize("width", [20, 80])
def test_plain_text_keeps_to_the_width_of_the_terminal(width: int) -> None:
    lines = render.plain(ANSWER, width).split("\n")
    assert max(map(len, lines)) <= width
    assert " ".join(" ".join(lines).split()).startswith("Điều 1. Mục tiêu 📌 đến năm 2030.")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        pytest.param(
            {"number": None},
            "[1] Nghị quyết, ngày 07/05/2024\nTên\nĐiều 1, trang 1",
            id="no-number",
        ),
        pytest.param(
            {"issued": None}, "[1] Nghị quyết số 12-NQ/TU\nTên\nĐiều 1, trang 1", id="no-date"
        ),
        pytest.param(
            {"number": None, "issued": None, "section": "", "page": None, "kind": None},
            "[1] Tên",
            id="bare",
        ),
        pytest.param(
            {"title": ""},
            "[1] Nghị quyết số 12-NQ/TU, ngày 07/05/2024\nĐiều 1, trang 1",
            id="no-title",
        ),
    ],
)
def test_the_source_line_leaves_out_what_is_unknown(changes: dict[str, object], lines: str) -> None:
    cited: Citation = replace(citation(1, PASSAGES[0]), **{"title": "Tên", **changes})
    (message,) = render.answer(Answer("", citations=(cited,)))
    assert message.text.split(f"{texts.SOURCES}\n")[1] == lines


def test_markup_in_a_document_stays_text() -> None:
    (message,) = render.answer(Answer("", citations=(citation(1, PASSAGES[2]),)))
    assert "<b>và</b> báo cáo *hằng quý*" in message.text


def test_a_long_answer_is_split_and_its_buttons_come_last() -> None:
    long = replace(citation(1, PASSAGES[0]), quote="Một câu vừa phải 📌. " * 400)
    messages = render.answer(Answer("", citations=(long, citation(2, PASSAGES[1]))))
    assert len(messages) == 3
    assert [bool(message.buttons) for message in messages] == [False, False, True]
    assert all(units(message.text) <= LIMIT for message in messages)
    assert all(message.text.endswith("📌.") for message in messages[:1])
    assert covered(messages[0])[0] == ("expandable_blockquote", messages[0].text)


def test_a_cut_between_quotes_is_preferred_to_one_inside() -> None:
    text = Text()
    text.line("a. " * 700, "blockquote")
    text.line("")
    text.line("b. " * 1000, "blockquote")
    first, second = text.messages()
    assert set(first.text) == set("a. ")
    assert set(second.text) == set("b. ")


def test_a_page_shows_the_whole_passage_and_its_neighbours() -> None:
    shown = StandIn().passage(2)
    assert shown is not None
    page = render.page(shown)
    assert ("blockquote", PASSAGES[1].text.strip()) in covered(page)
    assert page.text.startswith("Nghị quyết số 12-NQ/TU, ngày 07/05/2024\n")
    assert page.text.endswith("Đoạn 2/3")
    assert [button.data for button in page.buttons[0]] == ["p:1:-1", "p:3:0"]


def test_a_passage_too_long_for_a_message_is_turned_piece_by_piece() -> None:
    text = "".join(f"Câu số {number} của một đoạn rất dài. " for number in range(300))
    document = Document("d", "/d.txt", "Tên " * 300, text)
    passage = Passage(7, "d", 0, len(text), text, section="Mục " * 300)
    shown = PassagePage(passage, document, 6, None, 2, 2)
    pages = [render.page(shown, piece) for piece in range(len(cut(text, render.PAGE)))]
    assert len(pages) == 3
    assert all(units(page.text) <= LIMIT for page in pages)
    quotes = [part for page in pages for kind, part in covered(page) if kind == "blockquote"]
    assert " ".join(quotes) == text.strip()
    data = [[button.data for button in page.buttons[0]] for page in pages]
    assert data == [["p:6:-1", "p:7:1"], ["p:7:0", "p:7:2"], ["p:7:1"]]
    assert render.page(shown, -1) == pages[-1]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text("aă 📌.\n", max_size=40), st.integers(1, 60)), min_size=1))
def test_splitting_loses_no_character_and_breaks_no_entity(parts: list[tuple[str, int]]) -> None:
    text = Text()
    text.line("x")
    for part, times in parts:
        text.line(part * times, "blockquote" if times % 2 else "")
    messages = text.messages()
    joined = "".join("".join(message.text.split()) for message in messages)
    assert joined == "".join(text.text.split())
    for message in messages:
        assert 0 < units(message.text) <= LIMIT
        covered(message)  # decodes: no surrogate pair is cut
        ends = [entity.offset + entity.length for entity in message.entities]
        assert all(end <= units(message.text) for end in ends)


def test_dates_have_two_digits() -> None:
    early = replace(citation(1, PASSAGES[0]), issued=date(1999, 1, 2))
    (message,) = render.answer(Answer("", citations=(early,)))
    assert "ngày 02/01/1999" in message.text


def test_documents_to_choose_from_are_numbered_and_each_has_its_button() -> None:
    (message,) = render.answer(SEVERAL)
    assert [b.label for row in message.buttons for b in row] == ["Văn bản 1", "Văn bản 2"]
    assert all(len(b.data.encode()) <= 64 for row in message.buttons for b in row)
    assert "2. Số 87/2025/QĐ-UBND, ngày 02/11/2025\nQuyết định về nhà ở" in render.plain(
        SEVERAL, 80
    )


def test_what_is_not_there_is_said_before_the_answer_about_the_rest() -> None:
    (message,) = render.answer(replace(ANSWER, missing=("16-NQ/TU",)))
    assert message.text.startswith(texts.no_answer(Reason.UNKNOWN_REFERENCE, ("16-NQ/TU",)))
    assert PASSAGES[0].text.strip()[:20] in message.text


def test_no_two_buttons_mean_the_same() -> None:
    actions = (*render.ACTIONS, *cardpages.ACTIONS)
    assert len(set(actions)) == len(actions)
