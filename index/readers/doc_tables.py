"""Tables of a Word 97-2003 file: rows of cells whose borders are given in twips."""

import struct
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.readers.blocks import Block, Cell, Table
from index.readers.doc_file import Sprms

_DEFINITION = 0xD608
_JOINED_LEFT, _JOINED_UP, _BEGINS_DOWN = 2, 0x20, 0x40
_NEAR = 60  # twips, a millimetre: borders that are nearer are one


@dataclass(slots=True)
class Row:
    """The cells of a row, and the modifiers of its end, which say how wide they are."""

    cells: list[list[Block]] = field(default_factory=list)
    shape: Sprms = field(default_factory=dict)
    _open: bool = False

    def add(self, blocks: Iterable[Block], ends_cell: bool) -> None:
        if not self._open:
            self.cells.append([])
        self.cells[-1] += blocks
        self._open = not ends_cell


@dataclass(frozen=True, slots=True)
class _Shape:
    """Borders of the cells of a row, one more than cells, and their flags."""

    borders: tuple[int, ...]
    flags: tuple[int, ...]


def table(rows: list[Row]) -> Table:
    shapes = [_shape(row) for row in rows]
    marks = edges(border for shape in shapes for border in shape.borders)
    made = Table()
    above: dict[int, Cell] = {}
    for row, shape in zip(rows, shapes, strict=True):
        made.rows.append(_cells(row, shape, marks, above))
    return made


def _cells(row: Row, shape: _Shape, marks: list[int], above: dict[int, Cell]) -> list[Cell]:
    first = edge(marks, shape.borders[0])
    cells = [Cell(columns=first)] if first else []
    for index, blocks in enumerate(row.cells):
        left, right = (edge(marks, shape.borders[index + n]) for n in (0, 1))
        flags, columns = shape.flags[index], max(right - left, 1)
        if flags & _JOINED_LEFT and cells:
            cells[-1].columns += columns
            cells[-1].blocks += blocks
        elif flags & _JOINED_UP and not flags & _BEGINS_DOWN and left in above:
            above[left].rows += 1
        else:
            cells.append(Cell(blocks, columns))
            above.pop(left, None)
            if flags & _JOINED_UP:
                above[left] = cells[-1]
    return cells


def _shape(row: Row) -> _Shape:
    """What the row's end says; cells of one width where it says nothing that fits."""
    count = len(row.cells)
    raw = row.shape.get(_DEFINITION, b"")
    told = raw[2] if len(raw) > 2 else 0
    if told < count or len(raw) < 3 + 2 * (told + 1):
        return _Shape(tuple(range(0, 1000 * (count + 1), 1000)), (0,) * count)
    borders = struct.unpack_from(f"<{told + 1}h", raw, 3)
    at = 3 + 2 * (told + 1)
    flags = tuple(
        struct.unpack_from("<H", raw, at + 20 * n)[0] if at + 20 * n + 2 <= len(raw) else 0
        for n in range(told)
    )
    return _Shape(borders, flags)


def edges(borders: Iterable[int]) -> list[int]:
    edges: list[int] = []
    for border in sorted(set(borders)):
        if not edges or border - edges[-1] > _NEAR:
            edges.append(border)
    return edges


def edge(edges: list[int], border: int) -> int:
    """The column that begins at a border."""
    return max(bisect_left(edges, border + 1) - 1, 0)
