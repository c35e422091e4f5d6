"""Masks of ink on a page, True where there is some: runs, strokes and what covers them."""

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


def halved(ink: Mask) -> Mask:
    """At half the size; a point is ink where one of its four is, so small gaps close."""
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    quarters = ink[:height, :width].reshape(height // 2, 2, width // 2, 2)
    return np.asarray(quarters.any(axis=(1, 3)))


def grown(lines: Mask) -> Mask:
    """Level lines with what is left of their ragged edges and between their pieces."""
    grown = lines.copy()
    for step in (1, 2):
        grown[step:] |= lines[:-step]
        grown[:-step] |= lines[step:]
    return grown


def strokes(ink: Mask, length: int, thick: int) -> Mask:
    """The level strokes of `length` and more that are not thicker than `thick`."""
    runs = opened(ink, length)
    if not runs.any():
        return runs
    return runs & ~opened(runs.T, thick + 1).T


def opened(ink: Mask, length: int) -> Mask:
    """What of `ink` belongs to a run of at least `length` in its row."""
    width = ink.shape[1]
    if width < length:
        return np.zeros_like(ink)
    sums = np.zeros((ink.shape[0], width + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    whole = sums[:, length:] - sums[:, :-length] == length  # runs that begin at a place
    counts = np.zeros((ink.shape[0], width + 1), np.int32)
    np.cumsum(whole, axis=1, out=counts[:, 1 : whole.shape[1] + 1])
    counts[:, whole.shape[1] + 1 :] = counts[:, whole.shape[1] : whole.shape[1] + 1]
    first = np.maximum(np.arange(width) - length + 1, 0)
    return counts[:, 1:] - counts[:, first] > 0


def runs(mask: Mask, length: int) -> list[tuple[int, int, int]]:
    """Row, start and end of the runs in a mask; rows that touch are one, at their middle."""
    found: list[tuple[int, int, int]] = []
    for row in np.flatnonzero(mask.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].view(np.int8), [0]))))
        found += [
            (int(row), int(a), int(b))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
            if b - a >= length // 2
        ]
    return found
