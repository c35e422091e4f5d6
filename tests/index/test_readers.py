"""Files -> text: what is kept, what goes, and what is said of files that cannot be read."""

import json
import unicodedata
from pathlib import Path

import pytest

from index import noise, readers
from index.errors import (
    BadRecord,
    FormatUnknown,
    InputError,
    NothingToRead,
    NotText,
    PathMissing,
    TooDeep,
    Unreadable,
)
from index.intake import draft
from index.types import Source, outside

SAMPLES = Path(__file__).parents[2] / "samples"
SENTENCE = "Đảng bộ tỉnh Lam Hà đẩy mạnh chuyển đổi số ở cơ sở, bảo đảm thiết thực."


def read(path: Path) -> Source:
    (source,) = readers.read(path)
    assert isinstance(source, Source)
    return source


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestPlain:
    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param(SENTENCE.encode(), id="utf-8"),
            pytest.param(SENTENCE.encode("utf-8-sig"), id="utf-8 with a mark"),
            pytest.param(b"\xff\xfe" + SENTENCE.encode("utf-16-le"), id="utf-16 little-endian"),
            pytest.param(b"\xfe\xff" + SENTENCE.encode("utf-16-be"), id="utf-16 big-endian"),
            pytest.param((SENTENCE * 9).encode("utf-16-le"), id="utf-16 without a mark"),
            pytest.param(SENTENCE.encode("utf-32"), id="utf-32"),
            pytest.param(unicodedata.normalize("NFD", SENTENCE).encode(), id="decomposed"),
            pytest.param(SENTENCE.replace(" ", "\u00a0").encode(), id="no-break spaces"),
            pytest.param(SENTENCE.replace(" ", "\u200b").encode(), id="zero-width spaces"),
            pytest.param(SENTENCE.replace("tỉnh", "tỉ\u00adnh").encode(), id="soft hyphen"),
        ],
    )
    def test_every_encoding_gives_the_same_text(self, raw: bytes, tmp_path: Path) -> None:
        text = read(written(tmp_path / "a.txt", raw)).text
        assert text.replace(SENTENCE, "") == ""
        assert unicodedata.is_normalized("NFC", text)

    def test_windows_vietnamese(self, tmp_path: Path) -> None:
        """cp1258 writes most tones as marks of their own."""
        raw = _cp1258(SENTENCE + "\n" + SENTENCE)
        assert read(written(tmp_path / "a.txt", raw)).text == f"{SENTENCE}\n{SENTENCE}"

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x0b"])
    def test_one_kind_of_line_end(self, end: str, tmp_path: Path) -> None:
        path = written(tmp_path / "a.txt", f"Điều 1{end}Điều 2")
        assert read(path).text == "Điều 1\nĐiều 2"

    def test_a_few_broken_bytes_do_not_lose_the_file(self, tmp_path: Path) -> None:
        raw = (SENTENCE * 5).encode() + "ệ".encode()[:2]
        assert read(written(tmp_path / "a.txt", raw)).text.startswith(SENTENCE)

    def test_the_end_of_the_name_may_be_in_capitals(self, tmp_path: Path) -> None:
        assert read(written(tmp_path / "A.TXT", SENTENCE)).text == SENTENCE


def _cp1258(text: str) -> bytes:
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, mark = _split_tone(letter)
            out += base.encode("cp1258") + mark.encode("cp1258")
    return out


def _split_tone(letter: str) -> tuple[str, str]:
    """Base with its hat or horn, and its tone."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00" + bytes(range(256)) * 8


class TestUnusable:
    @pytest.mark.parametrize(
        ("name", "content", "error"),
        [
            pytest.param("a.txt", b"", NothingToRead, id="empty"),
            pytest.param("a.txt", b" \n\t\r\n\xc2\xa0", NothingToRead, id="blank"),
            pytest.param("a.txt", "\ufeff".encode(), NothingToRead, id="only a mark"),
            pytest.param("a.txt", PNG, NotText, id="picture as txt"),
            pytest.param("a.txt", bytes(5000), NotText, id="zeros as txt"),
            pytest.param("a.txt", b"\xff\xfe\x00\xd8\x00", NotText, id="broken utf-16"),
            pytest.param("a.md", PNG, NotText, id="picture as md"),
            pytest.param("a.md", b"---\n\n***\n", NothingToRead, id="only markup"),
            pytest.param("a.html", b"", NothingToRead, id="empty page"),
            pytest.param("a.html", b"  \n", NothingToRead, id="blank page"),
            pytest.param("a.html", PNG, NotText, id="picture as html"),
            pytest.param("a.html", b"<html><body></body></html>", NothingToRead, id="bare page"),
            pytest.param(
                "a.html",
                b"<html><script>var a = 1</script><body><img src='a.png'></body></html>",
                NothingToRead,
                id="only pictures and scripts",
            ),
            pytest.param("a.jsonl", b"\n \n", NothingToRead, id="blank lines"),
            pytest.param("a.mp3", b"ID3", FormatUnknown, id="unknown ending"),
            pytest.param("README", b"text", FormatUnknown, id="no ending"),
        ],
    )
    def test_file(self, name: str, content: bytes, error: type[InputError], tmp_path: Path) -> None:
        path = written(tmp_path / name, content)
        with pytest.raises(error) as caught:
            list(readers.read(path))
        assert caught.value.subject == str(path)

    def test_missing_path(self, tmp_path: Path) -> None:
        with pytest.raises(PathMissing):
            list(readers.read(tmp_path / "missing.txt"))

    def test_file_that_vanishes_midway(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = written(tmp_path / "a.txt", SENTENCE)
        monkeypatch.setattr(Path, "read_bytes", _raising(FileNotFoundError))
        with pytest.raises(PathMissing):
            list(readers.read(path))

    def test_no_right_to_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = written(tmp_path / "a.txt", SENTENCE)
        monkeypatch.setattr(Path, "read_bytes", _raising(PermissionError))
        with pytest.raises(Unreadable):
            list(readers.read(path))

    def test_folder_named_like_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").mkdir()
        with pytest.raises(InputError):
            list(readers.read(tmp_path / "a.txt"))


def _raising(error: type[OSError]) -> object:
    def fail(self: Path) -> bytes:
        raise error(str(self))

    return fail


class TestMarkdown:
    def text(self, markdown: str, tmp_path: Path) -> Source:
        return read(written(tmp_path / "a.md", markdown))

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            pytest.param("Có **hai** việc *gấp*.", "Có hai việc gấp.", id="emphasis"),
            pytest.param("Xem [Công báo](https://a.example/b).", "Xem Công báo.", id="link"),
            pytest.param("Dòng một<br>dòng hai", "Dòng một\ndòng hai", id="html break"),
            pytest.param("hdnd.<tên xã>@lamha.vn", "hdnd.<tên xã>@lamha.vn", id="placeholder"),
            pytest.param("hdnd.<tenxa>@lamha.vn", "hdnd.<tenxa>@lamha.vn", id="looks like a tag"),
            pytest.param("Số <b>12</b>", "Số 12", id="a tag"),
            pytest.param("1. Một\n2. Hai\n\n7. Bảy", "1. Một\n\n2. Hai\n\n7. Bảy", id="numbers"),
            pytest.param("1) Một\n2) Hai", "1) Một\n\n2) Hai", id="numbers with brackets"),
            pytest.param("- Một\n- Hai", "- Một\n\n- Hai", id="dashes"),
            pytest.param("Dòng bị\ngãy giữa câu", "Dòng bị gãy giữa câu", id="wrapped line"),
            pytest.param("a) Việc một;\nb) Việc hai.", "a) Việc một;\nb) Việc hai.", id="items"),
            pytest.param("    Số 12-NQ/TU", "Số 12-NQ/TU", id="indented is no code"),
            pytest.param("Điểm * không * là dấu", "Điểm * không * là dấu", id="stars with spaces"),
            pytest.param("`mã` và \\*sao\\*", "mã và sao", id="code and escapes"),
        ],
    )
    def test_markup_goes_and_words_stay(self, markdown: str, text: str, tmp_path: Path) -> None:
        assert self.text(markdown, tmp_path).text == text

    def test_a_table_row_is_a_line(self, tmp_path: Path) -> None:
        table = "| Xã | Số thôn |\n|---|---|\n| Bình Trạch | **12** |\n| Tân Khê | 9 |\n"
        assert self.text(table, tmp_path).text == "Xã | Số thôn\nBình Trạch | 12\nTân Khê | 9"

    def test_headings_are_found_where_they_stand(self, tmp_path: Path) -> None:
        source = self.text("# Kế hoạch\n\nMở đầu.\n\n## **I. Mục** tiêu\n\n1. Việc.\n", tmp_path)
        found = [(source.text[h.start : h.end], h.level) for h in source.headings]
        assert found == [("Kế hoạch", 1), ("I. Mục tiêu", 2)]

    @pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.name)
    def test_headings_of_the_samples(self, path: Path) -> None:
        source = read(path)
        for heading in source.headings:
            piece = source.text[heading.start : heading.end]
            assert piece == piece.strip() != ""
            assert heading.end == len(source.text) or source.text[heading.end] == "\n"

    def test_a_letterhead_table_torn_by_a_crawler(self, tmp_path: Path) -> None:
        torn = (
            "| **TỈNH ỦY LAM HÀ**\n\\*\nSố 12-NQ/TU |\n\n"
            "**ĐẢNG CỘNG SẢN VIỆT NAM** |\n|\n\nNGHỊ QUYẾT\n"
        )
        text = self.text(torn, tmp_path).text
        assert "|" not in text
        assert "**" not in text
        lines = text.split("\n")
        assert "Số 12-NQ/TU" in lines
        assert "NGHỊ QUYẾT" in lines

    def test_bold_runs_that_touch_stay_two_words(self, tmp_path: Path) -> None:
        assert self.text("**ỦY BAN****NHÂN DÂN**", tmp_path).text == "ỦY BAN NHÂN DÂN"


HELP = "Uỷ ban nhân dân tỉnh ban hành Quyết định về mức hỗ trợ hộ nghèo."


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(
            "Uû ban nh©n d©n tØnh ban hµnh QuyÕt ®Þnh vÒ møc hç trî hé nghÌo.", id="tcvn3"
        ),
        pytest.param(
            "Uyû ban nhaân daân tænh ban haønh Quyeát ñònh veà möùc hoã trôï hoä ngheøo.", id="vni"
        ),
    ],
)
@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("a.txt", "{}"),
        ("a.md", "# {}"),
        ("a.html", "<html><body><p>{}"),
        ("a.html", "<html><meta charset=utf-8><body><p>{}"),
        ("a.html", "<html><meta charset=x-user-defined><p><font face='Arial'>{}</font>"),
    ],
)
def test_letters_of_legacy_fonts_in_a_text_that_names_none(
    name: str, around: str, typed: str, tmp_path: Path
) -> None:
    path = written(tmp_path / name, around.format(typed).encode("cp1252"))
    assert read(path).text.removeprefix("# ") == HELP


class TestHtml:
    def test_only_the_article_is_searched(self) -> None:
        source = read(SAMPLES / "hoi-nghi-6-thang.html")
        made = draft("a.html", source)
        searched = "\n".join(source.text[span.start : span.end] for span in made.spans)
        assert "118 hội nghị phổ biến Nghị quyết số 12-NQ/TU" in searched
        assert "Bốn là, phối hợp với Mặt trận Tổ quốc" in searched
        assert "Đang online: 12" in source.text
        for menu in (
            *("Trang chủ", "Bạn đọc", "Đang online", "3.406.118", "In bài", "hienQuangCao"),
            *("Mong thôn tôi sớm có sóng", "Gửi bình luận", "Từ khóa", "Lịch cắt điện"),
            *("Trường Mầm non Hồ Nam", "Cơ quan chủ quản", "<p>", "&ldquo;"),
        ):
            assert menu not in searched

    @pytest.mark.parametrize(
        "page",
        [
            pytest.param("{text}", id="of Word"),
            pytest.param("<div id=top><ul>{menu}</ul></div><div>{text}</div>{counter}", id="divs"),
            pytest.param(
                "<table><tr><td>{menu}</td><td>{text}</td><td>{counter}</td></tr></table>",
                id="laid out by a table",
            ),
            pytest.param(
                "<form><nav>{menu}</nav>{text}<footer>{counter}</footer></form>", id="nav"
            ),
        ],
    )
    def test_all_of_a_text_is_searched_and_no_menu(self, page: str, tmp_path: Path) -> None:
        menu = "".join(f"<li><a href='#'>{name}</a></li>" for name in ("Tin", "Ảnh", "Phim"))
        counter = "<div class=thongke>Đang online: <b>6</b></div>"
        text = (
            f"<p align=center>ỦY BAN\nNHÂN DÂN</p><h2>QUYẾT ĐỊNH</h2><p>{SENTENCE * 3}</p>"
            f"<ol start=3><li>Một việc<li>Hai việc</ol><table><tr><th>Xã<th>Mức<tr><td>Đông"
            f"<td>20</table><p>Căn cứ <a href='/a'>Luật Thư viện</a>;</p>"
        )
        path = written(
            tmp_path / "a.html",
            f"<html><body>{page.format(text=text, menu=menu, counter=counter)}</body></html>",
        )
        source = read(path)
        own = [source.text[a:b] for a, b in outside(noise.mark(source).noise, 0, len(source.text))]
        assert [line for line in "".join(own).split("\n") if line] == [
            *("ỦY BAN NHÂN DÂN", "QUYẾT ĐỊNH", (SENTENCE * 3).strip()),
            *("3. Một việc", "4. Hai việc", "Xã | Mức", "Đông | 20", "Căn cứ Luật Thư viện;"),
        ]

    def test_the_title_comes_from_the_page(self) -> None:
        source = read(SAMPLES / "hoi-nghi-6-thang.html")
        assert source.title == "Lam Hà sơ kết công tác tuyên giáo và dân vận 6 tháng đầu năm 2026"

    def test_a_broken_page_gives_what_it_has(self, tmp_path: Path) -> None:
        path = written(
            tmp_path / "a.html",
            f"<html><body><div><p>{SENTENCE * 3}<p><b>Một là, {SENTENCE}</i></div><table><tr><td",
        )
        assert SENTENCE in read(path).text

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    def test_other_encodings(self, encoding: str, tmp_path: Path) -> None:
        page = f"<html><body><article><p>{SENTENCE}</p><p>{SENTENCE}</p></article></body></html>"
        assert SENTENCE in read(written(tmp_path / "a.html", page.encode(encoding))).text

    def test_a_decomposed_page_is_stored_composed(self, tmp_path: Path) -> None:
        page = (
            f"<html><head><title>{SENTENCE}</title></head>"
            f"<body><article><p>{SENTENCE * 3}</p></article></body></html>"
        )
        path = written(tmp_path / "a.html", unicodedata.normalize("NFD", page))
        source = read(path)
        assert SENTENCE in source.text
        assert unicodedata.is_normalized("NFC", source.title or "")

    @pytest.mark.parametrize("inside", ["<div>", "<table><tr><td>"], ids=["div", "table"])
    def test_what_stands_deep_inside_is_read_or_refused(self, inside: str, tmp_path: Path) -> None:
        page = f"<p>Mở đầu.</p>{{}}<p>{SENTENCE}</p>"
        path = written(tmp_path / "a.html", page.format(inside * 500))
        assert read(path).text.endswith(SENTENCE)
        with pytest.raises(TooDeep):
            read(written(path, page.format(inside * 20_000)))

    def test_tags_that_are_never_closed_hide_nothing(self, tmp_path: Path) -> None:
        said = [f"Đoạn thứ {number} của văn bản." for number in range(2_000)]
        path = written(tmp_path / "a.html", "".join(f"<p><font size='2'>{each}" for each in said))
        assert read(path).text.split("\n\n") == said


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode()


class TestJsonLines:
    def items(self, tmp_path: Path, *lines: bytes) -> list[Source | BadRecord]:
        return list(readers.read(written(tmp_path / "a.jsonl", b"\n".join(lines))))

    def test_one_document_a_line(self, tmp_path: Path) -> None:
        lines = (
            record(id="a", title="  Một\n hai ", text="Điều 1", url="https://a.example"),
            record(text="Điều 2"),
            record(id=7, text="Điều 3"),
        )
        assert self.items(tmp_path, *lines) == [
            Source("Điều 1", key="a", title="Một hai", origin="https://a.example"),
            Source("Điều 2", key="2"),
            Source("Điều 3", key="7"),
        ]

    @pytest.mark.parametrize(
        "bad",
        [
            pytest.param(b"{not json", id="no json"),
            pytest.param(b'{"text": "\xff"}', id="no utf-8"),
            pytest.param(b'["text"]', id="no object"),
            pytest.param(b"null", id="null"),
            pytest.param(record(id="x"), id="no text"),
            pytest.param(record(id="x", text=5), id="text is a number"),
            pytest.param(record(id="x", text=" \n"), id="blank text"),
            pytest.param(record(id=["x"], text="y"), id="id is a list"),
            pytest.param(record(id="good-1", text="y"), id="id used before"),
            pytest.param(b"[" * 100_000 + b"]" * 100_000, id="huge nesting"),
            pytest.param(b'{"text": 1' + b"0" * 5000 + b"}", id="huge number"),
        ],
    )
    def test_a_bad_line_leaves_the_good_ones(self, bad: bytes, tmp_path: Path) -> None:
        found = self.items(
            tmp_path, record(id="good-1", text="Một"), bad, record(id="good-2", text="Hai")
        )
        assert [item.key for item in found if isinstance(item, Source)] == ["good-1", "good-2"]
        (problem,) = (item for item in found if isinstance(item, BadRecord))
        assert problem.detail == "2"

    def test_half_a_character_can_be_stored(self, tmp_path: Path) -> None:
        line = b'{"id": "a\\ud83d", "title": "t\\ude00", "text": "M\\u1ed9t \\ud83d hai"}'
        (source,) = self.items(tmp_path, line)
        assert isinstance(source, Source)
        assert source.text == "Một \ufffd hai"
        for stored in (source.key, source.title):
            assert str(stored).encode()

    def test_no_line_end_at_the_end_and_marks_at_the_start(self, tmp_path: Path) -> None:
        found = self.items(tmp_path, b"\xef\xbb\xbf" + record(text="Một"), b"", record(text="Hai"))
        assert [item.key for item in found if isinstance(item, Source)] == ["1", "3"]
