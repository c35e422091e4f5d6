"""PDF -> text in reading order, with pages; scans through a stand-in for Tesseract."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import Damaged, Encrypted, NeedsProgram, NothingToRead, PagesUnread
from index.readers import ocr, read
from index.types import Source
from tests.index.pdf_files import Sheet, write

_LONG = "Ủy ban nhân dân các xã, phường chịu trách nhiệm tổ chức và báo cáo kết"


def _read(path: Path) -> Source:
    (source,) = read(path)
    assert isinstance(source, Source)
    return source


def test_a_letterhead_is_read_column_by_column_and_wrapped_lines_are_paragraphs(
    tmp_path: Path,
) -> None:
    sheet = (
        Sheet()
        .text(90, 70, "TỈNH LÂM HÀ")
        .text(300, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .text(90, 90, "Số: 12/KH-UBND")
        .text(340, 90, "Độc lập - Tự do - Hạnh phúc")
        .text(110, 140, _LONG)
        .text(80, 158, "quả trước ngày 30 tháng 6.")
        .text(110, 180, "2. Sở Tài chính cấp đủ kinh phí.")
    )
    assert _read(write(tmp_path / "a.pdf", [sheet])).text.split("\n\n") == [
        "TỈNH LÂM HÀ",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{_LONG} quả trước ngày 30 tháng 6.",
        "2. Sở Tài chính cấp đủ kinh phí.",
    ]


def test_an_article_whose_heading_fills_its_line_ends_before_its_first_clause(
    tmp_path: Path,
) -> None:
    heading = f"Điều 8. {_LONG.removeprefix('1. ')}"
    sheet = Sheet().text(80, 100, heading).text(80, 118, "1. Sở Tài chính cấp đủ kinh phí.")
    first, second = _read(write(tmp_path / "a.pdf", [sheet])).text.split("\n\n")
    assert (first, second) == (heading, "1. Sở Tài chính cấp đủ kinh phí.")


def test_a_paragraph_runs_over_a_page_end_and_margins_are_noise(tmp_path: Path) -> None:
    def page(number: int) -> Sheet:
        return Sheet().text(290, 40, str(number)).text(80, 60, "CÔNG BÁO/Số 7")

    sheets = [
        page(1).text(80, 700, _LONG),
        page(2).text(80, 100, "quả của đợt 1.").text(110, 130, "Điều 2. Hiệu lực"),
        page(3).text(110, 100, "Điều 3. Thi hành"),
    ]
    source = _read(write(tmp_path / "a.pdf", sheets))
    (noise,) = source.noise
    assert source.text[: noise[0]].strip().split("\n\n") == [
        f"{_LONG} quả của đợt 1.",
        "Điều 2. Hiệu lực",
        "Điều 3. Thi hành",
    ]
    assert [source.text[start:].split(" ")[0] for start in source.pages] == ["Ủy", "quả", "Điều"]
    assert source.text[slice(*noise)].split("\n") == [
        *("1", "CÔNG BÁO/Số 7", "2", "CÔNG BÁO/Số 7", "3", "CÔNG BÁO/Số 7")
    ]


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    sheet = (
        Sheet()
        .text(80, 100, "Căn cứ Nghị quyết số 57-")
        .text(80, 118, "NQ/TW về infor-")
        .text(80, 136, "mation của ma-")
        .text(80, 154, "két")
    )
    text = _read(write(tmp_path / "a.pdf", [sheet])).text
    assert text == "Căn cứ Nghị quyết số 57-NQ/TW về information của ma-két"


def test_a_ruled_table_is_rows_with_one_header_over_its_pages(tmp_path: Path) -> None:
    head = {70: "Đối tượng", 230: "Mức hỗ trợ"}
    first, second = Sheet(), Sheet()
    first.text(200, 60, "Bảng 1. Mức hỗ trợ").grid((60, 220, 400), (700, 730, 770))
    second.grid((60, 220, 400), (80, 110, 140))
    for x, text in head.items():
        first.text(x, 720, text)
        second.text(x, 100, text)
    first.text(70, 745, "Hộ nghèo ở").text(70, 760, "miền núi").text(230, 745, "1.500.000")
    second.text(70, 130, "Hộ cận nghèo").text(230, 130, "900.000")
    second.text(70, 180, "Ghi chú: hằng tháng.")
    source = _read(write(tmp_path / "a.pdf", [first, second]))
    assert source.text.split("\n") == [
        "Bảng 1. Mức hỗ trợ",
        "",
        "Đối tượng | Mức hỗ trợ",
        "Hộ nghèo ở miền núi | 1.500.000",
        "Hộ cận nghèo | 900.000",
        "",
        "Ghi chú: hằng tháng.",
    ]
    assert source.text[source.pages[1] :].startswith("Hộ cận nghèo")


def test_cells_of_a_header_over_several_columns_name_each_of_them(tmp_path: Path) -> None:
    sheet = Sheet().grid((60, 160, 260, 360), (100, 160, 190)).line(160, 130, 360, 130)
    sheet.content = [line for line in sheet.content if not line.startswith("260 742 m")]
    sheet.line(260, 130, 260, 190)
    sheet.text(70, 120, "Xã").text(170, 120, "Số hộ").text(170, 150, "2024").text(270, 150, "2025")
    sheet.text(70, 180, "An Lạc").text(170, 180, "12").text(270, 180, "9")
    assert _read(write(tmp_path / "a.pdf", [sheet])).text.split("\n") == [
        "Xã | Số hộ 2024 | Số hộ 2025",
        "An Lạc | 12 | 9",
    ]


def test_a_legacy_font_is_read_by_its_name(tmp_path: Path) -> None:
    typed = "NghÞ quyÕt vÒ ph­¬ng h­íng nhiÖm vô".encode("latin-1")
    text = _read(write(tmp_path / "a.pdf", [Sheet().old(80, 100, typed)])).text
    assert text == "Nghị quyết về phương hướng nhiệm vụ"


def test_turned_text_is_read_and_a_stamp_along_the_edge_is_not(tmp_path: Path) -> None:
    sheet = Sheet(turn=90)
    for place, words in enumerate(("Biểu số 3", "Kết quả thực hiện chỉ tiêu", "Đơn vị tính: hộ")):
        sheet.upward(100 + 20 * place, 700, words)
    sheet.text(10, 30, "Bản sao")
    text = _read(write(tmp_path / "a.pdf", [sheet])).text
    assert text.split("\n\n") == ["Biểu số 3", "Kết quả thực hiện chỉ tiêu", "Đơn vị tính: hộ"]


@pytest.mark.parametrize(
    ("raw", "error"),
    [(b"%PDF-1.4 and nothing else", Damaged), (b"MZ\x90", Damaged), (b"", NothingToRead)],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, raw: bytes, error: type[Exception]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    with pytest.raises(error):
        _read(path)


def test_a_locked_and_a_blank_pdf_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Encrypted):
        _read(write(tmp_path / "a.pdf", [Sheet().text(80, 100, "Mật")], encrypted=True))
    with pytest.raises(NothingToRead):
        _read(write(tmp_path / "b.pdf", [Sheet()]))


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program of that name: it finds one line of words in every picture."""
    folder = tmp_path / "bin"
    folder.mkdir()
    rows = [
        f"5\t1\t1\t1\t1\t{n}\t{300 + 200 * n}\t400\t150\t50\t91\t{word}"
        for n, word in enumerate(["Khoản", "2.", "Chữ", "nhận", "dạng"], start=1)
    ]
    program = folder / "tesseract"
    tsv = "\n".join(["level", *rows])
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo vie; exit; fi\n'
        f"cat > /dev/null\ncat <<'END'\n{tsv}\nEND\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    ocr.available.cache_clear()
    yield
    ocr.available.cache_clear()


_SCAN = bytes(range(256)) * 256


@pytest.mark.usefixtures("tesseract")
def test_only_pages_without_a_sound_text_layer_are_recognised(tmp_path: Path) -> None:
    nonsense = " ".join(["%Ýq", "&{1*x", "#tkz", "wrtq"] * 12)
    sheets = [
        Sheet().text(80, 100, "Khoản 1. Chữ có sẵn."),
        Sheet().scan(_SCAN, 256).text(20, 20, "Ký bởi: Ủy ban nhân dân tỉnh"),
        Sheet().text(80, 100, nonsense, size=4),
    ]
    source = _read(write(tmp_path / "a.pdf", sheets))
    assert re.sub(r"\s+", " ", source.text) == (
        "Khoản 1. Chữ có sẵn. Khoản 2. Chữ nhận dạng Khoản 2. Chữ nhận dạng"
    )
    assert len(source.pages) == 3


def test_a_scan_without_tesseract_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.available.cache_clear()
    scan = Sheet().scan(_SCAN, 256)
    with pytest.raises(NeedsProgram) as caught:
        _read(write(tmp_path / "a.pdf", [scan]))
    assert caught.value.detail == "tesseract-ocr tesseract-ocr-vie"
    mixed = [scan, Sheet().text(80, 100, "Khoản 1."), scan, scan]
    source, problem = read(write(tmp_path / "b.pdf", mixed))
    ocr.available.cache_clear()
    assert isinstance(source, Source)
    assert source.text == "Khoản 1."
    assert isinstance(problem, PagesUnread)
    assert problem.detail == "1, 3–4"
