"""Boosted trees of LightGBM → one ONNX graph that onnxruntime evaluates, so that LightGBM is not needed to read.

The graph is one TreeEnsembleRegressor; its output is the sum of the leaves, before the logistic function. Thresholds
become the largest 32-bit float that is not above them, so that a 32-bit input takes the same branch in both.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from onnx import ModelProto, TensorProto, checker, helper

OPSET: Final = 3


def graph(boosters: Sequence[Any], version: str) -> ModelProto:
    """The ONNX model of trained boosters, whose scores are averaged; its input "rows" is (n, features), its output
    "score" (n, 1)."""
    nodes: dict[str, Any] = {name: [] for name in (*_NODE, *_LEAF)}
    trees = (tree["tree_structure"] for booster in boosters for tree in booster.dump_model()["tree_info"])
    for number, tree in enumerate(trees):
        _tree(nodes, number, tree, len(boosters))
    nodes |= {"n_targets": 1, "aggregate_function": "SUM", "post_transform": "NONE"}
    node = helper.make_node("TreeEnsembleRegressor", ["rows"], ["score"], domain="ai.onnx.ml", **nodes)
    rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", boosters[0].num_feature()])
    score = helper.make_tensor_value_info("score", TensorProto.FLOAT, ["n", 1])
    made = helper.make_graph([node], "reading", [rows], [score])
    domains = [helper.make_opsetid("ai.onnx.ml", OPSET), helper.make_opsetid("", 21)]
    model = helper.make_model(made, opset_imports=domains, producer_name="onrecord", producer_version=version)
    model.ir_version = 10
    return model


def save(model: ModelProto, path: Path) -> None:
    """Writes a checked model."""
    checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


_NODE: Final = (
    "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_hitrates", "nodes_modes",
    "nodes_truenodeids", "nodes_falsenodeids", "nodes_missing_value_tracks_true",
)  # fmt: skip
_LEAF: Final = ("target_treeids", "target_nodeids", "target_ids", "target_weights")


def _tree(nodes: dict[str, Any], tree: int, root: dict[str, Any], boosters: int) -> None:
    """Adds a tree's nodes, numbered in the order in which they are reached."""
    waiting, number = [(root, 0)], 0
    while waiting:
        node, own = waiting.pop()
        if "leaf_value" in node:
            _add(nodes, _NODE, (tree, own, 0, 0.0, 1.0, "LEAF", 0, 0, 0))
            _add(nodes, _LEAF, (tree, own, 0, node["leaf_value"] / boosters))
            continue
        assert node["decision_type"] == "<="
        left, right, number = number + 1, number + 2, number + 2
        threshold = _not_above(node["threshold"])
        _add(nodes, _NODE, (tree, own, node["split_feature"], threshold, 1.0, "BRANCH_LEQ", left, right, 0))
        waiting += [(node["left_child"], left), (node["right_child"], right)]


def _add(nodes: dict[str, Any], names: tuple[str, ...], values: tuple[Any, ...]) -> None:
    for name, value in zip(names, values, strict=True):
        nodes[name].append(value)


def _not_above(threshold: float) -> float:
    near = np.float32(threshold)
    return float(near if near <= threshold else np.nextafter(near, np.float32(-np.inf)))
