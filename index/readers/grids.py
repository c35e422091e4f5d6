"""Ruled tables: where lines cross, there are cells; the words in them make rows.

A cell that spans several rows or columns says the same in each of its header's places; below
the header it stands in the first. Header rows that a spanning cell ties together become one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.readers.sheet import Rule, Sheet, Table, Word
from index.readers.words import joined, rows

_NEAR = 3.0  # points: lines that are nearer are one, ends that are nearer meet
_MOST_RULES = 4_000
_HEADER_ROWS = 4


def tables(sheet: Sheet) -> tuple[list[Table], list[Word]]:
    """The tables of a page, and the words that stand in none."""
    left = list(sheet.words)
    found: list[Table] = []
    for grid in _grids(_merged(sheet.rules)):
        inside = [word for word in left if grid.holds(word)]
        table = grid.table(inside)
        if table is not None:
            found.append(table)
            taken = set(map(id, inside))
            left = [word for word in left if id(word) not in taken]
    return found, left


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules of one line as one: borders are drawn cell by cell, and twice."""
    if len(rules) > _MOST_RULES:
        return []
    level = [rule for rule in rules if rule.lies]
    upright = [_flipped(rule) for rule in rules if not rule.lies]
    return _joined(level) + [_flipped(rule) for rule in _joined(upright)]


def _flipped(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _joined(rules: list[Rule]) -> list[Rule]:
    done: list[Rule] = []
    for line in _lines(rules):
        line.sort()
        current = line[0]
        for rule in line[1:]:
            if rule.x0 <= current.x1 + _NEAR:
                current = current._replace(x1=max(current.x1, rule.x1))
            else:
                done.append(current)
                current = rule
        done.append(current)
    return done


def _lines(rules: list[Rule]) -> Iterable[list[Rule]]:
    """Level rules by the height at which they lie."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if lines and rule.y0 - lines[-1][0].y0 <= _NEAR:
            lines[-1].append(rule._replace(y0=lines[-1][0].y0, y1=lines[-1][0].y0))
        else:
            lines.append([rule])
    return lines


def _grids(rules: list[Rule]) -> list["_Grid"]:
    """Rules that cross each other belong to one grid; the upper grids come first."""
    level = [rule for rule in rules if rule.lies]
    upright = [rule for rule in rules if not rule.lies]
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, one in enumerate(level):
        for j, other in enumerate(upright, start=len(level)):
            if _cross(one, other):
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(level + upright):
        groups[root(index)].append(rule)
    grids = [_Grid(group) for group in groups.values() if len(group) > 3]
    return sorted((grid for grid in grids if grid.is_table), key=lambda grid: grid.ys[0])


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.x0 - _NEAR <= upright.x0 <= level.x1 + _NEAR
        and upright.y0 - _NEAR <= level.y0 <= upright.y1 + _NEAR
    )


class _Grid:
    """The cells between rules that cross each other."""

    def __init__(self, rules: list[Rule]) -> None:
        self._level = [rule for rule in rules if rule.lies]
        self._upright = [rule for rule in rules if not rule.lies]
        self.xs = _places([rule.x0 for rule in self._upright])
        self.ys = _places([rule.y0 for rule in self._level])

    @property
    def is_table(self) -> bool:
        """A box around a text is none."""
        return len(self.xs) > 2 and len(self.ys) > 1

    def holds(self, word: Word) -> bool:
        x, y = _middle(word)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def table(self, words: Iterable[Word]) -> Table | None:
        cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
        owner = self._owners()
        for word in words:
            x, y = _middle(word)
            cells[owner[_place(self.ys, y), _place(self.xs, x)]].append(word)
        texts = {place: joined(rows(inside)) for place, inside in cells.items()}
        grid = [
            [(owner[row, column], texts.get(owner[row, column], "")) for column in self._columns]
            for row in self._rows
        ]
        lines = _without_empty(_written(grid))
        if len(lines[0] if lines else []) < 2:
            return None
        return Table(lines, self.ys[0], self.ys[-1])

    @property
    def _rows(self) -> range:
        return range(len(self.ys) - 1)

    @property
    def _columns(self) -> range:
        return range(len(self.xs) - 1)

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each field of the grid the first field of the cell that it belongs to."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in self._rows:
            for column in self._columns:
                own = (row, column)
                if column and not self._parted(self._upright, self.xs[column], self.ys, row):
                    own = owner[row, column - 1]
                elif row and not self._parted(self._level, self.ys[row], self.xs, column):
                    own = owner[row - 1, column]
                owner[row, column] = own
        return owner

    def _parted(self, rules: list[Rule], at: float, ends: list[float], index: int) -> bool:
        """Whether a rule at `at` runs along the field between `ends[index]` and the next."""
        middle = (ends[index] + ends[index + 1]) / 2
        return any(
            (rule.y0 if rule.lies else rule.x0) - _NEAR
            <= at
            <= (rule.y1 if rule.lies else rule.x1) + _NEAR
            and (rule.x0 if rule.lies else rule.y0) <= middle <= (rule.x1 if rule.lies else rule.y1)
            for rule in rules
        )


def _places(coordinates: list[float]) -> list[float]:
    places: list[float] = []
    for each in sorted(coordinates):
        if not places or each - places[-1] > _NEAR:
            places.append(each)
    return places


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.y1 - word.size / 3


def _place(places: list[float], at: float) -> int:
    below = sum(place <= at for place in places)
    return min(max(below - 1, 0), len(places) - 2)


_Field = tuple[tuple[int, int], str]  # the cell it belongs to, and its text


def _written(grid: list[list[_Field]]) -> list[list[str]]:
    """Rows of texts: the header in one row, and each text once below it."""
    tied = _header_rows(grid)
    header = [_distinct(column) for column in zip(*grid[:tied], strict=True)]
    lines = [header] if tied else []
    for index, row in enumerate(grid[tied:], start=tied):
        lines.append(
            [text if owner == (index, column) else "" for column, (owner, text) in enumerate(row)]
        )
    return lines


def _distinct(column: Sequence[_Field]) -> str:
    texts: dict[tuple[int, int], str] = dict(column)
    return " ".join(filter(None, texts.values()))


def _header_rows(grid: list[list[_Field]]) -> int:
    """How many rows from the top are one header: cells that span rows or columns tie them."""
    reach = 1
    for index, row in enumerate(grid[:_HEADER_ROWS]):
        if index >= reach:
            break
        owners = [owner for owner, _ in row]
        if len(set(owners)) == 1 and len(owners) > 1:
            return 0 if index == 0 else index  # a row that is one cell is a heading, no header
        spans = any(one == other for one, other in pairwise(owners))
        if spans and index + 1 < len(grid):
            reach = max(reach, index + 2)
    return min(reach, len(grid))


def _without_empty(lines: list[list[str]]) -> list[list[str]]:
    """Without rows and columns that hold nothing."""
    lines = [line for line in lines if any(line)]
    used = [index for index, column in enumerate(zip(*lines, strict=True)) if any(column)]
    return [[line[index] for index in used] for line in lines]
