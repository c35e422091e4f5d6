"""Office files made from the XML that matters, so that a test shows what is in them."""

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def relations(**targets: str) -> str:
    """`rId=kind:target`."""
    lines = (
        f'<Relationship Id="{key}" Type="{_R}/{said.partition(":")[0]}"'
        f' Target="{said.partition(":")[2]}"/>'
        for key, said in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file of `body`; `parts` are the insides of styles, numbering, footnotes, header."""
    files = {
        "_rels/.rels": relations(a="officeDocument:word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(**{n: f"{n}:{n}.xml" for n in parts}),
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>'
    return package(path, files)


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: list[str]) -> str:
    """Rows of cells; a cell is its text, or `properties|text` with the XML of its properties."""
    lines = ("".join(map(_tc, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _tc(cell: str) -> str:
    properties, _, text = cell.rpartition("|")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


def xlsx(path: Path, rows: str, merged: str = "", shared: str = "") -> Path:
    """One sheet "Biểu 1"; style 1 is per cent, 2 a date, 3 the font .VnTime."""
    return package(
        path,
        {
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
            '<sheet name="Biểu 1" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                a="worksheet:worksheets/sheet1.xml",
                b="styles:styles.xml",
                c="sharedStrings:sharedStrings.xml",
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData>'
            f"<mergeCells>{merged}</mergeCells></worksheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{_S}"><fonts><font><name val="Arial"/></font>'
            '<font><name val=".VnTime"/></font></fonts><cellXfs><xf fontId="0" numFmtId="0"/>'
            '<xf fontId="0" numFmtId="9"/><xf fontId="0" numFmtId="14"/>'
            '<xf fontId="1" numFmtId="0"/></cellXfs></styleSheet>',
        },
    )


def pptx(path: Path, *slides: str) -> Path:
    """Slides given by the inside of their shape trees."""
    names = [f"s{number}" for number in range(len(slides))]
    listed = "".join(f'<p:sldId r:id="{name}"/>' for name in names)
    files = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{_R}"><p:sldIdLst>'
        f"{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            **{name: f"slide:slides/{name}.xml" for name in names}
        ),
    }
    for name, slide in zip(names, slides, strict=True):
        files[f"ppt/slides/{name}.xml"] = (
            f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}"><p:cSld><p:spTree>{slide}'
            "</p:spTree></p:cSld></p:sld>"
        )
    return package(path, files)
