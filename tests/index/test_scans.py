"""Pictures of pages: what is cleaned off them, and what Tesseract then reads."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.errors import Damaged, TooLarge
from index.readers import read, scans
from index.types import Source

_DPI = 300


def _page(width: int = 1400, height: int = 900) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (width, height), "white")
    return picture, ImageDraw.Draw(picture)


def _written(draw: ImageDraw.ImageDraw, lines: list[str]) -> None:
    font = ImageFont.load_default(48)
    for place, line in enumerate(lines):
        draw.text((120, 120 + 90 * place), line, "black", font)


def test_a_red_stamp_fades_and_the_black_text_under_it_stays() -> None:
    picture, draw = _page()
    draw.rectangle((100, 100, 500, 500), fill=(220, 40, 40))
    draw.rectangle((200, 200, 300, 230), fill="black")
    draw.rectangle((600, 100, 1300, 800), fill="black")
    grey = scans.cleaned(picture, _DPI).grey
    assert grey[150, 150] > 200
    assert grey[215, 250] < 50


def test_coloured_text_is_no_stamp() -> None:
    picture, draw = _page()
    draw.rectangle((100, 100, 500, 300), fill=(160, 10, 10))
    assert scans.cleaned(picture, _DPI).grey[200, 300] < 120


@pytest.mark.parametrize("angle", [-2.5, 1.2])
def test_a_page_is_levelled(angle: float) -> None:
    picture, draw = _page()
    for y in range(150, 800, 60):
        for x in range(150, 1250, 40):
            draw.rectangle((x, y, x + 22, y + 20), fill="black")
    grey = scans.cleaned(picture.rotate(angle, fillcolor="white"), _DPI).grey
    inked = (grey < 140).sum(axis=1)
    assert (inked[200:700] == 0).mean() > 0.4  # white rows between the lines again


def test_borders_become_rules_and_a_fold_goes() -> None:
    picture, draw = _page()
    draw.rectangle((200, 300, 1200, 700), outline="black", width=4)
    draw.line((0, 60, 1400, 66), "black", 3)
    page = scans.cleaned(picture, _DPI)
    assert (page.grey < 140).sum() < 100
    level = {round(rule.y0) for rule in page.rules if rule.lies}
    upright = {round(rule.x0) for rule in page.rules if not rule.lies}
    assert level >= {72, 168}
    assert upright >= {48, 288}


def test_rows_of_dots_go_and_what_is_no_row_of_them_stays() -> None:
    picture, draw = _page()

    def dots(left: int, right: int, y: int) -> None:
        for x in range(left, right, 14):
            draw.rectangle((x, y, x + 5, y + 5), fill="black")

    dots(300, 1200, 300)  # to be filled in
    dots(300, 340, 500)  # "..."
    draw.rectangle((200, 260, 280, 305), fill="black")  # the word before them
    for x in range(300, 1200, 14):  # strokes are no dots
        draw.rectangle((x, 680, x + 5, 705), fill="black")
    clean = scans.cleaned(picture, _DPI).grey < 140
    assert not clean[290:320, 290:1210].any()
    assert clean[490:520, 290:350].any(axis=0).sum() > 12
    assert clean[262:300, 202:278].all()
    assert clean[690].sum() > 200


needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="apt-get install tesseract-ocr tesseract-ocr-vie"
)


@needs_tesseract
@pytest.mark.parametrize("ending", [".png", ".jpg", ".tif"])
def test_a_picture_is_read(tmp_path: Path, ending: str) -> None:
    picture, draw = _page()
    _written(draw, ["Khoan mot: Muc chi", "cho moi thon trong nam"])
    path = tmp_path / f"a{ending}"
    picture.save(path, dpi=(_DPI, _DPI))
    (source,) = read(path)
    assert isinstance(source, Source)
    assert "cho moi thon trong nam" in source.text
    assert source.pages == (0,)


@needs_tesseract
def test_pages_of_a_tif_and_a_page_on_its_side(tmp_path: Path) -> None:
    pages = []
    for number in (1, 2):
        picture, draw = _page(1600, 1200)
        _written(
            draw, [f"Trang {number} cua ban ke", "Kinh phi nam 2026 la 650", *["Noi dung"] * 8]
        )
        pages.append(picture)
    pages[1] = pages[1].rotate(90, expand=True)
    path = tmp_path / "a.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(_DPI, _DPI))
    (source,) = read(path)
    assert isinstance(source, Source)
    assert len(source.pages) == 2
    assert source.text.count("2026") == 2


@needs_tesseract
def test_a_damaged_picture_and_a_bomb_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "a.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    with pytest.raises(Damaged):
        list(read(broken))
    from index.readers import image

    monkeypatch.setattr(image, "_MOST_PIXELS", 10_000)
    large = tmp_path / "b.png"
    Image.fromarray(np.zeros((200, 200), np.uint8)).save(large)
    with pytest.raises(TooLarge):
        list(read(large))
