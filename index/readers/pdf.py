"""PDF: its text layer (PDFium) where there is one to trust, recognised text where there is none.

Which page is which is decided page by page: a scan may carry a stamp of an electronic signature
as its only text, or what a scanner took for text.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from index import pulse
from index.errors import BadRecord, Damaged, Encrypted, TooLarge
from index.readers import ocr, pdf_drawn, pdf_words, textlayer
from index.readers.layout import document_of
from index.readers.sheet import Sheet
from index.types import Source

_MOST_PAGES = 20_000
_MOST_PIXELS = 30_000_000  # of a page that is recognised
_AT_ONCE = 2  # pages that are recognised side by side
_POINTS = 72

_Task = Callable[[], Sheet]


def read(path: Path) -> Iterator[Source | BadRecord]:
    """The document, and the pages of it whose words could not be recognised.

    Raises `NeedsProgram` where that is all of it and Tesseract is missing.
    """
    document = _opened(path)
    try:
        yield from document_of(path, _sheets(document))
    finally:
        document.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Encrypted(path) from error
        raise Damaged(path) from error
    if len(document) > _MOST_PAGES:
        document.close()
        raise TooLarge(path, f"{_MOST_PAGES} trang")
    return document


def _sheets(document: pdfium.PdfDocument) -> Iterator[Sheet]:
    """The pages in order. PDFium serves one thread; recognition runs beside it."""
    workers = min(_AT_ONCE, len(os.sched_getaffinity(0)))
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Sheet | Future[Sheet]] = deque()
        try:
            for index in range(len(document)):
                found = _page(document, index)
                waiting.append(found if isinstance(found, Sheet) else pool.submit(found))
                pulse.beat()
                while sum(isinstance(each, Future) for each in waiting) > workers or (
                    waiting and isinstance(waiting[0], Sheet)
                ):
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:
            for each in waiting:
                if isinstance(each, Future):
                    each.cancel()


def _done(page: Sheet | Future[Sheet]) -> Sheet:
    sheet = page if isinstance(page, Sheet) else page.result()
    pulse.beat()
    return sheet


def _page(document: pdfium.PdfDocument, index: int) -> Sheet | _Task:
    """A page's words, or how to recognise them."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Sheet(0.0, 0.0, unread=True)  # the page is damaged; the others are not
    try:
        layer = pdf_words.read(page)
        drawn = pdf_drawn.drawn(page, layer.turn)
        width, height = page.get_size()[:: -1 if layer.turn % 2 else 1]
        if textlayer.is_trusted(layer, drawn) or textlayer.is_blank(layer, drawn):
            return Sheet(width, height, layer.words, drawn.rules)
        if not ocr.available():
            return Sheet(width, height, unread=True)
        picture, dpi = _rendered(page)
    finally:
        page.close()
    return lambda: ocr.read(picture, dpi)


def _rendered(page: Any) -> tuple[Image.Image, float]:
    width, height = page.get_size()
    inches = max(1.0, width * height / _POINTS**2)
    dpi = min(ocr.DPI, (_MOST_PIXELS / inches) ** 0.5)
    bitmap = page.render(scale=dpi / _POINTS)
    try:
        return bitmap.to_pil().convert("RGB"), dpi
    finally:
        bitmap.close()
