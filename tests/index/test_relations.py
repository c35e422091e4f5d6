"""What documents do to others, and in which direction."""

from pathlib import Path

import pytest

from index import readers, relations
from index.corpus import Corpus
from index.database import open_database
from index.metadata import Evidence, Metadata, extract
from index.relations import Act
from index.types import Source
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"
OWN = Metadata(number="88/2026/QĐ-UBND", kind="Quyết định")


def acts(text: str, said: Metadata = OWN) -> set[tuple[str, str]]:
    found = relations.find(text, said)
    assert all(str(r.reference) and 0 <= r.start < r.end <= len(text) for r in found)
    return {(r.act.value, str(r.reference)) for r in found}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 12/2020/QĐ-UBND.",
            {("replaces", "12/2020/QĐ-UBND")},
            id="this replaces that",
        ),
        pytest.param(
            "Bãi bỏ Quyết định số 12/2020/QĐ-UBND ngày 01/02/2020 sửa đổi Quyết định số "
            "11/2019/QĐ-UBND.",
            {("repeals", "12/2020/QĐ-UBND"), ("mentions", "11/2019/QĐ-UBND")},
            id="what a repealed one had amended",
        ),
        pytest.param(
            "Điều 2. Bãi bỏ khoản 3 Điều 5 Quyết định số 12/2020/QĐ-UBND.",
            {("amends", "12/2020/QĐ-UBND")},
            id="part of one",
        ),
        pytest.param(
            "Bãi bỏ các quy định về bến đò tại Quyết định số 12/2020/QĐ-UBND.",
            {("amends", "12/2020/QĐ-UBND")},
            id="provisions in one",
        ),
        pytest.param(
            "Việc này theo Luật số 11/2010/QH12 được sửa đổi, bổ sung bởi Luật số 22/2020/QH14.",
            {("mentions", "11/2010/QH12"), ("mentions", "22/2020/QH14")},
            id="others among themselves",
        ),
        pytest.param(
            "Người đã nộp trước ngày Quyết định này có hiệu lực theo Luật số 11/2010/QH12 đã được "
            "sửa đổi, bổ sung bởi Luật số 22/2020/QH14.",
            {("mentions", "11/2010/QH12"), ("mentions", "22/2020/QH14")},
            id="others, in a sentence about this one",
        ),
        pytest.param(
            "Quyết định số 12/2020/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {("repeals", "12/2020/QĐ-UBND")},
            id="ceases when this begins",
        ),
        pytest.param(
            "Quy định về phí qua đò tại Quyết định số 12/2020/QĐ-UBND; Quyết định số "
            "13/2021/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            {("amends", "12/2020/QĐ-UBND"), ("amends", "13/2021/QĐ-UBND")},
            id="provisions in two cease",
        ),
        pytest.param(
            "Sửa đổi Điều 9 Nghị định số 65/2023/NĐ-CP cho gọn.",
            {("mentions", "65/2023/NĐ-CP")},
            id="a province changes no decree",
        ),
        pytest.param(
            "Căn cứ Luật số 11/2010/QH12 đã được sửa đổi theo Luật số 22/2020/QH14;",
            {("founded_on", "11/2010/QH12"), ("mentions", "22/2020/QH14")},
            id="founded on",
        ),
        pytest.param(
            "Thực hiện Chỉ thị số 03-CT/TU, Ủy ban nhân dân tỉnh quyết định:",
            {("carries_out", "03-CT/TU")},
            id="carries out",
        ),
        pytest.param("Xem Quyết định số 88/2026/QĐ-UBND.", set(), id="itself"),
    ],
)
def test_a_sentence(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert acts(sentence) == expected


def test_a_list_of_documents_that_lose_their_force() -> None:
    text = (
        "Điều 9. Các quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\n"
        "a) Quyết định số 12/2020/QĐ-UBND về bến đò;\n"
        "b) Quyết định số 13/2021/QĐ-UBND về chợ.\n\n"
        "Điều 10. Đối chiếu Quyết định số 14/2022/QĐ-UBND để thi hành."
    )
    assert acts(text) == {
        ("repeals", "12/2020/QĐ-UBND"),
        ("repeals", "13/2021/QĐ-UBND"),
        ("mentions", "14/2022/QĐ-UBND"),
    }


@pytest.mark.parametrize(
    "lead",
    [
        "Điều 1. Bãi bỏ toàn bộ một số văn bản quy phạm pháp luật của Ủy ban nhân dân tỉnh",
        "2. Bãi bỏ các Quyết định sau:",
        "2. Quyết định này bãi bỏ toàn bộ các Quyết định sau:",
    ],
)
def test_a_list_of_what_is_repealed(lead: str) -> None:
    text = (
        f"{lead}\n\n"
        "1. Quyết định số 12/2020/QĐ-UBND về bến đò.\n\n"
        "2. Quyết định số 13/2021/QĐ-UBND sửa đổi Điều 5 Quyết định số 11/2019/QĐ-UBND.\n\n"
        "3. Khoản 2 Điều 4 Quyết định số 15/2021/QĐ-UBND.\n\n"
        "Điều 2. Đối chiếu Quyết định số 14/2022/QĐ-UBND để thi hành."
    )
    assert acts(text) == {
        ("repeals", "12/2020/QĐ-UBND"),
        ("repeals", "13/2021/QĐ-UBND"),
        ("mentions", "11/2019/QĐ-UBND"),
        ("amends", "15/2021/QĐ-UBND"),
        ("mentions", "14/2022/QĐ-UBND"),
    }


@pytest.mark.parametrize(
    "lead",
    [
        "Điều 1. Sửa đổi, bổ sung một số quy định của các văn bản",
        "2. Rà soát, bãi bỏ các văn bản trái quy định sau:",
        "2. Xem xét việc bãi bỏ các Quyết định sau:",
    ],
)
def test_a_list_under_another_heading_repeals_nothing(lead: str) -> None:
    text = f"{lead}\n\n1. Quyết định số 12/2020/QĐ-UBND về bến đò."
    assert not {act for act, _ in acts(text)} & {"repeals", "replaces"}


def test_the_title_says_what_is_amended() -> None:
    text = "QUYẾT ĐỊNH\n\nSỬA ĐỔI MỘT SỐ ĐIỀU CỦA QUY CHẾ THEO QUYẾT ĐỊNH SỐ 12/2020/QĐ-UBND"
    said = Metadata("88/2026/QĐ-UBND", evidence=(Evidence("title", 0, len(text)),))
    assert acts(text, said) == {("amends", "12/2020/QĐ-UBND")}


def test_a_report_does_nothing_itself() -> None:
    text = "Quyết định này thay thế Quyết định số 12/2020/QĐ-UBND."
    assert acts(text, Metadata(is_report=True)) == {("mentions", "12/2020/QĐ-UBND")}


def test_a_consolidated_text_lists_what_it_joins_and_repeals_nothing() -> None:
    text = (
        "Thông tư số 05/2020/TT-BXX về đò, có hiệu lực từ ngày 01/3/2020.\n\n"
        "Điều 1. Thông tư này thay thế Thông tư số 04/2010/TT-BXX."
    )
    expected = {("consolidates", "05/2020/TT-BXX"), ("mentions", "04/2010/TT-BXX")}
    assert acts(text, Metadata(number="09/VBHN-BXX")) == expected


def sample(name: str) -> set[tuple[str, str]]:
    (source,) = [item for item in readers.read(SAMPLES / name) if isinstance(item, Source)]
    return acts(source.text, extract(source.text))


def test_samples() -> None:
    assert ("replaces", "07-NQ/TU") in sample("12-NQ-TU.md")
    assert ("carries_out", "12-NQ/TU") in sample("45-KH-UBND.md")
    assert ("mentions", "03-CT/TU") in sample("08-HD-BTGDVTU.md")
    assert not [act for act, _ in sample("hoi-nghi-6-thang.html") if act != Act.MENTIONS]


def test_edges_are_stored_with_their_passages_and_rebuilt(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    corpus = Corpus(db, tmp_path, HashEmbedder)
    corpus.add([SAMPLES])
    query = (
        "SELECT d.number, r.kind, reference, substr(d.text, r.start + 1, r.end - r.start), p.text"
        " FROM relations r JOIN documents d ON d.pk = r.document"
        " LEFT JOIN passages p ON p.id = r.passage ORDER BY d.pk, r.start, reference"
    )
    before = db.execute(query).fetchall()
    (edge,) = [row for row in before if row[1] == "replaces"]
    assert edge[:3] == ("12-NQ/TU", "replaces", "07-NQ/TU")
    assert "Thay thế Nghị quyết số 07-NQ/TU" in edge[3]
    assert edge[3] in edge[4]
    db.execute("DELETE FROM relations")
    corpus.rebuild()
    assert db.execute(query).fetchall() == before
    db.close()
