"""A picture of a page -> what is easiest to recognise: grey, level, without stamps and lines."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from index.readers import masks
from index.readers.leaders import leaders
from index.readers.sheet import Rule

Grey = npt.NDArray[np.uint8]

_DARK = 140  # darker is ink
_COLOURED = 60  # difference of the strongest and the weakest colour, of 255
_MOST_COLOURED = 0.35  # of the ink: where more is coloured, it is no stamp but the text
_FADED = 70  # by how much coloured ink is lightened
_SKEW = 5.0  # degrees that a page may lie askew
_LEVEL = 0.15  # degrees that do not matter
_LINE = 0.3  # inch: a longer straight stroke is a line, no letter
_THICK = 0.035  # inch: thicker is no line
_MUCH = 0.25  # of the page's width
_STRAY = 3  # rows by which a fold strays, at half size
_EDGE = 25  # the outer 25th of a page on either side
_POINTS = 72


@dataclass(frozen=True, slots=True)
class Page:
    """`grey` has shape (height, width) at `dpi`; `rules` are in points."""

    grey: Grey
    dpi: float
    rules: list[Rule]


def cleaned(picture: Image.Image, dpi: float) -> Page:
    """`picture` at `dpi`; larger or smaller ones are scaled to what is recognised best."""
    grey = _without_folds(_without_stamps(picture), dpi)
    angle = _skew(grey)
    if abs(angle) > _LEVEL:
        turned = Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(turned)
    grey = _erased(grey, leaders(masks.halved(grey < _DARK + 40), dpi / 2))
    return _without_lines(grey, dpi)


def _without_stamps(picture: Image.Image) -> Grey:
    """Grey, with red stamps and blue ink lightened: black text under a stamp stays black."""
    grey = np.asarray(picture.convert("L"))
    if picture.mode in ("1", "L", "LA", "I;16"):
        return grey
    red, green, blue = picture.convert("RGB").split()
    strongest = np.asarray(ImageChops.lighter(ImageChops.lighter(red, green), blue))
    weakest = np.asarray(ImageChops.darker(ImageChops.darker(red, green), blue))
    coloured = strongest - weakest > _COLOURED
    inked = coloured & (grey < _DARK)
    if not inked.any() or inked.sum() > _MOST_COLOURED * (grey < _DARK).sum():
        return grey
    lightened = np.minimum(strongest, 255 - _FADED) + np.uint8(_FADED)
    return np.where(coloured, lightened, grey)


def _without_folds(grey: Grey, dpi: float) -> Grey:
    """Without lines from edge to edge: folds and streaks, which are level before the text is."""
    ink = masks.halved(grey < _DARK + 40)
    thick = max(2, round(_THICK * dpi / 2))
    level = masks.strokes(ink, round(_LINE * dpi / 2), thick)
    reach, edge = np.ones(2 * _STRAY + 1), max(1, ink.shape[1] // _EDGE)
    much = np.convolve(level.sum(axis=1), reach, "same") >= _MUCH * ink.shape[1]
    left, right = (np.convolve(side.any(axis=1), reach, "same") for side in _edges(ink, edge))
    rows = np.convolve(much & (left > 0) & (right > 0), reach, "same") > 0
    if not rows.any():
        return grey
    return _erased(grey, rows[:, None] & ink & ~masks.opened(ink.T, thick + 1).T)


def _edges(ink: masks.Mask, edge: int) -> tuple[masks.Mask, masks.Mask]:
    return ink[:, :edge], ink[:, -edge:]


def _skew(grey: Grey) -> float:
    """By how many degrees, counter-clockwise, the page must be turned for level lines.

    Level lines of text make the sharpest profile of ink over the height of a page.
    """
    step = max(1, max(grey.shape) // 1000)
    ys, xs = np.nonzero(grey[::step, ::step] < _DARK)
    if len(ys) < 200:
        return 0.0
    best = max(np.arange(-_SKEW, _SKEW + 0.1, 0.5), key=lambda a: _sharpness(ys, xs, float(a)))
    fine = np.arange(best - 0.4, best + 0.41, 0.1)
    return float(max(fine, key=lambda a: _sharpness(ys, xs, float(a))))


def _sharpness(ys: npt.NDArray[Any], xs: npt.NDArray[Any], angle: float) -> float:
    slope = np.tan(np.radians(angle))
    places = np.rint(ys - xs * slope).astype(np.int64)
    profile = np.bincount(places - places.min()).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def _without_lines(grey: Grey, dpi: float) -> Page:
    """Long straight strokes out of the picture and into `rules`: they are read as letters."""
    ink = masks.halved(grey < _DARK + 40)
    length, thick = round(_LINE * dpi / 2), max(2, round(_THICK * dpi / 2))
    level = masks.strokes(ink, length, thick)
    upright = masks.strokes(ink.T, length, thick).T
    scale = 2 * _POINTS / dpi
    rules = [
        Rule(a * scale, y * scale, b * scale, y * scale) for y, a, b in masks.runs(level, length)
    ]
    rules += [
        Rule(x * scale, a * scale, x * scale, b * scale)
        for x, a, b in masks.runs(upright.T, length)
    ]
    level_all, upright_all = masks.grown(level), masks.grown(upright.T).T
    lines = level_all & ~masks.opened(ink.T, thick + 1).T
    lines |= upright_all & ~masks.opened(ink, thick + 1)
    lines |= level_all & upright_all  # where they cross
    return Page(_erased(grey, lines), dpi, rules)


def _erased(grey: Grey, half: masks.Mask) -> Grey:
    """White where a mask of half the size is set."""
    clean = grey.copy()
    height, width = 2 * half.shape[0], 2 * half.shape[1]
    clean[:height, :width][half.repeat(2, axis=0).repeat(2, axis=1)] = 255
    return clean
