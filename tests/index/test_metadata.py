"""What documents say of themselves."""

from datetime import date
from pathlib import Path

import pytest

from index import readers
from index.metadata import Metadata, extract
from index.types import Source

SAMPLES = Path(__file__).parents[2] / "samples"


def extracted(name: str) -> list[Metadata]:
    found = readers.read(SAMPLES / name)
    return [extract(item.text) for item in found if isinstance(item, Source)]


@pytest.mark.parametrize(
    ("name", "number", "kind", "issued", "words"),
    [
        ("03-CT-TU.txt", "03-CT/TU", "Chỉ thị", date(2026, 2, 9), "văn thư, lưu trữ và số hóa"),
        ("07-NQ-TU.txt", "07-NQ/TU", "Nghị quyết", date(2021, 9, 20), "chuyển đổi số ở cấp xã"),
        ("12-NQ-TU.md", "12-NQ/TU", "Nghị quyết", date(2026, 3, 18), "chuyển đổi số ở xã, phường"),
        ("08-HD-BTGDVTU.md", "08-HD/BTGDVTU", "Hướng dẫn", None, "đội ngũ báo cáo viên"),
        ("45-KH-UBND.md", "45/KH-UBND", "Kế hoạch", None, "Thực hiện Nghị quyết số 12-NQ/TU"),
    ],
)
def test_samples(name: str, number: str, kind: str, issued: date | None, words: str) -> None:
    (found,) = extracted(name)
    assert (found.number, found.kind) == (number, kind)
    assert found.issued is not None
    assert issued in (None, found.issued)
    assert words in str(found.title)


def test_a_notice_of_a_jsonl_file() -> None:
    first, second = extracted("thong-bao.jsonl")
    assert (first.number, first.issued) == ("15-TB/VPTU", date(2026, 6, 1))
    assert (second.number, second.issued) == ("16-TB/VPTU", date(2026, 6, 8))


@pytest.mark.parametrize("name", ["hoi-nghi-6-thang.html", "hoi-nghi-tong-ket.txt"])
def test_a_news_report_takes_no_number_from_what_it_cites(name: str) -> None:
    (found,) = extracted(name)
    assert (found.number, found.kind) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Căn cứ Luật số 60/2024/QH15;\nXét đề nghị của Sở Nội vụ.", id="cited law"),
        pytest.param("Số điện thoại: 0912 345 678", id="telephone"),
        pytest.param("Lam Giang, ngày 31 tháng 2 năm 2026", id="a day that never was"),
        pytest.param("", id="nothing"),
    ],
)
def test_nothing_is_made_up(text: str) -> None:
    found = extract(text)
    assert (found.number, found.kind, found.issued) == (None, None, None)
