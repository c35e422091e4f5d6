"""What is marked as secret is not taken in; what merely speaks of secrets is."""

from contextlib import closing
from pathlib import Path

import pytest

from index.classified import INTERNAL, held, marking
from index.database import open_database
from index.errors import Classified, DocumentUnknown
from index.view import CorpusView
from tests.embedders import HashEmbedder
from tests.index.corpora import article, change, rows

HEAD = """TỈNH ỦY LAM HÀ          ĐẢNG CỘNG SẢN VIỆT NAM
{mark}
Số 12-BC/TU

BÁO CÁO
về tình hình

"""
BODY = "Trong quý I, tỉnh thực hiện 12 nhiệm vụ được giao.\n"


@pytest.mark.parametrize(
    ("mark", "level"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("Tuyệt mật", "TUYỆT MẬT"),
        ("**MẬT**", "MẬT"),
        ("[ TỐI  MẬT ]", "TỐI MẬT"),
        ("MAT", "MẬT"),
        ("TOI MAT", "TỐI MẬT"),
        ("TUYÊT MÂT", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("Mức độ mật: MẬT", "MẬT"),
        ("MẬT - HỎA TỐC", "MẬT"),
        ("Số 45-BC/TU          MẬT", "MẬT"),
        ("| Tỉnh ủy Lam Hà | TỐI MẬT |", "TỐI MẬT"),
        ("Số: 45/BC-UBND (Mật)", "MẬT"),
        ("LƯU HÀNH NỘI BỘ", INTERNAL),
        ("(Tài liệu lưu hành nội bộ)", INTERNAL),
        ("TAI LIEU LUU HANH NOI BO", INTERNAL),
    ],
)
def test_marks(mark: str, level: str) -> None:
    assert marking(HEAD.format(mark=mark) + BODY) == level
    assert marking(f"{mark}\n{HEAD.format(mark='*')}{BODY}") == level


@pytest.mark.parametrize(
    "text",
    [
        "QUYẾT ĐỊNH\nban hành Quy chế bảo vệ bí mật nhà nước trong các cơ quan của tỉnh",
        "QUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
        "QUY CHẾ BẢO VỆ BÍ\nMẬT\nNHÀ NƯỚC CỦA TỈNH",
        "Tài liệu có độ mật Tuyệt mật, Tối mật, Mật được giao nhận theo sổ riêng.",
        "- Tuyệt mật: do Bí thư quyết định.\n- Mật: do Chánh Văn phòng quyết định.",
        "ỦY BAN\nMẶT\nTRẬN TỔ QUỐC VIỆT NAM",
        "Không để lộ tài liệu lưu hành nội bộ ra ngoài.",
        "Độ mật: Thường",
        "Ho ten\nmat\ntich",
        "BÁO CÁO\nvề sản lượng mật ong",
        BODY * 60 + "\nPhụ lục: mẫu dấu\n\nMẬT\n",
    ],
)
def test_what_speaks_of_secrets_is_not_one(text: str) -> None:
    assert marking(HEAD.format(mark="*") + text) is None
    assert marking(text) is None


def test_no_word_of_it_is_kept_until_it_is_released(tmp_path: Path) -> None:
    data, files = tmp_path / "data", tmp_path / "f"
    files.mkdir()
    secret = files / "bao-cao.txt"
    (files / "khac.txt").write_text(article(1))
    secret.write_text(HEAD.format(mark="*") + article(3))
    change(data, lambda corpus: corpus.sync(files))
    assert len(rows(data, "SELECT id FROM documents")) == 2
    # The mark was put on later: what is here goes.
    secret.write_text(HEAD.format(mark="MẬT") + article(3))
    for _ in range(2):  # said again by every sync
        report = change(data, lambda corpus: corpus.sync(files))
        (problem,) = report.problems
        assert isinstance(problem, Classified)
        assert (problem.subject, problem.detail) == (str(secret), "MẬT")
    assert rows(data, "SELECT id FROM documents") == [("khac",)]
    assert b"V\xc4\x83n b\xe1\xba\xa3n th\xe1\xbb\xa9 3" not in (data / "corpus.db").read_bytes()
    with closing(CorpusView(data, HashEmbedder.identity)) as view:
        assert view.named("12-bc") == view.mentioned("12-bc") == []
    with closing(open_database(data)) as db:
        (waiting,) = held(db)
    with pytest.raises(DocumentUnknown):
        change(data, lambda corpus: corpus.release([waiting.place, 99]))
    assert change(data, lambda corpus: corpus.release([waiting.place])).added == 1
    assert change(data, lambda corpus: corpus.sync(files)).problems == []
    # Another text under the same name is another matter.
    secret.write_text(HEAD.format(mark="MẬT") + article(5))
    assert len(change(data, lambda corpus: corpus.sync(files)).problems) == 1
    assert rows(data, "SELECT id FROM documents") == [("khac",)]
    secret.unlink()
    change(data, lambda corpus: corpus.sync(files))
    assert rows(data, "SELECT * FROM quarantine") == []
