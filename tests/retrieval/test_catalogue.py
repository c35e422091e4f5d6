"""The register: what a person types opens the right card, or offers the candidates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import outline
from index.corpus import Corpus
from index.database import open_database
from retrieval.catalogue import Card, Catalogue
from retrieval.validity import Validity
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"
DECISION = """ỦY BAN NHÂN DÂN
TỈNH {where}
Số: 71/2026/QĐ-UBND
{place}, ngày 02 tháng 3 năm 2026
QUYẾT ĐỊNH
Về {subject}

Điều 1. {subject} theo Quyết định này.
Điều 2. Sở Nội vụ thi hành.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Mạc Văn Ổi
"""
CHARTER = "ĐIỀU LỆ HỘI ĐÒ NGANG\n\n" + "\n\n".join(f"Điều {n}. Mục {n}." for n in range(1, 5))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("register")
    texts = {
        "a.txt": DECISION.format(where="LAM HÀ", place="Lam Giang", subject="bến đò ngang"),
        "b.txt": DECISION.format(where="VÂN SƠN", place="Vân Sơn", subject="chợ nổi đầu nguồn"),
        "b-copy.txt": DECISION.format(
            where="VÂN SƠN", place="Vân Sơn", subject="chợ nổi đầu nguồn"
        ),
        "c.txt": CHARTER,
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    db = open_database(folder / "data")
    Corpus(db, folder / "data", HashEmbedder).add([SAMPLES, *(folder / name for name in texts)])
    yield Catalogue(db)
    db.close()


def card(register: Catalogue, typed: str) -> Card:
    opened = register.open(typed)
    assert opened.card is not None, opened.candidates
    return opened.card


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07-NQ/TU", "07-NQ/TU"),
        ("nq 12", "12-NQ/TU"),
        ("Nghị quyết 12", "12-NQ/TU"),
        ("ke hoach 45", "45/KH-UBND"),
        ("71/2026/QĐ-UBND Vân Sơn", "71/2026/QĐ-UBND"),
        ("chuyển đổi số ở cấp xã", "07-NQ/TU"),
        ("cho xin file thong bao 15", "15-TB/VPTU"),
    ],
)
def test_what_people_type(register: Catalogue, typed: str, number: str) -> None:
    assert card(register, typed).number == number


@pytest.mark.parametrize(
    "typed", ["điều lệ hội đò ngang", "cho xin dieu le hoi do ngang ạ", "điều lệ"]
)
def test_a_title(register: Catalogue, typed: str) -> None:
    item = card(register, typed).item
    assert item is not None
    assert item.entry.title == "Điều lệ HỘI ĐÒ NGANG"


def test_one_number_of_two_provinces_is_for_the_person_to_choose(register: Catalogue) -> None:
    opened = register.open("71/2026/QĐ-UBND")
    assert opened.card is None
    issuers = [each.item and each.item.entry.issuer for each in opened.candidates]
    assert issuers == ["Ủy ban nhân dân tỉnh Lam Hà", "Ủy ban nhân dân tỉnh Vân Sơn"]


def test_copies_are_shown_as_one(register: Catalogue) -> None:
    item = card(register, "71/2026/QĐ-UBND Vân Sơn").item
    assert item is not None
    assert len(item.copies) == 1
    listed = [i for i in register.items() if i.entry.number == "71/2026/QĐ-UBND"]
    assert len(listed) == 2


def test_the_card_of_a_document_that_was_replaced(register: Catalogue) -> None:
    old = card(register, "07-NQ/TU")
    assert old.item is not None
    assert old.item.validity is Validity.REPLACED
    (change,) = old.changed_by
    assert (change.number, change.document_id) == ("12-NQ/TU", "12-nq-tu")
    assert "Thay thế Nghị quyết số 07-NQ/TU" in change.quote
    assert [section.title for section in old.outline][:2] == [
        "I. TÌNH HÌNH",
        "II. QUAN ĐIỂM, MỤC TIÊU",
    ]


def test_the_card_of_a_document_that_is_only_mentioned(register: Catalogue) -> None:
    absent = card(register, "Luật số 33/2024/QH15")
    assert absent.item is None
    (link,) = absent.mentioned_in
    assert (link.number, "33/2024/QH15" in link.quote) == ("03-CT/TU", True)


@pytest.mark.parametrize("typed", ["99-NQ/TU", "luật không có", "", "ạ", "12/2020"])
def test_nothing_is_made_up(register: Catalogue, typed: str) -> None:
    opened = register.open(typed)
    assert (opened.card, opened.candidates) == (None, ())


def test_filters(register: Catalogue) -> None:
    def numbers(**filters: object) -> list[str | None]:
        return [i.entry.number for i in register.items(**filters)]  # type: ignore[arg-type]

    assert numbers(kind="nghi quyet") == ["07-NQ/TU", "12-NQ/TU"]
    assert numbers(year=2021) == ["07-NQ/TU"]
    assert numbers(status="replaced") == ["07-NQ/TU"]
    assert numbers(issuer="van phong") == ["15-TB/VPTU", "16-TB/VPTU"]
    assert numbers(words="van thu luu tru") == []
    assert numbers(words="tap huan") == ["15-TB/VPTU"]


def test_a_section_is_exactly_its_article(register: Catalogue) -> None:
    guide = card(register, "HD 08")
    text = register.section(guide, "điều 5")
    assert text is not None
    assert text.startswith("Điều 5. Số lượng")
    assert text.endswith("có ít nhất 01 nữ.")
    last = register.section(guide, "Dieu 12")
    assert last is not None
    assert last.endswith("0200.555.0108.")
    assert register.section(guide, "Điều 50") is None
    assert register.section(card(register, "33/2024/QH15"), "Điều 1") is None


def test_an_article_within_an_amendment_is_not_the_documents_own() -> None:
    text = (
        "Điều 1. Sửa Điều 5 như sau:\n“Điều 5. Cũ.”\nĐiều 2. Thi hành.\n\nChương II\n\nĐiều 3. Hết."
    )
    assert [s.title for s in outline.read(text)] == [
        "Điều 1. Sửa Điều 5 như sau:",
        "Điều 2. Thi hành.",
        "Chương II",
        "Điều 3. Hết.",
    ]
    assert outline.section(text, "Điều 5") is None
