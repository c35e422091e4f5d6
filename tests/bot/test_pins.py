"""What is pinned to a question is found however its number is typed, on the terminal too."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import terminal, texts
from bot.pinned import WithPins, kept
from bot.pins import Pins
from bot.updates import connect
from index.corpus import Corpus
from index.database import open_database
from retrieval import pinned
from retrieval.library import Library
from tests.bot.run_register_bot import opened
from tests.embedders import HashEmbedder

QUESTION, DOCUMENT = "Nghị quyết 12-NQ/TU cần bao nhiêu tiền?", "12-nq-tu"
QUOTE = "Tổng nhu cầu giai đoạn 2026 - 2030 là 420 tỷ đồng"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    found = opened(tmp_path)
    with closing(connect(tmp_path / "bot.db")) as db:
        Pins(db, time.time).put(QUESTION, pinned.heard(QUESTION), DOCUMENT, QUOTE, 1001)
    yield found
    found.close()


def test_a_number_is_the_same_however_it_is_typed(library: Library, tmp_path: Path) -> None:
    asked = WithPins(library, kept(tmp_path))
    for typed, finds in (
        ("nq 12 can bao nhieu tien", True),
        ("12-NQ/TU cần bao nhiêu tiền", True),
        ("NQ12/TU cần bao nhiêu tiền ạ?", True),
        ("nq 7 can bao nhieu tien", False),
        ("nq 12 can bao nhieu nguoi", False),
        ("kế hoạch 12 cần bao nhiêu tiền?", False),
    ):
        assert bool(asked.answer(typed).pinned) == finds, typed


def test_a_number_that_may_be_of_another_document_is_not_taken_for_this_one(
    library: Library, tmp_path: Path
) -> None:
    other = tmp_path / "12.txt"
    other.write_text(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nSố: 12-NQ/TW\nNGHỊ QUYẾT\nVề rừng\n\n1. Trồng rừng ở mọi nơi.\n"
    )
    with closing(open_database(tmp_path)) as db:
        Corpus(db, tmp_path, HashEmbedder).add([other])
    asked = WithPins(library, kept(tmp_path))
    library.answer("rừng")  # follows what was indexed
    assert not asked.answer("nq 12 cần bao nhiêu tiền").pinned
    assert asked.answer("12-NQ/TU cần bao nhiêu tiền").pinned


def test_the_terminal_says_who_pinned_it(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.answer_one(WithPins(library, kept(tmp_path)), QUESTION, as_json=False)
    printed = capsys.readouterr().out
    assert printed.startswith(texts.PINNED.partition("{")[0] + "1001")
    assert "420 tỷ đồng" in " ".join(printed.split())
    assert kept(tmp_path / "elsewhere") == []
