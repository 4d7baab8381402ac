"""ONNX graphs built node by node. Knows the kinds of nodes that the network needs, and how weights become 8-bit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights: TypeAlias = dict[str, NDArray[Any]]
MICROSOFT: Final = "com.microsoft"
REACH: Final = 127
LARGE: Final = 1000


@dataclass
class Graph:
    """A graph under construction; each method adds nodes and gives the name of what they make."""

    int8: bool
    weights: Weights
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    stored: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def add(self, kind: str, inputs: Sequence[str], domain: str = "", out: str | None = None, **settings: Any) -> str:
        """A node of one output."""
        name = out or f"{kind}_{len(self.nodes)}"
        node = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=node, domain=domain, **settings))
        return name

    def split(self, x: str, count: int, size: int) -> list[str]:
        """The last axis of three in so many parts of one size."""
        at = len(self.nodes)
        names = [f"part{at}_{number}" for number in range(count)]
        sizes = self.whole(f"{count}x{size}", *[size] * count)
        self.nodes.append(helper.make_node("Split", [x, sizes], names, name=f"n{at}", axis=2))
        return names

    def store(self, name: str, value: NDArray[Any]) -> str:
        """A constant."""
        self.stored[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def weight(self, name: str) -> str:
        """A weight as it is."""
        return self.store(name, self.weights[name])

    def whole(self, name: str, *values: int) -> str:
        """A constant row of whole numbers."""
        return self.store(name, np.array(values, dtype=np.int64))

    def number(self, name: str, value: int) -> str:
        """A constant whole number."""
        return self.store(name, np.array(value, dtype=np.int64))

    def linear(self, x: str, name: str, out: str | None = None, quantised: bool = True) -> str:
        """A product with a weight, and its bias."""
        weight = self.weights[f"{name}.weight"].T
        bias = self.weight(f"{name}.bias")
        if not (self.int8 and quantised):
            product = self.add("MatMul", [x, self.store(f"{name}.weight", weight)])
            return self.add("Add", [product, bias], out=out)
        scale = np.abs(weight).max(0) / REACH + 1e-12
        whole = np.clip(np.round(weight / scale), -REACH, REACH).astype(np.int8)
        parts = [
            self.store(f"{name}.q", whole),
            self.store(f"{name}.s", scale.astype(np.float32)),
            self.store(f"{name}.z", np.zeros(len(scale), dtype=np.int8)),
        ]
        return self.add("DynamicQuantizeMatMul", [x, *parts, bias], MICROSOFT, out)

    def table(self, at: str, name: str) -> str:
        """Rows of a weight; a large one is kept in 8 bits with one scale a row."""
        weight = self.weights[f"{name}.weight"]
        if not self.int8 or len(weight) < LARGE:
            return self.add("Gather", [self.weight(f"{name}.weight"), at])
        scale = np.abs(weight).max(1, keepdims=True) / REACH + 1e-12
        whole = self.store(f"{name}.q", np.clip(np.round(weight / scale), -REACH, REACH).astype(np.int8))
        picked = self.add("Cast", [self.add("Gather", [whole, at])], to=TensorProto.FLOAT)
        return self.add("Mul", [picked, self.add("Gather", [self.store(f"{name}.s", scale.astype(np.float32)), at])])

    def norm(self, x: str, name: str, skip: str | None = None, out: str | None = None) -> str:
        """A layer norm, of the sum with `skip` where there is one; onnxruntime's node for both is many times slower."""
        gain, bias = (self.weight(f"{name}.{kind}") for kind in ("weight", "bias"))
        if skip is not None:
            x = self.add("Add", [x, skip])
        return self.add("LayerNormalization", [x, gain, bias], out=out, axis=-1, epsilon=1e-12)

    def model(
        self, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto], name: str
    ) -> onnx.ModelProto:
        """The finished graph."""
        graph = helper.make_graph(self.nodes, name, list(inputs), list(outputs), list(self.stored.values()))
        imports = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=imports, ir_version=9, producer_name="onrecord")
