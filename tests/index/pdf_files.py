"""Writes small PDFs by hand, so that tests need neither fonts nor a library.

Words are set in a font that no file holds, two bytes a letter and each half a size wide;
`legacy` words are set in a font of one byte a letter, called after `legacy`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 595, 842
_CMAP = (
    "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + "".join(
        f"64 beginbfrange\n{''.join(f'<{h:02X}00> <{h:02X}FF> <{h:02X}00>{chr(10)}' for h in part)}"
        "endbfrange\n"
        for part in (range(64), range(192, 256))
    )
    + "endcmap end"
)


@dataclass
class Sheet:
    """What is on a page; `y` counts from above, to the base line."""

    content: list[str] = field(default_factory=list)
    legacy: str = ".VnTime"
    picture: bytes = b""  # grey, 8 bits, `side` wide
    side: int = 0
    turn: int = 0

    def text(self, x: float, y: float, text: str, size: float = 12) -> "Sheet":
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /U {size} Tf {x} {HEIGHT - y} Td <{code}> Tj ET")
        return self

    def old(self, x: float, y: float, raw: bytes, size: float = 12) -> "Sheet":
        self.content.append(f"BT /L {size} Tf {x} {HEIGHT - y} Td <{raw.hex()}> Tj ET")
        return self

    def upward(self, x: float, y: float, text: str) -> "Sheet":
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /U 12 Tf 0 1 -1 0 {x} {HEIGHT - y} Tm <{code}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        self.content.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "Sheet":
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def scan(self, grey: bytes, side: int) -> "Sheet":
        """A square picture over the whole page."""
        self.picture, self.side = grey, side
        self.content.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")
        return self


def write(path: Path, sheets: Sequence[Sheet], encrypted: bool = False) -> Path:
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(head: str, body: bytes) -> int:
        return add(f"<<{head}/Length {len(body)}>>stream\n".encode() + body + b"\nendstream")

    cmap = stream("", _CMAP.encode())
    inner = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Serif/DW 500/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    modern = add(
        f"<</Type/Font/Subtype/Type0/BaseFont/Serif/Encoding/Identity-H/ToUnicode {cmap} 0 R"
        f"/DescendantFonts[{inner} 0 R]>>".encode()
    )
    pages, kids = len(objects) + 1, []
    add(b"")
    for sheet in sheets:
        old = add(
            f"<</Type/Font/Subtype/TrueType/BaseFont/{sheet.legacy}/FirstChar 0/LastChar 255"
            f"/Encoding/WinAnsiEncoding/Widths[{' 500' * 256}]>>".encode()
        )
        image = stream(
            f"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
            f"/Width {sheet.side}/Height {sheet.side}",
            sheet.picture,
        )
        content = stream("", "\n".join(sheet.content).encode())
        kids.append(
            add(
                f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
                f"/Rotate {sheet.turn}/Contents {content} 0 R"
                f"/Resources<</Font<</U {modern} 0 R/L {old} 0 R>>"
                f"/XObject<</I {image} 0 R>>>>>>".encode()
            )
        )
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[pages - 1] = f"<</Type/Pages/Kids[{refs}]/Count {len(kids)}>>".encode()
    root = add(f"<</Type/Catalog/Pages {pages} 0 R>>".encode())
    path.write_bytes(_file(objects, root, encrypted))
    return path


def _file(objects: list[bytes], root: int, encrypted: bool) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size, start = len(objects) + 1, len(out)
    lock = ""
    if encrypted:  # by a password that nobody knows
        nobody = "41" * 32
        lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{nobody}>/U<{nobody}>>>/ID[<41><41>]"
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {size}/Root {root} 0 R{lock}>>\nstartxref\n{start}\n%%EOF"
        ).encode()
    )
