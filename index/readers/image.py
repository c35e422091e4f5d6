"""Pictures of pages (png, jpg, tif with any number of pages), recognised by Tesseract."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from index import pulse
from index.errors import BadRecord, Damaged, TooLarge
from index.readers import ocr
from index.readers.layout import document_of
from index.readers.sheet import Sheet
from index.types import Source

_MOST_PIXELS = 120_000_000  # of one page
_MOST_PAGES = 2_000
_BEST = 2_500 * 3_500  # pixels of A4 at what is recognised best
_LONG_SIDE = 11.7  # inches of A4, for pictures that do not say how large they are
_SAID = (120, 1200)  # dots per inch; another value is none that a scanner set


def read(path: Path) -> Iterator[Source | BadRecord]:
    """Raises `NeedsProgram` where Tesseract is missing."""
    ocr.require(path)
    yield from document_of(path, _sheets(path))


def _sheets(path: Path) -> Iterator[Sheet]:
    try:
        with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                _check(frame, number, path)
                yield ocr.read(*_sized(frame))
                pulse.beat()
    except Image.DecompressionBombError as error:
        raise TooLarge(path, f"{_MOST_PIXELS // 1_000_000} million pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        raise Damaged(path) from error


def _check(frame: Image.Image, number: int, path: Path) -> None:
    """Before a pixel is unpacked: a small file may hold a picture that fills the memory."""
    if frame.width * frame.height > _MOST_PIXELS:
        raise TooLarge(path, f"{_MOST_PIXELS // 1_000_000} million pixels")
    if number >= _MOST_PAGES:
        raise TooLarge(path, f"{_MOST_PAGES} pages")


def _sized(frame: Image.Image) -> tuple[Image.Image, float]:
    """The picture upright, on white, at a resolution that is recognised well, and which."""
    picture = ImageOps.exif_transpose(frame)
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        with_alpha = picture.convert("RGBA")
        white = Image.new("RGBA", with_alpha.size, "white")
        picture = Image.alpha_composite(white, with_alpha).convert("RGB")
    dpi = _dpi(picture, frame)
    scale = min(ocr.DPI / dpi, (3 * _BEST / (picture.width * picture.height)) ** 0.5)
    if not 0.9 < scale < 1.1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        mode = picture if picture.mode in ("L", "RGB") else picture.convert("L")
        picture, dpi = mode.resize(size, Image.Resampling.LANCZOS), dpi * scale
    return picture, dpi


def _dpi(picture: Image.Image, frame: Image.Image) -> float:
    """What a scanner wrote, if it can be true; a photo says nothing, so it is taken for A4."""
    said = frame.info.get("dpi") or (0, 0)
    value = float(said[0] or 0)
    if _SAID[0] <= value <= _SAID[1]:
        return value
    return max(picture.width, picture.height) / _LONG_SIDE
