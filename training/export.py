"""Write a trained network as two ONNX graphs, encoder and linker, in 8-bit integers or 32-bit floats.

    python -m training.export --weights average.pt --out FOLDER [--layers 6] [--float]

The graphs are built node by node, so that the quantisation is plain to see: weights symmetric with one scale an output
column, word vectors with one scale a row, inputs of each product as they come. The same weights give the same bytes.
"""

import argparse
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from training.graph import MICROSOFT, Graph, Weights
from training.net import EDGES, HEADS, LINKS, PAIR, SIZE, TAGS, load_weights

Floats: TypeAlias = NDArray[np.float32]
ENDINGS: Final = {True: ".int8.onnx", False: ".onnx"}


def encoder(weights: Weights, layers: int, int8: bool) -> onnx.ModelProto:
    """The graph from ids and marks of one window to x and tags, as `onrecord.attribute.network` calls it."""
    g = Graph(int8, _part(weights, "encoder."))
    length = g.add("Shape", ["ids"], start=1, end=2)
    places = g.add(
        "Slice", [g.store("places", g.weights["places.weight"]), g.whole("zero", 0), length, g.whole("axis", 0)]
    )
    x = g.add("Add", [g.table("ids", "words"), places])
    for column, name in enumerate(("case", "quote", "position")):
        at = g.add("Gather", ["marks", g.number(f"column{column}", column)], axis=2)
        x = g.add("Add", [x, g.table(at, name)])
    x = g.norm(x, "norm")
    for number in range(layers):
        x = _layer(g, x, f"layers.{number}", "x" if number == layers - 1 else None)
    g.linear(x, "tags", "tags", quantised=False)
    inputs = [_input("ids", 1, "n"), _input("marks", 1, "n", 3)]
    return g.model(inputs, [_floats("x", 1, "n", SIZE), _floats("tags", 1, "n", TAGS)], "encoder")


def _layer(g: Graph, x: str, name: str, out: str | None) -> str:
    parts = g.split(g.linear(x, f"{name}.qkv"), 3, SIZE)
    mixed = g.add("MultiHeadAttention", parts, MICROSOFT, num_heads=HEADS)
    x = g.norm(g.linear(mixed, f"{name}.out"), f"{name}.norm1", skip=x)
    up = g.add("Gelu", [g.linear(x, f"{name}.up")])
    return g.norm(g.linear(up, f"{name}.down"), f"{name}.norm2", skip=x, out=out)


def linker(weights: Weights, int8: bool) -> onnx.ModelProto:
    """The graph from x of one window, first and last to scores, as `onrecord.attribute.network` calls it."""
    g = Graph(int8, _part(weights, "linker."))
    picked = [g.add("Gather", ["x", name], axis=1) for name in ("first", "last")]
    ends = g.add("Transpose", [g.add("Concat", picked, axis=2)], perm=(1, 0, 2))
    cue = g.linear(ends, "of_cue", quantised=False)
    piece, own = g.linear("x", "of_piece"), g.linear("x", "own", quantised=False)
    (plus, times), (added, scaled) = g.split(cue, 2, PAIR), g.split(piece, 2, PAIR)
    near = g.add("Gather", [g.store("distance", g.weights["distance.weight"]), _bucket(g)])
    hidden = g.add("Add", [g.add("Add", [added, plus]), g.add("Add", [g.add("Mul", [scaled, times]), near])])
    scores = g.linear(g.add("Gelu", [hidden]), "links", quantised=False)
    g.add("Add", [scores, own], out="scores")
    inputs = [_floats("x", 1, "n", SIZE), _input("first", "c"), _input("last", "c")]
    return g.model(inputs, [_floats("scores", "c", "n", LINKS)], "linker")


def _bucket(g: Graph) -> str:
    """Distance classes by a table look-up: one row a clipped distance."""
    reach = max(EDGES)
    after = np.array([sum(d >= e for e in EDGES) for d in range(reach + 1)], dtype=np.int64)
    table = g.store("classes", after)
    start = g.number("from", 0)
    length = g.add("Squeeze", [g.add("Shape", ["x"], start=1, end=2), g.whole("axis0", 0)])
    one = g.whole("one", 1)
    at = g.add("Range", [start, length, g.number("by", 1)])
    at = g.add("Unsqueeze", [at, g.whole("row0", 0)])
    bounds = [g.number("low", 0), g.number("high", reach)]
    distance = g.add("Sub", [at, g.add("Unsqueeze", ["last", one])])
    behind = g.add("Gather", [table, g.add("Clip", [distance, *bounds])])
    table = g.store("classes2", np.where(after > 0, after + len(EDGES), 0))
    distance = g.add("Sub", [g.add("Unsqueeze", ["first", one]), at])
    return g.add("Add", [behind, g.add("Gather", [table, g.add("Clip", [distance, *bounds])])])


def _part(weights: Weights, start: str) -> Weights:
    return {name.removeprefix(start): value for name, value in weights.items() if name.startswith(start)}


def _input(name: str, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)


def _floats(name: str, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def export(path: Path, out: Path, layers: int = 6, int8: bool = True) -> None:
    """Write encoder and linker of the weights in `path` into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    found = {name: value.numpy() for name, value in load_weights(path, layers).state_dict().items()}
    onnx.save(encoder(found, layers, int8), str(out / f"encoder{ENDINGS[int8]}"))
    onnx.save(linker(found, int8), str(out / f"linker{ENDINGS[int8]}"))


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--float", action="store_true")
    options = parser.parse_args()
    export(options.weights, options.out, options.layers, not options.float)


if __name__ == "__main__":
    main()
