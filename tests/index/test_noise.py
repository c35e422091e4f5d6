"""What is marked as no part of a document's words, and what is not."""

from pathlib import Path

import pytest

from index import noise
from index.intake import draft
from index.readers import Reader, markdown, plain, signature
from index.types import Source

BODY = "Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng quán triệt và thực hiện tốt các nhiệm vụ sau đây."
LONG = " ".join([BODY] * 6)


def marked(text: str, pages: tuple[int, ...] = ()) -> list[str]:
    return [text[a:b] for a, b in noise.mark(Source(text, pages=pages)).noise]


@pytest.mark.parametrize(
    "line",
    [
        "Đang online: 6", "• Hôm nay: 617", "Tất cả: 1.257.021", "Lượt truy cập: 12 766",
        "POWERED BY AN ENGINE", "Trang chủ", "image banner", "Chia sẻ",
    ],
)  # fmt: skip
def test_menus_and_counters_are_noise_wherever_they_stand(line: str) -> None:
    assert marked(f"{LONG}\n\n{line}\n\n{LONG}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Tất cả 617 xã, phường đã triển khai.", "Hôm nay khai mạc Đại hội", "Năm: 2026 và 2027",
        "Điều 5. Đăng nhập và tìm kiếm", "ĐĂNG KÝ THI ĐUA", "Nơi nhận hồ sơ là bộ phận một cửa",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(line: str) -> None:
    assert marked(f"{LONG}\n\n{line}\n\n{LONG}") == []


def test_what_stands_under_related_news_is_noise_up_to_the_next_paragraph() -> None:
    text = f"{LONG}\n\nTin liên quan\n\nBóng chuyền xã Đông\n\nLễ hội mùa xuân\n\n{LONG}"
    assert marked(text) == ["Tin liên quan", "Bóng chuyền xã Đông", "Lễ hội mùa xuân"]


def test_receivers_are_noise_and_the_signature_is_none() -> None:
    text = (
        f"{BODY}\n\nNơi nhận:\n- Như Điều 3;\n- Lưu VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn A"
    )
    assert marked(text) == ["Nơi nhận:", "- Như Điều 3;", "- Lưu VT."]


def test_running_headers_of_pages() -> None:
    pages = [f"CÔNG BÁO/Số {70 + n}\n\nĐiều {n}. {LONG}\n\n{n}" for n in range(1, 5)]
    text = "\n\n".join(pages)
    starts = tuple(text.index(page) for page in pages)
    assert marked(text, starts) == [
        said for n in range(1, 5) for said in (f"CÔNG BÁO/Số {70 + n}", str(n))
    ]


def test_page_numbers_in_a_text_without_pages() -> None:
    text = "\n".join(f"UBND TỈNH LAM HÀ\n{LONG}\n{n}" for n in range(1, 6))
    found = marked(text)
    assert [said for said in found if said.isdigit()] == ["1", "2", "3", "4", "5"]
    assert found.count("UBND TỈNH LAM HÀ") == 4 or found.count("UBND TỈNH LAM HÀ") == 5
    columns = "\n".join(f"{n}\n5.00011{n}\nThủ tục số {n}" for n in range(1, 9))
    assert marked(f"{LONG}\n{columns}\n{LONG}") == []


def test_no_passage_holds_noise_and_the_stored_text_does() -> None:
    text = f"{LONG}\n\nĐang online: 6\n\n{LONG}\n\nNơi nhận:\n- Như trên;"
    made = draft("x", Source(text))
    assert made.source.text == text
    passages = [text[span.start : span.end] for span in made.spans]
    assert "".join("".join(passages).split()) == "".join((LONG + LONG).split())
    assert noise.mark(made.source) == made.source


SIDES = [
    ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
    ("- Như Điều 3;", "KT. CHỦ TỊCH"),
    ("- Lưu: VT.", "PHÓ CHỦ TỊCH"),
    ("", ""),
    ("", "Trần Văn Mẫu"),
]


@pytest.mark.parametrize("border", [" | ", "          ", "\t\t", " "])
@pytest.mark.parametrize("read", [plain.read, markdown.read])
def test_a_signature_beside_the_receivers_is_one_and_found(
    tmp_path: Path, border: str, read: Reader
) -> None:
    foot = "\n".join(f"{left}{border}{right}".strip() for left, right in SIDES)
    file = tmp_path / "q.md"
    file.write_text(
        f"Số: 45/QĐ-UBND\n\nQUYẾT ĐỊNH\n\nĐiều 1. {LONG}\n\n{foot}\n\nPHỤ LỤC\n\n{LONG}"
    )
    made = draft("x", next(iter(read(file))))  # type: ignore[arg-type]
    text = made.source.text
    (signed,) = [e for e in made.metadata.evidence if e.field == "signer"]
    block = "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn Mẫu"
    assert " ".join(text[signed.start : signed.end].split()) == block
    assert [text[a:b] for a, b in made.source.noise] == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."]
    assert any(text[s.start : s.end].endswith("Trần Văn Mẫu") for s in made.spans)


def test_a_text_without_such_a_foot_stays_as_it_is() -> None:
    text = f"Nơi nhận hồ sơ: Bộ phận một cửa | Ủy ban nhân dân xã\n{LONG}\nNơi nhận:\n- Như trên;"
    assert signature.in_order(text) == text
