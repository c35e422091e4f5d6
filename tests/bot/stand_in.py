"""A library that answers at once, always the same, and misbehaves when the question says so."""

import os
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.types import Document, Passage
from retrieval.catalogue import Item, News
from retrieval.types import Answer, Candidate, Citation, Hit, PassagePage, Reader, Reason

PARTS = (
    "Điều 1. Mục tiêu 📌 đến năm 2030.\nMọi xã có điểm học tập cộng đồng. ",
    "Điều 2. Kinh phí là 12 tỷ đồng 💰 mỗi năm, lấy từ ngân sách tỉnh. " * 8,
    "Điều 3. Văn phòng theo dõi, đôn đốc <b>và</b> báo cáo *hằng quý*. ",
)
DOCUMENT = Document(
    "d1",
    "/van-ban/nq12.txt",
    "Nghị quyết về phát triển học tập suốt đời",
    "".join(PARTS),
    number="12-NQ/TU",
    kind="Nghị quyết",
    issued=date(2024, 5, 7),
)


def _passages() -> list[Passage]:
    starts = [sum(map(len, PARTS[:index])) for index in range(len(PARTS))]
    return [
        Passage(number, "d1", start, start + len(text), text, f"Điều {number}", number)
        for number, (start, text) in enumerate(zip(starts, PARTS, strict=True), 1)
    ]


PASSAGES = _passages()


def citation(marker: int, passage: Passage, length: int | None = None) -> Citation:
    quote = passage.text[:length].strip()
    start = passage.start
    return Citation(
        marker,
        "d1",
        DOCUMENT.source,
        DOCUMENT.number,
        DOCUMENT.title,
        DOCUMENT.issued,
        passage.section,
        passage.page,
        start,
        start + len(quote),
        quote,
        passage.id,
        passage.text,
        0.9,
        kind=DOCUMENT.kind,
    )


ANSWER = Answer("", citations=(citation(1, PASSAGES[0]), citation(2, PASSAGES[1])))
NO_ANSWER = Answer(
    "", related=(citation(1, PASSAGES[2]),), reason=Reason.NO_SUPPORT, missing=("năm 1999",)
)


WRITTEN = "Mọi xã có điểm học tập cộng đồng [1]."


class Nothing:
    """A register without documents."""

    def news(self, after: int) -> list[News]:
        return []

    def items(self) -> list[Item]:
        return []


class Standing:
    """Nothing is ever removed."""

    def __call__(self, reader: Reader, documents: Collection[str]) -> bool:
        return True

    def close(self) -> None:
        pass


class StandIn:
    """`gate` is a named pipe: a question with "chờ" is answered once somebody opens it."""

    def __init__(self, gate: str = "") -> None:
        self._gate = gate

    def seen_by(self, reader: Reader) -> "StandIn":
        return self

    def find(self, text: str, limit: int) -> list[Hit]:
        return []

    def answer(self, question: str, passage_id: int | None = None) -> Answer:
        if "lỗi" in question:
            raise RuntimeError("the stand-in breaks on request")
        if "chết" in question:
            os._exit(3)
        if "chờ" in question and self._gate and "viết lại" not in question:
            Path(self._gate).read_text()
        answer = _answer(question) if passage_id is None else _confined(passage_id)
        return replace(answer, question=question)

    def write(self, answer: Answer, show: Callable[[str], None] | None = None) -> Answer:
        """Writes when the question says so, having shown a draft."""
        if "viết lại" not in answer.question:
            return answer
        if show is not None:
            show(WRITTEN)
        if "chờ" in answer.question and self._gate:
            Path(self._gate).read_text()
        return replace(answer, written=WRITTEN)

    def passage(self, passage_id: int) -> PassagePage | None:
        if passage_id not in (1, 2, 3):
            return None
        return PassagePage(
            PASSAGES[passage_id - 1],
            DOCUMENT,
            passage_id - 1 or None,
            passage_id + 1 if passage_id < 3 else None,
            passage_id,
            3,
        )

    def quoted(self, document: str, words: str) -> Answer | None:
        return None

    def standing(self) -> Standing:
        return Standing()

    @property
    def catalogue(self) -> Nothing:
        return Nothing()

    def close(self) -> None:
        pass


SEVERAL = Answer(
    "",
    reason=Reason.SEVERAL_DOCUMENTS,
    candidates=tuple(
        Candidate(f"d{n}", "87/2025/QĐ-UBND", title, date(2025, 11, n), f"/van-ban/{n}.txt", n)
        for n, title in enumerate(("Quyết định về chợ 📌", "Quyết định về nhà ở"), start=1)
    ),
)


def _confined(passage_id: int) -> Answer:
    return Answer("", citations=(citation(1, PASSAGES[passage_id - 1]),))


def _answer(question: str) -> Answer:
    if "87/2025" in question:
        return SEVERAL
    if not any(character.isalnum() for character in question):
        return Answer("", reason=Reason.NOT_A_QUESTION)
    if len(question) > 1000:
        return Answer("", reason=Reason.TOO_LONG)
    return NO_ANSWER if "1999" in question else ANSWER
