"""Rows of dots to be filled in ("Họ và tên: ........"): they make Tesseract misread their lines."""

import numpy as np
import numpy.typing as npt

from index.readers.masks import Mask, opened

_DOT = 0.035  # inch: wider or higher is no dot
_ASIDE, _ABOVE = 0.006, 0.025  # inch of white beside a dot, and above and below it
_GAP = 0.1  # inch between two dots of a row
_ROW = 0.35  # inch: a shorter row may be a mark of omission


def leaders(ink: Mask, dpi: float) -> Mask:
    """The ink of rows of dots; `ink` is a page that lies level, at `dpi`."""
    dots = _dots(ink, dpi)
    gap, row = round(_GAP * dpi), round(_ROW * dpi)
    filled = ~opened(~dots, gap + 1)
    return _spread(dots & opened(filled, row), 1, 1) & ink


def _dots(ink: Mask, dpi: float) -> Mask:
    """Ink of spots that are small and have white around them."""
    reach = max(1, round(_DOT * dpi / 2))
    aside, above = max(1, round(_ASIDE * dpi)), max(1, round(_ABOVE * dpi))
    within = _sums(ink, reach, reach)
    middles = (within > 0) & (within == _sums(ink, reach + above, reach + aside))
    return _spread(middles, reach, reach) & ink


def _spread(mask: Mask, down: int, across: int) -> Mask:
    return np.asarray(_sums(mask, down, across) > 0)


def _sums(mask: Mask, down: int, across: int) -> npt.NDArray[np.int32]:
    """How much is set up to `down` rows above and below, and `across` columns beside, a point."""
    height, width = mask.shape
    total = np.zeros((height + 1, width + 1), np.int32)
    np.cumsum(mask, axis=0, out=total[1:, 1:])
    np.cumsum(total, axis=1, out=total)
    top, bottom = _ends(height, down)
    left, right = _ends(width, across)
    between = total[bottom] - total[top]
    return np.asarray(between[:, right] - between[:, left])


def _ends(length: int, reach: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    places = np.arange(length)
    return np.maximum(places - reach, 0), np.minimum(places + reach + 1, length)
