"""The multilingual-e5-small encoder as an ONNX graph: after the word look-up, one text at a time.

Two precisions of the same weights, whose vectors can be compared with each other:

- `EXACT` keeps the 4-bit blocks. `MatMulNBits`, ONNX Runtime's own operator, means exactly what
  Q4_0 means and calculates in float32, so nothing is rounded a second time (14 MB, not 85).
- `FAST` rounds weights (per column) and activations (per text) to 8 bits, except in the layer
  after GELU, where that costs most: about 1.6 times as fast on a processor with VNNI
  instructions, at a cosine of .999 to the other (.997 without the exception).

One text at a time: batches of equal length, where no padding is needed, gained nothing to a
third, and a vector would depend on its company. The table of 250,037 words stays outside.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.e5 import BLOCK, Q4, Weights

INPUT, OUTPUT = "word_vectors", "token_vectors"
EXACT, FAST = "exact", "fast"
_FLOAT32_PRODUCTS = 1  # the operator's accuracy_level
_CONTRIB = "com.microsoft"


def build(weights: Weights, precision: str) -> ModelProto:
    """A graph from (1, n, width) word vectors to (1, n, width) token vectors, float32."""
    return _Builder(weights, precision).model()


class _Builder:
    def __init__(self, weights: Weights, precision: str) -> None:
        self.weights = weights
        self._precision = precision
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        width = self.weights.shape.width
        hidden = self._embed()
        for layer in range(self.weights.shape.layers):
            hidden = self._layer(hidden, f"l{layer}.")
        self.nodes[-1].output[0] = OUTPUT
        sides = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "tokens", width])
            for name in (INPUT, OUTPUT)
        ]
        graph = helper.make_graph(self.nodes, "e5", sides[:1], sides[1:], self.constants)
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)

    def _embed(self) -> str:
        """Word + position + type, normalised. Every token has type 0: added to its position."""
        vectors, width = self.weights.vectors, self.weights.shape.width
        places = vectors["emb.pos"].reshape(-1, width) + vectors["emb.type"][:width]
        table = self._constant("places", places)
        zero, one, two = (self._constant(f"i{i}", np.array([i], np.int64)) for i in range(3))
        count = self._node("Slice", [self._node("Shape", [INPUT]), one, two])
        return self._normalised(INPUT, self._node("Slice", [table, zero, count]), "emb.ln")

    def _layer(self, hidden: str, at: str) -> str:
        queries, keys, values = (self._linear(hidden, f"{at}{part}") for part in "qkv")
        heads = self.weights.shape.heads
        seen = self._contrib("MultiHeadAttention", [queries, keys, values], num_heads=heads)
        hidden = self._normalised(hidden, self._linear(seen, f"{at}ao"), f"{at}aln")
        inner = self._contrib("Gelu", [self._linear(hidden, f"{at}fi")])
        return self._normalised(hidden, self._linear(inner, f"{at}fo", EXACT), f"{at}oln")

    def _linear(self, value: str, name: str, precision: str = "") -> str:
        bias = self._constant(f"{name}.b", self.weights.vectors[f"{name}.b"])
        exact = (precision or self._precision) == EXACT
        return (self._exact if exact else self._fast)(value, f"{name}.w", bias)

    def _exact(self, value: str, name: str, bias: str) -> str:
        matrix = self.weights.matrices[name]
        rows, blocks = matrix.blocks.shape[:2]
        codes = self._constant(f"{name}.codes", _packed(matrix))
        scales = self._constant(f"{name}.scales", matrix.scales.reshape(-1))
        sizes = {"K": blocks * BLOCK, "N": rows, "bits": 4, "block_size": BLOCK}
        # Left out: zero points (the default is the 8 that Q4_0 subtracts) and group indexes.
        inputs = [value, codes, scales, "", "", bias]
        return self._contrib("MatMulNBits", inputs, **sizes, accuracy_level=_FLOAT32_PRODUCTS)

    def _fast(self, value: str, name: str, bias: str) -> str:
        matrix = self.weights.matrices[name].unpack().T
        scales = np.abs(matrix).max(axis=0) / 127
        codes = self._constant(f"{name}.codes", np.rint(matrix / scales).astype(np.int8))
        inputs = [value, codes, self._constant(f"{name}.scales", scales), "", bias]
        return self._contrib("DynamicQuantizeMatMul", inputs)

    def _normalised(self, value: str, added: str, name: str) -> str:
        scale, shift = (
            self._constant(f"{name}.{part}", self.weights.vectors[f"{name}.{part}"])
            for part in "wb"
        )
        total = self._node("Add", [value, added])
        epsilon = self.weights.shape.epsilon
        return self._node("LayerNormalization", [total, scale, shift], epsilon=epsilon)

    def _constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _contrib(self, kind: str, inputs: list[str], **settings: int) -> str:
        return self._node(kind, inputs, domain=_CONTRIB, **settings)

    def _node(self, kind: str, inputs: list[str], domain: str = "", **settings: Any) -> str:
        output = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output


def _packed(matrix: Q4) -> npt.NDArray[np.uint8]:
    """Q4_0 pairs weight j with j + 16 in a byte; MatMulNBits pairs neighbours."""
    codes = matrix.codes
    packed: npt.NDArray[np.uint8] = codes[..., 0::2] | (codes[..., 1::2] << np.uint8(4))
    return packed
