"""What is drawn on a PDF page besides text: ruled lines, and how much pictures cover."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pdf_words import turned
from index.readers.sheet import Rule

_MOST_OBJECTS = 20_000  # a page with more is a drawing
_THIN = 3.0  # points: what is thinner is a line
_SHORTEST = 6.0
_DEEPEST = 4  # forms within forms

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page: lines, and how much of it pictures cover (0 to 1)."""

    rules: list[Rule] = field(default_factory=list)
    covered: float = 0.0
    paths: int = 0


def drawn(page: pdfium.PdfPage, turn: int) -> Drawn:
    found = Drawn()
    box = page.get_bbox()
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    for kind, boxes in _objects(page.raw):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.covered += _area(_within(boxes[0], box)) / area
        else:
            found.paths += 1
            found.rules += (_rule(turned(list(b), box, turn)) for b in boxes)
    return found


def _rule(box: tuple[float, ...]) -> Rule:
    left, top, right, bottom = box
    if right - left >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(left, middle, right, middle)
    middle = (left + right) / 2
    return Rule(middle, top, middle, bottom)


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, ...]:
    return (max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3]))


def _area(box: tuple[float, ...]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _objects(page: Any) -> Iterator[tuple[int, list[tuple[float, ...]]]]:
    """Pictures with their box, paths with the boxes of the lines they draw."""
    get = raw.FPDFPage_GetObject
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    yield from _walk((get(page, index) for index in range(count)), _SAME, 0)


def _walk(
    objects: Iterator[Any], matrix: _Matrix, depth: int
) -> Iterator[tuple[int, list[tuple[float, ...]]]]:
    for each in objects:
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if lines := _lines(each, _times(_matrix(each), matrix)):
                yield kind, lines
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield kind, [_corners(_times(_matrix(each), matrix), 0, 0, 1, 1)]
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(each), _MOST_OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(each, index) for index in range(count))
            yield from _walk(inner, _times(_matrix(each), matrix), depth + 1)


def _matrix(each: Any) -> _Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _corners(m: _Matrix, *box: float) -> tuple[float, ...]:
    """The box around a box that was moved by `m`."""
    xs = [m[0] * x + m[2] * y + m[4] for x in box[::2] for y in box[1::2]]
    ys = [m[1] * x + m[3] * y + m[5] for x in box[::2] for y in box[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _lines(path: Any, matrix: _Matrix) -> list[tuple[float, ...]]:
    """The level and upright lines of a path: strokes, thin boxes, edges of boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    found: list[tuple[float, ...]] = []
    for points in _figures(path):
        box = _around([_corners(matrix, x, y) for x, y in points])
        thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
        if thin:
            found.append(box)
        elif stroke.value:
            found += (_corners(matrix, *one, *two) for one, two in pairwise(points))
    return [
        box
        for box in found
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN
        and max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST
    ]


def _around(boxes: list[tuple[float, ...]]) -> tuple[float, ...]:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _figures(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The strokes of a path as lists of points; one with a curve is no line and left out."""
    points: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points
