"""An answer from a document that another one changed says so first."""

from pathlib import Path

import pytest

from bot import render, texts
from bot.records import answer_record
from index.corpus import Corpus
from index.database import open_database
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.library import Library
from retrieval.types import Answer, NoticeKind
from tests.embedders import HashEmbedder


def test_the_resolution_that_was_replaced(library: Library) -> None:
    given = library.answer("07-NQ/TU")
    (notice,) = given.notices
    assert (notice.kind, notice.number, notice.by_number) == (
        NoticeKind.REPLACED,
        "07-NQ/TU",
        "12-NQ/TU",
    )
    assert "Thay thế Nghị quyết số 07-NQ/TU" in notice.quote
    assert render.plain(given, 200).startswith(texts.notice(notice))
    assert "theo các văn bản trong kho" in texts.notice(notice)
    (message,) = render.answer(given)
    assert message.buttons[0][0].label == texts.SEE_CHANGE.format(by="12-NQ/TU")
    assert message.buttons[0][0].data == f"s:{notice.passage_id}:0"
    assert answer_record(given)["notices"][0]["by"]["number"] == "12-NQ/TU"


def test_the_one_that_replaces_has_no_notice(library: Library) -> None:
    given = library.answer("12-NQ/TU")
    assert given.answered
    assert given.notices == ()


HEAD = "ỦY BAN NHÂN DÂN\nTỈNH {where}\nSố: {number}\n{place}, ngày {day}\nQUYẾT ĐỊNH\n{title}\n\n"
OLD = HEAD.format(
    where="LAM HÀ", number="12/2020/QĐ-UBND", place="Lam Giang", day="01 tháng 02 năm 2020",
    title="Về bến đò ngang",
) + "Điều 1. Mỗi bến đò có 12 áo phao."  # fmt: skip
NEW = HEAD.format(
    where="{where}", number="30/2026/QĐ-UBND", place="{place}", day="01 tháng 02 năm 2026",
    title="Về bến đò và thuyền du lịch",
) + "Điều 1. Quyết định này thay thế Quyết định số 12/2020/QĐ-UBND."  # fmt: skip
PAGE = "Toàn văn: Quyết định số 99/2026/QĐ-UBND về cầu phao\n\nQuyết định nêu cầu phao dài 90 mét."


def asked(tmp_path: Path, question: str, *documents: str) -> Answer:
    for place, text in enumerate(documents):
        (tmp_path / f"{place}.txt").write_text(text)
    db = open_database(tmp_path / "data")
    Corpus(db, tmp_path / "data", HashEmbedder).add([tmp_path])
    db.close()
    view = CorpusView(tmp_path / "data", HashEmbedder.identity)
    try:
        return Answerer(view, HashEmbedder()).answer(question)
    finally:
        view.close()


@pytest.mark.parametrize(
    ("where", "place", "count"), [("LAM HÀ", "Lam Giang", 1), ("VÂN SƠN", "Vân Sơn", 0)]
)
def test_one_number_of_two_provinces(tmp_path: Path, where: str, place: str, count: int) -> None:
    given = asked(tmp_path, "12/2020/QĐ-UBND", OLD, NEW.format(where=where, place=place))
    assert given.answered
    assert len(given.notices) == count


def test_only_a_page_about_it(tmp_path: Path) -> None:
    given = asked(tmp_path, "99/2026/QĐ-UBND", PAGE)
    (notice,) = given.notices
    assert notice.kind is NoticeKind.REPORT
    assert "chỉ có bài viết" in texts.notice(notice)
