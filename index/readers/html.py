"""Web pages as they are saved: the text whole, menus and lists of links behind it as noise.

Nothing is thrown away for its looks: what is labelled as a menu, a footer or a counter, and lists
of links only, follow the text and are not searched. A page without any of it (Word's "web page")
is all text; tables that only lay a page out are paragraphs.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from lxml.etree import ErrorTypes, ParserError
from lxml.html import HTMLParser, document_fromstring

from index.errors import NothingToRead, NotText, TooDeep
from index.noise import CHROME
from index.readers import blocks
from index.readers.blocks import Block, Cell, Paragraph, Run, Table
from index.readers.encoding import one_byte
from index.text import fold, starts_item, tidy
from index.types import Source


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DROPPED = _words(
    "script style noscript template head svg iframe object select option button input textarea"
    " label audio video canvas map"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q s samp"
    " small span strike strong sub sup time tt u var wbr o:p"
)
_WITHIN_LINES = re.compile(rf"</?(?:{'|'.join(_INLINE)})\b[^>]*>", re.I)
_TAG = re.compile(rb"<[^>]*>")
_CHROME_TAGS = frozenset(("nav", "footer", "aside"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu"))
_CHROME_NAMES = re.compile(
    r"(?:^|[^a-z])(?:(?:main|top|sub|left|right|mobile)?-?(?:menu|nav|navbar|navigation)|breadcrumbs?"
    r"|footer|side-?bar|related(?:posts?|-?news)?|(?:tin|bai)-?(?:lien-?quan|khac|moi)|other-?news"
    r"|comments?|binh-?luan|share|sharing|social|sharedaddy|tags|pagination|pager|pagenav|thong-?ke"
    r"|counters?|visitors?|online|banner|quang-?cao|adverts?|login|search-?(?:box|form)|toolbar"
    r"|(?:most|doc|xem)-?(?:read|view(?:ed)?|nhieu)|copyright|popup|cookies?|skip-?link)(?:[^a-z]|$)"
)
_MOST_CHROME = 0.4  # of a page's text: what holds more is no menu, whatever it is called
_LINKS, _LINKED = 3, 0.75  # links at least, and their share of the text: a list of links
_LONGEST_CELL = 600  # characters; a cell that says more lays out the page
_DEEPEST = 200
_PARSED = 2048  # elements inside each other that the parser takes
_LARGEST = 64 << 20  # bytes of a page, unpacked


def read(path: Path) -> Iterator[Source]:
    tree = _parse(path)
    yield blocks.source(_Page(tree).blocks(), path, _title(tree))


def _parse(path: Path) -> Any:
    from trafilatura.utils import decode_file, repair_faulty_html

    raw = path.read_bytes()
    if b"\0" in raw[:4096] and not raw.startswith(_UTF16):
        raise NotText(path)
    if not raw.strip():
        raise NothingToRead(path)
    text = _older(raw) or decode_file(raw, _LARGEST)
    text = repair_faulty_html(text, text[:50].lower())
    tree = _tree(text, path)
    if tree is None:
        tree = _tree(_WITHIN_LINES.sub("", text), path)
    if tree is None:
        raise TooDeep(path, str(_PARSED))
    _flatten(tree)
    return tree


def _older(raw: bytes) -> str | None:
    """A page that is no UTF-8 and reads as Vietnamese of before, whatever charset it names."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None if raw.startswith(_UTF16) else one_byte(raw, _TAG.sub(b" ", raw))
    return None


def _tree(text: str, path: Path) -> Any:
    """None for elements that stand too far inside each other: the parser takes 256 of them, or
    2048 when asked, and leaves out the rest without a word."""
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser)
    except ParserError as error:
        raise NothingToRead(path) from error
    limits = (entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if any(limits) else tree


def _flatten(tree: Any) -> None:
    """Takes out tags within lines that stand far inside each other: pages that forget to close
    <font> put every paragraph into the one before."""
    depths = {tree: 0}
    for element in list(tree.iterdescendants()):
        depth = depths[element.getparent()] + 1
        if depth > _DEEPEST and element.tag in _INLINE:
            element.drop_tag()
        else:
            depths[element] = depth


def _title(tree: Any) -> str | None:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree)
    return tidy(found.title).strip() or None if found and found.title else None


class _Size(NamedTuple):
    """Characters of text in an element, those in links, and how many links."""

    text: int = 0
    linked: int = 0
    links: int = 0


class _Page:
    def __init__(self, tree: Any) -> None:
        self._elements = [each for each in tree.iter() if isinstance(each.tag, str)]
        self._sizes: dict[Any, _Size] = {}
        for element in reversed(self._elements):  # children before their parents
            self._sizes[element] = self._size(element)
        self._whole = self._sizes[self._elements[0]].text or 1
        self._root = self._elements[0]
        self._chrome: list[Paragraph] = []

    def blocks(self) -> Iterator[Block]:
        """The text, then what is none."""
        yield from self._under(self._root, 0)
        yield from blocks.margin(self._chrome)

    def _size(self, element: Any) -> _Size:
        if element.tag in _DROPPED:
            return _Size()
        inside = [self._sizes[child] for child in element if child in self._sizes]
        own = sum(len((text or "").strip()) for text in _own_texts(element))
        text = own + sum(size.text for size in inside)
        if element.tag == "a":
            return _Size(text, text, 1)
        return _Size(text, sum(s.linked for s in inside), sum(s.links for s in inside))

    def _is_chrome(self, element: Any) -> bool:
        size = self._sizes[element]
        if size.text > _MOST_CHROME * self._whole or element.tag in _INLINE:
            return False
        named = fold(f"{element.get('class', '')} {element.get('id', '')}").replace("_", "-")
        return (
            element.tag in _CHROME_TAGS
            or element.get("role") in _ROLES
            or bool(_CHROME_NAMES.search(named))
            or (size.links >= _LINKS and size.linked >= _LINKED * size.text)
        )

    def _under(self, element: Any, depth: int) -> Iterator[Block]:
        """The blocks in an element; text between them is a paragraph of its own."""
        held = Paragraph(level=_HEADINGS.get(element.tag, 0))
        for item in self._items(element, depth, None):
            if isinstance(item, Run):
                held.runs.append(item)
                continue
            yield from _said(held)
            held = Paragraph(level=held.level)
            yield from item
        yield from _said(held)

    def _items(self, element: Any, depth: int, font: str | None) -> Iterator[Run | Iterator[Block]]:
        """The runs of an element and the blocks between them, in order."""
        font = _font(element) or font
        pre = element.tag == "pre"
        if element.text:
            yield Run(_spaced(element.text, pre), font)
        items = 0
        for child in element:
            items += child.tag == "li"
            if child in self._sizes and child.tag not in _DROPPED:
                yield from self._child(child, _mark(element, items), depth + 1, font)
            if child.tail:
                yield Run(_spaced(child.tail, pre), font)

    def _child(
        self, child: Any, mark: str, depth: int, font: str | None
    ) -> Iterator[Run | Iterator[Block]]:
        if child.tag == "br":
            yield Run("\n")
        elif child.tag == "a" and CHROME.match(fold("".join(child.itertext()).strip())):
            self._chrome.append(blocks.text_paragraph("".join(child.itertext())))
        elif child.tag in _INLINE:
            yield from self._items(child, depth, font)
        elif self._is_chrome(child):
            self._chrome += blocks.paragraphs(self._block(child, depth))
        else:
            found = self._block(child, depth)
            yield _numbered(found, mark) if child.tag == "li" else found

    def _block(self, element: Any, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            text = " ".join(" ".join(element.itertext()).split())
            return iter([blocks.text_paragraph(text)])
        return (
            self._table(element, depth) if element.tag == "table" else self._under(element, depth)
        )

    def _table(self, element: Any, depth: int) -> Iterator[Block]:
        rows = [
            [self._cell(cell, depth) for cell in row if cell.tag in ("td", "th")]
            for row in element.iter("tr")
            if _table_of(row) is element
        ]
        for caption in element.iterchildren("caption"):
            yield from self._under(caption, depth + 1)
        if _lays_out(rows):
            for cell in chain.from_iterable(rows):
                yield from cell.blocks
        elif rows:
            yield Table(rows)

    def _cell(self, element: Any, depth: int) -> Cell:
        if self._is_chrome(element):
            self._chrome += blocks.paragraphs(self._under(element, depth + 2))
            return Cell()
        inside = list(self._under(element, depth + 2))
        return Cell(inside, _span(element, "colspan"), _span(element, "rowspan"))


def _own_texts(element: Any) -> Iterator[str | None]:
    yield element.text
    yield from (child.tail for child in element)


def _said(paragraph: Paragraph) -> Iterator[Block]:
    if paragraph.text.strip():
        yield paragraph


def _spaced(text: str, pre: bool) -> str:
    """Line ends of the source are spaces, but in <pre>."""
    return text if pre else re.sub(r"[ \t\r\n\f]+", " ", text)


def _font(element: Any) -> str | None:
    """The font that an element names."""
    named = re.search(r"font-family\s*:\s*['\"]?([^;,'\"]+)", element.get("style", ""))
    return element.get("face") or (named[1].strip() if named else None)


def _numbered(found: Iterator[Block], mark: str) -> Iterator[Block]:
    """An item of a list with the mark that is displayed, unless it is typed too."""
    for place, block in enumerate(found):
        if place == 0 and isinstance(block, Paragraph) and not starts_item(block.text.strip()):
            block.label = mark
        yield block


def _mark(parent: Any, items: int) -> str:
    """What is displayed before an item of a list, by how many there are up to it."""
    first = parent.get("start", "1")
    return f"{int(first) + items - 1}." if parent.tag == "ol" and first.isdigit() else "-"


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(int(said), 100) or 1 if said.isdigit() else 1


def _lays_out(rows: list[list[Cell]]) -> bool:
    """Whether a table only puts things side by side on the page."""
    cells = list(chain.from_iterable(rows))
    nested = any(isinstance(block, Table) for cell in cells for block in cell.blocks)
    return nested or any(len(blocks.cell_text(cell)) > _LONGEST_CELL for cell in cells)
