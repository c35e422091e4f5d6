"""The short forms that documents define."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.definitions import find, is_acronym
from index.text import tidy
from tests.index.corpora import change, rows


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Giao Ủy ban nhân dân (UBND) các xã", "UBND", "Ủy ban nhân dân"),
        ("đội ngũ cán bộ, công chức, viên chức (CBCCVC)", "CBCCVC", "cán bộ, công chức, viên chức"),
        ("phát triển kinh tế - xã hội (KT-XH) của tỉnh", "KT-XH", "kinh tế - xã hội"),
        ("trình Thủ tướng (TTg) xem xét", "TTg", "Thủ tướng"),
        ("theo Chương trình (CTr) đã duyệt", "CTr", "Chương trình"),
        ("Ban Chấp hành Trung ương (BCHTW)", "BCHTW", "Ban Chấp hành Trung ương"),
        ("phòng cháy và chữa cháy (sau đây viết tắt là PCCC)", "PCCC", "phòng cháy và chữa cháy"),
        ("Lập Tổ đò ngang, sau đây gọi tắt là TĐN.", "TĐN", "Tổ đò ngang"),
        ("họp Hội đồng mũ bảo hiểm (viết tắt: HĐMBH)", "HĐMBH", "Hội đồng mũ bảo hiểm"),
        (
            "Lập Ban Chỉ đạo đò ngang tỉnh Lam Hà (sau đây gọi tắt là “Ban Chỉ đạo”) gồm",
            "Ban Chỉ đạo",
            "Ban Chỉ đạo đò ngang tỉnh Lam Hà",
        ),
        (
            "Ủy ban nhân dân các xã, phường (sau đây gọi chung là Ủy ban nhân dân cấp xã)",
            "Ủy ban nhân dân cấp xã",
            "Ủy ban nhân dân các xã, phường",
        ),
    ],
)
def test_definitions(text: str, short: str, full: str) -> None:
    (said,) = find(text)
    assert (said.short, said.full) == (short, full)
    evidence = text[said.start : said.end]
    assert evidence.startswith(full)
    assert short in evidence


@pytest.mark.parametrize(
    "text",
    [
        "trí tuệ nhân tạo (AI)",  # initials of other words
        "theo mẫu số 3 (UBND)",
        "Hội đồng nhân dân các cấp ở xã (HĐND)",
        "Họp xong. (BCT)",
        "các bến đò, bãi đỗ (sau đây gọi chung là cơ sở)",  # does not say where it begins
        "Luật Ánh sáng (sau đây gọi tắt là Luật Ánh sáng sửa đổi)",
        "(sau đây gọi tắt là Đề án)",
        "họ gọi tắt là đò",
    ],
)
def test_what_is_no_definition(text: str) -> None:
    assert find(text) == []


def test_the_first_definition_counts() -> None:
    text = "Tổ đò ngang (TĐN) và tờ đơn nộp (TĐN)"
    assert [said.full for said in find(text)] == ["Tổ đò ngang"]


@given(st.lists(st.sampled_from(["Ủy ban", "(UBND)", "(gọi tắt là", "X", ")", ",", "\n", "BĐ"])))
def test_evidence_lies_in_the_text(parts: list[str]) -> None:
    text = tidy(" ".join(parts))
    for said in find(text):
        assert 0 <= said.start < said.end <= len(text)
        assert said.short in text[said.start : said.end]


@pytest.mark.parametrize(
    ("short", "acronym"), [("UBND", True), ("CTr", True), ("Ban", False), ("Ban CĐ", False)]
)
def test_acronyms(short: str, acronym: bool) -> None:
    assert is_acronym(short) is acronym


def test_definitions_are_stored_rebuilt_and_go_with_their_document(tmp_path: Path) -> None:
    page, data = tmp_path / "page.txt", tmp_path / "data"
    page.write_text("Lập Tổ đò ngang (TĐN) ở mỗi xã.")
    query = 'SELECT key, short, full_key, "full" FROM definitions'
    stored = [("tdn", "TĐN", "to do ngang", "Tổ đò ngang")]
    change(data, lambda corpus: corpus.add([page]))
    assert rows(data, query) == stored

    def forgotten_and_rebuilt(corpus):  # type: ignore[no-untyped-def]
        corpus.db.execute("DELETE FROM definitions")
        return corpus.rebuild()

    change(data, forgotten_and_rebuilt)
    assert rows(data, query) == stored
    page.write_text("Lập Tổ đò dọc (TĐD) ở mỗi xã.")
    change(data, lambda corpus: corpus.add([page]))
    assert [row[1] for row in rows(data, query)] == ["TĐD"]
    change(data, lambda corpus: corpus.remove(["page"]))
    assert rows(data, query) == []
