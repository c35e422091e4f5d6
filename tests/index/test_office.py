"""Office files -> the text a reader of the page sees, whatever the format."""

import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from index import readers
from index.errors import BadMember, Damaged, Encrypted, InputError, NothingToRead, TooLarge
from index.types import Source
from tests.index.office_files import docx, p, package, pptx, r, tbl, xlsx

DATA = Path(__file__).parents[1] / "data" / "office"
TCVN3 = "NghÞ quyÕt cña §¶ng bé tØnh Lam Hµ"
UNICODE = "Nghị quyết của Đảng bộ tỉnh Lam Hà"
FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


def read(path: Path) -> Source:
    (source,) = readers.read(path)
    assert isinstance(source, Source)
    return source


class TestDecision:
    """One decision, saved in four formats: letterhead, numbers, three fonts, a table, a header."""

    TEXT = """\
UBND TỈNH LAM HÀ
Số: 57/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUYẾT ĐỊNH

Về mức hỗ trợ hộ nghèo trên địa bàn tỉnh Lam Hà

QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh

1. Quyết định này quy định mức hỗ trợ hộ nghèo.

2. Áp dụng cho:

a) Hộ nghèo;

b) Hộ cận nghèo.

Điều 2. Mức hỗ trợ

1. Mức hỗ trợ theo bảng dưới đây.

Nghị quyết của Đảng bộ tỉnh Lam Hà và về phát triển kinh tế

Bảng 1. Mức hỗ trợ hộ nghèo năm 2025

TT | Đối tượng | Mức hỗ trợ Xã | Mức hỗ trợ Huyện
1 | Hộ nghèo | 1.500.000 | 1.200.000
2 | Hộ cận nghèo | 750.000 |
I | Nhóm đặc biệt |  |

Nơi nhận: như Điều 3.

Phụ lục trang hai."""
    HEADER = "\n\nCông báo tỉnh Lam Hà"

    def test_doc(self) -> None:
        source = read(DATA / "quyet-dinh.doc")
        assert source.text == self.TEXT + self.HEADER
        (noise,) = source.noise
        assert source.text[slice(*noise)] == self.HEADER.strip()
        (heading,) = source.headings
        assert source.text[heading.start : heading.end] == "QUY ĐỊNH CHUNG"

    def test_odt(self) -> None:
        source = read(DATA / "quyet-dinh.odt")
        assert source.text == self.TEXT
        assert [source.text[h.start : h.end] for h in source.headings] == ["QUY ĐỊNH CHUNG"]

    def test_a_doc_under_another_name(self, tmp_path: Path) -> None:
        """Offices rename files: what is inside decides."""
        path = tmp_path / "a.docx"
        path.write_bytes((DATA / "quyet-dinh.doc").read_bytes())
        assert read(path).text.startswith(self.TEXT)


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def listed(text: str, number: int, level: int = 0) -> str:
    return p(
        r(text),
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


class TestWord:
    def test_numbers_as_displayed(self, tmp_path: Path) -> None:
        body = "".join(
            (
                listed("Một", 1),
                listed("khoản", 1, 1),
                listed("khoản", 1, 1),
                listed("Hai", 1),
                listed("khoản", 1, 1),
                listed("Phần", 2),
                listed("Mục", 2, 1),
                listed("Lại từ đầu", 3),
            )
        )
        assert read(docx(tmp_path / "a.docx", body, numbering=NUMBERING)).text.split("\n\n") == [
            "Điều 1. Một",
            "a) khoản",
            "b) khoản",
            "Điều 2. Hai",
            "a) khoản",
            "IV. Phần",
            "4.1. Mục",
            "Điều 1. Lại từ đầu",
        ]

    def test_tracked_changes_are_accepted_and_the_hidden_stays_hidden(self, tmp_path: Path) -> None:
        body = p(
            r("Thời hạn là "),
            "<w:del><w:r><w:delText>30</w:delText></w:r></w:del>",
            f"<w:ins>{r('15')}</w:ins>",
            r(" ngày"),
            r(" mật", "<w:vanish/>"),
            f"<w:moveFrom>{r('cũ')}</w:moveFrom>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        )
        assert read(docx(tmp_path / "a.docx", body)).text == "Thời hạn là 15 ngày"

    def test_text_boxes_footnotes_and_headers(self, tmp_path: Path) -> None:
        box = f"<w:r><w:pict><w:txbxContent>{p(r('Trong khung'))}</w:txbxContent></w:pict></w:r>"
        call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        notes = f'<w:footnote w:id="2">{p(r("Theo Luật số 1."))}</w:footnote>'
        path = docx(tmp_path / "a.docx", p(r("Đoạn"), call, box) + p(r("Sau")), footnotes=notes)
        assert read(path).text == "Đoạn[1]\n\nTrong khung\n\nSau\n\n[1] Theo Luật số 1."

    def test_legacy_fonts_by_run_and_by_style(self, tmp_path: Path) -> None:
        styles = f'<w:style w:type="paragraph" w:styleId="c"><w:rPr>{FONT}</w:rPr></w:style>'
        body = p(r(TCVN3, FONT), r(" và ")) + p(r("®"), properties='<w:pStyle w:val="c"/>')
        assert read(docx(tmp_path / "a.docx", body, styles=styles)).text == f"{UNICODE} và\n\nđ"

    def test_headings_capitals_and_contents(self, tmp_path: Path) -> None:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
            f"<w:rPr>{look}</w:rPr></w:style>"
            for key, name, look in (("h", "heading 2", "<w:caps/>"), ("t", "toc 1", ""))
        )
        body = p(r("Mục lục 3"), properties='<w:pStyle w:val="t"/>')
        body += p(r("Nhiệm vụ"), properties='<w:pStyle w:val="h"/>')
        source = read(docx(tmp_path / "a.docx", body, styles=styles))
        assert source.text == "Mục lục 3\n\nNHIỆM VỤ"
        assert [(h.start, h.level) for h in source.headings] == [(11, 2)]
        assert source.noise == ((0, 9),)

    def test_merged_cells(self, tmp_path: Path) -> None:
        """A header says its part in each column; below, a merged cell stands once."""
        two, start, goes_on = (
            '<w:gridSpan w:val="2"/>|',
            '<w:vMerge w:val="restart"/>|',
            "<w:vMerge/>|",
        )
        table = tbl(
            [start + "TT", two + "Mức hỗ trợ"],
            [goes_on, "Xã", "Huyện"],
            [start + "1", "5", "6"],
            [goes_on, "7", "8"],
        )
        assert read(docx(tmp_path / "a.docx", table)).text == (
            "TT | Mức hỗ trợ Xã | Mức hỗ trợ Huyện\n1 | 5 | 6\n | 7 | 8"
        )

    def test_what_heads_nothing_is_said_once(self, tmp_path: Path) -> None:
        three = '<w:gridSpan w:val="3"/>|'
        counted = [["STT", '<w:gridSpan w:val="2"/>|Vốn'], ["1", "2", "3"], ["A", "5", "6"]]
        found = read(docx(tmp_path / "a.docx", tbl(*counted) + tbl([three + "Ký", "Ghi"]))).text
        assert found == "STT | Vốn | Vốn\n1 | 2 | 3\nA | 5 | 6\n\nKý | Ghi"

    def test_rows_of_other_borders_further_down_make_no_header(self, tmp_path: Path) -> None:
        two = '<w:gridSpan w:val="2"/>|'
        items = [[f"{n}", f"{two}Máy {n}", f"{n * 5}"] for n in range(1, 6)]
        table = tbl(["TT", two + "Tên", "Số"], *items, [two + "Cộng", "hai", "7"])
        found = read(docx(tmp_path / "a.docx", table)).text.split("\n")
        assert found[0] == "TT | Tên | Tên | Số"
        assert found[1:] == [
            *(f"{n} | Máy {n} |  | {n * 5}" for n in range(1, 6)),
            "Cộng |  | hai | 7",
        ]

    def test_pages_are_those_that_word_drew(self, tmp_path: Path) -> None:
        drawn = "<w:r><w:lastRenderedPageBreak/></w:r>"
        source = read(docx(tmp_path / "a.docx", p(r("Một")) + p(drawn, r("Hai"))))
        assert source.pages == (0, source.text.index("Hai"))
        asked = '<w:r><w:br w:type="page"/></w:r>'
        assert read(docx(tmp_path / "b.docx", p(r("Một"), asked) + p(r("Hai")))).pages == ()


class TestRichText:
    def test_fonts_lists_tables_and_what_is_left_out(self, tmp_path: Path) -> None:
        raw = (
            r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset0 .VnTime;}}"
            r"{\info{\title bo}}{\header Trang}{\listtext 1.\tab}"
            + "".join(rf"\'{ord(c):02x}" if ord(c) > 127 else c for c in "{\\f1 " + TCVN3 + "}")
            + r"\par \u272?i\u7873?u \v an\v0 {\field{\*\fldinst PAGE}{\fldrslt 5}}"
            r"{\footnote Theo lu\u7853?t}\par"
            r"\trowd\cellx1000\cellx2000\intbl A\cell B\cell\row"
            r"\trowd\cellx1000\cellx2000\intbl 1\cell 2\cell\row\pard Sau\par}"
        )
        path = tmp_path / "a.rtf"
        path.write_text(raw, "latin-1")
        assert read(path).text == (
            f"1. {UNICODE}\n\nĐiều 5[1]\n\nA | B\n1 | 2\n\nSau\n\n[1] Theo luật\n\nTrang"
        )


@pytest.mark.parametrize("name", ["a.docx", "a.rtf"])
def test_an_optional_hyphen_is_a_letter_of_tcvn3_and_nothing_elsewhere(
    name: str, tmp_path: Path
) -> None:
    """LibreOffice writes the "ư" of TCVN3 so, for its place is that of the soft hyphen."""
    path = tmp_path / name
    if name == "a.docx":
        hyphen = "<w:softHyphen/></w:r>"
        typed = (
            r("Th«ng t", FONT).replace("</w:r>", hyphen),
            r(" tỉ").replace("</w:r>", hyphen),
            r("nh"),
        )
        docx(path, p(*typed))
    else:
        fonts = r"{\fonttbl{\f0 .VnTime;}{\f1 Arial;}}"
        path.write_text(rf"{{\rtf1\ansi{fonts}\f0 Th\'abng t\-\f1  t\u7881?\-nh\par}}", "latin-1")
    assert read(path).text == "Thông tư tỉnh"


class TestSheets:
    ROWS = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Đối tượng</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>Tỷ lệ</t></is></c>'
        '<c r="C2" t="inlineStr"><is><t>Ngày</t></is></c></row>'
        f'<row r="3"><c r="A3" s="3" t="str"><v>{TCVN3}</v></c><c r="B3" s="1"><v>0.125</v></c>'
        '<c r="C3" s="2"><v>45658</v></c></row>'
        '<row r="4"><c r="A4" t="str"><v>Hộ nghèo</v></c><c r="B4"><v>1500000</v></c></row>'
    )

    def test_values_as_shown(self, tmp_path: Path) -> None:
        shared = "<si><r><t>Bảng 1. </t></r><r><t>Mức hỗ trợ</t></r></si>"
        source = read(xlsx(tmp_path / "a.xlsx", self.ROWS, shared=shared))
        assert source.text == (
            "Bảng 1. Mức hỗ trợ\n\nĐối tượng | Tỷ lệ | Ngày\n"
            f"{UNICODE} | 12.5% | 01/01/2025\nHộ nghèo | 1500000 |"
        )

    def test_excel_97(self) -> None:
        assert read(DATA / "bang.xls").text == (
            "Bảng 1. Mức hỗ trợ hộ nghèo năm 2025\n\n"
            "TT | Đối tượng | Mức hỗ trợ Xã | Mức hỗ trợ Huyện | Ghi chú\n"
            "1 | Hộ nghèo | 1500000 | 25% | Từ 01/7\n"
            "2 | Hộ cận nghèo | 750000 | 0.1 | Hộ nghèo\n"
            "3 | Ngày | 01/01/2025 |  |"
        )


def shape(text: str, kind: str = "") -> str:
    held = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    said = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    return f"<p:sp>{held}<p:txBody>{said}</p:txBody></p:sp>"


class TestSlides:
    def test_slides_are_pages_under_their_titles(self, tmp_path: Path) -> None:
        path = pptx(
            tmp_path / "a.pptx",
            shape("Mục tiêu", "title") + shape(TCVN3) + shape("1", "sldNum"),
            shape("Kết quả", "title") + shape("Đạt 80%"),
        )
        source = read(path)
        assert source.text == f"Mục tiêu\n\n{UNICODE}\n\nKết quả\n\nĐạt 80%"
        assert source.pages == (0, source.text.index("Kết quả"))
        assert [h.start for h in source.headings] == list(source.pages)

    def test_powerpoint_97(self, tmp_path: Path) -> None:
        """The newest of two saved edits of a slide show."""
        path = tmp_path / "a.ppt"
        write_ppt(path, ["Mục tiêu", "Đạt 80%\rĐạt 90%"])
        source = read(path)
        assert source.text == "Mục tiêu\n\nĐạt 80%\n\nĐạt 90%"
        assert len(source.headings) == 1


def record(kind: int, content: bytes, group: bool = False, instance: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4 | (15 if group else 0), kind, len(content)) + content


def write_ppt(path: Path, texts: list[str]) -> None:
    outline = record(0x03F3, struct.pack("<I", 2) + bytes(16))
    for kind, text in zip((0, 1), texts, strict=True):
        outline += record(0x0F9F, struct.pack("<I", kind)) + record(
            0x0FA0, text.encode("utf-16-le")
        )
    document = record(0x03E8, record(0x0FF0, outline, group=True), group=True)
    directory = record(0x1772, struct.pack("<II", 1 | 1 << 20, 0))
    edit = record(0x0FF5, struct.pack("<IIIII", 0, 0, 0, len(document), 1) + bytes(8))
    user = record(0x0FF6, struct.pack("<III", 20, 0xE391C05F, len(document) + len(directory)))
    write_ole(path, {"PowerPoint Document": document + directory + edit, "Current User": user})


def write_ole(path: Path, streams: dict[str, bytes]) -> None:
    """The smallest compound file that holds the streams: no mini stream, one table of sectors."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat, sectors, entries = [fat_mark], [b""], []
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    for name, content in padded.items():
        first, count = len(fat), -(-len(content) // 512)
        fat += [*range(first + 1, first + count), end]
        sectors += [content[n * 512 : (n + 1) * 512].ljust(512, b"\0") for n in range(count)]
        entries.append((name, 2, first, len(content)))
    root = ("Root Entry", 5, end, 0)
    directory = b"".join(
        _entry(*entry, child=1 if entry is root else free, right=_next(index, len(entries)))
        for index, entry in enumerate([root, *entries])
    ).ljust(512, b"\0")
    first_directory = len(fat)
    fat.append(end)
    sectors.append(directory)
    sectors[0] = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, first_directory, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    path.write_bytes(head + b"".join(sectors))


def _next(index: int, count: int) -> int:
    return index + 1 if 0 < index < count else 0xFFFFFFFF


def _entry(name: str, kind: int, first: int, size: int, child: int, right: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child
    )
    return head + bytes(36) + struct.pack("<IQ", first, size)


class TestMembers:
    def test_an_archive_holds_documents_and_tells_what_it_could_not_read(
        self, tmp_path: Path
    ) -> None:
        good = docx(tmp_path / "a.docx", p(r("Nội dung")))
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
            file.write(good, "../../etc/Kế hoạch.docx")
            file.writestr("hỏng.docx", b"PK\x03\x04 broken")
            file.writestr("bản vẽ.dwg", b"AC1027")
            file.writestr("rỗng.txt", b"")
            file.writestr("__MACOSX/._a.docx", b"x")
            file.writestr("trang_files/style.css", b"a {}")
            file.writestr("con/b.txt", "Văn bản thường".encode())
        items = list(readers.read(tmp_path / "a.zip"))
        found = {item.key: item.text for item in items if isinstance(item, Source)}
        assert found == {"etc/Kế hoạch.docx": "Nội dung", "con/b.txt": "Văn bản thường"}
        assert [item.detail for item in items if isinstance(item, BadMember)] == [
            "hỏng.docx (Damaged)",
            "bản vẽ.dwg (FormatUnknown)",
            "rỗng.txt (NothingToRead)",
        ]

    def test_a_letter_with_an_attachment(self, tmp_path: Path) -> None:
        letter = EmailMessage()
        letter["Subject"], letter["From"] = "Kế hoạch số 5", "a@lamha.example"
        letter.set_content("Kính gửi các đơn vị.")
        good = docx(tmp_path / "a.docx", p(r("Nội dung")))
        letter.add_attachment(
            good.read_bytes(), maintype="application", subtype="x", filename="kh.docx"
        )
        (tmp_path / "a.eml").write_bytes(letter.as_bytes())
        body, attached = readers.read(tmp_path / "a.eml")
        assert isinstance(body, Source) and isinstance(attached, Source)
        assert body.title == "Kế hoạch số 5"
        assert body.text == "Kế hoạch số 5\n\nTừ: a@lamha.example\n\nKính gửi các đơn vị."
        assert (attached.key, attached.text) == ("kh.docx", "Nội dung")

    @pytest.mark.parametrize("charset", ["", "; charset=x-user-defined", "; charset=us-ascii"])
    @pytest.mark.parametrize("kind", ["text/plain", "text/html"])
    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
    def test_a_letter_is_read_whatever_charset_it_names(
        self, encoding: str, kind: str, charset: str, tmp_path: Path
    ) -> None:
        typed = UNICODE if encoding == "utf-8" else TCVN3
        head = f"Subject: So\nContent-Type: {kind}{charset}\nContent-Transfer-Encoding: 8bit\n\n"
        (tmp_path / "a.eml").write_bytes(head.encode() + f"<p>{typed}".encode(encoding))
        (found,) = readers.read(tmp_path / "a.eml")
        assert isinstance(found, Source)
        assert found.text.endswith(UNICODE)

    def test_archives_in_archives_come_to_an_end(self, tmp_path: Path) -> None:
        content = "Văn bản".encode()
        name = "a.txt"
        for level in range(6):
            path = tmp_path / f"{level}.zip"
            with zipfile.ZipFile(path, "w") as file:
                file.writestr(name, content)
            content, name = path.read_bytes(), f"{level}.zip"
        (item,) = readers.read(tmp_path / "5.zip")
        assert isinstance(item, BadMember)


BOMB = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"


class TestRefused:
    @pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.doc", "a.xls", "a.ppt", "a.rtf"])
    def test_what_is_no_office_file(self, name: str, tmp_path: Path) -> None:
        for content in (
            b"PK\x03\x04 broken",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 80,
            b"\0" * 600,
        ):
            (tmp_path / name).write_bytes(content)
            with pytest.raises(InputError):
                read(tmp_path / name)

    def test_an_empty_document(self, tmp_path: Path) -> None:
        with pytest.raises(NothingToRead):
            read(docx(tmp_path / "a.docx", p(r("  "))))

    def test_a_docx_with_a_password(self, tmp_path: Path) -> None:
        write_ole(tmp_path / "a.docx", {"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"y"})
        with pytest.raises(Encrypted):
            read(tmp_path / "a.docx")

    def test_entities(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.docx", {"word/document.xml": f"{BOMB}<a>&b;</a>"})
        with pytest.raises(Damaged):
            read(path)

    def test_a_bomb(self, tmp_path: Path) -> None:
        body = p(r("a" * 60_000_000))
        with pytest.raises(TooLarge):
            read(docx(tmp_path / "a.docx", body))

    @pytest.mark.parametrize("name", ["quyet-dinh.doc", "quyet-dinh.odt", "bang.xls"])
    def test_a_file_cut_short(self, name: str, tmp_path: Path) -> None:
        """Half a file is read for what it is worth, or refused; nothing else comes out."""
        whole = (DATA / name).read_bytes()
        path = tmp_path / name
        for share in (0.3, 0.6, 0.9):
            path.write_bytes(whole[: int(len(whole) * share)])
            try:
                assert read(path).text.strip()
            except InputError as error:
                assert error.subject == str(path)
