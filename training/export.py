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
from training.net import EDGES, HEADS, OUT_OF_REACH, PAIR, SIZE, TAGS, load_weights

Floats: TypeAlias = NDArray[np.float32]
ENDINGS: Final = {True: ".int8.onnx", False: ".onnx"}


def encoder(weights: Weights, layers: int, int8: bool) -> onnx.ModelProto:
    """The graph from ids, marks and mask to x and tags, as `onrecord.attribute.network` calls it."""
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
    mask = g.add("Cast", ["mask"], to=TensorProto.INT32)
    for number in range(layers):
        x = _layer(g, x, mask, f"layers.{number}", "x" if number == layers - 1 else None)
    g.linear(x, "tags", "tags", quantised=False)
    inputs = [_input("ids", "b", "n"), _input("marks", "b", "n", 3), _input("mask", "b", "n")]
    return g.model(inputs, [_floats("x", "b", "n", SIZE), _floats("tags", "b", "n", TAGS)], "encoder")


def _layer(g: Graph, x: str, mask: str, name: str, out: str | None) -> str:
    for number, part in enumerate("qkv"):
        for kind in ("weight", "bias"):
            whole = g.weights[f"{name}.qkv.{kind}"]
            g.weights[f"{name}.{part}.{kind}"] = whole[number * SIZE : (number + 1) * SIZE]
    parts = [g.linear(x, f"{name}.{part}") for part in "qkv"]
    mixed = g.add("MultiHeadAttention", [*parts, "", mask], MICROSOFT, num_heads=HEADS)
    x = g.norm(g.linear(mixed, f"{name}.out"), f"{name}.norm1", skip=x)
    up = g.add("Gelu", [g.linear(x, f"{name}.up")])
    return g.norm(g.linear(up, f"{name}.down"), f"{name}.norm2", skip=x, out=out)


def linker(weights: Weights, int8: bool) -> onnx.ModelProto:
    """The graph from x, row, first, last and mask to scores, as `onrecord.attribute.network` calls it."""
    g = Graph(int8, _part(weights, "linker."))
    one = g.whole("one", 1)
    ends = g.add("Concat", [_picked(g, name, one) for name in ("first", "last")], axis=1)
    cue = g.linear(ends, "of_cue", quantised=False)
    piece, own = g.linear("x", "of_piece"), g.linear("x", "own", quantised=False)
    sizes = g.whole("sizes", PAIR, PAIR)
    cue, piece = g.add("Unsqueeze", [cue, one]), g.add("Gather", [piece, "row"])
    (plus, times), (added, scaled) = g.halves(cue, sizes), g.halves(piece, sizes)
    near = g.add("Gather", [g.store("distance", g.weights["distance.weight"]), _bucket(g)])
    hidden = g.add("Add", [g.add("Add", [added, plus]), g.add("Add", [g.add("Mul", [scaled, times]), near])])
    scores = g.linear(g.add("Gelu", [hidden]), "links", quantised=False)
    scores = g.add("Add", [scores, g.add("Gather", [own, "row"])])
    g.add("Add", [scores, _out_of_reach(g)], out="scores")
    cues = [_input(name, "c") for name in ("row", "first", "last")]
    inputs = [_floats("x", "b", "n", SIZE), *cues, _input("mask", "b", "n")]
    return g.model(inputs, [_floats("scores", "c", "n", 6)], "linker")


def _picked(g: Graph, name: str, one: str) -> str:
    """The vectors of the cues' first or last pieces."""
    at = [g.add("Unsqueeze", ["row", one]), g.add("Unsqueeze", [name, one])]
    return g.add("GatherND", ["x", g.add("Concat", at, axis=1)])


def _out_of_reach(g: Graph) -> str:
    """What keeps the two pointers from padding."""
    missing = g.add("Sub", [g.number("unit", 1), g.add("Gather", ["mask", "row"])])
    missing = g.add("Cast", [missing], to=TensorProto.FLOAT)
    pointers = g.store("pointers", np.array([0, 0, 0, 0, OUT_OF_REACH, OUT_OF_REACH], dtype=np.float32))
    return g.add("Mul", [g.add("Unsqueeze", [missing, g.whole("two", 2)]), pointers])


def _bucket(g: Graph) -> str:
    """Distance classes by a table look-up: one row a clipped distance."""
    reach = max(EDGES)
    after = np.array([sum(d >= e for e in EDGES) for d in range(reach + 1)], dtype=np.int64)
    table = g.store("classes", after)
    start = g.number("from", 0)
    length = g.add("Squeeze", [g.add("Shape", ["mask"], start=1, end=2), g.whole("axis0", 0)])
    at = g.add("Range", [start, length, g.number("by", 1)])
    at = g.add("Unsqueeze", [at, g.whole("row0", 0)])
    bounds = [g.number("low", 0), g.number("high", reach)]
    distance = g.add("Sub", [at, g.add("Unsqueeze", ["last", "one"])])
    behind = g.add("Gather", [table, g.add("Clip", [distance, *bounds])])
    table = g.store("classes2", np.where(after > 0, after + len(EDGES), 0))
    distance = g.add("Sub", [g.add("Unsqueeze", ["first", "one"]), at])
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
