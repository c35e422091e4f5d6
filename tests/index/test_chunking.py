"""Passages: whole, in order, of a good size, under the right headings."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import readers, text
from index.chunking import FEWEST, MOST, split
from index.types import Heading, Source, Span
from tests.index.strategies import documents

SAMPLES = Path(__file__).parents[2] / "samples"
LONGEST_SENTENCE = 300  # words; a longer one has to be cut somewhere


def sources(path: Path) -> list[Source]:
    return [item for item in readers.read(path) if isinstance(item, Source)]


def assert_whole(document: str, spans: list[Span]) -> None:
    """Ordered, disjoint, and every visible character in exactly one."""
    for span in spans:
        assert 0 <= span.start < span.end <= len(document)
        assert document[span.start : span.end].strip()
    assert all(before.end <= after.start for before, after in pairwise(spans))
    kept = "".join("".join(document[s.start : s.end].split()) for s in spans)
    assert kept == "".join(document.split())


def assert_no_sentence_cut(document: str, spans: list[Span]) -> None:
    borders = {border for span in spans for border in (span.start, span.end)}
    for start, end in text.sentences(document):
        cut = [border for border in borders if start < border < end]
        if cut:
            assert len(document[start:end].split()) > LONGEST_SENTENCE, document[start:end]


class TestAnyText:
    @given(documents())
    def test_nothing_is_lost_or_doubled(self, document: str) -> None:
        assert_whole(document, split(document))

    @given(st.text(max_size=400))
    def test_nor_of_what_is_no_document_at_all(self, typed: str) -> None:
        document = text.tidy(typed)
        assert_whole(document, split(document))

    @given(documents())
    def test_no_sentence_is_cut(self, document: str) -> None:
        assert_no_sentence_cut(document, split(document))

    @given(documents(), st.data())
    def test_marked_headings_change_neither(self, document: str, data: st.DataObject) -> None:
        lines = [s for s in text.sentences(document) if s[1] - s[0] < 200]
        chosen = (
            data.draw(st.lists(st.sampled_from(lines), unique=True, max_size=4)) if lines else []
        )
        headings = [Heading(start, end, 1 + n % 3) for n, (start, end) in enumerate(sorted(chosen))]
        spans = split(document, headings)
        assert_whole(document, spans)

    @given(documents(), st.data())
    def test_noise_is_in_no_passage_and_all_else_in_one(
        self, document: str, data: st.DataObject
    ) -> None:
        lines = text.sentences(document)
        chosen = (
            data.draw(st.lists(st.sampled_from(lines), unique=True, max_size=4)) if lines else []
        )
        noise = sorted(chosen)
        spans = split(document, noise=noise)
        assert not [s for s in spans for a, b in noise if a < s.end and s.start < b]
        blank = list(document)
        for a, b in noise:
            blank[a:b] = " " * (b - a)
        assert_whole("".join(blank), spans)

    @given(documents(most=20))
    @settings(max_examples=40)
    def test_only_a_long_sentence_or_many_headings_make_a_long_passage(self, document: str) -> None:
        for span in split(document):
            piece = document[span.start : span.end]
            if len(piece.split()) > MOST + FEWEST:
                sizes = [len(piece[a:b].split()) for a, b in text.sentences(piece)]
                assert max(sizes) > FEWEST or len(sizes) > 20


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
class TestSamples:
    def test_nothing_is_lost_and_no_sentence_cut(self, path: Path) -> None:
        for source in sources(path):
            spans = split(source.text, source.headings)
            assert_whole(source.text, spans)
            assert_no_sentence_cut(source.text, spans)

    def test_size(self, path: Path) -> None:
        for source in sources(path):
            spans = split(source.text, source.headings)
            sizes = sorted(len(source.text[s.start : s.end].split()) for s in spans)
            assert sizes[-1] <= MOST + FEWEST // 2
            assert len(sizes) < 3 or FEWEST // 2 <= sizes[len(sizes) // 2] <= MOST


def sections(document: str, *quotes: str) -> list[str]:
    """The section of the passage in which each quote stands."""
    spans = split(document)
    return [
        next(s.section for s in spans if quote in document[s.start : s.end]) for quote in quotes
    ]


def body(name: str, words: int = 90) -> str:
    return f"{name} " + "thực hiện tốt " * (words // 3) + "nhiệm vụ."


class TestSections:
    def test_law(self) -> None:
        document = "\n\n".join(
            [
                "Chương I\nQUY ĐỊNH CHUNG",
                "Điều 1. Phạm vi\n\n" + body("Một"),
                "Điều 2. Đối tượng\n\n" + body("Hai"),
                "Chương II\nTỔ CHỨC",
                "Mục 1. BỘ MÁY",
                "Điều 3. Cơ quan\n\n1. " + body("Ba") + "\n\n2. " + body("Bốn"),
                "Mục 2. KINH PHÍ",
                "Điều 4. Nguồn\n\n" + body("Năm"),
            ]
        )
        found = sections(document, "Một thực", "Hai thực", "Ba thực", "Bốn thực", "Năm thực")
        assert [["Chương" in s, *s.split(" › ")[-1:]] for s in found] == [
            [True, "Điều 1. Phạm vi"],
            [True, "Điều 2. Đối tượng"],
            [True, "Điều 3. Cơ quan"],
            [True, "Điều 3. Cơ quan"],
            [True, "Điều 4. Nguồn"],
        ]
        assert "Chương I" in found[1].split(" › ")
        assert "Chương II" in found[2].split(" › ")
        assert "Mục 1. BỘ MÁY" in found[3]
        assert "Mục 1" not in found[4]
        assert "Mục 2. KINH PHÍ" in found[4]

    def test_what_an_amendment_quotes_heads_nothing(self) -> None:
        document = "\n\n".join(
            [
                "Điều 1. Sửa đổi, bổ sung một số điều của Luật A",
                "1. Bổ sung Điều 90 vào sau Điều 89 như sau: “Điều 90. Phí",
                body("Một"),
                "Điều 91. Lệ phí",
                body("Hai") + "”.",
                "2. " + body("Ba"),
                "“Điều 92. Ai quên đóng ngoặc",
                body("Bốn"),
                "Điều 2. Hiệu lực",
                body("Năm") + " Thay “xã” bằng “phường””.",
            ]
        )
        *amended, last = sections(document, "Một thực", "Hai thực", "Ba thực", "Năm thực")
        assert all(section.split(" › ")[0].startswith("Điều 1.") for section in amended)
        assert not any("Điều 91. Lệ phí" in section for section in amended)
        assert last == "Điều 2. Hiệu lực"

    def test_roman_numerals_with_numbered_headings(self) -> None:
        document = "\n\n".join(
            [
                "I. TÌNH HÌNH",
                body("Một"),
                "II. NHIỆM VỤ",
                "1. Công tác tuyên truyền",
                body("Hai"),
                "2. Công tác cán bộ",
                body("Ba"),
                "III- TỔ CHỨC THỰC HIỆN",
                body("Bốn"),
            ]
        )
        assert sections(document, "Một thực", "Hai thực", "Ba thực", "Bốn thực") == [
            "I. TÌNH HÌNH",
            "II. NHIỆM VỤ › 1. Công tác tuyên truyền",
            "II. NHIỆM VỤ › 2. Công tác cán bộ",
            "III- TỔ CHỨC THỰC HIỆN",
        ]

    def test_a_regulation_enclosed_in_a_decision(self) -> None:
        document = "\n\n".join(
            [
                "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC",
                "Điều 1. " + body("Một"),
                "Điều 2. " + body("Hai"),
                "QUY CHẾ\nLÀM VIỆC CỦA BAN CHỈ ĐẠO",
                "Điều 1. Nguyên tắc\n\n" + body("Ba"),
            ]
        )
        decision, regulation = sections(document, "Hai thực", "Ba thực")
        assert "QUY CHẾ" not in decision
        assert regulation.startswith("QUY CHẾ")
        assert regulation.endswith("Điều 1. Nguyên tắc")

    def test_an_article_with_its_text_on_the_line_is_named_by_its_number(self) -> None:
        assert sections("Điều 7. " + body("Bảy"), "Bảy thực") == ["Điều 7"]

    @pytest.mark.parametrize(
        "line",
        [
            pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="state letterhead"),
            pytest.param("ĐẢNG CỘNG SẢN VIỆT NAM", id="party letterhead"),
            pytest.param("điều 3 của Luật này quy định như sau", id="article cited in a sentence"),
            pytest.param("i. chi tiết", id="lower-case roman numeral"),
        ],
    )
    def test_what_is_no_heading(self, line: str) -> None:
        assert sections(f"{line}\n\n{body('Một')}", "Một thực") == [""]

    def test_text_without_structure_has_no_section(self) -> None:
        assert {span.section for span in split(body("Một") + "\n\n" + body("Hai"))} == {""}

    def test_headings_of_the_format_are_used(self) -> None:
        document = f"Kết quả nổi bật\n\n{body('Một')}"
        (span,) = split(document, [Heading(0, 15, 2)])
        assert span.section == "Kết quả nổi bật"

    def test_a_heading_stays_with_what_it_heads(self) -> None:
        document = f"I. TÌNH HÌNH\n\n{body('Một', 170)}\n\nII. NHIỆM VỤ\n\n{body('Hai', 170)}"
        pieces = [document[s.start : s.end] for s in split(document)]
        assert pieces[1].startswith("II. NHIỆM VỤ\n\nHai")

    def test_a_long_numbered_line_above_points_heads_them(self) -> None:
        title = "2. Thủ tục phê duyệt danh sách thôn chưa có điện lưới quốc gia trên địa bàn xã và "
        title += "những nơi xa trạm biến áp"
        document = f"{title}\n\na) Trình tự thực hiện\n\n{body('Bước', 170)}\n\n{body('Hạn', 170)}"
        assert all(s.section.startswith("2. Thủ tục phê duyệt") for s in split(document))

    def test_short_sections_share_a_passage(self) -> None:
        document = "\n\n".join(f"{n}. Nội dung số {n}\n\n{body('Việc', 15)}" for n in range(1, 5))
        assert len(split(document)) == 1
